// @ts-check
/** Pieces with their pages → one document to print. */
import { below, wordsOf } from "../headings.js";
import { root } from "../page.js";
import { foot, lasting } from "../printing.js";
import { parted } from "./pieces.js";

/** @typedef {import("./fetching.js").Found} Found */
/** @typedef {{ piece: string, found: Found }} Fetched */

/** What belongs to the screen. */
const SCREEN = ".headerlink, .sheet-files, .relations, .session, .shelf, .agenda, .print-foot, template, [hidden]";

/** The attributes that name ids, beside those that hold `#id` or `url(#id)`. */
const NAMING = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];

/**
 * The title of a piece: its section's, or its chapter's.
 * @param {Fetched} fetched
 */
export function titleOf({ piece, found: { page } }) {
  const [, section] = parted(piece);
  const heading = (section && page.getElementById(section)) || page.querySelector("h1");
  return heading ? wordsOf(heading) : piece;
}

/**
 * The parts of its page that a piece prints. Nothing if its section is not there.
 * @param {Fetched} fetched
 * @returns {Element[]}
 */
export function contentOf({ piece, found: { page } }) {
  const [, section] = parted(piece);
  return section ? below(page.getElementById(section)) : [...(page.querySelector(".chapter")?.children ?? [])];
}

/**
 * The sheets in a piece that have files of their own.
 * @param {Fetched} fetched
 * @returns {{ title: string, files: Element }[]} the files' row with its links led to where they lie
 */
export function sheetsOf(fetched) {
  const [path] = parted(fetched.piece);
  const rows = contentOf(fetched).flatMap((part) => [part, ...part.querySelectorAll("*")]);
  return rows.filter((row) => row.matches(".sheet-files")).map((row) => {
    const files = /** @type {Element} */ (row.cloneNode(true));
    for (const link of files.querySelectorAll("a")) {
      link.href = new URL(link.getAttribute("href") ?? "", fetched.found.address).href;
    }
    // a card has its row below itself, a sheet below its heading
    return { title: titleOf({ ...fetched, piece: `${path}#${row.previousElementSibling?.id ?? ""}` }), files };
  });
}

/**
 * About how many pages of A4 a piece takes. Fitted to what Chromium made of 28 pieces, within one page of each.
 * @param {Fetched} fetched
 */
export function pagesOf(fetched) {
  const sheet = element("div");
  sheet.append(...contentOf(fetched).map((part) => part.cloneNode(true)));
  for (const part of sheet.querySelectorAll(SCREEN)) part.remove();
  const letters = sheet.textContent?.replace(/\s+/g, " ").length ?? 0;
  const rows = sheet.querySelectorAll("tr").length;
  const blanks = [...sheet.querySelectorAll("td")].filter((cell) => !cell.textContent?.trim()).length;
  return Math.max(1, Math.round(letters / 2800 + rows / 38 + blanks / 40 + 0.2));
}

/**
 * The document: a cover with the contents, then each piece on a sheet of its own.
 * @param {readonly Fetched[]} pieces
 * @param {{ title: string, date: string, contents: string, from: string }} told
 * @returns {Element[]}
 */
export function printout(pieces, told) {
  return [cover(pieces, told), ...pieces.map((fetched, place) => leaf(fetched, place, pieces, told.from))];
}

/** @param {readonly Fetched[]} pieces @param {{ title: string, date: string, contents: string }} told */
function cover(pieces, { title, date, contents }) {
  const list = element("ol");
  pieces.forEach((fetched, place) => {
    const link = element("a", titleOf(fetched));
    link.setAttribute("href", `#${idOf(place)}`);
    const item = element("li");
    item.append(link);
    list.append(item);
  });
  const sheet = element("section");
  sheet.append(element("h1", title), element("p", date), element("h2", contents), list, ...foot(document));
  return sheet;
}

/** @param {Fetched} fetched @param {number} place @param {readonly Fetched[]} pieces @param {string} from */
function leaf(fetched, place, pieces, from) {
  const [path, section] = parted(fetched.piece);
  const sheet = element("section");
  sheet.id = idOf(place);
  sheet.dataset.path = path;
  if (section) sheet.append(element("p", `${from} ${titleOf({ ...fetched, piece: parted(fetched.piece)[0] })}`));
  sheet.append(...contentOf(fetched).map((part) => part.cloneNode(true)));
  for (const part of sheet.querySelectorAll(SCREEN)) part.remove();
  for (const folded of sheet.querySelectorAll("details")) folded.open = true;
  const own = ids(sheet);
  for (const part of sheet.querySelectorAll("*")) {
    rename(part, `${idOf(place)}-`, own);
    lead(part, fetched.found, pieces);
  }
  sheet.prepend(...foot(fetched.found.page, section)); // at its end, it would often need a sheet of its own
  return sheet;
}

/** @param {number} place */
const idOf = (place) => `piece-${place + 1}`;

/** @param {Element} sheet */
const ids = (sheet) => new Set([...sheet.querySelectorAll("[id]")].map(({ id }) => id));

/**
 * Give each id, and what names it, a name that no other piece has.
 * @param {Element} part @param {string} before @param {ReadonlySet<string>} own
 */
function rename(part, before, own) {
  const renamed = (/** @type {string} */ id) => (own.has(id) ? before + id : id);
  if (part.id) part.id = renamed(part.id);
  if (part instanceof HTMLInputElement && part.name) part.name = before + part.name;
  for (const { name, value } of part.attributes) {
    if (NAMING.includes(name)) part.setAttribute(name, value.split(" ").map(renamed).join(" "));
    else if (value.includes("url(#")) {
      part.setAttribute(name, value.replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${renamed(id)})`));
    } else if (/^(xlink:)?href$/.test(name) && value.startsWith("#") && own.has(value.slice(1))) {
      part.setAttribute(name, `#${renamed(value.slice(1))}`);
    }
  }
}

/**
 * Lead a link to its piece, if that is printed too, or to its lasting address; a picture to where it lies.
 * @param {Element} part @param {Found} found @param {readonly Fetched[]} pieces
 */
function lead(part, { page, address }, pieces) {
  for (const name of ["href", "src"]) {
    const value = part.getAttribute(name);
    if (!value || value.startsWith("#piece-") || part.closest("svg")) continue;
    const target = new URL(value, address);
    if (name === "src") part.setAttribute(name, target.href);
    else part.setAttribute(name, inside(target, pieces) ?? outside(target, page, address));
  }
}

/** @param {URL} target @param {readonly Fetched[]} pieces @returns {string | undefined} its id, if a whole chapter has it */
function inside(target, pieces) {
  const [chapter, id] = target.href.split("#");
  const place = pieces.findIndex(({ piece, found: { address } }) => !parted(piece)[1] && address.href === chapter);
  if (place < 0) return undefined;
  return id && pieces[place]?.found.page.getElementById(id) ? `#${idOf(place)}-${id}` : `#${idOf(place)}`;
}

/**
 * A link as it is written on paper: a page of this version by its lasting address.
 * @param {URL} target @param {Document} page @param {URL} address
 */
function outside(target, page, address) {
  if (!target.href.startsWith(root.href)) return target.href;
  const lastingRoot = lasting(page).slice(0, lasting(page).length - (address.href.length - root.href.length));
  return lastingRoot + target.href.slice(root.href.length);
}

/** @param {string} tag @param {string} [text] @returns {HTMLElement} */
function element(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
