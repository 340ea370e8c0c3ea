"""The one finding type, and the place that it points at."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands: `file` relative to the project, `line` and `column` counted from 1."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    """How many characters the caret underlines."""
    within: tuple[Place, ...] = ()
    """Where it stands in the text that this line takes in, if it does."""


class Finding(NamedTuple):
    """One thing that is wrong, and the way out. Its rule is an id in the contributor chapters."""

    place: Place
    rule: str
    message: str
    hint: str = ""

    @property
    def named(self) -> Finding:
        """This finding, with the file in its message that a line of its own file takes in."""
        where = "".join(f"in {each.file}, line {each.line}: " for each in self.place.within)
        return self._replace(message=where + self.message) if where else self


@dataclass(frozen=True)
class Text:
    """A file's text, which turns offsets into places."""

    file: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of the character at `offset` (from 0), underlined for `length` characters."""
        line = bisect_right(self._starts, offset)
        return Place(self.file, line, offset - self._starts[line - 1] + 1, max(1, length))

    def offset(self, place: Place) -> int:
        """Where in the text `place` begins, counted from 0."""
        return self._starts[place.line - 1] + place.column - 1
