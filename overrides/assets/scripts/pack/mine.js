// @ts-check
/** The reader's own pack, kept on this device for every version and language. */
import { read, remove, write } from "../store.js";
import { pieces } from "./pieces.js";

const KEY = "pack";

/** @returns {string[]} */
export const mine = () => pieces(read(KEY, []));

/** @param {readonly string[]} pack @returns {boolean} whether it could be kept */
export function keep(pack) {
  if (pack.length) return write(KEY, pack);
  remove(KEY);
  return true;
}
