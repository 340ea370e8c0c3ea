"""Links, images and downloads: does each lead somewhere, and in the reader's own language?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import join, normpath, relpath
from typing import NamedTuple
from urllib.parse import unquote

from ..addresses import language_root, page_url
from ..content import Page
from ..finding import Finding, Place
from ..guess import guess, nearest_path
from ..late import late
from ..model import Handbook
from ..rendered import Reference
from ..resolving import chapter_at
from ..settings import LANGUAGES, SOURCE
from .addresses import problem, split
from .ids import lost
from .sharing import is_at_home

_ELSEWHERE = late(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_SHARED = "move it into docs/assets/, where both languages find it"
_FETCH = "put the file into docs/assets/figures/ and show it from there"
_FETCHED = ("img", "source", "track", "video")
"""Elements that a browser fetches something for."""
_REPEATED = late(r"_\d+$")
"""Ends the id of a heading whose words stand on the page already."""
_LANGUAGE = late(rf"[^)>{{]*(?:\){{[^}}]*)?\bhreflang=[\"']?{SOURCE}\b")
"""What follows the address in a link that says its target's language."""
_NAMES = {"sv": "Swedish", "en": "English"}


def references(handbook: Handbook) -> Iterator[Finding]:
    """Every link and image that leads to nothing, or to the other language."""
    for page in handbook.pages.values():
        for reference in (*page.rendered.references, *page.rendered.spare):
            if page.taken and is_at_home(page, reference):
                continue  # that it stands in a text which modules share is the finding
            if _arrives(handbook, page, reference):
                continue
            foreign = _ELSEWHERE.match(reference.target)
            if not (foreign and reference.tag not in _FETCHED) and not problem(handbook, page, reference):
                link = _Link(handbook, page, reference)
                yield from link.fetched() if foreign else link.findings()


def _arrives(handbook: Handbook, page: Page, reference: Reference) -> bool:
    """Whether a link leads to a chapter in its own language, and to a section of it, as most do, plainly written."""
    path, identity = chapter_at(page.module, reference.target)
    there = None if reference.raw else handbook.pages.get((page.language, path))
    if there is None:
        return False
    return not identity or (identity in handbook.ids(there) and not _REPEATED.search(identity))


def undefined(handbook: Handbook) -> Iterator[Finding]:
    """Reference labels and footnotes that no definition answers."""
    for page in handbook.pages.values():
        for each in page.rendered.undefined:
            note = each.kind == "footnote"
            rule = "undefined-footnote" if note else "undefined-label"
            what, sign = ("footnote", "^") if note else ("link label", "")
            yield Finding(
                page.place(each.offset),
                rule,
                f"the {what} [{sign}{each.label}] is defined nowhere on the page",
                f"add a line [{sign}{each.label}]: with what it stands for",
            )


def doubled(handbook: Handbook) -> Iterator[Finding]:
    """Labels that two definitions lead to different places, and footnotes of which readers get only the last."""
    for page in handbook.pages.values():
        for each in page.rendered.doubled:
            line = page.place(each.before).line
            label = f"the label [{each.label}] leads elsewhere on line {line}"
            note = f"the footnote [^{each.label}] stands on line {line}"
            message = f"{note if each.kind == 'footnote' else label} already, and only one can count"
            yield Finding(page.place(each.offset), "duplicate-label", message, "give one of the two another label")


