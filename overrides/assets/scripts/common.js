// @ts-check
/**
 * What is the same on every page of a language lies in files of their own: overrides/common.html. They are fetched once,
 * when the page is whole, and then the browser has them.
 */
import { language, root } from "./page.js";

/** @type {Map<string, Promise<Document>>} */
const files = new Map();

/** Once the page has all that its first view needs. */
const whole = new Promise((done) => {
  if (document.readyState === "complete") done(undefined);
  else addEventListener("load", done, { once: true });
});

/** @param {string} file @returns {Promise<Document>} */
async function fetched(file) {
  const answer = await fetch(new URL(`assets/common/${file}.html`, root), { priority: "low" });
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  // A network's own sign-in page is none of ours.
  if (!answer.ok || !found.querySelector("body > template[id]")) throw new Error(`${file} is not there`);
  return found;
}

/**
 * A copy of the part `name`, its links led to where they lie. What could not be fetched is asked for again.
 * @param {string} name @returns {Promise<DocumentFragment>}
 */
export async function part(name) {
  const file = name === "terms" ? `${language}-terms` : language;
  const asked = files.get(file) ?? fetched(file);
  files.set(file, asked);
  asked.catch(() => files.delete(file));
  const template = /** @type {HTMLTemplateElement} */ ((await asked).getElementById(name));
  const copy = document.importNode(template.content, true);
  for (const inner of [copy, ...[...copy.querySelectorAll("template")].map(({ content }) => content)]) lead(inner);
  return copy;
}

/**
 * The part `name` once the page is whole: for what the reader has not asked for.
 * @param {string} name
 */
export const partInTime = (name) => whole.then(() => part(name));

/**
 * The part `name` that the reader has asked for. Until it is there `place` says so, and offers to try again where it
 * did not come.
 * @param {string} name @param {Element} place @returns {Promise<DocumentFragment>}
 */
export async function awaited(name, place) {
  const late = /** @type {HTMLTemplateElement} */ (document.getElementById("__late"));
  const [waiting, failed] = /** @type {DocumentFragment} */ (late.content.cloneNode(true)).children;
  place.append(waiting);
  const found = await part(name).catch(() => null);
  waiting.remove();
  if (found) return found;
  place.append(failed);
  await new Promise((again) => failed.querySelector("button")?.addEventListener("click", again));
  stay(place);
  failed.remove();
  return awaited(name, place);
}

/** Keep the keyboard at `place` when the button that was pressed goes. @param {Element} place */
function stay(place) {
  const there = place.querySelector(":scope > :is(summary, button):not([hidden])") ?? place;
  if (!(there instanceof HTMLElement)) return;
  if (there === place) there.tabIndex = -1;
  there.focus();
}

/** @param {DocumentFragment} copy */
function lead(copy) {
  for (const link of copy.querySelectorAll("[href]:not([href^='#'])")) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", root).href);
  }
}
