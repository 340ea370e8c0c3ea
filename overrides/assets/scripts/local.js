// @ts-check
// What a reader may look up, keep or send on a page. Each part is loaded where the page has it, or at the first press.
import { at, path } from "./page.js";
import { kept, read, remove, write } from "./store.js";

// A word of the term list opens where it stands; a press that asks for another window leads to the list.
document.addEventListener("click", (event) => {
  const term = at(event, "a.term");
  if (!(term instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const card = document.getElementById(`__about-${term.hash.slice(1)}`);
  if (!card?.showPopover) return;
  event.preventDefault();
  card.showPopover({ source: term });
  card.focus();
});

for (const term of document.querySelectorAll("a.term")) term.setAttribute("aria-haspopup", "dialog");

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
