"""The sheets: read from their sections, written as PDF and DOCX, whole, tagged, marked, and the same each time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from docx import Document
from docx.oxml.ns import qn
from handbook.blocks import GAP, Block, Box, Letter, Listing, Paragraph, Table, fillable, plain, within
from handbook.catalogue import catalogue
from handbook.model import Handbook, read_handbook
from handbook.printing import Press
from handbook.printing.docx import LOCALES
from handbook.printing.leaf import LOG, leaf, snug, tables, widths
from handbook.printing.lending import lending
from handbook.settings import LANGUAGES, read_settings
from handbook.sheets import Print, sheets
from handbook.words import WORDS
from pypdf import PdfReader

from tests.handbooks import read_case, write_handbook
from tests.site import ROOT, Site, with_class

VERSION = "1.0"
A4, A6 = (595, 842), (298, 420)
"""In points, rounded."""

ONE = """\
=== docs/{sv,en}/a/one.md (body)
## Ett blad {#first .wide .sheet}

Skriv **först**, *sedan* [läs](two.md).
På samma rad<br>och en ny.

| Fråga | Svar | Datum |
|---|---|---|
| Vad? | | |
| Vem är **det**? | Alla | |

- [ ] Öppen ruta
- [x] Kryssad ruta

Sedan:

1. Ett

    - Inre

=== "På plats"

    I fliken.

> Ett citat.

```text
Till [namn]
från oss
```

### En del {#part}

Den hör till bladet.

??? example "Påhittat exempel: ifyllt"

    | Fråga | Svar |
    |---|---|
    | Vad? | Vagnen |

## Inget blad {#second}

Text.

## Loggen {#log .sheet}

| Dag | Vad |
|---|---|
| | |

## Avsnitt {#third}
=== findings
"""


@cache
def real() -> Handbook:
    return read_handbook(read_settings(ROOT))


@pytest.fixture
def small(tmp_path: Path) -> Handbook:
    return write_handbook(read_case(ONE), tmp_path)


def chosen(*ids: str, of: Handbook | None = None) -> list[Print]:
    """The prints of the sheets `path#id`, in both languages."""
    found = [each for each in sheets(of or real()) if f"{each.path}#{each.id}" in ids]
    assert len(found) == len(ids) * len(LANGUAGES)
    return [printed for sheet in found for printed in sheet.prints()]


SAMPLE = (
    "coach-role/working-agreement#agreement-sheet",
    "distance-pedagogy/shop-floor-tech#coverage-map",
    "coach-role/choosing-the-extended-arm#mandate-letter",
    "leader-support/ten-minute-debrief#log",
    "start-programme/first-pilot-session#board",
)
CARDS = ("toolbox/coaching-card#card", "toolbox/pulse-meeting-card#card", "toolbox/fallback-card#card")


def made(printed: Print, of: Handbook | None = None, version: str = VERSION) -> bytes:
    return Press(of or real(), version, waits=True).make(printed.address)


def pdf_of(printed: Print) -> PdfReader:
    return PdfReader(io.BytesIO(made(printed)))


def said(reader: PdfReader) -> str:
    """All words of a PDF without blanks, line ends and hyphens: how a line breaks is the paper's."""
    return bare("".join(page.extract_text() for page in reader.pages))


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def cells(blocks: Iterable[Block]) -> Iterator[str]:
    for table in tables(blocks):
        for row in (table.head, *table.rows):
            yield from map(plain, row)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.text)
        elif isinstance(block, Letter):
            yield from block.lines
        elif isinstance(block, Box):
            yield block.title
        yield from texts(within(block))


# -- The model --------------------------------------------------------------------------------------------------


def test_a_sheet_is_what_stands_under_its_heading(small: Handbook) -> None:
    first, log = (each for each in sheets(small) if each.language == "sv")
    assert (first.id, first.title, first.path) == ("first", "Ett blad", "a/one")
    kinds = [type(each).__name__ for each in first.blank]
    assert kinds == [
        "Paragraph",
        "Table",
        "Listing",
        "Paragraph",
        "Listing",
        "Box",
        "Box",
        "Letter",
        "Heading",
        "Paragraph",
    ]
    assert [each.title for each in first.examples] == ["Påhittat exempel: ifyllt"]
    assert (log.id, log.examples) == ("log", ())


