"""What a reader meets in a real Chromium, on a host that serves the site from a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

import pytest
from handbook.addresses import page_url
from handbook.markup import REFERENCES, TERMS
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import DESKTOP, PHONE, SMALL_HEIGHT, SMALL_PHONE
from tests.site import Site

OpenPage = Callable[..., Page]
Scheme = Literal["light", "dark"]

OTHER = {"sv": "en", "en": "sv"}
GUIDE = "leader-support/ten-minute-debrief"
KINDS = ("index", "leader-support/index", GUIDE, "toolbox/debrief-card", "evaluation/terms-and-references")
"""A page of each kind: home, module, guide, card, lists."""
NOWHERE = "nowhere/at/all/"


def change_language(page: Page, language: str) -> None:
    """Press the other language, as with a mouse."""
    page.locator(f".bar__language[hreflang={language}]").click()


# -- changing language -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", KINDS)
def test_changing_language_keeps_the_page(visit: OpenPage, served: str, path: str, language: str) -> None:
    page, other = visit(), OTHER[language]
    page.goto(page_url(language, path) or "./")
    change_language(page, other)
    expect(page).to_have_url(served + page_url(other, path))
    expect(page.locator("html")).to_have_attribute("lang", other)
    change_language(page, language)
    expect(page).to_have_url(served + page_url(language, path))
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_changing_language_keeps_the_section(visit: OpenPage, served: str, language: str) -> None:
    page, other = visit(), OTHER[language]
    page.goto(f"{page_url(language, GUIDE)}#measures")
    change_language(page, other)
    expect(page).to_have_url(f"{served}{page_url(other, GUIDE)}#measures")
    expect(page.locator("#measures")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_opened_on_the_page_is_kept_too(visit: OpenPage, served: str, language: str) -> None:
    page, other = visit(), OTHER[language]
    page.goto(page_url(language, "index") or "./")
    page.locator(".contents a[href='#modules']").last.click()
    change_language(page, other)
    expect(page).to_have_url(f"{served}{page_url(other, 'index')}#modules")
    expect(page.locator("#modules")).to_be_in_viewport()


def test_a_dead_address_offers_both_languages(visit: OpenPage, served: str) -> None:
    page = visit(missing=[NOWHERE])
    for language in LANGUAGES:
        page.goto(NOWHERE)
        expect(page.locator("h1")).to_have_text(WORDS["sv"]["not_found_title"])
        if language == "en":
            change_language(page, language)
        else:
            page.get_by_role("link", name=WORDS["sv"]["not_found_home"]).click()
        expect(page).to_have_url(served + page_url(language, "index"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dead_address_leads_home(visit: OpenPage, served: str, language: str) -> None:
    page = visit()
    home = page_url(language, "index")
    page.goto(f"{home}404.html")
    expect(page.locator("h1")).to_have_text(WORDS[language]["not_found_title"])
    page.get_by_role("link", name=WORDS[language]["not_found_home"]).click()
    expect(page).to_have_url(served + home)


# -- what happens behind the reader's back -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_left_open_asks_for_nothing_else(visit: OpenPage, language: str) -> None:
    page = visit()  # which watches
    for path in KINDS:
        page.goto(page_url(language, path) or "./", wait_until="networkidle")
        expect(page.locator("h1")).to_be_visible()


def test_reading_stores_nothing(visit: OpenPage) -> None:
    page = visit()
    page.goto(page_url("sv", GUIDE), wait_until="networkidle")
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []


# -- on a phone --------------------------------------------------------------------------------------------

# What stands beyond the edge and can be neither seen nor scrolled to, and headings of cells that run into
# the next cell.
_NOT_WHOLE = """() => {
  const edge = document.documentElement.clientWidth;
  const upwards = (node, is) => node && (is(getComputedStyle(node)) || upwards(node.parentElement, is));
  const isBeyond = ({ width, height, left, right }) =>
    width > 1 && height > 1 && (right > edge + 1 || left < -1);
  const isOut = (node) => isBeyond(node.getBoundingClientRect())
    && !upwards(node.parentElement, ({ overflowX }) => /auto|scroll/.test(overflowX))
    && !upwards(node, ({ clipPath }) => clipPath !== "none");
  const isCovered = (cell) => {
    const { height, paddingTop } = getComputedStyle(cell, "::before");
    const top = parseFloat(getComputedStyle(cell).paddingTop);
    return cell.offsetParent && top + parseFloat(paddingTop) + parseFloat(height) > cell.clientHeight + 1;
  };
  const all = (selector, is) => [...document.querySelectorAll(selector)].filter(is);
  return [
    ...all("html", (page) => page.scrollWidth > edge),
    ...all(".page *, .foot *", isOut),
    ...all("table[data-columns] td[data-label]", isCovered),
  ].map((node) => `at ${edge} px: ${node.outerHTML.slice(0, 120)}`);
}"""


def not_whole(page: Page) -> list[str]:
    """What a reader cannot see of the page on a phone of either width, with every example open."""
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    found: list[str] = []
    for width in (PHONE, SMALL_PHONE):
        page.set_viewport_size({"width": width, "height": 740})
        found += page.evaluate(_NOT_WHOLE)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_on_a_phone_and_quiet_behind_it(visit: OpenPage, site: Site, language: str) -> None:
    page, found = visit(width=PHONE), {}
    for path in site.handbook.chapters:
        page.goto(page_url(language, path) or "./")
        expect(page.locator("h1")).to_be_visible()
        found[path] = not_whole(page)
    assert {path: what for path, what in found.items() if what} == {}


def test_the_dead_address_page_is_whole_on_a_phone(visit: OpenPage) -> None:
    page = visit(width=PHONE, missing=[NOWHERE])
    page.goto(NOWHERE)
    assert not_whole(page) == []


_LABELS = """(tables) => tables.flatMap((table) =>
  [...table.querySelectorAll("td")].map((cell) => ({
    label: cell.dataset.label,
    shown: getComputedStyle(cell, "::before").content,
    stacked: getComputedStyle(cell).display,
  })))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_on_a_phone_shows_each_cell_with_its_heading(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, GUIDE))
    cells = page.locator("table[data-columns]").evaluate_all(_LABELS)
    assert len(cells) > 20
    assert [each for each in cells if each["shown"] != f'"{each["label"]}"'] == []
    assert "table-cell" not in {each["stacked"] for each in cells}


