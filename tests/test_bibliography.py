"""Works, what they are called in the text, and how the reference list shows them."""

from __future__ import annotations

import re

import pytest
from handbook.bibliography import Bibliography, formatted, parse_bibliography
from handbook.finding import Text

from tests.handbooks import ROOT

WORKS = r"""
@article{three,
  author   = {Keiser, Nathanael L. and Arthur, Winfred and {von Grün}, Eva},
  title    = {{Debriefs} in {SME}s: a meta-analysis of \"a, {\aa} \& \o{}},
  journal  = {Journal of Work},
  year     = {2021},
  doi      = {10.1037/apl0000821},
  keywords = {leader, programme},
  verified = {seen},
  annote   = {VERIFIED on page 3: d = 0.79},
}

@book{two,
  author    = {Åberg, Jan and de la Cruz, Eva},
  title     = {Lean},
  publisher = {Studentlitteratur},
  year      = {2019},
  keywords  = {sv},
  verified  = {second-hand},
}

@techreport{organisation,
  author      = {{Swedish Work Environment Authority}},
  title       = {Report},
  institution = {AV},
  year        = {2020},
  keywords    = {programmes},
  verified    = {seen},
}

@misc{unsaid, title = {Nobody looked}, year = {2018}}

@misc{memory, title = {From memory}, year = {2018}, verified = {memory}}

@misc{undated, author = {Ek, Bo}, title = {Undated}, verified = {seen}}
"""


@pytest.fixture(scope="module")
def bibliography() -> Bibliography:
    return parse_bibliography(Text("docs/references.bib", WORKS))


@pytest.mark.parametrize(
    ("key", "swedish", "english"),
    [
        ("three", "Keiser m.fl. 2021", "Keiser et al. 2021"),
        ("two", "Åberg och de la Cruz 2019", "Åberg and de la Cruz 2019"),
        (
            "organisation",
            "Swedish Work Environment Authority 2020",
            "Swedish Work Environment Authority 2020",
        ),
        ("unsaid", "unsaid 2018", "unsaid 2018"),
        ("undated", "Ek", "Ek"),
        ("gone", "gone", "gone"),
    ],
)
def test_a_citation_says_author_and_year(bibliography: Bibliography, key: str, swedish: str, english: str) -> None:
    assert (bibliography.label(key, "sv"), bibliography.label(key, "en")) == (swedish, english)


def test_only_a_dated_work_that_someone_has_seen_may_be_cited(bibliography: Bibliography) -> None:
    citable = {key for key, work in bibliography.works.items() if work.citable}
    assert citable == {"three", "two", "organisation"}


def test_a_work_about_the_programme_says_so_among_its_keywords(bibliography: Bibliography) -> None:
    assert {key for key, work in bibliography.works.items() if work.about_programme} == {"three"}


def test_an_unreadable_file_is_one_finding_and_no_works() -> None:
    found = parse_bibliography(Text("docs/references.bib", "@misc{one,\n\n@misc{two}"))
    assert (len(found.findings), dict(found.works)) == (1, {})


def test_no_file_is_no_works() -> None:
    assert parse_bibliography(None) == Bibliography(parse_bibliography(None).works)


@pytest.mark.parametrize(("language", "conjunction"), [("sv", "och"), ("en", "and")])
def test_the_list_is_formatted_in_the_readers_language(
    bibliography: Bibliography, language: str, conjunction: str
) -> None:
    entries = dict(formatted({key: bibliography.works[key] for key in ("three", "two")}, language))
    assert list(entries) == ["three", "two"]
    assert re.search(rf"Winfred Arthur,? {conjunction} Eva", entries["three"].replace("&nbsp;", " "))
    assert "Debriefs in SMEs: a meta-analysis of ä, å &amp; ø" in entries["three"]
    assert 'href="https://doi.org/10.1037/apl0000821"' in entries["three"]
    assert f"Jan Åberg {conjunction} Eva de la Cruz" in entries["two"].replace("&nbsp;", " ")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_real_list_shows_neither_braces_nor_our_notes(language: str) -> None:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    real = parse_bibliography(Text("docs/references.bib", text))
    citable = {key: work for key, work in real.works.items() if work.citable}
    entries = dict(formatted(citable, language))
    assert (real.findings, set(entries)) == ((), set(citable))
    shown = "\n".join(entries.values())
    assert not re.search(r"[{}\\]|bibtex-protected|VERIFIED|(?i:from memory)|second-hand", shown)
    notes = [work.entry.fields["annote"] for work in citable.values() if "annote" in work.entry.fields]
    assert notes
    assert not [note for note in notes if note[:40] in shown]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_titles_are_in_the_language_of_the_work_and_the_words_around_them_in_the_readers(language: str) -> None:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    works = parse_bibliography(Text("docs/references.bib", text)).works
    shown = dict(formatted({key: work for key, work in works.items() if work.citable}, language))
    for key, html in shown.items():
        titles = re.findall(r'<(em|cite) lang="(\w+)">', html)
        assert titles
        assert {each for _tag, each in titles} == {works[key].language}
    around = re.sub(r"<(em|cite|a) .*?</\1>", "", "\n".join(shown.values()))
    english = re.findall(r"\b(?:In [A-Z<]|editors?\b|pages\b|edition\b|Report\b)", around)
    assert bool(english) == (language == "en")


def test_the_list_is_in_the_order_of_authors_and_years(bibliography: Bibliography) -> None:
    listed = [key for key, _html in formatted(bibliography.works, "sv")]
    assert listed == ["undated", "three", "memory", "organisation", "unsaid", "two"]
