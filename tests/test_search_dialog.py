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
from tests.browsing import DESKTOP, HEIGHT, PHONE, SMALL_PHONE, Visit
from tests.site import Site

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
  url: `en/leader-support/pulse-meeting/?hit=${{at}}`,
  path: "leader-support/pulse-meeting",
  title: at === 2 ? "Tools" : `Title ${{at}}`,
  section: at ? "" : "Avsnitt",
  module: "Tools",
  type: ["Card", "Guide", ""][at % 3],
  minutes: at ? 15 : 0,
  forms: [],
  swedishOnly: !at,
  teaser: {{ text: "before asked after", marks: [[7, 12]] }},
  sections: at ? [] : [..."abcd"].map((title) => ({{ title, url: `en/leader-support/pulse-meeting/#${{title}}` }})),
}}));
export const open = async () => ({{
  find: async (question, filters, limit) => ({{
    hits: hits.slice(0, limit), total: hits.length, nearest: [], facets: {{ module: [], type: [], form: [] }},
  }}),
}});
"""
"""Answers each question with the same hits, of kinds that the handbook may happen not to hold."""


@pytest.fixture(scope="module")
def desk(browser: Browser, served: str) -> Iterator[Page]:
    """One window of a desktop for all that leaves the page as it was."""
    with Visit(browser, served) as page:
        yield page


@pytest.fixture
def page(desk: Page, served: str) -> Iterator[Page]:
    """A guide in Swedish, with the search closed."""
    if desk.url != served + page_url("sv", GUIDE):
        opened(desk, "sv")
    yield desk
    if dialog(desk).is_visible():
        dialog(desk).get_by_role("button", name=WORDS["sv"]["search_close"]).click()


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


def test_the_search_takes_text_while_its_page_is_on_its_way(browser: Browser, served: str, site: Site) -> None:
    begun = site.page(GUIDE, "sv").html.partition("<main")[0]
    with reader(browser, served) as page:
        page.route("**/*.js", lambda route: route.abort())
        page.route(f"**/{page_url('sv', GUIDE)}", lambda route: route.fulfill(body=begun, content_type="text/html"))
        opened(page, "sv")
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        expect(field(page)).to_have_value(KNOWN["sv"])


def test_nothing_is_fetched_for_the_search_before_it_is_opened(visit: OpenPage, served: str) -> None:
    page, fetched = visit(), list[str]()
    page.on("request", lambda request: fetched.append(request.url.removeprefix(served)))
    page.goto(page_url("en", GUIDE), wait_until="networkidle")
    assert [url for url in fetched if "search" in url] == ["assets/scripts/search/open.js"]
    fetched.clear()
    ask(page, KNOWN["en"])
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


def test_the_slash_can_be_turned_off(page: Page) -> None:
    slash = dialog(page).get_by_label(WORDS["sv"]["search_key"])
    page.keyboard.press("/")
    field(page).clear()
    slash.uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog(page)).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == ["handbook:slash"]
    page.keyboard.press("Control+k")
    slash.check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    assert page.evaluate("localStorage.length") == 0


def test_without_scripts_the_way_to_the_term_list_stands_in_its_place(browser: Browser, served: str) -> None:
    with reader(browser, served, java_script_enabled=False) as page:
        page.goto(page_url("en", "toolbox/print-pack"))
        expect(button(page)).to_be_hidden()
        page.get_by_role("banner").get_by_role("link", name=WORDS["en"]["search_terms"]).click()
        expect(page).to_have_url(f"{served}{page_url('en', 'evaluation/terms-and-references')}#terms")


# -- asking ----------------------------------------------------------------------------------------------------


def test_a_hit_shows_what_it_is(page: Page) -> None:
    words, before = WORDS["sv"], page.evaluate("history.length")
    status = ask(page, KNOWN["sv"])
    hit = dialog(page).locator(".hit").filter(has=page.locator(f".hit__link[href*='{GUIDE}/']"))
    for fact in (words["guide"], f"15 {words['minutes']}", words["remote"]):
        expect(hit.locator(".hit__facts")).to_contain_text(fact)
    expect(hit.locator(".hit__teaser mark").first).to_be_visible()
    assert 1 <= hit.locator(".hit__sections a").count() <= 3
    expect(status).to_have_text(dialog(page).locator("[data-one]").inner_text())
    assert page.evaluate("history.length") == before


def test_an_address_asks_at_once_and_is_come_back_to(page: Page, served: str) -> None:
    opened(page, "sv", "toolbox/print-pack", question="?q=pulsm%C3%B6te")
    expect(field(page)).to_have_value("pulsmöte")
    dialog(page).locator(f".hit__link[href*='{GUIDE}/']").click()
    page.wait_for_url(lambda url: url.startswith(served + page_url("sv", GUIDE)) and "?" not in url)
    page.go_back()
    expect(field(page)).to_have_value("pulsmöte")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(button(page)).to_be_focused()
    expect(page).to_have_url(served + page_url("sv", "toolbox/print-pack"))


def test_the_hits_are_walked_by_arrows_and_by_tab(page: Page) -> None:
    ask(page, KNOWN["sv"])
    shown = hits(page)
    last = shown.count() - 1
    assert last > 1
    walk = (("ArrowDown", 0), ("ArrowDown", 1), ("End", last), ("Home", 0), ("ArrowDown", 1), ("ArrowUp", 0))
    for key, there in walk:
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
def test_a_dead_address_finds_what_was_meant(desk: Page, served: str, language: str) -> None:
    home = page_url(language, "index")
    desk.goto(f"{home}404.html")
    ask(desk, KNOWN[language])
    assert all(link.startswith(served + home) for link in hits(desk).evaluate_all("all => all.map(each => each.href)"))


def test_where_nothing_is_found_there_is_a_way_on(page: Page) -> None:
    words = WORDS["sv"]
    expect(ask(page, UNKNOWN)).to_have_text(words["search_none"] % UNKNOWN)
    expect(dialog(page).locator("[data-none]")).to_have_text(words["search_none"] % UNKNOWN)
    expect(dialog(page).get_by_role("button", name=words["search_widen"])).to_be_hidden()
    expect(dialog(page).get_by_role("link", name=words["search_terms"])).to_be_visible()
    dialog(page).get_by_role("button", name=words["search_clear"]).click()
    expect(field(page)).to_be_focused()
    expect(dialog(page).get_by_text(words["search_start"])).to_be_visible()


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


def test_more_hits_are_shown_when_asked_for_and_swedish_ones_are_marked(visit: OpenPage) -> None:
    page, only = visit(), WORDS["en"]["search_swedish_only"]
    page.route(f"{SCRIPTS}engine.js*", lambda route: route.fulfill(body=ENGINE, content_type="text/javascript"))
    opened(page, "en", "toolbox/print-pack")
    ask(page, "anything")
    more = dialog(page).get_by_role("button", name=WORDS["en"]["search_more"])
    for shown in (10, 20):
        expect(hits(page)).to_have_count(shown)
        more.click()
        expect(hits(page).nth(shown)).to_be_focused()
    expect(hits(page)).to_have_count(HITS)
    expect(more).to_be_hidden()
    swedish, english = (dialog(page).locator(".hit").nth(at) for at in (0, 1))
    expect(swedish).to_contain_text(only)
    for part in (".hit__link", ".hit__teaser", ".hit__sections"):
        expect(swedish.locator(part)).to_have_attribute("lang", "sv")
    expect(swedish.locator(".hit__minutes")).to_have_count(0)
    expect(swedish.locator(".hit__sections a")).to_have_count(3)
    expect(swedish.locator("mark")).to_have_text("asked")
    expect(swedish.locator(".hit__teaser")).to_have_text("before asked after")
    expect(english).not_to_contain_text(only)
    expect(english.locator(".hit__facts")).to_have_text("Tools Guide 15 min")
    expect(dialog(page).locator(".hit__facts").nth(2)).to_have_text(f"{WORDS['en']['search_module']} 15 min")
    expect(english.locator("[lang]")).to_have_count(0)


# -- a weak network --------------------------------------------------------------------------------------------


def test_what_cannot_be_fetched_is_said_and_can_be_tried_again(browser: Browser, served: str) -> None:
    words = WORDS["sv"]
    with reader(browser, served) as page:
        opened(page, "sv", "toolbox/print-pack")
        lost = [f"{SCRIPTS}dialog.js*", f"{SCRIPTS}engine.js*", "**/search/sv/**"]
        for each in lost:
            page.route(each, lambda route: route.abort())
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        for each in lost:
            expect(dialog(page).get_by_role("alert")).to_contain_text(words["search_failed"])
            expect(dialog(page).get_by_role("link", name=words["search_terms"])).to_be_visible()
            page.unroute(each)
            dialog(page).get_by_role("button", name=words["search_again"]).click()
            expect(field(page)).to_be_focused()
        expect(hits(page).first).to_be_visible()
        expect(field(page)).to_have_value(KNOWN["sv"])


def test_the_dialog_takes_text_before_any_script_and_answers_when_the_index_is_there(
    browser: Browser, served: str
) -> None:
    with reader(browser, served) as page:
        held, passing = list[Route](), list[str]()

        def hold(route: Route) -> None:
            if route.request.url.endswith(tuple(passing)):
                route.continue_()
            else:
                held.append(route)

        def let_go(ending: str) -> None:
            passing.append(ending)
            for route in held[:]:
                if route.request.url.endswith(ending):
                    held.remove(route)
                    route.continue_()

        page.route(re.compile(r"\.(js|json)$"), hold)
        page.goto(page_url("sv", GUIDE), wait_until="commit")
        button(page).click()
        page.keyboard.type(KNOWN["sv"])
        let_go(".js")
        expect(dialog(page).get_by_text(WORDS["sv"]["search_waiting"])).to_be_visible()
        expect(hits(page)).to_have_count(0)
        let_go(".json")
        expect(hits(page).first).to_be_visible()
        expect(field(page)).to_have_value(KNOWN["sv"])


# -- every hand, every sense -----------------------------------------------------------------------------------


def states(page: Page) -> Iterator[str]:
    """Bring the search into each of its states in turn."""
    if not dialog(page).is_visible():
        button(page).click()
    field(page).clear()
    expect(dialog(page)).to_have_attribute("data-state", "start")
    yield "empty"
    ask(page, KNOWN["sv"])
    yield "with hits"
    narrow = dialog(page).locator("[data-search-narrow][aria-expanded=false]")
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


def test_on_a_desktop_every_state_is_without_barriers(page: Page) -> None:
    assert [(state, each) for state in states(page) for each in barriers(page, within=".search")] == []


def test_on_a_phone_every_state_is_without_barriers_and_whole_and_large_enough(visit: OpenPage) -> None:
    page, faults = opened(visit(width=PHONE, height=640, scheme="dark"), "sv"), list[tuple[str, str]]()
    for state in states(page):
        faults += [(state, each) for each in barriers(page, within=".search")]
        faults += [(state, f"too small: {each}") for each in page.evaluate(_SMALL, [THUMB, LEAST])]
    page.evaluate(_SPACED)
    page.set_viewport_size({"width": SMALL_PHONE, "height": 256})  # four times the size of a desktop's
    for state in states(page):
        faults += [(state, f"too wide: {each}") for each in page.evaluate(_WIDE)]
    assert faults == []


def test_above_the_keyboard_of_a_phone_the_last_hit_can_be_reached(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 640})
    ask(page, KNOWN["sv"])
    page.evaluate(_KEYBOARD, 300)
    expect(dialog(page)).to_have_css("height", "300px")
    hits(page).last.scroll_into_view_if_needed()
    last, first = hits(page).last.bounding_box(), field(page).bounding_box()
    page.evaluate(_KEYBOARD, 0)
    page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})
    assert last
    assert first
    assert first["y"] < THUMB
    assert last["y"] + last["height"] <= 300


def test_where_colours_are_forced_the_focus_and_the_marks_are_seen(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    ask(page, KNOWN["sv"])
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
    mark = page.evaluate("getComputedStyle(document.querySelector('.search mark')).borderBottomWidth")
    page.keyboard.press("ArrowDown")
    hit = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
    page.emulate_media(forced_colors="none")
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


_KEYBOARD = """(height) => {
  if (height) Object.defineProperty(visualViewport, "height", { value: height, configurable: true });
  else delete visualViewport.height;
  visualViewport.dispatchEvent(new Event("resize"));
}"""