def test_a_wide_table_on_a_desktop_is_a_table(visit: OpenPage) -> None:
    page = visit(width=DESKTOP)
    page.goto(page_url("sv", GUIDE))
    cells = page.locator("table[data-columns]").evaluate_all(_LABELS)
    assert {(each["shown"], each["stacked"]) for each in cells} == {("none", "table-cell")}


def inside(language: str, served: str, link: str) -> bool:
    """Whether `link` leads to a page in `language`."""
    return link.startswith(served) and link.removeprefix(served).startswith("en/") == (language == "en")


# -- the fourteen questions --------------------------------------------------------------------------------


def row(section: str, number: int) -> str:
    """A row of the first table below the heading with the id `section`."""
    return f"#{section} ~ .table >> nth=0 >> tbody > tr:nth-child({number})"


ANSWERS: Mapping[int, tuple[str, ...]] = {
    # what is said first, and the way to the agenda; the second tap is below
    1: ("#in-a-minute + ul > li:last-child", "#in-a-minute + ul a[href='#run-sheet']"),
    # run it or not, and who must be there for the managing director's decisions
    2: ("#who-must-be-there + ol > li:last-child", row("who-must-be-there", 1)),
    # where to go, then picture, photo and call, call only
    3: ("#fallback-ladder + p", *(row("fallback-ladder", number) for number in (1, 2, 3))),
    # who leads today, and what the key person is told
    4: ("#absent-today ~ ol >> nth=0 >> li:last-child", "#absent-today ~ .highlight >> nth=0"),
    # pause, stop, and who starts again
    5: ("#safety-representative-asks + p",),
    # the question itself
    6: ("#front + ol > li:nth-child(4)",),
    # three things to say
    7: tuple(f"#leader-talks-most ~ blockquote >> nth={number}" for number in (0, 1, 2)),
    # the oldest card, who may decide, protected time
    8: tuple(row("diagnosis", number) for number in (1, 2, 3)),
    # what to say, and both studies with their limits
    9: ("#when-the-union-asks ~ blockquote >> nth=0", "#when-the-union-asks ~ ul >> nth=0 >> li:last-child"),
    # both words
    10: ("#term-extended-arm > th", "#term-extended-arm > td"),
    # not here; where it is, and whom to ring
    11: ("#where-notes-live + p", "#where-notes-live ~ ol >> nth=0 >> li:nth-child(2)"),
    # every step
    12: ("#linking + ol > li:first-child", "#linking + ol > li:last-child"),
    # what to say, and every step
    13: ("#boundaries ~ blockquote >> nth=0", "#boundaries ~ ol >> nth=0 >> li:last-child"),
    # every part, the core marked, and the rule
    14: (".agenda__part >> nth=0", ".agenda__part >> nth=-1", ".agenda__mark >> nth=0", ".agenda__short"),
}
"""What answers each question of the home page, as it stands on the page that the question leads to."""


