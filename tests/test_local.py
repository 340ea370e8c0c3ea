"""What the site remembers for a reader: on the device only, and not before the reader asks for it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from handbook.addresses import page_url
from handbook.feedback import feedback
from handbook.settings import LANGUAGES
from handbook.views import chapter_view
from handbook.words import WORDS
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.axe import barriers
from tests.browsing import DESKTOP, PHONE
from tests.site import ADDRESS, ROOT, Site

OpenPage = Callable[..., Page]

GUIDE = "leader-support/ten-minute-debrief"

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
})"""
"""A browser that lets pages keep nothing, as some private windows do."""


SCRIPT = "assets/scripts/store.js"
"""An address of the site at which no page runs, which might keep something of its own."""


def run(page: Page, part: str, body: str) -> Any:
    """What `body` returns, in which `it` is the script `part` as a page of the site imports it."""
    return page.evaluate(f"async () => {{ const it = await import('/handbook/assets/scripts/{part}.js'); {body} }}")


# -- store.js ----------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again_on_another_page_in_another_language(visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    assert run(page, "store", "return it.write('a', {b: [1, 'å']})") is True
    page.goto("en/start/")
    assert run(page, "store", "return it.read('a', {})") == {"b": [1, "å"]}
    assert run(page, "store", "return it.read('b', 'nothing')") == "nothing"
    run(page, "store", "it.remove('a')")
    assert run(page, "store", "return it.read('a', {})") == {}