def test_words_keep_their_voices_and_lines(small: Handbook) -> None:
    first = next(sheets(small)).blank[0]
    assert isinstance(first, Paragraph)
    assert plain(first.text) == "Skriv först, sedan läs. På samma rad\noch en ny."
    assert [span.text for span in first.text if span.strong] == ["först"]
    assert [span.text for span in first.text if span.emphasis] == ["sedan"]


def test_tables_lists_tabs_and_letters(small: Handbook) -> None:
    blank = next(sheets(small)).blank
    table, tasks, _then, nested, tab, quote, letter = blank[1:8]
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in table.rows] == [["Vad?", "", ""], ["Vem är det?", "Alla", ""]]
    assert isinstance(tasks, Listing) and [item.ticked for item in tasks.items] == [False, True]
    assert isinstance(nested, Listing) and nested.ordered
    assert list(texts(nested.items[0].blocks)) == ["Ett", "Inre"]
    assert isinstance(tab, Box) and tab.title == "På plats"
    assert isinstance(quote, Box) and list(texts(quote.blocks)) == ["Ett citat."]
    assert letter == Letter(("Till [namn]", "från oss"))


@pytest.mark.parametrize(
    ("body", "open_"),
    [
        ("| A | B |\n|---|---|\n| 1 | |", True),
        ("| A | B |\n|---|---|\n| 1 | 2 |", False),
        ("| A | |\n|---|---|\n| 1 | 2 |", False),
        ("- Först:\n\n    | A | B |\n    |---|---|\n    | 1 | |", True),
        ("```text\nTill [namn]\n```", True),
        ("```text\n- [x] klart, [länk](x.md), [ord][ord], [a]\n```", False),
        ("- [ ] Alla når.", False),
        ('??? example "Påhittat exempel"\n\n    | A | B |\n    |---|---|\n    | 1 | |', False),
    ],
)
def test_what_is_to_be_filled_in(body: str, open_: bool, tmp_path: Path) -> None:
    case = read_case(f"=== docs/{{sv,en}}/a/one.md (body)\n## A {{#a .sheet}}\n\n{body}\n\n=== findings\n")
    (section,) = (each for each in write_handbook(case, tmp_path).pages["sv", "a/one"].rendered.sections)
    assert fillable(section.blocks) is open_


def test_a_log_gets_rows_on_paper(small: Handbook) -> None:
    (blank,) = (each for each in chosen("a/one#log", of=small) if each.address == "sheets/a/one/log.pdf")
    (table,) = tables(leaf(blank, small.settings, VERSION).blocks)
    assert table.rows == (((), ()),) * LOG


def test_a_column_to_write_in_is_wide_enough() -> None:
    for sheet in sheets(real()):
        for table in tables(sheet.blank):
            shares = widths(table)
            for at, share in enumerate(shares):
                if any(not row[at] for row in table.rows):
                    assert share / sum(shares) > 0.06, (sheet.path, sheet.id, at)


# -- Which there are ----------------------------------------------------------------------------------------------


def test_every_sheet_is_there_in_both_languages() -> None:
    there = {language: [] for language in LANGUAGES}  # type: dict[str, list[tuple[str, str, int]]]
    for each in sheets(real()):
        there[each.language].append((each.path, each.id, len(each.examples)))
    assert there["sv"] == there["en"]
    assert len(there["sv"]) > 100


def test_every_sheet_to_fill_in_is_shown_filled_in_and_marked() -> None:
    for each in sheets(real()):
        words = WORDS[each.language]["invented"]
        assert each.examples or not fillable(each.blank), (each.path, each.id)
        assert all(example.title.startswith(words) for example in each.examples), (each.path, each.id)


