"""What the pages of a language share: fetched once, when the page is whole; without it a page does what it promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from handbook.addresses import page_url
from handbook.words import WORDS
from playwright.sync_api import Browser, Page, Route, expect

from tests.axe import barriers
from tests.browsing import PHONE
from tests.site import Site

OpenPage = Callable[..., Page]
GUIDE = "start-programme/first-pilot-session"
COMMON = "**/assets/common/*.html"
FILES = ["sv-terms.html", "sv.html"]
_WAITED = """() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/common/"))
  .map(({ startTime }) => startTime >= performance.getEntriesByType("navigation")[0].loadEventStart)"""
SIGN_IN = "<!doctype html><title>Wi-Fi</title><p>Sign in"
"""What a network answers for every page before one has signed in to it."""


@contextmanager
def cut_off(browser: Browser, address: str, answer: Callable[[Route], None]) -> Iterator[Page]:
    """A guide on a phone, for which `answer` stands in the place of what pages share."""
    context = browser.new_context(base_url=address, viewport={"width": PHONE, "height": 740}, reduced_motion="reduce")
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(COMMON, answer)
    page.goto(page_url("sv", GUIDE), wait_until="networkidle")
    yield page
    context.close()
    assert errors == []


def lost(route: Route) -> None:
    """The network is gone."""
    route.abort()


def signed_out(route: Route) -> None:
    """The network answers for the host."""
    route.fulfill(body=SIGN_IN, content_type="text/html")


def test_it_is_fetched_once_when_the_page_is_whole(visit: OpenPage) -> None:
    page, asked = visit(width=PHONE), list[str]()
    page.on("request", lambda request: asked.append(request.url.partition("/common/")[2]))
    page.goto(page_url("sv", GUIDE), wait_until="networkidle")
    page.locator(".bar__menu").click()
    page.keyboard.press("Escape")
    page.locator(".session > summary").click()
    expect(page.locator(".session__parts > li").first).to_be_visible()
    page.locator(".tally__open").first.click()
    expect(page.locator("#__checklist")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("a.term").first.click()
    expect(page.locator(".term-card")).to_be_visible()
    assert sorted(each for each in asked if each) == FILES
    assert page.evaluate(_WAITED) == [True, True]


@pytest.mark.parametrize(("address", "language"), [(GUIDE, "en"), ("index", "sv"), ("nowhere/at/all", "en")])
def test_the_menu_leads_to_every_chapter(visit: OpenPage, site: Site, served: str, address: str, language: str) -> None:
    page = visit(width=PHONE, missing=["at/all/"])
    page.goto(page_url(language, address) or "./")
    spoken = page.locator("html").get_attribute("lang") or ""  # a host answers for what is not there in Swedish
    page.locator(".bar__menu").click()
    modules = len(site.handbook.modules)
    expect(page.locator(".menu__fold")).to_have_count(modules)
    while page.locator(".menu__fold[open]").count() < modules:
        page.locator(".menu__fold:not([open]) > summary").first.click()
    links = page.locator(".menu a:visible").evaluate_all("all => all.map(({ href }) => href)")
    listed = [entry.path.removesuffix(".md") for entry in site.handbook.navigation]
    assert [link for link in links if "#" not in link] == [served + page_url(spoken, each) for each in listed]


@pytest.mark.parametrize("answer", [lost, signed_out])
def test_without_it_the_menu_leads_to_the_modules_and_chapters_fold_out_when_it_is_there(
    browser: Browser, served: str, site: Site, answer: Callable[[Route], None]
) -> None:
    with cut_off(browser, served, answer) as page:
        page.locator(".bar__menu").click()
        expect(page.locator(".menu__module > a:visible")).to_have_count(len(site.handbook.modules))
        expect(page.locator(".menu__fold")).to_have_count(1)
        page.keyboard.press("Escape")
        page.unroute(COMMON)
        page.locator(".bar__menu").click()
        expect(page.locator(".menu__fold")).to_have_count(len(site.handbook.modules))
        assert barriers(page, ".menu") == []


@pytest.mark.parametrize(
    ("opener", "place", "opened"),
    [
        (".session > summary", ".session", ".session__parts > li >> nth=0"),
        (".tally__open >> nth=0", ".tally >> nth=0", "#__checklist"),
        (".feedback > summary", ".feedback", ".feedback [data-copy]"),
        ("[data-fill] >> nth=0", "[data-fillable] >> nth=0", "[data-empty] >> nth=0"),
    ],
)
def test_what_is_opened_without_it_says_so_and_can_be_tried_again(
    browser: Browser, served: str, opener: str, place: str, opened: str
) -> None:
    words = WORDS["sv"]
    with cut_off(browser, served, lost) as page:
        page.locator(opener).click()
        told = page.locator(place).get_by_role("alert")
        again = told.get_by_role("button", name=words["search_again"])
        expect(told).to_contain_text(words["not_fetched"])
        again.click()
        expect(told).to_contain_text(words["not_fetched"])
        page.unroute(COMMON)
        again.press("Enter")
        expect(page.locator(opened)).to_be_visible()
        expect(told).to_have_count(0)
        assert page.evaluate("document.activeElement !== document.body")


def test_a_word_that_cannot_be_explained_leads_to_the_term_list(browser: Browser, served: str) -> None:
    with cut_off(browser, served, lost) as page:
        page.locator("a.term").first.click()
        page.wait_for_url("**/evaluation/terms-and-references/#term-*")


def test_a_search_without_it_says_so_and_answers_when_it_is_there(browser: Browser, served: str) -> None:
    words = WORDS["sv"]
    with cut_off(browser, served, lost) as page:
        page.locator(".bar__search[data-search-open]").click()
        page.keyboard.type("pulsmöte")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("alert")).to_contain_text(words["search_failed"])
        expect(dialog.get_by_role("link", name=words["search_terms"])).to_be_visible()
        page.unroute(COMMON)
        dialog.get_by_role("button", name=words["search_again"]).click()
        expect(dialog.locator(".hit").first).to_be_visible()