def outside_the_screen(page: Page, answer: Locator) -> str:
    """How `answer` fails to stand whole between the bar and the lower edge, without scrolling; empty if it does."""
    expect(answer).to_be_in_viewport()  # waits until the page has come to rest
    page.evaluate("document.fonts.ready")
    box, bar = answer.bounding_box(), page.locator(".bar").bounding_box()
    assert box
    assert bar
    top, bottom, edge = box["y"], box["y"] + box["height"], bar["y"] + bar["height"]
    return "" if edge <= top and bottom <= SMALL_HEIGHT else f"{answer}: {top:.0f}–{bottom:.0f}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_answered_within_two_taps_and_without_scrolling(
    visit: OpenPage, served: str, language: str
) -> None:
    page, missed = visit(width=PHONE, height=SMALL_HEIGHT), {}
    for number, answers in ANSWERS.items():
        page.goto(page_url(language, "index") or "./")
        questions = page.locator("#questions + ol > li > a")
        expect(questions).to_have_count(len(ANSWERS))
        questions.nth(number - 1).click()
        missed[number] = [outside_the_screen(page, page.locator(answer)) for answer in answers]
        assert inside(language, served, page.url)
        if number == 1:
            page.locator(answers[-1]).click()
            parts = page.locator(".agenda__part")
            missed[number] += [outside_the_screen(page, part) for part in (parts.first, parts.last)]
    assert {number: what for number, what in missed.items() if any(what)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_after_what_is_in_the_way_is_the_one_shown(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, "toolbox/coaching-card"))
    obstacle, answer = {"sv": ("Vad står i vägen?", "Vad prövar du"), "en": ("in the way?", "What will you try")}[
        language
    ]
    steps = page.locator("#front + ol > li")
    expect(steps.nth(2)).to_contain_text(obstacle)
    expect(steps.nth(3)).to_contain_text(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_fill_a_screen_and_a_half_at_most(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE, height=SMALL_HEIGHT)
    page.goto(page_url(language, "index") or "./")
    last = page.locator("#questions + ol > li").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= 1.5 * SMALL_HEIGHT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("session", ["first-pilot-session", "follow-up-and-let-go"])
def test_the_home_page_leads_to_the_first_pilot_session_and_to_those_that_follow(
    visit: OpenPage, served: str, session: str, language: str
) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, "index") or "./")
    found = page.locator("#ninety-minutes + ul > li > a").evaluate_all("links => links.map(link => link.href)")
    assert served + page_url(language, f"start-programme/{session}") in found


