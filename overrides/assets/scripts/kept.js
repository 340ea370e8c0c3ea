// @ts-check
// What is kept on this device at the moment: shown, taken along, brought back, erased.
import { load, save } from "./backup.js";
import { erase, kept } from "./store.js";
import { size as inWords } from "./wording.js";

/**
 * The sum of a kind of thing that is kept.
 * @typedef {{ name: string, bytes: number }} Row
 */

const place = /** @type {HTMLElement} */ (document.querySelector(".kept"));
const told = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
const dialog = /** @type {HTMLDialogElement} */ (place.querySelector("dialog"));
const prefix = "handbook:";

/** The names of the caches in which pages are saved, of every version. */
const caching = async () => ("caches" in globalThis ? (await caches.keys()).filter((name) => name.startsWith(prefix)) : []);

/** The service workers that show them: each for the folder that its cache is named after, or for this version. */
async function workers() {
  if (!("serviceWorker" in navigator)) return [];
  const folders = (await caching()).map((name) => name.split(":")[1]);
  const registered = await navigator.serviceWorker.getRegistrations();
  return registered.filter(({ scope }) => folders.includes(new URL(scope).pathname) || document.URL.startsWith(scope));
}

/** @returns {Promise<Row[]>} */
async function rows() {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { key, bytes } of kept()) add(sums, key.split(":")[0] ?? key, bytes);
  for (const name of await caching()) add(sums, "pages", await weight(name));
  if ((await workers()).length) add(sums, "worker", 0);
  return [...sums].map(([name, bytes]) => ({ name, bytes }));
}

/** @param {Map<string, number>} sums @param {string} name @param {number} bytes */
const add = (sums, name, bytes) => sums.set(name, (sums.get(name) ?? 0) + bytes);

/** @param {string} name a cache's @returns {Promise<number>} the bytes of all that it holds */
async function weight(name) {
  const answers = await (await caches.open(name)).matchAll();
  const sizes = await Promise.all(answers.map(async (answer) => (await answer.blob()).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function show() {
  const all = await rows();
  const [list, template] = [place.querySelector("table"), place.querySelector("[data-row]")];
  list?.toggleAttribute("hidden", !all.length);
  place.querySelector("[data-nothing]")?.toggleAttribute("hidden", all.length > 0);
  list?.tBodies[0]?.replaceChildren(...all.map(({ name, bytes }) => {
    const row = /** @type {Element} */ (/** @type {HTMLTemplateElement} */ (template).content.firstElementChild?.cloneNode(true));
    const [what, size] = row.children;
    if (what) what.textContent = called(name);
    if (size) size.textContent = bytes ? inWords(bytes) : "";
    return row;
  }));
}

/** @param {string} name of a kind of thing */
function called(name) {
  const names = /** @type {HTMLTemplateElement} */ (place.querySelector("[data-names]")).content;
  return names.querySelector(`[data-name="${CSS.escape(name)}"]`)?.textContent ?? name;
}

/** Be rid of all of it: what was chosen and ticked, the pages that were saved, the workers that show them. */
async function eraseAll() {
  const [saved, registered] = [await caching(), await workers()];
  erase();
  await Promise.all([...saved.map((name) => caches.delete(name)), ...registered.map((each) => each.unregister())]);
  await show();
  told.textContent = told.dataset.erased ?? "";
}

place.querySelector("[data-save]")?.addEventListener("click", () => save());
place.querySelector("[data-erase]")?.addEventListener("click", () => dialog.showModal());
dialog.addEventListener("close", () => {
  if (dialog.returnValue === "erase") eraseAll();
  dialog.returnValue = "";
});
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog) dialog.close();
});
const file = /** @type {HTMLInputElement} */ (place.querySelector("input[type=file]"));
place.querySelector("[data-load]")?.addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  const chosen = file.files?.[0];
  if (!chosen) return;
  told.textContent = told.dataset[load(await chosen.text())] ?? "";
  file.value = "";
  await show();
});

addEventListener("storage", show);
place.hidden = false;
show();
