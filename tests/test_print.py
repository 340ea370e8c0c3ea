"""Pages as a browser prints them, read back from the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2
import pytest
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Browser, Page, expect

from tests.site import Document, Site, text, the, with_class

pytestmark = pytest.mark.xdist_group("print")

WIDEST = 3
"""How many chapters with the widest tables are printed."""
CHAPTERS = (
    "index",
    "coach-role/index",
    "coach-role/working-agreement",
    "toolbox/print-pack",
    "leader-support/status",
    "evaluation/claims",
    "evaluation/references",
    "evaluation/terms-and-references",
)
EDGE = 10 / 25.4 * 72
"""Points at the edge of the paper that a printer may leave white."""
_NUMBER = re.compile(r"\A(\d+) / (\d+)\s+")


@dataclass(frozen=True)
class Paper:
    """What came out of the printer, and the page that went in."""

    document: Document
    bytes: bytes

    @cached_property
    def sheets(self) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.bytes)

    @cached_property
    def texts(self) -> list[str]:
        return [sheet.get_textpage().get_text_range() for sheet in self.sheets]

    @cached_property
    def said(self) -> str:
        return bare(" ".join(_NUMBER.sub("", each) for each in self.texts))


def bare(told: str) -> str:
    """`told` without what a line break may change."""
    return re.sub(r"[\s\u00ad\ufffe\x02-]", "", told)


@pytest.fixture(scope="module")
def window(browser: Browser, served: str) -> Iterator[Page]:
    """One window for all that is printed, in the dark."""
    context = browser.new_context(base_url=served, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def papers(site: Site, window: Page) -> Mapping[str, Paper]:
    """Chapters of every kind on A4, and those with the widest tables."""

    def columns(path: str) -> int:
        return max((len(row) for row in site.page(path, "sv").chapter.iter("tr")), default=0)

    widest = sorted(site.handbook.chapters, key=columns)[-WIDEST:]
    assert columns(widest[-1]) > 6
    return {path: on_paper(site.page(path, "sv"), window) for path in dict.fromkeys((*CHAPTERS, *widest))}


def on_paper(document: Document, window: Page, paper: str = "A4") -> Paper:
    window.goto(document.url)
    return Paper(document, window.pdf(format=paper))


def printed(papers: Mapping[str, Paper]) -> Iterator[tuple[str, Paper]]:
    assert len(papers) >= len(CHAPTERS) + 1
    yield from papers.items()


def test_every_cell_of_every_table_is_on_the_paper(papers: Mapping[str, Paper]) -> None:
    lost = [
        (path, piece)
        for path, paper in printed(papers)
        for cell in cells(paper.document)
        for piece in cell
        if bare(piece) not in paper.said
    ]
    assert lost == []


def cells(document: Document) -> Iterator[list[str]]:
    """The runs of text of every cell of a table."""
    for tag in ("th", "td"):
        for cell in document.chapter.iter(tag):
            hidden = {run for each in with_class(cell, "visually-hidden") for run in each.itertext()}
            yield [run for run in cell.itertext() if run not in hidden]


def test_nothing_stands_beyond_the_edge(papers: Mapping[str, Paper]) -> None:
    beyond = [
        (path, number, round(right))
        for path, paper in printed(papers)
        for number, sheet in enumerate(paper.sheets, 1)
        for right in [furthest(sheet)]
        if right > sheet.get_width() - EDGE
    ]
    assert beyond == []


def furthest(sheet: pypdfium2.PdfPage) -> float:
    """How far to the right anything is written."""
    read = sheet.get_textpage()
    return float(max((read.get_rect(at)[2] for at in range(read.count_rects())), default=0))


def test_every_sheet_says_which_of_how_many_it_is(papers: Mapping[str, Paper]) -> None:
    for path, paper in printed(papers):
        numbers = [tuple(map(int, found.groups())) for each in paper.texts if (found := _NUMBER.search(each))]
        assert numbers == [(number, len(paper.texts)) for number in range(1, len(paper.texts) + 1)], path


def test_the_paper_says_where_it_is_from_and_shows_no_menu(papers: Mapping[str, Paper]) -> None:
    for path, paper in printed(papers):
        assert bare(paper.document.address) in paper.said, path
        assert bare(f"{WORDS['sv']['version']}: {WORDS['sv']['unreleased']}") in paper.said, path
        assert bare(WORDS["sv"]["not_settled"]) not in paper.said, path
        for name in ("menu", "bar"):
            told = with_class(paper.document.root, name)
            assert all(bare(text(each)) not in paper.said for each in told), path


def test_what_is_pressed_stays_on_the_screen(site: Site, window: Page) -> None:
    pressed = ".page :is(button, .button, summary:has(+ .session__panel), .session, .shelf, .tally)"
    for path in ("start-programme/first-pilot-session", "toolbox/hat-card", "start/privacy", "start/offline"):
        window.goto(site.page(path, "sv").url)
        shown = window.locator(f"{pressed}:visible")
        expect(shown.first).to_be_visible()
        window.emulate_media(media="print")
        assert shown.all_inner_texts() == [], path
        window.emulate_media(media="null")


def test_the_dark_is_left_on_the_screen(papers: Mapping[str, Paper]) -> None:
    for path, paper in printed(papers):
        shades = paper.sheets[0].render(scale=0.3).to_pil().convert("L")
        assert shades.getpixel((2, 2)) == 255, path
        counts = shades.histogram()
        assert sum(counts[200:]) > sum(counts[:200]) * 4, path


def test_all_forms_are_printed_each_under_its_name(papers: Mapping[str, Paper]) -> None:
    shown = 0
    for path, paper in printed(papers):
        for tabs in with_class(paper.document.chapter, "tabbed-set"):
            names = [text(each) for each in the(tabs, "tabbed-labels").iter("label")]
            blocks = [text(each) for each in with_class(tabs, "tabbed-block")]
            for name, block in zip(names, blocks, strict=True):
                begins = bare(name + block)[: len(bare(name)) + 25]
                assert any(begins in bare(re.sub(r"[•▪◦]", "", each)) for each in paper.texts), (path, begins)
                shown += 1
    assert shown > 5


def test_what_a_screen_has_folded_is_open_on_paper(papers: Mapping[str, Paper]) -> None:
    folded = [
        (path, bare(run))
        for path, paper in printed(papers)
        for box in paper.document.chapter.iter("details")
        if not {"feedback", "session"} & set(box.get("class", "").split())  # which work on a screen only
        for run in box.itertext()
    ]
    assert len(folded) > 20
    assert [each for each in folded if each[1] not in papers[each[0]].said] == []


def test_no_heading_is_the_last_line_of_a_sheet(papers: Mapping[str, Paper]) -> None:
    for path, paper in printed(papers):
        headings = {
            bare("".join(each.itertext()).replace("#", ""))
            for tag in ("h2", "h3")
            for each in paper.document.chapter.iter(tag)
        }
        for sheet, _next in pairwise(paper.texts):
            lines = [line for line in _NUMBER.sub("", sheet).splitlines() if line.strip()]
            assert lines, path
            assert bare(lines[-1]) not in headings, (path, lines[-1])


def test_an_address_outside_the_handbook_is_printed(papers: Mapping[str, Paper]) -> None:
    outside = [
        (path, link.get("href", ""))
        for path, paper in printed(papers)
        for link in paper.document.chapter.iter("a")
        if link.get("href", "").startswith("http")
    ]
    assert len(outside) > 10
    assert [each for each in outside if bare(each[1]) not in papers[each[0]].said] == []


def test_a_task_is_a_square_with_an_outline(site: Site, window: Page) -> None:
    window.goto(site.page("toolbox/print-pack", "sv").url)
    window.emulate_media(media="print")
    drawn = window.locator(".task-list-item [type=checkbox]").first.evaluate(
        "box => { const style = getComputedStyle(box); const { width, height } = box.getBoundingClientRect();"
        " const { appearance, borderTopStyle, borderTopColor } = style;"
        " return [appearance, borderTopStyle, borderTopColor, Math.round(width - height), width > 10] }"
    )
    window.emulate_media(media="null")
    assert drawn == ["none", "solid", "rgb(0, 0, 0)", 0, True]


# -- Cards ---------------------------------------------------------------------------------------------------


def cards(site: Site) -> Iterator[Document]:
    for chapter, document in site.chapters():
        if chapter.meta.type == "card":
            yield document


def test_a_card_is_whole_on_half_a_sheet_of_a4_with_its_version(site: Site, window: Page) -> None:
    for language in LANGUAGES:
        document = site.page("toolbox/hat-card", language)
        paper = on_paper(document, window)
        first = bare(paper.texts[0])
        told = [run for face in with_class(document.root, "face") for each in face for run in each.itertext()]
        title = text(next(document.chapter.iter("h1")))
        front = text(next(with_class(document.root, "face")[0].iter("h2"))).removesuffix("#")
        assert [run for run in (title, *told) if bare(run) not in first and run not in ("#", front)] == []
        assert first.count(bare(document.address)) == 2
        lowest = min(box[1] for box in boxes(paper.sheets[0]))
        assert lowest > paper.sheets[0].get_height() * (1 - 148.5 / 297)


def boxes(sheet: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Where words stand: left, bottom, right, top, from the lower left corner."""
    read = sheet.get_textpage()
    yield from (read.get_rect(at) for at in range(read.count_rects()))


