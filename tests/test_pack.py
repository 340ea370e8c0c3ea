"""The pack: pieces chosen on any page, put in order, printed as one, passed on as a link; kept on the device."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from handbook.addresses import page_url
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.axe import barriers
from tests.browsing import PHONE
from tests.site import ADDRESS, Site
from tests.test_print_foot import read

OpenPage = Callable[..., Page]

PACK = "toolbox/print-pack"
GUIDE = "start-programme/first-pilot-session"
CARD = "toolbox/pulse-meeting-card"
SHEET = f"{GUIDE}#pdsa-card"
CARDS = ("toolbox/hat-card", "toolbox/boundary-card", "toolbox/fallback-card")


def kept(page: Page) -> list[str]:
    """What the device keeps of the pack."""
    found = page.evaluate("JSON.parse(localStorage.getItem('handbook:pack'))?.value ?? []")
    return [str(each) for each in found]


def opened(page: Page, language: str, pieces: tuple[str, ...]) -> Page:
    """The page of the pack, with a pack that somebody has sent."""
    query = f"?pack={','.join(pieces)}".replace("#", "%23")
    page.goto(page_url(language, PACK) + query)
    expect(page.locator(".pack__piece")).to_have_count(len(pieces))
    return page


def listed(page: Page) -> list[str]:
    return [
        str(each) for each in page.locator(".pack__piece").evaluate_all("all => all.map(each => each.dataset.piece)")
    ]


def button(page: Page, piece: str, press: str) -> Locator:
    return page.locator(f'.pack__piece[data-piece="{piece}"] [data-press={press}]')


def test_pieces_are_picked_on_their_pages_and_taken_back(visit: OpenPage, site: Site) -> None:
    page, words = visit(width=PHONE), WORDS["sv"]
    page.goto(page_url("sv", CARD))
    assert page.evaluate("localStorage.length") == 0
    add = page.locator(".shelf [data-pieces]")
    add.click()
    expect(add).to_have_text(words["pack_take"])
    expect(page.locator(".shelf a")).to_have_text(f"{words['pack_open']} (1)")
    assert kept(page) == [CARD]

    page.goto(page_url("sv", GUIDE))
    sheet = page.locator("#pdsa-card + .sheet-files [data-pieces]")
    expect(sheet).to_have_accessible_description(re.compile("PDSA-kortet"))
    sheet.click()
    page.locator(".session > summary").click()
    everything = page.locator(".session [data-pieces]")
    everything.click()
    expect(everything).to_have_text(words["pack_take_all"])
    uses = site.handbook.chapters[GUIDE].meta.uses
    assert kept(page) == [CARD, SHEET, GUIDE, *(path for path in uses if path != CARD)]
    sheet.click()
    expect(sheet).to_have_text(words["pack_add"])
    assert SHEET not in kept(page)
    # reloaded, the page knows; in the other language, too
    page.goto(page_url("en", GUIDE))
    expect(page.locator(".shelf [data-pieces]")).to_have_text(WORDS["en"]["pack_take"])


def test_every_chapter_and_sheet_can_be_picked(visit: OpenPage, site: Site) -> None:
    page = visit()
    page.goto(page_url("sv", "coach-role/coaching-cycle"))
    sheets = page.locator(".sheet-files")
    expect(sheets.locator("[data-pieces]")).to_have_count(sheets.count())
    for chapter, document in site.chapters():
        assert ('class="shelf ' in document.html) != chapter.landing, document.url


def test_the_pack_is_put_in_order_by_keyboard(visit: OpenPage) -> None:
    page = opened(visit(), "sv", CARDS)
    first, second, third = CARDS
    up = button(page, third, "up")
    up.focus()
    page.keyboard.press("Enter")
    assert listed(page) == [first, third, second]
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    assert listed(page) == [third, first, second]
    # at the top there is no way further up: the keyboard stays with the piece
    expect(up).to_be_disabled()
    expect(button(page, third, "down")).to_be_focused()
    button(page, first, "out").press("Enter")
    assert listed(page) == [third, second]
    expect(button(page, second, "out")).to_be_focused()
    for piece in (third, second):
        button(page, piece, "out").press("Enter")
    expect(page.locator(".pack [data-part=empty]")).to_be_focused()


def test_a_pack_that_was_sent_is_kept_only_when_the_reader_says_so(visit: OpenPage, served: str) -> None:
    page = opened(visit(), "sv", (*CARDS, SHEET))
    expect(page.locator(".pack [data-part=shared]")).to_be_visible()
    button(page, CARDS[0], "out").click()
    assert page.evaluate("localStorage.length") == 0
    page.locator(".pack [data-press=keep]").click()
    assert kept(page) == [*CARDS[1:], SHEET]
    assert page.url == served + page_url("sv", PACK)
    # passed on, it is the same again
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator(".pack [data-press=link]").click()
    link = page.locator(".pack textarea").input_value()
    assert link == f"{served}{page_url('sv', PACK)}?pack={','.join(CARDS[1:])},{SHEET.replace('#', '%23')}"
    page.locator(".pack [data-press=clear]").click()
    assert page.evaluate("localStorage.length") == 0
    page.goto(link)
    expect(page.locator(".pack__piece")).to_have_count(3)
    assert listed(page) == [*CARDS[1:], SHEET]


def test_what_this_version_does_not_have_is_told_and_left_out(visit: OpenPage) -> None:
    page = opened(visit(missing=("toolbox/lost-card/",)), "en", ("toolbox/lost-card", f"{CARD}#lost", CARDS[0]))
    for piece in ("toolbox/lost-card", f"{CARD}#lost"):
        about = page.locator(f'.pack__piece[data-piece="{piece}"] .pack__about')
        expect(about).to_have_text(WORDS["en"]["pack_gone"])
    page.evaluate("window.print = () => {}")
    page.locator(".pack [data-press=print]").click()
    expect(page.locator(".printed > section")).to_have_count(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_is_printed_as_one_with_every_address_and_code(visit: OpenPage, site: Site, language: str) -> None:
    pieces = (GUIDE, CARD, SHEET, "leader-support/pulse-meeting#run-sheet")
    page = opened(visit(), language, pieces)
    titles = [site.handbook.chapters[path].title(language) for path in (GUIDE, CARD)]
    expect(page.locator(".pack__piece a").nth(1)).to_have_text(titles[1])
    page.locator(".pack [name=title]").fill("Åre 3 december")
    page.locator(".pack [name=date]").fill("2026-12-03")
    page.evaluate("window.print = () => {}")
    page.locator(".pack [data-press=print]").click()
    printed = page.locator(".printed")
    expect(printed.locator("> section")).to_have_count(1 + len(pieces))

    # what is linked to within the pack is there, and every id once
    ids = printed.locator("[id]").evaluate_all("all => all.map(({ id }) => id)")
    assert len(ids) == len(set(ids)) > 30
    links = printed.locator("a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith(("#", "https://"))] == []
    assert "#piece-2" in links

    # a text to copy is prose, as on its page
    texts = printed.locator("pre > code, p")
    voices = texts.evaluate_all("all => all.map((each) => getComputedStyle(each).fontFamily)")
    assert len(set(voices)) == 1

    # a phone reads the way back from each piece
    addresses = [ADDRESS + page_url(language, path.split("#")[0]) for path in (PACK, *pieces)]
    codes = printed.locator(".print-foot .qr")
    assert [read(page.request.get(str(code.get_attribute("src"))).body()) for code in codes.all()] == addresses
    page.wait_for_function("[...document.querySelectorAll('.printed .qr')].every(({ naturalWidth }) => naturalWidth)")

    document = PdfReader(BytesIO(page.pdf(format="A4")))
    said = [re.sub(r"\s+", "", each.extract_text()) for each in document.pages]
    whole = "".join(said)
    assert all(re.sub(r"\s+", "", title) in said[0] for title in ("Åre 3 december", *titles))
    for address, piece in zip(addresses[1:], pieces, strict=True):
        assert address + "".join(re.findall("#.*", piece)) in whole
    assert whole.count(re.sub(r"\s+", "", WORDS[language]["unreleased"])) >= 1 + len(pieces)
    assert WORDS[language]["pack_from"] + titles[0].replace(" ", "") in whole
    # the pack's own page steps back, and returns
    assert re.sub(r"\s+", "", WORDS[language]["pack_keep"]) not in whole
    expect(page.locator(".printed")).to_have_count(0)


def test_a_guide_gives_way_to_its_run_sheet_and_its_sheets_are_listed(visit: OpenPage) -> None:
    page = opened(visit(), "sv", (GUIDE, CARD))
    expect(page.locator(".pack__sheets > li").filter(has_text="PDSA-kortet")).to_be_visible()
    files = page.locator(".pack__sheets a").evaluate_all("all => all.map(each => each.href)")
    assert any(file.endswith("sheets/start-programme/first-pilot-session/pdsa-card.pdf") for file in files)
    assert all(page.request.head(file).ok for file in files)
    long = page.locator(".pack__sum").inner_text()
    button(page, GUIDE, "short").click()
    assert listed(page) == [f"{GUIDE}#run-sheet", CARD]
    expect(page.locator(".pack__sum")).not_to_have_text(long)
    button(page, f"{GUIDE}#run-sheet", "whole").click()
    expect(page.locator(".pack__sum")).to_have_text(long)
    assert listed(page) == [GUIDE, CARD]


def test_a_saved_pack_is_opened_and_printed_without_a_network(browser: Browser, served: str) -> None:
    reader = browser.new_context(base_url=served).new_page()
    page, words = opened(reader, "en", (CARD, SHEET)), WORDS["en"]
    expect(page.locator(".pack__sheets > li").nth(1)).to_be_visible()
    page.locator(".pack [data-press=keep]").click()
    page.locator(".pack [data-press=save]").click()
    expect(page.get_by_text(words["pack_saved"])).to_be_visible()
    page.context.set_offline(True)
    page.goto(page_url("en", GUIDE))
    expect(page.locator("h1")).to_be_visible()
    page.goto(page_url("en", PACK))
    expect(page.locator(".pack [data-part=saved]")).to_be_visible()
    # what is not saved cannot come along, and the reader is told
    page.goto(f"{page_url('en', PACK)}?pack={CARD},toolbox/hat-card")
    about = page.locator(".pack__about")
    expect(about.nth(1)).to_have_text(words["pack_away"])
    expect(about.first).to_contain_text(words["card"])
    expect(page.locator(".pack [data-part=saved]")).to_be_hidden()
    page.evaluate("window.print = () => {}")
    page.locator(".pack [data-press=print]").click()
    expect(page.locator(".printed > section")).to_have_count(2)
    page.context.close()


def test_the_pack_is_large_enough_for_a_thumb_and_fits_a_small_phone(visit: OpenPage) -> None:
    page = opened(visit(width=320), "sv", (GUIDE, SHEET, *CARDS))
    expect(button(page, GUIDE, "short")).to_be_visible()
    stops = page.locator(".pack :is(button, input, .sheet-files a)")
    heights = stops.evaluate_all("all => all.filter(each => each.checkVisibility()).map(each => each.offsetHeight)")
    assert len(heights) > 20
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert barriers(page, ".pack") == []
