"""Documents → entries: for each family of words, on which pages and in which passages it stands, and how."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .compounds import Splitter
from .gathering import Document, Library
from .linguistics import Linguistics, linguistics, words

TITLE, TITLE_PART, DESCRIPTION, SYNONYM, TRANSLATED, DESCRIPTION_PART = 1, 2, 4, 8, 16, 32
"""How a family stands at the head of a page; added up."""
PART, WORD, TERM, HEADING = 0, 1, 2, 3
"""How it stands in a passage: the most that it does."""


@dataclass
class Entry:
    """One family of words, and where it stands."""

    forms: set[str] = field(default_factory=set)
    heads: dict[int, int] = field(default_factory=dict)
    """By page, how it stands at its head."""
    places: dict[int, int] = field(default_factory=dict)
    """By page, its place in the title."""
    spots: dict[int, int] = field(default_factory=dict)
    """By passage, how it stands there; passages are numbered through all pages."""

    def head(self, page: int, how: int, place: int | None = None) -> None:
        """It stands at the head of `page`."""
        self.heads[page] = self.heads.get(page, 0) | how
        if place is not None:
            self.places.setdefault(page, place)

    def spot(self, passage: int, how: int) -> None:
        """It stands in `passage`."""
        self.spots[passage] = max(self.spots.get(passage, PART), how)


class _Index:
    def __init__(self, tongue: Linguistics, splitter: Splitter) -> None:
        self.tongue = tongue
        self.split = splitter
        self.entries: dict[str, Entry] = defaultdict(Entry)

    def entry(self, word: str, tongue: Linguistics | None = None) -> Entry:
        found = self.entries[(tongue or self.tongue).stem(word)]
        found.forms.add(word)
        return found

    def parts(self, word: str) -> Iterator[Entry]:
        return (self.entry(part) for part in self.split.parts(word))

    def families(self, text: str) -> set[str]:
        return {self.tongue.stem(each) for word in words(text) for each in (word, *self.split.parts(word))}


def indexed(library: Library, tongue: Linguistics) -> Mapping[str, Entry]:
    """Every family that stands in `library`, by its stem."""
    counts = Counter(word for document in library.documents for text in _texts(document) for word in words(text))
    index = _Index(tongue, Splitter(counts, tongue))
    other = linguistics("en" if tongue.language == "sv" else "sv")
    passage = 0
    for page, document in enumerate(library.documents):
        _head(index, page, document, other)
        for each in document.passages:
            _passage(index, passage, each.title, TERM if each.term else HEADING, heading=True)
            for line in each.lines:
                _passage(index, passage, line, WORD, heading=False)
            passage += 1
    _say(index, library)
    return index.entries


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.description)
    for passage in document.passages:
        yield from (passage.title, *passage.lines)


def _head(index: _Index, page: int, document: Document, other: Linguistics) -> None:
    for place, word in enumerate(words(document.title)):
        index.entry(word).head(page, TITLE, place)
        for part in index.parts(word):
            part.head(page, TITLE_PART, place)
    for word in words(document.description):
        if word not in index.tongue.stop:
            index.entry(word).head(page, DESCRIPTION)
            for part in index.parts(word):
                part.head(page, DESCRIPTION_PART)
    for word in words(document.translated):
        if word not in other.stop:
            index.entry(word, other).head(page, TRANSLATED)


def _passage(index: _Index, passage: int, text: str, how: int, *, heading: bool) -> None:
    for word in words(text):
        if heading or word not in index.tongue.stop:
            index.entry(word).spot(passage, how)
            for part in index.parts(word):
                part.spot(passage, TERM if heading else PART)


def _say(index: _Index, library: Library) -> None:
    """What is called otherwise is found by its other names where a title or a heading has it."""
    for name, others in library.sayings:
        sought = {index.tongue.stem(word) for word in words(name)}
        said = [word for each in others for word in words(each) if word not in index.tongue.stop]
        passage = 0
        for page, document in enumerate(library.documents):
            if sought <= index.families(document.title):
                for word in said:
                    index.entry(word).head(page, SYNONYM)
            for each in document.passages:
                if not each.term and sought <= index.families(each.title):
                    for word in said:
                        index.entry(word).spot(passage, TERM)
                passage += 1
