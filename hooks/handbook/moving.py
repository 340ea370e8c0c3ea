"""What points at a chapter or an id, and the files as they are once it has another name.

Nothing is written here: texts come out, and only the characters of a name have changed in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from posixpath import basename, dirname
from typing import Literal

from .addresses import page_url
from .checks.guides import FRAME
from .checks.terms import CLAIMS
from .content import Page
from .editing import Edit, Way, address, applied, at_place, in_address, still_current, unreadable
from .editing import write as write_texts
from .explaining import explanations
from .finding import Place, Text
from .late import late
from .markup import REFERENCES, TERMS
from .model import Chapter, Handbook
from .paths import Step
from .redirects import FILE as REDIRECTS
from .redirects import redirected
from .released import Release, read_releases
from .resolving import PARTS, Target, base, resolved, written
from .scaffold import Refused, module_there
from .settings import LANGUAGES, NavigationEntry
from .sharing import FOLDER
from .views import LEGEND

Kind = Literal["link", "image", "needs", "uses", "path", "menu", "redirect", "release", "taken in"]

_BUILT_IN = (CLAIMS, REFERENCES, TERMS, LEGEND)
"""Chapters that the build itself leads to, or checks in their own way."""

_PATH = late(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
_ID = late(r"[a-z][a-z0-9-]*")
_SHARED = late(rf"{FOLDER}/[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, order=True)
class Pointer:
    """One thing that points at a chapter or an id."""

    place: Place
    kind: Kind
    shown: str
    """As it is written there."""


@dataclass(frozen=True)
class Move:
    """What a move changes. Names are relative to the project."""

    texts: Mapping[str, str]
    """The files to write, by their names after the move."""
    renamed: Mapping[str, str]
    """The new names, by the old ones."""
    redirects: Mapping[str, str]
    """The redirects that are new: from, to."""
    gone: tuple[str, ...] = ()
    """Files that say nothing any more."""


def references(handbook: Handbook, path: str, identity: str = "") -> Iterator[Pointer]:
    """Everything that points at the chapter `path`, or at its section `identity`, in the order of the files.

    For a text that chapters share, `_shared/name`, that is the lines that take it in.

    Raises:
        Refused: if there is no such chapter, text or id, and nothing points there either.
    """
    if path.startswith(f"{FOLDER}/"):
        files = _shared(handbook, path)
        return iter(sorted(Pointer(place, "taken in", path) for _page, place in _taking(handbook, {*files})))
    found = sorted({*_links(handbook, path, identity), *_listings(handbook, path, identity)})
    if not found:
        _existing(handbook, path, identity)
    return iter(found)


def move(handbook: Handbook, old: str, new: str) -> Move:
    """Give a chapter (`module/name`) or an id (`module/name#id`) another name, in both languages and everywhere.

    A text that chapters share (`_shared/name`) is renamed in the lines that take it in.

    Raises:
        Refused: if `old` is not there, `new` is or cannot be, or what points at `old` cannot be rewritten.
    """
    if old.startswith(f"{FOLDER}/"):
        return _moved_text(handbook, old, new)
    old_path, old_mark, old_id = old.partition("#")
    new_path, new_mark, new_id = new.partition("#")
    if old_mark != new_mark:
        raise Refused("Write both as module/name, or both as module/name#id.")
    if old_mark and old_path != new_path:
        raise Refused(f"An id is renamed within its chapter: write {old_path}#{new_id}.")
    pages = _existing(handbook, old_path, old_id)
    _free(handbook, old, new)
    if old_mark:
        return _moved_id(handbook, pages, old_id, new_id)
    return _moved_chapter(handbook, handbook.chapters[old_path], new_path)


def write(root: Path, moved: Move) -> None:
    """Rename and write what `moved` says below the folder `root`; a file keeps its kind of line ends.

    Raises:
        OSError: if the system cannot.
    """
    for before, after in moved.renamed.items():
        (root / after).parent.mkdir(parents=True, exist_ok=True)
        (root / before).rename(root / after)
    write_texts(root, moved.texts)
    for name in moved.gone:
        (root / name).unlink()


# -- What points there -------------------------------------------------------------------------------------


def _links(handbook: Handbook, path: str, identity: str) -> Iterator[Pointer]:
    for page, reference, target in resolved(handbook):
        own = not identity and reference.target.startswith("#")
        if target.path == path and not own and identity in ("", target.id):
            kind: Kind = "image" if reference.tag == "img" else "link"
            length = len(written(page, reference) or " ")
            text, at = page.whole.origin(reference.offset)
            yield Pointer(text.place(at, length), kind, reference.target)


def _listings(handbook: Handbook, path: str, identity: str) -> Iterator[Pointer]:
    if not identity:
        yield from _relations(handbook, path)
        yield from (Pointer(each.place, "path", each.chapter) for each in _steps(handbook, path))
        yield from (Pointer(each.place, "menu", each.path) for each in _entries(handbook, path))
    for entry in handbook.redirects.entries:
        for name, place in ((entry.source, entry.source_place), (entry.target, entry.target_place)):
            chapter, _, section = name.partition("#")
            if chapter == path and identity in ("", section):
                yield Pointer(place, "redirect", name)
    for release in _releases(handbook):
        if release.holds(path, identity):
            yield Pointer(release.place(path, identity), "release", identity or path)


def _relations(handbook: Handbook, path: str) -> Iterator[Pointer]:
    kinds: tuple[Literal["needs", "uses"], ...] = ("needs", "uses")
    for page in handbook.pages.values():
        for kind in kinds:
            for at, named in enumerate(getattr(page.meta, kind)):
                if named == path:
                    yield Pointer(page.meta.place(f"{kind}.{at}", page.start), kind, named)


def _steps(handbook: Handbook, path: str) -> Iterator[Step]:
    return (step for each in handbook.paths for step in each.steps if step.chapter == path)


def _entries(handbook: Handbook, path: str) -> list[NavigationEntry]:
    return [entry for entry in handbook.navigation if entry.path == f"{path}.md"]


def _releases(handbook: Handbook) -> tuple[Release, ...]:
    try:
        return read_releases(handbook.settings.root)
    except ValueError as error:
        raise Refused(str(error)) from None


# -- What may be moved -------------------------------------------------------------------------------------


def _existing(handbook: Handbook, path: str, identity: str) -> tuple[Page, ...]:
    """The chapter's pages; if there is an id, it is written on each."""
    chapter = handbook.chapters.get(path)
    if chapter is None:
        raise Refused(f"There is no chapter {path}.{_near(path, handbook.chapters)}")
    pages = tuple(chapter.pages.values())
    if not identity:
        return pages
    lacking = [page for page in pages if identity not in handbook.ids(page)]
    if len(lacking) == len(pages):
        known = {each: None for page in pages for each in page.ids}
        raise Refused(f"There is no id {identity} in {path}.{_near(identity, known)}")
    if lacking:
        raise Refused(f"The id {identity} is missing in {lacking[0].file}: write it there first.")
    return pages


