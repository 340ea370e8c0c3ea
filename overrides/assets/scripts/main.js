// @ts-check
// What every page does beyond its own HTML and CSS. What is used only after a press is loaded at that press.
import "./sections.js";
import "./scheme.js";
import "./forms.js";
import "./menu.js";
import "./search/open.js";
import "./versions.js";
import "./shelf.js";
import "./local.js";
import "./sheets.js";

// What the reader has saved answers for this page: see that it stays true.
if (navigator.serviceWorker?.controller) import("./saved.js").then(({ keepUp }) => keepUp());
