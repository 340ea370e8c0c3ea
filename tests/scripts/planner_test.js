// @ts-check
/// <reference lib="deno.ns" />
// The planner's reckoning, with no browser.
import { deepStrictEqual as same, ok, strictEqual as is } from "node:assert/strict";

import { asText, lines, sittings, when } from "../../overrides/assets/scripts/planner/agenda.js";
import { day, later, local, moment, nextHour } from "../../overrides/assets/scripts/planner/clock.js";
import { calendar, escaped, folded, name } from "../../overrides/assets/scripts/planner/ics.js";

const PARTS = [
  { minutes: 2, name: "Öppna", core: true },
  { minutes: 10, name: "Gå till platsen", core: false },
  { minutes: 10, name: "Paus", core: false },
  { minutes: 7, name: "Skriv kortet", core: true },
];

/** Whole numbers below what is asked for that look like chance, the same at each run. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

Deno.test("each part begins when the one before it ends, breaks too", () => {
  const [only] = sittings(PARTS, "2026-11-30T08:05");
  same(only?.rows.map(({ from }) => from.slice(11)), ["08:05", "08:07", "08:17", "08:27"]);
  is(only?.to, "2026-11-30T08:34");
  is(only?.minutes, 29);
});

Deno.test("the core alone is run without what is to be adapted", () => {
  const [only] = sittings(PARTS, "2026-11-30T08:00", { core: true });
  same(lines(/** @type {any} */ (only), "Slut"), ["08:00 Öppna", "08:02 Skriv kortet", "08:09 Slut"]);
  same(only?.rows.map(({ place }) => place), [0, 3]);
});

Deno.test("a session goes on after midnight", () => {
  const [only] = sittings(PARTS, "2026-12-31T23:50");
  same(only?.rows.map(({ from }) => from), [
    "2026-12-31T23:50",
    "2026-12-31T23:52",
    "2027-01-01T00:02",
    "2027-01-01T00:12",
  ]);
});

Deno.test("a session that is resumed has two sittings, each with its own time", () => {
  const found = sittings(PARTS, "2026-11-30T08:00", { resumed: { place: 3, start: "2026-12-02T13:00" } });
  same(found.map(({ from, to, minutes }) => [from, to, minutes]), [
    ["2026-11-30T08:00", "2026-11-30T08:22", 22],
    ["2026-12-02T13:00", "2026-12-02T13:07", 7],
  ]);
});

Deno.test("a sitting in which nothing is done is none", () => {
  const resumed = { place: 0, start: "2026-12-02T13:00" };
  is(sittings(PARTS, "2026-11-30T08:00", { resumed }).length, 1);
  same(sittings([], "2026-11-30T08:00"), []);
});

Deno.test("when the clock is put forward an hour is skipped, when it is put back one comes twice", () => {
  is(later("2026-03-29T01:50", 20), "2026-03-29T03:10");
  is(later("2026-10-25T02:50", 20), "2026-10-25T02:10");
  is(later("2026-10-25T01:30", 180), "2026-10-25T03:30");
  is(local(moment("2026-03-29T02:30")), "2026-03-29T03:30");
  same(sittings(PARTS, "2026-03-29T02:30")[0]?.rows.map(({ from }) => from.slice(11)), [
    "03:30",
    "03:32",
    "03:42",
    "03:52",
  ]);
});

Deno.test("the clock is Stockholm's, by the tables of the browser", () => {
  const shown = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Stockholm" });
  const some = chance(7);
  for (let times = 0; times < 3000; times += 1) {
    const at = Date.UTC(2024, 0, 1) + some(12 * 365 * 24 * 60) * 60_000;
    is(local(at), shown.format(at).replace(" ", "T"));
    const again = moment(local(at));
    ok(again === at || again === at - 3_600_000, `${local(at)} means another moment`);
  }
});

Deno.test("whatever the run sheet, nothing is lost, overlaps or lies apart", () => {
  const some = chance(42);
  for (let times = 0; times < 300; times += 1) {
    const parts = Array.from({ length: 1 + some(25) }, (_, place) => ({
      minutes: 1 + some(40),
      name: `Del ${place}`,
      core: some(2) === 1,
    }));
    const core = some(2) === 1;
    const start = local(Date.UTC(2026, 0, 1) + some(400 * 24 * 60) * 60_000);
    const kept = parts.filter((part) => part.core || !core);
    const resumed = some(3) === 1 ? { place: some(parts.length), start: later(start, 5000) } : null;
    const found = sittings(parts, start, { core, resumed });
    same(found.flatMap(({ rows }) => rows.map((row) => row.name)), kept.map((part) => part.name));
    for (const { from, to, minutes, rows } of found) {
      is(minutes, rows.reduce((sum, row) => sum + row.minutes, 0));
      is(rows[0]?.from, from);
      is(rows.at(-1)?.to, to);
      rows.slice(1).forEach((row, place) => is(row.from, rows[place]?.to));
    }
  }
});

