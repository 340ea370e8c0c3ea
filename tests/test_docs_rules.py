"""What the chapters promise beyond what the checks can see: rules explained, guides whole, works citable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from handbook import views
from handbook.addresses import page_url
from handbook.command import main
from handbook.content import Page
from handbook.explaining import explanations
from handbook.frontmatter import vocabulary
from handbook.markup import PLACEHOLDERS, site_markdown
from handbook.model import Chapter, Handbook, read_handbook
from handbook.settings import LANGUAGES, read_settings
from handbook.words import WORDS

from tests.site import ROOT, Site, parse, text

CHAPTERS = (
    "index",
    "start/programme-in-brief",
    "start/reading-and-citing",
    "coach-role/working-agreement",
    "coach-role/coaching-cycle",
    "coach-role/choosing-the-extended-arm",
    "coach-role/growing-the-local-coach",
    "distance-pedagogy/choosing-the-form",
    "distance-pedagogy/facilitating",
    "leader-support/pulse-meeting",
    "leader-support/ten-minute-debrief",
    "start-programme/needs-conversation",
    "start-programme/first-pilot-session",
    "evaluation/claims",
    "evaluation/references",
    "evaluation/terms-and-references",
)
FRAME = (
    "in-a-minute",
    "before",
    "run-sheet",
    "question-bank",
    "worksheets",
    "observation-sheet",
    "forms",
    "measures",
    "pitfalls",
    "assignment",
    "work-environment-check",
    "after",
    "evidence",
    "see-also",
)
"""The sections of a guide, in their order; a guide may have others between them."""
SHORT_SESSION = 30
"""What the core of a longer session takes, in minutes."""
CORE = {"sv": "Kärna", "en": "Core"}
MEND = {"sv": "Så lagar du", "en": "How to mend it"}


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    """The real handbook."""
    return read_handbook(read_settings(ROOT))


def guides(handbook: Handbook) -> Iterator[tuple[Chapter, Page]]:
    """Every guide in each of its languages."""
    return (
        (chapter, page)
        for chapter in handbook.chapters.values()
        if chapter.meta.type == "guide"
        for page in chapter.pages.values()
    )


# -- the rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_section_and_no_section_is_left_over(handbook: Handbook, language: str) -> None:
    rules = sorted(folder.name for folder in Path(__file__).with_name("golden").iterdir())
    named = [
        (heading.id, found[1])
        for (each, path), page in handbook.pages.items()
        if each == language and path.startswith("contribute/")
        for heading in page.rendered.headings
        if heading.level == 2 and (found := re.match(r"([a-z0-9-]+): ", heading.text))
    ]
    assert [identity for identity, rule in named if identity != rule] == []
    assert sorted(rule for _identity, rule in named) == rules  # each once


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_explained_by_its_own_section_wherever_it_stands(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for rule in ("redirect", "unclosed-fence"):  # the last of a chapter, and one with headings in its examples
        assert main(ROOT, ["--explain", rule, "--language", language]) == 0
        told = capsys.readouterr().out
        assert told.startswith(f"{rule}: "), told
        assert told.count(f"**{MEND[language]}:**") == 1, told
    assert main(ROOT, ["--explain", "redirct"]) != 0
    assert capsys.readouterr().err == "There is no rule redirct. Did you mean redirect?\n"


def test_the_list_of_rules_leads_to_the_section_of_each(site: Site) -> None:
    for language in LANGUAGES:
        page = site.page("contribute/rules", language)
        led = {text(link): site.resolved(page, link.attrib["href"]) for link in page.chapter.iter("a")}
        for rule, section in explanations(site.handbook, language).items():
            assert led[rule] == (page_url(language, section.page.path), rule)
            assert rule in site.documents[page_url(language, section.page.path)].ids


def test_the_checks_know_what_the_build_puts_in(handbook: Handbook) -> None:
    view = views.chapter_view(handbook, "index", "sv", "")
    assert set(views.placeholders(handbook, view, "sv")) == set(PLACEHOLDERS)


# -- the words -----------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words_and_none_is_empty() -> None:
    assert list(WORDS) == list(LANGUAGES)
    assert set(WORDS["sv"]) == set(WORDS["en"])
    assert [key for words in WORDS.values() for key, word in words.items() if not word.strip()] == []


def test_every_word_that_a_template_asks_for_is_there() -> None:
    templates = "".join(file.read_text("utf-8") for file in (ROOT / "overrides").rglob("*.html"))
    asked = set(re.findall(r"words(?:\[language\]|\.sv|\.en)?\.([a-z_]+)", templates)) - set(LANGUAGES)
    assert len(asked) > 20
    assert asked - set(WORDS["sv"]) == set()


def test_every_word_of_the_front_matter_can_be_said() -> None:
    shown = {word for key in ("type", "state", "evidence", "forms") for word in vocabulary(key)}
    assert shown - set(WORDS["sv"]) == set()


# -- the chapters --------------------------------------------------------------------------------------------


def test_the_chapters_of_the_first_version_are_there_in_both_languages(handbook: Handbook) -> None:
    assert len(CHAPTERS) == 16
    for path in CHAPTERS:
        assert set(handbook.chapters[path].pages) == set(LANGUAGES), path
        assert all(page.rendered.headings for page in handbook.chapters[path].pages.values()), path


def test_every_module_has_a_page_of_its_own_in_both_languages(handbook: Handbook) -> None:
    assert handbook.modules
    for module in handbook.modules:
        assert set(handbook.chapters[f"{module}/index"].pages) == set(LANGUAGES), module


def test_no_chapter_cites_a_work_that_nobody_has_checked(handbook: Handbook) -> None:
    works = handbook.bibliography.works
    cited = [(page.file, each.key) for page in handbook.pages.values() for each in page.rendered.citations]
    assert len(cited) > 50
    assert [(file, key) for file, key in cited if not works[key].citable] == []


# -- the guides ----------------------------------------------------------------------------------------------


def test_a_guide_has_every_section_of_the_frame_in_its_order(handbook: Handbook) -> None:
    found = 0
    for _chapter, page in guides(handbook):
        ids = [heading.id for heading in page.rendered.headings if heading.level == 2]
        assert [identity for identity in ids if identity in FRAME] == list(FRAME), page.file
        found += 1
    assert found >= 14


def test_the_minutes_of_a_run_sheet_add_up_to_the_guides_own(handbook: Handbook) -> None:
    for chapter, page in guides(handbook):
        minutes = [minutes for minutes, _part in run_sheet(handbook, page)]
        assert sum(minutes) == chapter.meta.minutes, page.file


def test_the_core_of_a_longer_session_takes_thirty_minutes(handbook: Handbook) -> None:
    longer = 0
    for chapter, page in guides(handbook):
        if (chapter.meta.minutes or 0) > SHORT_SESSION:
            rows = run_sheet(handbook, page)
            core = [minutes for minutes, part in rows if part.startswith(CORE[page.language])]
            assert sum(core) == SHORT_SESSION, page.file
            longer += 1
    assert longer >= 6


def test_both_languages_give_a_guide_the_same_minutes(handbook: Handbook) -> None:
    sheets: dict[str, Mapping[str, list[int]]] = {}
    for chapter, page in guides(handbook):
        minutes = [each for each, _part in run_sheet(handbook, page)]
        sheets[chapter.path] = {**sheets.get(chapter.path, {}), page.language: minutes}
    assert {path: each for path, each in sheets.items() if each["sv"] != each["en"]} == {}


def run_sheet(handbook: Handbook, page: Page) -> list[tuple[int, str]]:
    """The minutes and the part of each row of a guide's run sheet."""
    body = parse(f"<div>{site_markdown(handbook.settings).convert(page.body)}</div>")
    table = first_table_under(body, "run-sheet")
    rows = [[text(cell) for cell in row.findall("td")] for row in table.findall("./tbody/tr")]
    return [(int(minutes), part) for minutes, part, *_others in rows]


def first_table_under(body: Element, section: str) -> Element:
    """The first table after the heading with the id `section`."""
    elements = iter(body)
    assert any(each.get("id") == section for each in elements)  # goes on to the heading
    return next(each for each in elements if each.tag == "table")
