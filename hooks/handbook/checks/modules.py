"""Chapters and modules: what needs what, how far each method has come, and whether readers find it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content import Page
from ..finding import Finding, Place
from ..frontmatter import State
from ..guess import nearest_path
from ..model import Chapter, Handbook
from ..rendered import Reference
from ..resolving import resolve
from ..settings import FILE as SETTINGS
from ..settings import LANGUAGES, SOURCE, NavigationEntry
from ..words import WORDS


def relations(handbook: Handbook) -> Iterator[Finding]:
    """`needs` and `uses` that name no chapter."""
    for chapter in handbook.chapters.values():
        for relation in ("needs", "uses"):
            for at, path in enumerate(getattr(chapter.meta, relation)):
                if not _is_there(handbook, path):
                    near = nearest_path(path, list(handbook.chapters))
                    yield Finding(
                        chapter.meta.place(f"{relation}.{at}", chapter.page("sv").start),
                        "unknown-chapter",
                        f"{relation} {path}, but no such chapter exists",
                        f"did you mean {near}?" if near else "write module/chapter, as the folders are named",
                    )


def cycles(handbook: Handbook) -> Iterator[Finding]:
    """Chapters that need each other in a ring, so that no reader could begin, or that use themselves."""
    done: set[str] = set()
    for path, chapter in handbook.chapters.items():
        if path in chapter.meta.uses:
            place = chapter.meta.place(f"uses.{chapter.meta.uses.index(path)}", chapter.page(SOURCE).start)
            yield Finding(place, "needs-cycle", "uses itself", "take it out of `uses`")
        for ring in _rings(handbook, path, done):
            first = handbook.chapters[ring[0]]
            at = first.meta.needs.index(ring[1])
            yield Finding(
                first.meta.place(f"needs.{at}", first.page("sv").start),
                "needs-cycle",
                "needs itself in the end: " + " → ".join(ring),
                "take away the one of these `needs` that a reader can do without",
            )


def maturity(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that rests on one that is less sure than itself, without saying so in every language."""
    for chapter in handbook.chapters.values():
        for relation, at, other in _rests_on(handbook, chapter):
            found = _shaky(chapter.meta.state, other.meta.state)
            silent = [page for page in chapter.pages.values() if found and not _says(handbook, page, other)]
            if found and silent:
                rule, fact, way_out = found
                where = "" if chapter.page(SOURCE) in silent else f"{silent[0].file} "
                words = " and ".join(f"“{_state(other, page.language)}”" for page in silent)
                yield Finding(
                    chapter.meta.place(f"{relation}.{at}", chapter.page(SOURCE).start),
                    rule,
                    f"{fact} {relation} {other.path}, which is {_STANDING[other.meta.state or '']}, "
                    f"and {where}does not say so",
                    f"link to it in a line that says {words}, or {way_out}",
                )


_STANDING = {"draft": "a draft", "trial": "on trial", "withdrawn": "withdrawn"}


def _state(chapter: Chapter, language: str) -> str:
    """The state of `chapter` as its badge says it."""
    return WORDS[language][chapter.meta.state or "draft"]


def _rests_on(handbook: Handbook, chapter: Chapter) -> Iterator[tuple[str, int, Chapter]]:
    """Each other chapter that `chapter` needs or uses, and where it says so."""
    for relation in ("needs", "uses"):
        for at, path in enumerate(getattr(chapter.meta, relation)):
            if path in handbook.chapters and path != chapter.path:
                yield relation, at, handbook.chapters[path]


def _shaky(state: State | None, other: State | None) -> tuple[str, str, str] | None:
    """The rule that a chapter in `state` breaks if it rests on one in the state `other`, the fact, and a way out."""
    if other == "withdrawn" and state != "withdrawn":
        return "needs-withdrawn", "is in use but", "name what holds instead"
    if other in ("draft", "trial") and state == "included":
        return "needs-draft", "is included in the methodology but", "set this chapter back to trial"
    return None


