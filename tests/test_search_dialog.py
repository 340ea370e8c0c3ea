"""The search as a reader meets it: opened by thumb or key, answered when it can be, left as it was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from handbook.addresses import page_url
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.axe import barriers
from tests.browsing import DESKTOP, PHONE, SMALL_PHONE

OpenPage = Callable[..., Page]

GUIDE = "leader-support/pulse-meeting"
KNOWN = {"sv": "pulsmöte", "en": "pulse meeting"}
UNKNOWN = "qqqqqqqq"
SCRIPTS = "**/assets/scripts/search/"
THUMB = 44
LEAST = 24

HITS = 23
"""More than two steps of hits."""
ENGINE = f"""
const hits = Array.from({{ length: {HITS} }}, (_, at) => ({{
  url: `en/leader-support/pulse-meeting/?hit=${{at}}`, path: "leader-support/pulse-meeting", title: `Title ${{at}}`,
  section: at ? "" : "Avsnitt", module: "Module", type: at ? "Guide" : "Card", minutes: at ? 15 : 0, forms: [],
  swedishOnly: !at, teaser: {{ text: "before asked after", marks: [[7, 12]] }},
  sections: at ? [] : [..."abcd"].map((title) => ({{ title, url: `en/leader-support/pulse-meeting/#${{title}}` }})),
}}));
export const open = async () => ({{
  find: async (question, filters, limit) => ({{
    hits: hits.slice(0, limit), total: hits.length, nearest: [], facets: {{ module: [], type: [], form: [] }},
  }}),
}});
"""
"""Answers each question with the same hits, of kinds that the handbook may happen not to hold."""


@pytest.fixture
def page(visit: OpenPage) -> Page:
    """A guide in Swedish, on a desktop."""
    return opened(visit(), "sv")


def opened(page: Page, language: str, path: str = GUIDE, question: str = "") -> Page:
    page.goto(f"{page_url(language, path)}{question}")
    expect(button(page)).to_be_visible()
    return page


def button(page: Page) -> Locator:
    return page.locator(".bar__search[data-search-open]")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def field(page: Page) -> Locator:
    return dialog(page).get_by_role("searchbox")


def hits(page: Page) -> Locator:
    return dialog(page).locator(".hit__link")


def ask(page: Page, question: str) -> Locator:
    """Open the search where it is closed, and wait for the answer; gives what is told to those who listen."""
    if not dialog(page).is_visible():
        button(page).click()
    field(page).fill(question)
    expect(dialog(page)).to_have_attribute("data-state", re.compile("found|none"))
    return dialog(page).locator("[data-search-status]")


@contextmanager
def reader(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A window in which something may fail."""
    context = browser.new_context(base_url=address, reduced_motion="reduce", **options)
    try:
        yield context.new_page()
    finally:
        context.close()


# -- opening and closing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fetched_for_the_search_before_it_is_opened(visit: OpenPage, served: str, language: str) -> None:
    page, fetched = visit(), list[str]()
    page.on("request", lambda request: fetched.append(request.url.removeprefix(served)))
    page.goto(page_url(language, GUIDE), wait_until="networkidle")
    assert [url for url in fetched if "search" in url] == ["assets/scripts/search/open.js"]
    fetched.clear()
    ask(page, KNOWN[language])
    assert fetched
    assert len(fetched) == len(set(fetched)), "something was fetched twice"


def test_the_search_opens_by_button_and_keys_and_gives_the_focus_back(page: Page) -> None:
    for keys in ("Enter", "Control+k", "Meta+k", "/"):
        if keys == "Enter":
            button(page).focus()
        page.keyboard.press(keys)
        expect(field(page)).to_be_focused()
        page.keyboard.type("a/b")  # a sign like another in the field
        expect(field(page)).to_have_value("a/b")
        page.keyboard.press("Escape")
        expect(dialog(page)).to_be_hidden()
        expect(button(page)).to_be_focused()
        page.evaluate("document.activeElement.blur()")
    link = page.locator(".chapter a[href]").first
    link.focus()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    button(page).click()
    dialog(page).get_by_role("button", name=WORDS["sv"]["search_close"]).click()
    expect(button(page)).to_be_focused()
    button(page).click()
    page.mouse.click(5, 5)  # beside the panel
    expect(dialog(page)).to_be_hidden()


