"""Pages → the handbook: chapters, modules, what needs what, and what only the build puts in.

Only one direction of a relation is written in a chapter; the other is computed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .bibliography import FILE as BIBLIOGRAPHY
from .bibliography import Bibliography
from .content import Content, Page, is_landing, read_content
from .finding import Finding
from .frontmatter import Meta
from .markup import reference_id
from .paths import FILE as PATHS
from .paths import LearningPaths, path_id
from .redirects import Redirects
from .settings import LANGUAGES, SOURCE, NavigationEntry, Settings
from .terms import FILE as TERMS
from .terms import TermList, term_id


class Chapter(NamedTuple):
    """One chapter, in all its languages."""

    path: str
    pages: Mapping[str, Page]
    """By language; at least one."""

    @property
    def module(self) -> str:
        """The folder it lies in; empty for the home page."""
        return self.path.rpartition("/")[0]

    @property
    def landing(self) -> bool:
        """Whether it is a module's own page, or the home page."""
        return is_landing(self.path)

    @property
    def meta(self) -> Meta:
        """The front matter of the source language, or of the language there is."""
        return self.page(SOURCE).meta

    def page(self, language: str) -> Page:
        """The page in `language`, or else the one in the source language, or else any."""
        return self.pages.get(language) or self.pages.get(SOURCE) or next(iter(self.pages.values()))

    def title(self, language: str) -> str:
        """The title in `language`, or the one there is."""
        return self.page(language).meta.title or self.path

    @property
    def outdated(self) -> bool:
        """Whether the Swedish text has changed since the translation was made from it."""
        page, source = self.pages.get("en"), self.pages.get(SOURCE)
        if not page or not source or not page.meta.translated_from:
            return False
        return page.meta.translated_from != source.fingerprint


@dataclass(frozen=True)
class Handbook:
    """The whole handbook, read and frozen."""

    settings: Settings
    content: Content

    @property
    def bibliography(self) -> Bibliography:
        """The works that chapters cite."""
        return self.content.bibliography

    @property
    def terms(self) -> TermList:
        """The bilingual term list."""
        return self.content.terms

    @property
    def paths(self) -> LearningPaths:
        """Who reads what, in which order."""
        return self.content.paths

    @property
    def redirects(self) -> Redirects:
        """Where released chapters and ids have gone."""
        return self.content.redirects

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found, before any check."""
        return self.content.findings

    @property
    def pages(self) -> Mapping[tuple[str, str], Page]:
        """Every page by language and path."""
        return self.content.pages

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """Every chapter by path, in the order of the navigation, the rest by name."""
        pages: dict[str, dict[str, Page]] = defaultdict(dict)
        for language in LANGUAGES:
            for (each, path), page in self.pages.items():
                if each == language:
                    pages[path][language] = page
        order = {entry.path.removesuffix(".md"): at for at, entry in enumerate(self.navigation)}
        ordered = sorted(pages, key=lambda path: (order.get(path, len(order)), path))
        return {path: Chapter(path, pages[path]) for path in ordered}

    @cached_property
    def misnamed(self) -> Mapping[str, str]:
        """Chapters in one language, each with the one in the other that is named so but for capital letters."""
        alike: dict[str, list[Chapter]] = defaultdict(list)
        for chapter in self.chapters.values():
            alike[chapter.path.casefold()].append(chapter)
        listed = {entry.path.removesuffix(".md") for entry in self.navigation}
        found = {}
        for pair in alike.values():
            if len(pair) == len(LANGUAGES):  # two in one language have a finding already, and only one is read
                right, wrong = sorted(pair, key=lambda each: (each.path not in listed, SOURCE not in each.pages))
                found[wrong.path] = right.path
        return found

    def judged(self, page: Page) -> bool:
        """Whether what `page` holds or lacks says anything: it could be read, is not empty, and is one version."""
        file = page.file.removeprefix("docs/")
        return file not in self.content.refused and bool(page.source.text.strip()) and page.file not in self._unjoined

    @cached_property
    def _unjoined(self) -> frozenset[str]:
        return frozenset(finding.place.file for finding in self.findings if finding.rule == "left-behind")

    @property
    def navigation(self) -> tuple[NavigationEntry, ...]:
        """The navigation's entries, in order."""
        return self.settings.navigation

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules, in the order of the navigation."""
        return tuple(dict.fromkeys(chapter.module for chapter in self.chapters.values() if chapter.module))

    def of_module(self, module: str) -> Iterator[Chapter]:
        """The chapters of `module` without its landing page."""
        return (each for each in self.chapters.values() if each.module == module and not each.landing)

    @cached_property
    def needed_by(self) -> Mapping[str, tuple[Chapter, ...]]:
        """For each path, the chapters that need it."""
        return self._reversed("needs")

    @cached_property
    def used_by(self) -> Mapping[str, tuple[Chapter, ...]]:
        """For each path, the chapters that use it."""
        return self._reversed("uses")

    def _reversed(self, relation: str) -> Mapping[str, tuple[Chapter, ...]]:
        found: dict[str, list[Chapter]] = defaultdict(list)
        for chapter in self.chapters.values():
            for path in getattr(chapter.meta, relation):
                found[path].append(chapter)
        return {path: tuple(chapters) for path, chapters in found.items()}

    def ids(self, page: Page) -> frozenset[str]:
        """Every id on `page` that can be linked to, with those that the build puts in."""
        return self._ids[page.language, page.path]

    @cached_property
    def _ids(self) -> Mapping[tuple[str, str], frozenset[str]]:
        return {key: frozenset(page.ids) | self.put_in(page) for key, page in self.pages.items()}

    def put_in(self, page: Page) -> frozenset[str]:
        """The ids that the build puts in where `page` asks for terms or references."""
        ids: set[str] = set()
        if "terms" in page.rendered.placeholders:
            ids |= {group.id for group in self.terms.groups} | {term_id(term) for term in self.terms}
        if "paths" in page.rendered.placeholders:
            ids |= set(map(path_id, self.paths))
        if "references" in page.rendered.placeholders:
            ids |= {reference_id(key) for key, work in self.bibliography.works.items() if work.citable}
        return frozenset(ids)

    def unsure(self, page: Page, identity: str) -> bool:
        """Whether the build might put `identity` in on `page`, could it read the file that says so."""
        files = {
            "term-": ("terms", TERMS, self.terms.findings),
            "path-": ("paths", PATHS, self.paths.findings),
            "ref-": ("references", BIBLIOGRAPHY, self.bibliography.findings),
        }
        return any(
            placeholder in page.rendered.placeholders and (findings or file in self.content.refused)
            for prefix, (placeholder, file, findings) in files.items()
            if identity.startswith(prefix)
        )


def read_handbook(settings: Settings) -> Handbook:
    """Read the handbook that `settings` describe."""
    return Handbook(settings, read_content(settings))