def _says(handbook: Handbook, page: Page, other: Chapter) -> bool:
    """Whether a line of `page` links to the chapter and names its state as the badge does."""
    word = re.compile(rf"(?<!\w){_state(other, page.language)}", re.IGNORECASE)
    said = [(line.text, link) for line in page.rendered.lines for link in line.links]
    # In the source, the word may stand as code, which is no running text.
    said += [(_source_line(page, each.offset), each.target) for each in page.rendered.references]
    for text, link in said:
        target = resolve(handbook, page, Reference(link, 0, "a")) if word.search(text) else None
        if target and target.path == other.path:
            return True
    return False


def _source_line(page: Page, offset: int) -> str:
    """The line of the source that holds `offset`, without the addresses of its links."""
    line = page.body[page.body.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    return re.sub(r"\]\([^()]*\)", "]", line)


def navigation(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that no menu leads to, and a menu that leads to no chapter."""
    if not handbook.navigation:
        message = "the menu is empty: there is no nav with chapters in it, so that readers find none"
        yield Finding(Place(SETTINGS), "not-in-navigation", message, "look for a line nav: that is spelt wrong or gone")
        return
    listed = {line.removesuffix(".md") for entry in handbook.navigation for line in _lines(entry)}
    for chapter in handbook.chapters.values():
        if chapter.path not in listed and chapter.path not in handbook.misnamed:
            yield Finding(
                chapter.page("sv").start,
                "not-in-navigation",
                "stands in no menu, so that no reader finds it",
                f"add a line `- {chapter.path}.md` under nav in mkdocs.yml",
            )
    for entry in handbook.navigation:
        path = entry.path.removesuffix(".md")
        elsewhere = "://" in entry.path
        first, *others = _lines(entry)
        if others:
            yield Finding(
                entry.place._replace(length=len(first)),
                "navigation-without-chapter",
                f"the menu takes {len(others) + 1} lines for one from here on",
                "begin each line right below the one above it; the name of a group ends in a colon",
            )
        elif not elsewhere and (f"{path}.md" != entry.path or not _is_there(handbook, path)):
            near = nearest_path(path, list(handbook.chapters))
            yield Finding(
                entry.place,
                "navigation-without-chapter",
                f"the menu names {entry.path}, but there is no such chapter",
                f"did you mean {near}.md?" if near else "write the chapter, or take the line away",
            )


def _lines(entry: NavigationEntry) -> list[str]:
    """The lines that `entry` was written on: several, where one is indented so that YAML reads on."""
    lines = entry.path.split(" - ")
    return lines if all("/" in line for line in lines[1:]) else [entry.path]


def repeated(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that stands twice in the menu: the site goes on from the last place, wherever the reader came from."""
    first: dict[str, int] = {}
    for entry in handbook.navigation:
        if not entry.path.endswith(".md") or entry.path.removesuffix(".md") not in handbook.chapters:
            continue  # it names no chapter, which is a finding of its own
        if entry.path in first:
            yield Finding(
                entry.place,
                "twice-in-navigation",
                f"the menu names {entry.path} on line {first[entry.path]} already",
                "keep one of the two lines, and link to the chapter from the other place",
            )
        first.setdefault(entry.path, entry.place.line)


def _is_there(handbook: Handbook, path: str) -> bool:
    """Whether there is such a chapter, be it one that cannot be read, which is a finding of its own."""
    files = {f"{language}/{path}.md" for language in LANGUAGES}
    return path in handbook.chapters or bool(files & handbook.content.refused)


def _rings(handbook: Handbook, path: str, done: set[str]) -> Iterator[tuple[str, ...]]:
    """Each ring that can be reached from `path`, but for what is `done`; a chain may be as long as it likes."""
    trail: list[str] = []
    ahead: list[tuple[str, int]] = [(path, 0)]
    while ahead:
        here, depth = ahead.pop()
        done |= set(trail[depth:])
        del trail[depth:]
        if here in trail:
            yield (*trail[trail.index(here) :], here)
        elif here in handbook.chapters and here not in done:
            trail.append(here)
            ahead += [(needed, depth + 1) for needed in reversed(handbook.chapters[here].meta.needs)]
    done |= set(trail)
