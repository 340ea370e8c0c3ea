"""A compound → its parts, by the words that the handbook itself uses."""

from __future__ import annotations

from collections.abc import Mapping

from .linguistics import Linguistics

_LEAST = 3
_JOINTS = ("", "s", "a", "e", "o", "u")


class Splitter:
    """Splits what is written as one word and is made of several."""

    def __init__(self, counts: Mapping[str, int], tongue: Linguistics) -> None:
        self._counts = counts
        self._on = tongue.language == "sv"
        self._stems = {tongue.stem(word) for word in counts}
        self._stem = tongue.stem
        self._kept: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that `word` is made of, and those that these are made of; none if it is no compound."""
        if not self._on or len(word) < 7:
            return ()
        if word not in self._kept:
            self._kept[word] = self._parts(word)
        return self._kept[word]

    def _parts(self, word: str) -> tuple[str, ...]:
        best: tuple[int, str, str] | None = None
        for at in range(4, len(word) - 3):
            right = word[at:]
            if right not in self._counts or right in _ENDINGS:
                continue
            left = self._left(word[:at])
            if left and (best is None or self._score(left, right) > best[0]):
                best = (self._score(left, right), left, right)
        if best is None:
            return ()
        _, left, right = best
        return tuple(dict.fromkeys((left, right, *self.parts(left), *self.parts(right))))

    def _score(self, left: str, right: str) -> int:
        return min(self._counts.get(left, 1), 50) + min(self._counts[right], 50) + 3 * len(right)

    def _left(self, start: str) -> str:
        if start in self._counts and len(start) >= _LEAST:
            return start
        if start.endswith("s") and start[:-1] in self._counts and len(start) > _LEAST:
            return start[:-1]
        for vowel in "ae":
            if start + vowel in self._counts:
                return start + vowel
            if start[-1] in "eou" and start[:-1] + vowel in self._counts:
                return start[:-1] + vowel
        return ""


_ENDINGS = frozenset("ningen ningar ningarna ande andet enden enhet heten heter arna erna orna aren".split())
