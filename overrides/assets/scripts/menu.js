// @ts-check
// The browser opens and closes the menu; it stays open only when a link leads elsewhere on the same page.
import { at } from "./page.js";

const menu = document.getElementById("__menu");

menu?.addEventListener("click", (event) => {
  if (at(event, "a[href^='#']") && menu.matches(":popover-open")) menu.hidePopover();
});

// A list that is folded out over the page is folded in by Escape, or by a press beside it.
const lists = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".bar details"));

for (const list of lists) {
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary")?.focus();
  });
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !list.contains(relatedTarget)) list.open = false;
  });
}

document.addEventListener("pointerdown", (event) => {
  for (const list of lists) if (event.target instanceof Node && !list.contains(event.target)) list.open = false;
});
