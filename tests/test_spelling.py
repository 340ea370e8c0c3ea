"""Every word on every page is spelled as Swedish or British dictionaries have it, or stands in the project's lists."""

from __future__ import annotations

import pytest
from handbook.model import Handbook, read_handbook
from handbook.quoted import quotations
from handbook.settings import LANGUAGES, read_settings

from tests import spelling
from tests.site import ROOT


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return read_handbook(read_settings(ROOT))


def test_every_word_is_spelled(handbook: Handbook) -> None:
    found = [str(each) for each in spelling.unknown(handbook)]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("sv", "förbättringstavlan", "förbättrignstavlan"),
        ("sv", "skyddsombudets", "skydsombudets"),
        ("sv", "laget", "lagett"),
        ("en", "programme", "programmme"),
        ("en", "colour", "color"),
        ("en", "organisational", "organisatonal"),
    ],
)
def test_a_slip_is_told_from_the_word(language: str, right: str, wrong: str) -> None:
    assert (spelling.is_spelled(right, language), spelling.is_spelled(wrong, language)) == (True, False)


def test_words_are_taken_from_running_text() -> None:
    text = "Säg: ”lagets mått”, PDSA-kortet 2 på av.se, A3-bladet och team leader’s."
    assert list(spelling.words(text)) == ["Säg", "lagets", "mått", "PDSA-kortet", "på", "och", "team", "leader's"]


def test_a_slip_on_a_page_is_told_with_its_place() -> None:
    slip = spelling.Misspelt("docs/sv/a/one.md", 12, "pulsmöttet", ("pulsmötet",), "sv")
    told = "docs/sv/a/one.md:12: “pulsmöttet” is in no Swedish dictionary; did you mean pulsmötet?"
    assert str(slip).startswith(told)


def test_a_quoted_word_is_no_word_of_the_page(handbook: Handbook) -> None:
    text = "Say pulse meeting (pulsmöte), never pulsmötet; the safety representative is skyddsombud."
    assert spelling.unquoted(text, "en", handbook) == (
        "Say pulse meeting (…), never pulsmötet; the safety representative is …."
    )
    assert spelling.unquoted(text, "sv", handbook) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_quoted_in_vain(language: str, handbook: Handbook) -> None:
    other = spelling.OTHER[language]
    said = "\n".join(text for page in handbook.pages.values() if page.language == other for text in spelling.said(page))
    found = {each[0].casefold() for each in quotations(said, other, handbook.terms.quoted)}
    listed = handbook.terms.quoted[language]
    assert [word for word in listed if word.casefold() not in found] == []
    assert list(listed) == sorted(set(listed), key=str.casefold)


@pytest.mark.parametrize("name", ["sv", "en", spelling.SHARED])
def test_the_lists_hold_each_word_once_in_order_and_none_in_vain(name: str, handbook: Handbook) -> None:
    listed = spelling.listed(name)
    assert list(listed) == sorted(set(listed), key=lambda word: (word.lower(), word))
    languages = ("sv", "en") if name == spelling.SHARED else (name,)
    used = {word for language in languages for word in spelling.used(handbook, language)}
    used |= {word.lower() for word in used}
    assert [word for word in listed if word not in used] == []
    assert [word for word in listed if all(spelling.is_spelled(word, language) for language in languages)] == []
