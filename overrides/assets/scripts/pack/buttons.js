// @ts-check
/** The buttons on a chapter that put it, its sheets or all that its session needs into the pack, or take them out. */
import { keep, mine } from "./mine.js";
import { added, query } from "./pieces.js";

/** What is in the pack while this page is read, also where nothing can be kept. */
let pack = mine();

const all = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-pieces]"));

/** @param {HTMLElement} button */
const wanted = (button) => (button.dataset.pieces ?? "").split(" ");

/** @param {HTMLElement} button */
const isIn = (button) => wanted(button).every((piece) => pack.includes(piece));

/** @param {HTMLElement} button */
export function press(button) {
  const these = wanted(button);
  pack = isIn(button) ? pack.filter((piece) => !these.includes(piece)) : added(pack, these);
  const kept = keep(pack);
  for (const count of document.querySelectorAll("[data-packed]")) {
    const link = count.closest("a");
    if (link) link.search = kept ? "" : query(pack);
  }
  show();
}

/** Say of each button what it would do, and how many pieces the pack holds. */
export function show() {
  for (const button of all()) {
    button.dataset.out ??= button.textContent ?? "";
    button.textContent = (isIn(button) ? button.dataset.in : button.dataset.out) ?? "";
  }
  for (const count of document.querySelectorAll("[data-packed]")) {
    count.textContent = pack.length ? ` (${pack.length})` : "";
  }
}

// A page that the browser brings back as it was may have been left for the pack itself.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  pack = mine();
  show();
});
