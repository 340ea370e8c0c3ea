"""Documents → entries: for each base of words, on which pages and in which passages it stands, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from .gathering import Document, Library, Passage
from .linguistics import OTHER, Linguistics, joined, linguistics, words

TITLE, TITLE_PART, DESCRIPTION, SYNONYM, TRANSLATED, DESCRIPTION_PART = 1, 2, 4, 8, 16, 32
"""How a base stands at the head of a page; added up."""
PART, WORD, TERM, HEADING = 0, 1, 2, 3
"""How it stands in a passage: the most that it does."""


@dataclass
class Entry:
    """One base, and where its forms stand."""

    near: str
    """What it shares with bases that are near to it."""
    forms: set[str] = field(default_factory=set)
    heads: dict[int, int] = field(default_factory=dict)
    """By page, how it stands at its head."""
    places: dict[int, int] = field(default_factory=dict)
    """By page, its place in the title, or else in the title of the other language."""
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


def indexed(library: Library, tongue: Linguistics) -> Mapping[str, Entry]:
    """Every base that stands in `library`, by its name."""
    used = {base for text in _texts(library) for word in words(text) for base in tongue.bases(word)}
    index = _Index(tongue, tongue.splitter(used))
    other = _Index(linguistics(OTHER[tongue.language]), lambda _base: (), index.entries)
    passage = 0
    for page, document in enumerate(library.documents):
        mine = other if document.borrowed else index
        mine.head(page, document)
        if not document.borrowed:
            other.translated(page, document.translated)
        for each in document.passages:
            mine.passage(passage, each)
            other.names(passage, each.foreign)
            passage += 1
    _say(index, other, library)
    for document in library.documents:
        for text in (document.translated, *(name for each in document.passages for name in each.foreign)):
            index.adopt(text)
    return index.entries


class _Index:
    """Takes words in."""

    def __init__(
        self,
        tongue: Linguistics,
        split: Callable[[str], tuple[str, ...]],
        entries: dict[str, Entry] | None = None,
    ) -> None:
        self.tongue = tongue
        self._split = split
        self.entries: dict[str, Entry] = {} if entries is None else entries
        self.forms_of = cache(self._forms_of)
        self.parts_of = cache(self._parts_of)

    def head(self, page: int, document: Document) -> None:
        """Take in the title and the description of a page, and what else it is called."""
        for place, word in enumerate(words(document.title)):
            for entry in self.forms_of(word):
                entry.head(page, TITLE, place)
            for part in self.parts_of(word):
                part.head(page, TITLE_PART, place)
        for word in joined(document.title):
            for entry in self.forms_of(word):
                entry.head(page, TITLE)
        for word in self.telling(document.description):
            for entry in self.forms_of(word):
                entry.head(page, DESCRIPTION)
            for part in self.parts_of(word):
                part.head(page, DESCRIPTION_PART)
        for said in document.synonyms:
            told = list(self.telling(said))
            how = DESCRIPTION if len(told) > 1 else DESCRIPTION | SYNONYM  # of several words, each names little alone
            for entry in (entry for word in told for entry in self.forms_of(word)):
                entry.head(page, how)

    def adopt(self, text: str) -> None:
        """Take words of the other language for forms of this one's, too, where it has such a word: debriefing."""
        for word in self.telling(text):
            for base in self.tongue.bases(word):
                if base in self.entries:
                    self.entries[base].forms.add(word)

    def translated(self, page: int, title: str) -> None:
        """Take in the title of a page that is in the other language."""
        for place, word in enumerate(words(title)):
            for entry in self.forms_of(word):
                entry.head(page, TRANSLATED, place)

    def passage(self, number: int, passage: Passage) -> None:
        """Take in what stands below one heading."""
        how = TERM if passage.term else HEADING
        self._spots(number, (*words(passage.title), *joined(passage.title)), how, TERM)
        self.names(number, passage.names)
        told = {word for line in passage.lines for word in self.telling(line)}
        self._spots(number, sorted(told), WORD, PART)

    def names(self, number: int, names: Iterable[str]) -> None:
        """Take in what a passage is called otherwise."""
        self._spots(number, (word for name in names for word in self.telling(name)), TERM, WORD)

    def telling(self, text: str) -> Iterator[str]:
        """The words of `text` that say something, and those that a hyphen joins as one."""
        yield from (word for word in words(text) if word not in self.tongue.idle)
        yield from joined(text)

    def bases(self, text: str) -> set[str]:
        """All that `text` names, by whole words and by parts of compounds."""
        return {base for word in words(text) for base in (*self.tongue.bases(word), *self.parts(word))}

    def parts(self, word: str) -> tuple[str, ...]:
        """The bases of what `word` is made of."""
        return tuple(dict.fromkeys(part for base in self.tongue.bases(word) for part in self._split(base)))

    def _spots(self, number: int, told: Iterable[str], how: int, part: int) -> None:
        for word in told:
            for entry in self.forms_of(word):
                entry.spot(number, how)
            for entry in self.parts_of(word):
                entry.spot(number, part)

    def _forms_of(self, word: str) -> tuple[Entry, ...]:
        found = tuple(map(self._entry, self.tongue.bases(word)))
        for entry in found:
            entry.forms.add(word)
        return found

    def _parts_of(self, word: str) -> tuple[Entry, ...]:
        return tuple(map(self._entry, self.parts(word)))

    def _entry(self, base: str) -> Entry:
        return self.entries.setdefault(base, Entry(self.tongue.stem(base), {base}))


def _say(index: _Index, other: _Index, library: Library) -> None:
    """What is called otherwise is found by its other names where a title or a heading has it."""
    named = [(page, passage, index.bases(title)) for page, passage, title in _titles(library.documents)]
    for name, own, foreign in library.sayings:
        sought = [{*index.tongue.bases(word)} for word in words(name)]
        said = [entry for each in own for word in index.telling(each) for entry in index.forms_of(word)]
        said += [entry for each in foreign for word in other.telling(each) for entry in other.forms_of(word)]
        for page, passage, bases in named:
            if all(each & bases for each in sought):
                for entry in said:
                    if passage is None:
                        entry.head(page, SYNONYM)
                    else:
                        entry.spot(passage, TERM)


def _titles(documents: Iterable[Document]) -> Iterator[tuple[int, int | None, str]]:
    number = 0
    for page, document in enumerate(documents):
        yield page, None, document.title
        for passage in document.passages:
            if passage.title and not passage.term:
                yield page, number, passage.title
            number += 1


def _texts(library: Library) -> Iterator[str]:
    for document in library.documents:
        yield from (document.title, document.description, *document.synonyms)
        for passage in document.passages:
            yield from (passage.title, *passage.names, *passage.lines)
