"""A reader without a mouse: every stop is seen, named and in order, everything is reached, and nothing is a trap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from handbook.addresses import page_url
from playwright.sync_api import Page, expect

from tests.browsing import DESKTOP, PHONE

OpenPage = Callable[..., Page]

GUIDE = "leader-support/ten-minute-debrief"
KINDS = (
    "index",
    "leader-support/index",
    GUIDE,
    "start-programme/first-pilot-session",
    "toolbox/coaching-card",
    "evaluation/terms-and-references",
    "start/privacy",
)
"""A page of each kind, and two with what is filled in and kept."""
WIDTHS = (DESKTOP, PHONE)

# What a reader can act on. A box or button that is drawn by its label is seen there. A set of choices is one stop.
_WALK = """() => {
  const ACTIVE = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const isTiny = (node) => node.getBoundingClientRect().width < 2 || getComputedStyle(node).opacity === "0";
  const seenAs = (node) => node.matches(".tabbed-set > input") ? node.parentElement.querySelector(".tabbed-labels")
    : node.matches("input") && node.labels[0] && isTiny(node) ? node.labels[0] : node;
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && node.getBoundingClientRect().width > 1 && !node.closest("[inert]");
  const group = (node) => node.type === "radio" ? [...document.getElementsByName(node.name)] : [node];
  const look = (node) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(node);
    const outline = outlineStyle === "none" ? "" : outlineWidth + outlineColor;
    return [outline, boxShadow, backgroundColor].join();
  };
  const luminance = ([red, green, blue]) => [red, green, blue].map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const colours = (text) => [...text.matchAll(/rgba?\\(([^)]*)\\)/g)].map(([, parts]) => parts.split(",").map(Number))
    .filter(([, , , alpha = 1]) => alpha > 0.9);
  const ground = (node) => node
    ? colours(getComputedStyle(node).backgroundColor)[0] ?? ground(node.parentElement) : [255, 255, 255];
  const name = ({ localName, className, textContent }) =>
    `<${localName} class="${className}"> ${textContent.trim().slice(0, 40)}`;
  const all = [...document.querySelectorAll(ACTIVE)];
  const before = new Map(all.map((node) => [node, look(seenAs(node))]));
  const stops = [];
  globalThis.walk = {
    // What is wrong with where the focus is now; nothing at the end of the page.
    stop: () => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      const seen = seenAs(node);
      const faults = [];
      const box = [...seen.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
      if (!box || !isShown(seen)) faults.push("is not seen");
      else {
        const points = [0.2, 0.5, 0.8].flatMap((x) => [0.2, 0.5, 0.8].map((y) =>
          [box.left + x * box.width, box.top + y * box.height]));
        const hit = points.filter(([x, y]) => {
          const top = document.elementFromPoint(x, y);
          return top && (seen.contains(top) || top.contains(seen) && getComputedStyle(top).position !== "fixed");
        });
        if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) {
          faults.push("is outside the window");
        } else if (hit.length < 5) faults.push(`is covered (${hit.length} of 9)`);
      }
      const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(seen);
      const rings = [...(outlineStyle === "none" ? [] : colours(outlineColor)), ...colours(boxShadow)];
      if (look(seen) === before.get(node)) faults.push("looks the same with the focus");
      else if (!rings.some((ring) => contrast(ring, ground(seen.parentElement)) >= 3)) faults.push("has a pale focus");
      const last = stops.at(-1);
      if (last && !(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("goes back");
      if (last?.closest("main") && node.closest("main") && box) {
        const isAbove = box.bottom + scrollY < globalThis.walk.top - 2;
        if (isAbove && box.left <= globalThis.walk.left + 2) faults.push("stands above the stop before it");
      }
      globalThis.walk.top = (box?.top ?? 0) + scrollY;
      globalThis.walk.left = box?.left ?? 0;
      stops.push(node);
      return faults.map((fault) => `${name(node)}: ${fault}`);
    },
    missed: () => all
      .filter((node) => isShown(seenAs(node)) && !node.disabled && node.tabIndex >= 0)
      .filter((node) => !group(node).some((each) => stops.includes(each)))
      .map((node) => `${name(node)}: is not reached`),
    count: () => stops.length,
  };
}"""

LONGEST = 900
"""Presses after which a walk goes in circles."""


def walk(page: Page) -> list[str]:
    """What is wrong with a walk from the top of `page` to its end."""
    page.evaluate(_WALK)
    found: list[str] = []
    for _press in range(LONGEST):
        page.keyboard.press("Tab")
        faults = page.evaluate("walk.stop()")
        if faults is None:
            return [*found, *page.evaluate("walk.missed()")]
        found += faults
    return [*found, "the walk never ends"]


def nameless(page: Page) -> list[str]:
    """What can have the focus and has no name, as Chromium tells a screen reader."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [_role(node) for node in tree["nodes"] if _is_focusable(node) and not _text(node, "name").strip()]


def _is_focusable(node: Mapping[str, Any]) -> bool:
    focusable = any(each["name"] == "focusable" for each in node.get("properties", ()))
    return focusable and not node["ignored"] and _role(node) != "RootWebArea"


def _role(node: Mapping[str, Any]) -> str:
    return _text(node, "role")


def _text(node: Mapping[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


@pytest.mark.parametrize("path", KINDS)
def test_the_keyboard_reaches_all_of_a_page_and_shows_where_it_is(visit: OpenPage, path: str) -> None:
    page, found = visit(), {}
    page.goto(page_url("sv", path) or "./")
    page.wait_for_load_state("networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0); getSelection().collapse(document.body, 0)")
        found[width] = [*nameless(page), *walk(page)]
        assert page.evaluate("walk.count()") > 10
    assert {width: what for width, what in found.items() if what} == {}


def test_the_first_stop_leads_past_the_bar_and_the_menu(visit: OpenPage) -> None:
    page = visit()
    page.goto(page_url("en", GUIDE))
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


OPENED = (
    (PHONE, GUIDE, ".bar__menu", "#__menu:popover-open"),
    (PHONE, GUIDE, "[data-search-open] >> visible=true", "#__search[open]"),
    (DESKTOP, GUIDE, "[data-search-open] >> visible=true", "#__search[open]"),
)
"""Width, page, what opens something, and what it opens."""


@pytest.mark.parametrize(("width", "path", "opener", "opened"), OPENED)
def test_what_opens_takes_the_focus_keeps_it_and_gives_it_back(
    visit: OpenPage, width: int, path: str, opener: str, opened: str
) -> None:
    page = visit(width=width)
    page.goto(page_url("sv", path))
    button, inside = page.locator(opener).first, page.locator(opened)
    button.focus()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    page.keyboard.press("Tab")
    expect(inside.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(button).to_be_focused()
