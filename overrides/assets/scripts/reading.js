// @ts-check
// Where the reader was: chapters marked as read, what has changed in them since, and the place that was read last.
import { wordsOf } from "./headings.js";
import { press } from "./local.js";
import { foldedIn } from "./menu.js";
import { chapter, home, language, path, root } from "./page.js";
import { partInTime } from "./common.js";
import { read, write } from "./store.js";
import { day as inWords } from "./wording.js";

/**
 * When a chapter was read, and the fingerprints that its sections had then.
 * @typedef {{ on: string, sections: string }} Mark
 */
/**
 * The chapter that was read last, and its section; nothing of either while none has been.
 * @typedef {{ path?: string, section?: string, title?: string, language?: string }} Place
 */

const here = /** @type {HTMLElement | null} */ (document.querySelector(".reading"));
const told = /** @type {HTMLElement | null | undefined} */ (here?.querySelector("[data-told]"));

/** @returns {Record<string, Mark>} */
const marks = () => read("read", {});
/** @returns {Place | null} nothing unless the reader has asked to have it kept */
const place = () => read("place", null, (value) => typeof value === "object");

/** The fingerprints of sections, by id. @param {string} [told] as `before:0c28f0d1 after:…` @returns {Record<string, string>} */
const fingerprints = (told = "") => Object.fromEntries(String(told).split(" ").filter(Boolean).map((each) => each.split(":")));

/** Show what has come of a press. @param {unknown} kept false if it could not be kept */
export function follow(kept) {
  if (told) told.textContent = kept === false ? told.dataset.notKept ?? "" : "";
  keepPlace();
  show();
}

/** Keep which section is read, if the reader has asked for it and the page is a chapter. */
function keepPlace() {
  if (!place() || !path || !here?.dataset.sections) return;
  const headings = /** @type {NodeListOf<HTMLElement>} */ (chapter?.querySelectorAll(":is(h2, h3)[id]") ?? []);
  const passed = [...headings].filter((each) => each.getBoundingClientRect().top < innerHeight / 3);
  const title = chapter?.querySelector("h1")?.textContent ?? "";
  write("place", { path, section: passed.at(-1)?.id ?? "", title, language });
}

/** Show what is kept. */
export function show() {
  const mark = marks()[path ?? ""];
  here?.querySelector("[data-mark-read]")?.setAttribute("aria-pressed", String(Boolean(mark)));
  const on = here?.querySelector("[data-read-on]");
  on?.toggleAttribute("hidden", !mark);
  if (on && mark) date(on, mark.on);
  const box = here?.querySelector("[data-remember]");
  if (box instanceof HTMLInputElement) box.checked = Boolean(place());
  showPlace();
  showElsewhere();
}

/** Show the rest of it, which takes what pages share. */
async function showElsewhere() {
  await foldedIn();
  const common = await partInTime("reading").catch(() => null);
  if (!common) return;
  showChanges(common, marks()[path ?? ""]);
  showRead(common);
  showPlace();
}

/** @param {Element} within @param {string} day as `2026-11-28` */
function date(within, day) {
  const time = within.querySelector("time");
  if (!time) return;
  time.dateTime = day;
  time.textContent = inWords(`${day}T12:00`);
}

/** Which sections have changed since this chapter was marked as read. @param {DocumentFragment} common @param {Mark} [mark] */
function showChanges(common, mark) {
  document.querySelector("[data-notice=changed]")?.remove();
  const [now, then] = [fingerprints(here?.dataset.sections), fingerprints(mark?.sections)];
  const changed = Object.keys(now).filter((id) => now[id] !== then[id]);
  const gone = Object.keys(then).some((id) => !Object.hasOwn(now, id));
  const [notice, beginning] = common.children;
  if (!mark || !notice || !(changed.length || gone)) return;
  date(notice, mark.on);
  notice.querySelector("[data-links]")?.append(...changed.flatMap((id, at) => (at ? [", ", linkTo(id, beginning)] : [linkTo(id, beginning)])));
  notice.querySelector("[data-gone]")?.toggleAttribute("hidden", !gone);
  notice.querySelector("[data-seen]")?.addEventListener("click", () => {
    const button = /** @type {HTMLElement} */ (here?.querySelector("[data-mark-read]"));
    button.ariaPressed = "false"; // as if it had not been read
    follow(press(button));
    document.getElementById("chapter-title")?.scrollIntoView();
  });
  chapter?.querySelector("h1")?.after(notice);
}

/** @param {string} id a section's, empty for what stands before the first @param {Element} beginning the link there */
function linkTo(id, beginning) {
  const heading = id && document.getElementById(id);
  const link = /** @type {Element} */ (beginning.cloneNode(true));
  if (heading && link instanceof HTMLAnchorElement) {
    link.hash = id;
    link.textContent = wordsOf(heading);
  }
  return link;
}

/** Mark the chapters that have been read wherever they are listed. @param {DocumentFragment} common */
function showRead(common) {
  const read = marks(), mark = common.querySelector(".read-mark");
  for (const mark of document.querySelectorAll(".read-mark")) mark.remove();
  for (const link of document.querySelectorAll(".menu__link, .chapter-card__title, .path li > a")) {
    if (!(link instanceof HTMLAnchorElement) || link.hash) continue;
    const there = link.pathname.slice(root.pathname.length + home.length).replace(/\/$/, "");
    if (mark && Object.hasOwn(read, there)) link.append(mark.cloneNode(true));
  }
}

/** On the first page, lead back to what was read last. */
function showPlace() {
  const onward = document.querySelector("[data-continue]");
  const link = onward?.querySelector("a");
  const last = place();
  onward?.toggleAttribute("hidden", !last?.path);
  if (!link || !last?.path) return;
  link.href = new URL(`${home}${last.path}/${last.section ? `#${last.section}` : ""}`, root).href;
  const listed = [...document.querySelectorAll(".menu__link")].find((each) => each instanceof HTMLAnchorElement && each.pathname === link.pathname);
  link.textContent = listed?.firstChild?.textContent ?? last.title ?? last.path;
  link.lang = listed ? "" : last.language ?? "";
  if (!link.lang) link.removeAttribute("lang");
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepPlace();
});
addEventListener("pagehide", keepPlace);
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) show();
});
