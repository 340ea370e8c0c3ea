"""What a reader sends who has found something wrong: it names the page, and goes where the owner has said."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from handbook.feedback import feedback
from handbook.model import read_handbook
from handbook.settings import LANGUAGES, read_settings
from handbook.views import ChapterView, chapter_view

from tests.site import ROOT

ISSUES = "https://forge.example/handbook/issues/new"


@pytest.fixture(scope="module")
def views() -> dict[str, ChapterView]:
    handbook = read_handbook(read_settings(ROOT))
    return {
        language: chapter_view(handbook, "coach-role/working-agreement", language, "https://h.example/1.0/")
        for language in LANGUAGES
    }


def test_the_text_names_page_section_version_language_and_address(views: dict[str, ChapterView]) -> None:
    assert feedback(views["sv"], "1.0", {}).text == (
        "Sida: Trepartsöverenskommelsen\nAvsnitt: hela kapitlet\nVersion: 1.0\nSpråk: svenska\n"
        "Adress: https://h.example/1.0/coach-role/working-agreement/\n\nDet här är fel, eller saknas:\n"
    )
    english = feedback(views["en"], "", {}).text
    assert "Version: not released\nLanguage: English\n" in english
    assert "https://h.example/1.0/en/coach-role/working-agreement/" in english


def test_without_an_address_there_is_no_link(views: dict[str, ChapterView]) -> None:
    for where in ({}, {"mail": "", "issues": ""}, {"mail": None, "issues": None}):
        given = feedback(views["sv"], "1.0", where)  # type: ignore[arg-type]
        assert (given.mail, given.issue) == ("", "")


def test_a_mail_is_addressed_and_holds_the_text(views: dict[str, ChapterView]) -> None:
    given = feedback(views["sv"], "1.0", {"mail": "bok+fel@h.example"})
    link = urlsplit(given.mail + given.ready)
    assert (link.scheme, link.path) == ("mailto", "bok%2Bfel@h.example")
    # A program for mail shows a plus sign as it stands: no blank may be written so.
    assert "+" not in link.query
    assert parse_qs(link.query)["body"] == [given.text]
    assert parse_qs(link.query)["subject"] == ["Metodhandboken: Trepartsöverenskommelsen"]


def test_an_issue_has_a_title_and_holds_the_text(views: dict[str, ChapterView]) -> None:
    given = feedback(views["en"], "1.0", {"issues": ISSUES})
    link = urlsplit(given.issue + given.ready)
    assert f"{link.scheme}://{link.netloc}{link.path}" == ISSUES
    assert parse_qs(link.query)["body"] == [given.text]
    assert parse_qs(link.query)["title"] == ["Method handbook: The working agreement"]
