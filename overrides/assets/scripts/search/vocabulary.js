// @ts-check
// The words of the index, and the families that a word typed by a reader may mean. No page, no network.
import { folded, slips } from "./words.js";

/**
 * A family that a word may mean.
 * @typedef {object} Guess
 * @property {number} family its number in the index
 * @property {number} weight how sure, up to 1
 */

/** How sure a guess is, by its way; and how much a family is worth that is only near to one that was asked for. */
const BARE = 0.95, INFLECTED = 0.95, BEGUN = 0.85, ONE_SLIP = 0.85, TWO_SLIPS = 0.6, WITHIN = 0.7, NEAR = 0.3, UNSEEN = 0.8;
const MOST_GUESSES = 14;
/** The rank of families that stand in a title. */
export const TITLED = 3;

/** The words of the index that are known so far. */
export class Vocabulary {
  /** @type {Map<string, number[]>} */ exact = new Map();
  /** @type {Map<string, number[]>} */ bare = new Map();
  /** @type {number[]} */ ranks = [];
  /** @type {number[]} */ groups = [];
  /** @type {Map<number, number[]>} families that are near to each other, by their group */ near = new Map();
  /** @type {string[]} */ sorted = [];
  /** @type {number[]} the letters of each of those, a bit each */ letters = [];
  /** @type {Map<string, Guess[]>} */ kept = new Map();

  /** @param {string[]} endings */
  constructor(endings) {
    this.endings = ["", ...endings];
  }

  /**
   * Take in families of words.
   * @param {string} coded a capital letter says how much a word shares with the one before, a comma goes before
   * further forms of a family, a point before a family that is near to the one before
   * @param {number} from the number of the first
   * @param {string} ranks what each family is worth, a digit each; 0 for all without it
   * @param {number[]} [groups] the known family that each is near to
   */
  learn(coded, from, ranks = "", groups = []) {
    let family = from - 1;
    let first = "";
    for (const [, sign, shared, rest] of coded.matchAll(/([,.]?)([A-Z])([^A-Z,.]*)/g)) {
      const kept = shared.charCodeAt(0) - 65;
      const word = (sign === "," ? first.slice(0, first.length - kept) : first.slice(0, kept)) + rest;
      if (sign !== ",") {
        first = word;
        const group = this.groups[sign ? family : groups[family + 1 - from]] ?? family + 1;
        family++;
        this.groups[family] = group;
        this.ranks[family] = Number(ranks[family - from] ?? 0);
        add(this.near, group, family);
      }
      add(this.exact, word, family);
      add(this.bare, folded(word), family);
    }
    this.sorted = [...this.bare.keys()].sort();
    this.letters = this.sorted.map(letters);
    this.kept.clear();
  }

  /** @param {string} word @returns {number[]} the families that have exactly this form */
  families(word) {
    return this.exact.get(word) ?? [];
  }

  /** @param {number} family @returns {number} from 0 to 3 */
  rank(family) {
    return this.ranks[family];
  }

  /**
   * What a word may mean, the likeliest first.
   * @param {string} word @param {boolean} unfinished whether the reader may still be typing it
   * @returns {Guess[]}
   */
  guesses(word, unfinished) {
    const key = `${word} ${unfinished}`;
    const known = this.kept.get(key) ?? this.guessed(word, unfinished);
    this.kept.set(key, known);
    return known;
  }

  /** @param {string} word @param {boolean} unfinished @returns {Guess[]} */
  guessed(word, unfinished) {
    /** @type {Map<number, number>} */
    const found = new Map();
    const take = (/** @type {number[] | undefined} */ families, /** @type {number} */ weight) => {
      for (const family of families ?? []) found.set(family, Math.max(found.get(family) ?? 0, weight));
    };
    const bare = folded(word);
    take(this.exact.get(word), 1);
    if (!found.size || bare === word) take(this.bare.get(bare), found.size ? BARE - 0.1 : BARE);
    const seen = found.size > 0;
    if (!seen) this.inflected(bare, take);
    const sure = [...found.keys()];
    const titled = sure.some((family) => this.rank(family) === TITLED);
    if ((unfinished || !sure.length) && bare.length > 2) {
      this.begun(bare, take, !seen ? BEGUN : titled ? 0.4 : 0.7);
    }
    const begun = [...found.keys()].some((family) => !sure.includes(family) && this.rank(family) === TITLED);
    if (!seen && unfinished && begun) { // what a title goes on with is likelier than a form that no page has
      for (const family of sure) found.set(family, UNSEEN * /** @type {number} */ (found.get(family)));
    }
    if (!sure.length && bare.length > 3) this.within(bare, take);
    if (!seen && bare.length > 2) {
      this.mistyped(bare, take, sure.length ? 1 : begun && bare.length > 3 ? 0.45 : 0.9, sure.length > 0);
    }
    for (const family of sure) {
      for (const other of this.near.get(this.groups[family]) ?? []) {
        if (!found.has(other)) found.set(other, NEAR * /** @type {number} */ (found.get(family)));
      }
    }
    return [...found]
      .map(([family, weight]) => ({ family, weight }))
      .sort((a, b) => b.weight - a.weight || this.rank(b.family) - this.rank(a.family))
      .slice(0, MOST_GUESSES);
  }

