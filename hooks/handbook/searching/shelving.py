"""Entries → files: what is read first small, the rest in pieces that a question asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from .gathering import Document, Library
from .indexing import HEADING, TITLE, TRANSLATED, Entry
from .linguistics import OTHER, Linguistics, folded, linguistics, words

Value = TypeVar("Value")

_SHELF = 2_600
"""Characters of entries in one file."""
_BEGINNING = 8
"""Letters by which a file of rare words is found."""
_PAGES = 12
"""Pages whose titles lie in one file."""
_TEXT = 2_400
"""Characters of text in one file."""


def shelved(library: Library, entries: Mapping[str, Entry], tongue: Linguistics) -> Mapping[str, bytes]:
    """The files of an index by name."""
    ordered = sorted(map(_Shelved, entries.values()), key=lambda each: (each.near, each.forms))
    known = [each for each in ordered if each.rank]
    rare = sorted((each for each in ordered if not each.rank), key=lambda each: folded(each.forms[0]))
    first = {each.near: at for at, each in reversed(list(enumerate(known)))}
    shelves = list(_cut([each.written for each in known], _SHELF))
    drawers = list(_cut([(each, [*each.written, first.get(each.near, -1)]) for each in rare], _SHELF, _drawn))
    texts = [list(_cut([_passage(each) for each in document.passages], _TEXT)) for document in library.documents]
    flat = [text for page in texts for text in page]
    used = {form for entry in entries.values() if entry.spots for form in entry.forms}
    core = {
        "pages": [_facts(library, document) for document in library.documents],
        "modules": list(library.modules.items()),
        "types": list(library.types.items()),
        "forms": list(library.forms.items()),
        "idle": sorted(tongue.idle),
        "foreign": sorted(linguistics(OTHER[tongue.language]).idle - tongue.idle - used),
        "asking": sorted(tongue.asking),
        "endings": tongue.endings,
        "words": _front_coded(known),
        "ranks": "".join(str(each.rank) for each in known),
        "shelves": [len(shelf) for shelf in shelves],
        "drawers": [[folded(drawer[0][0].forms[0])[:_BEGINNING], len(drawer)] for drawer in drawers],
        "texts": [[len(text) for text in page] for page in texts],
        "pagesAFile": _PAGES,
    }
    files: dict[str, Any] = {"core.json": core, "terms.json": library.terms}
    files |= {f"w{at}.json": shelf for at, shelf in enumerate(shelves)}
    files |= {f"r{at}.json": _drawer(drawer) for at, drawer in enumerate(drawers)}
    files |= {f"t{at}.json": text for at, text in enumerate(flat)}
    for at in range(0, len(library.documents), _PAGES):
        few = library.documents[at : at + _PAGES]
        files[f"p{at // _PAGES}.json"] = [_told(each) for each in few]
    return {name: _json(value) for name, value in files.items()}


class _Shelved:
    def __init__(self, entry: Entry) -> None:
        self.near = entry.near
        self.forms = sorted(entry.forms, key=lambda form: (folded(form), form))
        heads = [
            number for page in sorted(entry.heads) for number in (page, entry.heads[page], entry.places.get(page, 0))
        ]
        self.written = [heads, _steps(spot * 4 + how for spot, how in sorted(entry.spots.items()))]
        self.rank = _rank(entry)


def _rank(entry: Entry) -> int:
    """How much an entry is worth when it is one of many guesses."""
    if any(how & (TITLE | TRANSLATED) for how in entry.heads.values()):
        return 3
    if entry.heads or HEADING in entry.spots.values():
        return 2
    return 1 if len(entry.spots) > 3 else 0


def _steps(numbers: Iterable[int]) -> list[int]:
    steps, before = [], 0
    for number in numbers:
        steps.append(number - before)
        before = number
    return steps


def _facts(library: Library, document: Document) -> list[int]:
    """Module, type, forms, minutes, the words of both titles, whether borrowed, its worth, whether it lists terms."""
    module = list(library.modules).index(document.module) if document.module in library.modules else -1
    kind = list(library.types).index(document.type) if document.type in library.types else -1
    forms = sum(1 << at for at, form in enumerate(library.forms) if form in document.forms)
    lengths = len(words(document.title)), len(words(document.translated))
    listing = int(any(passage.term for passage in document.passages))
    return [module, kind, forms, document.minutes or 0, *lengths, int(document.borrowed), _worth(document), listing]


def _worth(document: Document) -> int:
    """What a page is worth by its kind, in per cent."""
    return 85 if document.module == "contribute" else 100


def _told(document: Document) -> list[str]:
    return [document.path, document.url, document.title, document.description]


def _passage(passage: Any) -> list[Any]:
    names = [", ".join((*passage.names, *passage.foreign))] if passage.names or passage.foreign else []
    return [passage.id, passage.title, *names, *passage.lines]


def _drawn(rare: tuple[_Shelved, list[Any]]) -> Any:
    return [*rare[0].forms, rare[1]]


def _drawer(drawer: list[tuple[_Shelved, list[Any]]]) -> list[Any]:
    """Rare words with their entries: each with the number of a family of the core that it is near to, or -1."""
    return [_front_coded(family for family, _ in drawer), [entry for _, entry in drawer]]


def _cut(
    values: Iterable[Value], most: int, shown: Callable[[Value], Any] = lambda value: value
) -> Iterator[list[Value]]:
    """`values` in lists of at most about `most` characters, as they are `shown`."""
    piece: list[Value] = []
    size = 0
    for value in values:
        length = len(_json(shown(value)).decode())
        if piece and size + length > most:
            yield piece
            piece, size = [], 0
        piece.append(value)
        size += length
    if piece:
        yield piece


def _front_coded(families: Iterable[_Shelved]) -> str:
    """Families of words, each beginning with a capital letter that says how much it shares with the one before.

    A comma goes before further forms of a family, and a point before a family that is near to the one before.
    """
    coded, before, near = [], "", ""
    for family in families:
        first, *others = family.forms
        shared = _shared(before, first)
        coded.append(("." if family.near == near else "") + chr(65 + shared) + first[shared:])
        for other in others:
            kept = max(_shared(first, other), len(first) - 25)
            coded.append("," + chr(65 + len(first) - kept) + other[kept:])
        before, near = first, family.near
    return "".join(coded)


def _shared(one: str, other: str) -> int:
    at = 0
    while at < min(len(one), len(other), 25) and one[at] == other[at]:
        at += 1
    return at


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
