"""A whole version → one book in each language, as PDF by WeasyPrint and as EPUB.

    pages.py     a chapter's HTML as the site has it → as a book has it
    book.py      the model → a book: modules, chapters and what stands on each page, whichever program writes it
    pdf.py       a book → PDF; book.css says how it looks
    epub.py      a book → EPUB; epub.css says how it looks
    templates/   the markup of both

A book depends on nothing but its text and on what writes it, so that what has not changed is not made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import version as version_of
from pathlib import Path

from ..cache import FOLDER, Cache, made_by, packed
from ..downloads import Download, said_size
from ..model import Handbook
from ..settings import LANGUAGES
from ..workers import shared
from .book import Book, book

BINDING = "HANDBOOK_BOOKS"
"""The environment variable that asks a build for its books."""
ENDINGS = ("pdf", "epub")
SHELF = "books"
"""The folder within a version."""

_WRITERS = ("weasyprint", "pydyf", "pyphen", "tinyhtml5", "fonttools", "lxml")


class Bindery:
    """Makes the books of a handbook, if it `binds`: a plain build needs none, and none of what makes them."""

    def __init__(self, handbook: Handbook, version: str, *, binds: bool) -> None:
        """`version` is what is released, or empty."""
        self._handbook = handbook
        self._version = version
        self._binds = binds

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every book by its address within the version; the cores share the work."""
        if not self._binds:
            return {}
        books = [
            (book(self._handbook, language, self._version), ending) for ending in ENDINGS for language in LANGUAGES
        ]
        cache: Cache[bytes] = Cache(self._handbook.settings.root / FOLDER / "books", _maker())
        keys = [f"{ending}\n{told!r}" for told, ending in books]
        written = cache.all(keys, lambda missing: shared(_written, [books[at] for at in missing], start=1))
        cache.save()
        return {
            address(told.language, ending, self._version): made
            for (told, ending), made in zip(books, written, strict=True)
        }

    def downloads(self, language: str) -> tuple[Download, ...]:
        """The books in `language`, with their addresses within the version; none if none is made."""
        there = {ending: address(language, ending, self._version) for ending in ENDINGS}
        return tuple(
            Download(at, ending.upper(), said_size(len(self.files[at])))
            for ending, at in there.items()
            if at in self.files
        )


def lacking() -> str:
    """What this machine lacks to set books, and the way out; nothing if it can set them."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return "The books are set by WeasyPrint, which is not installed here. Run: python3 scripts/build --books"
    except OSError:
        return (
            "The books are set by WeasyPrint, which needs Pango, and this machine has none. "
            "On Debian and Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
            "On a Mac: brew install pango. On Windows: let GitHub release, or build without --books."
        )
    return ""


def address(language: str, ending: str, version: str) -> str:
    """Where a book lies within its version: `books/1.0-sv.pdf`."""
    return f"{SHELF}/{version or 'handbook'}-{language}.{ending}"


def _written(books: Sequence[tuple[Book, str]]) -> list[bytes]:
    return [packed(_write(told, ending)) for told, ending in books]


def _write(told: Book, ending: str) -> bytes:
    # Only the group of books has WeasyPrint, and the checks read this package without it.
    if ending == "pdf":
        from .pdf import pdf

        return pdf(told)
    from .epub import epub

    return epub(told)


def _maker() -> str:
    files = sorted(each for each in Path(__file__).parent.rglob("*") if each.is_file() and each.suffix != ".pyc")
    return made_by(repr([version_of(name) for name in _WRITERS]), files)
