"""A rendered page → what its sheets hold: paragraphs, lists, tables, as a small frozen tree.

Only sections that are or should be sheets are kept: those of the class `sheet`, the faces of a card, and the parts
of a guide that hold sheets.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .htmltree import HEADINGS
from .late import late
from .rendered import Section, Task

SHEET = "sheet"
"""The class of a heading that begins a sheet."""
EXAMPLE = "example"
"""The class of a box that shows a sheet filled in."""
TASK = "task-list-item"
"""The class of a line with a box to tick."""
FACES = ("front", "back")
"""The ids of a card's two faces."""
PARTS = ("worksheets", "observation-sheet")
"""The parts of a guide that hold its sheets."""
GAP = late(r"(?<![\[\]!])\[(?:…|\.\.\.|\w[^\[\]]+)\](?![\[\](:{])")
"""What a letter leaves open: `[your name]`, but no link, label or box to tick."""


class Span(NamedTuple):
    """A run of text in one voice."""

    text: str
    strong: bool = False
    emphasis: bool = False


Text = tuple[Span, ...]


class Paragraph(NamedTuple):
    """Running text."""

    text: Text


class Letter(NamedTuple):
    """Text to copy as it stands; `[words in brackets]` are to be filled in."""

    lines: tuple[str, ...]


class Heading(NamedTuple):
    """A heading within a sheet."""

    level: int
    text: Text


class Item(NamedTuple):
    """One item of a list; `ticked` is set where it is a task with a box before it."""

    blocks: tuple[Block, ...]
    ticked: bool | None = None


class Listing(NamedTuple):
    """A list."""

    ordered: bool
    items: tuple[Item, ...]


class Table(NamedTuple):
    """A table: its head, and rows as long as the head. An empty cell is one to fill in."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Box(NamedTuple):
    """A quote, a tab or a note set apart, with its title if it has one."""

    title: str
    blocks: tuple[Block, ...]


class Example(NamedTuple):
    """The sheet as somebody might have filled it in."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Letter | Heading | Listing | Table | Box | Example


def plain(text: Text) -> str:
    """The words of `text` without their voices."""
    return "".join(span.text for span in text)


def fillable(blocks: Iterable[Block], *, letters: bool = True) -> bool:
    """Whether somebody writes in `blocks`: a table has an empty cell, or a letter has words in brackets.

    Outside a sheet, `letters` are better left out: any code may have brackets.
    """
    return any(_fillable(block, letters=letters) for block in blocks)


def _fillable(block: Block, *, letters: bool) -> bool:
    if isinstance(block, Table):
        return any(not cell for row in block.rows for cell in row)
    if isinstance(block, Letter):
        return letters and any(GAP.search(line) for line in block.lines)
    return not isinstance(block, Example) and fillable(within(block), letters=letters)


def within(block: Block) -> Iterator[Block]:
    """The blocks that `block` holds."""
    if isinstance(block, Listing):
        yield from (each for item in block.items for each in item.blocks)
    elif isinstance(block, Box | Example):
        yield from block.blocks


def sections(root: Element) -> tuple[Section, ...]:
    """The sheets of a page, and what could be one, in its order."""
    parents = (parent for parent in root.iter() if len(parent) and any(child.tag in HEADINGS for child in parent))
    return tuple(section for parent in parents for section in _sections(list(parent)))


def tasks(root: Element) -> tuple[Task, ...]:
    """The lines of all checklists, on the whole page."""
    return tuple(_tasks(root))


def examples(root: Element) -> tuple[str, ...]:
    """The titles of all boxes that hold an example, on the whole page."""
    boxes = (each for each in root.iter() if EXAMPLE in each.get("class", "") and EXAMPLE in _classes(each))
    return tuple(_titled(each)[0] for each in boxes if _is_box(each))


_STRONG, _EMPHASIS = ("strong", "b"), ("em", "i")
_BLANKS = late(r"[\t\r\n][ \t\r\n]*| [ \t\r\n]+")
"""Those that a browser shows as one."""
_INLINE = frozenset("a abbr b br code del em i img ins kbd label mark small span strong sub sup input u".split())


def _sections(children: list[Element]) -> Iterator[Section]:
    around: list[tuple[int, str]] = []
    for at, child in enumerate(children):
        level = _level(child)
        if not level:
            continue
        around = [each for each in around if each[0] < level]
        identity, marked = child.get("id", ""), SHEET in _classes(child)
        inside = around[-1][1] if around else ""
        if marked or inside or identity in FACES or identity in PARTS:
            end = next((n for n in range(at + 1, len(children)) if 0 < _level(children[n]) <= level), len(children))
            title = " ".join(plain(_text(child)).split())
            found = tuple(_blocks(children[at + 1 : end]))
            blank = [each for each in found if not isinstance(each, Example)]
            own = takewhile(lambda each: not isinstance(each, Heading), found)
            yield Section(
                identity,
                title,
                marked,
                inside,
                empty=not blank,
                shown=len(blank) < len(found),
                fillable=fillable(blank),
                among=(inside or identity) in PARTS,
                asks=fillable(own, letters=False),
                packed=pickle.dumps(found, pickle.HIGHEST_PROTOCOL),
            )
        if marked or identity in PARTS:
            around.append((level, identity))


