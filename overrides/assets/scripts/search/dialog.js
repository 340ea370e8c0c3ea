// @ts-check
// Answers what stands in the search field, and shows what is found: real links, for Tab, arrows and thumb.
import { at, language, root } from "../page.js";
import { read, remove, write } from "../store.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {"start" | "waiting" | "found" | "none" | "failed"} State */

/** How many hits are shown at a time. */
const STEP = 10;
/** How many sections of a hit are led to. */
const SECTIONS = 3;
/** Milliseconds without a key after which a question is asked: not for each letter, the less so on a weak network. */
const REST = { least: 250, most: 500 };
/** Milliseconds without a key after which an answer is told to those who listen, and its question noted. */
const PAUSE = 500;

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("__search"));
const field = /** @type {HTMLInputElement} */ (the("#__search-field"));
const template = /** @type {HTMLTemplateElement} */ (the("[data-search-hit]"));
const slash = /** @type {HTMLInputElement} */ (the("[data-search-slash]"));
const hits = the(".search__hits"), nearest = the("[data-search-nearest]"), body = the(".search__body");
const count = the("[data-one]"), none = the("[data-none]"), status = the("[data-search-status]");
const more = the("[data-search-more]"), narrow = the("[data-search-narrow]"), widen = the("[data-search-widen]");
const filters = Object.fromEntries(
  /** @type {const} */ (["module", "type", "form"])
    .map((facet) => [facet, /** @type {HTMLSelectElement} */ (the(`select[name=${facet}]`))]),
);

/** The element of the dialog that `selector` names. @param {string} selector @returns {HTMLElement} */
function the(selector) {
  const found = /** @type {HTMLElement | null} */ (dialog.querySelector(selector));
  if (!found) throw new Error(`the search has no ${selector}`);
  return found;
}

// -- asking -----------------------------------------------------------------------------------------------------

/** @type {Promise<Engine> | undefined} */
let engine;
/** Counts what is asked: an answer is of use only until the next question. */
let turn = 0;
let failures = 0;
let rest = REST.least;

/** @returns {Promise<Engine>} */
async function fetched() {
  try {
    const { open } = await import("./engine.js").catch(startAgain);
    return await open(root, /** @type {"sv" | "en"} */ (language));
  } catch (error) {
    failures++;
    engine = undefined;
    throw error;
  }
}

/**
 * Some browsers remember that a script has failed, and never fetch it again. Where it fails a second time though it
 * can be reached, only the page itself can be fetched anew; its address has what was asked for.
 * @param {unknown} error @returns {Promise<never>}
 */
async function startAgain(error) {
  const address = new URL("engine.js", import.meta.url);
  if (failures && await fetch(address, { cache: "no-store" }).then(({ ok }) => ok, () => false)) {
    note();
    location.reload();
  }
  throw error;
}

/** Answer what stands in the field when the typing rests. With an empty field, what answers is fetched all the same. */
export const attend = () => answer(STEP, rest);

/**
 * Answer what stands in the field, after so many milliseconds, with so many hits.
 * @param {number} [shown] @param {number} [wait] @returns {Promise<boolean>} whether the answer is on show
 */
async function answer(shown = STEP, wait = 0) {
  const mine = ++turn, question = field.value.trim();
  if (!question) show("start");
  else if (dialog.dataset.state !== "found") show("waiting");
  try {
    const [answering] = await Promise.all([engine ??= fetched(), new Promise((done) => setTimeout(done, wait))]);
    if (mine !== turn || !question) return false;
    const start = performance.now();
    const found = await answering.find(question, chosen(), shown);
    if (mine !== turn) return false;
    rest = Math.min(Math.max(performance.now() - start, REST.least), REST.most);
    showAnswer(question, found, shown);
    return true;
  } catch {
    if (mine === turn) show("failed");
    return false;
  }
}

/** @returns {Record<string, string>} the filters that are set */
function chosen() {
  const values = Object.entries(filters).map(([facet, { value }]) => [facet, value]);
  return Object.fromEntries(values.filter(([, value]) => value));
}

