"""All of docs/ → frozen pages: one reading, both languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from . import preflight
from .bibliography import FILE as BIBLIOGRAPHY
from .bibliography import Bibliography, parse_bibliography
from .cache import FOLDER, Cache, maker
from .files import read_folder
from .finding import Finding, Place, Text
from .frontmatter import Meta, Parsed, parse
from .paths import FILE as PATHS
from .paths import LearningPaths, parse_paths
from .redirects import FILE as REDIRECTS
from .redirects import Redirects, parse_redirects
from .rendering import NOTHING, Rendered, render
from .settings import LANGUAGES, Settings
from .terms import FILE as TERMS
from .terms import TermList, parse_terms, searched

if TYPE_CHECKING:
    from markdown import Markdown


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

    @property
    def file(self) -> str:
        """The file relative to the project."""
        return self.source.file

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
        return self.source.place(self.body_offset + offset, length)

    @cached_property
    def body(self) -> str:
        """The text after the front matter."""
        return self.source.text[self.body_offset :]

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
    folder = read_folder(settings.docs)
    sources = {source.file.removeprefix("docs/"): source for source in folder.sources}
    bibliography = parse_bibliography(sources.get(BIBLIOGRAPHY))
    terms = parse_terms(sources.get(TERMS))
    paths = parse_paths(sources.get(PATHS))
    redirects = parse_redirects(sources.get(REDIRECTS))
    read = list(_pages(settings, sources, terms))
    endless = {page.file.removeprefix("docs/") for page, _found in read if page.endless}
    findings = [*folder.findings, *bibliography.findings, *terms.findings, *paths.findings, *redirects.findings]
    findings += [finding for _page, found in read for finding in found]
    return Content(
        pages={(page.language, page.path): page for page, _found in read},
        assets=folder.assets,
        bibliography=bibliography,
        terms=terms,
        paths=paths,
        redirects=redirects,
        findings=tuple(findings),
        refused=folder.refused | endless,
    )


def _pages(
    settings: Settings, sources: Mapping[str, Text], terms: TermList
) -> Iterator[tuple[Page, tuple[Finding, ...]]]:
    cache: Cache[tuple[Parsed, Rendered, tuple[Finding, ...]]] = Cache(
        settings.root / FOLDER / "pages", maker(settings)
    )
    markdown = _Renderer(settings)
    words = {language: searched(terms, language) for language in LANGUAGES}
    for file, source in sources.items():
        language, _, rest = file.partition("/")
        if language in LANGUAGES:
            path = rest.removesuffix(".md")
            read = partial(_read, source, language, path, markdown, words[language])
            parsed, rendered, endless = cache.get(f"{file}\n{words[language].pattern}\n{source.text}", read)
            refused = parsed.endless or bool(endless)
            page = Page(language, path, source, parsed.body, parsed.meta, rendered, refused)
            yield page, (*parsed.findings, *endless)
    cache.save()


_Read = tuple[Parsed, Rendered, tuple[Finding, ...]]


class _Renderer:
    """The site's renderer, made when the first page needs it: a run that finds all in the cache never does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def markdown(self) -> Markdown:
        from .markup import site_markdown

        return site_markdown(self._settings)


def _read(source: Text, language: str, path: str, renderer: _Renderer, words: re.Pattern[str]) -> _Read:
    parsed = parse(source, language, landing=is_landing(path))
    endless = preflight.limits(source, parsed.body)
    rendered = NOTHING if endless or parsed.endless else render(source.text[parsed.body :], renderer.markdown, words)
    return parsed, rendered, endless
