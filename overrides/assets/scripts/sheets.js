// @ts-check
// A sheet can be filled in on the screen. What that takes is loaded at the first press, or where something is filled in.
import { path } from "./page.js";
import { kept } from "./store.js";

const sheets = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-fillable]"));

for (const tools of sheets) {
  tools.hidden = false;
  tools.querySelector("[data-fill]")?.addEventListener("click", async () => (await import("./filling.js")).begin(tools));
}

if (sheets.length && kept().some(({ key }) => key.startsWith("checks:") && key.includes(`:${path}:`))) import("./filling.js");
