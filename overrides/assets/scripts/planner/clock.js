// @ts-check
/**
 * The clock on a Swedish wall, whatever the reader's device is set to: the session is held there.
 *
 * A local time is written as in a field for date and time: `2026-11-28T08:00`.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const ZONE = "Europe/Stockholm";

/** Minutes before UTC, in winter and in summer. */
export const WINTER = 60;
export const SUMMER = 120;

/** The months at whose last Sunday, at one o'clock UTC, summer time begins and ends. */
export const BEGINS = 3;
export const ENDS = 10;

/** @param {number} year @param {number} month @returns {number} the moment at which the clock is changed */
function change(year, month) {
  const last = new Date(Date.UTC(year, month, 0));
  return last.getTime() - last.getUTCDay() * 24 * HOUR + HOUR;
}

/** @param {number} moment @returns {number} the minutes that the clock is then before UTC */
function ahead(moment) {
  const year = new Date(moment).getUTCFullYear();
  return change(year, BEGINS) <= moment && moment < change(year, ENDS) ? SUMMER : WINTER;
}

/**
 * The moment of a local time. Of an hour that comes twice it is the first; what falls into the hour that is skipped
 * comes as much later as the clock is put forward.
 * @param {string} local
 * @returns {number} milliseconds since 1970
 */
export function moment(local) {
  const said = Date.parse(`${local}Z`);
  const summer = said - SUMMER * MINUTE;
  return ahead(summer) === SUMMER ? summer : said - WINTER * MINUTE;
}

/** @param {number} moment @returns {string} the local time, to the minute */
export const local = (moment) => new Date(moment + ahead(moment) * MINUTE).toISOString().slice(0, 16);

/** @param {string} start @param {number} minutes @returns {string} the local time so many minutes later */
export const later = (start, minutes) => local(moment(start) + minutes * MINUTE);

/** @param {string} local @returns {string} `08:00` */
export const time = (local) => local.slice(11, 16);

/** @param {string} local @param {string} language @returns {string} `lördag 28 november 2026` */
export const day = (local, language) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  })
    .formatToParts(new Date(`${local.slice(0, 10)}T00:00Z`))
    .filter(({ type }) => type !== "literal") // browsers differ in their commas
    .map(({ value }) => value)
    .join(" ");

/**
 * The next full hour.
 * @param {Date} now as the reader's device tells it
 * @returns {string} a local time
 */
export function nextHour(now) {
  const hour = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 1);
  const padded = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const date = [hour.getFullYear(), hour.getMonth() + 1, hour.getDate()].map(padded).join("-");
  return `${date}T${padded(hour.getHours())}:00`;
}
