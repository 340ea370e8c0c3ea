// @ts-check
// The search opens at once and takes text; what answers it is fetched when it is first opened.
import { at } from "../page.js";
import { read } from "../store.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("__search"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("__search-field"));
const needs = /** @type {HTMLTemplateElement} */ (document.getElementById("__search-needs"));
const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-search-open]"));

/** Browsers remember by its address that a script has failed. */
let failures = 0;

/** Answer what stands in the field, or say that what answers cannot be fetched. */
async function answer() {
  document.head.append(needs.content); // all at once: each in turn would cost a weak network a second
  try {
    /** @type {typeof import("./dialog.js")} */
    const { attend } = await import(`./dialog.js${failures ? `?${failures}` : ""}`);
    attend();
  } catch {
    failures++;
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

for (const button of buttons) button.addEventListener("click", open);
field.addEventListener("input", answer);

document.addEventListener("keydown", (event) => {
  const { altKey, ctrlKey, key, metaKey } = event;
  const writing = at(event, "input:not([type=checkbox]), textarea, select");
  if (altKey || (ctrlKey || metaKey ? key !== "k" : key !== "/" || writing || !read("slash", true))) return;
  open(event);
});

// The browser may have opened it before this is here; an address may hold what was asked for.
const asked = new URLSearchParams(location.search).get("q");
field.value ||= asked ?? "";
if (asked) open();
else if (dialog.open) answer();
