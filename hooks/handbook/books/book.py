"""The model → a book: everything that stands in it, whichever program writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader
from markdown import Markdown

from ..addresses import page_url, version_root
from ..content import Page
from ..markup import site_markdown
from ..model import Chapter, Handbook
from ..resolving import ELSEWHERE, PARTS
from ..settings import LANGUAGES
from ..terms import term_address
from ..views import chapter_view, with_what_it_asks_for
from ..words import WORDS
from .pages import OWN, anchor, page

_NEVER = "2020-04-01"
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class BookPage:
    """A chapter as it stands in the book."""

    anchor: str
    title: str
    language: str
    """Swedish, too, in the English book, where the chapter has no English page."""
    html: str


@dataclass(frozen=True)
class Part:
    """A module: its own page, and its chapters. The home page is a part without chapters."""

    opening: BookPage
    pages: tuple[BookPage, ...]


@dataclass(frozen=True)
class Book:
    """A whole version in one language."""

    language: str
    title: str
    edition: str
    """Such as `Version 1.0`, or that it is not released."""
    address: str
    """Where the version is published."""
    day: str
    """The last day on which a chapter was read through: `2026-11-23`."""
    parts: tuple[Part, ...]

    @property
    def pages(self) -> Iterator[BookPage]:
        """Every page, in order."""
        for part in self.parts:
            yield part.opening
            yield from part.pages


def book(handbook: Handbook, language: str, version: str) -> Book:
    """The whole of `handbook` in `language`, released as `version`, or not released if that is empty."""
    words = WORDS[language]
    root = version_root(handbook.settings.address, version)
    return Book(
        language=language,
        title=handbook.settings.names[language],
        edition=f"{words['version']} {version}" if version else words["unreleased"],
        address=root,
        day=max((str(each.meta.reviewed) for each in handbook.chapters.values() if each.meta.reviewed), default=_NEVER),
        parts=tuple(_Binder(handbook, language, root).parts()),
    )


def templates(*more: Path) -> Environment:
    """The books' own templates, and those in the folders `more`."""
    folders = [str(folder) for folder in (_TEMPLATES, *more)]
    return Environment(loader=FileSystemLoader(folders), autoescape=True, trim_blocks=True, lstrip_blocks=True)


class _Binder:
    """Puts a book together; `root` is where the version is published."""

    def __init__(self, handbook: Handbook, language: str, root: str) -> None:
        self._handbook = handbook
        self._language = language
        self._root = root
        self._templates = templates(handbook.settings.root / "overrides")
        self._anchors = {
            page_url(each, path): anchor(path) for each in (*LANGUAGES, language) for path in handbook.chapters
        }

    def parts(self) -> Iterator[Part]:
        """The home page, and each module, in the order of the menu."""
        chapters = self._handbook.chapters.values()
        for module in dict.fromkeys(chapter.module for chapter in chapters):
            opening, *pages = (self._page(chapter) for chapter in chapters if chapter.module == module)
            yield Part(opening, tuple(pages))

    def _page(self, chapter: Chapter) -> BookPage:
        written, view = chapter.page(self._language), chapter_view(self._handbook, chapter.path, self._language, "")
        html = self._markdown[written.language].reset().convert(written.body)
        html = with_what_it_asks_for(html, self._handbook, view, self._language, self._templates, self._leading)
        docs = self._handbook.settings.docs
        whole = self._templates.get_template("chapter.html").render(
            chapter=view,
            words=WORDS[self._language],
            language=written.language,
            html=page(html, chapter.path, written.language, docs, lambda href: self._resolved(written, href)),
            anchor=anchor(chapter.path),
            of=self._anchors.__getitem__,
            level=1 if chapter.landing else 2,
        )
        return BookPage(anchor(chapter.path), view.title, written.language, whole)

    @cached_property
    def _markdown(self) -> Mapping[str, Markdown]:
        return {language: self._markdown_in(language) for language in LANGUAGES}

    def _markdown_in(self, language: str) -> Markdown:
        book = self._handbook
        return site_markdown(
            book.settings,
            lambda key: book.bibliography.label(key, language),
            lambda word: term_address(book.terms, word, language),
        )

    def _leading(self, url: str) -> str:
        """Where a template of the site leads with `url`, which counts from the version's root."""
        return OWN + self._anchors[url] if url in self._anchors else self._root + url

    def _resolved(self, written: Page, href: str) -> str:
        """Where the address `href` on the page `written` leads; nothing if that is nowhere."""
        if href.startswith(OWN):
            return f"#{href.removeprefix(OWN)}"
        parts = PARTS.fullmatch(href)
        if parts is None or ELSEWHERE.match(href):
            return href
        path, identity = unquote(parts["path"]), unquote(parts["fragment"] or "")
        if not path:
            return f"#{anchor(written.path, identity)}" if identity else ""
        at = normpath(join("/", dirname(written.path), path)).strip("/").removesuffix(".md")
        if at in self._handbook.chapters:
            return f"#{anchor(at, identity)}"
        address = normpath(join("/", page_url(written.language, written.path), path)).strip("/")
        found = self._anchors.get(f"{address}/") or self._anchors.get(address)
        if found:
            return f"#{found}" + (f"..{identity}" if identity else "")
        return self._root + address + (f"#{identity}" if identity else "")
