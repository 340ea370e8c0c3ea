// @ts-check
/** Print something else than the page: while it lasts, the page steps back. */

import { root } from "./page.js";

const html = document.documentElement;

/** Milliseconds that a code may take to be there; without it, the address can be read. */
const PATIENCE = 2000;

/**
 * @param {string} title what the browser offers as the file's name
 * @param {...Node} content
 */
export async function printOnly(title, ...content) {
  const sheet = document.createElement("div");
  const before = document.title;
  sheet.className = "printed md-typeset";
  sheet.append(...content);
  document.body.append(sheet);
  document.title = title;
  html.classList.add("prints");
  addEventListener("afterprint", () => {
    html.classList.remove("prints");
    document.title = before;
    sheet.remove();
  }, { once: true });
  const codes = [...sheet.querySelectorAll("img")].map((code) => code.decode().catch(() => {}));
  await Promise.race([Promise.all(codes), new Promise((late) => setTimeout(late, PATIENCE))]);
  print();
}

/**
 * What stands at the foot of `page` on paper: its address in this version, and the code that leads to it.
 * @param {Document} page
 * @param {string} [section] the id of the section that is meant
 * @returns {Element[]} nothing if the page does not say
 */
export function foot(page, section = "") {
  return [...page.querySelectorAll(".print-foot")].map((each) => {
    const own = document.importNode(each, true);
    const code = own.querySelector("img");
    if (code) {
      code.loading = "eager";
      code.src = new URL(code.getAttribute("src")?.replace(/^(\.\.?\/)+/, "") ?? "", root).href; // `page` may lie elsewhere
    }
    if (section) own.querySelector(".print-foot__address")?.append(`#${section}`);
    return own;
  });
}

/** @param {Document} page @returns {string} its address in this version, as it is printed */
export const lasting = (page) => page.querySelector(".print-foot__address")?.textContent?.trim() ?? location.href;