Deno.test("the next full hour is offered, tomorrow's first one too", () => {
  is(nextHour(new Date(2026, 10, 30, 7, 15)), "2026-11-30T08:00");
  is(nextHour(new Date(2026, 11, 31, 23, 40)), "2027-01-01T00:00");
});

Deno.test("the text to paste says what, when, where it stands", () => {
  const told = { title: "Pilotträff 1", address: "https://handbook.example/1.0/x/", end: "Slut", language: "sv" };
  is(
    asText(sittings(PARTS.slice(0, 1), "2026-11-30T08:00"), told),
    "Pilotträff 1\n\nMåndag 30 november 2026, 08:00–08:02\n\n08:00 Öppna\n08:02 Slut\n\nhttps://handbook.example/1.0/x/\n",
  );
  const [only] = sittings(PARTS, "2026-11-30T08:00");
  is(when(/** @type {any} */ (only), "en"), "Monday 30 November 2026, 08:00–08:29");
  is(day("2026-03-29T23:59", "sv"), "söndag 29 mars 2026");
});

const EVENT = {
  id: "a@b",
  from: "2026-11-30T08:00",
  minutes: 90,
  title: "Pilotträff 1; första steget, del A\\B",
  text: "08:00 Öppna\n09:30 Slut",
  address: "https://handbook.example/1.0/x/",
};
const WRITTEN = { product: "Metodhandboken", stamp: new Date(Date.UTC(2026, 10, 28, 6, 15, 3)) };

Deno.test("a calendar file ends its lines as the standard says, and none is longer than it may be", () => {
  const file = calendar([{ ...EVENT, text: `${"å".repeat(200)} 👩‍🏭 ${"x, ".repeat(90)}` }], WRITTEN);
  ok(file.endsWith("END:VCALENDAR\r\n"));
  is(file.replaceAll("\r\n", "").match(/[\r\n]/), null);
  for (const line of file.split("\r\n")) ok(new TextEncoder().encode(line).length <= 75, line);
});

Deno.test("a folded line is the same line when it is unfolded", () => {
  const some = chance(3);
  const letters = [..."aå–👩é,; "];
  for (let times = 0; times < 60; times += 1) {
    const line = Array.from({ length: some(300) }, () => letters[some(letters.length)]).join("");
    is(folded(line).replaceAll("\r\n ", ""), line);
    for (const piece of folded(line).split("\r\n")) ok(new TextEncoder().encode(piece).length <= 75);
  }
});

Deno.test("what has a meaning in a calendar file is escaped, what has none is left out", () => {
  is(escaped("a\\b;c,d\r\ne\u0007f\ng"), "a\\\\b\\;c\\,d\\nef\\ng");
});

Deno.test("an event says its time with its zone, and the end of the hour that comes twice as UTC", () => {
  const of = (/** @type {string} */ from) => calendar([{ ...EVENT, from }], WRITTEN);
  ok(of("2026-11-30T08:00").includes("\r\nDTSTART;TZID=Europe/Stockholm:20261130T080000\r\n"));
  ok(of("2026-11-30T08:00").includes("\r\nDTEND;TZID=Europe/Stockholm:20261130T093000\r\n"));
  ok(of("2026-11-30T08:00").includes("\r\nDTSTAMP:20261128T061503Z\r\n"));
  ok(of("2026-10-25T01:40").includes("\r\nDTEND:20261025T011000Z\r\n"));
});

Deno.test("a session keeps its name when it is written again, and has no other session's", () => {
  const of = (/** @type {string} */ path, /** @type {string} */ from) => name(path, from, "handbook.example");
  is(of("start-programme/kick-off", "2026-11-30T08:00"), "start-programme.kick-off.20261130T0800@handbook.example");
  ok(of("start-programme/kick-off", "2026-11-30T08:00") !== of("start-programme/kick-off", "2026-11-30T13:00"));
  ok(of("start-programme/kick-off", "2026-11-30T08:00") !== of("start-programme/closing", "2026-11-30T08:00"));
});