def test_what_is_not_understood_is_neither_read_nor_written_over(visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    newer = '{"schema":2,"value":{"c":1}}'
    for kept in (newer, "{", "null", "7", '"schema"', '{"schema":1}', '{"schema":1,"value":[1]}'):
        page.evaluate("kept => localStorage.setItem('handbook:a', kept)", kept)
        assert run(page, "store", "return it.read('a', {})") == {}, kept
        assert run(page, "store", "return it.write('a', {d: 1})") is (kept != newer), kept
        assert (page.evaluate("localStorage.getItem('handbook:a')") == newer) is (kept == newer), kept
    page.evaluate("localStorage.setItem('handbook:a', '{\"schema\":1,\"value\":4}')")
    assert run(page, "store", "return it.read('a', 0, (value) => value < 4)") == 0
    assert run(page, "store", "return it.read('a', 0, (value) => value > 3)") == 4


def test_all_is_told_and_all_is_erased_but_what_is_not_the_handbooks(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.goto(SCRIPT)
    page.evaluate("localStorage.setItem('another', 'page')")
    run(page, "store", "it.write('b', 1); it.write('a', 'å')")
    assert run(page, "store", "return it.kept()") == [
        {"key": "a", "bytes": len('handbook:a{"schema":1,"value":"å"}'.encode())},
        {"key": "b", "bytes": len('handbook:b{"schema":1,"value":1}')},
    ]
    run(page, "store", "it.erase()")
    assert run(page, "store", "return it.kept()") == []
    assert page.evaluate("Object.keys(localStorage)") == ["another"]


def test_where_nothing_can_be_kept_nothing_fails(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.add_init_script(FORBIDDEN)
    page.goto(SCRIPT)
    assert run(page, "store", "return [it.write('a', 1), it.read('a', 2), it.kept()]") == [False, 2, []]
    run(page, "store", "it.remove('a'); it.erase()")


def test_what_there_is_no_room_for_leaves_what_was_there(visit: OpenPage) -> None:
    page = visit(missing=["favicon.ico"])
    page.goto(SCRIPT)
    assert run(page, "store", "it.write('a', 1); return it.write('a', 'x'.repeat(6e6))") is False
    assert run(page, "store", "return it.read('a', 0)") == 1


# -- checklists --------------------------------------------------------------------------------------------

CHECKLIST = "start-programme/first-pilot-session"
PRINTING = """
globalThis.box = () => getComputedStyle(document.querySelector("[data-tick]"), "::before").content;
globalThis.print = () => { (globalThis.printed ??= []).push(box()); };
"""
"""Notes how the first box would come out of a printer."""
SAVED = "caches.open('handbook:/handbook/:sv').then(cache => cache.put('/x', new Response('a'.repeat(2000))))"
"""Saves a page of two kilobytes for offline."""
KEPT_TICKS = f"checks:first:{CHECKLIST}"


def words(language: str, name: str) -> str:
    return WORDS[language][name]


def never(_route: Route) -> None:
    """Answer no request, as a network that is too weak."""


def until_kept(page: Page, key: str, *, kept: bool = True) -> None:
    """Wait for what a press keeps, or lets go: the script that does it is fetched at the first press."""
    deadline = time.monotonic() + 60
    while page.evaluate("key => localStorage.getItem(`handbook:${key}`) !== null", key) != kept:
        assert time.monotonic() < deadline, key
        page.wait_for_timeout(50)


def ticked(page: Page) -> list[int]:
    """Which boxes of the page are ticked."""
    return [at for at, box in enumerate(page.locator("[data-tick]").all()) if box.is_checked()]


def kept(page: Page, key: str) -> Any:
    """What the browser keeps as `key`, or nothing."""
    return page.evaluate("key => JSON.parse(localStorage.getItem(`handbook:${key}`))?.value ?? null", key)


def keep(page: Page, key: str, value: Any) -> None:
    """Have the browser keep `value`, as an earlier visit may have left it."""
    keeping = "([key, value]) => localStorage.setItem(`handbook:${key}`, JSON.stringify({ schema: 1, value }))"
    page.evaluate(keeping, [key, value])


def work(page: Page) -> Locator:
    """Open the dialog of the first checklist."""
    page.locator(".tally__open").first.click()
    dialog = page.locator("#__checklist")
    expect(dialog).to_be_visible()
    return dialog


def test_a_tick_stays_in_both_languages_and_nothing_is_kept_before_it(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHECKLIST))
    tally = page.locator(".tally__open").first
    expect(tally).to_contain_text(re.compile(r"0 av \d+"))
    assert page.evaluate("localStorage.length") == 0
    box = page.locator("[data-tick]").nth(1)
    page.locator(".task-list-item label").nth(1).scroll_into_view_if_needed()
    line = page.locator(".task-list-item label").nth(1).bounding_box()
    assert line
    assert line["height"] >= 44
    page.mouse.click(line["x"] + 18, line["y"] + line["height"] / 2)  # on the box, where no link is
    expect(box).to_be_checked()
    page.locator("[data-tick]").nth(0).press("Space")
    expect(tally).to_contain_text(re.compile(r"2 av \d+"))
    page.reload()
    expect(tally).to_contain_text(re.compile(r"2 av \d+"))
    assert ticked(page) == [0, 1]
    page.goto(page_url("en", CHECKLIST))
    expect(tally).to_contain_text(re.compile(r"2 of \d+"))
    assert ticked(page) == [0, 1]
    page.locator("[data-tick]").nth(0).uncheck()
    page.locator("[data-tick]").nth(1).uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_a_tick_before_its_script_is_there_stays(visit: OpenPage) -> None:
    page, waiting = visit(width=PHONE), list[Route]()
    page.route("**/scripts/main.js", lambda route: waiting.append(route))
    with page.expect_request("**/scripts/ticks.js"):  # asked for by the page itself
        page.goto(page_url("sv", CHECKLIST), wait_until="commit")
    page.locator("[data-tick]").nth(1).check()
    waiting[0].continue_()
    page.unroute_all()
    expect(page.locator(".tally__open").first).to_contain_text(re.compile(r"1 av \d+"))
    assert ticked(page) == [1]
    keep(page, "checks", {"current": "other", "names": {"other": "Företag A"}})
    page.reload()  # what the browser brings back is no tick
    expect(page.locator(".tally__open").first).to_contain_text(re.compile(r"0 av \d+"))
    assert ticked(page) == []


def test_where_nothing_can_be_kept_a_list_can_be_ticked_and_says_so(visit: OpenPage) -> None:
    page = visit()
    page.add_init_script(FORBIDDEN)
    page.goto(page_url("sv", CHECKLIST))
    page.locator("[data-tick]").first.check()
    expect(page.locator(".tally__open").first).to_contain_text(re.compile(r"1 av \d+"))
    expect(page.locator(".tally__told").first).to_have_text(words("sv", "not_kept"))


def test_each_company_has_its_round(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHECKLIST))
    page.locator("[data-tick]").nth(0).check()
    dialog = work(page)

    def press(name: str) -> None:
        dialog.get_by_role("button", name=words("sv", name), exact=True).click()

    told, name = dialog.get_by_role("status"), dialog.get_by_role("textbox")

    press("round_new")
    expect(told).to_have_text(words("sv", "round_unnamed"))
    name.fill("Företag A, träff 2")
    press("round_new")
    assert ticked(page) == []
    press("round_new")  # once more, in the same name
    expect(told).to_have_text(words("sv", "round_taken"))
    name.fill(words("sv", "round_first").upper())
    press("round_rename")
    expect(told).to_have_text(words("sv", "round_taken"))
    expect(dialog.get_by_role("radio")).to_have_count(2)
    press("close")
    expect(page.locator(".tally__open").first).to_be_focused()
    expect(page.locator(".tally__open").first).to_contain_text("· Företag A, träff 2")
    page.locator("[data-tick]").nth(2).check()

    page.reload()
    assert ticked(page) == [2]
    work(page)
    dialog.get_by_role("radio", name=words("sv", "round_first")).check()
    assert ticked(page) == [0]
    dialog.get_by_role("radio", name="Företag A, träff 2").check()
    assert ticked(page) == [2]
    name.fill("Verkstadsaktiebolagetsdotterbolagutanmellanslag")
    press("round_rename")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    name.fill("<b>Företag B</b>")
    press("round_rename")
    expect(dialog.get_by_role("radio", name="<b>Företag B</b>")).to_be_checked()

    press("round_delete")
    expect(told).to_have_text(words("sv", "round_deleted"))
    assert ticked(page) == [0]
    press("undo")
    expect(dialog.get_by_role("radio", name="<b>Företag B</b>")).to_be_checked()
    assert ticked(page) == [2]
    press("tick_reset")
    expect(told).to_have_text(words("sv", "tick_was_reset"))
    assert ticked(page) == []
    press("undo")
    assert ticked(page) == [2]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".tally__open").first).to_be_focused()


