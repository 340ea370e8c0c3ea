"""What a language's words have in common: forms of one word, words near to it, words that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial

import snowballstemmer

from . import english
from .compounds import Compounds
from .swedish import Swedish

_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
_POSSESSIVE = re.compile(r"['’]s\b")

OTHER = {"sv": "en", "en": "sv"}
"""The language that readers of each also know words of."""

IDLE = {
    "sv": (
        "alla allt andra att av bara bra bäst bästa de dem den denna deras dess dessa det detta dig din dina ditt"
        " du där då efter ej eller en er era ert ett från för före han hans har hela hennes hon hos hur här i in"
        " ingen inget inom inte ja jag just kring man med mellan mer mest mig min mina mitt mot mycket nej ni nog"
        " nu när någon något några och också ofta om oss på samma sedan sig sin sina sitt själv som så sådan till"
        " under upp ut utan vad var vara varför varje vars vart vem vems vi via vid vilka vilken vilket vår våra"
        " vårt än är åt över"
    ),
    "en": (
        "a about after again all also am an and any are as at be because been before being between both but by"
        " during each either every for from had has have having he her here hers him his how i if in into is it"
        " its just me more most much my no nor not now of off on once one only onto or other our ours out over own"
        " same she so some such than that the their theirs them then there these they this those through to too"
        " under until up upon us very was we were what when where whether which while who whom whose why with"
        " within without you your yours"
    ),
}
"""Words that say nothing of what somebody looks for, unless they stand in a title."""

ASKING = {
    "sv": (
        "ansvarar ansvarig använda användas använder behöva behöver behövs berätta betyder bli blir borde bör"
        " börja börjar dags enklast exempel finns fram fungera fungerar få får förklara ge ger gå går gör göra"
        " görs ha handboken handla handlar hitta hittar hjälp hjälpa hjälper igång information inför ingår innebär"
        " kan komma kommer kunna ligger länge lär läs läsa lättast lång menas måste någonstans något ordna råd sak"
        " saker se ser sida sidan sidor ska skall skulle stå står säga säger sätt ta tar tid tillväga tips vara"
        " varit vet veta vill ville visa visar vore vägledning äger"
    ),
    "en": (
        "advice anyone anything anywhere begin best bring can chapter could describe did do does doing done"
        " example explain find get gets getting give go going guidance guide handbook handle help helps info"
        " information involve know learn like long look looking make may mean means meant might must need needs"
        " owns page pages please read reading refer regarding responsible run say says see shall should show"
        " someone something started take takes talk tell thing things tips try use used using want way ways will"
        " work works would"
    ),
}
"""Words that a question is made with; they count for little beside others."""

ENDINGS = {
    "sv": (
        "a ad ade ades an ande andes ans ar are aren arena arens ares arna arnas ars as ast aste at ats d da dd"
        " dde de des e en ena enas ende ens er erna ernas ers es et ets it its n na nas ns or orna ornas ors r rna"
        " rnas rs s st sta t te tes ts tt"
    ),
    "en": "d ed er ers es ied ies ing ings n ning r s st est ting ping ging y",
}
"""Endings of inflected forms."""


@dataclass(frozen=True)
class Linguistics:
    """How the words of one language are told apart and brought together."""

    language: str
    idle: frozenset[str]
    asking: frozenset[str]
    endings: tuple[str, ...]
    """Without dots."""
    bases: Callable[[str], tuple[str, ...]]
    """The words that a word is a form of: skrivarna is one of skrivare, lyft of lyft and of lyfta."""
    splitter: Callable[[Collection[str]], Callable[[str], tuple[str, ...]]]
    """For all bases that are used: what gives, for a base, those that it is made of."""
    stem: Callable[[str], str]
    """What bases that are near to each other share: skrivare and skriva."""


@cache
def linguistics(language: str) -> Linguistics:
    """The linguistics of `language`."""
    stem = cache(snowballstemmer.stemmer({"sv": "swedish", "en": "english"}[language]).stemWord)
    idle, asking, endings = (each[language].split() for each in (IDLE, ASKING, ENDINGS))
    bases: Callable[[str], tuple[str, ...]]
    splitter: Callable[[Collection[str]], Callable[[str], tuple[str, ...]]]
    if language == "sv":
        swedish = Swedish(frozenset(idle), stem)
        bases = swedish.bases
        splitter = partial(_parts_in, swedish)
    else:
        bases, splitter = english.bases, _whole
    return Linguistics(language, frozenset(idle), frozenset(asking), tuple(endings), bases, splitter, stem)


def _parts_in(swedish: Swedish, used: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    return Compounds(swedish, used).parts


def _whole(_used: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    return lambda _base: ()


def words(text: str) -> list[str]:
    """The words of `text` in small letters, in order; what a hyphen joins is two."""
    return _WORD.findall(_plain(text))


def joined(text: str) -> list[str]:
    """The words of `text` that a hyphen joins, without it."""
    return ["".join(_WORD.findall(each)) for each in _HYPHENED.findall(_plain(text))]


def _plain(text: str) -> str:
    return _POSSESSIVE.sub("", unicodedata.normalize("NFC", text).lower())


@cache
def folded(word: str) -> str:
    """The word without dots and accents."""
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))
