// @ts-check
// The search opens at once and takes text; what answers it is fetched when it is first opened.
import { at } from "../page.js";
import { part } from "../common.js";
import { read } from "../store.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("__search"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("__search-field"));
const ways = /** @type {HTMLElement} */ (dialog.querySelector("[data-when~=none]"));
const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-search-open]"));

/** Browsers remember by its address that a script has failed. */
let failures = 0;

const isFurnished = () => ways.nextElementSibling !== null;

/** Put in what shows answers, and fetch what finds them: all at once, each in turn would cost a weak network a second. */
async function furnish() {
  const all = await part("search");
  const [needs, key] = [all.querySelector("[data-search-needs]"), all.querySelector(".search__key")];
  if (isFurnished() || !(needs instanceof HTMLTemplateElement) || !key) return;
  document.head.append(needs.content);
  ways.before(all);
  ways.after(key);
}

/** @returns {Promise<typeof import("./dialog.js")>} */
async function answering() {
  try {
    return await import(`./dialog.js${failures ? `?${failures}` : ""}`);
  } catch (error) {
    failures++;
    throw error;
  }
}

/** Answer what stands in the field, or say that what answers cannot be fetched. */
async function answer() {
  document.documentElement.classList.add("still"); // asked of the whole page, `:has(.search[open])` would slow each change of it
  if (!isFurnished() && field.value.trim()) dialog.dataset.state = "waiting";
  try {
    await furnish();
    (await answering()).attend();
  } catch {
    dialog.dataset.state = "failed";
  }
}

/** @param {Event} [event] */
function open(event) {
  event?.preventDefault();
  // Focus returns to where it was; from nowhere, it goes to the button.
  if (document.activeElement === document.body) buttons[0].focus({ preventScroll: true });
  if (!dialog.open) dialog.showModal();
  field.select();
  field.focus();
  answer();
}

buttons[0].ariaKeyShortcuts = "/ Control+K Meta+K";
for (const button of buttons) button.addEventListener("click", open);
field.addEventListener("input", answer);
dialog.addEventListener("close", () => document.documentElement.classList.remove("still"));
field.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault(); // the browser would empty the field first
  dialog.close();
});

document.addEventListener("keydown", (event) => {
  const { altKey, ctrlKey, key, metaKey } = event;
  const writing = at(event, "input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (altKey || (ctrlKey || metaKey ? key !== "k" : key !== "/" || writing || !read("slash", true))) return;
  open(event);
});

// The browser may have opened it before this is here; an address may hold what was asked for.
const asked = new URLSearchParams(location.search).get("q");
field.value ||= asked ?? "";
if (asked) open();
else if (dialog.open) answer();
