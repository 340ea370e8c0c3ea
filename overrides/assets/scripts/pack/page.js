// @ts-check
/** The page on which a pack is put together, printed and passed on. */
import { copy } from "../copying.js";
import { at, language } from "../page.js";
import { day, nextHour } from "../planner/clock.js";
import { printOnly } from "../printing.js";
import { addressOf, pageOf } from "./fetching.js";
import { keep, mine } from "./mine.js";
import { able, isSaved, save } from "./offline.js";
import { carried, exchanged, moved, parted, query, without } from "./pieces.js";
import { contentOf, pagesOf, printout, sheetsOf, titleOf } from "./printout.js";

/** @typedef {import("./printout.js").Fetched} Fetched */

const shelf = /** @type {HTMLElement} */ (document.querySelector(".pack"));
const list = /** @type {HTMLElement} */ (shelf.querySelector(".pack__pieces"));
const words = /** @type {Record<string, string>} */ (shelf.dataset);

/** Whether the pack came with the link: then it is kept in the address, and not on the device. */
let shared = Boolean(carried(location.search)?.length);
let pack = shared ? carried(location.search) ?? [] : mine();

/** Each piece's line, so that a piece keeps its own when others are moved. @type {Map<string, HTMLElement>} */
const lines = new Map();

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (shelf.querySelector(`[data-part="${name}"]`));

/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => /** @type {HTMLInputElement} */ (shelf.querySelector(`[name="${name}"]`));

/** @param {string[]} next */
function change(next) {
  pack = next;
  if (shared || !keep(pack)) history.replaceState(null, "", pack.length ? query(pack) : location.pathname);
  show();
}

function show() {
  part("shared").hidden = !shared || !pack.length;
  part("empty").hidden = pack.length > 0;
  part("full").hidden = !pack.length;
  list.replaceChildren(...pack.map(line));
  list.querySelector("[data-press=up]")?.toggleAttribute("disabled", true);
  list.querySelector("li:last-child [data-press=down]")?.toggleAttribute("disabled", true);
  sum();
}

/** @param {string} piece */
function line(piece) {
  const there = lines.get(piece) ?? fresh(piece);
  lines.set(piece, there);
  for (const button of there.querySelectorAll("button")) button.disabled = false;
  return there;
}

/** @param {string} piece */
function fresh(piece) {
  const template = /** @type {HTMLTemplateElement} */ (part("full").querySelector("template"));
  const made = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const [path, section] = parted(piece);
  const link = made.querySelector("a");
  made.dataset.piece = piece;
  if (link) {
    link.href = addressOf(path).href + (section && `#${section}`);
    link.textContent = piece;
  }
  tell(piece, made);
  return made;
}

/** Say what a piece is, once its page is here. @param {string} piece @param {HTMLElement} made */
async function tell(piece, made) {
  const found = await pageOf(parted(piece)[0]);
  const about = /** @type {Element} */ (made.querySelector(".pack__about"));
  const fetched = typeof found === "object" ? { piece, found } : null;
  if (!fetched || !contentOf(fetched).length) {
    about.textContent = words[found === "away" ? "away" : "gone"] ?? "";
    lines.delete(piece); // to be asked for again when the pack is next shown
    return;
  }
  const [path, section] = parted(piece);
  const type = section ? `${words.from} ${titleOf({ ...fetched, piece: path })}` : fetched.found.page.querySelector(".chip")?.textContent;
  const link = made.querySelector("a");
  if (link) link.textContent = titleOf(fetched);
  about.textContent = [type, many(pagesOf(fetched))].filter(Boolean).join(" · ");
  const long = fetched.found.page.getElementById("run-sheet");
  made.querySelector("[data-press=short]")?.toggleAttribute("hidden", !long || section !== "");
  made.querySelector("[data-press=whole]")?.toggleAttribute("hidden", section !== "run-sheet");
}

/** @param {number} pages */
const many = (pages) => (pages === 1 ? words.page ?? "" : (words.pages ?? "").replace("%d", String(pages)));

/** @returns {Promise<Fetched[]>} the pieces that can be had, in their order */
async function fetched() {
  const all = await Promise.all(pack.map(async (piece) => ({ piece, found: await pageOf(parted(piece)[0]) })));
  return all.filter(/** @returns {each is Fetched} */ (each) =>
    typeof each.found === "object" && contentOf(/** @type {Fetched} */ (each)).length > 0);
}

/** How much paper it is, and which sheets have files of their own. */
async function sum() {
  const asked = pack;
  const here = await fetched();
  if (asked !== pack) return;
  const pages = here.reduce((pages, each) => pages + pagesOf(each), 1);
  const told = shelf.querySelector(".pack__sum");
  if (told) told.textContent = (words.sum ?? "").replace("%d", String(pages));
  const rows = new Map(here.flatMap(sheetsOf).map((sheet) => [sheet.files.querySelector("a")?.href, sheet]));
  part("saved").hidden = !(await isSaved(pack));
  part("sheets").hidden = !rows.size;
  shelf.querySelector(".pack__sheets")?.replaceChildren(...[...rows.values()].map(({ title, files }) => {
    const item = document.createElement("li");
    item.append(title, files);
    return item;
  }));
}

/** @type {Record<string, (piece: string) => unknown>} */
const presses = {
  up: (piece) => change(moved(pack, piece, -1)),
  down: (piece) => change(moved(pack, piece, 1)),
  short: (piece) => change(exchanged(pack, piece, `${piece}#run-sheet`)),
  whole: (piece) => change(exchanged(pack, piece, parted(piece)[0])),
  out: (piece) => change(without(pack, piece)),
  clear: () => change([]),
  keep() {
    shared = !keep(pack);
    if (!shared) history.replaceState(null, "", location.pathname);
    show();
  },
  link: () => copy(new URL(query(pack), location.href).href, {
    told: part("told"),
    field: shelf.querySelector("textarea"),
    copied: words.copied,
    byHand: words.byHand,
  }),
  async save() {
    part("told").textContent = words.saving ?? "";
    const files = /** @type {NodeListOf<HTMLAnchorElement>} */ (shelf.querySelectorAll(".pack__sheets a"));
    const saved = await save(pack, [...files].map(({ href }) => href));
    part("told").textContent = saved ? "" : words.notSaved ?? "";
    part("saved").hidden = !saved;
  },
  async print() {
    const [title, date] = [field("title").value, field("date").value];
    const told = { title, date: date && day(date, language), contents: words.contents ?? "", from: words.from ?? "" };
    const here = await fetched();
    if (here.length) printOnly(title, ...printout(here, told));
  },
};

shelf.addEventListener("click", (event) => {
  const button = at(event, "[data-press]");
  const line = button?.closest("li");
  const place = line ? [...list.children].indexOf(line) : -1;
  presses[button?.dataset.press ?? ""]?.(line?.dataset.piece ?? "");
  if (line) stay(button?.dataset.press ?? "", line, place);
});

/**
 * Keep the keyboard where it was: at the piece that was moved, or where the one stood that was taken out.
 * @param {string} press @param {Element} line @param {number} place
 */
function stay(press, line, place) {
  const there = line.isConnected ? line : list.children[Math.min(place, list.children.length - 1)];
  const buttons = /** @type {HTMLButtonElement[]} */ ([...(there?.querySelectorAll("button:enabled:not([hidden])") ?? [])]);
  (buttons.find((button) => button.dataset.press === press) ?? buttons[0] ?? part("empty")).focus();
}

field("date").value = nextHour(new Date()).slice(0, 10);
shelf.querySelector("[data-press=save]")?.toggleAttribute("hidden", !able);
shelf.hidden = false;
show();