def test_a_card_on_a6_has_a_face_on_each_sheet(site: Site, window: Page) -> None:
    document = site.page("toolbox/hat-card", "sv")
    paper = on_paper(document, window, "A6")
    for face, sheet in zip(with_class(document.root, "face"), paper.texts, strict=False):
        assert bare(text(next(face.iter("p")))) in bare(sheet)


def test_every_card_fits_its_faces(site: Site, window: Page) -> None:
    window.emulate_media(media="print")
    too_long = []
    for document in cards(site):
        window.goto(document.url)
        too_long += window.evaluate(
            "() => [...document.querySelectorAll('.face')].flatMap((face) => {"
            "  const foot = face.querySelector('.face__foot').getBoundingClientRect().top;"
            "  const told = [...face.children].slice(0, -1);"
            "  const last = Math.max(...told.map((each) => each.getBoundingClientRect().bottom));"
            "  return last > foot ? [`${location.pathname}: ${Math.round(last - foot)} px`] : [];"
            "})"
        )
    window.emulate_media(media="null")
    assert too_long == []


def test_a_card_says_where_to_cut_and_fold(site: Site, window: Page) -> None:
    paper = on_paper(site.page("toolbox/hat-card", "sv"), window)
    sheet = paper.sheets[0].render(scale=2).to_pil().convert("L")
    width, height = sheet.size
    cut = round(148 / 297 * height)
    near = range(cut - 4, cut + 5)
    for x in (round(width * 0.01), round(width * 0.99)):
        assert min(sheet.getpixel((x, y)) for y in near) < 128
    assert (
        min(sheet.getpixel((x, cut // 2 + step)) for x in range(width // 2 - 4, width // 2 + 5) for step in range(6))
        < 160
    )