def test_the_slash_can_be_turned_off_and_stays_off(page: Page) -> None:
    page.keyboard.press("/")
    dialog(page).get_by_label(WORDS["sv"]["search_key"]).uncheck()
    page.keyboard.press("Escape")
    page.reload()
    expect(button(page)).to_be_visible()
    page.keyboard.press("/")
    expect(dialog(page)).to_be_hidden()
    page.keyboard.press("Control+k")
    dialog(page).get_by_label(WORDS["sv"]["search_key"]).check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_the_dialog_opens_before_any_script_has_come(browser: Browser, served: str) -> None:
    with reader(browser, served) as page:
        held = list[Route]()
        page.route("**/*.js", lambda route: held.append(route))
        page.goto(page_url("sv", GUIDE), wait_until="commit")
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        expect(field(page)).to_have_value(KNOWN["sv"])
        page.unroute("**/*.js")
        expect(hits(page).first).to_be_visible()


def test_without_scripts_the_way_to_the_term_list_stands_in_its_place(browser: Browser, served: str) -> None:
    with reader(browser, served, java_script_enabled=False) as page:
        for language in LANGUAGES:
            page.goto(page_url(language, GUIDE))
            expect(button(page)).to_be_hidden()
            page.get_by_role("banner").get_by_role("link", name=WORDS[language]["search_terms"]).click()
            expect(page).to_have_url(f"{served}{page_url(language, 'evaluation/terms-and-references')}#terms")


# -- asking ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hit_shows_what_it_is_and_leads_there_and_back(visit: OpenPage, served: str, language: str) -> None:
    page, words = opened(visit(), language, "index"), WORDS[language]
    before = page.evaluate("history.length")
    status = ask(page, KNOWN[language])
    first = dialog(page).locator(".hit").filter(has=page.locator(f"a[href*='{GUIDE}/']")).first
    for fact in (words["guide"], f"15 {words['minutes']}", words["remote"]):
        expect(first.locator(".hit__facts")).to_contain_text(fact)
    expect(first.locator(".hit__teaser mark").first).to_be_visible()
    assert 1 <= first.locator(".hit__sections a").count() <= 3
    total = dialog(page).locator("[data-one]").inner_text()
    expect(status).to_have_text(total)
    assert page.evaluate("history.length") == before
    first.locator(".hit__link").click()
    page.wait_for_url(f"{served}{page_url(language, GUIDE)}**")
    assert "?" not in page.url
    page.go_back()
    expect(field(page)).to_have_value(KNOWN[language])
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(served + page_url(language, "index"))


def test_a_shared_address_asks_at_once(visit: OpenPage) -> None:
    page = opened(visit(), "sv", question="?q=pulsm%C3%B6te")
    expect(field(page)).to_have_value("pulsmöte")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(button(page)).to_be_focused()
    assert "?" not in page.url


def test_the_hits_are_walked_by_arrows_and_by_tab(page: Page, served: str) -> None:
    ask(page, KNOWN["sv"])
    shown = hits(page)
    many = shown.count()
    assert many > 2
    for key, there in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("End", many - 1),
        ("Home", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
    ):
        page.keyboard.press(key)
        expect(shown.nth(there)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    stops = list[str]()
    for _ in range(7):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert stops == ["search__clear", "search__close", "module", "type", "form", "hit__link", ""]
    assert page.evaluate("document.activeElement.closest('.hit__sections') !== null")
    field(page).focus()
    for _ in range(3):  # out to the browser, and back at the dialog's end
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    field(page).focus()
    page.keyboard.press("Enter")  # to the first hit, not past it
    expect(shown.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "?" not in url)
    expect(dialog(page)).to_be_hidden()


def test_a_section_of_the_same_page_is_reached_without_a_new_page(page: Page) -> None:
    asked = list[str]()
    ask(page, KNOWN["sv"])
    page.on("request", lambda request: asked.append(request.url))
    link = dialog(page).locator(f".hit__sections a[href*='{GUIDE}/#']").first
    name = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(f"[id='{name}']")).to_be_focused()
    expect(page.locator(f"[id='{name}']")).to_be_in_viewport()
    assert page.url.endswith(f"{GUIDE}/#{name}")
    assert [url for url in asked if url.endswith("/") or "#" in url] == []


