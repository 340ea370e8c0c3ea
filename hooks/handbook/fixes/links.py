"""Links and images that lead to nothing, round by the web or into the other language, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath, relpath
from urllib.parse import quote, unquote

from ..addresses import language_root, page_url
from ..checks.addresses import own_page
from ..content import Page
from ..editing import Edit, Way, address, in_address
from ..finding import Finding
from ..late import late
from ..rendered import Reference
from ..resolving import ELSEWHERE, PARTS, base
from ..settings import LANGUAGES
from .names import Names, Section, only

_BEFORE_ANGLE = late(r"\]\(\s*<[ \t]*\Z|\]:\s*<[ \t]*\Z")

_INDEX = late(r"(?:^|/)index\Z")
_FROM_ROOT = late(r"/(?!/)")


def link(names: Names, finding: Finding) -> Iterator[Edit]:
    """The address of what `finding` stands at, leading where it was meant to."""
    for page in names.handbook.pages.values():
        if page.file == finding.place.file:
            for reference in {each.offset: each for each in page.rendered.references}.values():
                place = page.place(reference.offset)
                if (place.line, place.column) == (finding.place.line, finding.place.column):
                    yield from _Link(names, page, reference).edits()


@dataclass(frozen=True)
class _Link:
    names: Names
    page: Page
    reference: Reference

    def edits(self) -> Iterator[Edit]:
        target = self.reference.target
        meant = None if self._is_shown() else self._own() or self._within()
        if meant and meant != target:
            # A loose accent within it is answered with it.
            yield in_address(self.page, self.reference, (0, len(target)), unicodedata.normalize("NFC", meant))

    def _is_shown(self) -> bool:
        """Whether the address is at once what readers see: `<https://...>` cannot be a path."""
        before = self.page.body[: self.reference.offset]
        return before.endswith("<") and not _BEFORE_ANGLE.search(before)

    @property
    def _here(self) -> str:
        return base(self.page.language, self.page.path, raw=self.reference.raw)

    def _own(self) -> str | None:
        """For the full address of a page in the reader's language, or one from the site's root, the way to it."""
        target, root = self.reference.target, self.names.handbook.settings.address.rstrip("/")
        parts = PARTS.fullmatch(target)
        language, path = own_page(self.names.handbook, root + target if _FROM_ROOT.match(target) else target)
        if parts is None or language != self.page.language:
            return None
        found = self.names.now(language, Section(path, unquote(parts["fragment"] or "")))
        return self._written(parts, self._way(found.path), found.id) if found else None

    def _within(self) -> str | None:
        """For a path, the path to what is there."""
        target = self.reference.target.replace("\\", "/")
        parts = PARTS.fullmatch(target)
        if parts is None or ELSEWHERE.match(target) or target.startswith("/"):
            return None
        path = unquote(parts["path"])
        at = normpath(join(self._here, path)) if path else self._at(self.page.path)
        if at.startswith(".."):
            return None
        sections = self._sections(at, unquote(parts["fragment"] or ""))
        if sections:
            return self._to_section(parts, at, sections.pop()) if len(sections) == 1 else None
        asset = "" if parts["fragment"] else only(self._assets, at)
        return self._written(parts, self._readdressed(parts["path"], at, asset)) if asset else None

    def _to_section(self, parts: re.Match[str], at: str, found: Section) -> str:
        if not parts["path"] and found.path == self.page.path:
            return self._written(parts, "", found.id)
        if not parts["path"] or not (self.reference.raw or at.casefold().endswith(".md")):
            return self._written(parts, self._way(found.path), found.id)
        end = "/index.html" if at.endswith("/index.html") else ""
        return self._written(parts, self._readdressed(parts["path"], at, self._at(found.path) + end), found.id)

    def _way(self, path: str) -> str:
        """The way from here to the chapter `path`."""
        return relpath(self._at(path) or ".", self._here or ".")

    def _readdressed(self, path: str, at: str, there: str) -> str:
        """The path that leads `there`, written as the one that leads `at`."""
        return address(path, Way(self._here, at), Way(self._here, there))

    def _written(self, parts: re.Match[str], path: str, identity: str = "") -> str:
        """`path` with what followed the old one; in HTML, a page's address ends with a slash."""
        if self.reference.raw and path and not path.endswith("/") and "." not in path.rpartition("/")[2].strip("."):
            path += "/"
        if identity and parts["fragment"] and unquote(parts["fragment"]) != parts["fragment"]:
            identity = quote(identity)
        return f"{path}{parts['query'] or ''}" + (f"#{identity}" if identity else "")

    def _at(self, path: str) -> str:
        """Where the chapter `path` is for a link of this kind: a file, or in HTML an address."""
        language = self.page.language
        return page_url(language, path).strip("/") if self.reference.raw else f"{language}/{path}.md"

    def _sections(self, at: str, identity: str) -> set[Section]:
        """What the file or the address `at` may stand for in the reader's language."""
        found = (self.names.now(self.page.language, Section(path, identity)) for path in self._paths(at))
        return {each for each in found if each}

    def _paths(self, at: str) -> tuple[str, ...]:
        """The chapters that the file or the address `at` may be, in whichever language."""
        first, _, rest = at.partition("/")
        named = first.casefold() in LANGUAGES
        if not named and not self.reference.raw:
            return ()
        path = rest if named else at
        if path.casefold().endswith(".md"):
            return () if self.reference.raw else (path[: -len(".md")],)
        path = _INDEX.sub("", path.removesuffix(".html")).strip("/")
        return path, f"{path}/index" if path else "index"

    @property
    def _assets(self) -> frozenset[str]:
        assets = self.names.handbook.content.assets
        return frozenset(map(_published, assets)) if self.reference.raw else assets


def _published(asset: str) -> str:
    """The address of a file beside the chapters, which lose the name of their folder."""
    language, _, rest = asset.partition("/")
    return language_root(language) + rest if language in LANGUAGES else asset
