// @ts-check
// What a reader may look up, keep or send on a page. Each part is loaded where the page has it, or at the first press.
import { at, path } from "./page.js";
import { part, partInTime } from "./common.js";
import { kept, read, remove, write } from "./store.js";

// A word of the term list opens where it stands; a press that asks for another window leads to the list.
document.addEventListener("click", (event) => {
  const term = at(event, "a.term");
  if (!(term instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!("popover" in term)) return;
  event.preventDefault();
  explain(term);
});

/** Open what the list says of a word; where that is not to be had, go to the list. @param {HTMLAnchorElement} term */
async function explain(term) {
  const id = `__about-${term.hash.slice(1)}`;
  const found = document.getElementById(id) ? null : await part("terms").catch(() => null);
  if (found && !document.getElementById(id)) document.querySelector("main")?.append(found.getElementById(id) ?? "");
  const card = document.getElementById(id);
  if (!card) return location.assign(term.href);
  card.showPopover({ source: term });
  card.focus();
}

const terms = document.querySelectorAll("a.term");
for (const term of terms) term.setAttribute("aria-haspopup", "dialog");
if (terms.length) partInTime("terms").catch(() => {}); // asked for again at a press

if (document.querySelector("[data-tick]")) import("./ticks.js");
if (document.querySelector(".kept")) import("./kept.js");

const feedback = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".feedback"));
feedback?.addEventListener("toggle", () => import("./feedback.js"), { once: true });
if (feedback?.open) import("./feedback.js");

const reading = /** @type {HTMLElement | null} */ (document.querySelector(".reading"));
const begun = kept().some(({ key }) => key === "read" || key === "place");

if (begun) import("./reading.js").then(({ show }) => show());
reading?.addEventListener("click", async (event) => {
  const pressed = at(event, "[data-mark-read], [data-remember]");
  if (!pressed) return;
  const done = press(pressed);
  (await import("./reading.js")).follow(done);
});
if (reading) reading.hidden = false;

/** Keep and show a press: the page may be left before the rest has come. @param {HTMLElement} pressed */
export function press(pressed) {
  if (pressed instanceof HTMLInputElement) return pressed.checked ? write("place", {}) : remove("place");
  const marks = read("read", /** @type {any} */ ({})), wanted = pressed.ariaPressed === "false";
  pressed.ariaPressed = String(wanted);
  if (wanted) marks[`${path}`] = { on: new Date().toISOString().slice(0, 10), sections: reading?.dataset.sections };
  else delete marks[`${path}`];
  return Object.keys(marks).length ? write("read", marks) : remove("read");
}
