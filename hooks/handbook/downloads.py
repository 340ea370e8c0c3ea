"""The sheets → the row under each sheet's heading that leads to its files. Values and their place in the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .blocks import fillable
from .model import Handbook
from .sheets import CARD, Print, Sheet, sheets_of
from .views import ChapterView, relative
from .words import WORDS


@dataclass(frozen=True)
class Download:
    """One file to fetch."""

    url: str
    """Its address, as the page writes it."""
    format: str
    size: str
    """Such as `23 kB`; empty while nobody has made it."""


def rows(
    handbook: Handbook, view: ChapterView, size: Callable[[str], int | None]
) -> Iterator[tuple[Sheet, Mapping[str, Any]]]:
    """Each sheet on the page that `view` tells of, and what its row shows; `size` gives the bytes of a file."""
    chapter = handbook.chapters.get(view.path)
    for sheet in sheets_of(chapter.page(view.language), card=chapter.meta.type == CARD) if chapter else ():
        words, groups = WORDS[sheet.language], defaultdict(list)
        for each in sheet.prints():
            groups[words[_label(each)]].append(_download(each, view.url, size(each.address)))
        fill = {"id": sheet.id, "fillable": not sheet.faces and fillable(sheet.blank, letters=False)}
        yield sheet, {"title": sheet.title, "groups": groups, "words": words, **fill}


def placed(html: str, sheet: Sheet, row: str) -> str:
    """The page with `row` under the heading of `sheet`; a card's goes under the card, which is a screen by itself."""
    heading = re.compile(r'<h([1-6])\b[^>]*\bid="([^"]+)"[^>]*>.*?</h\1>', re.DOTALL)
    headings = list(heading.finditer(html))
    at = next((at for at, each in enumerate(headings) if each[2] == sheet.anchor), None)
    if at is None:
        return html
    spot = headings[at].end()
    if sheet.faces:
        spot = headings[at + 1].start() if at + 1 < len(headings) else len(html)
    return html[:spot] + row + html[spot:]


def said_size(size: int) -> str:
    """A file's bytes as readers hear them: `23 kB`."""
    return f"{-(-size // 1000)}\u00a0kB"


def _download(printed: Print, page: str, size: int | None) -> Download:
    words, said = WORDS[printed.sheet.language], said_size(size) if size else ""
    return Download(relative(page, printed.address), words[f"sheet_{printed.format}"], said)


def _label(printed: Print) -> str:
    if printed.sheet.faces:
        return "sheet_card" if printed.paper == "a4" else "sheet_a6"
    return "sheet_example" if printed.filled else "sheet_blank"
