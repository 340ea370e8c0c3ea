// @ts-check
// The words of the index, and the families that a word typed by a reader may mean.
import { folded, slips } from "./words.js";

/**
 * A family that a word may mean.
 * @typedef {object} Guess
 * @property {number} family its number in the index
 * @property {number} weight how sure, up to 1
 */

const SURE = 0.85;
const MOST_GUESSES = 12;

/** All words of the index. */
export class Vocabulary {
  /**
   * @param {string} coded families, front-coded @param {string} ranks what each is worth, a digit each
   * @param {string[]} endings
   */
  constructor(coded, ranks, endings) {
    this.ranks = ranks;
    this.endings = ["", ...endings];
    /** @type {Map<string, number[]>} */ this.exact = new Map();
    /** @type {Map<string, number[]>} */ this.bare = new Map();
    let family = -1;
    let first = "";
    for (const [, comma, shared, rest] of coded.matchAll(/(,?)([A-Z])([^A-Z,]*)/g)) {
      const kept = shared.charCodeAt(0) - 65;
      const word = (comma ? first.slice(0, first.length - kept) : first.slice(0, kept)) + rest;
      if (!comma) {
        first = word;
        family++;
      }
      add(this.exact, word, family);
      add(this.bare, folded(word), family);
    }
    this.sorted = [...this.bare.keys()].sort();
  }

  /** @param {string} word @returns {number[]} the families that have exactly this form */
  families(word) {
    return this.exact.get(word) ?? [];
  }

  /**
   * What a word may mean, the likeliest first.
   * @param {string} word @param {boolean} unfinished whether the reader may still be typing it
   * @returns {Guess[]}
   */
  guesses(word, unfinished) {
    /** @type {Map<number, number>} */
    const found = new Map();
    const take = (/** @type {number[]} */ families, /** @type {number} */ weight) => {
      for (const family of families) found.set(family, Math.max(found.get(family) ?? 0, weight));
    };
    const bare = folded(word);
    take(this.families(word), 1);
    if (!found.size || bare === word) take(this.bare.get(bare) ?? [], 0.92);
    if (!found.size) this.inflected(bare, take);
    const sure = found.size > 0;
    if ((unfinished || !sure) && bare.length > 2) this.begun(bare, take, sure ? 0.45 : 0.8);
    if (!sure && bare.length > 2) this.mistyped(bare, take);
    if (!found.size && bare.length > 3) this.within(bare, take);
    return [...found]
      .map(([family, weight]) => ({ family, weight }))
      .sort((a, b) => b.weight * (1 + this.rank(b.family)) - a.weight * (1 + this.rank(a.family)))
      .slice(0, MOST_GUESSES);
  }

  /** @param {number} family @returns {number} from 0 to 3: a word of titles */
  rank(family) {
    return Number(this.ranks[family]);
  }

  /** @param {string} bare @param {(families: number[], weight: number) => void} take */
  inflected(bare, take) {
    let best = 9;
    for (const ending of this.endings) {
      if (!bare.endsWith(ending)) continue;
      const stem = bare.slice(0, bare.length - ending.length);
      if (stem.length < 3) continue;
      for (const other of this.endings) {
        const families = this.bare.get(stem + other);
        const cost = ending.length + other.length;
        if (families && cost <= best) {
          best = cost;
          take(families, SURE + 0.1 - cost / 50);
        }
      }
    }
  }

  /** @param {string} bare @param {(families: number[], weight: number) => void} take @param {number} weight */
  begun(bare, take, weight) {
    for (let at = this.first(bare); this.sorted[at]?.startsWith(bare); at++) {
      const rest = this.sorted[at].length - bare.length;
      if (rest) take(/** @type {number[]} */ (this.bare.get(this.sorted[at])), weight * (1 - Math.min(rest, 10) / 30));
    }
  }

  /** @param {string} bare @param {(families: number[], weight: number) => void} take */
  mistyped(bare, take) {
    const most = bare.length > 6 ? 2 : 1;
    let least = most;
    /** @type {[string, number][]} */
    const near = [];
    for (const word of this.sorted) {
      const count = slips(bare, word, least);
      if (count <= least) near.push([word, (least = count)]);
    }
    for (const [word, count] of near) {
      if (count === least) take(/** @type {number[]} */ (this.bare.get(word)), count === 1 ? 0.85 : 0.6);
    }
  }

  /** @param {string} bare @param {(families: number[], weight: number) => void} take */
  within(bare, take) {
    for (const word of this.sorted) {
      if (word.includes(bare)) take(/** @type {number[]} */ (this.bare.get(word)), 0.5);
    }
  }

  /** @param {string} bare @returns {number} where words that begin so begin */
  first(bare) {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < bare) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @param {Map<string, number[]>} map @param {string} key @param {number} value */
function add(map, key, value) {
  const there = map.get(key);
  if (!there) map.set(key, [value]);
  else if (!there.includes(value)) there.push(value);
}
