"""Links, images and downloads: does each lead somewhere, and in the reader's own language?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit

from ..addresses import page_url
from ..content import Page
from ..finding import Finding, Place
from ..guess import guess, nearest_path
from ..model import Handbook
from ..rendering import Reference
from ..settings import LANGUAGES, SOURCE

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NAMES = {"sv": "Swedish", "en": "English"}


def references(handbook: Handbook) -> Iterator[Finding]:
    """Every link and image that leads to nothing, or to the other language."""
    for page in handbook.pages.values():
        for reference in page.rendered.references:
            if not _ELSEWHERE.match(reference.target):
                yield from _Link(handbook, page, reference).findings()


def undefined(handbook: Handbook) -> Iterator[Finding]:
    """Reference labels and footnotes that no definition answers."""
    for page in handbook.pages.values():
        for each in page.rendered.undefined:
            note = each.kind == "footnote"
            rule, what, sign = (
                ("undefined-footnote", "footnote", "^") if note else ("undefined-label", "link label", "")
            )
            yield Finding(
                page.place(each.offset),
                rule,
                f"the {what} [{sign}{each.label}] is defined nowhere on the page",
                f"add a line [{sign}{each.label}]: with what it stands for",
            )


@dataclass(frozen=True)
class _Link:
    handbook: Handbook
    page: Page
    reference: Reference

    def findings(self) -> Iterator[Finding]:
        target = urlsplit(self.reference.target)
        path = unquote(target.path)
        if path.startswith("/"):
            yield self._finding(
                "broken-link", "begins with / and so leaves the handbook", self._guess(path[1:])
            )
        elif self.reference.raw and path:
            yield from self._raw(path)
        elif path.endswith(".md"):
            yield from self._to_page(normpath(join(dirname(self._own), path)), unquote(target.fragment))
        elif path:
            yield from self._to_file(normpath(join(dirname(self._own), path)))
        elif target.fragment:
            yield from self._to_section(self.page, unquote(target.fragment))

    @property
    def _own(self) -> str:
        return f"{self.page.language}/{self.page.path}.md"

    @property
    def _place(self) -> Place:
        body, offset = self.page.body, self.reference.offset
        written = re.match(r"[^\s)>\"']*", body[offset:])
        length = len(self.reference.target)
        if not body.startswith(self.reference.target, offset) and written:
            length = written.end()
        return self.page.place(offset, length)

    def _finding(self, rule: str, fact: str, hint: str = "") -> Finding:
        what = "shows" if self.reference.tag == "img" else "links to"
        return Finding(self._place, rule, f"{what} {self.reference.target}, {fact}", hint)

    def _to_page(self, file: str, fragment: str) -> Iterator[Finding]:
        language, _, rest = file.partition("/")
        path = rest.removesuffix(".md")
        if language not in LANGUAGES:
            yield self._finding("broken-link", "which lies outside the chapters", self._guess(path))
        elif language != self.page.language:
            own = self._relative(f"{self.page.language}/{rest}")
            yield self._finding(
                "link-to-other-language",
                f"which is the {_NAMES[language]} page",
                f"link to {own}: the reader stays in the language",
            )
        elif page := self.handbook.pages.get((language, path)) or self._fallback(path):
            if fragment:
                yield from self._to_section(page, fragment)
        else:
            yield self._missing_page(language, path)

    def _fallback(self, path: str) -> Page | None:
        """A page that exists only in the source language is shown in the other, with a notice."""
        return self.handbook.pages.get((SOURCE, path))

    def _missing_page(self, language: str, path: str) -> Finding:
        alike = [each for each in self._paths(language) if each.casefold() == path.casefold()]
        if alike:
            other = self._relative(f"{language}/{alike[0]}.md")
            return self._finding("wrong-case", "but the file's capital letters differ", f"write {other}")
        if path in self.handbook.chapters:
            return self._finding(
                "broken-link", "which exists only in English", "write the Swedish chapter first"
            )
        return self._finding("broken-link", "but no such chapter exists", self._guess(path))

    def _to_section(self, page: Page, fragment: str) -> Iterator[Finding]:
        ids = self.handbook.ids(page)
        if fragment in ids:
            return
        alike = [each for each in ids if each.casefold() == fragment.casefold()]
        if alike:
            yield self._finding("wrong-case", "but the id's capital letters differ", f"write #{alike[0]}")
            return
        where = "this page" if page is self.page else page.file
        hint = guess(fragment, sorted(ids), "#")
        yield self._finding("broken-anchor", f"but {where} has no section with the id {fragment}", hint)

    def _to_file(self, file: str) -> Iterator[Finding]:
        if file in self.handbook.content.assets:
            return
        alike = [each for each in self.handbook.content.assets if each.casefold() == file.casefold()]
        if alike:
            right = self._relative(alike[0])
            yield self._finding("wrong-case", "but the file's capital letters differ", f"write {right}")
        elif page := self._page_at(file):
            right = self._relative(f"{self.page.language}/{page}.md")
            yield self._finding(
                "broken-link", "which is an address, not a file", f"link to the file: {right}"
            )
        else:
            rule = "broken-link" if self.reference.tag == "a" and "." not in file else "broken-file"
            near = nearest_path(file, sorted(self.handbook.content.assets))
            hint = f"did you mean {self._relative(near)}?" if near else "put the file into docs/assets/"
            yield self._finding(rule, "but there is no such file", hint)

    def _page_at(self, file: str) -> str:
        """The chapter that `file` (`sv/coach-role`, `sv/x/y.html`) is the address of, or nothing."""
        path = file.partition("/")[2].removesuffix(".html").removesuffix("/index")
        for candidate in (path, f"{path}/index" if path else "index"):
            if candidate in self.handbook.chapters:
                return candidate
        return ""

    def _raw(self, path: str) -> Iterator[Finding]:
        """HTML is left as it stands, so its addresses count from the page's own address."""
        if path.endswith(".md"):
            yield self._finding("broken-link", "which HTML cannot follow", "write it as [text](file.md)")
            return
        here = page_url(self.page.language, self.page.path)
        there = normpath(join("/" + here, path)).removeprefix("/")
        there = "" if there == "." else there
        for (language, chapter), _page in self.handbook.pages.items():
            if page_url(language, chapter).rstrip("/") == there.removesuffix("/index.html").rstrip("/"):
                if language != self.page.language:
                    fact = f"which is the {_NAMES[language]} page"
                    yield self._finding(
                        "link-to-other-language", fact, "link to the page in the same language"
                    )
                return
        if there not in self.handbook.content.assets:
            rule = "broken-link" if self.reference.tag == "a" else "broken-file"
            yield self._finding(
                rule, "but there is nothing at that address", "write it in Markdown, to the file"
            )

    def _paths(self, language: str) -> list[str]:
        return [path for each, path in self.handbook.pages if each == language]

    def _guess(self, path: str) -> str:
        near = nearest_path(path, self._paths(self.page.language))
        return f"did you mean {self._relative(f'{self.page.language}/{near}.md')}?" if near else ""

    def _relative(self, file: str) -> str:
        return relpath(file, dirname(self._own))