def test_addresses_are_stable_and_differ() -> None:
    addresses = [printed.address for sheet in sheets(real()) for printed in sheet.prints()]
    assert len(set(addresses)) == len(addresses)
    for address in (
        "sheets/coach-role/coaching-cycle/step-log.pdf",
        "sheets/coach-role/coaching-cycle/step-log-example.docx",
        "en/sheets/coach-role/coaching-cycle/step-log.docx",
        "sheets/toolbox/coaching-card/card.pdf",
        "en/sheets/toolbox/coaching-card/card-a6.pdf",
    ):
        assert address in addresses


# -- PDF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed", [each for each in chosen(*SAMPLE) if each.format == "pdf"], ids=lambda each: each.address
)
def test_a_pdf_holds_every_word_and_says_what_it_is(printed: Print) -> None:
    reader, sheet = pdf_of(printed), printed.sheet
    told = leaf(printed, real().settings, VERSION)
    words = said(reader)
    for text in (*cells(told.blocks), *texts(told.blocks), told.title, told.chapter):
        assert bare(text) in words, text
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].split("-")[0] == sheet.language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and (reader.metadata.title or "").startswith(sheet.title)
    for page in reader.pages:
        foot = bare(page.extract_text())
        for text in (told.handbook, f"Version {VERSION}", told.address):
            assert bare(text) in foot
        assert not told.notice or bare(told.notice) in foot


def test_an_example_says_so_on_each_page(tmp_path: Path) -> None:
    rows = "\n".join(f"    | {at} | Vagnen |" for at in range(90))
    body = (
        f'## Blad {{#long .sheet}}\n\nText.\n\n??? example "Påhittat exempel"\n\n    | A | B |\n    |---|---|\n{rows}\n'
    )
    long = write_handbook(read_case(f"=== docs/sv/a/three.md (body)\n{body}=== findings\n"), tmp_path)
    (printed,) = (each for sheet in sheets(long) for each in sheet.prints() if each.filled and each.format == "pdf")
    pages = PdfReader(io.BytesIO(made(printed, long))).pages
    assert len(pages) > 1
    for page in pages:
        assert page.extract_text().count("Påhittat exempel") >= 1
        assert bare("AB") in bare(page.extract_text())  # the table's heading is repeated


def test_a_blank_sheet_says_nothing_of_an_example() -> None:
    for printed in chosen(*SAMPLE):
        if printed.format == "pdf" and not printed.filled:
            assert WORDS[printed.sheet.language]["invented"] not in pdf_of(printed).pages[0].extract_text()


@pytest.mark.parametrize(
    "printed", [each for each in chosen(*CARDS) if each.format == "pdf"], ids=lambda each: each.address
)
def test_a_card_is_two_faces_of_a6(printed: Print) -> None:
    reader = pdf_of(printed)
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]
    assert sizes == ([A6, A6] if printed.paper == "a6" else [A4])
    words = said(reader)
    for face in printed.sheet.faces:
        for text in (*cells(face.blocks), *texts(face.blocks)):
            assert bare(text) in words
    front = printed.sheet.faces[0]
    first = next(iter((*cells(front.blocks), *texts(front.blocks))))
    assert words.count(bare(first)) >= (1 if printed.paper == "a6" else 2)


def test_every_card_fits_its_faces() -> None:
    for sheet in sheets(real()):
        for printed in sheet.prints():
            if printed.paper == "a6" and printed.format == "pdf":
                for page, face in zip(pdf_of(printed).pages, sheet.faces, strict=True):
                    assert _lowest(page) > FOOT, f"{sheet.path}#{face.id} runs into the foot of the card"


FOOT = 35
"""How high the foot of a card reaches, in points, and its letters' size."""
SMALL = 6.1


def _lowest(page: Any) -> float:
    """How far up the page its lowest letter stands, but for the foot's."""
    heights: list[float] = []

    def see(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip() and abs(size * tm[3] * cm[3]) > SMALL:
            heights.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=see)
    return min(heights)