def _free(handbook: Handbook, old: str, new: str) -> None:
    """Refuse a name that cannot be, that is taken, or that a build or a reader counts on."""
    path, _, identity = new.partition("#")
    if identity or "#" in new:
        _free_id(handbook, handbook.chapters[path], old.partition("#")[2], identity)
    else:
        _free_path(handbook, handbook.chapters[old], path)
    there = handbook.redirects.targets.get(new, old)
    if there != old:
        raise Refused(f"{new} was released and leads to {there} now: choose another name.")


def _free_path(handbook: Handbook, chapter: Chapter, path: str) -> None:
    if chapter.landing:
        raise Refused(f"{chapter.path} is the page of a module, and its folder is the module's name.")
    if chapter.path in _BUILT_IN:
        raise Refused(f"{chapter.path} cannot be moved, because the build itself leads to it.")
    if not _PATH.fullmatch(path) or basename(path) == "index":
        raise Refused(f"{path} is no chapter's path: write module/name in English, lower case, with hyphens.")
    module_there(handbook, dirname(path))
    for language in LANGUAGES:
        file = f"{language}/{path}.md"
        if path in handbook.chapters or file in handbook.content.refused:
            raise Refused(f"{path} exists already.")


def _free_id(handbook: Handbook, chapter: Chapter, old: str, new: str) -> None:
    if not _ID.fullmatch(new):
        raise Refused(f"{new or 'Nothing'} is no id: write it in English, lower case, with hyphens.")
    if chapter.path == LEGEND:
        raise Refused(f"The ids of {chapter.path} keep their names, because the build itself leads to them.")
    if any(old in explanations(handbook, language) for language in chapter.pages):
        raise Refused(f"{old} is the name of a rule, by which its section is found, and keeps its name.")
    if chapter.meta.type == "guide" and old in FRAME:
        raise Refused(f"{old} is a part that every guide has, and keeps its name.")
    for page in chapter.pages.values():
        if new in handbook.ids(page):
            raise Refused(f"The id {new} exists already in {page.file}.")
        if old not in {anchor.id for anchor in page.rendered.anchors}:
            made = old in page.ids
            way = f"write {{#{old}}} after the heading first" if made else "its name stands in the data it is made of"
            raise Refused(f"The id {old} is not written in {page.file}: {way}.")


