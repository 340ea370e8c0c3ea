"""The handbook → questions to its search, made by rule, each with the pages that answer it.

Every class takes something from a page (its title, a heading, a sentence, a word that the term list has for it),
changes it as people do, and says by the dictionary which pages have it where it counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

import snowballstemmer
from handbook.model import Handbook
from handbook.settings import LANGUAGES

from .families import bare, forms, holds, known, parts, related, words


@dataclass(frozen=True)
class Query:
    """What somebody types, and the pages, by path, any of which is right."""

    kind: str
    language: str
    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Known:
    """A page as the judge knows it."""

    path: str
    title: str
    description: str
    translated: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    landing: bool

    @cached_property
    def titled(self) -> tuple[str, ...]:
        """The words of its title."""
        return tuple(words(self.title))

    @cached_property
    def said(self) -> tuple[frozenset[str], ...]:
        """The words of each of its lines."""
        return tuple(frozenset(words(line)) for line in self.lines)

    @cached_property
    def everything(self) -> frozenset[str]:
        """All its words."""
        return frozenset(word for text in (self.title, self.description, *self.lines) for word in words(text))


@dataclass(frozen=True)
class Shelf:
    """All pages of one language, and what the term list calls things."""

    language: str
    pages: tuple[Known, ...]
    synonyms: tuple[tuple[str, str], ...]
    """Other words, each with the name of its term."""
    asked: tuple[tuple[str, str], ...]
    """What else a chapter is called, each with its path."""
    foreign: tuple[tuple[str, str], ...]
    """Names in the other language, each with the name in this."""
    glossary: str
    """The page with the term list."""

    @cached_property
    def common(self) -> Counter[str]:
        """On how many pages each word stands."""
        return Counter(word for page in self.pages for word in page.everything)

    def titled(self, word: str, judge: Callable[[str, str, str], bool]) -> frozenset[str]:
        """The pages that have a word in the title that goes with `word`, as `judge` says."""
        return frozenset(
            page.path for page in self.pages if any(judge(each, word, self.language) for each in page.titled)
        )

    def saying(self, word: str) -> frozenset[str]:
        """The pages that have the word, in any form."""
        return frozenset(
            page.path for page in self.pages if any(related(each, word, self.language) for each in page.everything)
        )

    def naming(self, name: str) -> frozenset[str]:
        """The pages whose title names the term, or else whose headings do; with the latter goes the term list."""
        in_title = frozenset(page.path for page in self.pages if self._names(page.title, name))
        if in_title:
            return in_title
        headed = {page.path for page in self.pages if any(self._names(each, name) for each in page.headings)}
        return frozenset((*headed, self.glossary))

    def _names(self, text: str, name: str) -> bool:
        there = words(text)
        return all(any(holds(word, part, self.language) for word in there) for part in words(name))


def shelf(handbook: Handbook, language: str) -> Shelf:
    """What there is to find for readers of `language`."""
    other = next(each for each in LANGUAGES if each != language)
    pages = []
    glossary = ""
    for chapter in handbook.chapters.values():
        page = chapter.page(language)
        pages.append(
            Known(
                chapter.path,
                page.meta.title,
                page.meta.description,
                chapter.title(other),
                tuple(heading.text for heading in page.rendered.headings),
                tuple(page.rendered.text.split("\n")),
                chapter.landing,
            )
        )
        if "terms" in page.rendered.placeholders:
            glossary = chapter.path
    said = [(word, term.names[language]) for term in handbook.terms for word in term.synonyms.get(language, ())]
    foreign = [(term.names[other], term.names[language]) for term in handbook.terms]
    chapters = handbook.chapters.items()
    asked = [(said, path) for path, chapter in chapters for said in chapter.page(language).meta.synonyms]
    return Shelf(language, tuple(pages), tuple(said), tuple(asked), tuple(foreign), glossary)


def queries(shelf: Shelf, rng: Random, count: int, kinds: Iterable[str] = ()) -> Iterator[Query]:
    """`count` queries of each class, or as many as there are; only of `kinds`, if any are named."""
    for kind in kinds or CLASSES:
        make = CLASSES[kind]
        made = list({(each.text, each.right): each for each in make(shelf, rng)}.values())
        rng.shuffle(made)
        for each in made[:count]:
            yield Query(kind, shelf.language, each.text, each.right)


@dataclass(frozen=True)
class _Asked:
    text: str
    right: frozenset[str]


QUESTIONS: Mapping[str, Sequence[str]] = {
    "sv": (
        "var kan jag läsa om {}?",
        "hur gör jag {}?",
        "vad är {}?",
        "hur fungerar {}",
        "vad menas med {}?",
        "hur kommer vi igång med {}?",
        "jag behöver hjälp med {}",
        "när ska man använda {}?",
        "vad säger handboken om {}?",
        "finns det något om {}",
        "hur lång tid tar {}?",
        "vem ansvarar för {}?",
    ),
    "en": (
        "where can I read about {}?",
        "how do I do {}?",
        "what is {}?",
        "how does {} work",
        "what do you mean by {}?",
        "how do we get started with {}?",
        "I need help with {}",
        "when should I use {}?",
        "what does the handbook say about {}?",
        "is there anything on {}",
        "how long does {} take?",
        "who is responsible for {}?",
    ),
}
_EMPTY = {
    "sv": frozenset(
        "och att i på det som en ett är av för med till den har de om så var du ni vi inte kan när hur vad vem där"
        " från eller men vid in ut upp alla din ditt dina sin sitt sina över utan efter före under mellan man".split()
    ),
    "en": frozenset(
        "and to in on the a an is of for with that it as are be or not you your we can when how what who from at by but"
        " this have has so if up out over without after before under between into its they them their one".split()
    ),
}


def _title(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for page in shelf.pages:
        yield _Asked(page.title, frozenset(each.path for each in shelf.pages if each.title == page.title))


def _question(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    for page in shelf.pages:
        asked = rng.choice(QUESTIONS[shelf.language]).format(page.title[0].lower() + page.title[1:])
        yield _Asked(asked, frozenset({page.path}))


def _description(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for page in shelf.pages:
        yield _Asked(page.description, frozenset({page.path}))


def _rarest(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    """Some of the rarest words of a description, in any order."""
    for page in shelf.pages:
        told = sorted(_telling(shelf, page.description), key=lambda word: (shelf.common[word], word))[:4]
        rng.shuffle(told)
        described = {each.path for each in shelf.pages if set(told) <= {*words(each.description), *each.titled}}
        yield _Asked(" ".join(told), frozenset({page.path, *described}))


def _paraphrase(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    """A description in other forms of its words, some of them left out."""
    for page in shelf.pages:
        told = list(_telling(shelf, page.description))
        kept = (
            sorted(rng.sample(range(len(told)), max(3, round(len(told) * 0.6)))) if len(told) > 3 else range(len(told))
        )
        said = [rng.choice((told[at], *forms(told[at], shelf.language)[:3])) for at in kept]
        yield _Asked(" ".join(said), frozenset({page.path}))


def _keyword(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for said, name in shelf.synonyms:
        yield _Asked(said, shelf.naming(name) | shelf.naming(said))
    for said in dict.fromkeys(said for said, _path in shelf.asked):
        yield _Asked(said, frozenset(path for each, path in shelf.asked if each == said))


def _term(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for _said, name in shelf.foreign:
        yield _Asked(name, shelf.naming(name))


def _multi(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    """A word of the title and some of the description."""
    for page in shelf.pages:
        titled, described = list(_telling(shelf, page.title)), list(_telling(shelf, page.description))
        if not titled or len(described) < 2:
            continue
        told = list(dict.fromkeys((rng.choice(titled), *rng.sample(described, 2))))
        rng.shuffle(told)
        yield _Asked(" ".join(told), shelf_holding(shelf, told) | {page.path})


def shelf_holding(shelf: Shelf, told: Sequence[str]) -> frozenset[str]:
    """The pages that have all of `told` in title and description."""
    heads = {page.path: (*page.titled, *words(page.description)) for page in shelf.pages}
    return frozenset(
        path
        for path, there in heads.items()
        if all(any(related(word, each, shelf.language) for each in there) for word in told)
    )


def _inflected(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    for word in _title_words(shelf):
        others = [each for each in forms(word, shelf.language) if each != word]
        if others:
            yield _in_title(shelf, rng.choice(others), word)


def _part(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for word in _title_words(shelf):
        for part in _parts(word, shelf.language):
            yield _in_title(shelf, part, part)


def _split(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for word in _title_words(shelf):
        if split := parts(word, shelf.language):
            left = split[0]
            plain = left[:-1] if left.endswith("s") and known(left[:-1], shelf.language) else left
            deeper = parts(left, shelf.language) or parts(plain, shelf.language)
            for said in {f"{left} {split[1]}", f"{plain} {split[1]}"}:
                yield _in_title(shelf, said, word)
            if deeper:
                yield _in_title(shelf, f"{deeper[0]} {deeper[1]} {split[1]}", word)


def _slipped(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    for word in _title_words(shelf):
        if len(word) < 5:
            continue
        for _time in range(8):
            said = slip(word, rng, shelf.language)
            if not known(said, shelf.language) and said not in shelf.common:
                yield _in_title(shelf, said, word)
                break


def slip(word: str, rng: Random, language: str) -> str:
    """`word` with a letter left out, doubled or put in, another letter, or two that have changed places."""
    letters = "abcdefghijklmnoprstuvy" + ("åäö" if language == "sv" else "")
    at = rng.randrange(len(word))
    match rng.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + rng.choice((word[at], rng.choice(letters))) + word[at:]
        case 2:
            return word[:at] + rng.choice(letters) + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _undotted(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for page in shelf.pages:
        if bare(page.title) != page.title:
            yield _Asked(bare(page.title), frozenset({page.path}))
    for word in _title_words(shelf):
        if bare(word) != word:
            yield _in_title(shelf, bare(word), word)


def _begun(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    for word in _title_words(shelf):
        if len(word) > 5:
            start = word[: rng.randrange(4, len(word))]
            yield _Asked(start, shelf.titled(start, _begins) | shelf.titled(start, related))


def _begins(word: str, start: str, _language: str) -> bool:
    return word.startswith(start)


def _near(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    """A word that a stemmer takes for another one: what has it, not what has the other."""
    stem = snowballstemmer.stemmer({"sv": "swedish", "en": "english"}[shelf.language]).stemWord
    alike: dict[str, list[str]] = defaultdict(list)
    for word in shelf.common:
        if len(word) > 3 and known(word, shelf.language):
            alike[stem(word)].append(word)
    for word in _title_words(shelf):
        others = [each for each in alike.get(stem(word), ()) if not related(each, word, shelf.language)]
        if others:
            yield _in_title(shelf, word, word)
        for other in others:
            if not shelf.titled(other, related):
                yield _Asked(other, shelf.saying(other))


def _crossed(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for page in shelf.pages:
        yield _Asked(
            page.translated, frozenset(each.path for each in shelf.pages if each.translated == page.translated)
        )


def _foreign_term(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    for said, name in shelf.foreign:
        yield _Asked(said, shelf.naming(name))


def _heading(shelf: Shelf, _rng: Random) -> Iterator[_Asked]:
    """A section's heading that few pages have; or a title that is made of the same words."""
    there: dict[str, set[str]] = defaultdict(set)
    for page in shelf.pages:
        for heading in page.headings:
            there[heading.lower()].add(page.path)
    for heading, paths in there.items():
        told = [word for word in words(heading) if word not in _EMPTY[shelf.language]]
        if len(paths) > 2 or not told:
            continue
        titled = {
            page.path
            for page in shelf.pages
            if all(any(holds(each, word, shelf.language) for each in page.titled) for word in told)
        }
        headed = {page.path for page in shelf.pages for other in page.headings if set(told) <= set(words(other))}
        yield _Asked(heading, frozenset(paths | titled | headed))


