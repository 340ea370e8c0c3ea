"""Nobody is shut out: no page and no state of a page has a barrier that axe knows of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from handbook.addresses import page_url
from handbook.settings import LANGUAGES
from playwright.sync_api import Page, Route, expect

from tests.axe import SETTINGS, TELEPHONE, Barriers, Setting
from tests.browsing import DESKTOP, HEIGHT, PHONE
from tests.site import Site

OpenPage = Callable[..., Page]
Act = Callable[[Page], object]

KINDS = (
    "index",
    "start/programme-in-brief",
    "coach-role/index",
    "coach-role/question-bank",
    "leader-support/ten-minute-debrief",
    "toolbox/coaching-card",
    "toolbox/print-pack",
    "evaluation/terms-and-references",
    "contribute/rules",
)
"""A page of each kind: home, facts, module, method, guide, card, pack, lists, rules."""


@pytest.fixture(scope="module")
def barriers() -> Barriers:
    """Remembers from one test to the next which colours it has weighed."""
    return Barriers()


def test_no_page_has_a_barrier(visit: OpenPage, site: Site, barriers: Barriers) -> None:
    page, found = visit(), {}
    for path in site.handbook.chapters:
        page.goto(page_url("sv", path) or "./")
        found[path] = list(barriers.on(page, TELEPHONE))
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_each_kind_has_none_in_any_setting(visit: OpenPage, barriers: Barriers, path: str) -> None:
    page = visit()
    page.goto(page_url(LANGUAGES[KINDS.index(path) % 2], path) or "./")  # one kind in Swedish, the next in English
    assert list(barriers.on(page, *SETTINGS)) == []


# -- states --------------------------------------------------------------------------------------------------

GUIDE = "start-programme/first-pilot-session"
NOWHERE = "nowhere/at/all/"


def press(selector: str) -> Act:
    return lambda page: page.locator(f"{selector} >> visible=true").first.click()


def fill(selector: str, text: str) -> Act:
    return lambda page: page.locator(selector).fill(text)


def shows(selector: str) -> Act:
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def choose(selector: str) -> Act:
    return lambda page: page.locator(selector).select_option(index=1)


def go(address: str) -> Act:
    return lambda page: page.goto(address)


def answered(pattern: str, answer: Callable[[Route], None]) -> Act:
    return lambda page: page.route(pattern, answer)


def never(_route: Route) -> None:
    """Answer nothing, as a network that is too weak."""


def lost(route: Route) -> None:
    """Answer that there is nothing."""
    route.fulfill(status=404)


def unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(each => each.open = true)")


SEARCH = press("[data-search-open]")
ENGINE = "engine.js"
ASKED = (SEARCH, fill("#__search-field", "pulsmöte"))
PIECES = "toolbox/fallback-card,toolbox/hat-card,coach-role/coaching-cycle%23step-log,start-programme/fallback-session"
STATES: Mapping[str, tuple[int, str, tuple[Act, ...]]] = {
    "menu open": (PHONE, GUIDE, (press(".bar__menu"), shows("#__menu"))),
    "module folded out": (PHONE, "index", (press(".bar__menu"), press(".menu__toggle"))),
    "module folded in": (DESKTOP, GUIDE, (press(".menu__fold[open] > summary"),)),
    "dark chosen": (DESKTOP, "index", (press("[data-scheme-toggle]"),)),
    "first form chosen": (PHONE, GUIDE, (press(".tabbed-labels label:nth-child(1)"),)),
    "second form chosen": (PHONE, GUIDE, (press(".tabbed-labels label:nth-child(2)"),)),
    "third form chosen": (DESKTOP, GUIDE, (press(".tabbed-labels label:nth-child(3)"),)),
    "all folded out": (PHONE, GUIDE, (unfold,)),
    "map in words": (DESKTOP, "index", (unfold,)),
    "search open": (PHONE, GUIDE, (SEARCH, shows("#__search"))),
    "search with hits": (PHONE, GUIDE, (SEARCH, fill("#__search-field", "pulsmöte"), shows(".hit"))),
    "search with hits and filters": (
        DESKTOP,
        GUIDE,
        (SEARCH, fill("#__search-field", "coach"), shows(".search__filters")),
    ),
    "search without hits": (PHONE, GUIDE, (SEARCH, fill("#__search-field", "qqqqqqq"), shows("[data-none]"))),
    "search waiting": (PHONE, GUIDE, (answered(f"**/{ENGINE}", never), *ASKED, shows(".search__later"))),
    "search failed": (PHONE, GUIDE, (answered(f"**/{ENGINE}", lost), *ASKED, shows("[data-when=failed]"))),
    "session planned": (
        PHONE,
        GUIDE,
        (press(".session > summary"), fill(".session [name=time]", "07:15"), shows(".session__parts")),
    ),
    "chapter in the pack": (PHONE, GUIDE, (press(".shelf [data-pieces]"), shows(".shelf [data-packed]:not(:empty)"))),
    "term explained": (PHONE, GUIDE, (press("a.term"), shows(".term-card:popover-open"))),
    "line ticked": (PHONE, GUIDE, (press("[data-tick]"), shows(".tally__open"))),
    "checklist at work": (PHONE, GUIDE, (press("[data-tick]"), press(".tally__open"), shows("#__checklist[open]"))),
    "marked as read": (PHONE, GUIDE, (press("[data-mark-read]"), shows("[data-read-on]"))),
    "mistake told": (PHONE, GUIDE, (press(".feedback > summary"), shows(".feedback__text"))),
    "mistake told and copied": (
        PHONE,
        GUIDE,
        (
            press(".feedback > summary"),
            choose(".feedback select"),
            press(".feedback [data-copy]"),
            shows(".feedback [role=status]:not(:empty)"),
        ),
    ),
    "sheet filled in": (
        PHONE,
        "coach-role/coaching-cycle",
        (
            press("[data-fillable=step-log] [data-fill]"),
            fill(".blank >> nth=0", "12"),
            shows("[data-fillable=step-log] .sheet-fill__tools"),
        ),
    ),
    "something kept": (DESKTOP, "start/privacy", (press("[data-scheme-toggle]"), shows(".kept"))),
    "about to erase": (PHONE, "start/privacy", (press("[data-erase]"), shows(".kept dialog"))),
    "pack empty": (PHONE, "toolbox/print-pack", (shows("[data-part=empty]"),)),
    "pack of one": (
        PHONE,
        GUIDE,
        (
            press(".shelf [data-pieces]"),
            shows(".shelf [data-packed]:not(:empty)"),
            go(page_url("sv", "toolbox/print-pack")),
            shows(".pack__piece"),
        ),
    ),
    "pack of many, from somebody else": (
        PHONE,
        "index",
        (
            go(f"{page_url('sv', 'toolbox/print-pack')}?pack={PIECES}"),
            shows(".pack__piece:nth-child(4)"),
            shows(".pack__sum:not(:empty)"),
        ),
    ),
}
"""What is opened, chosen or asked for: the window's width, the page, and what is done there."""


@pytest.mark.parametrize("state", STATES)
def test_no_state_has_a_barrier(visit: OpenPage, barriers: Barriers, state: str) -> None:
    width, path, acts = STATES[state]
    page = visit(width=width, missing=[ENGINE] if state == "search failed" else ())
    page.goto(page_url("sv", path) or "./")
    for act in acts:
        act(page)
    light, dark = Setting("light", width, HEIGHT), Setting("dark", width, HEIGHT, "dark")
    assert list(barriers.on(page, light, dark)) == []


@pytest.mark.parametrize("address", [NOWHERE, "404.html", "en/404.html"])
def test_a_dead_address_has_none(visit: OpenPage, barriers: Barriers, address: str) -> None:
    page = visit(missing=[NOWHERE])
    page.goto(address)
    assert list(barriers.on(page, *SETTINGS)) == []
