"""Texts that chapters share: each line that asks for one gets it, each is asked for, and its links lead one way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from posixpath import relpath
from typing import NamedTuple

from .. import preflight
from ..content import Page
from ..finding import Finding
from ..late import late
from ..marks import DASHES
from ..model import Handbook
from ..rendered import Reference
from ..resolving import ELSEWHERE, PARTS, resolve
from ..settings import LANGUAGES
from ..sharing import FOLDER, HEAD, LINE, SIGN

_WAY = f'{SIGN} "name.md"'
_NAME = late(rf"""[{DASHES}]+8<[{DASHES}]+[ \t]*(?:["'“”]([^"'“”\n]*)|(\S*))""")
_PART = late(r".*\.md:.*|\[.*|:.*|[^/\\.]{2,}:.*")
"""A file with the lines or the section that are wanted of it."""
_NAMES = {"sv": "Swedish", "en": "English"}


def lines(handbook: Handbook) -> Iterator[Finding]:
    """Lines that ask for a file and get none, so that readers see them; of two round a list of files, the first."""
    for page in handbook.pages.values():
        listing = full = False
        for offset in page.rendered.snippets:
            line = _Line(handbook, page, offset)
            ends, listing = listing and line.alone, line.alone and not listing
            if not (ends or line.is_refused or (full and line.is_answered)):
                rule, message, hint = line.problem()
                yield Finding(page.place(offset, len(line.said)), rule, message, hint)
            full = full or line.is_answered


class _Line(NamedTuple):
    handbook: Handbook
    page: Page
    offset: int
    """Where its sign begins."""

    def problem(self) -> tuple[str, str, str]:
        """The rule, the fact and the hint."""
        written = _NAME.match(self.said)
        name = (written[1] or written[2] or "").strip() if written else ""
        if self.page.whole.is_taken(self.offset):
            fact = "asks for another file, and a text that chapters share takes in no other"
            return "snippet", fact, "write the words here, or let the chapter take in both"
        if self.said.startswith(";"):
            shown = self.said.lstrip(";")
            return "snippet", "is shown with its ;, which nothing takes away", f"to show the line, write `{shown}`"
        if self.alone:
            return "snippet", "asks for several files at once", f"write a line for each: {_WAY}"
        if self.before:
            fact = "asks for a file, but does not begin its line"
            return "snippet", fact, f"begin a line with {_WAY}, outside of lists, boxes and quotes"
        if "://" in name:
            return "snippet", "asks for a page on the web", f"put the words into {self.folder}, or link to the page"
        if _PART.fullmatch(name):
            return "snippet", "asks for a part of a file", f"give that part a file of its own in {self.folder}"
        if not LINE.match(self.page.body, self.offset):
            way = f'{SIGN} "{name}"' if name in self.texts else _WAY
            return "snippet", "asks for a file in a way that takes none in", f"write {way}, and no more on the line"
        return self._misnamed(name) if not preflight.is_plain(name.removesuffix(".md")) else self._missing(name)

    def _misnamed(self, name: str) -> tuple[str, str, str]:
        last = name.replace("\\", "/").rpartition("/")[2]
        if last in self.texts and last != name:
            return "snippet", f"asks for {name} by its folder", f'write {SIGN} "{last}"'
        if last != name:
            fact = f"asks for {name}, and only {self.folder} is looked in"
            return "snippet", fact, "move the words that both need there, or link to the chapter that has them"
        near = self._near(name)
        fact = f"asks for {name or 'nothing'}, which is no name that a shared text can have"
        return "snippet", fact, near or f"name the file in small letters a–z and hyphens: {_WAY}"

    def _missing(self, name: str) -> tuple[str, str, str]:
        if not name.endswith(".md"):
            return "snippet", f"asks for {name}, which does not end in .md", f'write {SIGN} "{name}.md"'
        if self.is_answered:
            return self._too_large(name)
        others = [each for each in LANGUAGES if name in self.handbook.content.shared[each]]
        if others:
            fact = f"asks for {self.folder}{name}, which only the {_NAMES[others[0]]} folder has"
            return "missing-shared-text", fact, f"translate docs/{others[0]}/{FOLDER}/{name} and save it there"
        fact = f"asks for {self.folder}{name}, but there is no such file"
        return "missing-shared-text", fact, self._near(name) or "write the words into a file of that name"

    def _too_large(self, name: str) -> tuple[str, str, str]:
        texts = (*(each.text for each in self.page.taken), self.handbook.content.shared[self.page.language][name])
        if len(self.page.source.text) + sum(len(each.text) for each in texts) <= preflight.MOST_TEXT:
            fact = "is code as the chapter has it, and text only for what is taken in before it"
            return "snippet", fact, "let each block of code begin and end in the same file"
        fact = f"would make the page longer than {preflight.MOST_TEXT:,} characters"
        return "file-too-large", fact, "take in less, or split the chapter"

    def _near(self, name: str) -> str:
        stems = sorted(each.removesuffix(".md") for each in self.texts)
        close = get_close_matches(name.casefold().removesuffix(".md"), stems, 1)
        return f'did you mean {SIGN} "{close[0]}.md"?' if close else ""

    @property
    def said(self) -> str:
        """What it says, from its sign on."""
        return self.page.body[self.offset :].partition("\n")[0].rstrip()

    @property
    def before(self) -> str:
        """What stands before its sign."""
        return self.page.body[self.page.body.rfind("\n", 0, self.offset) + 1 : self.offset]

    @property
    def alone(self) -> bool:
        """Whether it is one of the two lines that stand round a list of files."""
        return not self.said.strip(f"{DASHES}8<")

    @property
    def folder(self) -> str:
        """Where texts are looked for."""
        return f"docs/{self.page.language}/{FOLDER}/"

    @property
    def texts(self) -> frozenset[str]:
        """The names of the texts there are."""
        return frozenset(self.handbook.content.shared[self.page.language])

    @property
    def named(self) -> str:
        """The text that it names, if it is written as it should be."""
        found = LINE.match(self.page.body, self.offset)
        return found[1] if found and not self.page.whole.is_taken(self.offset) else ""

    @property
    def is_answered(self) -> bool:
        """Whether it names a text, for which there was no room."""
        return self.named in self.texts

    @property
    def is_refused(self) -> bool:
        """Whether it names a file that cannot be read, which is the finding."""
        folder = f"{self.page.language}/{FOLDER}"
        return bool(self.named) and bool({folder, f"{folder}/{self.named}"} & self.handbook.content.refused)


def links(handbook: Handbook) -> Iterator[Finding]:
    """Links in a shared text that lead elsewhere from another module, or from the home page."""
    for page in handbook.pages.values():
        for reference in page.rendered.references if page.taken else ():
            if page.whole.is_taken(reference.offset):
                yield from _elsewhere(handbook, page, reference)


def _elsewhere(handbook: Handbook, page: Page, reference: Reference) -> Iterator[Finding]:
    """What is wrong with where a link leads, if that is anywhere: else it is a finding of its own."""
    target, beside = (resolve(handbook, each, reference) for each in (page, replace(page, path=f"{FOLDER}/text")))
    home = is_at_home(page, reference)
    if not target or not beside or reference.target.startswith("#"):
        return
    own_page = target.language == page.language and target.path in handbook.chapters
    there = own_page or target.at in handbook.content.assets
    if home or (there and target.at != beside.at):
        what = "links to" if reference.tag in ("a", "area") else "shows"
        where = "the home page, in no module" if home else "a chapter in another module"
        fact = f"{what} {reference.target}, which leads elsewhere from {where}"
        hint = f"write {relpath(target.at, f'{page.language}/{FOLDER}')}"
        if home:
            hint = "write the words into the home page itself"
        elif reference.raw:
            hint = "write it in Markdown, to the file: ../module/chapter.md"
        yield Finding(page.place(reference.offset, len(reference.target)), "link-in-shared-text", fact, hint)


def is_at_home(page: Page, reference: Reference) -> bool:
    """Whether the home page takes in this link, which leads elsewhere from there than from any module."""
    parts = PARTS.fullmatch(reference.target)
    relative = bool(parts and parts["path"]) and not ELSEWHERE.match(reference.target) and reference.target[0] != "/"
    return "/" not in page.path and page.whole.is_taken(reference.offset) and relative


def unused(handbook: Handbook) -> Iterator[Finding]:
    """Texts that no chapter takes in, and those that begin as chapters do."""
    for language in LANGUAGES:
        taken = set(_taken(handbook, language))
        for name, text in handbook.content.shared[language].items():
            if head := HEAD.match(text.text):
                fact = "begins like a chapter, and no reader sees these lines"
                yield Finding(
                    text.place(0, 3), "front-matter", fact, f"take the first {head[0].count(chr(10))} lines away"
                )
            if name not in taken:
                hint = f'write {SIGN} "{name}" on a line of its own in a chapter, or take the file away'
                yield Finding(text.place(0), "unused-shared-text", "is taken in by no chapter", hint)


def _taken(handbook: Handbook, language: str) -> Iterator[str]:
    """The names of the texts that chapters of `language` take in, or may: what cannot be read does as its twin."""
    for page in handbook.pages.values():
        if page.language == language or f"{language}/{page.path}.md" in handbook.content.refused:
            yield from (each.text.file.rpartition("/")[2] for each in page.taken)
        if page.endless:
            yield from LINE.findall(page.source.text)
