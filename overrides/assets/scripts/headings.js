// @ts-check
/** A heading and what belongs to it. */

/** @param {Element} heading @returns {string} its words, without its link's sign */
export function wordsOf(heading) {
  const read = /** @type {Element} */ (heading.cloneNode(true));
  for (const sign of read.querySelectorAll(".headerlink")) sign.remove();
  return read.textContent?.trim() ?? "";
}

/** @param {Element | null} heading @returns {Element[]} it and what stands under it, to the next of its level or above */
export function below(heading) {
  const level = Number(heading?.localName.match(/^h([1-6])$/)?.[1] ?? 0);
  if (!heading || !level) return [];
  const higher = Array.from({ length: level }, (_, above) => `h${above + 1}`).join();
  const parts = [heading];
  for (let next = heading.nextElementSibling; next && !next.matches(higher); next = next.nextElementSibling) {
    parts.push(next);
  }
  return parts;
}
