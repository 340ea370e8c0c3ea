"""Swedish words, by Hunspell's dictionary: what each is a form of."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from pathlib import Path

from hunspell import Hunspell  # type: ignore[import-untyped]

_SHORTEST, _LEAST = 3, 4
"""Letters of the first part of a compound that the dictionary lacks, and of its last."""
_AGENT = re.compile("a?(?:re|rens?|res|rnas?|rnes)$")
_BASE, _PART = re.compile(r"st:(\S+)"), re.compile(r"pa:(\S+)")
_IRREGULAR = {
    form: line.split()[0]
    for line in """
    bok böcker böckerna böckernas böckers
    fot fötter fötterna
    hand händer händerna händernas
    man män männen männens
    stad städer städerna
    natt nätter nätterna
    land länder länderna
    son söner sönerna
    rot rötter rötterna
    tång tänger tängerna
    stång stänger stängerna
    strand stränder stränderna
    ledamot ledamöter ledamöterna
    öga ögon ögonen
    öra öron öronen
    hög höga högt högre högst högsta
    låg låga lågt lägre lägst lägsta
    lång långa långt längre längst längsta
    stor stora stort större störst största
    ung unga ungt yngre yngst yngsta
    tung tunga tungt tyngre tyngst tyngsta
    god goda gott bättre bäst bästa
    gammal gamla gammalt äldre äldst äldsta
    liten litet lilla små mindre minst minsta
    dålig dåliga dåligt sämre sämst sämsta
    göra gör gjorde gjort gjorts görs
    säga säger sa sade sagt sagts sägs
    veta vet visste vetat
    vara är var varit
    """.strip().splitlines()
    for form in line.split()[1:]
}
"""Forms that the dictionary has as words of their own."""


class Swedish:
    """The Swedish dictionary."""

    def __init__(self, idle: Collection[str], stem: Callable[[str], str]) -> None:
        self._idle = idle
        self._stem = stem
        self._known: dict[str, bool] = {}
        self._bases: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _dictionary(self) -> Hunspell:
        return Hunspell("sv_SE", hunspell_data_dir=str(Path(sys.prefix) / "share" / "hunspell"))

    def bases(self, word: str) -> tuple[str, ...]:
        """The words that `word` is a form of, itself among them if it is a base."""
        if word not in self._bases:
            self._bases[word] = tuple(dict.fromkeys(self._find_bases(word)))
        return self._bases[word]

    def _find_bases(self, word: str) -> Iterator[str]:
        if not word.isalpha():
            yield word
            return
        if word in _IRREGULAR:
            yield _IRREGULAR[word]
            return
        analysed = self._dictionary.analyze(word)
        simple = [line for line in analysed if "pa:" not in line]
        found = [self._base(word, line) for line in simple]
        derived = [base for base in found if base != word]
        if derived or word in found:
            yield from derived
            if word in found and not any(self._swallows(base, word) for base in derived):
                yield word
        elif compound := next(filter(None, (_PART.findall(line) for line in analysed)), None):
            last = compound[-1]
            yield from (word.removesuffix(last) + base for base in self.bases(last) if last != word)
        else:
            yield from self._unlisted(word)

    def _base(self, word: str, line: str) -> str:
        match = _BASE.search(line)
        base = match[1] if match else word
        if "fl:" in line and base.endswith("a") and _AGENT.fullmatch(word[len(base) - 1 :]) and self.knows(f"{base}re"):
            return f"{base}re"
        return base

    def _swallows(self, base: str, word: str) -> bool:
        """Whether the dictionary only repeats a form of `base` as a word of its own: möter, standardiserade."""
        return len(word) > len(base)

    def _unlisted(self, word: str) -> Iterator[str]:
        """What the dictionary lacks: a compound with a known end, or a stem."""
        for at in range(_SHORTEST, len(word) - _LEAST + 1):
            end = word[at:]
            if self.knows(end) and end not in self._idle and self.is_word(end):
                yield from (word[:at] + base for base in self.bases(end))
                return
        yield self._stem(word)

    def is_word(self, word: str) -> bool:
        """Whether the dictionary lists `word`, or a form of it, other than as a compound of its own making."""
        return self.knows(word) and any("pa:" not in line for line in self._dictionary.analyze(word))

    def made_of(self, word: str) -> tuple[str, ...]:
        """What the dictionary takes `word` to be made of, as it stands there; nothing if it lists the word."""
        found = [tuple(_PART.findall(line)) for line in self._dictionary.analyze(word)]
        return max(found, key=len, default=()) if all(found) else ()

    def knows(self, word: str) -> bool:
        """Whether `word` is spelt as the dictionary has it."""
        if word not in self._known:
            self._known[word] = bool(self._dictionary.spell(word))
        return self._known[word]
