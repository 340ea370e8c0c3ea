"""English words: what each is a form of, as the first step of Porter's stemmer has it."""

from __future__ import annotations

import re

_VOWEL = re.compile("[aeiouy]")


def bases(word: str) -> tuple[str, ...]:
    """What `word` shares with its forms: meet for meets and meeting, carri for carry and carries."""
    stem = _singular(word)
    for ending in ("ing", "ed"):
        begun = stem.removesuffix(ending)
        if begun != stem and len(begun) > 2 and _VOWEL.search(begun):
            stem = _undoubled(begun)
            break
    stem = stem.removesuffix("e") if len(stem) > 3 else stem
    return (f"{stem[:-1]}i" if len(stem) > 2 and stem.endswith("y") and not _VOWEL.match(stem[-2]) else stem,)


def _singular(word: str) -> str:
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "aeiouylsz" else stem
