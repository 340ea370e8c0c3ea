// @ts-check
/**
 * A pack is a list of pieces, in the order in which they are printed. A piece is a chapter by its path, or one
 * section of it: `toolbox/hat-card`, `leader-support/pulse-meeting#run-sheet`. Both are the same in every language
 * and every version.
 */

const PIECE = /^[a-z0-9-]+(\/[a-z0-9-]+)*(#[\w.:-]+)?$/;

/** More than anybody carries: what is longer is no pack. */
const MOST = 60;

/**
 * What of `found`, which somebody else may have written, is a pack.
 * @param {unknown} found
 * @returns {string[]}
 */
export const pieces = (found) =>
  Array.isArray(found)
    ? [...new Set(found.filter((each) => typeof each === "string" && PIECE.test(each)))].slice(0, MOST)
    : [];

/** @param {readonly string[]} pack @param {readonly string[]} more @returns {string[]} with those that are new last */
export const added = (pack, more) => pieces([...pack, ...more]);

/** @param {readonly string[]} pack @param {string} piece */
export const without = (pack, piece) => pack.filter((each) => each !== piece);

/** @param {readonly string[]} pack @param {string} piece @param {string} other @returns {string[]} one in another's place */
export const exchanged = (pack, piece, other) => pieces(pack.map((each) => (each === piece ? other : each)));

/**
 * The pack with one piece moved; at its ends it stays.
 * @param {readonly string[]} pack
 * @param {string} piece
 * @param {number} by how many places towards the end
 */
export function moved(pack, piece, by) {
  const from = pack.indexOf(piece);
  const to = Math.max(0, Math.min(pack.length - 1, from + by));
  return from < 0 ? [...pack] : without(pack, piece).toSpliced(to, 0, piece);
}

/** @param {string} piece @returns {[path: string, section: string]} */
export function parted(piece) {
  const [path = "", section = ""] = piece.split("#");
  return [path, section];
}

/** @param {readonly string[]} pack @returns {string} as the query of a link: `?pack=toolbox/hat-card,start/x%23y` */
export const query = (pack) => `?pack=${pack.map((piece) => piece.replace("#", "%23")).join(",")}`;

/** @param {string} search a link's query @returns {string[] | null} the pack that it carries, if it carries one */
export function carried(search) {
  const found = new URLSearchParams(search).get("pack");
  return found === null ? null : pieces(found.split(","));
}
