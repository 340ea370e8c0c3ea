// @ts-check
// What a reader may look up, keep or send on a page. Each part is loaded where the page has it, or at the first press.
import { at } from "./page.js";
import { kept } from "./store.js";

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
  if (pressed) (await import("./reading.js")).press(pressed);
});
if (reading) reading.hidden = false;
