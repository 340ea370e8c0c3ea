"""Characters of files replaced by others, and the files written so that nothing else in them changes.

An edit is a frozen value; what it gives is a text. Only `write` touches the disk.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from .content import Page
from .finding import Place, Text
from .frontmatter import parse
from .model import Handbook
from .rendered import NOTHING, Reference
from .resolving import written
from .scaffold import Refused
from .settings import SOURCE


@dataclass(frozen=True, order=True)
class Edit:
    """The characters of `file` from `start` to `end`, counted in the text as it was read, become `text`."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Way:
    """From the folder that an address counts from to what it leads to."""

    here: str
    there: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, none of which may cross another."""
    for edit in sorted(set(edits), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def in_address(page: Page, reference: Reference, span: tuple[int, int], text: str) -> Edit:
    """The characters `span` of an address replaced by `text`.

    Raises:
        Refused: if the address is written in a way that cannot be found again, or stands in a text that chapters
            share and leads to a section of each of them.
    """
    there = written(page, reference)
    source, start = page.whole.origin(reference.offset)
    if there is None:
        raise unreadable(source.place(start), reference.target)
    if source is not page.source and reference.target.startswith("#"):
        where = f"{source.file}:{source.place(start).line}"
        raise Refused(
            f"{where} leads to {reference.target} in every chapter that takes it in: change it by hand first."
        )
    if there == reference.target:
        return Edit(source.file, start + span[0], start + span[1], text)
    whole = reference.target[: span[0]] + text + reference.target[span[1] :]
    return Edit(source.file, start, start + len(there), whole)


def at_place(source: Text, place: Place, old: str, new: str) -> Edit:
    """`old`, which stands at `place` or within the quotes there, replaced by `new`.

    Raises:
        Refused: if it does not stand there as it is.
    """
    start = source.offset(place)
    at = source.text.find(old, start, start + place.length + 1)  # a quotation mark may come first
    if at < 0:
        raise unreadable(place, old)
    return Edit(source.file, at, at + len(old), new)


def unreadable(place: Place, name: str) -> Refused:
    """Why `name` cannot be rewritten where it stands."""
    where = f"{place.file}:{place.line}:{place.column}"
    return Refused(f"{name} is written at {where} in a way that cannot be changed for you: write it plainly first.")


def address(written_before: str, before: Way, after: Way) -> str:
    """The address that leads `after`, from one that led `before`; its own writing is kept where it can be."""
    plain = unquote(written_before)
    if before == after or normpath(join(before.here, plain)).startswith(".."):
        return written_before
    beside = before.here == after.here and dirname(before.there) == dirname(after.there)
    if beside and basename(plain) == basename(before.there):
        folder, slash, _name = written_before.rpartition("/")
        return f"{folder}{slash}{basename(after.there)}"
    path = relpath(after.there or ".", after.here or ".")
    if plain.startswith("./") and not path.startswith("."):
        path = f"./{path}"
    if plain.endswith("/"):
        path += "/"
    return quote(path) if plain != written_before else path


def still_current(handbook: Handbook, texts: Mapping[str, str]) -> Mapping[str, str]:
    """`texts` and the translations that were up to date with a Swedish file among them, marked as so still.

    What has changed in the Swedish text is how it is written, and nothing that is said.
    """
    return {**texts, **dict(_marked(handbook, texts))}


def _marked(handbook: Handbook, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for chapter in handbook.chapters.values():
        source, translation = chapter.pages.get(SOURCE), chapter.pages.get("en")
        if not source or not translation or not {source.file, *(each.text.file for each in source.taken)} & {*texts}:
            continue
        if translation.meta.translated_from == source.fingerprint:
            fresh = _page(source, texts).fingerprint
            page = _page(translation, texts)
            place = page.meta.place("translated_from", page.start)
            mark = at_place(page.source, place, source.fingerprint, fresh)
            yield page.file, applied(page.source.text, [mark])


def _page(page: Page, texts: Mapping[str, str]) -> Page:
    """`page` as `texts` have it, as far as that can be told without rendering."""
    source = Text(page.file, texts.get(page.file, page.source.text))
    parsed = parse(source, page.language, landing=page.landing)
    taken = page.whole.changed(texts, parsed.body).taken
    return Page(page.language, page.path, source, parsed.body, parsed.meta, NOTHING, taken=taken)


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write `texts` below the folder `root`, whole or not at all; each line keeps its kind of end.

    Raises:
        OSError: if the system cannot.
    """
    fresh: dict[Path, Path] = {}
    try:
        for name, text in texts.items():
            file = (root / name).resolve()
            fresh[file] = file.with_name(f".{file.name}.new")
            fresh[file].write_bytes(_bytes(text, file))
            if file.exists():
                shutil.copymode(file, fresh[file])
        for file, written_anew in fresh.items():
            written_anew.replace(file)
    finally:
        for left in fresh.values():
            left.unlink(missing_ok=True)


def _bytes(text: str, file: Path) -> bytes:
    """`text` with the line ends that `file` has; those that only very old programs write become the usual ones."""
    ends = re.findall(rb"\r\n|\r|\n", file.read_bytes()) if file.is_file() else []
    usual = b"\r\n" if b"\r\n" in ends else b"\n"
    lines = text.split("\n")
    if len(ends) != len(lines) - 1:
        return text.encode().replace(b"\n", usual)
    kept = (end if end != b"\r" else usual for end in ends)
    return b"".join(line.encode() + end for line, end in zip(lines, (*kept, b""), strict=True))
