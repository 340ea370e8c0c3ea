// @ts-check
// Finds pages. Reads the index of one language, written by hooks/handbook/searching/, in pieces as they are needed.
import { ranked } from "./ranking.js";
import { teaser } from "./teaser.js";
import { TITLED, Vocabulary } from "./vocabulary.js";
import { folded, slips, words } from "./words.js";

/**
 * @typedef {{module?: string, type?: string, form?: string}} Filters
 * @typedef {{id: string, name: string, count: number}} Choice
 * @typedef {{title: string, url: string}} Link its address counts from the version's root
 * @typedef {import("./teaser.js").Teaser} Teaser
 */

/**
 * A page that was found, or a section of it.
 * @typedef {object} Hit
 * @property {string} url counted from the version's root, with #section where that is what was found
 * @property {string} path the chapter
 * @property {string} title
 * @property {string} section the section's heading, or nothing
 * @property {string} module its name
 * @property {string} type its name
 * @property {number} minutes 0 if it takes no time
 * @property {string[]} forms their names
 * @property {boolean} swedishOnly
 * @property {Teaser} teaser
 * @property {Link[]} sections more places on the page
 */

/**
 * @typedef {object} Answer
 * @property {Hit[]} hits the best first
 * @property {number} total
 * @property {Link[]} nearest terms that resemble what was asked for, when nothing was found
 * @property {{module: Choice[], type: Choice[], form: Choice[]}} facets
 */

/**
 * @typedef {object} Core
 * @property {number[][]} pages for each: module, type, forms, minutes, the words of its title and of that in the other
 * language, whether it is borrowed from there, its worth in per cent, whether it lists terms
 * @property {[string, string][]} modules
 * @property {[string, string][]} types
 * @property {[string, string][]} forms
 * @property {string[]} idle words that say nothing but in a title
 * @property {string[]} foreign the same of the other language
 * @property {string[]} asking words that questions are made with
 * @property {string[]} endings
 * @property {string} words
 * @property {string} ranks
 * @property {number[]} shelves how many families each holds
 * @property {[string, number][]} drawers of rare words: how the first of each begins, and how many families it holds
 * @property {number[][]} texts for each page, how many passages each of its files holds
 * @property {number} pagesAFile
 */

/** @typedef {[id: string, title: string, ...lines: string[]]} Passage */

const HITS = 10;
const MOST_SHELVES = 9;
const MOST_DRAWERS = 6;
const MOST_WORDS = 24;
/** The hits that lead to more of their sections. */
const WITH_SECTIONS = 2;
/** How sure a word is meant that is marked beside others. */
const SURE = 0.3;
/** How much a word counts that questions are made with, beside others. */
const ASKING = 0.15;

/**
 * @param {URL} root of the version @param {"sv" | "en"} language
 * @returns {Promise<Engine>}
 */
export async function open(root, language) {
  const folder = new URL(`search/${language}/`, root);
  const read = reader(folder);
  return new Engine(/** @type {Core} */ (await read("core")), read);
}

