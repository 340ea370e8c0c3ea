// @ts-check
/** What a pack needs, saved to be opened and printed without a network; it is part of what the reader saves of a language. */
import { home, language, root } from "../page.js";
import { able, copyIn, offered, saveSome } from "../saving.js";
import { addressOf } from "./fetching.js";
import { parted } from "./pieces.js";

export { able };

/**
 * What the pack needs, as addresses counted from the version's root: its chapters, this page, the reader's home.
 * @param {readonly string[]} pack
 */
const pages = (pack) =>
  [...pack.map((piece) => addressOf(parted(piece)[0])), new URL(home, root), new URL(location.pathname, root)].map(inside);

/** @param {URL | string} address in full */
const inside = (address) => String(address).slice(root.href.length);

/**
 * Whether the pack can be opened and printed without a network.
 * @param {readonly string[]} pack
 */
export async function isSaved(pack) {
  const copy = able ? await copyIn(language) : undefined;
  if (!copy) return false;
  const missing = new Set(copy.missing.map(([address]) => address));
  const listed = new Set([...copy.list.core, ...copy.list.pages].map(([address]) => address));
  const needed = [...copy.list.core.map(([address]) => address), ...pages(pack)];
  return needed.every((address) => listed.has(address) && !missing.has(address));
}

/**
 * Save what the pack needs and the files of its sheets; tells whether it can be printed without a network now.
 * @param {readonly string[]} pack
 * @param {readonly string[]} sheets the files' addresses, in full
 */
export async function save(pack, sheets) {
  const wanted = new Set([...pages(pack), ...sheets.map(inside)]);
  try {
    const list = await offered(language);
    if (list) await saveSome(list, ([address]) => wanted.has(address));
    return await isSaved(pack);
  } catch {
    return false;
  }
}
