"""The published site, built once and read as a browser reads it.

The site is built from a copy of the handbook in which only the address is another: it then has a folder of
its own on its host, as most handbooks have, and a page that forgets the folder shows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree.ElementTree import Element, TreeBuilder

from handbook.addresses import page_url
from handbook.cache import FOLDER as FOLDER_OF_CACHE
from handbook.model import Chapter, Handbook, read_handbook
from handbook.settings import LANGUAGES, read_settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "/handbook/"
"""Where the site lies on its host."""
ADDRESS = f"https://published.example{FOLDER}"
PARTS = ("mkdocs.yml", "docs", "hooks", "overrides")
"""What a build reads."""

_SITE_URL = re.compile(r"^site_url: .*$", re.MULTILINE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ENDED_BY: Mapping[str, tuple[str, ...]] = {
    "li": ("li",),
    "td": ("td", "th", "tr", "tbody"),
    "th": ("td", "th", "tr", "tbody"),
    "tr": ("tr", "tbody"),
    "thead": ("tbody",),
    "tbody": ("tbody",),
}
"""What ends an element that HTML lets go unended; the end of what holds it does, too."""
_LINKING = ("href", "src", "poster", "data", "action")


def copy_handbook(root: Path, parts: Iterable[str] = PARTS, kept: Path = ROOT) -> None:
    """Put what a build reads into the folder `root`, to be published at `ADDRESS`, with what `kept` has made of it."""
    root.mkdir(parents=True, exist_ok=True)
    if "docs" in parts:
        _copy_cache(kept, root)
    for part in parts:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / part)
    settings = root / "mkdocs.yml"
    text, times = _SITE_URL.subn(f"site_url: {ADDRESS}", settings.read_text("utf-8"))
    assert times == 1, "the address must be one setting"
    settings.write_text(text, encoding="utf-8")


def copy_chapters(root: Path) -> Path:
    """Put what the checks read into the folder `root`, with what is known of it already."""
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    _copy_cache(ROOT, root)
    return root


def _copy_cache(source: Path, root: Path) -> None:
    if (source / FOLDER_OF_CACHE).is_dir():
        shutil.copytree(source / FOLDER_OF_CACHE, root / FOLDER_OF_CACHE)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in the folder `root`, as `scripts/build` runs it; its words come as one text."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def environment() -> dict[str, str]:
    """The environment of a build: its words are UTF-8, and the theme does not speak of its future."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}


def parse(html: str) -> Element:
    """The tree of an HTML page.

    Raises:
        ValueError: if a tag is closed that is not open, or left open where HTML demands its end.
    """
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._open: list[str] = []

    def root(self) -> Element:
        if self._open:
            raise ValueError(f"left open: {self._open}")
        return self._builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._open and tag in _ENDED_BY.get(self._open[-1], ()):
            self._end()
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1] in _ENDED_BY and self._open[-1] != tag:
            self._end()
        if not self._open or self._open[-1] != tag:
            raise ValueError(f"line {self.getpos()[0]}: </{tag}> closes {self._open[-1:]}")
        self._end()

    def _end(self) -> None:
        self._builder.end(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._open:
            self._builder.data(data)


def with_class(root: Element, name: str, tag: str = "*") -> list[Element]:
    """Every element of the class `name`, in the order of the page."""
    return [each for each in root.iter(None if tag == "*" else tag) if name in each.get("class", "").split()]


def the(root: Element, name: str) -> Element:
    """The one element of the class `name`."""
    (found,) = with_class(root, name)
    return found


def text(element: Element) -> str:
    """What `element` says, with single blanks."""
    return " ".join("".join(element.itertext()).split())


_SAID = ("title", "aria-label", "placeholder", "alt")
"""Attributes that a reader hears."""


def spoken(
    element: Element, language: str, leave_out: Iterable[str] = (), attributes: Iterable[str] = _SAID
) -> Iterator[tuple[str, str]]:
    """Each run of text and each text for assistive technology below `element`, with its language.

    What stands in an element of `leave_out` is left out.
    """
    if element.tag in leave_out:
        return
    language = element.get("lang") or language
    for attribute in attributes:
        if given := element.get(attribute, "").strip():
            yield given, language
    if element.text and element.text.strip():
        yield " ".join(element.text.split()), language
    for child in element:
        yield from spoken(child, language, leave_out, attributes)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split()), language


