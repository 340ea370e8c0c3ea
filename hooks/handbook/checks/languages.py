"""Swedish and English: every chapter in both, with the same ids, the translation not behind."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..content import Page
from ..finding import Finding
from ..model import Handbook
from ..settings import SOURCE
from .ids import is_misspelt, lost

TRANSLATION = "en"


def translations(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that lacks one of its languages."""
    for wrong, right in handbook.misnamed.items():
        file, other = handbook.chapters[wrong].page(SOURCE).start, handbook.chapters[right].page(SOURCE).file
        hint = f"rename it to {right.rpartition('/')[2]}.md"
        yield Finding(file, "wrong-case", f"is the same chapter as {other}, but the capital letters differ", hint)
    misnamed = {*handbook.misnamed, *handbook.misnamed.values()}
    for chapter in (each for each in handbook.chapters.values() if each.path not in misnamed):
        source, translation = chapter.pages.get(SOURCE), chapter.pages.get(TRANSLATION)
        if f"{SOURCE if translation else TRANSLATION}/{chapter.path}.md" in handbook.content.refused:
            continue  # it is there, and its own finding says what is wrong
        if source and not translation and TRANSLATION in source.meta.languages:
            yield Finding(
                source.start,
                "missing-translation",
                f"there is no docs/{TRANSLATION}/{chapter.path}.md",
                f"write it, or add `languages: [{SOURCE}]` to be in Swedish only, for now",
            )
        elif translation and not source:
            yield Finding(
                translation.start,
                "missing-source",
                f"translates docs/{SOURCE}/{chapter.path}.md, which does not exist",
                "write the Swedish chapter, or take this file away",
            )
        elif source and translation and TRANSLATION not in source.meta.languages:
            yield Finding(
                source.meta.place("languages", source.start),
                "front-matter-value",
                f"`languages` says Swedish only, but docs/{TRANSLATION}/{chapter.path}.md exists",
                "take the line away",
            )


def parity(handbook: Handbook) -> Iterator[Finding]:
    """Ids that only one language has: a link to them breaks when the reader changes language."""
    for source, translation in both(handbook):
        if {each.id for each in source.rendered.anchors} != {each.id for each in translation.rendered.anchors}:
            yield from _differences(source, translation, lost(handbook, source), lost(handbook, translation))


def both(handbook: Handbook) -> Iterator[tuple[Page, Page]]:
    """The two pages of each chapter, where both can be judged."""
    for chapter in handbook.chapters.values():
        source, translation = chapter.pages.get(SOURCE), chapter.pages.get(TRANSLATION)
        if source and translation and handbook.judged(source) and handbook.judged(translation):
            yield source, translation


def staleness(handbook: Handbook) -> Iterator[Finding]:
    """A translation made from an older Swedish text. Readers are told so on the page."""
    for chapter in handbook.chapters.values():
        if chapter.outdated:
            page = chapter.pages[TRANSLATION]
            yield Finding(
                page.meta.place("translated_from", page.start),
                "stale-translation",
                f"docs/{SOURCE}/{chapter.path}.md has changed since this was translated",
                f"bring the text up to date, then run: python3 scripts/translated {chapter.path}",
            )


def _differences(
    source: Page, translation: Page, lost_there: frozenset[str], lost_here: frozenset[str]
) -> Iterator[Finding]:
    """The ids that one page has and the other has not, nor has lost or misspelt."""
    misspelt = frozenset(_misspelt(source, translation))
    theirs = {anchor.id: anchor for anchor in source.rendered.anchors if anchor.id not in misspelt}
    ours = {anchor.id: anchor for anchor in translation.rendered.anchors if anchor.id not in misspelt}
    lacking = [each for each in theirs if each not in ours and each not in lost_here]
    for anchor in ours.values():
        if anchor.id in theirs or anchor.id in lost_there:
            continue
        close = get_close_matches(anchor.id, lacking, 1, 0.5)
        if close:
            lacking.remove(close[0])
        yield Finding(
            translation.place(anchor.offset, len(anchor.id)),
            "id-mismatch",
            f"the id {anchor.id} is not on the Swedish page",
            f"did you mean {close[0]}?" if close else f"add it to {source.file}, or take it away here",
        )
    for each in lacking:
        yield Finding(
            source.place(theirs[each].offset, len(each)),
            "id-mismatch",
            f"the id {each} is not on the English page",
            f"add it to {translation.file}",
        )


def _misspelt(source: Page, translation: Page) -> Iterator[str]:
    """The ids of headings that are of no good form, which is a finding of their own, and of the same headings there."""
    theirs, ours = source.rendered.headings, translation.rendered.headings
    yield from (heading.id for heading in (*theirs, *ours) if is_misspelt(heading))
    for pair in zip(theirs, ours, strict=True) if len(theirs) == len(ours) else ():
        if any(map(is_misspelt, pair)):
            yield from (heading.id for heading in pair)
