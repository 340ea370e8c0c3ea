// @ts-check
// The browser opens and closes the menu; it stays open only when a link leads elsewhere on the same page.
import { at } from "./page.js";
import { partInTime } from "./common.js";

const menu = document.getElementById("__menu");

/** @type {Promise<void> | undefined} */
let folding;

/** Give each module that has no chapters below its name a list of them to fold out, once that is there. */
export const foldedIn = () => folding ??= partInTime("menu").then(foldIn, () => {
  folding = undefined; // until the reader comes near, each module leads to its page
});

/** @param {DocumentFragment} folds */
function foldIn(folds) {
  const modules = /** @type {HTMLAnchorElement[]} */ ([...menu?.querySelectorAll(".menu__module > a:only-child") ?? []]);
  for (const line of folds.querySelectorAll("ul:first-child > li")) {
    const [link, fold] = line.children;
    if (link instanceof HTMLAnchorElement) modules.find(({ href }) => href === link.href)?.after(fold);
  }
}

/** List the sections of this page below its name: on a phone they stand nowhere else. */
function listSections() {
  const sections = document.querySelector(".contents > ul")?.cloneNode(true);
  const here = menu?.querySelector(".menu__fold [aria-current]");
  if (!(sections instanceof Element) || !here) return;
  sections.className = "menu__sections";
  for (const inner of sections.querySelectorAll("ul")) inner.remove();
  for (const link of sections.querySelectorAll("a")) link.className = "menu__link";
  here.after(sections);
}

if (menu) foldedIn();
listSections();
for (const approach of ["toggle", "pointerenter", "focusin"]) menu?.addEventListener(approach, foldedIn);

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
