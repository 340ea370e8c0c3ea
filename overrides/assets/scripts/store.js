// @ts-check
/**
 * What a reader has asked the site to remember: on this device only, and for every version and language alike.
 *
 * Each value lies in localStorage as `handbook:<key>`, with the number of the form that it is written in. Nothing
 * throws: where storage is forbidden or full, nothing is kept, and the page works on. What is in no form that is
 * known here is neither read nor written over: a newer version of the handbook may have left it.
 * Call `write` only upon something that the reader did.
 */

const PREFIX = "handbook:";
const SCHEMA = 1;

/**
 * The value kept as `key`, or `fallback` if there is none that fits. Unless `fits` says otherwise, a value fits that
 * is of the fallback's kind: text, number, yes or no, list, or record.
 * @template T
 * @param {string} key
 * @param {T} fallback
 * @param {(value: unknown) => boolean} [fits]
 * @returns {T}
 */
export function read(key, fallback, fits = (value) => kind(value) === kind(fallback)) {
  const found = parsed(item(key));
  return found?.schema === SCHEMA && fits(found.value) ? found.value : fallback;
}

/**
 * Keep `value`, which JSON can hold, as `key`; tells whether it was kept.
 * @param {string} key
 * @param {unknown} value
 */
export function write(key, value) {
  if (parsed(item(key))?.schema > SCHEMA) return false;
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ schema: SCHEMA, value }));
    return true;
  } catch {
    return false;
  }
}

/**
 * Forget what is kept as `key`.
 * @param {string} key
 */
export function remove(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // where nothing can be kept there is nothing to forget
  }
}

/** Forget all that the handbook keeps here; what else the host's pages keep stays. */
export function erase() {
  for (const { key } of kept()) remove(key);
}

/**
 * All that is kept, by key, with its size.
 * @returns {{ key: string, bytes: number }[]}
 */
export function kept() {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .sort()
      .map((name) => ({
        key: name.slice(PREFIX.length),
        bytes: new Blob([name, localStorage.getItem(name) ?? ""]).size,
      }));
  } catch {
    return [];
  }
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isRecord = (value) => kind(value) === "object";

/** @param {string} key */
function item(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** @param {string | null} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** @param {unknown} value */
function kind(value) {
  if (Array.isArray(value)) return "list";
  return value === null ? "nothing" : typeof value;
}