def test_a_narrow_first_column_breaks_no_word() -> None:
    for printed in chosen(
        "start-programme/first-pilot-session#pdsa-card", "leader-support/improvement-group#pdsa-card"
    ):
        if printed.format == "pdf":
            (table, *_rest) = [each for each in tables(leaf(printed, real().settings, VERSION).blocks) if snug(each)]
            lines = "\n".join(page.extract_text() for page in pdf_of(printed).pages).splitlines()
            words = {plain(row[0]) for row in table.rows}
            assert {word for word in words if not any(line.startswith(word) for line in lines)} == set()


def test_many_columns_lie_down() -> None:
    (wide, *_rest) = chosen("distance-pedagogy/shop-floor-tech#coverage-map")
    page = pdf_of(wide).pages[0]
    assert page.mediabox.width > page.mediabox.height


# -- DOCX -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed", [each for each in chosen(*SAMPLE) if each.format == "docx"], ids=lambda each: each.address
)
def test_a_docx_opens_with_every_word_and_a_field_for_every_cell(printed: Print) -> None:
    document = Document(io.BytesIO(made(printed)))
    told, locale = leaf(printed, real().settings, VERSION), LOCALES[printed.sheet.language]
    body = document.element.body
    words = bare("".join(each.text or "" for each in body.iter(qn("w:t"))))
    for text in (*cells(told.blocks), *texts(told.blocks), told.title):
        assert bare(text) in words, text
    blank = sum(not cell for table in tables(told.blocks) for row in table.rows for cell in row)
    gaps = sum(len(GAP.findall(line)) for block in told.blocks if isinstance(block, Letter) for line in block.lines)
    fields = len([*body.iter(qn("w:text")), *body.iter(qn("w:date"))])
    assert fields == (0 if printed.filled else blank + gaps)
    boxes = [
        item for block in told.blocks if isinstance(block, Listing) for item in block.items if item.ticked is not None
    ]
    assert len(list(body.iter(qn("w14:checkbox")))) == len(boxes)
    for table in document.tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
        section: Any = document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) <= room
    assert document.core_properties.language == locale
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {locale}
    assert document.core_properties.title.startswith(printed.sheet.title)
    head = document.sections[0].header.paragraphs[0].text
    assert (told.notice.upper() in head) if told.notice else (WORDS["sv"]["invented"].upper() not in head)
    assert told.address in document.sections[0].footer.paragraphs[0].text


def test_a_date_is_chosen_in_a_calendar(small: Handbook) -> None:
    (printed,) = (each for each in chosen("a/one#first", of=small) if each.address == "sheets/a/one/first.docx")
    body = Document(io.BytesIO(made(printed, small))).element.body
    names = [each.getparent().find(qn("w:alias")).get(qn("w:val")) for each in body.iter(qn("w:date"))]
    assert names == ["Datum – Vad?", "Datum – Vem är det?"]
    assert [each.get(qn("w:val")) for each in body.iter(qn("w:lid"))] == ["sv-SE", "sv-SE"]
    ticked = [each.get(qn("w14:val")) for each in body.iter(qn("w14:checked"))]
    assert ticked == ["0", "1"]


def test_fields_have_names_and_numbers_of_their_own() -> None:
    (printed, *_rest) = (
        each for each in chosen("coach-role/working-agreement#agreement-sheet") if each.format == "docx"
    )
    controls = list(Document(io.BytesIO(made(printed))).element.body.iter(qn("w:sdtPr")))
    numbers = [each.find(qn("w:id")).get(qn("w:val")) for each in controls]
    assert len(set(numbers)) == len(numbers)
    assert all(each.find(qn("w:alias")).get(qn("w:val")) for each in controls)


def test_a_card_in_word_is_as_large_as_a_card() -> None:
    (printed, *_rest) = (each for each in chosen(*CARDS) if each.format == "docx")
    section: Any = Document(io.BytesIO(made(printed))).sections[0]
    assert (round(section.page_width.pt), round(section.page_height.pt)) == A6


def test_each_numbered_list_begins_at_one() -> None:
    (printed, *_rest) = (each for each in chosen("toolbox/coaching-card#card") if each.format == "docx")
    document: Any = Document(io.BytesIO(made(printed)))
    used = list(dict.fromkeys(each.val for each in document.element.body.iter(qn("w:numId"))))
    assert len(used) == 2
    numbering = document.part.numbering_part.element
    for number in used:
        starts = [each.get(qn("w:val")) for each in numbering.num_having_numId(number).iter(qn("w:startOverride"))]
        assert starts == ["1"]


