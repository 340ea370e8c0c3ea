// @ts-check
/**
 * Saves this version in a language, to be read without a network, and knows what is saved: it asks Cache Storage each
 * time, so that what a page says of it is so.
 *
 * Each language has a cache of its own. It holds each file under its address and hash, and the list of what it is to
 * hold: hooks/handbook/offline.py writes the lists, service-worker.js answers with what is here.
 */

/** @typedef {[address: string, hash: string, bytes: number, title?: string]} File */
/**
 * What there is to save in a language; in a cache, what is to be there, and since when it is.
 * @typedef {{ build: string, language: string, version: string, core: File[], pages: File[], sheets: File[], saved?: string }} List
 */
/**
 * A list that a cache holds, and what it says that is not there.
 * @typedef {{ list: List, missing: File[] }} Copy
 */
/** @typedef {(done: number, all: number) => void} Tell how many bytes are there, of how many */

/** The root of the version. This script lies in its assets/scripts/. */
export const root = new URL("../../", import.meta.url);
/** Whether this browser can save anything: not without a service worker, as in some private windows. */
export const able = "serviceWorker" in navigator && "caches" in globalThis;

/** What the window is told when what is saved has changed. */
export const CHANGED = "handbook:saved";

/** Files that are fetched at a time. */
const LANES = 6;
const prefix = `handbook:${root.pathname}:`;

/** What reached us is not what was built: a network's own sign-in page, or a build that came meanwhile. */
export class Altered extends Error {}
/** The host did not answer with the file. */
export class Refused extends Error {}

/** @param {List} list */
export const filesOf = (list) => [...list.core, ...list.pages, ...list.sheets];

/** `list` with its sheets or without. @param {List} list @param {boolean} sheets */
export const taking = (list, sheets) => (sheets ? list : { ...list, sheets: [] });

/** @param {File[]} files */
export const bytesOf = (files) => files.reduce((sum, [, , bytes]) => sum + bytes, 0);

/**
 * What the host has to save in `language`, or nothing where it offers none, as in a preview.
 * @param {string} language
 * @returns {Promise<List | undefined>}
 */
export async function offered(language) {
  const answer = await fetch(listOf(language), { cache: "no-cache" });
  return answer.ok ? answer.json() : undefined;
}

/**
 * What is saved in `language`, if anything is, even in part.
 * @param {string} language
 * @returns {Promise<Copy | undefined>}
 */
export async function copyIn(language) {
  const found = await caches.match(listOf(language), { cacheName: prefix + language });
  if (!found) return undefined;
  /** @type {List} */
  const list = await found.json();
  return { list, missing: await missing(list) };
}

/**
 * Each copy of this version that the reader has, in whichever language, even in part.
 * @returns {Promise<Copy[]>}
 */
export async function copies() {
  const names = able ? await caches.keys() : [];
  const languages = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return (await Promise.all(languages.map(copyIn))).filter((copy) => copy !== undefined);
}

/**
 * Save what is on `list`: fetch what is not there, then drop what is no longer on it. What was saved before answers
 * until all is there; what is broken off goes on from where it was.
 *
 * Rejects with the reason if it cannot be done or `signal` stops it.
 * @param {List} list
 * @param {Tell} [tell]
 * @param {AbortSignal} [signal]
 */
export function save(list, tell = () => {}, signal) {
  return alone(list, async (cache) => {
    const before = await copyIn(list.language);
    // The first time, what has arrived can be read at once.
    if (!before?.list.saved) await keepList(cache, list);
    await fetchAll(cache, await missing(list), list, tell, signal);
    await navigator.serviceWorker.ready;
    await keepList(cache, { ...list, saved: new Date().toISOString() });
    await drop(cache, list);
  });
}

/**
 * Save of `list` what its pages are made with and the files that are `wanted`: all of it is then there in part, and
 * goes on as what was broken off does. Where all of an earlier build is there, that stays.
 * @param {List} list
 * @param {(file: File) => boolean} wanted
 */
export function saveSome(list, wanted) {
  return alone(list, async (cache) => {
    const before = await copyIn(list.language);
    if (!before) await keepList(cache, list);
    const held = before?.list.saved ? before.list : list;
    const core = new Set(held.core.map(keyOf));
    const files = (await missing(held)).filter((file) => core.has(keyOf(file)) || wanted(file));
    await fetchAll(cache, files, held, () => {});
    await navigator.serviceWorker.ready;
    if (before && held === list) await keepList(cache, list); // until all is there, what was there before answers
    await drop(cache, held);
  });
}

/**
 * Do `work` on a language's cache, with the worker there that answers from it.
 * Two pages that save at a time would drop each other's files.
 * @param {List} list
 * @param {(cache: Cache) => Promise<void>} work
 */
function alone({ language }, work) {
  return navigator.locks.request(prefix + language, async () => {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
    await navigator.storage?.persist?.();
    await work(await caches.open(prefix + language));
  });
}

/**
 * Forget what is saved in `language`, and, when nothing else of this version is, that anything ever was.
 * @param {string} language
 */
export async function remove(language) {
  await caches.delete(prefix + language);
  const registration = await navigator.serviceWorker.getRegistration(root);
  registration?.active?.postMessage("removed");
  if ((await copies()).length) return;
  await caches.delete(`${prefix}versions`);
  await registration?.unregister();
}

/** @param {Cache} cache @param {List} list */
async function keepList(cache, list) {
  await cache.put(listOf(list.language), new Response(JSON.stringify(list)));
  (await navigator.serviceWorker.getRegistration(root))?.active?.postMessage("saved");
  dispatchEvent(new Event(CHANGED));
}

/** Let go of what is not on `list`. @param {Cache} cache @param {List} list */
async function drop(cache, list) {
  const wanted = new Set([listOf(list.language), ...filesOf(list).map(keyOf)]);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** @param {Cache} cache @param {File[]} files @param {List} list @param {Tell} tell @param {AbortSignal} [signal] */
async function fetchAll(cache, files, list, tell, signal) {
  signal?.throwIfAborted();
  const all = bytesOf(filesOf(list));
  let done = all - bytesOf(files);
  const stop = new AbortController();
  signal?.addEventListener("abort", () => stop.abort(signal.reason));
  const queue = files.values();
  const lane = async () => {
    for (const file of queue) {
      await cache.put(keyOf(file), await fetched(file, stop.signal));
      done += file[2];
      tell(done, all);
    }
  };
  tell(done, all);
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (reason) {
    stop.abort(reason);
    throw reason;
  }
}

/**
 * The file as it was built, with nothing else that the host says of it than its kind.
 * @param {File} file
 * @param {AbortSignal} signal
 */
async function fetched([address, hash], signal) {
  signal.throwIfAborted();
  // Past every cache, the worker's too.
  const answer = await fetch(new URL(address, root), { cache: "no-store", signal });
  if (!answer.ok) throw new Refused(address);
  const content = await answer.arrayBuffer();
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", content)).slice(0, hash.length / 2);
  if (hash !== Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("")) throw new Altered(address);
  return new Response(content, { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
}

/** @param {List} list */
async function missing(list) {
  const name = prefix + list.language;
  const there = (await caches.has(name)) ? await (await caches.open(name)).keys() : [];
  const keys = new Set(there.map(({ url }) => url));
  return filesOf(list).filter((file) => !keys.has(keyOf(file)));
}

/** @param {string} language */
const listOf = (language) => new URL(`offline/${language}.json`, root).href;

/** @param {File} file */
const keyOf = ([address, hash]) => new URL(`${address}?${hash}`, root).href;
