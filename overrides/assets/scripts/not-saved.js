// @ts-check
/** On the page that stands in for one that is not saved: leads to what is. */
import { copies, root } from "./saving.js";

const asked = location.pathname.slice(root.pathname.length);
const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-copy]")]);
const home = parts[0].dataset.home ?? ""; // the reader's own language comes first

/** @param {string} address @param {string} title @param {string} lang */
function link(address, title, lang) {
  const entry = document.createElement("li");
  entry.append(Object.assign(document.createElement("a"), { href: new URL(address, root), textContent: title, lang }));
  return entry;
}

const saved = await copies();
for (const part of parts) {
  const copy = saved.find(({ list }) => list.language === part.dataset.copy);
  if (!copy) continue;
  const missing = new Set(copy.missing);
  const there = copy.list.pages.filter((file) => file[3] && !missing.has(file));
  const same = (part.dataset.home ?? "") + asked.slice(home.length);
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-same]"))) {
    each.hidden = part === parts[0] || !there.some(([address]) => address === same);
    each.querySelector("a")?.setAttribute("href", new URL(same, root).href);
  }
  part.querySelector("ul")?.append(...there.map(([address, , , title]) => link(address, title ?? "", copy.list.language)));
  part.hidden = !there.length;
}
