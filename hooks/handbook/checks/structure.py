"""The same skeleton in both languages: headings, tables, tabs, boxes, figures, files and citations per section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from ..content import Page
from ..finding import Finding
from ..model import Handbook
from ..rendered import Block
from ..settings import SOURCE
from .addresses import split
from .evidence import nearly_cited, uncited
from .ids import unnamed
from .languages import both
from .programme import unfounded

_WHAT = {
    "heading": "headings of level {}",
    "table": "tables",
    "tab": "tabs",
    "box": "boxes",
    "figure": "figures",
    "checklist": "checklists",
    "download": "links to files",
    "citation": "citations",
}


def parity(handbook: Handbook) -> Iterator[Finding]:
    """A section that holds more or less in one language than in the other."""
    for source, translation in both(handbook):
        yield from _differences(handbook, source, translation)


def _differences(handbook: Handbook, source: Page, translation: Page) -> Iterator[Finding]:
    theirs, ours = _counted(handbook, source), _counted(handbook, translation)
    _count_downloads(handbook, source, theirs, translation, ours)
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
    for section in [section for section in ours if section in theirs and section not in unsure]:
        for kind in sorted({*theirs[section], *ours[section]}):
            there, here = theirs[section][kind], ours[section][kind]
            if kind == "citation" and here != there:
                fewer = translation if here < there else source
                # A sentence without its source is a finding of its own.
                bare = (*uncited(fewer), *(offset for offset, _what in unfounded(handbook, fewer)))
                if section not in {_section(fewer, offset) for offset in bare}:
                    yield _difference(fewer, translation if fewer is source else source, section, kind, (here, there))
            elif here != there:
                yield _difference(translation, source, section, kind, (here, there))


def _difference(page: Page, other: Page, section: str, kind: str, counts: tuple[int, int]) -> Finding:
    """The finding at `page`, whose `section` holds the first of `counts` if it is English, or else the second."""
    offset = next((each.offset for each in page.rendered.headings if each.id == section), 0)
    where = f"the section {section}" if section else "the beginning"
    here, there = counts if page.language != SOURCE else reversed(counts)
    return Finding(
        page.place(offset),
        "structure-mismatch",
        f"{where} has {here} {_WHAT[kind]} here and {there} in {'Swedish' if other.language == SOURCE else 'English'}",
        f"compare with {other.file}",
    )


_Counts = Mapping[str, Counter[str]]


def _count_downloads(handbook: Handbook, source: Page, theirs: _Counts, translation: Page, ours: _Counts) -> None:
    """Count the links to files; a section that has one to no file has a finding already, and is left out."""
    links = [
        (page, block) for page in (source, translation) for block in page.rendered.blocks if block.kind == "download"
    ]
    found = [(page, block, _file(page, block) in handbook.content.assets) for page, block in links]
    unsure = {block.section for _page, block, there in found if not there}
    for page, block, _there in found:
        counted = theirs if page is source else ours
        if block.section not in unsure and block.section in counted:
            counted[block.section]["download"] += 1


def _file(page: Page, block: Block) -> str:
    path = unquote(split(block.label).path)
    return normpath(join(dirname(f"{page.language}/{page.path}.md"), path))


def _counted(handbook: Handbook, page: Page) -> _Counts:
    counted: dict[str, Counter[str]] = {each: Counter() for each in ("", *(each.id for each in page.rendered.headings))}
    for block in page.rendered.blocks:
        if block.kind != "download":
            counted.setdefault(block.section, Counter())[block.kind] += 1
    # A citation that is written almost right has a finding already, and counts as one.
    nearly = [each.offset for each in nearly_cited(handbook, page) for _key in each.keys]
    for cited in (*(each.offset for each in page.rendered.citations), *nearly):
        counted[_section(page, cited)]["citation"] += 1
    return counted


def _section(page: Page, offset: int) -> str:
    """The id of the heading above `offset`; empty before the first."""
    return next((each.id for each in reversed(page.rendered.headings) if each.offset <= offset), "")
