"""Chapters and modules: what needs what, how far each method has come, and whether readers find it."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Finding
from ..guess import nearest_path
from ..model import Chapter, Handbook
from ..settings import LANGUAGES


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
    """Chapters that need each other in a ring, so that no reader could begin. The whole ring is told."""
    done: set[str] = set()
    for path in handbook.chapters:
        for ring in _rings(handbook, path, [], done):
            first = handbook.chapters[ring[0]]
            at = first.meta.needs.index(ring[1])
            yield Finding(
                first.meta.place(f"needs.{at}", first.page("sv").start),
                "needs-cycle",
                "needs itself in the end: " + " → ".join(ring),
                "take away the one of these `needs` that a reader can do without",
            )


def maturity(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that is part of the methodology and yet rests on a draft."""
    for chapter in handbook.chapters.values():
        if chapter.meta.state != "included":
            continue
        for at, path in enumerate(chapter.meta.needs):
            needed = handbook.chapters.get(path)
            if needed and needed.meta.state == "draft":
                yield Finding(
                    chapter.meta.place(f"needs.{at}", chapter.page("sv").start),
                    "needs-draft",
                    f"is included in the methodology but needs {path}, which is a draft",
                    f"try {path} first, or set this chapter's state back to trial",
                )


def navigation(handbook: Handbook) -> Iterator[Finding]:
    """A chapter that no menu leads to, and a menu that leads to no chapter."""
    listed = {entry.path.removesuffix(".md") for entry in handbook.navigation}
    for chapter in handbook.chapters.values():
        if chapter.path not in listed:
            yield Finding(
                chapter.page("sv").start,
                "not-in-navigation",
                "stands in no menu, so that no reader finds it",
                f"add a line `- {chapter.path}.md` under nav in mkdocs.yml",
            )
    for entry in handbook.navigation:
        path = entry.path.removesuffix(".md")
        elsewhere = "://" in entry.path
        if not elsewhere and (f"{path}.md" != entry.path or not _is_there(handbook, path)):
            near = nearest_path(path, list(handbook.chapters))
            yield Finding(
                entry.place,
                "navigation-without-chapter",
                f"the menu names {entry.path}, but there is no such chapter",
                f"did you mean {near}.md?" if near else "write the chapter, or take the line away",
            )


def _is_there(handbook: Handbook, path: str) -> bool:
    """Whether there is such a chapter, be it one that cannot be read, which is a finding of its own."""
    files = {f"{language}/{path}.md" for language in LANGUAGES}
    return path in handbook.chapters or bool(files & handbook.content.refused)


def _rings(handbook: Handbook, path: str, trail: list[str], done: set[str]) -> Iterator[tuple[str, ...]]:
    if path in trail:
        yield (*trail[trail.index(path) :], path)
        return
    chapter: Chapter | None = handbook.chapters.get(path)
    if chapter is None or path in done:
        return
    trail.append(path)
    for needed in chapter.meta.needs:
        yield from _rings(handbook, needed, trail, done)
    trail.pop()
    done.add(path)
