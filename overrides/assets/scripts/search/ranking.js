// @ts-check
// Which pages answer a question best, and where on them. No page, no network.

/**
 * Where a family stands: triples of page, how it stands at its head, and its place in the title; and for each
 * passage its number times 4 plus how it stands there, as steps.
 * @typedef {[number[], number[]]} Entry
 */

/**
 * One thing that the reader asks for, and what may be meant by it.
 * @typedef {object} Sought
 * @property {import("./vocabulary.js").Guess[]} guesses
 * @property {boolean} idle whether it says nothing, but in a title
 */

/**
 * @typedef {object} Found
 * @property {number} page
 * @property {number} score
 * @property {number} passage the one that answers best, counted through all pages; -1 for the page as a whole
 * @property {number[]} others more passages that answer
 */

const TITLE = 1;
/** What a family is worth at the head of a page, for each bit of how it stands there. */
const HEADS = [10, 7, 3.5, 6, 6, 2];
/** And in a passage: as a part of a compound, as a word, in a term's row, in a heading. */
const SPOTS = [0.5, 1, 2.2, 4.5];

/**
 * @typedef {object} Pages
 * @property {number[]} starts the number of each page's first passage, and one after the last
 * @property {number[]} lengths the words of each title
 * @property {number[]} priors how much each is worth by its kind
 */

/**
 * @param {Sought[]} sought @param {Map<number, Entry>} entries @param {Pages} pages
 * @returns {Found[]} the best first
 */
export function ranked(sought, entries, pages) {
  const count = pages.lengths.length;
  /** @type {Map<number, {heads: number, sum: number, mass: number, places: Set<number>, passages: Map<number, number>}>} */
  const found = new Map();
  const at = (/** @type {number} */ page) => {
    let there = found.get(page);
    if (!there) found.set(page, (there = { heads: 0, sum: 0, mass: 0, places: new Set(), passages: new Map() }));
    return there;
  };
  let whole = 0;
  for (const { guesses, idle } of sought) {
    /** @type {Map<number, {head: number, passages: Map<number, number>}>} */
    const worth = new Map();
    let common = 0;
    const best = guesses[0]?.weight ?? 0;
    for (const { family, weight } of guesses) {
      const entry = entries.get(family);
      if (!entry) continue;
      const [heads, steps] = entry;
      const seen = new Set();
      for (let n = 0; n < heads.length; n += 3) {
        const page = heads[n];
        seen.add(page);
        if (heads[n + 1] & TITLE && weight > 0.7) at(page).places.add(heads[n + 2]);
        if (idle) continue;
        const there = get(worth, page);
        there.head = Math.max(there.head, weight * headed(heads[n + 1]));
      }
      if (idle) continue;
      let page = 0;
      for (let n = 0, number = 0; n < steps.length; n++) {
        number += steps[n];
        const passage = number >> 2;
        while (passage >= pages.starts[page + 1]) page++;
        seen.add(page);
        const { passages } = get(worth, page);
        passages.set(passage, Math.max(passages.get(passage) ?? 0, weight * SPOTS[number & 3]));
      }
      if (weight === best) common = Math.max(common, seen.size);
    }
    if (idle) continue;
    const rare = Math.log(1 + count / (common + 1)) + 0.2;
    whole += rare;
    for (const [page, { head, passages }] of worth) {
      const there = at(page);
      const body = [...passages.values()];
      const top = Math.max(0, ...body);
      const text = top + Math.min(1.5, Math.log2(1 + body.length) * 0.35);
      there.sum += rare * (Math.max(head, text) + 0.25 * Math.min(head, text));
      there.mass += rare * Math.min(1, (Math.max(head, text)) / 1.5);
      there.heads += head >= 5 ? rare : 0;
      for (const [passage, value] of passages) {
        there.passages.set(passage, (there.passages.get(passage) ?? 0) + rare * Math.min(value, 2.5));
      }
    }
  }
  return [...found]
    .filter(([, { sum }]) => sum > 0 || !whole)
    .map(([page, { heads, sum, mass, places, passages }]) => {
      const covered = whole ? mass / whole : 1;
      const titled = places.size / pages.lengths[page];
      const inOrder = [...passages].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const together = inOrder.length && whole ? inOrder[0][1] : 0;
      const score = (sum + together * 1.5 + (whole ? 0 : places.size * 5)) * covered ** 1.5;
      const answers = inOrder.map(([passage]) => passage);
      return {
        page,
        score: score * (1 + 0.5 * titled ** 2) * pages.priors[page],
        passage: whole && heads < 0.6 * whole ? (answers[0] ?? -1) : -1,
        others: answers.slice(0, 4),
      };
    })
    .sort((a, b) => b.score - a.score || a.page - b.page);
}

/** @param {number} how @returns {number} */
function headed(how) {
  let most = 0;
  let sum = 0;
  HEADS.forEach((worth, bit) => {
    if (!(how & (1 << bit))) return;
    most = Math.max(most, worth);
    sum += worth;
  });
  return most + 0.15 * (sum - most);
}

/** @param {Map<number, {head: number, passages: Map<number, number>}>} worth @param {number} page */
function get(worth, page) {
  let there = worth.get(page);
  if (!there) worth.set(page, (there = { head: 0, passages: new Map() }));
  return there;
}
