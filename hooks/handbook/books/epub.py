"""A book → an EPUB 3 that says how it can be read, and gives the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from markupsafe import Markup

from ..words import WORDS
from .book import Book, BookPage, templates
from .pages import chapter_of

_STYLE = Path(__file__).parent / "epub.css"
_LEADING = re.compile(r'\bhref="#([^"]+)"')
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP knows, since it wants one and the clock has no say."""


def epub(book: Book) -> bytes:
    """The book as an EPUB: a file for each chapter, in the order of the menu."""
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        # A reader knows an EPUB by its first bytes: this file's name and text, not packed.
        _put(packed, "mimetype", "application/epub+zip", ZIP_STORED)
        for name, text in _files(book):
            _put(packed, name, text, ZIP_DEFLATED)
    return made.getvalue()


def _files(book: Book) -> Iterator[tuple[str, str]]:
    """Every file of the EPUB, by its name."""
    made = templates()
    told = {"book": book, "words": WORDS[book.language]}
    for name in ("META-INF/container.xml", "book/package.opf", "book/nav.xhtml", "book/cover.xhtml"):
        yield name, made.get_template(f"epub/{name.rpartition('/')[2]}").render(told)
    yield "book/epub.css", _STYLE.read_text("utf-8")
    page = made.get_template("epub/page.xhtml")
    for each in book.pages:
        yield f"book/{each.anchor}.xhtml", page.render(told, page=each, html=Markup(_linked(each)))


def _linked(page: BookPage) -> str:
    """The page's HTML, whose links lead to the files of other chapters."""

    def there(link: re.Match[str]) -> str:
        chapter, target = chapter_of(link[1]), link[1]
        file = "" if chapter == page.anchor else f"{chapter}.xhtml"
        return f'href="{file}#{target}"' if target != chapter or not file else f'href="{file}"'

    return _LEADING.sub(there, page.html)


def _put(packed: ZipFile, name: str, text: str, how: int) -> None:
    about = ZipInfo(name, _BEGINNING)
    about.compress_type = how
    about.create_system = 3  # as on every machine, whatever this one is
    packed.writestr(about, text.encode())
