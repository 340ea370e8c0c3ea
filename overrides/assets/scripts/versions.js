// @ts-check
// Versions: the same page in the same language, or that version's home with a word about it.
import { home, path, root } from "./page.js";
import { part } from "./common.js";

/** @typedef {{version: string, title: string, aliases: string[]}} Version */

/** Missing where there are no other versions: in a preview, in a plain build. */
const menu = document.querySelector(".versions__list");
const current = root.pathname.split("/").at(-2);

/** @type {Map<string, Promise<boolean>>} */
const asked = new Map();

/** @param {URL} version @returns {URL} this page in the version at the root `version` */
const samePage = (version) => new URL(location.pathname.slice(root.pathname.length) + location.hash, version);

/**
 * Whether a version has this chapter, or leads on to where it has gone. Its catalogue tells, and says nothing of
 * pages that are not there; a version whose catalogue cannot be read is asked for the page itself.
 * @param {URL} version its root @returns {Promise<boolean>}
 */
async function lookUp(version) {
  try {
    const { chapters, redirects = {} } = await (await fetch(new URL("catalogue.json", version))).json();
    return Object.hasOwn(redirects, path ?? "") || chapters.some((/** @type {{path: string}} */ each) => each.path === path);
  } catch {
    return fetch(samePage(version), { method: "HEAD" }).then(({ ok }) => ok, () => false);
  }
}

/** @param {URL} version its root @returns {Promise<boolean>} as `lookUp`, asked once */
function has(version) {
  const known = asked.get(version.href) ?? lookUp(version);
  asked.set(version.href, known);
  return known;
}

/** @param {Version[]} versions fill the menu, newest first */
function list(versions) {
  for (const { version, title } of versions) {
    const link = document.createElement("a");
    link.className = "versions__link";
    link.href = new URL(`../${version}/${home}`, root).href;
    link.dataset.root = new URL(`../${version}/`, root).href;
    link.textContent = title;
    if (version === current) link.setAttribute("aria-current", "true");
    const item = document.createElement("li");
    item.append(link);
    menu?.append(item);
  }
}

/** @param {HTMLAnchorElement} link lead a link of the version menu to this page */
async function aim(link) {
  const version = new URL(link.dataset.root ?? "");
  link.href = ((await has(version)) ? samePage(version) : new URL(`${home}?missing`, version)).href;
}

/** @param {Event} event @returns {HTMLAnchorElement | null} */
const versionLink = ({ target }) => target instanceof Element ? target.closest(".versions__link") : null;

// Aimed before it is pressed, a link can also be copied, or opened beside this page.
for (const approach of ["pointerover", "focusin"]) {
  menu?.addEventListener(approach, (event) => {
    const link = versionLink(event);
    if (link) aim(link);
  });
}

menu?.addEventListener("click", async (event) => {
  const link = versionLink(event);
  if (!link || !(event instanceof MouseEvent) || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  await aim(link);
  location.assign(link.href);
});

/**
 * Tell readers of an older version, or of the next one, where they are, and lead them to the latest.
 * @param {Version[]} versions
 */
async function announce(versions) {
  const latest = versions.find(({ aliases }) => aliases.includes("latest"))?.version;
  if (current === latest) return;
  const banner = /** @type {Element} */ ((await part("banner")).querySelector(".banner"));
  const [fact, link] = /** @type {[HTMLElement, HTMLAnchorElement]} */ ([...banner.querySelectorAll("span, a")]);
  if (latest) await leadTo(new URL(`../${latest}/`, root), link);
  else link.remove();
  if (current === "dev") {
    fact.textContent = fact.dataset.development ?? "";
    link.textContent = link.dataset.development ?? "";
  }
  document.querySelector(".bar")?.before(banner);
}

/** @param {URL} version its root @param {HTMLAnchorElement} link */
async function leadTo(version, link) {
  const there = await has(version);
  link.href = (there ? samePage(version) : new URL(home, version)).href;
  link.toggleAttribute("data-same-page", there);
  if (!there) link.textContent = link.dataset.gone ?? "";
}

/** Say why a reader who asked for another page has come here. */
async function explain() {
  document.querySelector(".chapter")?.before((await part("banner")).querySelector("[data-notice]") ?? "");
}

if (menu && path) {
  if (new URLSearchParams(location.search).has("missing")) explain().catch(() => {});
  // Read from a disk, or without its neighbours, a version has no others.
  const versions = fetch(new URL("../versions.json", root)).then((answer) => answer.json());
  versions.then((found) => (list(found), announce(found))).catch(() => {});
}