def test_a_list_is_printed_as_it_is_or_blank(visit: OpenPage) -> None:
    page = visit()
    page.add_init_script("globalThis.print = () => { (globalThis.printed ??= []).push(box()); }")
    page.add_init_script(
        """globalThis.box = () => getComputedStyle(document.querySelector("[data-tick]"), "::before").content"""
    )
    page.goto(page_url("sv", CHECKLIST))
    page.locator("[data-tick]").first.check()
    page.emulate_media(media="print")
    assert page.evaluate("box()") != "none"
    page.emulate_media(media="screen")
    for how in ("ticked", "blank"):
        dialog = work(page)
        page.emulate_media(media="print")
        dialog.locator(f"[data-print={how}]").evaluate("button => button.click()")
        page.emulate_media(media="screen")
        expect(dialog).to_be_hidden()
    filled, blank = page.evaluate("printed")
    assert filled != "none"
    assert blank == "none"
    assert page.locator("html").get_attribute("data-boxes") is None


def test_what_has_changed_since_the_reader_ticked_is_marked(visit: OpenPage) -> None:
    page = visit()
    page.goto(page_url("sv", CHECKLIST))
    keys = page.locator("[data-tick]").evaluate_all("boxes => boxes.map(({ dataset }) => dataset.tick)")
    earlier = {
        "ticked": {
            keys[0]: {"text": "Som nu.", "language": "sv"},
            "0000dead": {"text": "Bring <i>chalk</i>.", "language": "en"},
        },
        "seen": [*keys[:1], *keys[2:], "0000dead"],
    }
    keep(page, KEPT_TICKS, earlier)
    page.reload()
    assert ticked(page) == [0]
    marks = page.locator(".tick-new")
    expect(marks).to_have_count(1)
    expect(page.locator(".task-list-item").nth(1)).to_contain_text(words("sv", "tick_new"))
    gone = page.locator(".tally__gone").first
    gone.locator("summary").click()
    expect(gone.locator("li")).to_have_text("Bring <i>chalk</i>.")
    expect(gone.locator("li")).to_have_attribute("lang", "en")
    page.locator("[data-tick]").nth(3).check()
    expect(marks).to_have_count(1)  # a tick elsewhere is no answer to it
    page.locator("[data-tick]").nth(1).check()
    expect(marks).to_have_count(0)
    assert words("sv", "tick_new") not in json.dumps(kept(page, KEPT_TICKS), ensure_ascii=False)
    gone.get_by_role("button").click()
    expect(gone).to_be_hidden()
    page.reload()
    assert ticked(page) == [0, 1, 3]