def test_a_hit_opens_beside_the_page_with_control(page: Page) -> None:
    ask(page, KNOWN["sv"])
    with page.context.expect_page() as beside:
        hits(page).last.click(modifiers=["ControlOrMeta"])
    assert beside.value.url != page.url
    expect(dialog(page)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dead_address_finds_what_was_meant(visit: OpenPage, served: str, language: str) -> None:
    page = visit()
    page.goto(f"{page_url(language, 'index')}404.html")
    ask(page, KNOWN[language])
    assert all(
        link.startswith(served + page_url(language, "index"))
        for link in hits(page).evaluate_all("all => all.map(({ href }) => href)")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_there_is_a_way_on(visit: OpenPage, language: str) -> None:
    page, words = opened(visit(), language), WORDS[language]
    status = ask(page, UNKNOWN)
    expect(status).to_have_text(words["search_none"] % UNKNOWN)
    expect(dialog(page).get_by_text(words["search_none"] % UNKNOWN).last).to_be_visible()
    expect(dialog(page).get_by_role("button", name=words["search_widen"])).to_be_hidden()
    dialog(page).get_by_role("link", name=words["search_terms"]).click()
    expect(page.locator("#terms")).to_be_in_viewport()


def test_filters_narrow_what_is_found_until_the_dialog_is_closed(page: Page) -> None:
    ask(page, KNOWN["sv"])
    kind = dialog(page).get_by_label(WORDS["sv"]["search_type"], exact=True)
    name, count = re.fullmatch(r"(\w+) \((\d+)\)", kind.locator("option").nth(1).inner_text()).groups()  # type: ignore[union-attr]
    kind.select_option(index=1)
    expect(dialog(page).locator("[data-one]")).to_have_text(re.compile(rf"^{count} "))
    assert set(dialog(page).locator(".hit__type").all_inner_texts()) == {name}
    page.keyboard.press("Escape")
    button(page).click()
    expect(kind).to_have_value("")
    expect(field(page)).to_have_value(KNOWN["sv"])


def test_more_hits_are_shown_when_asked_for(visit: OpenPage) -> None:
    page = visit()
    page.route(f"{SCRIPTS}engine.js*", lambda route: route.fulfill(body=ENGINE, content_type="text/javascript"))
    opened(page, "en")
    ask(page, "anything")
    more = dialog(page).get_by_role("button", name=WORDS["en"]["search_more"])
    for shown in (10, 20):
        expect(hits(page)).to_have_count(shown)
        more.click()
        expect(hits(page).nth(shown)).to_be_focused()
    expect(hits(page)).to_have_count(HITS)
    expect(more).to_be_hidden()


def test_a_page_in_swedish_only_is_marked_and_spoken_as_such(visit: OpenPage) -> None:
    page = visit()
    page.route(f"{SCRIPTS}engine.js*", lambda route: route.fulfill(body=ENGINE, content_type="text/javascript"))
    opened(page, "en")
    ask(page, "anything")
    swedish, english = (dialog(page).locator(".hit").nth(at) for at in (0, 1))
    expect(swedish).to_contain_text(WORDS["en"]["search_swedish_only"])
    for part in (".hit__link", ".hit__teaser", ".hit__sections"):
        expect(swedish.locator(part)).to_have_attribute("lang", "sv")
    expect(swedish.locator(".hit__minutes")).to_have_count(0)
    expect(swedish.locator(".hit__sections a")).to_have_count(3)
    expect(swedish.locator("mark")).to_have_text("asked")
    expect(swedish.locator(".hit__teaser")).to_have_text("before asked after")
    expect(english).not_to_contain_text(WORDS["en"]["search_swedish_only"])
    expect(english.locator("[lang]")).to_have_count(0)


# -- a weak network --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", ["dialog.js", "engine.js", "index"])
def test_what_cannot_be_fetched_is_said_and_can_be_tried_again(browser: Browser, served: str, lost: str) -> None:
    with reader(browser, served) as page:
        opened(page, "sv")
        pattern = "**/search/sv/**" if lost == "index" else f"{SCRIPTS}{lost}*"
        page.route(pattern, lambda route: route.abort())
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        expect(dialog(page).get_by_role("alert")).to_contain_text(WORDS["sv"]["search_failed"])
        expect(field(page)).to_have_value(KNOWN["sv"])
        expect(dialog(page).get_by_role("link", name=WORDS["sv"]["search_terms"])).to_be_visible()
        page.unroute(pattern)
        dialog(page).get_by_role("button", name=WORDS["sv"]["search_again"]).click()
        expect(hits(page).first).to_be_visible()
        expect(field(page)).to_be_focused()


def test_the_dialog_takes_text_before_anything_is_fetched(browser: Browser, served: str) -> None:
    with reader(browser, served) as page:
        opened(page, "sv")
        held, lets = list[Route](), list[bool]()
        page.route("**/search/**", lambda route: route.continue_() if lets else held.append(route))
        button(page).click()
        expect(field(page)).to_be_focused()
        page.keyboard.type(KNOWN["sv"])
        expect(field(page)).to_have_value(KNOWN["sv"])
        expect(hits(page)).to_have_count(0)
        lets.append(True)
        for route in held:
            route.continue_()
        expect(hits(page).first).to_be_visible()
        expect(field(page)).to_have_value(KNOWN["sv"])


def test_an_index_that_is_long_in_coming_is_told_of(browser: Browser, served: str) -> None:
    with reader(browser, served) as page:
        opened(page, "sv")
        held = list[Route]()
        page.route("**/search/sv/**", lambda route: held.append(route))
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        expect(dialog(page).get_by_text(WORDS["sv"]["search_waiting"])).to_be_visible()
        page.unroute("**/search/sv/**")
        expect(hits(page).first).to_be_visible()


# -- every hand, every sense -----------------------------------------------------------------------------------


def states(page: Page) -> Iterator[str]:
    """Bring the search into each of its states in turn."""
    button(page).click()
    yield "empty"
    ask(page, KNOWN["sv"])
    yield "with hits"
    narrow = dialog(page).locator("[data-search-narrow]")
    if narrow.is_visible():
        narrow.click()
        yield "with filters"
    dialog(page).locator("select[name=type]").select_option(index=1)
    ask(page, UNKNOWN)
    yield "without hits"
    page.evaluate("document.querySelector('.search').dataset.state = 'failed'")
    yield "failed"
    page.evaluate("document.querySelector('.search').dataset.state = 'waiting'")
    yield "waiting"


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_every_state_is_without_barriers(visit: OpenPage, width: int, scheme: str) -> None:
    page, faults = opened(visit(width=width, scheme=scheme), "sv"), list[tuple[str, str]]()
    for state in states(page):
        faults += [(state, each) for each in barriers(page, within=".search")]
        if width == PHONE:
            faults += [(state, f"too small: {each}") for each in page.evaluate(_SMALL, [THUMB, LEAST])]
    assert faults == []


def test_every_state_is_whole_at_four_times_the_size_and_with_more_space(visit: OpenPage) -> None:
    page = opened(visit(width=SMALL_PHONE, height=256), "sv")
    page.evaluate(_SPACED)
    assert [(state, wide) for state in states(page) for wide in page.evaluate(_WIDE)] == []


def test_where_colours_are_forced_the_focus_and_the_marks_are_seen(browser: Browser, served: str) -> None:
    with reader(browser, served, forced_colors="active") as page:
        opened(page, "sv")
        ask(page, KNOWN["sv"])
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
        mark = page.evaluate("getComputedStyle(document.querySelector('.search mark')).borderBottomWidth")
        page.keyboard.press("ArrowDown")
        hit = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
    assert (outline != "rgba(0, 0, 0, 0)", mark, hit) == (True, "2px", "solid")


_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important;
  } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""

_WIDE = """() => [...document.querySelectorAll(".search, .search *")]
  .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.scrollWidth > each.clientWidth + 1 &&
    getComputedStyle(each).overflowX !== "visible" && each.localName !== "input")
  .map((each) => each.outerHTML.slice(0, 80))"""

_SMALL = """([thumb, least]) => [...document.querySelectorAll(".search :is(a, button, select, input, label)")]
  .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden"))
  .filter((each) => {
    const target = each.matches(".hit__link, label input") ? each.parentElement : each;
    const { width, height } = target.getBoundingClientRect();
    const wanted = each.matches(".hit__sections a, .search__key, .search__key *") ? least : thumb;
    return width < wanted && !each.matches(".search__label") || height < wanted;
  })
  .map((each) => each.outerHTML.slice(0, 80))"""


def test_the_last_hit_can_be_reached_above_the_keyboard_of_a_phone(visit: OpenPage) -> None:
    page = opened(visit(width=PHONE, height=640), "sv")
    ask(page, KNOWN["sv"])
    page.evaluate(_KEYBOARD, 300)
    expect(dialog(page)).to_have_css("height", "300px")
    hits(page).last.scroll_into_view_if_needed()
    box = hits(page).last.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 300
    top = field(page).bounding_box()
    assert top
    assert top["y"] < THUMB


_KEYBOARD = """(height) => {
  Object.defineProperty(visualViewport, "height", { value: height });
  visualViewport.dispatchEvent(new Event("resize"));
}"""
