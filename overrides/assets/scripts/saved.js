// @ts-check
/**
 * On a page that is answered for by what the reader has saved: keeps that up to date while there is a network, and
 * says what is read while there is none.
 */
import { language as read } from "./page.js";
import { copies, filesOf, offered, save, saveSome, taking } from "./saving.js";
import { day, filled } from "./wording.js";

/** @typedef {import("./saving.js").File} File */
/** @typedef {import("./saving.js").List} List */

/** @type {HTMLElement | null} */
const line = document.querySelector("[data-without-network]");

/** Once a page view: fetch of what was saved what a newer build has changed, and what the browser has thrown out. */
export async function keepUp() {
  for (const { list, missing } of await copies()) {
    const newer = navigator.onLine ? await offered(list.language).catch(() => null) : null;
    if (newer === null && list.saved) tell(list.language, list.saved);
    const changed = newer?.build !== list.build;
    if (!newer || sparing() || !(changed || (list.saved && missing.length))) continue;
    // What fails is tried again on the next page; what a reader saved in part, only the reader goes on with.
    await (list.saved ? save(taking(newer, list.sheets.length > 0)) : saveSome(newer, among(list, missing))).catch(() => {});
  }
}

/** Whether a file, be it as it was or another by now, is one of those on `list` that are not `missing`. @param {List} list @param {File[]} missing */
function among(list, missing) {
  const away = new Set(missing.map(([address]) => address));
  const there = new Set(filesOf(list).map(([address]) => address).filter((address) => !away.has(address)));
  return (/** @type {File} */ [address]) => there.has(address);
}

/** @param {string} language @param {string} saved */
function tell(language, saved) {
  if (!line || language !== read) return;
  line.textContent = filled(String(line.dataset.withoutNetwork), { date: day(saved) });
  line.hidden = false;
}

/** Whether the reader has asked the browser to fetch no more than is needed. */
function sparing() {
  return Boolean(/** @type {any} */ (navigator).connection?.saveData);
}
