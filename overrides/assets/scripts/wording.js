// @ts-check
/** Numbers, days and sentences as the page's language has them. The words themselves are the markup's. */
import { language } from "./page.js";

const locale = language === "en" ? "en-GB" : language;

/** `17 MB`, or `17,5 kB`. @param {number} bytes */
export function size(bytes) {
  const [unit, amount] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const digits = amount < 10 ? 1 : 0;
  const said = new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: digits }).format(amount);
  return said.replace(/\s/g, "\u00a0"); // not parted at the end of a line
}

/** `27 november 2026`, with its time where it matters. @param {string} iso @param {"short"} [timeStyle] */
export function day(iso, timeStyle) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle }).format(new Date(iso));
}

/** `text` with each `{name}` replaced by its value. @param {string} text @param {Record<string, unknown>} values */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