FIRST_SCREEN = {
    "sv": ("Syfte", "Resultat", "Tid", "Vilka", "Ta med", "Säg först"),
    "en": ("Purpose", "Result", "Time", "Who", "Bring", "Say first"),
}
"""What a coach reads before anything else, without scrolling."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_of_every_guide_is_whole(visit: OpenPage, site: Site, language: str) -> None:
    page, missed = visit(width=PHONE, height=SMALL_HEIGHT), {}
    guides = [path for path, chapter in site.handbook.chapters.items() if chapter.meta.type == "guide"]
    assert len(guides) > 20
    for path in guides:
        page.goto(page_url(language, path))
        lines = page.locator("#in-a-minute + ul > li")
        told = [str(label).rstrip(":") for label in lines.locator("strong:first-child").all_inner_texts()]
        assert [each for each in FIRST_SCREEN[language] if each not in told] == [], path
        missed[path] = [outside_the_screen(page, line) for line in (lines.first, lines.last)]
    assert {path: what for path, what in missed.items() if any(what)} == {}


@pytest.mark.parametrize("width", [PHONE, SMALL_PHONE])
def test_the_questions_are_large_enough_for_a_thumb(visit: OpenPage, width: int) -> None:
    page = visit(width=width)
    page.goto("./")
    heights = page.locator("#questions + ol > li > a").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert min(heights) >= 44


# -- light and dark ----------------------------------------------------------------------------------------

# Colours may be written in any of the ways of CSS; a canvas turns each into red, green, blue and alpha.
_CONTRAST = """(elements) => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, bottom) => [...[0, 1, 2].map((i) => top[i] * top[3] + bottom[i] * (1 - top[3])), 1];
  const behind = (node) => {
    if (!node) return [255, 255, 255, 1];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(node.parentElement));
  };
  const light = ([r, g, b]) => [0.2126 * r, 0.7152 * g, 0.0722 * b].reduce((sum, part, i) => {
    const weight = [0.2126, 0.7152, 0.0722][i];
    const share = part / weight / 255;
    return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  }, 0);
  const faintness = (node) => node ? getComputedStyle(node).opacity * faintness(node.parentElement) : 1;
  const isSeen = (node) => node.checkVisibility({ opacityProperty: true });
  return elements.filter(isSeen).map((node) => {
    const ground = behind(node);
    const [r, g, b, a] = rgba(getComputedStyle(node).color);
    const ink = over([r, g, b, a * faintness(node)], ground);
    const [dark, bright] = [light(ink), light(ground)].sort((a, b) => a - b);
    return [(bright + 0.05) / (dark + 0.05), node.outerHTML.slice(0, 100)];
  });
}"""
_READ = (
    "h1, h2, .chapter p, .chapter li, .chapter td, .chapter th, .chapter a,"
    " .chapter summary,"
    " .chip, .badge, .menu__link, .bar__name, .foot p, .foot a, .contents a,"
    " .tabbed-labels > label, .terms__also, .references__verified"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_text_stands_out_from_its_ground(visit: OpenPage, path: str, scheme: Scheme) -> None:
    page = visit(scheme=scheme)
    page.goto(page_url("sv", path) or "./")
    ratios = page.locator(_READ).evaluate_all(_CONTRAST)
    assert len(ratios) > 30
    assert [(round(ratio, 2), what) for ratio, what in ratios if ratio < 4.5] == []


def ground(page: Page) -> int:
    """How light the page's ground is, from 0 to 255."""
    colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    return int(re.findall(r"\d+", colour)[0])


def test_the_reader_can_choose_dark_and_it_stays(visit: OpenPage) -> None:
    page = visit(scheme="light")
    page.goto("./")
    button = page.get_by_role("button", name=WORDS["sv"]["dark"])
    expect(button).to_have_attribute("aria-pressed", "false")
    assert ground(page) > 200
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert ground(page) < 50
    page.goto(page_url("en", GUIDE))
    assert ground(page) < 50
    page.get_by_role("button", name=WORDS["en"]["dark"]).click()
    assert ground(page) > 200
    assert page.evaluate("localStorage.length") == 0, "what the device says is kept"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawings_follow_light_and_dark(visit: OpenPage, scheme: Scheme) -> None:
    page = visit(scheme=scheme)
    page.goto(page_url("sv", "coach-role/coaching-cycle"))
    ink, paper = (
        page.locator(f".figure .{name}").first.evaluate("node => getComputedStyle(node).fill")
        for name in ("ink", "paper")
    )
    red = {name: int(re.findall(r"\d+", colour)[0]) for name, colour in (("ink", ink), ("paper", paper))}
    assert (red["ink"] < red["paper"]) == (scheme == "light")


# -- by keyboard -------------------------------------------------------------------------------------------


def focused(page: Page, attribute: str) -> str:
    """An attribute of the element that has the focus."""
    return str(page.evaluate("name => document.activeElement.getAttribute(name) ?? ''", attribute))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["index", "start/index", GUIDE])
