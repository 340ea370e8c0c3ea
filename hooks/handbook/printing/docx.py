"""A leaf → a DOCX to fill in on a screen: native fields, a date picker, boxes to tick, the same on every machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor, Twips

from ..blocks import GAP, Block, Box, Heading, Item, Letter, Listing, Paragraph, Table, Text, plain
from ..words import WORDS
from .leaf import Leaf, widths

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_PAPERS = {"a4": (Mm(210), Mm(297), Mm(15)), "a6": (Mm(105), Mm(148), Mm(8))}
_CELL = Mm(10.5)
"""How high a row is that somebody writes in."""
_TWIP = Twips(1)
"""What Word measures in."""
_INK = RGBColor(0x17, 0x20, 0x2A)
_SHADE = "E9EDF0"
_WHEN = datetime(1980, 1, 1)
"""The time of everything in the file: the first that a zip file can tell."""
_STYLES = {
    "Normal": 10,
    "Heading 1": 18,
    "Heading 2": 12,
    "List Bullet": 0,
    "List Number": 0,
    "Table Grid": 0,
    "Header": 8,
    "Footer": 8,
    "Quote": 0,
}
"""The styles that are used, in points; 0 is as the text around it."""


def docx(leaf: Leaf) -> bytes:
    """The leaf as a Word file. On an example nothing is a field: it is there to be read."""
    return _Writer(leaf).bytes()


class _Writer:
    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._words = WORDS[leaf.language]
        self._ids = count(1)
        self._document: Any = Document(BytesIO(_template()))

    def bytes(self) -> bytes:
        self._prepare()
        if self._leaf.faces:
            for at, face in enumerate(self._leaf.faces):
                title = self._document.add_heading(face.title if at else self._leaf.title, 2 if at else 1)
                title.paragraph_format.page_break_before = at > 0
                self._blocks(self._document, face.blocks)
        else:
            self._document.add_heading(self._leaf.title, 1)
            self._blocks(self._document, self._leaf.blocks)
        return _packed(self._document)

    # -- The paper ----------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        leaf, document = self._leaf, self._document
        wide, high, edge = _PAPERS[leaf.paper]
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if leaf.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (high, wide) if leaf.landscape else (wide, high)
        section.left_margin = section.right_margin = edge
        section.top_margin = section.bottom_margin = edge + Mm(3)
        section.header_distance = section.footer_distance = edge // 2
        self._width = Length(section.page_width - 2 * edge)
        self._styles(Pt(10) if leaf.paper == "a4" else Pt(8.5))
        self._properties()
        head = section.header.paragraphs[0]
        head.add_run(" · ".join(each for each in (leaf.chapter, leaf.title) if each))
        if leaf.notice:
            head.add_run(f"   {leaf.notice.upper()}").bold = True
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{leaf.handbook} · {leaf.version} · {leaf.address} · {self._words['page']} ")
        foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))

    def _styles(self, size: Length) -> None:
        styles = self._document.styles
        styles["Normal"].font.size = size
        for name in ("Header", "Footer"):
            styles[name].font.size = Pt(8) if self._leaf.paper == "a4" else Pt(6)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LOCALES[self._leaf.language])

    def _properties(self) -> None:
        leaf, told = self._leaf, self._document.core_properties
        told.title = " – ".join(each for each in (leaf.title, leaf.notice) if each)
        told.subject, told.author, told.language = leaf.chapter, leaf.handbook, LOCALES[leaf.language]
        told.version, told.comments, told.keywords, told.last_modified_by = leaf.version, leaf.address, "", ""
        told.created = told.modified = _WHEN

    # -- What stands on it --------------------------------------------------------------------------------

    def _blocks(self, place: Any, blocks: Iterable[Block], style: str | None = None) -> None:
        for block in blocks:
            match block:
                case Paragraph(text):
                    self._runs(place.add_paragraph(style=style), text)
                case Letter(lines):
                    self._letter(place, lines)
                case Heading(_level, text):
                    self._document.add_heading(plain(text), 2)
                case Listing(ordered, items):
                    number = self._numbering() if ordered else None
                    for item in items:
                        self._item(place, item, number)
                case Table():
                    self._table(block)
                case Box(title, inner):
                    if title:
                        place.add_paragraph(style="Quote").add_run(title).bold = True
                    self._blocks(place, inner, "Quote")

    def _item(self, place: Any, item: Item, number: int | None) -> None:
        first, *rest = item.blocks or (Paragraph(()),)
        text = first.text if isinstance(first, Paragraph) else ()
        rest = rest if isinstance(first, Paragraph) else [first, *rest]
        if item.ticked is None:
            paragraph = place.add_paragraph(style="List Number" if number else "List Bullet")
            if number:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            self._runs(paragraph, text)
        else:
            paragraph = place.add_paragraph()
            paragraph._p.append(parse_xml(self._box(plain(text), ticked=item.ticked)))
            self._runs(paragraph, (text[0]._replace(text=f" {text[0].text}"), *text[1:]) if text else ())
        self._blocks(place, rest)

    def _numbering(self) -> int:
        """The number of a list of its own, which begins at 1 again."""
        used = self._document.styles["List Number"].element.pPr.numPr.numId.val
        numbering = self._document.part.numbering_part.element
        fresh = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _letter(self, place: Any, lines: Iterable[str]) -> None:
        for line in lines:
            paragraph = place.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            start = 0
            for gap in () if self._leaf.notice else GAP.finditer(line):
                paragraph.add_run(line[start : gap.start()])
                paragraph._p.append(parse_xml(self._field(gap[0][1:-1], gap[0])))
                start = gap.end()
            paragraph.add_run(line[start:])

    def _table(self, told: Table) -> None:
        shares = widths(told)
        columns = [Twips(self._width * share // sum(shares) // _TWIP) for share in shares]
        table = self._document.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, columns, strict=True):
            column.width = width
        for at, row in enumerate((told.head, *told.rows)):
            made = table.add_row()
            properties = made._tr.get_or_add_trPr()
            properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            if not at:
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            elif not all(row):
                made.height = _CELL
            for cell, width, text, head in zip(made.cells, columns, row, told.head, strict=True):
                cell.width = width
                self._cell(cell, text, head, row, at)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _cell(self, cell: Any, text: Text, head: Text, row: tuple[Text, ...], at: int) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        if not at:
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>'
            cell._tc.get_or_add_tcPr().append(parse_xml(shade))
            paragraph.add_run(plain(text)).bold = True
        elif text or self._leaf.notice:
            self._runs(paragraph, text)
        else:
            name = " – ".join(each for each in (plain(head), plain(row[0]) or str(at)) if each)
            dated = self._words["date"] in (plain(head).split(",")[0], plain(row[0]).split(",")[0])
            paragraph._p.append(parse_xml(self._field(name, self._words["write_here"], dated=dated)))

    def _runs(self, paragraph: Any, text: Text) -> None:
        for span in text:
            run = paragraph.add_run(span.text)
            run.bold, run.italic = span.strong or None, span.emphasis or None

    # -- Fields -------------------------------------------------------------------------------------------

    def _field(self, name: str, hint: str, *, dated: bool = False) -> str:
        locale = LOCALES[self._leaf.language]
        kind = (
            f'<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{locale}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
            if dated
            else '<w:text w:multiLine="1"/>'
        )
        return self._control(name, f"<w:showingPlcHdr/>{kind}", '<w:color w:val="5F6B76"/>', hint)

    def _box(self, name: str, *, ticked: bool) -> str:
        states = "".join(
            f'<w14:{each} w14:font="MS Gothic"/>'
            for each in ('checkedState w14:val="2612"', 'uncheckedState w14:val="2610"')
        )
        kind = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>{states}</w14:checkbox>'
        font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
        return self._control(name, kind, font, "☒" if ticked else "☐")

    def _control(self, name: str, kind: str, look: str, shown: str) -> str:
        number = next(self._ids)
        return (
            f"<w:sdt {nsdecls('w', 'w14')}><w:sdtPr><w:alias w:val={quoteattr(name[:64])}/>"
            f'<w:tag w:val="field-{number}"/><w:id w:val="{number}"/>{kind}</w:sdtPr>'
            f"<w:sdtContent><w:r><w:rPr>{look}</w:rPr><w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>"
        )


@cache
def _template() -> bytes:
    """The library's template with the styles that are used, in our looks, and nothing else."""
    document: Any = Document()
    styles = document.styles
    for style in list(styles):
        if style.name not in _STYLES and not style.element.get(qn("w:default")):
            style.delete()
    for latent in styles.element.findall(qn("w:latentStyles")):
        styles.element.remove(latent)
    for link in list(styles.element.iter(qn("w:link"))):  # to a style that has gone
        link.getparent().remove(link)
    for name, points in _STYLES.items():
        styles[name].font.name, styles[name].font.color.rgb = "Arial", _INK
        styles[name].font.size = Pt(points) if points else None
    for fonts in styles.element.iter(qn("w:rFonts")):
        for attribute in [each for each in fonts.attrib if "Theme" in each]:
            del fonts.attrib[attribute]
    styles["Normal"].paragraph_format.space_after = Pt(4)
    _drop(document.part.package.rels, ("thumbnail",))
    _drop(document.part.rels, ("stylesWithEffects", "customXml", "webSettings", "theme"))
    return _packed(document)


def _drop(relations: Any, kinds: tuple[str, ...]) -> None:
    for name in [key for key, each in relations.items() if each.reltype.endswith(kinds)]:
        del relations[name]


def _packed(document: Any) -> bytes:
    """The file, its parts in order, at one time, and as they are: packers differ from machine to machine."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _WHEN.timetuple()[:6])
            part.create_system = 3  # else the file would tell Windows from the others
            target.writestr(part, source.read(name))
    return fixed.getvalue()