class _Link(NamedTuple):
    handbook: Handbook
    page: Page
    reference: Reference

    def fetched(self) -> Iterator[Finding]:
        """What a page shows it must have itself: its policy lets no browser fetch it elsewhere."""
        yield self._finding("broken-file", "which lies on another site, and readers see nothing", _FETCH)

    def findings(self) -> Iterator[Finding]:
        target = split(self.reference.target)
        path, fragment = unquote(target.path), unquote(target.fragment)
        if path.startswith("/"):
            near = self._guess(path.strip("/").removesuffix(".md"))
            yield self._finding("broken-link", "which begins with / and so leaves the handbook", near)
        elif self.reference.raw and path:
            yield from self._raw(path, fragment)
        elif path.casefold().endswith(".md"):
            yield from self._to_page(self._file(path), fragment)
        elif path:
            yield from self._to_file(self._file(path))
        elif fragment:
            yield from self._to_section(self.page, fragment)

    def _file(self, path: str) -> str:
        """The file that `path` leads to, relative to docs/."""
        return normpath(join(self.page.language, self.page.module, path))

    @property
    def _place(self) -> Place:
        body, offset = self.page.body, self.reference.offset
        written = re.match(r"[^\s)>\"']*", body[offset:])
        length = len(self.reference.target)
        if not body.startswith(self.reference.target, offset) and written:
            length = written.end()
        return self.page.place(offset, length)

    def _finding(self, rule: str, fact: str, hint: str = "") -> Finding:
        what = "links to" if self.reference.tag in ("a", "area") else "shows"
        return Finding(self._place, rule, f"{what} {self.reference.target}, {fact}", hint)

    def _to_page(self, file: str, fragment: str) -> Iterator[Finding]:
        language, _, rest = file.partition("/")
        path = rest.removesuffix(".md")
        if file in self.handbook.content.refused or path in self.handbook.misnamed.values():
            return  # the file itself is the finding
        if language not in LANGUAGES:
            yield self._finding("broken-link", "which lies outside the chapters", self._guess(path))
        elif language != self.page.language and path in self.handbook.chapters:
            own = self._relative(f"{self.page.language}/{rest}")
            there = self.page.language in self.handbook.chapters[path].pages or self._fallback(path)
            hint = f"link to {own}: the reader stays in the language" if there else "write the Swedish chapter first"
            yield self._finding("link-to-other-language", f"which is the {_NAMES[language]} page", hint)
        elif page := self.handbook.pages.get((language, path)) or self._fallback(path):
            yield from self._at_page(page, fragment)
        else:
            yield self._missing_page(path)

    def _at_page(self, page: Page, fragment: str) -> Iterator[Finding]:
        wrong = list(self._to_section(page, fragment)) if fragment else []
        if not wrong and page.language != self.page.language and not self._says_so:
            fact = f"and readers get it in {_NAMES[page.language]}"
            wrong.append(
                self._finding("falls-back", fact, f'say so: end the link with {{ hreflang="{page.language}" }}')
            )
        yield from wrong

    @property
    def _says_so(self) -> bool:
        """Whether the link says that its target is in the source language."""
        after = self.page.body[self.reference.offset :].partition("\n")[0].removeprefix(self.reference.target)
        return bool(_LANGUAGE.match(after))

    def _fallback(self, path: str) -> Page | None:
        """A page that exists only in the source language is shown in the other, with a notice."""
        return self.handbook.pages.get((SOURCE, path))

    def _missing_page(self, path: str) -> Finding:
        folded = path.casefold().removesuffix(".md")
        alike = [each for each in self._paths(self.page.language) if each.casefold() == folded]
        if alike:
            other = self._relative(f"{self.page.language}/{alike[0]}.md")
            return self._finding("wrong-case", "but the file's capital letters differ", f"write {other}")
        if path in self.handbook.chapters:
            return self._finding("broken-link", "which exists only in English", "write the Swedish chapter first")
        return self._finding("broken-link", "but no such chapter exists", self._guess(path))

    def _to_section(self, page: Page, fragment: str) -> Iterator[Finding]:
        ids = self.handbook.ids(page)
        if fragment in ids:
            headings = (each for each in page.rendered.headings if each.id == fragment)
            if _REPEATED.search(fragment) and any(not each.explicit for each in headings):
                fact = "which the heading has only as long as another one says the same above it"
                yield self._finding("broken-anchor", fact, "give the heading an id of its own, and link to that")
            return
        alike = [each for each in ids if each.casefold() == fragment.casefold()]
        if alike:
            yield self._finding("wrong-case", "but the id's capital letters differ", f"write #{alike[0]}")
            return
        known = self.handbook.judged(page) and not self.handbook.unsure(page, fragment)
        if not known or fragment in lost(self.handbook, page):
            return  # that file or that heading is the finding
        where = "this page" if page is self.page else page.file
        hint = guess(fragment, sorted(ids), "#")
        yield self._finding("broken-anchor", f"but {where} has no section with the id {fragment}", hint)

    def _to_file(self, file: str) -> Iterator[Finding]:
        if file in self.handbook.content.assets or file in self.handbook.content.refused:
            yield from self._language_of(file)
            return
        alike = [each for each in self.handbook.content.assets if each.casefold() == file.casefold()]
        if alike:
            right = self._relative(alike[0])
            yield self._finding("wrong-case", "but the file's capital letters differ", f"write {right}")
        elif page := self._page_at(file):
            right = self._relative(f"{self.page.language}/{page}.md")
            yield self._finding("broken-link", "which is an address, not a file", f"link to the file: {right}")
        else:
            yield self._missing_file(file)

    def _language_of(self, asset: str) -> Iterator[Finding]:
        language = asset.partition("/")[0]
        if language in LANGUAGES and language != self.page.language:
            fact = f"which is the {_NAMES[language]} file"
            yield self._finding(
                "link-to-other-language", fact, "move it into docs/assets/, where both languages find it"
            )

    def _missing_file(self, file: str) -> Finding:
        own, _, rest = file.partition("/")
        others = [each for each in LANGUAGES if each != own and f"{each}/{rest}" in self.handbook.content.assets]
        if own in LANGUAGES and others:
            fact = f"which only the {_NAMES[others[0]]} folder has"
            return self._finding("broken-file", fact, _SHARED)
        if self.reference.tag == "a" and not PurePosixPath(file).suffix:
            return self._finding("broken-link", "but no such chapter exists", self._guess(file.partition("/")[2]))
        near = nearest_path(file, sorted(self.handbook.content.assets))
        hint = f"did you mean {self._relative(near)}?" if near else "put the file into docs/assets/"
        return self._finding("broken-file", "but there is no such file", hint)

    def _page_at(self, file: str) -> str:
        """The chapter that `file` (`sv/coach-role`, `sv/x/y.html`) is the address of, or nothing."""
        language, _, rest = file.partition("/")
        path = rest.removesuffix(".html").removesuffix("/index")
        candidates = (path, f"{path}/index" if path else "index") if language in LANGUAGES else ()
        return next((each for each in candidates if each in self.handbook.chapters), "")

    def _raw(self, path: str, fragment: str) -> Iterator[Finding]:
        """HTML is left as it stands, so its addresses count from the page's own address."""
        if path.endswith(".md"):
            yield self._finding("broken-link", "which HTML cannot follow", "write it as [text](file.md)")
            return
        there = normpath(join("/" + page_url(self.page.language, self.page.path), path))
        there = there.removesuffix("/index.html").strip("/")
        if found := self._published_at(there):
            language, page = found
            if language != self.page.language:
                fact = f"which is the {_NAMES[language]} page"
                yield self._finding("link-to-other-language", fact, "link to the page in the same language")
            else:
                yield from self._at_page(page, fragment)
        elif assets := [each for each in self.handbook.content.assets if self._published(each) == there]:
            yield from self._language_of(assets[0])
        else:
            rule = "broken-link" if self.reference.tag == "a" else "broken-file"
            hint = "write it in Markdown, to the file"
            yield self._finding(rule, "but there is nothing at that address", hint)

    def _published_at(self, address: str) -> tuple[str, Page] | None:
        """The language and the page that readers get at `address`."""
        for language in LANGUAGES:
            for path, chapter in self.handbook.chapters.items():
                shown = language in chapter.pages or SOURCE in chapter.pages
                if shown and page_url(language, path).strip("/") == address:
                    return language, chapter.page(language)
        return None

    def _published(self, asset: str) -> str:
        """The address of a file beside the chapters, which lose the name of their folder."""
        language, _, rest = asset.partition("/")
        return language_root(language) + rest if language in LANGUAGES else asset

    def _paths(self, language: str) -> list[str]:
        return [path for each, path in self.handbook.pages if each == language]

    def _guess(self, path: str) -> str:
        near = nearest_path(path, self._paths(self.page.language))
        return f"did you mean {self._relative(f'{self.page.language}/{near}.md')}?" if near else ""

    def _relative(self, file: str) -> str:
        return relpath(file, self.page.folder(self.reference.offset))
