// @ts-check
// A sheet filled in on the screen: its blank cells can be written in, and what is written stays on the device, in the
// round that the reader has chosen. A cell is known by its column and its row, so that the sheet can be edited around it;
// where rows begin with the same words, by which of them it is.
import { below } from "./headings.js";
import { path } from "./page.js";
import { awaited } from "./common.js";
import { read, remove, write } from "./store.js";
import { FIRST, rounds } from "./ticks.js";

/** What is written in a sheet, by cell. @typedef {Record<string, string>} Written */

/** @param {HTMLElement} tools the row of buttons below the sheet's heading */
const key = (tools) => `checks:${rounds().current}:${path}:${tools.dataset.fillable}`;

/** @param {HTMLElement} tools @returns {Written} */
const written = (tools) => read(key(tools), {});

/**
 * The tables of a sheet: from its heading to the next one that is not below it, without those of its examples.
 * @param {HTMLElement} tools @returns {HTMLTableElement[]}
 */
function tables(tools) {
  const parts = below(document.getElementById(tools.dataset.fillable ?? ""));
  return parts.filter((part) => part.tagName !== "DETAILS").flatMap((part) => [...part.querySelectorAll("table")]);
}

/** @param {HTMLElement} tools @returns {Generator<{name: string, label: string, cell: HTMLElement}>} its blank cells */
function* blanks(tools) {
  /** @type {Record<string, number>} how many there have been of each name */
  const met = {};
  for (const [at, table] of tables(tools).entries()) {
    const columns = [...table.tHead?.rows[0]?.cells ?? []].map((cell) => cell.textContent?.trim() ?? "");
    for (const [number, row] of [...table.tBodies[0]?.rows ?? []].entries()) {
      const [first] = row.cells;
      const called = first && !isBlank(first) ? first.textContent?.trim() ?? "" : String(number + 1);
      for (const [column, cell] of [...row.cells].entries()) {
        if (!isBlank(cell)) continue;
        const label = `${columns[column] || column + 1}, ${called}`, name = `${at + 1}, ${label}`;
        const which = met[name] = (met[name] ?? 0) + 1;
        const ordinal = which > 1 ? `\n${which}` : "";
        yield { name: name + ordinal, label: label + ordinal, cell };
      }
    }
  }
}

/** @param {Element} cell */
const isBlank = (cell) => !cell.firstChild || cell.querySelector(":scope > .blank") !== null;

/** @param {{label: string, cell: HTMLElement}} blank @returns {HTMLElement} where to write */
function field({ label, cell }) {
  const there = cell.querySelector(".blank");
  if (there instanceof HTMLElement) return there;
  const made = document.createElement("div");
  made.className = "blank";
  made.contentEditable = "plaintext-only";
  made.setAttribute("role", "textbox");
  made.setAttribute("aria-multiline", "true");
  made.setAttribute("aria-label", label);
  cell.append(made);
  return made;
}

/** @param {HTMLElement} tools make its blank cells ones to write in, and show what is written already */
function open(tools) {
  const kept = written(tools);
  for (const blank of blanks(tools)) field(blank).textContent = kept[blank.name] ?? "";
  tools.querySelector("[data-fill]")?.toggleAttribute("hidden", true);
  showRound(tools);
  furnish(tools);
}

/** @param {HTMLElement} tools put in what is done with a sheet that is written in, unless it is there or on its way */
async function furnish(tools) {
  if (tools.querySelector(".sheet-fill__tools, .late")) return;
  tools.append(await awaited("filling", tools));
  showRound(tools);
  tell(tools, tools.dataset.told ?? "");
}

/** @param {HTMLElement} tools */
function showRound(tools) {
  const round = tools.querySelector("[data-round]");
  const { current, names } = rounds();
  if (round) round.textContent = current === FIRST ? "" : names[current] ?? "";
}

/** @param {HTMLElement} tools let the reader write, from the first blank cell on */
export function begin(tools) {
  open(tools);
  [...blanks(tools)][0]?.cell.querySelector("div")?.focus();
}

/** @param {HTMLElement} tools keep what is written now */
function keep(tools) {
  const now = [...blanks(tools)].map(({ name, cell }) => [name, cell.textContent ?? ""]);
  const filled = now.filter(([, text]) => text?.trim());
  const kept = filled.length ? write(key(tools), Object.fromEntries(filled)) : (remove(key(tools)), true);
  tell(tools, kept ? "" : "notKept");
}

/** @param {HTMLElement} tools @param {string} what the name of the words, or nothing */
function tell(tools, what) {
  tools.dataset.told = what;
  const told = tools.querySelector("[data-emptied]");
  if (told instanceof HTMLElement) told.textContent = told.dataset[what] ?? "";
}

/** What was emptied last, in case the reader wants it back. @type {Written} */
let emptied = {};

/** @type {Record<string, (tools: HTMLElement) => void>} what each button does, by its data-… */
const presses = {
  empty(tools) {
    emptied = written(tools);
    remove(key(tools));
    open(tools);
    tell(tools, "emptied");
    tools.querySelector("[data-unempty]")?.toggleAttribute("hidden", false);
  },
  unempty(tools) {
    write(key(tools), emptied);
    open(tools);
    tell(tools, "");
    tools.querySelector("[data-unempty]")?.toggleAttribute("hidden", true);
  },
  print() {
    print();
  },
};

const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-fillable]"));

for (const tools of all) {
  tools.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    for (const [name, press] of Object.entries(presses)) if (button && name in button.dataset) press(tools);
  });
  for (const table of tables(tools)) table.addEventListener("input", () => keep(tools));
}

/** Show what is kept in the round, in the sheets that hold something or are open. */
function restore() {
  for (const tools of all) {
    if (Object.keys(written(tools)).length || tools.querySelector("[data-fill][hidden]")) open(tools);
  }
}

document.addEventListener("handbook:round", restore);
restore();