  /** @param {string} bare @param {(families: number[] | undefined, weight: number) => void} take */
  inflected(bare, take) {
    let least = 99;
    for (const ending of this.endings) {
      const stem = bare.slice(0, bare.length - ending.length);
      if (stem.length < 3 || !bare.endsWith(ending)) continue;
      for (const [changed, price] of changes(stem)) {
        for (const other of this.endings) {
          const cost = ending.length + other.length + price;
          if (cost > least || !this.bare.has(changed + other)) continue;
          least = cost;
          take(this.bare.get(changed + other), INFLECTED - cost / 50);
        }
      }
    }
  }

  /** @param {string} bare @param {(families: number[] | undefined, weight: number) => void} take @param {number} weight */
  begun(bare, take, weight) {
    for (let at = this.first(bare); this.sorted[at]?.startsWith(bare); at++) {
      const families = this.bare.get(this.sorted[at]) ?? [];
      const rest = Math.min(10, this.sorted[at].length - bare.length);
      for (const family of families) take([family], weight * (0.8 + this.rank(family) / 15 - rest / 100));
    }
  }

  /**
   * @param {string} bare @param {(families: number[] | undefined, weight: number) => void} take @param {number} share
   * @param {boolean} once whether only one slip is thought of
   */
  mistyped(bare, take, share, once) {
    let least = bare.length > 6 && !once ? 2 : 1;
    /** @type {[string, number][]} */
    const near = [];
    const mine = letters(bare);
    this.sorted.forEach((word, at) => {
      if (Math.abs(word.length - bare.length) > least || bits(mine ^ this.letters[at]) > 2 * least) return;
      const count = slips(bare, word, least);
      if (count <= least) near.push([word, least = count]);
    });
    for (const [word, count] of near) {
      if (count > least) continue;
      const weight = (count === 1 ? ONE_SLIP : TWO_SLIPS) * share;
      for (const family of this.bare.get(word) ?? []) take([family], weight * (0.9 + this.rank(family) / 30));
    }
  }

  /** @param {string} bare @param {(families: number[] | undefined, weight: number) => void} take */
  within(bare, take) {
    for (const word of this.sorted) {
      const at = word.indexOf(bare, 1);
      if (at < 0) continue;
      const whole = this.endings.includes(word.slice(at + bare.length));
      for (const family of this.bare.get(word) ?? []) {
        take([family], (whole ? WITHIN : WITHIN / 2) * (0.8 + this.rank(family) / 15));
      }
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

/** @param {string} stem @returns {[string, number][]} it, and what may become it before an ending, each at a price */
function changes(stem) {
  /** @type {[string, number][]} */
  const found = [[stem, 0]];
  const [before, last] = [stem.at(-2), stem.at(-1)];
  if (before === last || (before === "c" && last === "k")) found.push([stem.slice(0, -2) + last, 1]); // bock-, bok
  else found.push([stem + last, 1]); // kom, komm-
  if ("lnr".includes(last ?? "")) found.push([`${stem.slice(0, -1)}e${last}`, 1]); // nyckl-, nyckel
  return found;
}

/** @param {string} word @returns {number} which letters it has, a bit each */
function letters(word) {
  let set = 0;
  for (let at = 0; at < word.length; at++) set |= 1 << (word.charCodeAt(at) & 31);
  return set;
}

/** @param {number} set @returns {number} how many bits are set */
function bits(set) {
  let count = 0;
  for (; set; set &= set - 1) count++;
  return count;
}

/** @template Key @param {Map<Key, number[]>} map @param {Key} key @param {number} value */
function add(map, key, value) {
  const there = map.get(key);
  if (!there) map.set(key, [value]);
  else if (!there.includes(value)) there.push(value);
}
