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
 * @property {number} share how much it counts: 0 for what says nothing but in a title
 */

/**
 * @typedef {object} Found
 * @property {number} page
 * @property {number} score
 * @property {number} passage the one that answers best, counted through all pages; -1 for the page as a whole
 * @property {number[]} others more passages that answer
 */

/**
 * @typedef {object} Pages
 * @property {number[]} starts the number of each page's first passage, and one after the last
 * @property {number[]} lengths the words of each title
 * @property {number[]} foreign the words of each title in the other language
 * @property {number[]} priors how much each is worth by its kind
 * @property {boolean[]} listing whether each lists terms
 */

/** What a family is worth at the head of a page: in the title, as a part there, in the description, as another name
 * for what the title says, in the title of the other language, as a part in the description. */
const HEADS = [1, 0.95, 0.48, 0.68, 0.85, 0.2];
/** And in a passage: as a part of a compound, as a word, as another name, in a heading. */
const SPOTS = [0.25, 0.42, 0.75, 0.82];
const SYNONYM = HEADS[3];
const TITLE = 1, TRANSLATED = 16;

/** Found by trying each on questions of six seeds, and kept where those of six others were answered better, too. */
const WEIGHTS = {
  head: 5.5,
  text: 0.3,
  passage: 2.4,
  more: 2,
  most: 5,
  cover: 1.3,
  /** for a page whose description says all that was asked for, and nearly nothing for one that says most of it */
  described: 11,
  /** the same for a passage */
  gathered: 3,
  titled: 0.8,
  /** for a title that stands in the question word for word, even where its words say little: “between sessions” */
  quoted: 1.7,
  defined: 2.8,
};
const MUCH = 6, ALL = 10;

/**
 * @param {Sought[]} sought @param {Map<number, Entry>} entries @param {Pages} pages
 * @returns {Found[]} the best first
 */
export function ranked(sought, entries, pages) {
  /** @type {Map<number, Evidence>} */
  const found = new Map();
  const said = sought.filter(({ share }) => share);
  let whole = 0;
  sought.forEach(({ guesses, share }, place) => {
    const { worth, rare } = weighed(guesses, entries, pages);
    const mass = rare * share;
    whole += mass;
    for (const [page, { head, described, title, foreign, passages }] of worth) {
      const there = found.get(page) ?? new Evidence();
      found.set(page, there);
      for (const at of title) there.titled.set(at, place);
      for (const at of foreign) there.foreign.set(at, place);
      if (!share) continue;
      const spots = [...passages.values()];
      const best = Math.max(0, ...spots);
      const text = Math.min(1, best * (0.7 + 0.3 * Math.min(1, Math.log2(1 + spots.length) / 4)));
      there.head += mass * head;
      there.described += mass * described;
      there.text += mass * text;
      there.covered += mass * Math.min(1, Math.max(head * 1.2, best * 2));
      for (const [passage, value] of passages) {
        there.passages.set(passage, (there.passages.get(passage) ?? 0) + mass * value);
        there.gathered.set(passage, (there.gathered.get(passage) ?? 0) + mass * Math.min(1, value / SPOTS[1]));
      }
      if (title.size) there.named += mass;
      if (foreign.size) there.namedAbroad += mass;
    }
  });
  const { head, text, passage, more, most, cover, described, gathered, titled, quoted, defined } = WEIGHTS;
  // the term list comes after titles
  const inTitle = [...found.values()].some(({ head }) => head >= 0.98 * SYNONYM * whole);
  const together = Math.min(most, passage + more * (said.length - 1));
  return [...found]
    .filter(([, { covered }]) => covered > 0 || !said.length)
    .map(([page, there]) => {
      const spots = [...there.passages].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const share = (/** @type {number} */ mass) => (whole ? mass / whole : 0);
      const spot = share(spots[0]?.[1] ?? 0);
      const name = Math.max(
        named(there.titled, pages.lengths[page], whole ? share(there.named) : 1),
        named(there.foreign, pages.foreign[page], whole ? share(there.namedAbroad) : 1),
      );
      let score = head * share(there.head) + text * share(there.text) + together * spot;
      if (said.length > 2) {
        score += described * share(there.described) ** MUCH;
        score += gathered * share(Math.max(0, ...there.gathered.values())) ** ALL;
      }
      if (pages.listing[page] && spot >= SPOTS[2] * 0.97 && !inTitle) score += defined;
      score = (whole ? score * share(there.covered) ** cover : 5) * (1 + titled * name) * pages.priors[page];
      score += quoted * Math.max(quote(there.titled, pages.lengths[page]), quote(there.foreign, pages.foreign[page]));
      return {
        page,
        score,
        passage: whole && share(there.head) < 0.5 && spots.length ? spots[0][0] : -1,
        others: spots.slice(0, 4).map(([passage]) => passage),
      };
    })
    .sort((a, b) => b.score - a.score || a.page - b.page);
}

