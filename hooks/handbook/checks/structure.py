"""The same skeleton in both languages: headings, tables, tabs, boxes, figures, files and citations per section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from posixpath import basename, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from ..content import Page
from ..finding import Finding
from ..late import late
from ..model import Handbook
from ..rendered import Block, UnmadeKind
from ..settings import SOURCE
from .addresses import split
from .evidence import nearly_cited, uncited
from .ids import unnamed
from .languages import both
from .programme import unfounded

_LANGUAGE = late(r"[-_.](?:sv|en)(?=\.\w+$)")
"""Ends the name of a drawing that is made once for each language."""
_FILES = ("download", "picture")
_NAMED = ("box", "citation", "figure", "picture")
"""What is compared one by one, too, where there are as many."""
_WHAT = {
    "heading": "headings of level {}",
    "table": "tables",
    "tab": "tabs",
    "box": "boxes",
    "figure": "figures",
    "picture": "pictures",
    "checklist": "checklists",
    "task": "lines to tick",
    "download": "links to files",
    "citation": "citations",
}


def parity(handbook: Handbook) -> Iterator[Finding]:
    """A section that holds more or less in one language than in the other."""
    for source, translation in both(handbook):
        if not _are_alike(source, translation):
            yield from _differences(handbook, source, translation)


def _are_alike(source: Page, translation: Page) -> bool:
    """Whether nothing can differ, as on most pages."""
    nearly = source.rendered.uncited or translation.rendered.uncited
    return not nearly and _skeleton(source) == _skeleton(translation)


def _skeleton(page: Page) -> tuple[object, ...]:
    """All that a page is compared by, but for what only looks like a citation."""
    return (
        [(each.level, each.id) for each in page.rendered.headings],
        [(each.kind, each.section, "" if each.kind == "tab" else each.label) for each in page.rendered.blocks],
        [(each.key, _section(page, each.offset)) for each in page.rendered.citations],
        [each.section for each in page.rendered.tasks],
    )


def _differences(handbook: Handbook, source: Page, translation: Page) -> Iterator[Finding]:
    theirs, ours = _counted(handbook, source), _counted(handbook, translation)
    _count_files(handbook, source, theirs, translation, ours)
    # Where an id stands twice, the first counts; the second is a finding of its own.
    levels = {each.id: each.level for each in reversed(source.rendered.headings)}
    for heading in {each.id: each for each in reversed(translation.rendered.headings)}.values():
        if heading.id in levels and levels[heading.id] != heading.level:
            yield Finding(
                translation.place(heading.offset),
                "structure-mismatch",
                f"the heading {heading.id} is of level {heading.level}, in Swedish of level {levels[heading.id]}",
                "give it the same number of # signs",
            )
    unsure = unnamed(source) | unnamed(translation)
    exchanged = {kind for kind in _NAMED if _named(source, kind) != _named(translation, kind)}
    for section in [section for section in ours if section in theirs and section not in unsure]:
        unmade = _unmade(source, section) | _unmade(translation, section)
        for kind in sorted({*theirs[section], *ours[section]} - unmade):
            there, here = theirs[section][kind], ours[section][kind]
            if kind == "task" and theirs[section]["checklist"] != ours[section]["checklist"]:
                continue  # that a whole list is missing is the finding
            if kind == "citation" and here != there:
                fewer = translation if here < there else source
                # A sentence without its source is a finding of its own.
                bare = (*uncited(fewer), *(offset for offset, _what in unfounded(handbook, fewer)))
                if section not in {_section(fewer, offset) for offset in bare}:
                    yield _difference(fewer, translation if fewer is source else source, section, kind, (here, there))
            elif here != there:
                yield _difference(translation, source, section, kind, (here, there))
            elif kind in exchanged and (other := _exchanged(handbook, source, translation, section, kind)):
                yield _exchange(translation, section, kind, *other)


_MEANT_AS: dict[UnmadeKind, tuple[str, ...]] = {
    "list": ("checklist", "task"),
    "task": ("checklist", "task"),
    "table": ("table",),
    "box": ("box",),
    "tab": ("tab",),
}


def _unmade(page: Page, section: str) -> set[str]:
    """The kinds that cannot be counted in `section`, where one that is text by mistake is a finding of its own."""
    meant = (_MEANT_AS.get(each.kind, ()) for each in page.rendered.unmade if _section(page, each.offset) == section)
    return {kind for kinds in meant for kind in kinds}


def _named(page: Page, kind: str) -> list[str]:
    """What each of a kind is, in the page's order."""
    if kind == "citation":
        return [each.key for each in page.rendered.citations]
    return [each.label for each in page.rendered.blocks if each.kind == kind]


def _difference(page: Page, other: Page, section: str, kind: str, counts: tuple[int, int]) -> Finding:
    """The finding at `page`, whose `section` holds the first of `counts` if it is English, or else the second."""
    offset, where = _heading(page, section)
    here, there = counts if page.language != SOURCE else reversed(counts)
    return Finding(
        page.place(offset),
        "structure-mismatch",
        f"{where} has {here} {_WHAT[kind]} here and {there} in {'Swedish' if other.language == SOURCE else 'English'}",
        f"compare with {other.file}",
    )


