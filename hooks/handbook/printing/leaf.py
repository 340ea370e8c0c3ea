"""A print → its leaf: everything that stands on the paper, whichever program writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..addresses import page_url, version_root
from ..blocks import Block, Example, Heading, Span, Table, plain, within
from ..rendered import Section
from ..settings import Settings
from ..sheets import Paper, Print
from ..words import WORDS

LANDSCAPE = 5
"""From how many columns the paper lies down."""
LOG = 8
"""How many blank rows a log gets on paper: a chapter shows one or two."""


@dataclass(frozen=True)
class Leaf:
    """What stands on the paper."""

    language: str
    title: str
    chapter: str
    """The title of the chapter that the sheet stands in; empty for a card."""
    notice: str
    """What every page says of an example; empty for a blank sheet."""
    handbook: str
    version: str
    address: str
    blocks: tuple[Block, ...]
    faces: tuple[Section, ...]
    paper: Paper
    landscape: bool


def leaf(printed: Print, settings: Settings, version: str) -> Leaf:
    """What `printed` says when the handbook is released as `version`, or is not released if that is empty."""
    sheet, words = printed.sheet, WORDS[printed.sheet.language]
    blocks = tuple(_example(sheet.examples)) if printed.filled else tuple(map(_with_log, sheet.blank))
    root = version_root(settings.address, version)
    return Leaf(
        language=sheet.language,
        title=sheet.title,
        chapter=sheet.chapter,
        notice=words["invented"] if printed.filled else "",
        handbook=settings.names[sheet.language],
        version=f"{words['version']} {version}" if version else words["unreleased"],
        address=f"{root}{page_url(sheet.language, sheet.path)}" + ("" if sheet.faces else f"#{sheet.id}"),
        blocks=blocks,
        faces=sheet.faces,
        paper=printed.paper,
        landscape=not sheet.faces and any(len(table.head) >= LANDSCAPE for table in tables(blocks)),
    )


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table in `blocks`, however deep."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        else:
            yield from tables(within(block))


def widths(table: Table, *, narrow: bool = False) -> tuple[int, ...]:
    """How wide each column is in proportion to the others: by its words, and with room to write in.

    On `narrow` paper, a long word takes more of the line.
    """
    columns = [[plain(row[at]) for row in (table.head, *table.rows)] for at in range(len(table.head))]
    wide = [_width(cells, 2.3 if narrow else 1.25) for cells in columns]
    open_ = [at for at, cells in enumerate(columns) if "" in cells[1:]]
    told = sum(width for at, width in enumerate(wide) if at not in open_)
    room = min(_WIDEST, max(_NARROWEST, told // max(1, len(open_))))
    return tuple(max(width, room) if at in open_ else width for at, width in enumerate(wide))


def snug(table: Table) -> bool:
    """Whether the first column holds a word or two in each row, and is to be as wide as they are."""
    return all(0 < len(plain(row[0])) <= _SNUG for row in table.rows)


_SNUG = 16
_NARROWEST, _WIDEST = 12, 60


def _width(cells: list[str], letter: float) -> int:
    """In letters: the longest word, and more for long texts than for short ones."""
    said = [cell for cell in cells if cell]
    word = max((len(word) for cell in said for word in cell.split()), default=1)
    text = sum(map(len, said)) // max(1, len(said))
    return max(5, round(word * letter) + 3, min(_WIDEST, text))


def _with_log(block: Block) -> Block:
    """A log, which ends with a row of empty cells, gets more of them."""
    if not isinstance(block, Table) or not block.rows or any(block.rows[-1]):
        return block
    blank = sum(not any(row) for row in block.rows)
    return Table(block.head, (*block.rows, *[block.rows[-1]] * max(0, LOG - blank)))


def _example(examples: Iterable[Example]) -> Iterator[Block]:
    for example in examples:
        yield Heading(2, (Span(example.title),))
        yield from example.blocks
