// @ts-check
/** Put a text on the clipboard; where the browser refuses, show it to be copied by hand. */

/** Letters in a line of the field on a phone. */
const LINE = 36;

/**
 * @param {string} text
 * @param {{ told: Element | null, field: HTMLTextAreaElement | null, copied?: string, byHand?: string }} shown
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copy(text, { told, field, copied = "", byHand = "" }) {
  const done = await write(text);
  if (told) told.textContent = done ? copied : byHand;
  if (!field) return done;
  field.hidden = done;
  field.value = done ? "" : text;
  field.rows = text.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / LINE)), 0);
  if (!done) field.select();
  return done;
}

/** @param {string} text @returns {Promise<boolean>} */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
