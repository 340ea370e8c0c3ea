// @ts-check
/** The control on the page about reading without a network: one part for each language. */
import { Altered, CHANGED, Refused, able, bytesOf, copyIn, filesOf, offered, remove, save, taking } from "./saving.js";
import { day, filled, size } from "./wording.js";

/** @typedef {import("./saving.js").List} List */
/** @typedef {import("./saving.js").Copy} Copy */
/** @typedef {"nothing" | "partly" | "saving" | "pages" | "whole" | "newer" | "elsewhere" | "network"} State */

/**
 * What there is to say: `host` is what there is to save, undefined where nothing is and null where nobody answers.
 * @param {Copy | undefined} copy
 * @param {List | undefined | null} host
 * @returns {State}
 */
export function stateOf(copy, host) {
  if (!copy) return host ? "nothing" : host === null ? "network" : "elsewhere";
  if (copy.missing.length || !copy.list.saved) return "partly";
  if (host && host.build !== copy.list.build) return "newer";
  return copy.list.sheets.length || !host?.sheets.length ? "whole" : "pages";
}

/** What of `host` a reader who has `copy` would fetch. @param {Copy} copy @param {List} host */
function changed(copy, host) {
  const there = new Set(filesOf(copy.list).map(([address, hash]) => `${address}?${hash}`));
  return filesOf(taking(host, copy.list.sheets.length > 0)).filter(([at, hash]) => !there.has(`${at}?${hash}`));
}

/** Which sentence says why it did not work. @param {any} reason */
function sentence(reason) {
  if (reason instanceof Altered) return "altered";
  if (reason instanceof Refused) return "refused";
  return { AbortError: "", QuotaExceededError: "full" }[/** @type {string} */ (reason?.name)] ?? "broken";
}

/** @param {HTMLElement} part */
async function control(part) {
  const language = String(part.dataset.copy);
  /** @template {HTMLElement} T @param {string} name @returns {T} */
  const the = (name) => /** @type {T} */ (part.querySelector(`[data-offline-${name}]`));
  const told = the("told");
  /** @type {HTMLInputElement} */
  const sheets = the("sheets");
  /** @type {HTMLProgressElement} */
  const bar = the("bar");
  /** @type {AbortController | undefined} */
  let underWay;

  /** @param {State} state @param {Record<string, unknown>} values @param {string} [problem] */
  function show(state, values, problem) {
    part.dataset.state = state;
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-in]"))) {
      each.hidden = !each.dataset.in?.split(" ").includes(state);
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-filled]"))) {
      each.textContent = filled(String(each.dataset.filled), values);
    }
    const said = [problem, state].map((name) => (name && told.dataset[name]) ?? "");
    told.textContent = filled(said.join(" "), values).trim();
    part.hidden = false;
  }

  /** Say what is so. @param {string} [problem] */
  async function look(problem) {
    if (underWay) return;
    const [copy, host] = await Promise.all([copyIn(language), offered(language).catch(() => null)]);
    const state = stateOf(copy, host);
    const list = copy?.list ?? taking(host ?? EMPTY, sheets.checked);
    const toFetch = state === "newer" && copy && host ? changed(copy, host) : filesOf(list);
    show(state, {
      size: size(bytesOf(toFetch)),
      sheets_size: size(bytesOf(host?.sheets ?? [])),
      done: size(bytesOf(filesOf(list)) - bytesOf(copy?.missing ?? [])),
      all: size(bytesOf(filesOf(list))),
      date: list.saved && day(list.saved, "short"),
      version: list.version || told.dataset.unreleased,
      pages: list.pages.filter(([, , , title]) => title).length,
      sheets: list.sheets.length,
    }, problem);
  }

  /** @param {boolean} withSheets */
  async function start(withSheets) {
    underWay = new AbortController();
    show("saving", {});
    the("stop").focus();
    let problem = "";
    try {
      const host = await offered(language);
      if (host) await save(taking(host, withSheets), progress, underWay.signal);
    } catch (reason) {
      problem = sentence(reason);
    }
    underWay = undefined;
    await look(problem);
    keepFocus();
  }

  /** @param {number} done @param {number} all */
  function progress(done, all) {
    bar.max = all;
    bar.value = done;
    the("progress").textContent = filled(String(bar.dataset.progress), { done: size(done), all: size(all) });
  }

  /** A button that was pressed and is gone leaves the reader at the next one. */
  function keepFocus() {
    if (document.activeElement !== document.body && document.activeElement?.checkVisibility?.() !== false) return;
    /** @type {HTMLElement | null} */ (part.querySelector("button:not([hidden])"))?.focus();
  }

  const saved = async () => Boolean((await copyIn(language))?.list.sheets.length);
  /** @type {Record<string, () => unknown>} */
  const actions = {
    save: () => start(sheets.checked),
    resume: async () => start(await saved()),
    update: async () => start(await saved()),
    more: () => start(true),
    stop: () => underWay?.abort(),
    remove: async () => {
      await remove(language);
      await look();
      keepFocus();
    },
  };
  for (const [name, action] of Object.entries(actions)) the(name).addEventListener("click", action);
  sheets.addEventListener("change", () => look());
  addEventListener(CHANGED, () => look());
  await look();
  told.role = "status";
}

/** @type {List} */
const EMPTY = { build: "", language: "", version: "", core: [], pages: [], sheets: [] };

/** @param {string} selector @param {boolean} shown */
function display(selector, shown) {
  const found = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  if (found) found.hidden = !shown;
}

display("[data-offline-no-script]", false);
display("[data-offline-unable]", !able);
if (able) for (const part of document.querySelectorAll(".offline [data-copy]")) control(/** @type {HTMLElement} */ (part));
