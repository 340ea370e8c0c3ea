// @ts-check
/** A run sheet and a time to start → who does what at which time. */
import { day, later, local, moment, time } from "./clock.js";

/** @typedef {{ minutes: number, name: string, core: boolean }} Part a row of the run sheet */
/** @typedef {Part & { from: string, to: string, place: number }} Row a part at its time, and its place in the run sheet */
/** @typedef {{ from: string, to: string, minutes: number, rows: Row[] }} Sitting what is done without leaving off */
/** @typedef {{ place: number, start: string }} Resumption the part that is begun with later, and when */

/**
 * The sittings of a session, in their order: one, or two if it is resumed at a later time.
 * @param {readonly Part[]} parts the whole run sheet
 * @param {string} start a local time
 * @param {{ core?: boolean, resumed?: Resumption | null }} [choice] whether only the core is run
 * @returns {Sitting[]}
 */
export function sittings(parts, start, { core = false, resumed = null } = {}) {
  const run = parts.map((part, place) => ({ ...part, place })).filter((part) => part.core || !core);
  const before = run.filter(({ place }) => !resumed || place < resumed.place);
  const after = run.filter((part) => !before.includes(part));
  return [...sitting(before, start), ...(resumed ? sitting(after, resumed.start) : [])];
}

/**
 * @param {(Part & { place: number })[]} parts
 * @param {string} start
 * @returns {Sitting[]} none if nothing is done
 */
function sitting(parts, start) {
  /** @type {Row[]} */
  const rows = [];
  const begin = local(moment(start)); // a time that the clock skips becomes the one that it shows
  let passed = 0;
  for (const part of parts) {
    rows.push({ ...part, from: later(begin, passed), to: later(begin, passed + part.minutes) });
    passed += part.minutes;
  }
  return rows.length ? [{ from: begin, to: later(begin, passed), minutes: passed, rows }] : [];
}

/**
 * When a sitting is held: `lördag 28 november 2026, 08:00–09:30`.
 * @param {Sitting} sitting
 * @param {string} language
 */
export const when = ({ from, to }, language) => `${day(from, language)}, ${time(from)}–${time(to)}`;

/**
 * A sitting line by line, as it is written on a board.
 * @param {Sitting} sitting
 * @param {string} end what stands at the last time
 */
export const lines = ({ to, rows }, end) => [
  ...rows.map(({ from, name }) => `${time(from)} ${name}`),
  `${time(to)} ${end}`,
];

/**
 * The agenda to paste into an invitation.
 * @param {readonly Sitting[]} sittings
 * @param {{ title: string, address: string, end: string, language: string }} told
 */
export const asText = (sittings, { title, address, end, language }) =>
  [
    title,
    ...sittings.map((each) => [capital(when(each, language), language), "", ...lines(each, end)].join("\n")),
    address,
  ].join("\n\n") + "\n";

/** @param {string} text @param {string} language */
const capital = (text, language) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
