"""Does a reader get there, and in an order that holds?"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..model import Handbook
from ..resolving import resolve
from ..settings import SOURCE


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
        if chapter.meta.type == "card" and chapter.path not in handbook.used_by:
            hint = f"add {chapter.path} to `uses` of the chapter that it belongs to"
            yield Finding(chapter.page(SOURCE).start, "unused-card", "no chapter uses the card", hint)


def dead_ends(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that nothing but the menu leads to."""
    reached = _linked(handbook) | set(handbook.needed_by) | set(handbook.used_by)
    for chapter in handbook.chapters.values():
        if chapter.landing or chapter.path in reached:
            continue
        hint = "link to it where a reader would want it"
        yield Finding(chapter.page(SOURCE).start, "unreached-chapter", "no other chapter leads to it", hint)


def _linked(handbook: Handbook) -> set[str]:
    found: set[str] = set()
    for page in handbook.pages.values():
        for reference in page.rendered.references:
            if target := resolve(handbook, page, reference):
                found |= {target.path} - {page.path}
    return found
