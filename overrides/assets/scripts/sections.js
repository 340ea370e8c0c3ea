// @ts-check
// A section has the same id in both languages and in every version.
import { at, chapter } from "./page.js";

// Keep the section when the reader changes language or version.
document.addEventListener("click", (event) => {
  const link = at(event, "[data-language-link], [data-same-page]");
  if (link instanceof HTMLAnchorElement) link.hash = location.hash;
});

// A section that had another id when it was released: lead on from the old one.
/** @type {Record<string, string>} */
const moved = JSON.parse(chapter?.dataset.moved ?? "{}");

function leadOn() {
  const asked = location.hash.slice(1);
  if (Object.hasOwn(moved, asked)) location.replace(moved[asked] || location.pathname);
}

addEventListener("hashchange", leadOn);
leadOn();
