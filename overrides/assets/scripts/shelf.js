// @ts-check
// Beside a chapter's text: today's session, and a place in the pack. What they do is loaded when it is first wanted.
import { at, path } from "./page.js";
import { awaited } from "./common.js";
import { read } from "./store.js";

const buttons = () => import("./pack/buttons.js");
const session = document.querySelector(".session");
const shelf = document.querySelector(".shelf");
const ofSheet = shelf?.querySelector("template");

for (const part of [session, shelf]) part?.removeAttribute("hidden");

// Each sheet has a place in the pack of its own.
for (const files of document.querySelectorAll(".sheet-files")) {
  const id = files.previousElementSibling?.id;
  if (!id || !ofSheet) continue;
  files.append(ofSheet.content.cloneNode(true));
  const button = /** @type {HTMLElement} */ (files.querySelector(":scope > li:last-child button"));
  button.dataset.pieces = `${path}#${id}`;
  button.setAttribute("aria-describedby", id);
}

session?.addEventListener("toggle", async () => {
  session.append(await awaited("session", session));
  await import("./planner/panel.js");
  (await buttons()).show();
}, { once: true });

document.addEventListener("click", async (event) => {
  const button = at(event, "[data-pieces]");
  if (button) (await buttons()).press(button);
});

if (read("pack", []).length) buttons().then(({ show }) => show());
if (document.querySelector(".pack")) import("./pack/page.js");