def test_the_first_stop_skips_to_the_content(visit: OpenPage, path: str, language: str) -> None:
    page = visit()
    page.goto(page_url(language, path) or "./")
    page.keyboard.press("Tab")
    assert "md-skip" in focused(page, "class").split()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    target = focused(page, "href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{target}$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.chapter').contains(document.activeElement)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_can_be_changed_by_keyboard(visit: OpenPage, served: str, language: str) -> None:
    page, other = visit(), OTHER[language]
    page.goto(page_url(language, GUIDE))
    for _stop in range(25):
        page.keyboard.press("Tab")
        if focused(page, "hreflang") == other:
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(served + page_url(other, GUIDE))


_STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  // a choice that hides its button is shown by what stands for it
  const shown = stop.type === "radio"
    ? stop.parentElement.querySelector(".tabbed-labels") : stop;
  const { width, height, top, bottom, left, right } = shown.getBoundingClientRect();
  const words = [stop.ariaLabel, stop.textContent, stop.title, stop.placeholder, stop.labels?.[0]?.textContent];
  return {
    what: stop.outerHTML.slice(0, 120),
    hidden: !shown.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || width < 2 || height < 2,
    away: bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth,
    nameless: !words.some((word) => word?.trim()),
    unmarked: getComputedStyle(shown).outlineStyle === "none",
  };
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", ["index", GUIDE])
def test_every_stop_of_the_keyboard_is_seen_marked_and_named(visit: OpenPage, path: str, width: int) -> None:
    page, stops = visit(width=width), []
    page.goto(page_url("sv", path) or "./", wait_until="networkidle")
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 40
    faults = ("hidden", "away", "nameless", "unmarked")
    assert [(fault, stop["what"]) for stop in stops for fault in faults if stop[fault]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, GUIDE))
    opener = page.get_by_role("button", name=WORDS[language]["open_menu"])
    expect(page.locator(".menu")).to_be_hidden()
    opener.focus()
    page.keyboard.press("Space")
    expect(page.locator(".menu")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".menu :focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_leads_to_sections_and_closes(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, GUIDE))
    page.get_by_role("button", name=WORDS[language]["open_menu"]).click()
    page.locator(".menu__sections a[href='#measures']").click()
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator("#measures")).to_be_in_viewport()
    page.get_by_role("button", name=WORDS[language]["open_menu"]).click()
    page.get_by_role("button", name=WORDS[language]["close_menu"]).click()
    expect(page.locator(".menu")).to_be_hidden()


# -- the form of the session -------------------------------------------------------------------------------


def test_the_form_is_chosen_once_for_every_page_and_both_languages(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", GUIDE))
    group = page.get_by_role("radiogroup", name=WORDS["sv"]["choose_form"])
    expect(group.get_by_role("radio", name=WORDS["sv"]["on-site"])).to_be_checked()
    group.locator("label", has_text=WORDS["sv"]["remote"]).click()
    for path, language in (("start-programme/kick-off", "en"), ("leader-support/pulse-meeting", "sv")):
        page.goto(page_url(language, path))
        chosen = page.get_by_role("radio", name=WORDS[language]["remote"])
        expect(chosen).to_be_checked()
        shown = page.locator(".tabbed-content > .tabbed-block:visible")
        expect(shown).to_have_count(page.locator(".tabbed-set").count())


def test_the_forms_can_be_read_without_scripts_and_all_are_printed(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto(page_url("sv", GUIDE))
    for form in ("hybrid", "remote", "on-site"):
        page.locator(".tabbed-labels label", has_text=WORDS["sv"][form]).click()
        expect(page.get_by_role("radio", name=WORDS["sv"][form])).to_be_checked()
        expect(page.locator(".tabbed-block:visible")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".tabbed-block:visible")).to_have_count(3)
    context.close()


def test_a_line_of_a_checklist_is_ticked_anywhere_on_it(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", "start-programme/first-pilot-session"))
    line = page.locator(".task-list-item", has_text="svarstiderna").first
    line.click(position={"x": 60, "y": 10})
    expect(line.get_by_role("checkbox")).to_be_checked()


def test_on_a_phone_what_is_far_below_waits_and_a_link_into_it_arrives(browser: Browser, served: str) -> None:
    phone = browser.new_context(
        base_url=served, viewport={"width": PHONE, "height": SMALL_HEIGHT}, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    page.goto(page_url("sv", TERMS))
    waits = "all => all.map((each) => !each.checkVisibility({ contentVisibilityAuto: true }))"
    assert True in page.locator(".terms caption").evaluate_all(waits)
    for path, rows in ((TERMS, ".terms tbody tr"), (REFERENCES, ".references li")):
        page.goto(page_url("sv", path))
        last = page.locator(rows).evaluate_all("all => all.at(-1).id")
        page.goto("./")
        page.goto(f"{page_url('sv', path)}#{last}")
        expect(page.locator(f"#{last}")).to_be_in_viewport(ratio=1)
    phone.close()
