"""What a language's words have in common: forms of one word, parts of compounds, words that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")

STOP = {
    "sv": (
        "alla allt använda använder att av be behöver betyder bli blir bäst bör dag de dem den denna dess det "
        "detta dig din dina ditt du där då efter ej eller en er ert ett finns från fungerar få för före gick går "
        "gör göra ha han handlar har hela hitta hittar hjälp hjälpa hon hos hur här i in inga ingen inget inom "
        "inte jag just kan ligger läs läsa man med mellan men menas mig min mina mitt mot mycket måste ni när "
        "nästa någon något några och om oss på samma sedan sig sin sina ska skulle som står sätt så till under "
        "upp ut utan vad var vara varför varit varje vem vi vid vilka vilken vilket vill vår än är åt över"
    ),
    "en": (
        "a about after all am an and any are as at be been before best but by can could did do does each every "
        "find for from had has have he help her here him his how i if in into is it its may me mean means more "
        "most must my need next no not of on one or other our out over read same say says she should so some such "
        "tell than that the their them then there these they this those through to under up us use used using was "
        "way we were what when where which while who whom whose why will with work works would you your"
    ),
}
"""Words that say nothing of what somebody looks for, unless they stand in a title."""


ENDINGS = {
    "sv": (
        "a ad ade an ar are aren arna ars as ast at d da de e en ena ens er erna ers es et ets n na nas ning "
        "ningar ningen or orna r s sen ser set st t ta te"
    ),
    "en": "d ed er es ing ly r s y ies ied e ning ting ping",
}


@dataclass(frozen=True)
class Linguistics:
    """How the words of one language are told apart and brought together."""

    language: str
    stop: frozenset[str]
    stem: Callable[[str], str]
    endings: tuple[str, ...]
    """Endings of inflected forms, without dots."""


@cache
def linguistics(language: str) -> Linguistics:
    """The linguistics of `language`."""
    stemmer = snowballstemmer.stemmer({"sv": "swedish", "en": "english"}[language])
    return Linguistics(
        language, frozenset(STOP[language].split()), cache(stemmer.stemWord), tuple(ENDINGS[language].split())
    )


def words(text: str) -> list[str]:
    """The words of `text` in small letters, in order."""
    return _WORD.findall(_POSSESSIVE.sub("", unicodedata.normalize("NFC", text).lower()))


def folded(word: str) -> str:
    """The word without dots and accents."""
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))
