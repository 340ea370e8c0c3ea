"""All of docs/ → frozen pages: one reading, both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from . import preflight, sharing
from .bibliography import FILE as BIBLIOGRAPHY
from .bibliography import Bibliography, parse_bibliography
from .cache import FOLDER, Cache, maker, packed
from .files import Folder, is_chapter, read_folder
from .finding import Finding, Place, Text
from .frontmatter import Meta, Parsed, parse
from .paths import FILE as PATHS
from .paths import LearningPaths, parse_paths
from .redirects import FILE as REDIRECTS
from .redirects import Redirects, parse_redirects
from .rendered import NOTHING, Rendered
from .settings import FILE as SETTINGS
from .settings import LANGUAGES, Settings
from .terms import FILE as TERMS
from .terms import Sought, TermList, parse_terms, searched
from .workers import shared

if TYPE_CHECKING:
    from markdown import Markdown

_PAGES_A_START = 15
"""Pages that are rendered while another Python starts."""


@dataclass(frozen=True)
class Page:
    """One chapter in one language."""

    language: str
    path: str
    """The chapter's identity, equal in both languages: `coach-role/working-agreement`."""
    source: Text
    body_offset: int
    meta: Meta
    rendered: Rendered
    endless: bool = False
    """Whether it would keep a builder busy for minutes."""
    taken: tuple[sharing.Taken, ...] = ()
    """The texts that it takes in."""

    @property
    def file(self) -> str:
        """The file relative to the project."""
        return self.source.file

    @cached_property
    def module(self) -> str:
        """The folder that it lies in; empty for the home page."""
        return self.path.rpartition("/")[0]

    @property
    def landing(self) -> bool:
        """Whether this is the page of a module, or the home page."""
        return is_landing(self.path)

    @property
    def start(self) -> Place:
        """The first line."""
        return Place(self.file)

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of what stands at `offset` in the body."""
        if self.taken:
            return self.whole.place(offset, length)
        return self.source.place(self.body_offset + offset, length)

    def folder(self, offset: int) -> str:
        """The folder below docs/ from which a path is to be counted that is written at `offset`."""
        return f"{self.language}/{sharing.FOLDER if self.whole.is_taken(offset) else self.module}"

    @cached_property
    def whole(self) -> sharing.Body:
        """What follows the front matter, and where each part of it is written."""
        return sharing.Body(self.source, self.body_offset, self.taken)

    @cached_property
    def body(self) -> str:
        """The text after the front matter, with what it takes in."""
        return self.whole.text

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when the title, the description or the body does."""
        said = "\n".join((self.meta.title, self.meta.description, self.body.strip()))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id that can be linked to, as often as it stands there."""
        headings = [heading.id for heading in self.rendered.headings if not heading.explicit]
        return (*(anchor.id for anchor in self.rendered.anchors), *headings)


@dataclass(frozen=True)
class Content:
    """What docs/ holds, read."""

    pages: Mapping[tuple[str, str], Page]
    """By language and path."""
    shared: Mapping[str, sharing.Texts]
    """The texts that chapters take in, by language and name."""
    assets: frozenset[str]
    bibliography: Bibliography
    terms: TermList
    paths: LearningPaths
    redirects: Redirects
    findings: tuple[Finding, ...]
    refused: frozenset[str]
    """Files that must not be built, relative to docs/."""


def is_landing(path: str) -> bool:
    """Whether `path` is a module's own page or the home page."""
    return path.rpartition("/")[2] == "index"


def read_content(settings: Settings) -> Content:
    """Read docs/ as `settings` say it is rendered."""
    caches = settings.root / FOLDER
    made_by = maker(settings)
    folder = _folder(settings, Cache(caches / "files", made_by))
    sources = {source.file.removeprefix("docs/"): source for source in folder.sources}
    bibliography = _bibliography(sources.get(BIBLIOGRAPHY), Cache(caches / "works", made_by))
    terms = parse_terms(sources.get(TERMS))
    paths = parse_paths(sources.get(PATHS))
    redirects = parse_redirects(sources.get(REDIRECTS))
    shared_texts = sharing.texts_of(sources)
    chapters = list(_unread(sources, shared_texts, terms))
    read = _all_read(settings, chapters, Cache(caches / "pages", made_by))
    pages = list(map(_page, chapters, read))
    flaws = (*_settings_flaws(settings), *folder.findings, *(flaw for each in read for flaw in each.flaws))
    reading = [*bibliography.findings, *terms.findings, *paths.findings, *redirects.findings]
    reading += [finding for each in read for finding in (*each.parsed.findings, *each.endless)]
    return Content(
        pages={(page.language, page.path): page for page in pages},
        shared=shared_texts,
        assets=folder.assets,
        bibliography=bibliography,
        terms=terms,
        paths=paths,
        redirects=redirects,
        findings=(*flaws, *_unexplained(reading, flaws)),
        refused=folder.refused | {page.file.removeprefix("docs/") for page in pages if page.endless},
    )


