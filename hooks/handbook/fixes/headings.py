"""Headings without an id, and the id that belongs on them where both languages have the same headings.

The other language's id is the answer, or else the words of the English heading. What led to a heading by the id
that was made of its words is led to the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

from markdown import Markdown
from markdown.extensions.toc import slugify

from ..checks.languages import both
from ..content import Page
from ..editing import Edit, applied, at_place, in_address
from ..finding import Finding
from ..late import late
from ..markup import site_markdown
from ..model import Handbook
from ..released import Release, read_releases
from ..rendered import Heading
from ..rendering import render
from ..resolving import PARTS, resolved
from ..scaffold import Refused

RULE = "heading-without-id"

_ID = late(r"[a-z][a-z0-9-]*")
_TAG = late(r"<h[1-6]\b(?=[^<>]*>[ \t]*\Z)", re.IGNORECASE)
_LINE = late(r"(?P<text>.*?)[ \t]*(?:(?P<opening>\{:?)(?P<attributes>[^{}\n]*)\})?(?P<end>[ \t]*#*[ \t]*)")


@dataclass(frozen=True)
class Named:
    """The headings of a chapter that get an id."""

    findings: frozenset[Finding]
    edits: tuple[Edit, ...]
    renamed: Mapping[tuple[str, str, str], str]
    """The new ids, by language, chapter and the id that was made of the heading's words."""


def named(handbook: Handbook, findings: Iterable[Finding]) -> Iterator[Named]:
    """Each chapter with headings among `findings` whose id is certain."""
    asked = {(each.place.file, each.place.line, each.place.column): each for each in findings if each.rule == RULE}
    files = {file for file, _line, _column in asked}
    if not asked:
        return
    try:
        releases = read_releases(handbook.settings.root)
    except ValueError:
        return  # what has been promised cannot be known
    markdown = site_markdown(handbook.settings)
    for source, translation in both(handbook):
        if {source.file, translation.file} & files:
            pair = _Pair(handbook, source, translation, asked, releases, markdown)
            try:
                yield from pair.named()
            except Refused:
                continue  # something leads here in a way that cannot be rewritten