def _sentence(shelf: Shelf, rng: Random) -> Iterator[_Asked]:
    """Four rare words of one sentence."""
    for page in shelf.pages:
        lines = [line for line in page.lines if len(words(line)) > 5]
        for line in rng.sample(lines, min(3, len(lines))):
            told = sorted(_telling(shelf, line), key=lambda word: (shelf.common[word], word))[:4]
            right = {each.path for each in shelf.pages if any(set(told) <= said for said in each.said)}
            if len(told) > 2:
                yield _Asked(" ".join(told), frozenset(right | {page.path}))


CLASSES: Mapping[str, Callable[[Shelf, Random], Iterator[_Asked]]] = {
    "title": _title,
    "question": _question,
    "desc": _description,
    "rare": _rarest,
    "paraphrase": _paraphrase,
    "keyword": _keyword,
    "term": _term,
    "multi": _multi,
    "inflect": _inflected,
    "comp_part": _part,
    "split_comp": _split,
    "typo1": _slipped,
    "nodiac": _undotted,
    "prefix": _begun,
    "overstem": _near,
    "cross": _crossed,
    "cross_term": _foreign_term,
    "section": _heading,
    "sentence": _sentence,
}


def _in_title(shelf: Shelf, said: str, word: str) -> _Asked:
    return _Asked(said, shelf.titled(word, holds))


def _telling(shelf: Shelf, text: str) -> Iterator[str]:
    """The words of `text` that say something, each once."""
    return iter(dict.fromkeys(word for word in words(text) if len(word) > 2 and word not in _EMPTY[shelf.language]))


def _title_words(shelf: Shelf) -> list[str]:
    return sorted({word for page in shelf.pages for word in _telling(shelf, page.title) if len(word) > 3})


def _parts(word: str, language: str) -> Iterator[str]:
    if split := parts(word, language):
        left, right = split
        plain = left[:-1] if left.endswith("s") and known(left[:-1], language) else left
        yield from (each for each in (plain, right) if len(each) > 3)
        yield from _parts(plain, language)
