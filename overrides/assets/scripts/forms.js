// @ts-check
// On site, hybrid or remote: chosen in one place, it is chosen on every page, in both languages and in every version.
import { at } from "./page.js";
import { read, write } from "./store.js";

const kept = read("form", "");

/** @param {string} form show it in each set of tabs that has it */
function choose(form) {
  for (const choice of document.querySelectorAll(`input[data-form="${CSS.escape(form)}"]`)) {
    if (choice instanceof HTMLInputElement) choice.checked = true;
  }
}

document.addEventListener("change", (event) => {
  const choice = at(event, "input[data-form]");
  if (!choice?.dataset.form) return;
  const top = choice.getBoundingClientRect().top;
  choose(choice.dataset.form);
  scrollBy({ top: choice.getBoundingClientRect().top - top, behavior: "instant" }); // tabs above may have changed height
  write("form", choice.dataset.form);
});

if (kept) choose(kept);
