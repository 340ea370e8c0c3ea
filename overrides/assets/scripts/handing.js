// @ts-check
/** Hand the reader a file that was made in the browser. */

/** Milliseconds that a browser may take to fetch it. */
const PATIENCE = 60_000;

/** @param {string} name @param {string} type @param {string} text */
export function handOver(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}
