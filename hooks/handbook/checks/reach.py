"""Does a reader get there, and in an order that holds?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..finding import Finding
from ..guess import nearest_path
from ..model import Chapter, Handbook
from ..paths import LearningPath, Step
from ..resolving import resolve
from ..settings import LANGUAGES, SOURCE


def order(handbook: Handbook) -> Iterator[Finding]:
    """A menu that shows a chapter before one that it needs. In a ring of needs, no order would do."""
    place = {entry.path.removesuffix(".md"): (at, entry) for at, entry in enumerate(handbook.navigation)}
    for chapter in handbook.chapters.values():
        for path in chapter.meta.needs:
            listed = chapter.path in place and path in place
            if listed and place[path][0] > place[chapter.path][0] and chapter.path not in _needed(handbook, path):
                yield Finding(
                    place[chapter.path][1].place,
                    "order-against-needs",
                    f"the menu shows {chapter.path} before {path}, which it needs",
                    f"move the line below {path}.md",
                )


def paths(handbook: Handbook) -> Iterator[Finding]:
    """A learning path that leads to no chapter, to a withdrawn one, or to one before what it needs."""
    for path in handbook.paths:
        place = {step.chapter: at for at, step in enumerate(path.steps)}
        for step in path.steps:
            chapter = handbook.chapters.get(step.chapter)
            if chapter is None:
                yield from _astray(handbook, path, step)
            elif chapter.meta.state == "withdrawn":
                message = f"the path {path.id} leads to {step.chapter}, which is withdrawn"
                yield Finding(step.place, "learning-path", message, "name what holds instead, or take the line away")
            for need in chapter.meta.needs if chapter else ():
                if need not in handbook.chapters or step.chapter in _needed(handbook, need):
                    continue
                if need not in place:
                    fact, hint = "without", f"add a line - {need} above it"
                elif place[need] > place[step.chapter]:
                    fact, hint = "before", f"move the line below {need}"
                else:
                    continue
                message = f"the path {path.id} meets {step.chapter} {fact} {need}, which it needs"
                yield Finding(step.place, "path-before-needs", message, hint)


def _astray(handbook: Handbook, path: LearningPath, step: Step) -> Iterator[Finding]:
    """A step to no chapter; one that is there and cannot be read is a finding of its own."""
    files = {f"{language}/{step.chapter}.md" for language in LANGUAGES}
    if not files & handbook.content.refused:
        near = nearest_path(step.chapter, list(handbook.chapters))
        message = f"the path {path.id} leads to {step.chapter}, but no such chapter exists"
        hint = f"did you mean {near}?" if near else "write module/chapter, as the folders are named"
        yield Finding(step.place, "unknown-chapter", message, hint)


def _needed(handbook: Handbook, path: str) -> set[str]:
    """All that `path` needs, directly or not."""
    found: set[str] = set()
    ahead = [path]
    while ahead:
        chapter = handbook.chapters.get(ahead.pop())
        new = set(chapter.meta.needs) - found if chapter else set()
        found |= new
        ahead += new
    return found


def cards(handbook: Handbook) -> Iterator[Finding]:
    """A card that no chapter uses."""
    for chapter in handbook.chapters.values():
        if chapter.meta.type == "card" and not _others(handbook.used_by, chapter):
            hint = f"add {chapter.path} to `uses` of the chapter that it belongs to"
            yield Finding(chapter.page(SOURCE).start, "unused-card", "no chapter uses the card", hint)


def dead_ends(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that nothing but the menu leads to."""
    linked = _linked(handbook)
    for chapter in handbook.chapters.values():
        asked_for = _others(handbook.needed_by, chapter) or _others(handbook.used_by, chapter)
        if chapter.landing or chapter.path in linked or asked_for or chapter.path in handbook.misnamed:
            continue
        hint = "link to it where a reader would want it"
        yield Finding(chapter.page(SOURCE).start, "unreached-chapter", "no other chapter leads to it", hint)


def _others(relation: Mapping[str, tuple[Chapter, ...]], chapter: Chapter) -> bool:
    """Whether another chapter than itself needs or uses `chapter`."""
    return any(each.path != chapter.path for each in relation.get(chapter.path, ()))


def _linked(handbook: Handbook) -> set[str]:
    found: set[str] = set()
    for page in handbook.pages.values():
        targets = (resolve(handbook, page, each) for each in page.rendered.references)
        found |= {target.path for target in targets if target and target.path != page.path}
    return found
