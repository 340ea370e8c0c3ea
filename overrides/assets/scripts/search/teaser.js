// @ts-check
// The sentence in which something was found, with what was found in it.

/** @typedef {{text: string, marks: [number, number][]}} Teaser `marks`: from where to where in `text` */

const LENGTH = 180;

/**
 * @param {string[]} lines what may be shown; the line that says most is, or the first
 * @param {(word: string) => number} worth what a word, in small letters, is worth to the reader
 * @returns {Teaser}
 */
export function teaser(lines, worth) {
  let best = { text: lines[0] ?? "", marks: /** @type {[number, number][]} */ ([]), score: 0 };
  for (const text of lines) {
    /** @type {[number, number][]} */
    const marks = [];
    const seen = new Set();
    let score = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const word = match[0].toLowerCase();
      const value = worth(word);
      if (!value) continue;
      marks.push([match.index, match.index + match[0].length]);
      if (!seen.has(value)) score += value;
      seen.add(value);
    }
    if (score > best.score) best = { text, marks, score };
  }
  return cut(best.text, best.marks);
}

/** @param {string} text @param {[number, number][]} marks @returns {Teaser} no longer than a reader wants to read */
function cut(text, marks) {
  if (text.length <= LENGTH) return { text, marks };
  const middle = marks[0]?.[0] ?? 0;
  let from = Math.max(0, Math.min(middle - 50, text.length - LENGTH));
  if (from) from = text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = text.lastIndexOf(" ", to);
  const [before, after] = [from ? "… " : "", to < text.length ? " …" : ""];
  return {
    text: before + text.slice(from, to) + after,
    marks: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start - from + before.length, end - from + before.length]),
  };
}
