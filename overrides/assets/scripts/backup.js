// @ts-check
// What is kept → a file, and back: to take it to another phone, or to keep it safe. Nothing that is here is lost.
import { handOver } from "./handing.js";
import { isRecord, kept, read, write } from "./store.js";

const MARK = "handbook";
const SCHEMA = 1;
const KEY = /^[a-z][\w:./-]*$/;

/**
 * What came of fetching, as the key of the words that say it.
 * @typedef {"loaded" | "nothingNew" | "noJson" | "other" | "newer" | "empty" | "notKept"} Outcome
 */

/** @param {Record<string, unknown>} record @param {string} name */
const own = (record, name) => (Object.hasOwn(record, name) ? record[name] : undefined);

/**
 * All that is kept under `about` and below it, or all there is.
 * @param {string} [about]
 */
export function backup(about = "") {
  const keys = kept().map(({ key }) => key).filter((key) => !about || key === about || key.startsWith(`${about}:`));
  const values = keys.map((key) => [key, read(key, /** @type {unknown} */ (undefined), () => true)]);
  return { [MARK]: about || "all", schema: SCHEMA, values: Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
}

/**
 * Hand the reader a file of what is kept.
 * @param {string} [about]
 */
export function save(about) {
  const text = JSON.stringify(backup(about), null, 1);
  handOver(`${MARK}${about ? `-${about}` : ""}-${new Date().toISOString().slice(0, 10)}.json`, "application/json", text);
}

/**
 * Take in what a file holds, beside what is kept already; what is here stays where the two differ.
 * @param {string} text
 * @returns {Outcome}
 */
export function load(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return "noJson";
  }
  if (!isRecord(file) || typeof file[MARK] !== "string" || typeof file.schema !== "number") return "other";
  if (file.schema > SCHEMA) return "newer";
  if (!isRecord(file.values) || !Object.keys(file.values).every((key) => KEY.test(key))) return "other";
  const values = Object.entries(file.values);
  if (!values.length) return "empty";
  let changed = false;
  for (const [key, theirs] of values) {
    const mine = read(key, /** @type {unknown} */ (undefined), () => true);
    const both = united(mine, theirs);
    if (JSON.stringify(both) === JSON.stringify(mine)) continue;
    if (!write(key, both)) return "notKept";
    changed = true;
  }
  return changed ? "loaded" : "nothingNew";
}

/**
 * What two devices have kept, together: records and lists are joined; of two other values the first stays.
 * @param {unknown} mine
 * @param {unknown} theirs
 * @returns {unknown}
 */
export function united(mine, theirs) {
  if (mine === undefined || mine === null) return theirs;
  if (isRecord(mine) && isRecord(theirs)) {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return Object.fromEntries([...names].map((name) => [name, united(own(mine, name), own(theirs, name))]));
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const there = new Set(mine.map((each) => JSON.stringify(each)));
    return [...mine, ...theirs.filter((each) => !there.has(JSON.stringify(each)))];
  }
  return mine;
}
