// @ts-check
// Where the reader is: facts of the page that its scripts share.

const html = document.documentElement;

/** The root of the version that is read. */
export const root = new URL(html.dataset.root ?? "./", location.href);

/** The language that is read. */
export const language = html.lang;

/** The home of that language, counted from the version's root. */
export const home = language === "sv" ? "" : `${language}/`;

/** The chapter, if the page is one. @type {HTMLElement | null} */
export const chapter = document.querySelector(".chapter[data-path]");

/** The chapter's path, the same in both languages: `coach-role/working-agreement`. */
export const path = chapter?.dataset.path;

/**
 * The nearest element at or above where something happened.
 * @param {Event} event @param {string} selector @returns {HTMLElement | null}
 */
export const at = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;