class _Named(NamedTuple):
    """One of the things that a section holds."""

    name: str
    offset: int

    @property
    def unmarked(self) -> str:
        """Its name without the language that a drawing has at its end."""
        return _LANGUAGE.sub("", self.name)


def _exchanged(
    handbook: Handbook, source: Page, translation: Page, section: str, kind: str
) -> tuple[_Named, _Named] | None:
    """What one of as many stands there in English and not in Swedish, and the other way round."""
    theirs, ours = ([*_each(handbook, page, section, kind)] for page in (source, translation))
    here, there = (Counter(each.unmarked for each in those) for those in (ours, theirs))
    only_here, only_there = here - there, there - here
    if not (only_here and only_there):
        return None
    # Those that stand in the same place, if there are such: a drawing may be shown twice.
    pairs = (*zip(ours, theirs, strict=False), *product(ours, theirs))
    return next((a, b) for a, b in pairs if a.unmarked in only_here and b.unmarked in only_there)


def _each(handbook: Handbook, page: Page, section: str, kind: str) -> Iterator[_Named]:
    if kind == "citation":
        return _cited(handbook, page, section)
    return _boxes(page, section) if kind == "box" else _shown(handbook, page, section, kind)


def _cited(handbook: Handbook, page: Page, section: str) -> Iterator[_Named]:
    """The works that `section` cites; one that none may cite is a finding of its own."""
    works = handbook.bibliography.works
    for each in page.rendered.citations:
        if _section(page, each.offset) == section and each.key in works and works[each.key].citable:
            yield _Named(each.key, each.offset)


def _shown(handbook: Handbook, page: Page, section: str, kind: str) -> Iterator[_Named]:
    """The drawings that `section` shows; one that is not there is a finding of its own."""
    places = [each for each in page.rendered.references if _section(page, each.offset) == section]
    for block in page.rendered.blocks:
        if block.kind in ("figure", "picture") and block.section == section:
            place = next((each for each in places if each.target == block.label), None)
            if place:
                places.remove(place)
                if block.kind == kind and (file := _file(page, block)) in handbook.content.assets:
                    yield _Named(basename(file), place.offset)


def _boxes(page: Page, section: str) -> Iterator[_Named]:
    """The boxes of `section`, by what they are: a note, a warning."""
    start, _where = _heading(page, section)
    for each in page.rendered.blocks:
        if each.kind == "box" and each.section == section:
            begun = re.compile(rf"(?m)^[ \t>]*(?:!!!|\?\?\?\+?)[ ]?{re.escape(each.label)}\b").search(page.body, start)
            yield _Named(each.label, begun.start() if begun else start)


_DOES = {"citation": "cites", "box": "has a box of the kind"}


def _exchange(translation: Page, section: str, kind: str, here: _Named, there: _Named) -> Finding:
    _offset, where = _heading(translation, section)
    return Finding(
        translation.place(here.offset),
        "structure-mismatch",
        f"{where} {_DOES.get(kind, 'shows')} {here.name} here and {there.name} in Swedish",
        "keep the right one in both",
    )


def _heading(page: Page, section: str) -> tuple[int, str]:
    """Where `section` begins, and what it is called in a message."""
    offset = next((each.offset for each in page.rendered.headings if each.id == section), 0)
    return offset, f"the section {section}" if section else "the beginning"


_Counts = Mapping[str, Counter[str]]


def _count_files(handbook: Handbook, source: Page, theirs: _Counts, translation: Page, ours: _Counts) -> None:
    """Count the links to files and the pictures; a section in which one leads to no file has a finding already."""
    for kind in _FILES:
        links = [
            (page, block) for page in (source, translation) for block in page.rendered.blocks if block.kind == kind
        ]
        found = [(page, block, _file(page, block) in handbook.content.assets) for page, block in links]
        unsure = {block.section for _page, block, there in found if not there}
        for page, block, _there in found:
            counted = theirs if page is source else ours
            if block.section not in unsure and block.section in counted:
                counted[block.section][kind] += 1


def _file(page: Page, block: Block) -> str:
    path = unquote(split(block.label).path)
    return normpath(join(page.language, page.module, path))


def _counted(handbook: Handbook, page: Page) -> _Counts:
    counted: dict[str, Counter[str]] = {each: Counter() for each in ("", *(each.id for each in page.rendered.headings))}
    for block in page.rendered.blocks:
        if block.kind not in _FILES:
            counted.setdefault(block.section, Counter())[block.kind] += 1
    for task in page.rendered.tasks:
        counted[task.section]["task"] += 1
    # A citation that is written almost right has a finding already, and counts as one.
    nearly = [each.offset for each in nearly_cited(handbook, page) for _key in each.keys]
    for cited in (*(each.offset for each in page.rendered.citations), *nearly):
        counted[_section(page, cited)]["citation"] += 1
    return counted


def _section(page: Page, offset: int) -> str:
    """The id of the heading above `offset`; empty before the first."""
    return next((each.id for each in reversed(page.rendered.headings) if each.offset <= offset), "")
