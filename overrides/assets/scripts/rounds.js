// @ts-check
// The dialog in which a reader works with a checklist: its rounds, to begin again, to print it, to take it along.
import { load, save } from "./backup.js";
import { clear, count, FIRST, restore, rounds } from "./ticks.js";
import { kept, read, remove, write } from "./store.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("__checklist"));
/** @template {Element} E @param {string} selector @param {new () => E} kind @returns {E} */
const the = (selector, kind) => {
  const found = dialog.querySelector(selector);
  if (!(found instanceof kind)) throw new TypeError(selector);
  return found;
};
const told = the("[role=status]", HTMLElement);
const undo = the("[data-undo]", HTMLElement);
const name = the("input[type=text]", HTMLInputElement);
const choices = the(".dialog__rounds", HTMLElement);
const file = the("input[type=file]", HTMLInputElement);

/** The list that is worked with. @type {Element} */
let list;
/** What was kept before the last thing that can be undone. @type {Map<string, unknown>} */
let before = new Map();

/** @param {Element} chosen a checklist */
export function open(chosen) {
  list = chosen;
  tell("");
  show();
  dialog.showModal();
}

function show() {
  restore();
  count(the("[data-count]", HTMLElement), list);
  const { current, names } = rounds();
  choices.replaceChildren(...Object.entries(all()).map(([id, called]) => choice(id, called, id === current)));
  name.value = names[current] ?? "";
}

/** @returns {Record<string, string>} the name of each round, the first's too */
const all = () => ({ [FIRST]: choices.dataset.first ?? "", ...rounds().names });

/** @param {string} id @param {string} called @param {boolean} chosen */
function choice(id, called, chosen) {
  const made = /** @type {Element} */ (the("template", HTMLTemplateElement).content.firstElementChild?.cloneNode(true));
  const [button, words] = [made.querySelector("input"), made.querySelector("span")];
  if (button) {
    button.value = id;
    button.checked = chosen;
  }
  if (words) words.textContent = called;
  return made;
}

/**
 * Say what has come of a press, and whether it can be undone.
 * @param {string} what the name of the words, or nothing
 * @param {boolean} [undoable]
 */
function tell(what, undoable = false) {
  told.textContent = (what && told.dataset[what]) ?? "";
  undo.hidden = !undoable;
}

/** Remember what is kept of the checklists, for the reader may want it back. */
function remember() {
  before = new Map(mine().map((key) => [key, read(key, /** @type {unknown} */ (undefined), () => true)]));
}

const mine = () => kept().map(({ key }) => key).filter((key) => key === "checks" || key.startsWith("checks:"));

/** Give a round the name that is written, and go on in it. @param {string} round */
function call(round) {
  const called = name.value.trim();
  const others = Object.entries(all()).filter(([id]) => id !== round).map(([, other]) => other.toLowerCase());
  if (!called || others.includes(called.toLowerCase())) {
    tell(called ? "taken" : "unnamed");
    name.focus();
    return;
  }
  const kept = write("checks", { current: round, names: { ...rounds().names, [round]: called } });
  show();
  tell(kept ? "" : "notKept");
}

/** @type {Record<string, () => void>} what each button does, by its data-… */
const presses = {
  reset() {
    remember();
    clear(list);
    show();
    tell("reset", true);
  },
  undo() {
    for (const key of mine()) remove(key);
    for (const [key, value] of before) write(key, value);
    show();
    tell("");
    name.focus();
  },
  new: () => call(Date.now().toString(36)),
  rename: () => call(rounds().current),
  delete() {
    remember();
    const { current, names } = rounds();
    for (const key of mine()) if (key.startsWith(`checks:${current}:`)) remove(key);
    delete names[current];
    if (Object.keys(names).length) write("checks", { current: FIRST, names });
    else remove("checks");
    show();
    tell("deleted", true);
  },
  save: () => save("checks"),
  load: () => file.click(),
  close: () => dialog.close(),
};

dialog.addEventListener("click", ({ target }) => {
  if (target === dialog) dialog.close();
  const button = target instanceof Element ? target.closest("button") : null;
  if (button?.dataset.print) print(button.dataset.print);
  for (const [what, press] of Object.entries(presses)) if (button && what in button.dataset) press();
});

choices.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  tell(write("checks", { ...rounds(), current: target.value }) ? "" : "notKept");
  show();
  /** @type {HTMLElement | null} */ (choices.querySelector("input:checked"))?.focus();
});

file.addEventListener("change", async () => {
  const chosen = file.files?.[0];
  if (!chosen) return;
  remember();
  const outcome = load(await chosen.text());
  show();
  tell(outcome, outcome === "loaded");
  file.value = "";
});

/** Print the page with its boxes as they are, or empty. @param {string} boxes */
function print(boxes) {
  dialog.close();
  document.documentElement.dataset.boxes = boxes;
  globalThis.print();
  delete document.documentElement.dataset.boxes;
}
