"""Hands and eyes of other kinds: colours that the reader forces, no motion, large targets, text set wide apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from handbook.addresses import page_url
from handbook.words import WORDS
from playwright.sync_api import Page, expect

from tests.browsing import PHONE, SMALL_PHONE
from tests.test_browser import KINDS, not_whole

OpenPage = Callable[..., Page]
CHECKLIST = "start-programme/first-pilot-session"

_MOVING = """() => [...document.querySelectorAll("*")].filter((node) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node);
  return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
}).map((node) => node.outerHTML.slice(0, 80))"""

_SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].filter((node) => {
  const { width, height } = node.getBoundingClientRect();
  return node.checkVisibility({ visibilityProperty: true }) && width && (width < least - 0.5 || height < least - 0.5);
}).map((node) => node.outerHTML.slice(0, 100))"""

# What a reader may set by WCAG 2.2, 1.4.12, without anything being lost.
_SPACED = """() => {
  for (const node of document.querySelectorAll("body *")) {
    const set = (name, value) => node.style.setProperty(name, value, "important");
    set("line-height", "1.5");
    set("letter-spacing", "0.12em");
    set("word-spacing", "0.16em");
    if (node.tagName === "P") set("margin-bottom", "2em");
  }
}"""


def test_with_forced_colours_a_tick_a_form_and_the_focus_are_seen(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(page_url("sv", CHECKLIST))
    box = page.locator("input[data-tick]").first
    blank = box.screenshot()
    box.check()
    page.locator("h1").click()
    assert box.screenshot() != blank

    form = page.locator(".tabbed-labels > label", has_text=WORDS["sv"]["remote"]).first
    waiting = form.screenshot()
    form.click()
    page.locator("h1").click()
    assert form.screenshot() != waiting

    page.keyboard.press("Shift+Tab")
    expect(page.locator(":focus-visible")).not_to_have_css("outline-style", "none")


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_for_those_who_want_no_motion(visit: OpenPage, path: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", path) or "./")
    assert page.evaluate(_MOVING) == []


@pytest.mark.parametrize("path", KINDS)
def test_a_thumb_hits_what_it_is_meant_to_press(visit: OpenPage, path: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", path) or "./")
    page.get_by_role("button", name=WORDS["sv"]["open_menu"]).click()
    pressed = ".bar__button, .bar__name, .button, .menu__link, .menu__toggle, .foot__page, .tabbed-labels > label"
    assert page.evaluate(_SMALL, [pressed, 44]) == []
    assert page.evaluate(_SMALL, ["button, summary, select, input:not([type=radio]), .headerlink", 24]) == []


@pytest.mark.parametrize("path", (*KINDS, "coach-role/question-bank"))
def test_text_twice_as_large_loses_nothing(visit: OpenPage, path: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", path) or "./")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not_whole(page) == []
    for button in page.locator(".bar a, .bar button").all():
        if button.is_visible():
            expect(button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", KINDS)
def test_text_set_wide_apart_loses_nothing(visit: OpenPage, path: str) -> None:
    page = visit(width=SMALL_PHONE)
    page.goto(page_url("sv", path) or "./")
    page.evaluate(_SPACED)
    assert not_whole(page) == []
    expect(page.locator("h1")).to_be_visible()