# -- The same each time -----------------------------------------------------------------------------------------------


def test_a_file_depends_on_nothing_but_its_text(tmp_path: Path) -> None:
    for printed in chosen("coach-role/coaching-cycle#step-log", "toolbox/hat-card#card"):
        once, again = made(printed), made(printed)
        assert once == again
        assert made(printed, version="1.1") != once
        if printed.format == "docx":
            with zipfile.ZipFile(io.BytesIO(once)) as parts:
                assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                assert {(each.compress_type, each.create_system) for each in parts.infolist()} == {
                    (zipfile.ZIP_STORED, 3)
                }


def test_what_has_not_changed_is_not_made_again(small: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(Press(small, VERSION).files)
    monkeypatch.setattr("handbook.printing._write", lambda *_given: pytest.fail("made again"))
    assert dict(Press(small, VERSION).files) == first


def test_a_preview_makes_a_file_when_it_is_asked_for(small: Handbook) -> None:
    press = Press(small, "", waits=True)
    assert press.files == {} and press.size("sheets/a/one/log.pdf") is None
    app = lending(lambda _environ, _start: [b"the page"], "/", lambda: press)
    answers: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        answers.append((status, dict(headers)))

    (pdf,) = app({"PATH_INFO": "/sheets/a/one/log.pdf"}, start)  # type: ignore[arg-type]
    assert pdf.startswith(b"%PDF") and answers[0][1]["Content-Type"] == "application/pdf"
    assert list(app({"PATH_INFO": "/sheets/a/one/gone.pdf"}, start)) == [b"the page"]  # type: ignore[arg-type]


# -- The site and the catalogue ---------------------------------------------------------------------------------------


def test_the_catalogue_lists_each_file_with_its_hash(small: Handbook) -> None:
    press = Press(small, VERSION)
    listed = [
        sheet
        for chapter in catalogue(small, VERSION, press)["chapters"]
        for page in chapter["languages"].values()
        for sheet in page.get("sheets", ())
    ]
    assert [each["id"] for each in listed] == ["first", "log"] * 2
    files = {address: told for sheet in listed for address, told in sheet["files"].items()}
    assert files == {address: hashlib.sha256(file).hexdigest() for address, file in press.files.items()}


def test_every_sheet_on_a_page_leads_to_files_that_are_there(site: Site) -> None:
    linked: set[str] = set()
    for document in site.pages:
        for row in with_class(document.root, "sheet-files"):
            for link in row.iter("a"):
                address = urljoin(f"/{document.url}", link.attrib["href"]).lstrip("/")
                assert (site.folder / address).is_file(), f"{document.url} leads to {address}"
                size = (site.folder / address).stat().st_size
                assert f"{-(-size // 1000)}\u00a0kB" in "".join(link.itertext())
                linked.add(address)
    there = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("sheets/**/*.*")}
    assert linked == there


def test_each_row_stands_under_its_heading(site: Site) -> None:
    page = site.page("coach-role/working-agreement", "sv")
    rows = re.findall(r'id="([\w-]+)"(?:(?!<h\d).)*?<ul class="sheet-files"', page.html, re.DOTALL)
    assert [each for each in rows if each.endswith("-sheet")][-3:] == [
        "agreement-sheet",
        "re-contracting-sheet",
        "observation-sheet",
    ]


def test_the_built_catalogue_tells_what_was_built(site: Site) -> None:
    listed: Mapping[str, Any] = json.loads((site.folder / "catalogue.json").read_text("utf-8"))
    told = {
        address: hashed
        for chapter in listed["chapters"]
        for page in chapter["languages"].values()
        for sheet in page.get("sheets", ())
        for address, hashed in sheet["files"].items()
    }
    assert told
    for address, hashed in told.items():
        assert hashlib.sha256((site.folder / address).read_bytes()).hexdigest() == hashed