def _unexplained(reading: Iterable[Finding], flaws: Sequence[Finding]) -> Iterator[Finding]:
    """What reading found but for what comes of flaws of the text: signs on the same line, or two versions in one."""
    lines = {(flaw.place.file, flaw.place.line) for flaw in flaws if flaw.rule == "strange-character"}
    unjoined = {flaw.place.file for flaw in flaws if flaw.rule == "left-behind"}
    for finding in reading:
        if finding.place.file not in unjoined and (finding.place.file, finding.place.line) not in lines:
            yield finding


def _settings_flaws(settings: Settings) -> Iterator[Finding]:
    """Characters in mkdocs.yml that are not what they seem."""
    with suppress(OSError):  # whoever made the settings read no file
        yield from preflight.text(Text(SETTINGS, (settings.root / SETTINGS).read_text("utf-8-sig", errors="replace")))


def _folder(settings: Settings, cache: Cache[tuple[Finding, ...]]) -> Folder:
    folder = read_folder(settings.docs, cache.get)
    cache.save()
    return folder


def _bibliography(source: Text | None, cache: Cache[Bibliography]) -> Bibliography:
    if source is None:
        return parse_bibliography(None)
    bibliography = cache.get(source.text, partial(parse_bibliography, source))
    cache.save()
    return bibliography


class _Unread(NamedTuple):
    """A chapter's file, and what is looked for in it."""

    source: Text
    language: str
    path: str
    words: Sought
    texts: sharing.Texts
    """What it may take in."""

    @property
    def key(self) -> str:
        """All that the page depends on."""
        words = (pattern for pattern, _roots in self.words.patterns)
        return "\n".join((self.source.file, *words, self.source.text, *sharing.said(self.texts)))


class _Read(NamedTuple):
    """What a chapter's file holds."""

    flaws: tuple[Finding, ...]
    """What is wrong with its signs."""
    parsed: Parsed
    rendered: Rendered
    endless: tuple[Finding, ...]
    """What would keep a builder busy for minutes."""
    lines: tuple[int, ...]
    """Where the lines begin that take a text in."""


def _unread(sources: Mapping[str, Text], shared: Mapping[str, sharing.Texts], terms: TermList) -> Iterator[_Unread]:
    """The chapters among `sources`."""
    words = {language: searched(terms, language) for language in LANGUAGES}
    for file, source in sources.items():
        if is_chapter(file):
            language, _, rest = file.partition("/")
            texts = sharing.asked_for(source.text, shared[language])
            yield _Unread(source, language, rest.removesuffix(".md"), words[language], texts)


def _page(unread: _Unread, read: _Read) -> Page:
    body = sharing.Body(unread.source, read.parsed.body)
    return Page(
        unread.language,
        unread.path,
        unread.source,
        read.parsed.body,
        read.parsed.meta,
        read.rendered,
        read.parsed.endless or bool(read.endless),
        body.taking_in(unread.texts, read.lines).taken if read.lines else (),
    )


def _all_read(settings: Settings, chapters: Sequence[_Unread], cache: Cache[_Read]) -> list[_Read]:
    read = _Reader(settings)
    keys = [each.key for each in chapters]
    found = cache.all(keys, lambda missing: shared(read, [chapters[at] for at in missing], _PAGES_A_START))
    cache.save()
    return found


class _Reader:
    """Reads chapters and renders them; what it renders with, it makes when it is first called, wherever that is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __reduce__(self) -> tuple[type[_Reader], tuple[Settings]]:
        return _Reader, (self._settings,)

    def __call__(self, pages: Sequence[_Unread]) -> list[bytes]:
        """Each page, as the cache keeps it."""
        markdown = self._markdown
        return [packed(_read(page, markdown)) for page in pages]

    @cached_property
    def _markdown(self) -> Markdown:
        from .markup import site_markdown  # most runs render nothing, and Markdown takes its time to begin

        return site_markdown(self._settings)


def _read(page: _Unread, markdown: Markdown) -> _Read:
    from .rendering import render  # as above

    source = page.source
    flaws = (*preflight.text(source), *preflight.fences(source))
    parsed = parse(source, page.language, landing=is_landing(page.path))
    endless = preflight.limits(source, parsed.body)
    body = sharing.Body(source, parsed.body)
    if page.texts and not (parsed.endless or endless):
        body = body.taking_in(page.texts, render(body.text, markdown).snippets)
        endless = body.limits()
    refused = parsed.endless or bool(endless)
    rendered = NOTHING if refused else render(body.text, markdown, page.words)
    return _Read(flaws, parsed, rendered, endless, tuple(each.start for each in body.taken))