@dataclass(frozen=True)
class Document:
    """One page of the built site."""

    url: str
    """Its address within the site: `en/coach-role/`."""
    language: str
    """The language of its folder, which is the language that its readers expect."""
    html: str

    @cached_property
    def root(self) -> Element:
        """The page's elements."""
        return parse(self.html)

    @cached_property
    def chapter(self) -> Element:
        """What the page holds beside menus, header and footer."""
        return the(self.root, "chapter")

    @cached_property
    def ids(self) -> list[str]:
        """Every id, as often as it stands there."""
        return [element.attrib["id"] for element in self.root.iter() if "id" in element.attrib]

    @property
    def address(self) -> str:
        """Its full address."""
        return ADDRESS + self.url

    def links(self) -> Iterator[tuple[Element, str]]:
        """Every element that leads somewhere or fetches something, with the address as it is written."""
        for element in self.root.iter():
            for attribute in _LINKING:
                if attribute in element.attrib:
                    yield element, element.attrib[attribute]
            for candidate in element.get("srcset", "").split(","):
                if candidate.strip():
                    yield element, candidate.split()[0]

    def head(self, tag: str, **attributes: str) -> list[Element]:
        """The elements `tag` in the head that have these attributes; `rel` may stand among other words."""
        (head,) = self.root.iter("head")
        return [
            each
            for each in head.iter(tag)
            if all(value in (each.get(name), each.get(name, "").strip()) for name, value in attributes.items())
        ]


@dataclass(frozen=True)
class Site:
    """A built site, and the handbook that it was built from."""

    root: Path
    """The project's folder."""

    @property
    def folder(self) -> Path:
        """What was built."""
        return self.root / "site"

    @cached_property
    def handbook(self) -> Handbook:
        """The model of what was built."""
        return read_handbook(read_settings(self.root))

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every page that was built, by its address within the site, the 404 pages too.

        What the service worker shows in the place of others is none, nor is what pages share.
        """
        others = (self.folder / "offline", self.folder / "assets" / "common")
        files = sorted(file for file in self.folder.rglob("*.html") if file.parent not in others)
        return {document.url: document for document in map(self._read, files)}

    @cached_property
    def common(self) -> Mapping[str, Document]:
        """What the pages of a language share, by address, with links that count from the version's root."""
        files = sorted((self.folder / "assets" / "common").iterdir())
        documents = (Document("", file.name[:2], file.read_text("utf-8")) for file in files)
        return {file.relative_to(self.folder).as_posix(): each for file, each in zip(files, documents, strict=True)}

    @property
    def pages(self) -> tuple[Document, ...]:
        """Every page that was built but the 404 pages."""
        return tuple(each for each in self.documents.values() if not each.url.endswith("404.html"))

    def chapters(self) -> Iterator[tuple[Chapter, Document]]:
        """Every chapter with each of its pages."""
        for chapter in self.handbook.chapters.values():
            for language in LANGUAGES:
                yield chapter, self.page(chapter.path, language)

    def page(self, path: str, language: str) -> Document:
        """The page of the chapter `path` in `language`."""
        return self.documents[page_url(language, path)]

    def resolved(self, document: Document, target: str) -> tuple[str, str] | None:
        """The address within the site that `target` on `document` leads to, and its fragment.

        Nothing if it leads out of the site.
        """
        address, fragment = urldefrag(urljoin(document.address, target))
        if not address.startswith(ADDRESS):
            return None
        return unquote(address.removeprefix(ADDRESS)), unquote(fragment)

    def file(self, url: str) -> Path:
        """What a host answers with for `url`."""
        file = self.folder / url
        return file / "index.html" if url.endswith("/") or not url else file

    def _read(self, file: Path) -> Document:
        url = file.relative_to(self.folder).as_posix().removesuffix("index.html")
        language = "en" if url.startswith("en/") else "sv"
        return Document(url, language, file.read_text("utf-8"))