/** What speaks for a page. */
class Evidence {
  head = 0;
  described = 0;
  text = 0;
  covered = 0;
  named = 0;
  namedAbroad = 0;
  /** @type {Map<number, number>} the places of the title that were asked for, and by which word */
  titled = new Map();
  /** @type {Map<number, number>} the same for the title in the other language */
  foreign = new Map();
  /** @type {Map<number, number>} how much each of its passages is worth */
  passages = new Map();
  /** @type {Map<number, number>} how much of what was asked for each says at all */
  gathered = new Map();
}

/**
 * How well a title is named: by how many of its words, how many of those that were asked for, and in its order.
 * @param {Map<number, number>} places @param {number} length @param {number} share
 * @returns {number}
 */
function named(places, length, share) {
  const whole = places.size / length;
  return whole ** 2 * share + 0.2 * Math.min(3, steps(places)) + (whole * share > 0.99 ? 0.5 : 0);
}

/**
 * @param {Map<number, number>} places @param {number} length
 * @returns {number} how long a title of some words is that stands there as it is
 */
function quote(places, length) {
  return length > 1 && steps(places) === length - 1 ? length : 0;
}

/**
 * @param {Map<number, number>} places
 * @returns {number} how many words of a title were asked for right after the one before
 */
function steps(places) {
  let order = 0;
  for (const [at, place] of places) if (places.get(at + 1) === place + 1) order++;
  return order;
}

/**
 * @param {import("./vocabulary.js").Guess[]} guesses @param {Map<number, Entry>} entries @param {Pages} pages
 * @returns {{worth: Map<number, Worth>, rare: number}} what each page has of one thing, and how rare it is
 * @typedef {{head: number, described: number, title: Set<number>, foreign: Set<number>, passages: Map<number, number>}} Worth
 */
function weighed(guesses, entries, pages) {
  /** @type {Map<number, Worth>} */
  const worth = new Map();
  const at = (/** @type {number} */ page) => {
    let there = worth.get(page);
    if (!there) {
      worth.set(page, there = { head: 0, described: 0, title: new Set(), foreign: new Set(), passages: new Map() });
    }
    return there;
  };
  const best = guesses[0]?.weight ?? 0;
  const common = new Set();
  for (const { family, weight } of guesses) {
    const [heads, steps] = entries.get(family) ?? [[], []];
    const own = heads.some((how, n) => n % 3 === 1 && how & TITLE); // then the other language's titles say less
    for (let n = 0; n < heads.length; n += 3) {
      const there = at(heads[n]);
      const how = heads[n + 1];
      there.head = Math.max(there.head, weight * headed(how, own));
      if (how & 127) there.described = Math.max(there.described, weight);
      if (how & (TITLE | TRANSLATED) && weight > 0.5) there[how & TITLE ? "title" : "foreign"].add(heads[n + 2]);
      if (weight === best) common.add(heads[n]);
    }
    let page = 0;
    for (let n = 0, number = 0; n < steps.length; n++) {
      number += steps[n];
      const passage = number >> 2;
      while (passage >= pages.starts[page + 1]) page++;
      const { passages } = at(page);
      passages.set(passage, Math.max(passages.get(passage) ?? 0, weight * SPOTS[number & 3]));
      if (weight === best) common.add(page);
    }
  }
  return { worth, rare: Math.log(1 + pages.lengths.length / (common.size + 1)) + 0.3 };
}

/** @param {number} how @param {boolean} own whether it is a word of this language's titles @returns {number} */
function headed(how, own) {
  return Math.max(
    ...HEADS.map((worth, bit) => (how & (1 << bit) ? (own && 1 << bit === TRANSLATED ? worth / 2 : worth) : 0)),
  );
}
