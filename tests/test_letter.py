"""Everything that the founding letter names has a row with a link to the section that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

import pytest
from handbook.markup import site_markdown
from handbook.model import Handbook, read_handbook
from handbook.settings import LANGUAGES, read_settings

from tests.site import ROOT, parse, text

CHAPTER = "start/reading-and-citing"
SECTION = "letter-index"
NAMED = 55
"""How many things the letter names."""


@dataclass(frozen=True)
class Row:
    """One thing that the letter names, and where it is answered."""

    number: str
    named: str
    targets: tuple[tuple[str, str], ...]
    """The path of each chapter that it links to, with the section's id."""


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    """The real handbook."""
    return read_handbook(read_settings(ROOT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_letter_names_has_a_numbered_row(handbook: Handbook, language: str) -> None:
    found = list(rows(handbook, language))
    assert [row.number for row in found] == [str(number) for number in range(1, NAMED + 1)]
    assert len({row.named for row in found if row.named}) == NAMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_leads_to_a_section_that_exists(handbook: Handbook, language: str) -> None:
    found = list(rows(handbook, language))
    assert [row.number for row in found if not row.targets] == []
    lost = [
        (row.number, path, section)
        for row in found
        for path, section in row.targets
        if not is_section(handbook, language, path, section)
    ]
    assert lost == []


def test_both_languages_answer_in_the_same_sections(handbook: Handbook) -> None:
    swedish, english = ([(row.number, row.targets) for row in rows(handbook, language)] for language in LANGUAGES)
    assert swedish == english


def is_section(handbook: Handbook, language: str, path: str, section: str) -> bool:
    """Whether the chapter `path` has a page in `language` with the id `section`."""
    page = handbook.pages.get((language, path))
    return page is not None and section in handbook.ids(page)


def rows(handbook: Handbook, language: str) -> Iterator[Row]:
    """The rows of the letter's table in `language`."""
    page = handbook.pages[language, CHAPTER]
    body = parse(f"<div>{site_markdown(handbook.settings).convert(page.body)}</div>")
    section = dropwhile(lambda each: each.get("id") != SECTION, body)
    table = next(each for each in section if each.tag == "table")
    for row in table.findall("./tbody/tr"):
        number, named, answer = row.findall("td")
        yield Row(text(number), text(named), tuple(targets(answer)))


def targets(cell: Element) -> Iterator[tuple[str, str]]:
    """The chapter and the section that each link in `cell` leads to."""
    for link in cell.iter("a"):
        file, _, section = link.get("href", "").partition("#")
        yield normpath(join(dirname(CHAPTER), file)).removesuffix(".md"), section