def _near(word: str, there_is: Iterable[str]) -> str:
    close = get_close_matches(word, list(there_is), 1)
    return f" Did you mean {close[0]}?" if close else ""


# -- A chapter ---------------------------------------------------------------------------------------------


def _moved_chapter(handbook: Handbook, chapter: Chapter, new: str) -> Move:
    old = chapter.path
    edits = {*_readdressed(handbook, old, new), *_renamed_relations(handbook, old, new)}
    edits |= {at_place(handbook.paths.text, each.place, old, new) for each in _steps(handbook, old)}
    names = {page.file: f"docs/{page.language}/{new}.md" for page in chapter.pages.values()}
    released = {old: new} if any(each.holds(old) for each in _releases(handbook)) else {}
    listed = {each for entry in handbook.redirects.entries for each in (entry.source, entry.target)}
    changed = {each: new + each[len(old) :] for each in listed if each.partition("#")[0] == old}
    moved = _move(handbook, edits, names, changed, released)
    menu = _menu(handbook, old, new)
    return replace(moved, texts={**moved.texts, **menu})


def _readdressed(handbook: Handbook, old: str, new: str) -> Iterator[Edit]:
    """Each address that leads to the chapter, or stands in it, and is another from now on."""
    for page, reference, target in resolved(handbook):
        parts = PARTS.fullmatch(reference.target)
        if parts is None or not parts["path"] or old not in (page.path, target.path):
            continue
        shared = f"{FOLDER}/text" if page.whole.is_taken(reference.offset) else ""
        before = Way(base(page.language, shared or page.path, raw=reference.raw), target.at)
        after = Way(
            base(page.language, shared or (new if page.path == old else page.path), raw=reference.raw),
            _moved_target(target, new, raw=reference.raw) if target.path == old else target.at,
        )
        path = address(parts["path"], before, after)
        if path != parts["path"]:
            yield in_address(page, reference, parts.span("path"), path)


def _moved_target(target: Target, new: str, *, raw: bool) -> str:
    if not raw:
        return f"{target.language}/{new}.md"
    end = "/index.html" if target.at.endswith("/index.html") else ""
    return page_url(target.language, new).strip("/") + end


def _renamed_relations(handbook: Handbook, old: str, new: str) -> Iterator[Edit]:
    sources = {page.file: page.source for page in handbook.pages.values()}
    for each in _relations(handbook, old):
        yield at_place(sources[each.place.file], each.place, old, new)


def _menu(handbook: Handbook, old: str, new: str) -> Mapping[str, str]:
    """mkdocs.yml with the chapter's line: where it stood, or in its new module, before what needs it."""
    entries = _entries(handbook, old)
    if not entries:
        return {}
    text = (handbook.settings.root / "mkdocs.yml").read_text("utf-8")
    source = Text("mkdocs.yml", text)
    changed = applied(text, [at_place(source, each.place, f"{old}.md", f"{new}.md") for each in entries])
    if dirname(old) == dirname(new):
        return {"mkdocs.yml": changed}
    lines = changed.splitlines(keepends=True)
    line, after = entries[0].place.line, _line_before(handbook, old, dirname(new))
    if re.fullmatch(r"[ \t]*- (?![{\[]).*\n?", lines[line - 1]):
        indent = re.match(r"[ \t]*", lines[after - 1])
        taken = lines.pop(line - 1).strip()
        lines.insert(after - (line <= after), f"{indent[0] if indent else ''}{taken}\n")
    return {"mkdocs.yml": "".join(lines)}


def _line_before(handbook: Handbook, path: str, module: str) -> int:
    """The line of mkdocs.yml that a chapter new in `module` comes after."""
    listed = [entry for entry in handbook.navigation if dirname(entry.path) == module]
    needing = {each.path for each in handbook.needed_by.get(path, ())}
    stop = next((at for at, each in enumerate(listed) if each.path.removesuffix(".md") in needing), len(listed))
    return listed[max(0, stop - 1)].place.line


