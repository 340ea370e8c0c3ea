"""A leaf → a PDF that is tagged, says its language and title, and is the same on every machine."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from typst import Compiler, Fonts

from ..blocks import Block, Heading, Item, Letter, Listing, Paragraph, Table, Text
from .leaf import Leaf, snug, widths

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "sheet.typ"


def pdf(leaf: Leaf) -> bytes:
    """The leaf as a PDF that follows the rules of PDF/UA-1, for those who hear it."""
    made = _compiler().compile(_TEMPLATE, format="pdf", sys_inputs=_inputs(leaf), pdf_standards=["ua-1"], timestamp=0)
    assert isinstance(made, bytes)
    return made


def pictures(leaf: Leaf) -> list[bytes]:
    """The leaf's pages as PNG, to look at."""
    made = _compiler().compile(_TEMPLATE, format="png", sys_inputs=_inputs(leaf), ppi=110)
    return [made] if isinstance(made, bytes) else list(made or ())


@cache
def _compiler() -> Compiler:
    # Only the font beside this file and those in the library, so that every machine sets the same page.
    fonts = Fonts(include_system_fonts=False, font_paths=[str(_HERE)])
    return Compiler(root=_HERE, font_paths=fonts)


def _inputs(leaf: Leaf) -> dict[str, str]:
    told = {
        **{name: value for name, value in vars(leaf).items() if isinstance(value, str | bool)},
        "blocks": [_block(each) for each in leaf.blocks],
        "faces": [
            {"title": each.title, "blocks": [_block(block, narrow=True) for block in each.blocks]}
            for each in leaf.faces
        ],
    }
    return {"leaf": json.dumps(told, ensure_ascii=False)}


def _block(block: Block, *, narrow: bool = False) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": _text(text)}
        case Letter(lines):
            return {"kind": "letter", "lines": list(lines)}
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": _text(text)}
        case Listing(ordered, items):
            return {"kind": "list", "ordered": ordered, "items": [_item(item, narrow=narrow) for item in items]}
        case Table(head, rows):
            cells = [[_text(cell) for cell in row] for row in rows]
            return {
                "kind": "table",
                "widths": widths(block, narrow=narrow),
                "snug": snug(block),
                "head": [_text(cell) for cell in head],
                "rows": cells,
            }
        case _:
            return {
                "kind": "box",
                "title": block.title,
                "blocks": [_block(each, narrow=narrow) for each in block.blocks],
            }


def _item(item: Item, *, narrow: bool) -> dict[str, Any]:
    return {"ticked": item.ticked, "blocks": [_block(each, narrow=narrow) for each in item.blocks]}


def _text(text: Text) -> list[dict[str, Any]]:
    return [{"text": span.text, "strong": span.strong, "emphasis": span.emphasis} for span in text]
