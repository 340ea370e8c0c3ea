// @ts-check
// The text for whoever mends the handbook: it names the section that the reader chooses, and goes by mail, as an issue,
// or by hand.
import { copy } from "./copying.js";
import { wordsOf } from "./headings.js";
import { awaited } from "./common.js";

const feedback = /** @type {HTMLElement} */ (document.querySelector(".feedback"));
const [where, ways, told] = /** @type {HTMLCollectionOf<HTMLElement>} */ ((await awaited("feedback", feedback)).children);
feedback.querySelector("summary")?.after(where);
feedback.querySelector(".feedback__ways")?.append(...ways.children);
feedback.append(told);

const text = /** @type {HTMLElement} */ (feedback.querySelector(".feedback__text"));
const choice = /** @type {HTMLSelectElement} */ (feedback.querySelector("select"));
const section = /** @type {HTMLElement} */ (text.querySelector("[data-section]"));
const address = /** @type {HTMLElement} */ (text.querySelector("[data-address]"));
const page = address.textContent ?? "";

/** Name the chosen section, in the text and in the links that carry it. */
function name() {
  section.textContent = choice.selectedOptions[0]?.textContent ?? "";
  address.textContent = page + (choice.value && `#${choice.value}`);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (feedback.querySelectorAll("[data-start]"))) {
    link.href = (link.dataset.start ?? "") + encodeURIComponent(text.textContent ?? "");
  }
  told.textContent = "";
}

for (const heading of document.querySelectorAll(".chapter :is(h2, h3)[id]")) {
  choice.add(new Option(wordsOf(heading), heading.id, false, location.hash === `#${heading.id}`));
}

choice.addEventListener("change", name);
feedback.querySelector("[data-copy]")?.addEventListener("click", async () => {
  const { copied, byHand } = told.dataset;
  if (!(await copy(text.textContent ?? "", { told, field: null, copied, byHand }))) getSelection()?.selectAllChildren(text);
});

name();
