// @ts-check
/// <reference lib="deno.ns" />
// What a pack holds and how it is passed on, with no browser.
import { deepStrictEqual as same, strictEqual as is } from "node:assert/strict";

import { added, carried, exchanged, moved, parted, pieces, query, without } from "../../overrides/assets/scripts/pack/pieces.js";

const PACK = ["start-programme/kick-off", "toolbox/hat-card", "leader-support/pulse-meeting#run-sheet"];

Deno.test("what is added stands last, and once", () => {
  same(added(PACK, ["toolbox/boundary-card", "toolbox/hat-card"]), [...PACK, "toolbox/boundary-card"]);
});

Deno.test("a piece is moved by its places and no further than the ends", () => {
  const [first = "", second = "", third = ""] = PACK;
  same(moved(PACK, third, -1), [first, third, second]);
  same(moved(PACK, first, 1), [second, first, third]);
  same(moved(PACK, first, -1), PACK);
  same(moved(PACK, third, 5), PACK);
  same(moved(PACK, "toolbox/index", 1), PACK);
});

Deno.test("a piece is taken out, or gives its place to another", () => {
  same(without(PACK, "toolbox/hat-card"), [PACK[0], PACK[2]]);
  same(exchanged(PACK, PACK[0] ?? "", `${PACK[0]}#run-sheet`), [`${PACK[0]}#run-sheet`, PACK[1], PACK[2]]);
  same(exchanged(PACK, PACK[0] ?? "", PACK[1] ?? ""), [PACK[1], PACK[2]]);
});

Deno.test("a pack survives being a link, with its sections and its order", () => {
  is(query(PACK), "?pack=start-programme/kick-off,toolbox/hat-card,leader-support/pulse-meeting%23run-sheet");
  same(carried(query(PACK)), PACK);
  same(carried(new URL(query(PACK), "https://handbook.example/toolbox/print-pack/").search), PACK);
  is(carried("?other=1"), null);
  same(carried("?pack="), []);
});

Deno.test("a link that somebody else wrote leads to nothing but chapters", () => {
  same(carried("?pack=../secret,//elsewhere.example/x,https://elsewhere.example,javascript:x,toolbox/hat-card,a/b#<i>"), [
    "toolbox/hat-card",
  ]);
  same(pieces(null), []);
  same(pieces({ length: 2 }), []);
  same(pieces([1, null, "toolbox/hat-card", "toolbox/hat-card", ["x"]]), ["toolbox/hat-card"]);
  is(pieces(Array.from({ length: 500 }, (_, number) => `a/b${number}`)).length, 60);
});

Deno.test("a piece tells its chapter and its section", () => {
  same(parted("a/b#c"), ["a/b", "c"]);
  same(parted("a/b"), ["a/b", ""]);
});