@dataclass(frozen=True)
class _Pair:
    handbook: Handbook
    source: Page
    translation: Page
    asked: Mapping[tuple[str, int, int], Finding]
    releases: tuple[Release, ...]
    markdown: Markdown

    def named(self) -> Iterator[Named]:
        wanted = self._wanted() if self._parallel else {}
        while wanted:
            edits, missed = self._written(wanted)
            if missed is None:
                return
            if not missed:
                yield self._whole(wanted, edits)
                return
            wanted = {at: identity for at, identity in wanted.items() if at not in missed}

    @property
    def _pages(self) -> tuple[Page, Page]:
        return self.source, self.translation

    @cached_property
    def _parallel(self) -> bool:
        """Whether both languages have the same headings, as far as their ids and levels say."""
        ours, theirs = (page.rendered.headings for page in self._pages)
        return len(ours) == len(theirs) and all(
            one.level == other.level and (one.id == other.id or not (one.explicit and other.explicit))
            for one, other in zip(ours, theirs, strict=True)
        )

    def _lacking(self, at: int) -> Iterator[tuple[Page, Heading]]:
        for page in self._pages:
            if not page.rendered.headings[at].explicit:
                yield page, page.rendered.headings[at]

    def _finding(self, page: Page, heading: Heading) -> Finding | None:
        place = page.place(heading.offset)
        return self.asked.get((place.file, place.line, place.column))

    def _wanted(self) -> dict[int, str]:
        """The ids to write, by the number of the heading."""
        wanted: dict[int, str] = {}
        for at in range(len(self.source.rendered.headings)):
            lacking = list(self._lacking(at))
            if lacking and all(self._finding(*each) for each in lacking):
                identity = self._identity(at, {*wanted.values()})
                if identity and not any(self._promised(heading, identity) for _page, heading in lacking):
                    wanted[at] = identity
        return wanted

    def _promised(self, heading: Heading, identity: str) -> bool:
        """Whether somebody may have saved a link to the id that the heading's words make, and it is another."""
        old = heading.id if heading.id != identity else ""
        return any(old and each.holds(self.source.path, old) for each in self.releases)

    def _identity(self, at: int, given: set[str]) -> str:
        """The other language's id for the heading `at`, or the words of the English one; empty if neither will do."""
        lacking = list(self._lacking(at))
        own = {heading.id for _page, heading in lacking}
        taken = given | {each for page, _heading in lacking for each in self.handbook.ids(page) if each not in own}
        there = [heading.id for page in self._pages if (heading := page.rendered.headings[at]).explicit]
        if there:
            return "" if there[0] in taken else there[0]
        taken |= {each.partition("#")[2] for each in self.handbook.redirects.targets}
        words = self.translation.rendered.headings[at].text
        if any(char.isalpha() and not char.isascii() for char in words):
            return ""  # it is not translated yet
        first = re.sub(r"^[^a-z]+", "", slugify(words, "-").replace("_", "-"))
        names = chain([first], (f"{first}-{number}" for number in count(2)))
        return next(each for each in names if each not in taken) if _ID.fullmatch(first) else ""

    def _written(self, wanted: Mapping[int, str]) -> tuple[list[Edit], set[int] | None]:
        """The edits that write `wanted`, and the headings that do not take theirs; none if another one changes."""
        edits: list[Edit] = []
        missed: set[int] = set()
        for page in self._pages:
            here = {at: wanted[at] for at in wanted if not page.rendered.headings[at].explicit}
            new = {at: _with_id(page, page.rendered.headings[at], identity) for at, identity in here.items()}
            missed |= {at for at, edit in new.items() if edit is None}
            written = [edit for edit in new.values() if edit]
            changed = page.whole.changed({page.file: applied(page.source.text, written)})
            headings = render(changed.text, self.markdown).headings
            if len(headings) != len(page.rendered.headings):
                return [], None
            for at, (before, after) in enumerate(zip(page.rendered.headings, headings, strict=True)):
                right = before._replace(id=here[at], explicit=True) if at in here else before
                if after._replace(offset=0) != right._replace(offset=0):
                    if at not in here:
                        return [], None
                    missed.add(at)
            edits += written
        return edits, missed

    def _whole(self, wanted: Mapping[int, str], edits: list[Edit]) -> Named:
        """The ids with what led to the headings so far."""
        lacking = [(wanted[at], page, heading) for at in wanted for page, heading in self._lacking(at)]
        renamed = {
            (page.language, page.path, heading.id): identity
            for identity, page, heading in lacking
            if heading.id not in ("", identity)
        }
        found = frozenset(each for _id, page, heading in lacking if (each := self._finding(page, heading)))
        return Named(found, (*edits, *self._relinked(renamed), *self._redirected(renamed)), renamed)

    def _relinked(self, renamed: Mapping[tuple[str, str, str], str]) -> Iterator[Edit]:
        for page, reference, target in resolved(self.handbook):
            parts = PARTS.fullmatch(reference.target)
            new = renamed.get((target.language, target.path, target.id))
            if parts and new:
                yield in_address(page, reference, parts.span("fragment"), new)

    def _redirected(self, renamed: Mapping[tuple[str, str, str], str]) -> Iterator[Edit]:
        redirects = self.handbook.redirects
        for (_language, path, old), new in renamed.items():
            for each in redirects.entries:
                if each.target == f"{path}#{old}":
                    yield at_place(redirects.text, each.target_place, each.target, f"{path}#{new}")


def _with_id(page: Page, heading: Heading, identity: str) -> Edit | None:
    """The id written where `heading` seems to stand; whether it took, only rendering tells."""
    begun = page.body[: heading.offset].rpartition("\n")[2]
    line = page.body[heading.offset :].partition("\n")[0]
    _source, start = page.whole.origin(heading.offset)
    if tag := _TAG.search(begun):
        at = start - len(begun) + tag.end()
        return Edit(page.file, at, at, f' id="{identity}"')
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    if found["attributes"]:
        at = start + found.end("opening")
        return Edit(page.file, at, at, f"#{identity}" + " " * (not found["attributes"].startswith(" ")))
    at = start + found.end("text")
    return Edit(page.file, at, at, f" {{#{identity}}}")
