// @ts-check
/**
 * Events → a calendar file (RFC 5545).
 *
 * Times are written with their zone, Europe/Stockholm, and the zone's rules: who joins from Finland gets the hour
 * at which the others sit down. An event that floats would be moved by each calendar to where its reader is.
 */
import { BEGINS, ENDS, later, moment, SUMMER, WINTER, ZONE } from "./clock.js";

/** @typedef {{ id: string, from: string, minutes: number, title: string, text: string, address: string }} Event */

const OCTETS = 75;

/**
 * @param {readonly Event[]} events
 * @param {{ product: string, stamp: Date }} written by what, and when
 * @returns {string} the file
 */
export function calendar(events, { product, stamp }) {
  const contents = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//${escaped(product)}//SV`,
    "CALSCALE:GREGORIAN",
    ...zone(),
    ...events.flatMap((event) => entry(event, stamp)),
    "END:VCALENDAR",
  ];
  return contents.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {Event} event @param {Date} stamp */
const entry = ({ id, from, minutes, title, text, address }, stamp) => [
  "BEGIN:VEVENT",
  `UID:${escaped(id)}`,
  `DTSTAMP:${basic(stamp.toISOString().slice(0, 19))}Z`,
  `DTSTART;TZID=${ZONE}:${basic(from)}00`,
  `DTEND${end(from, minutes)}`,
  `SUMMARY:${escaped(title)}`,
  `DESCRIPTION:${escaped(text)}`,
  `URL:${address}`,
  "END:VEVENT",
];

/**
 * A local time; of an hour that comes twice it means the first, and the second is written as UTC.
 * @param {string} from @param {number} minutes
 */
function end(from, minutes) {
  const to = later(from, minutes);
  const meant = moment(from) + minutes * 60_000;
  return moment(to) === meant
    ? `;TZID=${ZONE}:${basic(to)}00`
    : `:${basic(new Date(meant).toISOString().slice(0, 19))}Z`;
}

/** The rules of Swedish time since they are what they are. */
const zone = () => [
  "BEGIN:VTIMEZONE",
  `TZID:${ZONE}`,
  ...season("DAYLIGHT", "CEST", "19810329T020000", BEGINS, WINTER, SUMMER),
  ...season("STANDARD", "CET", "19961027T030000", ENDS, SUMMER, WINTER),
  "END:VTIMEZONE",
];

/**
 * @param {string} kind @param {string} name @param {string} first @param {number} month
 * @param {number} before @param {number} after
 */
const season = (kind, name, first, month, before, after) => [
  `BEGIN:${kind}`,
  `DTSTART:${first}`,
  `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU`,
  `TZOFFSETFROM:+0${before / 60}00`,
  `TZOFFSETTO:+0${after / 60}00`,
  `TZNAME:${name}`,
  `END:${kind}`,
];

/** @param {string} time `2026-11-28T08:00` @returns {string} `20261128T0800`, to which seconds may be added */
const basic = (time) => time.replace(/[-:]/g, "");

/**
 * The name of an event. It stays the same when the session is written again, so that a calendar puts the new one in
 * the place of the old; no other session has it, since one coach runs one guide at a time.
 * @param {string} path the guide's
 * @param {string} from a local time
 * @param {string} host the handbook's
 */
export const name = (path, from, host) => `${path.replaceAll("/", ".")}.${basic(from)}@${host}`;

/** @param {string} text @returns {string} as a value of type TEXT */
export const escaped = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");

/**
 * A line in pieces of 75 octets at most, each after the first behind a blank; no character is cut.
 * @param {string} line
 */
export function folded(line) {
  const encoder = new TextEncoder();
  let result = "";
  let room = OCTETS;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (size > room) {
      result += "\r\n ";
      room = OCTETS - 1;
    }
    result += character;
    room -= size;
  }
  return result;
}
