"""A Swedish compound → the words that it is made of, as far as they say something of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .swedish import Swedish

_SHORTEST, _LEAST, _SURE, _COMPOUND = 3, 4, 5, 7
"""Letters of a part that the handbook uses, of one that it does not beside one that it does, of one that stands
alone, and of a compound."""
_PARTICLES = frozenset(
    "an av be bi bort då efter er fram för före genom hop igen in inne kring med miss mot ned ner o om på sam samman"
    " sär till under upp ut van vid åter över".split()
)
"""What begins words that are no compounds, or says nothing as a part of one."""
_DERIVED = re.compile(
    "(?:[a-zåäö]?(?:else|sel|ning|ing|ring|het|skap|dom|lig|ande|ende|and|isk|bar|sam|are|era|ist|tion|ion|eri|ans|ens|lek)"
    "|isera|het|tera|llera|tum)(?:a|en|er|ar|s)?"
)
"""What makes another word of one, and is no part of a compound."""


class Compounds:
    """Splits what is written as one word and is made of several."""

    def __init__(self, dictionary: Swedish, used: Collection[str]) -> None:
        """`used` are the bases of all words that the handbook has."""
        self._dictionary = dictionary
        self._used = used
        self._kept: dict[str, tuple[str, ...]] = {}

    def parts(self, base: str) -> tuple[str, ...]:
        """The bases of the words that `base` is made of, and of those that these are made of; none if of none."""
        if len(base) < _COMPOUND or not base.isalpha():
            return ()
        if base not in self._kept:
            self._kept[base] = ()  # nothing is made of itself
            found = [each for part in self._split(base) for each in self._dictionary.bases(part) if each != base]
            deeper = (each for part in found for each in self.parts(part))
            self._kept[base] = tuple(dict.fromkeys((*found, *deeper)))
        return self._kept[base]

    def _split(self, word: str) -> tuple[str, ...]:
        best = max(self._pairs(word), default=None)
        if best:
            return best[1:]
        sure = (part for part in self._dictionary.made_of(word) if self._says_something(part) and self._uses(part))
        return tuple(sure) or self._half(word)

    def _pairs(self, word: str) -> Iterator[tuple[float, str, str]]:
        """The ways to split `word` in two words, each with how good it is."""
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
            left, right = self._first(word[:at]), word[at:]
            if not left or not self._says_something(right) or not self._is_word(right):
                continue
            used = self._uses(left), self._uses(right)
            if all(used) or any(
                used[one] and len(part) >= _LEAST and len(other) >= _SURE
                for one, part, other in ((0, left, right), (1, right, left))
            ):
                short = (len(left) < _LEAST) + (len(right) < _LEAST)
                joint = word[:at] != left and not word[:at].endswith("s")
                yield sum(used) - short - joint / 2 - abs(len(left) - len(right)) / 100, left, right

    def _half(self, word: str) -> tuple[str, ...]:
        """The one part of `word` that the handbook uses, if the rest may be a word."""
        for at in range(_SURE, len(word) - _LEAST):
            if self._says_something(word[at:]) and self._uses(word[at:]) and self._is_word(word[at:]):
                return (word[at:],)
        return ()

    def _first(self, start: str) -> str:
        """The word that begins a compound as `start`: kort, arbets-, ledar-, fråge-."""
        if not self._says_something(start):
            return ""
        tried = [start]
        if start.endswith("s"):
            tried = [start[:-1], f"{start[:-1]}e", start]
        if start.endswith("ar"):
            tried.insert(0, f"{start}e")
        if start[-1] in "eou":
            tried.append(f"{start[:-1]}a")
        return next((each for each in tried if len(each) >= _SHORTEST and self._is_word(each)), "")

    def _says_something(self, part: str) -> bool:
        return len(part) >= _SHORTEST and part not in _PARTICLES and not _DERIVED.fullmatch(part)

    def _uses(self, part: str) -> bool:
        return any(base in self._used for base in self._dictionary.bases(part))

    def _is_word(self, part: str) -> bool:
        return (
            self._dictionary.is_word(part) or part in self._used or (len(part) >= _COMPOUND and bool(self.parts(part)))
        )