/** @param {URL} folder @returns {(name: string) => Promise<any>} reads a file once */
function reader(folder) {
  /** @type {Map<string, Promise<any>>} */
  const known = new Map();
  return (name) => {
    let file = known.get(name);
    if (!file) {
      file = fetch(new URL(`${name}.json`, folder)).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status}: ${name}`);
        return answer.json();
      });
      file.catch(() => known.delete(name));
      known.set(name, file);
    }
    return file;
  };
}

export class Engine {
  /** @param {Core} core @param {(name: string) => Promise<any>} read */
  constructor(core, read) {
    this.core = core;
    this.read = read;
    this.vocabulary = new Vocabulary(core.endings);
    this.vocabulary.learn(core.words, 0, core.ranks);
    this.drawers = starts(core.drawers.map(([, count]) => count)).map((count) => core.ranks.length + count);
    this.idle = new Set([...core.idle, ...core.foreign]);
    this.asking = new Set(core.asking);
    this.shelves = starts(core.shelves);
    this.files = starts(core.texts.map((page) => page.length));
    this.pages = {
      starts: starts(core.texts.map((page) => page.reduce((sum, count) => sum + count, 0))),
      lengths: core.pages.map((page) => page[4]),
      foreign: core.pages.map((page) => page[5]),
      priors: core.pages.map((page) => page[7] / 100),
      listing: core.pages.map((page) => page[8] > 0),
    };
    /** @type {Map<number, import("./ranking.js").Entry>} */
    this.entries = new Map();
  }

  /**
   * @param {string} query @param {Filters} [filters] @param {number} [limit]
   * @returns {Promise<Answer>}
   */
  async find(query, filters = {}, limit = HITS) {
    const typed = words(query).slice(0, MOST_WORDS);
    const unfinished = !/[\s?!.,]$/.test(query);
    await this.learn(typed, unfinished);
    const sought = this.sought(typed, unfinished);
    await this.fetchEntries(sought);
    const found = sought.length ? ranked(sought, this.entries, this.pages) : [];
    const least = (found[0]?.score ?? 0) * 0.04;
    const all = found.filter(({ score }) => score > least);
    const chosen = all.filter(({ page }) => this.passes(page, filters));
    const worth = [SURE, 0].map((least) => this.worth(sought, least));
    return {
      hits: await Promise.all(chosen.slice(0, limit).map((each, at) => this.hit(each, worth, at < WITH_SECTIONS))),
      total: chosen.length,
      nearest: all.length || !query.trim() ? [] : await this.nearest(query),
      facets: this.facets(all, filters),
    };
  }

  /**
   * Fetch what is known of rare words, if one may have been typed.
   * @param {string[]} typed @param {boolean} unfinished whether the last word may go on
   */
  async learn(typed, unfinished) {
    const unknown = typed.map(folded).filter((word) => word.length > 2 && !this.vocabulary.bare.has(word));
    const near = unknown.flatMap((
      word,
    ) => [this.drawer(word), this.drawer(word.slice(0, Math.max(4, word.length - 3)))]);
    await this.pull(near.slice(0, MOST_DRAWERS));
    const lost = unknown.some((word) =>
      !this.vocabulary.guesses(word, unfinished && word === folded(typed.at(-1) ?? "")).length
    );
    if (lost) await this.pull(this.core.drawers.map((_, at) => at).slice(0, 10));
  }

  /** @param {string} word @returns {number} the drawer in which it lies, if it is rare */
  drawer(word) {
    return Math.max(0, this.core.drawers.findLastIndex(([first]) => first <= word));
  }

  /** @param {number[]} drawers */
  async pull(drawers) {
    await Promise.all([...new Set(drawers)].map(async (drawer) => {
      const from = this.drawers[drawer];
      if (this.entries.has(from) || !this.core.drawers.length) return;
      const [coded, entries] = await this.read(`r${drawer}`);
      this.vocabulary.learn(coded, from, "", entries.map((/** @type {number[]} */ entry) => entry[2]));
      entries.forEach((/** @type {any} */ entry, /** @type {number} */ at) => this.entries.set(from + at, entry));
    }));
  }

  /** @param {string[]} typed @param {boolean} unfinished whether the last word may go on @returns {import("./ranking.js").Sought[]} */
  sought(typed, unfinished) {
    const shares = typed.map((word) => (this.idle.has(word) ? 0 : this.asking.has(word) ? ASKING : 1));
    const least = shares.includes(1) ? 0 : shares.includes(ASKING) ? ASKING : -1; // what only idle words ask for, they ask for
    const sought = typed.map((word, at) => ({
      guesses: this.vocabulary.guesses(
        word,
        unfinished && at === typed.length - 1 && (shares[at] === 1 || typed.length === 1),
      ),
      share: least < 0 ? 1 : least ? shares[at] / least : shares[at],
    }));
    for (let from = 0; from < typed.length; from++) {
      for (let to = from + 2; to <= Math.min(typed.length, from + 4); to++) {
        const joined = this.joined(typed.slice(from, to));
        const parts = joined.length ? sought.slice(from, to) : [];
        const said = parts.filter(({ share }) => share);
        for (const each of said.length ? said : parts) {
          each.guesses = [...joined.map((family) => ({ family, weight: 1 })), ...each.guesses];
          each.share ||= 1; // in one word with others, even what is idle says something
        }
      }
    }
    return sought.filter(({ share, guesses }) =>
      share || guesses.some(({ family }) => this.vocabulary.rank(family) === TITLED)
    );
  }

  /** @param {string[]} parts words that may be one @returns {number[]} the families of that one */
  joined(parts) {
    const joints = parts.slice(1).reduce(
      (/** @type {string[]} */ begun, part) => begun.flatMap((start) => [start + part, `${start}s${part}`]),
      [parts[0]],
    );
    return joints.flatMap((word) => this.vocabulary.bare.get(folded(word)) ?? []);
  }

  /**
   * Fetch what is known of the words that are sought: the likeliest meaning of each first, and no more files than a
   * reader should wait for.
   * @param {import("./ranking.js").Sought[]} sought
   */
  async fetchEntries(sought) {
    const guesses = sought.flatMap(({ guesses, share }) =>
      guesses.map(({ family, weight }, at) => ({ family, at, sure: weight * (share + 0.1) }))
    );
    guesses.sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1) || b.sure - a.sure);
    const shelves = new Set();
    for (const { family } of guesses) {
      if (!this.entries.has(family) && shelves.size < MOST_SHELVES) shelves.add(place(this.shelves, family));
    }
    await Promise.all(
      [...shelves].map(async (shelf) => {
        const entries = await this.read(`w${shelf}`);
        entries.forEach((/** @type {any} */ entry, /** @type {number} */ at) =>
          this.entries.set(this.shelves[shelf] + at, entry)
        );
      }),
    );
  }

  /** @param {number} page @param {Filters} filters @param {string} [but] */
  passes(page, { module, type, form }, but) {
    const [inModule, ofType, inForms] = this.core.pages[page];
    return (
      (!module || but === "module" || this.core.modules[inModule]?.[0] === module) &&
      (!type || but === "type" || this.core.types[ofType]?.[0] === type) &&
      (!form || but === "form" || this.core.forms.some(([id], bit) => id === form && inForms & (1 << bit)))
    );
  }

  /** @param {import("./ranking.js").Found[]} all @param {Filters} filters */
  facets(all, filters) {
    const counted = (
      /** @type {"module" | "type" | "form"} */ name,
      /** @type {[string, string][]} */ choices,
      /** @type {(page: number, at: number) => boolean} */ has,
    ) => {
      const pages = all.map(({ page }) => page).filter((page) => this.passes(page, filters, name));
      return choices
        .map(([id, title], at) => ({ id, name: title, count: pages.filter((page) => has(page, at)).length }))
        .filter(({ id, count }) => count || filters[name] === id);
    };
    return {
      module: counted("module", this.core.modules, (page, at) => this.core.pages[page][0] === at),
      type: counted("type", this.core.types, (page, at) => this.core.pages[page][1] === at),
      form: counted("form", this.core.forms, (page, at) => Boolean(this.core.pages[page][2] & (1 << at))),
    };
  }

  /**
   * @param {import("./ranking.js").Sought[]} sought @param {number} least how sure it is that a word is meant
   * @returns {(word: string) => number}
   */
  worth(sought, least) {
    /** @type {Map<number, number>} */
    const families = new Map();
    sought.forEach(({ guesses, share }, at) => {
      for (const { family, weight } of guesses) if (weight > least) families.set(family, share + at / 1000);
    });
    return (word) => Math.max(0, ...this.vocabulary.families(word).map((family) => families.get(family) ?? 0));
  }

  /**
   * @param {import("./ranking.js").Found} found
   * @param {((word: string) => number)[]} worth of the words to mark, and of those to mark where there are none
   * @param {boolean} full whether to lead to more of its sections, too
   * @returns {Promise<Hit>}
   */
  async hit({ page, passage, others }, worth, full) {
    const [module, type, forms, minutes, , , borrowed] = this.core.pages[page];
    const file = this.core.pagesAFile;
    const [[path, url, title, description], ...read] = await Promise.all([
      this.read(`p${Math.floor(page / file)}`).then((pages) => pages[page % file]),
      ...[...new Set([passage, ...(full ? others.slice(0, 3) : [])])].map((
        each,
      ) => (each < 0 ? null : this.passage(page, each))),
    ]);
    const passages = /** @type {Passage[]} */ (read.filter(Boolean));
    const [best] = passages;
    const section = passage >= 0 && best ? best : ["", ""];
    const lines = passage >= 0 && best ? best.slice(2) : [description];
    const [sure, near] = worth.map((each) => teaser(lines, each));
    return {
      url: url + (section[0] && `#${section[0]}`),
      path,
      title,
      section: section[1],
      module: this.core.modules[module]?.[1] ?? "",
      type: this.core.types[type]?.[1] ?? "",
      minutes,
      forms: this.core.forms.filter((_, bit) => forms & (1 << bit)).map(([, name]) => name),
      swedishOnly: Boolean(borrowed),
      teaser: sure.marks.length ? sure : near,
      sections: passages.filter(([id]) => id && id !== section[0]).map(([id, name]) => ({
        title: name,
        url: `${url}#${id}`,
      })),
    };
  }

  /** @param {number} page @param {number} passage @returns {Promise<Passage>} */
  async passage(page, passage) {
    const counts = starts(this.core.texts[page]);
    const at = passage - this.pages.starts[page];
    const file = place(counts, at);
    return (await this.read(`t${this.files[page] + file}`))[at - counts[file]];
  }

  /** @param {string} query @returns {Promise<Link[]>} */
  async nearest(query) {
    const sought = folded(words(query).join(" "));
    const terms = /** @type {[string, string][]} */ (await this.read("terms"));
    return terms
      .map(([title, url]) => ({ title, url, far: slips(sought, folded(title.toLowerCase()), 99) / title.length }))
      .sort((a, b) => a.far - b.far)
      .slice(0, 3)
      .map(({ title, url }) => ({ title, url }));
  }
}

/** @param {number[]} counts @returns {number[]} where each begins, and the end */
function starts(counts) {
  const sums = [0];
  for (const count of counts) sums.push(/** @type {number} */ (sums.at(-1)) + count);
  return sums;
}

/** @param {number[]} begins @param {number} number @returns {number} which of those that begin there it lies in */
function place(begins, number) {
  let at = 0;
  while (begins[at + 1] <= number) at++;
  return at;
}
