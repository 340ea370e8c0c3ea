"""A word → a pattern for it as people write it: inflected, and in Swedish also within a compound.

No dictionary: endings, the -s- between the parts of a compound, and how long a part must be to be one.
"""

from __future__ import annotations

import re
from functools import cache

_VOWELS = "aeiouyåäö"
_JOINT = r"[\s\u00a0]+"
_HYPHEN = "[-\u2010\u2011]"

_SWEDISH_ENDINGS = (
    "a an ans ar are aren arens arna arnas ars as ad ade ades ande andes at ats ast aste d de des e en ens ena enas "
    "er erna ernas ers es et ets it its n na nas ns or orna ornas ors r rna rnas rs s st t te tes ts"
).split()
_ENDING = rf"(?:{'|'.join(sorted(_SWEDISH_ENDINGS, key=len, reverse=True))}|:[a-z]{{1,4}})?"
_DERIVED = (
    "abel ad al ande ans ant are ation bar dom ell else ende ens ent era eri erare ering het ibel ig ing inna ion isk "
    "ism ison ist itet iv l lig ling ning on or ator sam skap tion um ur ör tör"
).split()
"""What makes another word of one, and is no part of a compound: kontrakt, kontraktion."""
_OTHER_WORD = rf"[mn]?(?:{'|'.join(sorted(_DERIVED, key=len, reverse=True))}){_ENDING}(?!\w)"
_SHORT, _SHORTEST = 4, 3
"""A word of so few letters is taken for a part of a compound only beside long parts, or after an -s-."""


@cache
def inflected(phrase: str, language: str) -> str:
    """A pattern for `phrase`, each of its words in any inflection."""
    words = phrase.split()
    if language == "sv":
        return _JOINT.join(map(_swedish, words))
    return _JOINT.join((*(f"{_written(word)}s?" for word in words[:-1]), _english(words[-1])))


@cache
def variant(phrase: str, language: str) -> str:
    """A pattern for `phrase` wherever it stands as a word of its own or as a part of a compound.

    An English compound is one that a hyphen joins.
    """
    pattern = inflected(phrase, language)
    if language != "sv":
        return rf"(?<![\w-])(?:\w{{4,}}{_HYPHEN})*{pattern}(?!\w)"  # but no sub-contract: another word
    words = phrase.split()
    last = _JOINT.join((*map(_swedish, words[:-1]), _first_part(words[-1], alone=len(words) == 1)))
    before = _before(words[0]) if len(words) == 1 else ""
    return rf"(?<!\w){before}(?:{pattern}(?!\w)|{last})"


@cache
def roots(phrase: str, language: str) -> tuple[str, ...]:
    """Small letters, some of which stand in all that `variant` matches: quick to look for, before anything else."""
    words = phrase.split()
    forms = [_swedish_forms(word) for word in words] if language == "sv" else [[(word, "")] for word in words[:-1]]
    if language != "sv":
        forms.append(_english_forms(words[-1]))
    each = [{max(letters.split("-"), key=len).casefold() for letters, _endings in word} for word in forms]
    return tuple(sorted(max(each, key=lambda letters: min(map(len, letters)))))


def _swedish(word: str) -> str:
    """The word in each of its forms."""
    return f"(?:{'|'.join(_written(letters) + endings for letters, endings in _swedish_forms(word))})"


def _swedish_forms(word: str) -> list[tuple[str, str]]:
    """What the word begins with, and its endings; some plurals change a vowel."""
    stem, end = word[:-1], word[-1].casefold()
    forms = [(word, _ENDING)]
    if end == "a":
        forms.append((stem, _ENDING))
    elif end == "e":
        forms.append((stem, "nas?" if word.endswith("are") else "(?:ar|er)(?:na)?s?"))
    if word.endswith("era"):
        forms.append((stem, "ing(?:en|ens|ar|arna|arnas|ars|s)?"))
    if re.search(rf"[^{_VOWELS}](?:el|er|en)$", word):
        forms.append((word[:-2] + word[-1], _ENDING))
    if re.search(rf"[{_VOWELS}][mn]$", word):
        forms.append((word + end, _ENDING))
    if word.endswith("um"):
        forms.append((word[:-2], "(?:a|en|ets?|er(?:na)?s?)"))
    if changed := re.fullmatch(rf"(.*)([aoå])([^{_VOWELS}]+)", word):
        other = {"a": "ä", "o": "ö", "å": "ä"}[changed[2]]
        forms.append((changed[1] + other + changed[3], f"{changed[3][-1]}?(?:er|erna|ernas|ers|en|ens|s)?"))
    return forms


def _english(word: str) -> str:
    """The word in each of its forms."""
    return f"(?:{'|'.join(_written(letters) + endings for letters, endings in _english_forms(word))})"


def _english_forms(word: str) -> list[tuple[str, str]]:
    """What the word begins with, and its endings."""
    stem, end = word[:-1], word[-1].casefold()
    forms = [(word, "(?:e?s|[’']s|s[’']|ed|d|ing)?")]
    if end == "e":
        forms.append((stem, "ing"))
    elif end == "y":
        forms.append((stem, "ie[sd]"))
    elif re.search(r"[aeiou][bdgklmnprt]$", word):
        forms.append((word + end, "(?:ed|ing)"))
    if word.endswith("man"):
        forms.append((word[:-2], "en"))
    return forms


def _first_part(word: str, *, alone: bool) -> str:
    """The word as the first part of a compound: kontrakt-, kontrakts-, pulstavle-, medarbetar-."""
    rest = rf"(?!{_OTHER_WORD})(?=\w*[{_VOWELS}])\w{{3,}}(?!\w)"
    joint = "s" if alone and len(word) <= _SHORTEST else "s?"
    forms = [_written(word)]
    if word[-1].casefold() == "a":
        forms.append(_written(word[:-1]) + "[eou]")
    elif word.endswith("are"):
        forms.append(_written(word[:-1]))
    return f"(?:{'|'.join(forms)}){joint}{rest}"


def _before(word: str) -> str:
    """What may stand before the word as the last part of a compound: hyres-, arbets-."""
    hyphened = rf"(?:\w+{_HYPHEN})*"
    if len(word) <= _SHORTEST:
        return rf"{hyphened}(?:\w*[{_VOWELS}]\w*s)??"
    least = 2 if len(word) > _SHORT else 3
    return rf"{hyphened}(?:(?=\w*?[{_VOWELS}])\w{{{least}}}\w+?)??"


def _written(word: str) -> str:
    """The word with any kind of hyphen, or none, where it has one."""
    return f"(?:{_HYPHEN}|\\s)?".join(map(re.escape, word.split("-")))
