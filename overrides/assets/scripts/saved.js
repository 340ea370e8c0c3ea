// @ts-check
/**
 * On a page that is answered for by what the reader has saved: keeps that up to date while there is a network, and
 * says what is read while there is none.
 */
import { language as read } from "./page.js";
import { copies, offered, save, taking } from "./saving.js";
import { day, filled } from "./wording.js";

/** @type {HTMLElement | null} */
const line = document.querySelector("[data-without-network]");

/** Once a page view: fetch of what was saved what a newer build has changed, and what the browser has thrown out. */
export async function keepUp() {
  for (const { list, missing } of await copies()) {
    if (!list.saved) continue; // what a reader broke off, the reader goes on with
    const newer = navigator.onLine ? await offered(list.language).catch(() => null) : null;
    if (newer === null) tell(list.language, list.saved);
    const whole = newer?.build === list.build && !missing.length;
    if (!newer || whole || sparing()) continue;
    await save(taking(newer, list.sheets.length > 0)).catch(() => {}); // the next page tries again
  }
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
