// @ts-check
// Ticks that stay: by chapter and by what a line says, in the round that the reader has chosen, for every version and
// both languages. A line is known by its key, which the build takes from its words: hooks/handbook/checklists.py.
import { at, language, path } from "./page.js";
import { awaited, partInTime } from "./common.js";
import { isRecord, read, remove, write } from "./store.js";

/**
 * The round that is worked in, and the names that the reader has given to each.
 * @typedef {{ current: string, names: Record<string, string> }} Rounds
 */
/**
 * The lines of a chapter that are ticked, as they stood then; and all that it had then, to tell new ones from them.
 * @typedef {{ ticked: Record<string, { text: string, language: string }>, seen: string[] }} Ticks
 */

/** The round that is there before the reader has named any. */
export const FIRST = "first";

/** @returns {Rounds} */
export function rounds() {
  /** @type {Rounds} */
  const none = { current: FIRST, names: {} };
  return read("checks", none, (value) => isRecord(value) && typeof value.current === "string" && isRecord(value.names));
}

/** Where the ticks of this chapter are kept. */
const key = () => `checks:${rounds().current}:${path}`;

/** @returns {Ticks} */
function ticks() {
  /** @type {Ticks} */
  const none = { ticked: {}, seen: [] };
  return read(key(), none, (value) => isRecord(value) && isRecord(value.ticked) && Array.isArray(value.seen));
}

/** @param {ParentNode} [within] @returns {HTMLInputElement[]} */
export const boxes = (within = document) => [...within.querySelectorAll("input[data-tick]")].filter((box) => box instanceof HTMLInputElement);

/** @param {HTMLInputElement} box */
const keyOf = (box) => box.dataset.tick ?? "";

/** Each list that is in no other, with what stands below it. @type {Map<Element, HTMLElement>} */
const tallies = new Map();

/** What marks a line that is new, once it is there. @type {Element | null} */
let newMark = null;
/** @type {Promise<void> | undefined} */
let telling;

/** `%1 of %2` with the numbers of the list. @param {Element | null} place @param {Element} list */
export function count(place, list) {
  const all = boxes(list);
  const words = place instanceof HTMLElement ? place.dataset.count ?? "" : "";
  if (place) place.textContent = words.replace("%1", String(all.filter((box) => box.checked).length)).replace("%2", String(all.length));
}

/** Show what is kept in the round. */
export function restore() {
  const kept = ticks();
  if (kept.seen.length) telling ??= partInTime("tally").then(tellChanges, () => telling = undefined);
  for (const box of boxes()) box.checked = Object.hasOwn(kept.ticked, keyOf(box));
  showNew(kept);
  showGone(kept);
  showCounts();
  document.dispatchEvent(new Event("handbook:round"));
}

/** @param {Ticks} kept mark the lines that were not there, or not in these words, when the reader ticked */
function showNew(kept) {
  for (const box of boxes()) {
    const isNew = kept.seen.length > 0 && !kept.seen.includes(keyOf(box));
    const there = box.parentElement?.querySelector(".tick-new");
    if (!isNew) there?.remove();
    else if (!there && newMark) box.parentElement?.append(" ", newMark.cloneNode(true));
  }
}

/** @param {Ticks} kept list what was ticked and is not on the page */
function showGone(kept) {
  const here = new Set(boxes().map(keyOf));
  const gone = Object.entries(kept.ticked).filter(([each]) => !here.has(each));
  const place = [...tallies.values()][0]?.querySelector(".tally__gone");
  place?.toggleAttribute("hidden", !gone.length);
  place?.querySelector("ul")?.replaceChildren(...gone.map(([, { text, language: spoken }]) => {
    const line = document.createElement("li");
    line.textContent = text;
    if (spoken !== language) line.lang = spoken;
    return line;
  }));
}

function showCounts() {
  const { current, names } = rounds();
  for (const [list, tally] of tallies) {
    count(tally.querySelector("[data-count]"), list);
    const round = tally.querySelector("[data-round]");
    if (round) round.textContent = names[current] ? ` · ${names[current]}` : "";
  }
}

/** Keep `kept`, or nothing where nothing is ticked. @param {Ticks} kept @returns {boolean} whether that could be done */
function keep(kept) {
  if (Object.keys(kept.ticked).length) return write(key(), kept);
  remove(key());
  return true;
}

/** The words of a line, without what is marked on it. @param {HTMLInputElement} box */
function wordsOf(box) {
  const line = /** @type {Element} */ (box.parentElement?.cloneNode(true));
  for (const mark of line.querySelectorAll(".tick-new")) mark.remove();
  return line.textContent?.trim().replace(/\s+/g, " ") ?? "";
}

/** @param {HTMLInputElement} box */
function tick(box) {
  const kept = ticks();
  if (box.checked) kept.ticked[keyOf(box)] = { text: wordsOf(box), language: spokenIn(box) };
  else delete kept.ticked[keyOf(box)];
  kept.seen = [...new Set(kept.seen.length ? [...kept.seen, keyOf(box)] : boxes().map(keyOf))];
  const done = keep(kept);
  if (done) showNew(ticks());
  for (const [list, tally] of tallies) {
    const told = list.contains(box) && tally.querySelector(".tally__told");
    if (told instanceof HTMLElement) told.textContent = done ? "" : told.dataset.notKept ?? "";
  }
  showCounts();
}

/** @param {Element} element the language that its words are in */
const spokenIn = (element) => element.closest("[lang]")?.getAttribute("lang") ?? language;

/** Untick every line of `list`, and forget what was new. @param {Element} list */
export function clear(list) {
  const kept = ticks();
  for (const box of boxes(list)) delete kept.ticked[keyOf(box)];
  kept.seen = boxes().map(keyOf);
  keep(kept);
  restore();
}

/** Forget what was ticked and is not on the page. */
function forget() {
  const kept = ticks();
  const here = new Set(boxes().map(keyOf));
  kept.ticked = Object.fromEntries(Object.entries(kept.ticked).filter(([each]) => here.has(each)));
  keep(kept);
  restore();
}

const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("__tally"));

for (const list of document.querySelectorAll(".task-list:not(.task-list .task-list)")) {
  const tally = /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild?.cloneNode(true));
  if (!tally) continue;
  list.after(tally);
  tallies.set(list, tally);
  tally.querySelector(".tally__open")?.addEventListener("click", () => work(list, tally));
}

/** Open the dialog of a list; it is put into the page at the first press. @param {Element} list @param {Element} tally */
async function work(list, tally) {
  if (tally.querySelector(".late")) return; // it is on its way
  if (!document.getElementById("__checklist")) {
    const found = await awaited("checklist", tally);
    if (!document.getElementById("__checklist")) document.querySelector("main")?.append(found);
  }
  (await import("./rounds.js")).open(list);
}

/** What tells of a page that has changed since the reader ticked, in the first list. @param {DocumentFragment} found */
function tellChanges(found) {
  newMark = found.querySelector(".tick-new");
  newMark?.remove();
  found.querySelector("[data-forget]")?.addEventListener("click", forget);
  [...tallies.values()][0]?.append(found);
  restore();
}

document.addEventListener("change", (event) => {
  const box = at(event, "input[data-tick]");
  if (box instanceof HTMLInputElement) tick(box);
});
// Another window has ticked, or this one comes back as it was left.
addEventListener("storage", restore);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) restore();
});

// What is ticked before this script is here is the reader's tick, unless the browser has brought it back with the page.
const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
const early = arrival?.type === "navigate" ? boxes().filter((box) => box.checked && !box.defaultChecked) : [];
restore();
for (const box of early) {
  box.checked = true;
  tick(box);
}
