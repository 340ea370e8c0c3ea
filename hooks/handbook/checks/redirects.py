"""Redirects: does each lead from what is gone to what is there?"""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..guess import guess, nearest_path
from ..model import Handbook
from ..redirects import Redirect


def ends(handbook: Handbook) -> Iterator[Finding]:
    """A redirect from what is there, to what is not, or round in a ring."""
    seen: set[str] = set()
    told: set[str] = set()
    for entry in handbook.redirects.entries:
        if entry.source in seen:
            message = f"{entry.source} is redirected twice"
            yield Finding(entry.source_place, "redirect", message, "keep the line that is right")
            continue
        seen.add(entry.source)
        yield from _from(handbook, entry)
        trail = handbook.redirects.trail(entry.source)
        if trail[-1] not in trail[:-1]:
            yield from _to(handbook, entry, trail)
        elif trail[0] == trail[-1] and trail[0] not in told:  # what only leads into a ring is mended with it
            told |= set(trail)
            message = "leads round in a ring: " + " → ".join(trail)
            yield Finding(entry.target_place, "redirect", message, "lead each to a chapter that is there")


def _from(handbook: Handbook, entry: Redirect) -> Iterator[Finding]:
    path, _, identity = entry.source.partition("#")
    if is_there(handbook, entry.source):
        message = f"{entry.source} is redirected, but it is still there"
        yield Finding(entry.source_place, "redirect", message, "take the line away")
    elif identity and path not in handbook.chapters:
        message = f"{entry.source} is redirected, but there is no chapter {path} to lead on from"
        hint = "redirect the chapter; it takes the #id with it"
        if moved := handbook.redirects.targets.get(path, "").partition("#")[0]:
            hint = f"write {moved}#{identity}: the redirect of the chapter takes the #id with it"
        yield Finding(entry.source_place, "redirect", message, hint)


def _to(handbook: Handbook, entry: Redirect, trail: tuple[str, ...]) -> Iterator[Finding]:
    if len(trail) > 2:
        message = f"leads to {entry.target}, which is itself redirected"
        yield Finding(entry.target_place, "redirect", message, f"write {trail[-1]}")
    elif not is_there(handbook, entry.target):
        yield Finding(entry.target_place, "redirect", *_missing(handbook, entry.target))


def _missing(handbook: Handbook, target: str) -> tuple[str, str]:
    path, _, identity = target.partition("#")
    chapter = handbook.chapters.get(path)
    if chapter is None:
        near = nearest_path(path, list(handbook.chapters))
        return f"leads to {path}, but no such chapter exists", f"did you mean {near}?" if near else ""
    ids = sorted({each for page in chapter.pages.values() for each in handbook.ids(page)})
    return f"leads to {path}, which has no section with the id {identity}", guess(identity, ids, "#")


def is_there(handbook: Handbook, name: str) -> bool:
    """Whether there is such a chapter, and in it the section, if one is named, in any language."""
    path, _, identity = name.partition("#")
    chapter = handbook.chapters.get(path)
    if chapter is None:
        return False
    return not identity or any(identity in handbook.ids(page) for page in chapter.pages.values())
