// @ts-check
// Words as the index has them, and how near two of them are. No page, no network.

/** @param {string} text @returns {string[]} its words in small letters, in order */
export const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** @param {string} text @returns {string} in small letters, without the possessive s */
const plain = (text) => text.normalize("NFC").toLowerCase().replace(/['’]s(?![\p{L}\p{N}])/gu, "");

/** @param {string} word @returns {string} without dots and accents */
export const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

/**
 * How many slips of the finger lie between two words: a letter too many, too few, another one, or two that have
 * changed places. Counting stops above `most`.
 * @param {string} one @param {string} other @param {number} most
 * @returns {number}
 */
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      next[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[other.length];
}
