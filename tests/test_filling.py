"""A sheet filled in on a phone: what is written stays, in its round, and is printed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from handbook.addresses import page_url
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Locator, Page, expect

from tests.browsing import PHONE

OpenPage = Callable[..., Page]
CHAPTER, SHEET = "coach-role/coaching-cycle", "step-log"
WRITTEN = "Ställ om 3/4 på åtta minuter"
"""With a sign that elsewhere on the page is a key."""


def row(page: Page) -> Locator:
    """The buttons below the sheet's heading."""
    return page.locator(f"[data-fillable={SHEET}]")


def fields(page: Page) -> Locator:
    """Where the sheet can be written in."""
    return page.get_by_role("textbox")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_stays_until_the_sheet_is_emptied(visit: OpenPage, language: str) -> None:
    page, words = visit(width=PHONE), WORDS[language]
    page.goto(page_url(language, CHAPTER))
    expect(fields(page)).to_have_count(0)
    row(page).get_by_role("button", name=words["fill"]).click()
    expect(fields(page).first).to_be_focused()
    assert len(set(fields(page).evaluate_all("all => all.map(each => each.ariaLabel)"))) == fields(page).count() > 5
    page.keyboard.type(WRITTEN)
    page.keyboard.press("Tab")
    page.keyboard.type("I morgon")
    page.reload()
    expect(fields(page).nth(0)).to_have_text(WRITTEN)
    expect(fields(page).nth(1)).to_have_text("I morgon")
    row(page).get_by_role("button", name=words["fill_empty"]).click()
    expect(fields(page).nth(0)).to_have_text("")
    row(page).get_by_role("button", name=words["undo"]).click()
    expect(fields(page).nth(0)).to_have_text(WRITTEN)
    row(page).get_by_role("button", name=words["fill_empty"]).click()
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(row(page).get_by_role("button", name=words["fill"])).to_be_visible()
    expect(fields(page)).to_have_count(0)


def test_rows_that_begin_alike_are_told_apart(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHAPTER))
    table = page.locator(f"#{SHEET} ~ :is(table, :has(table))").first
    for at in range(2):
        table.locator("tbody tr").nth(at).locator("td").first.evaluate("cell => { cell.textContent = 'Annat'; }")
    row(page).get_by_role("button", name=WORDS["sv"]["fill"]).click()
    expect(fields(page).first).to_be_focused()
    labels = fields(page).evaluate_all("all => all.map(each => each.ariaLabel)")
    assert len({*labels}) == len(labels) > 5
    page.keyboard.type("I morgon")
    page.evaluate("document.dispatchEvent(new Event('handbook:round'))")  # shown anew, as after a change of rounds
    expect(fields(page).first).to_have_text("I morgon")
    assert [each for each in fields(page).all_inner_texts() if each] == ["I morgon"]
    kept = page.evaluate("key => localStorage.getItem(key)", f"handbook:checks:first:{CHAPTER}:{SHEET}")
    assert json.loads(kept)["value"] == {"1, Datum, Annat": "I morgon"}


def test_an_example_is_there_to_be_read(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHAPTER))
    row(page).get_by_role("button", name=WORDS["sv"]["fill"]).click()
    expect(fields(page).first).to_be_visible()
    expect(page.locator("details .blank")).to_have_count(0)


def choose_round(page: Page, chosen: str) -> None:
    """Go on in the round `chosen`, as a checklist's dialog keeps it."""
    value = {"schema": 1, "value": {"current": chosen, "names": {"a": "Företag A, träff 2"}}}
    page.evaluate("value => localStorage.setItem('handbook:checks', JSON.stringify(value))", value)
    page.reload()


def test_each_round_has_its_own_sheet(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHAPTER))
    choose_round(page, "a")
    row(page).get_by_role("button", name=WORDS["sv"]["fill"]).click()
    expect(row(page).locator("[data-round]")).to_have_text("Företag A, träff 2")
    expect(fields(page).first).to_be_focused()
    page.keyboard.type("Tolv minuter")
    choose_round(page, "first")
    row(page).get_by_role("button", name=WORDS["sv"]["fill"]).click()
    expect(fields(page).first).to_have_text("")
    choose_round(page, "a")
    expect(fields(page).first).to_have_text("Tolv minuter")


def test_what_is_written_is_on_paper_and_the_buttons_are_not(visit: OpenPage) -> None:
    page = visit(width=PHONE)
    page.goto(page_url("sv", CHAPTER))
    row(page).get_by_role("button", name=WORDS["sv"]["fill"]).click()
    expect(fields(page).first).to_be_focused()
    page.keyboard.type("Ställ om på åtta minuter")
    page.emulate_media(media="print")
    expect(fields(page).first).to_be_visible()
    expect(row(page)).to_be_hidden()