/** Leave the question in the address, to share and to come back to, without a step in the history. */
function note(question = field.value.trim()) {
  const address = new URL(location.href);
  if (question) address.searchParams.set("q", question);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

// -- showing ----------------------------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout>} */
let pause;

/** @param {State} state @param {string} [words] what those who listen are told once the typing pauses */
function show(state, words = "") {
  dialog.dataset.state = state;
  clearTimeout(pause);
  pause = setTimeout(() => {
    status.textContent = words;
    if (dialog.open) note();
  }, PAUSE);
}

/** @param {string} question @param {Answer} answer @param {number} shown */
function showAnswer(question, answer, shown) {
  if (answer.total) showHits(answer);
  else showNone(question, answer);
  if (shown === STEP) body.scrollTop = 0;
}

/** @param {Answer} answer */
function showHits(answer) {
  const { one, many } = count.dataset;
  count.textContent = answer.total === 1 ? one ?? "" : many?.replace("%d", String(answer.total)) ?? "";
  for (const [facet, select] of Object.entries(filters)) offer(select, answer.facets[/** @type {"module"} */ (facet)]);
  narrow.dataset.set = String(Object.keys(chosen()).length);
  hits.replaceChildren(...answer.hits.map(item));
  more.hidden = answer.hits.length >= answer.total;
  show("found", count.textContent);
}

/** @param {string} question @param {Answer} answer */
function showNone(question, answer) {
  none.textContent = none.dataset.none?.replace("%s", question) ?? "";
  widen.hidden = !Object.keys(chosen()).length;
  nearest.hidden = !answer.nearest.length;
  nearest.querySelector("ul")?.replaceChildren(...answer.nearest.map(line));
  show("none", none.textContent);
}

/**
 * Offer what the hits can be narrowed to; what is chosen stays.
 * @param {HTMLSelectElement} select @param {Answer["facets"]["module"]} values
 */
function offer(select, values) {
  const kept = select.selectedOptions[0];
  const options = values.map(({ id, name, count }) => new Option(`${name} (${count})`, id, false, id === kept.value));
  if (kept.value && !values.some(({ id }) => id === kept.value)) options.push(kept);
  select.replaceChildren(select.options[0], ...options);
}

/** One hit, as the template has it; what has nothing to show goes. @param {Hit} hit */
function item(hit) {
  const node = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (node.querySelector(`.hit__${name}`));
  const fill = (/** @type {string} */ name, /** @type {(string | Node)[]} */ content) =>
    content.some(Boolean) ? part(name).prepend(...content) : part(name).remove();
  /** @type {HTMLAnchorElement} */ (part("link")).href = new URL(hit.url, root).href;
  if (hit.swedishOnly) for (const name of ["link", "teaser", "sections"]) part(name).lang = "sv";
  else part("language").remove();
  fill("title", [hit.title]);
  fill("section", [hit.section]);
  const landing = hit.module === hit.title;
  fill("module", [landing ? "" : hit.module]);
  fill("type", [landing ? part("type").dataset.landing ?? "" : hit.type]);
  fill("minutes", [hit.minutes ? String(hit.minutes) : ""]);
  fill("forms", [hit.forms.join(", ")]);
  fill("teaser", marked(hit.teaser));
  fill("sections", hit.sections.slice(0, SECTIONS).map(line));
  return node;
}

/** @param {Hit["teaser"]} teaser @returns {(string | Node)[]} its text, with what was asked for marked */
function marked({ text, marks }) {
  let end = 0;
  const parts = marks.flatMap(([from, to]) => {
    const before = text.slice(end, from), mark = document.createElement("mark");
    mark.textContent = text.slice(from, end = to);
    return [before, mark];
  });
  return [...parts, text.slice(end)];
}

/** @param {{ title: string, url: string }} target @returns {HTMLLIElement} a line of a list that leads there */
function line({ title, url }) {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = new URL(url, root).href;
  link.textContent = title;
  item.append(link);
  return item;
}

// -- going about ------------------------------------------------------------------------------------------------

const titles = () => /** @type {HTMLElement[]} */ ([...hits.querySelectorAll(".hit__link")]);

/** From hit to hit, and back to the field. @param {KeyboardEvent} event */
function step(event) {
  if (at(event, "select") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = titles(), hit = at(event, ".hit");
  if (dialog.dataset.state !== "found" || !(hit || event.target === more || event.key === "ArrowDown")) return;
  const here = event.target === more ? links.length : links.findIndex((link) => link.parentElement === hit);
  const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  (there < 0 ? field : links[there] ?? (more.hidden ? links.at(-1) : more))?.focus();
}

/** A section of this very page: no page is fetched, and focus goes there. @param {HTMLAnchorElement} link */
function stay(link) {
  note("");
  dialog.close();
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1))) ?? document.querySelector("h1");
  if (link.hash && link.hash !== location.hash) location.hash = link.hash;
  else target?.scrollIntoView();
  if (!target) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** On a phone, the dialog ends where the keyboard on the screen begins. */
function fit() {
  if (visualViewport) dialog.style.setProperty("--search-height", `${visualViewport.height * visualViewport.scale}px`);
}

dialog.addEventListener("keydown", step);

// Where the browser does not close it by itself.
the("[data-search-close]").addEventListener("click", (event) => {
  event.preventDefault();
  dialog.close();
});

// Enter leads to the first hit, not past it; and the keyboard on a phone makes way.
the("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await answer()) titles()[0]?.focus();
});

the("form").addEventListener("reset", () => setTimeout(() => {
  field.focus();
  answer();
}));

for (const filter of Object.values(filters)) filter.addEventListener("change", () => answer());

narrow.addEventListener("click", () => {
  narrow.setAttribute("aria-expanded", String(narrow.getAttribute("aria-expanded") === "false"));
});

widen.addEventListener("click", () => {
  clear();
  field.focus();
  answer();
});

more.addEventListener("click", async () => {
  const shown = titles().length;
  if (await answer(shown + STEP)) titles()[shown]?.focus();
});

slash.checked = read("slash", true);
slash.addEventListener("change", () => slash.checked ? remove("slash") : write("slash", false));

/** Filters are kept only while the dialog is open. */
function clear() {
  for (const filter of Object.values(filters)) filter.value = "";
}

/** @type {EventTarget | null} */
let pressed = null;
dialog.addEventListener("pointerdown", ({ target }) => pressed = target);
dialog.addEventListener("click", (event) => {
  if (event.target === dialog && pressed === dialog) dialog.close(); // beside the panel
  const link = at(event, "a");
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.pathname !== location.pathname) return note(); // to come back to
  event.preventDefault();
  stay(link);
});

dialog.addEventListener("close", () => {
  note("");
  clear();
});

visualViewport?.addEventListener("resize", fit);
fit();
