// @ts-check
// Light or dark against what the device says, on every page from the press on. partials/head.html reads it.
import { remove, write } from "./store.js";

const html = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-scheme-toggle]"));

const isDark = () => html.dataset.scheme ? html.dataset.scheme === "dark" : system.matches;

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(isDark()));
}

function change() {
  const wanted = isDark() ? "light" : "dark";
  // What the device says needs no keeping.
  if ((wanted === "dark") === system.matches) {
    delete html.dataset.scheme;
    remove("scheme");
  } else {
    html.dataset.scheme = wanted;
    write("scheme", wanted);
  }
  show();
}

for (const button of buttons) {
  button.addEventListener("click", change);
  button.hidden = false;
}
system.addEventListener("change", show);
show();
