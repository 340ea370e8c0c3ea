"""The sheets → the row under each sheet's heading that leads to its files. Values and their place in the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .model import Handbook
from .sheets import CARD, Print, Sheet, sheets_of
from .views import ChapterView, relative
from .words import WORDS


@dataclass(frozen=True)
class Download:
    """One file to fetch."""

    url: str
    """Its address, as the page writes it."""
    label: str
    """What it is, in words."""
    format: str
    size: str
    """Such as `23 kB`; empty while nobody has made it."""


def rows(
    handbook: Handbook, view: ChapterView, size: Callable[[str], int | None]
) -> Iterator[tuple[Sheet, Mapping[str, Any]]]:
    """Each sheet on the page that `view` tells of, and what its row shows; `size` gives the bytes of a file."""
    chapter = handbook.chapters.get(view.path)
    for sheet in sheets_of(chapter.page(view.language), card=chapter.meta.type == CARD) if chapter else ():
        files = [_download(each, view.url, size(each.address)) for each in sheet.prints()]
        yield sheet, {"title": sheet.title, "files": files, "words": WORDS[sheet.language]}


def placed(html: str, sheet: Sheet, row: str) -> str:
    """The page with `row` under the heading of `sheet`; a card's goes above its front."""
    heading = re.compile(rf'<h([1-6])\b[^>]*\bid="{re.escape(sheet.anchor)}"[^>]*>.*?</h\1>', re.DOTALL)
    return heading.sub(lambda match: row + match[0] if sheet.faces else match[0] + row, html, count=1)


def _download(printed: Print, page: str, size: int | None) -> Download:
    words = WORDS[printed.sheet.language]
    return Download(
        url=relative(page, printed.address),
        label=words[_label(printed)],
        format=words[f"sheet_{printed.format}"],
        size=f"{-(-size // 1000)}\u00a0kB" if size else "",
    )


def _label(printed: Print) -> str:
    if printed.sheet.faces:
        return "sheet_card" if printed.paper == "a4" else "sheet_a6"
    return "sheet_example" if printed.filled else "sheet_blank"