def _tasks(root: Element) -> Iterator[Task]:
    section = ""
    for element in root.iter():
        if element.tag in HEADINGS:
            section = element.get("id", "")
        elif element.tag == "li" and TASK in _classes(element):
            first = next(iter(_item(element).blocks), None)
            yield Task(section, " ".join(plain(first.text).split()) if isinstance(first, Paragraph) else "")


def _level(element: Element) -> int:
    return HEADINGS.get(element.tag, 0)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _blocks(elements: Iterable[Element]) -> Iterator[Block]:
    for element in elements:
        yield from _block(element)


def _block(element: Element) -> Iterator[Block]:
    tag, classes = element.tag, _classes(element)
    if level := _level(element):
        yield Heading(level, _text(element))
    elif tag in ("ul", "ol"):
        yield Listing(tag == "ol", tuple(_item(each) for each in element if each.tag == "li"))
    elif tag == "table":
        yield _table(element)
    elif tag == "pre":
        yield Letter(tuple("".join(element.itertext()).strip("\n").split("\n")))
    elif _is_box(element):
        title, inner = _titled(element)
        yield (Example if EXAMPLE in classes else Box)(title, tuple(_blocks(inner)))
    elif tag == "blockquote":
        yield Box("", tuple(_blocks(element)))
    elif "tabbed-set" in classes:
        yield from _tabs(element)
    elif _holds_blocks(element):
        yield from _blocks(element)
    elif text := _text(element):
        yield Paragraph(text)


def _is_box(element: Element) -> bool:
    return element.tag == "details" or "admonition" in _classes(element)


def _holds_blocks(element: Element) -> bool:
    return any(child.tag not in _INLINE for child in element)


def _item(element: Element) -> Item:
    box = next((each for each in element.iter("input") if each.get("type") == "checkbox"), None)
    inline = Element("p")
    inline.text = element.text
    blocks: list[Block] = []
    for child in element:
        if child.tag in _INLINE:
            inline.append(child)
        else:
            blocks += _block(child)
    first = _text(inline)
    ticked = None if box is None else "checked" in box.attrib
    return Item((*([Paragraph(first)] if first else []), *blocks), ticked)


def _table(element: Element) -> Table:
    rows = [tuple(_cell(cell) for cell in row if cell.tag in ("td", "th")) for row in element.iter("tr")]
    head, *body = rows or [()]
    return Table(head, tuple((row + ((),) * len(head))[: len(head)] for row in body))


def _cell(element: Element) -> Text:
    """A cell that holds something without words, such as an empty link, is not one to fill in."""
    return _text(element) or ((Span("\u00a0"),) if len(element) else ())


def _titled(element: Element) -> tuple[str, list[Element]]:
    children = list(element)
    if children and (children[0].tag == "summary" or "admonition-title" in _classes(children[0])):
        return " ".join(plain(_text(children[0])).split()), children[1:]
    return "", children


def _tabs(element: Element) -> Iterator[Block]:
    labels = [plain(_text(each)) for each in element.iter("label")]
    panels = [each for each in element.iter("div") if "tabbed-block" in _classes(each)]
    for label, panel in zip(labels, panels, strict=False):
        yield Box(label, tuple(_blocks(panel)))


def _text(element: Element) -> Text:
    """The words of `element`, blanks as a browser shows them, neighbours of one voice joined."""
    if not len(element) and element.tag not in _STRONG and element.tag not in _EMPHASIS:
        alone = _squeezed(element.text).lstrip(" ").rstrip()
        return (Span(alone),) if alone else ()
    joined: list[Span] = []
    for span in _spans(element, strong=False, emphasis=False):
        before = joined[-1].text if joined else "\n"
        text = span.text.lstrip(" ") if before.endswith((" ", "\n")) else span.text
        if joined and (joined[-1].strong, joined[-1].emphasis) == (span.strong, span.emphasis):
            joined[-1] = Span(joined[-1].text + text, span.strong, span.emphasis)
        elif text:
            joined.append(Span(text, span.strong, span.emphasis))
    if joined:
        joined[-1] = Span(joined[-1].text.rstrip(), joined[-1].strong, joined[-1].emphasis)
    return tuple(span for span in joined if span.text)


def _spans(element: Element, *, strong: bool, emphasis: bool) -> Iterator[Span]:
    strong = strong or element.tag in _STRONG
    emphasis = emphasis or element.tag in _EMPHASIS
    yield Span(_squeezed(element.text), strong, emphasis)
    for child in element:
        if child.tag == "br":
            yield Span("\n", strong, emphasis)
        elif child.tag == "img":
            yield Span(child.get("alt", ""), strong, emphasis)
        elif "citation" not in _classes(child):  # the source is named on the page
            yield from _spans(child, strong=strong, emphasis=emphasis)
        yield Span(_squeezed(child.tail), strong, emphasis)


def _squeezed(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""