# -- An id -------------------------------------------------------------------------------------------------


def _moved_id(handbook: Handbook, pages: tuple[Page, ...], old: str, new: str) -> Move:
    path = pages[0].path
    source, target = f"{path}#{old}", f"{path}#{new}"
    edits = {*_redefined(pages, old, new), *_relinked(handbook, path, old, new)}
    # A released page may have moved here since: the reader is led here with the id that the page had then.
    names = {path, *(each for each in handbook.redirects.targets if handbook.redirects.trail(each)[-1] == path)}
    promised = any(each.holds(name, old) for each in _releases(handbook) for name in names)
    return _move(handbook, edits, {}, {source: target}, {source: target} if promised else {})


def _redefined(pages: tuple[Page, ...], old: str, new: str) -> Iterator[Edit]:
    for page in pages:
        for anchor in page.rendered.anchors:
            if anchor.id != old:
                continue
            if not page.body.startswith(old, anchor.offset):
                raise unreadable(page.place(anchor.offset), old)
            source, start = page.whole.origin(anchor.offset)
            if source is not page.source:
                raise Refused(
                    f"The id {old} is written in {source.file}, which chapters share: rename it there by hand."
                )
            yield Edit(page.file, start, start + len(old), new)


def _relinked(handbook: Handbook, path: str, old: str, new: str) -> Iterator[Edit]:
    for page, reference, target in resolved(handbook):
        parts = PARTS.fullmatch(reference.target)
        if parts and (target.path, target.id) == (path, old):
            yield in_address(page, reference, parts.span("fragment"), new)


# -- A text that chapters share ----------------------------------------------------------------------------


def _moved_text(handbook: Handbook, old: str, new: str) -> Move:
    files = _shared(handbook, old)
    if not _SHARED.fullmatch(new):
        raise Refused(f"{new} is no shared text's name: write {FOLDER}/name, in lower case, with hyphens.")
    names = {file: file.replace(f"/{old}.md", f"/{new}.md") for file in files}
    if there := {*names.values()} & {
        text.file for texts in handbook.content.shared.values() for text in texts.values()
    }:
        raise Refused(f"{min(there)} exists already.")
    before, after = (f"{name.removeprefix(f'{FOLDER}/')}.md" for name in (old, new))
    edits = [at_place(page.source, place, before, after) for page, place in _taking(handbook, {*files})]
    return _move(handbook, edits, names, {}, {})


def _shared(handbook: Handbook, path: str) -> list[str]:
    """The files of the shared text `path` in the languages that have it."""
    name = f"{path.removeprefix(f'{FOLDER}/')}.md"
    found = [texts[name].file for texts in handbook.content.shared.values() if name in texts]
    if not found:
        known = {f"{FOLDER}/{each.removesuffix('.md')}" for texts in handbook.content.shared.values() for each in texts}
        raise Refused(f"There is no text {path}.{_near(path, known)}")
    return found


def _taking(handbook: Handbook, files: set[str]) -> Iterator[tuple[Page, Place]]:
    """Each line that takes in one of `files`."""
    for page in handbook.pages.values():
        for each in page.taken:
            if each.text.file in files:
                yield page, page.source.place(page.body_offset + each.start, each.end - each.start)


# -- Texts -------------------------------------------------------------------------------------------------


def _move(
    handbook: Handbook,
    edits: Iterable[Edit],
    names: Mapping[str, str],
    changed: Mapping[str, str],
    released: Mapping[str, str],
) -> Move:
    """The texts after `edits`, in files renamed by `names`, with translations as fresh as they were."""
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    sources = {page.file: page.source.text for page in handbook.pages.values()}
    sources |= {text.file: text.text for texts in handbook.content.shared.values() for text in texts.values()}
    sources[handbook.paths.text.file] = handbook.paths.text.text
    changed_texts = still_current(handbook, {file: applied(sources[file], by_file[file]) for file in by_file})
    texts = {names.get(file, file): changed_texts[file] for file in sorted(changed_texts)}
    before, after = handbook.redirects.text.text, redirected(handbook.redirects, changed, released)
    file = f"docs/{REDIRECTS}"
    if after and after != before:
        texts[file] = after
    gone = (file,) if handbook.redirects.entries and not after else ()
    return Move(texts, names, released, gone)
