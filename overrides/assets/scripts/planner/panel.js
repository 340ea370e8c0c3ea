// @ts-check
/** Today's session: the run sheet of this page by the clock, to read here, print, paste or put into a calendar. */
import { copy } from "../copying.js";
import { handOver } from "../handing.js";
import { at, language, path } from "../page.js";
import { foot, lasting, printOnly } from "../printing.js";
import { asText, lines, sittings, when } from "./agenda.js";
import { later, nextHour, time } from "./clock.js";
import { calendar, name } from "./ics.js";

/** @typedef {import("./agenda.js").Sitting} Sitting */

const panel = /** @type {HTMLElement} */ (document.querySelector(".session__panel"));
const { core = "", total = "", needed = "" } = /** @type {HTMLElement} */ (panel.parentElement).dataset;
const plan = /** @type {HTMLElement} */ (panel.querySelector(".session__plan"));
const title = document.querySelector("h1")?.textContent?.trim() ?? "";
const end = panel.dataset.end ?? "";

/** Minutes after which a session may be resumed another day. */
const LONG = 120;

/** The parts of the run sheet where the page lists them: on a phone as a list, and in the table. */
const listed = [...document.querySelectorAll(".agenda__part")];
const cells = [...(table()?.querySelectorAll("tbody > tr > :first-child") ?? [])].filter((cell) =>
  /^\d+$/.test(cell.textContent?.trim() ?? ""));

const parts = listed.map((part) => ({
  minutes: parseInt(part.querySelector(".agenda__minutes")?.textContent ?? "0"),
  name: part.querySelector(".agenda__name")?.textContent?.trim() ?? "",
  core: part.querySelector(".agenda__mark") !== null,
}));

/** @param {string} name @returns {HTMLInputElement | null} */
const field = (name) => panel.querySelector(`[name="${name}"]`);

/** @param {string} suffix @returns {string} the local time that two fields say together; empty if they say none */
function told(suffix = "") {
  const [date, clock] = [field(`date${suffix}`)?.value, field(`time${suffix}`)?.value];
  return date && clock ? `${date}T${clock}` : "";
}

/** @param {string} start @param {string} suffix */
function tell(start, suffix = "") {
  const [date, clock] = [field(`date${suffix}`), field(`time${suffix}`)];
  if (date) date.value = start.slice(0, 10);
  if (clock) clock.value = time(start);
}

/** @returns {Sitting[]} what the reader has chosen; nothing while a field is empty */
function chosen() {
  const [start, place, again] = [told(), field("place")?.value, told("-resumed")];
  const core = field("core")?.checked ?? false;
  const resumed = place && again && !core ? { place: Number(place), start: again } : null;
  return start ? sittings(parts, start, { core, resumed }) : [];
}

function show() {
  const found = chosen();
  plan.replaceChildren(...found.flatMap(shown));
  const rows = found.flatMap(({ rows }) => rows);
  for (const places of [listed, cells]) {
    places.forEach((element, place) => mark(element, rows.find((row) => row.place === place)?.from));
  }
}

/** @param {Sitting} sitting @returns {Element[]} */
function shown(sitting) {
  const template = /** @type {HTMLTemplateElement} */ (panel.querySelector("template"));
  const [heading, list] = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).children;
  if (!heading || !list) return [];
  heading.textContent = when(sitting, language);
  for (const row of sitting.rows) {
    const item = document.createElement("li");
    const core = listed[row.place]?.querySelector(".agenda__mark")?.cloneNode(true) ?? "";
    item.append(clock(row.from), row.name, " ", core);
    list.append(item);
  }
  const last = document.createElement("li");
  last.append(clock(sitting.to), end);
  list.append(last);
  return [heading, list];
}

/** @param {string} local @returns {HTMLTimeElement} */
function clock(local) {
  const element = document.createElement("time");
  element.dateTime = local;
  element.textContent = time(local);
  return element;
}

/** Put the clock before a part where the page lists it. @param {Element} part @param {string} [from] */
function mark(part, from) {
  part.querySelector(":scope > time")?.remove();
  if (from) part.prepend(clock(from));
}

/** The run sheet's table: the first below its heading. */
function table() {
  let element = document.getElementById("run-sheet")?.nextElementSibling;
  while (element && !element.matches("h2, :has(> table), table")) element = element.nextElementSibling;
  return element;
}

/** Make the panel, which is the same on every guide, this one's. */
function fit() {
  const shorter = panel.querySelector("[data-shorter] span");
  if (shorter) shorter.textContent = shorter.textContent?.replace("%d", core) ?? "";
  const unfit = [...(core === total ? ["[data-shorter]"] : []), ...(Number(total) > LONG ? [] : ["[data-longer]"])];
  for (const label of unfit.length ? panel.querySelectorAll(unfit.join()) : []) label.remove();
  const pieces = /** @type {HTMLElement} */ (panel.querySelector("[data-pieces]"));
  pieces.dataset.pieces = needed;
  panel.hidden = false;
}

/** @type {Record<string, () => void>} */
const presses = {
  copy() {
    const text = asText(chosen(), { title, address: lasting(document), end, language });
    const { copied, byHand } = panel.dataset;
    copy(text, { told: panel.querySelector("[role=status]"), field: panel.querySelector("textarea"), copied, byHand });
  },
  print() {
    const heading = document.createElement("h1");
    heading.textContent = title;
    printOnly(`${title} ${told().slice(0, 10)}`, heading, ...chosen().flatMap(shown), ...foot(document));
  },
  calendar() {
    const address = lasting(document);
    const events = chosen().map((sitting) => ({
      id: name(path ?? "", sitting.from, new URL(address).host),
      from: sitting.from,
      minutes: sitting.minutes,
      title,
      text: [...lines(sitting, end), "", address].join("\n"),
      address,
    }));
    const file = calendar(events, { product: new URL(address).host, stamp: new Date() });
    handOver(`${path?.split("/").at(-1)}-${told().slice(0, 10)}.ics`, "text/calendar", file);
  },
};

panel.addEventListener("click", (event) => {
  const pressed = at(event, "[data-press]")?.dataset.press;
  if (pressed && chosen().length) presses[pressed]?.();
});

/** Ask for a second time only where the session is resumed; the core is run in one go. */
function ask() {
  const [core, place] = [field("core")?.checked, field("place")?.value];
  const asked = { place: !core, "date-resumed": place && !core, "time-resumed": place && !core };
  for (const [name, is] of Object.entries(asked)) field(name)?.closest("label")?.toggleAttribute("hidden", !is);
  if (!place || told("-resumed") || !told()) return;
  const [before] = sittings(parts.slice(0, Number(place)), told());
  if (before) tell(later(before.to, 60), "-resumed");
}

panel.addEventListener("input", () => {
  ask();
  show();
});

fit();
parts.forEach(({ name }, place) => place && field("place")?.append(new Option(name, String(place))));
tell(nextHour(new Date()));
show();
