// What the pages do beyond the theme. Nothing is stored, nothing leaves the site.

// A section has the same id in both languages and in every version: keep it when the reader changes either.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-language-link], [data-same-page]");
  if (link) link.hash = location.hash;
});

// A section that had another id when it was released: lead on from the old one.
const moved = JSON.parse(document.querySelector(".chapter")?.dataset.moved ?? "{}");
function leadOn() {
  const asked = location.hash.slice(1);
  if (Object.hasOwn(moved, asked)) location.replace(moved[asked] || location.pathname);
}
addEventListener("hashchange", leadOn);
leadOn();

// -- Without a mouse: the theme opens its menus by labels, and leaves boxes without a name ------------------------

/**
 * Put a button in the place of a label: reached and pressed by keyboard, and named. The theme's styles hold to the
 * label's attributes.
 * @param {HTMLLabelElement} label @param {string} name @returns {HTMLButtonElement}
 */
function asButton(label, name) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  const tell = () => button.setAttribute("aria-expanded", box.checked);
  for (const { name, value } of label.attributes) button.setAttribute(name, value);
  button.type = "button";
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
  return button;
}

const drawer = document.getElementById("__drawer");
const sought = document.querySelector(".md-search__input").placeholder;
const menu = document.querySelector("[name='handbook:open-menu']").content;
const opener = asButton(document.querySelector(".md-header__button[for='__drawer']"), menu);
asButton(document.querySelector(".md-header__button[for='__search']"), sought);
document.querySelector(".md-search").setAttribute("aria-label", sought);
for (const label of document.querySelectorAll(".md-nav__container > label")) {
  asButton(label, label.previousElementSibling.textContent.trim());
}

drawer.addEventListener("change", () => {
  if (drawer.checked) document.querySelector(".md-sidebar--primary a[href]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (document.activeElement.closest(".md-select, .md-version")) document.activeElement.blur();
  if (!drawer.checked) return;
  drawer.click();
  opener.focus();
});

// A line of a checklist is ticked anywhere on it. Nothing is kept: the sheet on the wall is the record.
for (const box of document.querySelectorAll(".task-list-item > input[type='checkbox']")) {
  const label = document.createElement("label");
  const below = box.parentElement.querySelector(":scope > :is(ul, ol)");
  box.disabled = false;
  box.before(label);
  for (let node = box; node && node !== below; node = label.nextSibling) label.append(node);
}

// -- Versions: the same page in the same language, or that version's home with a word about it ------------------

/** The root of the version that is read, and the home of the language that is read, counted from there. */
const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location.href);
const home = document.documentElement.lang === "sv" ? "" : `${document.documentElement.lang}/`;
const chapter = document.querySelector(".chapter")?.dataset.path;
/** Missing where there are no other versions: in a preview, in a plain build. */
const banner = document.querySelector(".outdated");

/** @type {Map<string, Promise<boolean>>} */
const asked = new Map();

/** @param {URL} root @returns {URL} this page in the version at `root` */
const samePage = (root) => new URL(location.pathname.slice(base.pathname.length) + location.hash, root);

/**
 * Whether the version at `root` has this chapter, or leads on to where it has gone. Its catalogue tells, and says
 * nothing of pages that are not there; a version whose catalogue cannot be read is asked for the page itself.
 * @param {URL} root
 */
async function lookUp(root) {
  try {
    const { chapters, redirects = {} } = await (await fetch(new URL("catalogue.json", root))).json();
    return Object.hasOwn(redirects, chapter) || chapters.some(({ path }) => path === chapter);
  } catch {
    return fetch(samePage(root), { method: "HEAD" }).then(({ ok }) => ok, () => false);
  }
}

/** @param {URL} root @returns {Promise<boolean>} as `lookUp`, asked once */
function has(root) {
  if (!asked.has(root.href)) asked.set(root.href, lookUp(root));
  return asked.get(root.href);
}

/**
 * Lead a link of the version menu to this page: the theme's own leads to the Swedish home page.
 * @param {HTMLAnchorElement} link
 */
async function aim(link) {
  link.dataset.root ??= link.href;
  const root = new URL(link.dataset.root);
  link.href = (await has(root)) ? samePage(root) : new URL(`${home}?missing`, root);
}

const versionLink = (event) => event.target.closest?.(".md-version__link");

// Aimed before it is pressed, a link can also be copied, or opened beside this page.
for (const approach of ["pointerover", "focusin"]) {
  document.addEventListener(approach, (event) => versionLink(event) && aim(versionLink(event)));
}

const follow = async (event) => {
  const link = versionLink(event);
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // the theme listens too
  await aim(link);
  location.assign(link.href);
};
document.addEventListener("click", follow, { capture: true });

/** Tell readers of an older version, or of the next one, where they are, and lead them to the latest. */
async function announce() {
  const current = base.pathname.split("/").at(-2);
  const versions = await fetch(new URL("../versions.json", base)).then((answer) => answer.json());
  const latest = versions.find(({ aliases }) => aliases.includes("latest"))?.version;
  if (current === latest) return;
  const link = banner.querySelector("a");
  if (latest) await leadTo(new URL(`../${latest}/`, base), link);
  else link.remove();
  if (current === "dev") {
    banner.querySelector("span").textContent = banner.dataset.development;
    link.textContent = link.dataset.development;
    banner.closest("[hidden]")?.removeAttribute("hidden"); // the theme shows it on older versions only
  }
}

/** @param {URL} root @param {HTMLAnchorElement} link */
async function leadTo(root, link) {
  const there = await has(root);
  link.href = there ? samePage(root) : new URL(home, root);
  link.toggleAttribute("data-same-page", there);
  if (!there) link.textContent = link.dataset.gone;
}

/** Say why a reader who asked for another page has come here. */
function explain() {
  const notice = document.createElement("aside");
  notice.className = "notice";
  notice.dataset.notice = "missing";
  notice.setAttribute("role", "status");
  notice.append(Object.assign(document.createElement("p"), { textContent: banner.dataset.missing }));
  document.querySelector(".chapter").before(notice);
}

if (banner && chapter) {
  announce().catch(() => {}); // read from a disk, or without its neighbours, a version has no others
  if (new URLSearchParams(location.search).has("missing")) explain();
}
