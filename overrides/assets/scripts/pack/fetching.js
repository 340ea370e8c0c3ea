// @ts-check
/** A piece → its page, from this version of the handbook; what the reader has saved answers without a network. */
import { home, root } from "../page.js";

/** @typedef {{ page: Document, address: URL }} Found */
/** @typedef {"gone" | "away"} Missing not in this version; not to be had just now */

/** @type {Map<string, Promise<Found | Missing>>} */
const asked = new Map();

/** @param {string} path @returns {URL} where the chapter lies in the reader's language */
export function addressOf(path) {
  const inner = path.replace(/(^|\/)index$/, "");
  return new URL(home + (inner && `${inner}/`), root);
}

/**
 * The page of a chapter, asked for once; what was away is asked for again.
 * @param {string} path
 * @returns {Promise<Found | Missing>}
 */
export async function pageOf(path) {
  const answer = asked.get(path) ?? found(addressOf(path));
  asked.set(path, answer);
  if ((await answer) === "away") asked.delete(path);
  return answer;
}

/**
 * @param {URL} address
 * @param {boolean} [again] whether an address that only leads on may be followed
 * @returns {Promise<Found | Missing>}
 */
async function found(address, again = true) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return answer.status < 500 ? "gone" : "away";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector(".chapter[data-path]")) return { page, address };
    const onward = page.querySelector("body > p > a[href]")?.getAttribute("href");
    return onward && again ? found(new URL(onward, address), false) : "gone";
  } catch {
    return "away";
  }
}