def test_ticks_go_to_another_phone_in_a_file_and_none_is_lost(
    visit: OpenPage, tmp_path: Path, browser: Browser, served: str
) -> None:
    page = visit()
    page.goto(page_url("sv", CHECKLIST))
    page.locator("[data-tick]").nth(0).check()
    page.get_by_role("button", name=words("sv", "mark_read")).click()
    file = tmp_path / "ticks.json"
    with page.expect_download() as download:
        work(page).get_by_role("button", name=words("sv", "kept_save")).click()
    assert re.fullmatch(r"handbook-checks-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    download.value.save_as(file)
    assert list(json.loads(file.read_text("utf-8"))["values"]) == [KEPT_TICKS]

    other = visit()
    other.goto(page_url("en", CHECKLIST))
    other.locator("[data-tick]").nth(2).check()
    dialog = work(other)
    told, chosen = dialog.get_by_role("status"), dialog.locator("input[type=file]")
    chosen.set_input_files(file)
    expect(told).to_have_text(words("en", "kept_loaded"))
    assert ticked(other) == [0, 2]
    chosen.set_input_files(file)
    expect(told).to_have_text(words("en", "kept_nothing_new"))
    before = other.evaluate("JSON.stringify(localStorage)")
    for text, name in (
        ("not json", "kept_no_json"),
        ("[1]", "kept_other"),
        ('{"handbook": "all", "schema": 1, "values": {"../x": 1}}', "kept_other"),
        ('{"handbook": "all", "schema": 1, "values": []}', "kept_other"),
        ('{"handbook": "all", "schema": 2, "values": {"checks": 1}}', "kept_newer"),
        ('{"handbook": "all", "schema": 1, "values": {}}', "kept_empty"),
    ):
        file.write_text(text, "utf-8")
        chosen.set_input_files(file)
        expect(told).to_have_text(words("en", name))
        assert other.evaluate("JSON.stringify(localStorage)") == before
    assert ticked(other) == [0, 2]


# -- where the reader was ----------------------------------------------------------------------------------


def test_the_first_page_leads_back_only_once_the_reader_has_asked_for_it(visit: OpenPage, served: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", GUIDE))
    page.goto("./")
    assert page.evaluate("localStorage.length") == 0
    onward = page.locator("[data-continue]")
    expect(onward).to_be_hidden()
    page.get_by_role("checkbox", name=words("sv", "remember_place")).check()
    until_kept(page, "place")
    expect(onward).to_be_hidden()
    page.goto(page_url("sv", GUIDE))
    page.locator("#measures").evaluate("heading => heading.scrollIntoView()")
    page.goto(page_url("en", "index"))
    expect(onward.get_by_role("link")).to_have_text("Ten-minute debrief")
    onward.get_by_role("link").click()
    expect(page).to_have_url(f"{served}{page_url('en', GUIDE)}#measures")
    page.get_by_role("checkbox", name=words("en", "remember_place")).uncheck()
    until_kept(page, "place", kept=False)
    assert page.evaluate("localStorage.length") == 0
    page.goto("./")
    expect(onward).to_be_hidden()


def test_a_chapter_is_marked_as_read_and_says_what_has_changed_since(visit: OpenPage) -> None:
    page = visit()
    page.goto(page_url("sv", GUIDE))
    button = page.get_by_role("button", name=words("sv", "mark_read"))
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert list(kept(page, "read")) == [GUIDE]
    page.goto(page_url("en", "leader-support/index"))
    expect(page.locator(".chapter-card", has=page.locator(".read-mark"))).to_have_count(1)

    page.goto(page_url("en", GUIDE))
    notice = page.locator("[data-notice=changed]")
    expect(page.locator("[data-read-on] time")).to_be_visible()
    expect(notice).to_have_count(0)  # read in one language, it is read in the other
    marks = kept(page, "read")
    marks[GUIDE]["on"] = "2026-10-02"
    for changed in ("measures", ""):
        marks[GUIDE]["sections"] = re.sub(rf"(?<![^ ]){changed}:\w+", f"{changed}:0000dead", marks[GUIDE]["sections"])
    marks[GUIDE]["sections"] += " no-more:0000dead"
    keep(page, "read", marks)
    page.reload()
    expect(notice).to_contain_text("2 October 2026")
    expect(notice).to_contain_text(words("en", "changed_gone"))
    links = notice.get_by_role("link").evaluate_all("links => links.map(link => link.hash)")
    assert links == ["#chapter-title", "#measures"]
    notice.get_by_role("button", name=words("en", "changes_seen")).click()
    expect(notice).to_have_count(0)
    page.reload()
    expect(page.locator("[data-read-on]")).to_be_visible()
    expect(notice).to_have_count(0)
    button = page.get_by_role("button", name=words("en", "mark_read"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.length") == 0


def test_a_press_shows_and_is_kept_before_its_script_is_there(visit: OpenPage) -> None:
    page = visit()
    page.route("**/scripts/reading.js", never)
    page.goto(page_url("sv", GUIDE))
    button = page.get_by_role("button", name=words("sv", "mark_read"))
    button.click()
    page.get_by_role("checkbox", name=words("sv", "remember_place")).check()
    assert button.get_attribute("aria-pressed") == "true"
    page.goto("./")
    page.unroute_all()
    assert list(kept(page, "read")) == [GUIDE]
    assert kept(page, "place") == {}
    page.goto(page_url("sv", GUIDE))
    expect(page.locator("[data-read-on]")).to_be_visible()
    expect(page.locator("[data-notice=changed]")).to_have_count(0)
    page.route("**/scripts/reading.js", never)
    page.reload(wait_until="commit")
    button.click()  # not shown as read yet: it is meant to be
    assert button.get_attribute("aria-pressed") == "true"
    assert list(kept(page, "read")) == [GUIDE]


# -- all of it: shown, taken along, erased -----------------------------------------------------------------

PRIVACY = "start/privacy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_kept_is_shown_and_erased_by_one_button(visit: OpenPage, language: str) -> None:
    page = visit(width=PHONE)
    page.goto(page_url(language, PRIVACY))
    place = page.locator(".kept")
    expect(place.get_by_text(words(language, "kept_nothing"))).to_be_visible()
    page.goto(page_url(language, CHECKLIST))
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name=words(language, "mark_read")).click()
    page.get_by_role("checkbox", name=words(language, "remember_place")).check()
    until_kept(page, "place")
    page.locator("[data-form] ~ .tabbed-labels label").last.click()
    page.evaluate(SAVED)
    page.evaluate("navigator.serviceWorker.register('/handbook/sw.js')")
    page.evaluate("localStorage.setItem('another', 'page')")
    page.goto(page_url(language, PRIVACY))
    shown = place.locator("tbody tr")
    named = [words(language, f"kept_{name}") for name in ("checks", "form", "place", "read", "pages", "worker")]
    expect(shown.locator("th")).to_have_text(named)
    expect(shown.nth(4).locator("td")).to_have_text(re.compile(r"^2\s"))

    place.get_by_role("button", name=words(language, "erase")).click()
    dialog = place.locator("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=words(language, "cancel")).click()
    expect(shown).to_have_count(len(named))
    place.get_by_role("button", name=words(language, "erase")).click()
    dialog.get_by_role("button", name=words(language, "erase")).click()
    expect(place.get_by_role("status")).to_have_text(words(language, "erased"))
    expect(place.get_by_text(words(language, "kept_nothing"))).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == ["another"]
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.goto("./")  # nothing comes back when a page is left
    assert page.evaluate("Object.keys(localStorage)") == ["another"]


def test_all_that_is_kept_goes_to_another_phone(visit: OpenPage, tmp_path: Path) -> None:
    page = visit()
    page.goto(page_url("sv", CHECKLIST))
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name=words("sv", "mark_read")).click()
    expect(page.get_by_role("button", name=words("sv", "mark_read"))).to_have_attribute("aria-pressed", "true")
    page.goto(page_url("sv", PRIVACY))
    with page.expect_download() as download:
        page.get_by_role("button", name=words("sv", "kept_save")).click()
    download.value.save_as(tmp_path / "kept.json")
    other = visit()
    other.goto(page_url("sv", PRIVACY))
    expect(other.locator(".kept")).to_be_visible()
    other.locator(".kept input[type=file]").set_input_files(tmp_path / "kept.json")
    expect(other.locator(".kept").get_by_role("status")).to_have_text(words("sv", "kept_loaded"))
    expect(other.locator(".kept tbody tr")).to_have_count(2)
    other.goto(page_url("sv", CHECKLIST))
    assert ticked(other) == [0]


# -- words of the term list --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_term_is_explained_where_it_stands(visit: OpenPage, served: str, width: int) -> None:
    page = visit(width=width)
    page.goto(page_url("sv", CHECKLIST))
    term = page.locator("a.term").first
    identity = str(term.get_attribute("href")).partition("#")[2]
    card = page.locator(f"#__about-{identity}")
    box = term.bounding_box()
    assert box
    assert box["height"] >= 24
    term.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport(ratio=1)
    expect(card.locator("[lang=en]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()
    term.click()
    expect(card).to_be_visible()
    page.mouse.click(5, 200)
    expect(card).to_be_hidden()
    term.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served}{page_url('sv', 'evaluation/terms-and-references')}#{identity}")


def test_without_scripts_a_term_leads_to_the_list_and_a_box_can_be_ticked(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto(page_url("en", CHECKLIST))
    page.locator("[data-tick]").first.check()
    expect(page.locator(".reading")).to_be_hidden()
    expect(page.locator("dialog, .term-card, .tally").filter(visible=True)).to_have_count(0)
    page.locator("a.term").first.click()
    expect(page).to_have_url(re.compile(r"/terms-and-references/#term-"))
    context.close()


# -- feedback ----------------------------------------------------------------------------------------------


def test_a_text_for_whoever_mends_the_handbook_names_the_section_and_is_copied(visit: OpenPage, served: str) -> None:
    page = visit(width=PHONE)
    page.goto(f"{page_url('sv', GUIDE)}#measures")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    feedback = page.locator(".feedback")
    feedback.locator("summary").click()
    copy = feedback.get_by_role("button", name=words("sv", "copy_text"))
    copy.click()
    expect(feedback.get_by_role("status")).to_have_text(words("sv", "copied"))
    text = page.evaluate("navigator.clipboard.readText()")
    assert page_url("sv", GUIDE) + "#measures\n" in text
    assert f"{words('sv', 'version')}: {words('sv', 'unreleased')}\n" in text
    feedback.get_by_role("combobox").select_option("")
    copy.click()
    whole = page.evaluate("navigator.clipboard.readText()")
    assert f"{words('sv', 'section')}: {words('sv', 'whole_chapter')}\n" in whole
    assert "#" not in whole
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    copy.click()
    expect(feedback.get_by_role("status")).to_have_text(words("sv", "copy_by_hand"))
    assert page.evaluate("getSelection().toString()").startswith(words("sv", "page"))


def test_a_mail_or_an_issue_carries_the_chosen_section(visit: OpenPage, site: Site) -> None:
    view = chapter_view(site.handbook, GUIDE, "en", ADDRESS)
    given = feedback(view, "1.0", {"mail": "book@h.example", "issues": "https://forge.example/new"})
    templates = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    shown = templates.get_template("handbook/feedback.html").render(reading={"feedback": given}, words=WORDS["en"])
    page = visit()
    page.goto(page_url("en", GUIDE))
    page.locator(".feedback").evaluate("(there, html) => { there.outerHTML = html; }", shown)
    run(page, "feedback", "")
    place = page.locator(".feedback")
    place.locator("summary").click()
    expect(place).not_to_contain_text(words("en", "feedback_nowhere"))
    place.get_by_role("combobox").select_option("measures")
    for name, scheme in (("feedback_mail", "mailto"), ("feedback_issue", "https")):
        link = urlsplit(str(place.get_by_role("link", name=words("en", name)).get_attribute("href")))
        assert link.scheme == scheme
        assert f"{page_url('en', GUIDE)}#measures" in parse_qs(link.query)["body"][0]
        assert "Version: 1.0" in parse_qs(link.query)["body"][0]


# -- for every sense ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme", "language"), [(PHONE, "light", "sv"), (DESKTOP, "dark", "en")])
def test_nothing_that_a_reader_works_with_shuts_anybody_out(
    visit: OpenPage, width: int, scheme: str, language: str
) -> None:
    page, found = visit(width=width, scheme=scheme), []
    page.goto(page_url(language, CHECKLIST))
    page.locator("[data-tick]").first.check()
    keep(page, KEPT_TICKS, {"ticked": {"0000dead": {"text": "Chalk", "language": "en"}}, "seen": ["0000dead"]})
    keep(page, "read", {CHECKLIST: {"on": "2026-10-02", "sections": ""}})
    keep(page, "place", {"path": GUIDE, "section": "measures", "title": "Guide", "language": "en"})
    page.reload()
    page.locator(".tally__gone summary").first.click()
    page.locator(".feedback summary").click()
    expect(page.locator("[data-copy]")).to_be_visible()
    expect(page.locator("[data-notice=changed]")).to_be_visible()
    for place in (".task-list:has([data-tick])", ".tally", "[data-notice=changed]", ".reading", ".feedback"):
        found += barriers(page, place)
    work(page).get_by_role("button", name=words(language, "tick_reset")).click()
    found += barriers(page, "#__checklist")
    page.keyboard.press("Escape")
    page.locator("a.term").first.click()
    found += barriers(page, ".term-card:popover-open")
    page.goto(page_url(language, PRIVACY))
    expect(page.locator(".kept tbody tr").first).to_be_visible()
    found += barriers(page, ".kept")
    page.locator("[data-erase]").click()
    found += barriers(page, ".kept dialog")
    page.goto(page_url(language, "index") or "./")
    expect(page.locator("[data-continue]")).to_be_visible()
    found += barriers(page, "[data-continue]")
    assert found == []
