"""Text that several chapters share: it is written once, and each takes it in with a line of its own.

    --8<-- "name.md"

It lies in `docs/<language>/_shared/name.md`, and stands in the chapter as if it were written there, between two
empty lines. It takes in no other text, so that nothing goes round, and nothing grows without end. Which of such
lines are code, only Markdown knows: a chapter that has any is rendered once as it is written, to tell them apart.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from . import preflight
from .finding import Finding, Place, Text
from .late import late
from .settings import LANGUAGES

FOLDER = "_shared"
_FOLDERS = tuple(f"{language}/{FOLDER}/" for language in LANGUAGES)
SIGN = "--8<--"
LINE = late(rf'(?m)^{SIGN}[ \t]+"([^"\n]*)"[ \t]*$')
"""A line that asks for a text by its name."""

HEAD = late(r"---[ \t]*\n(?:[\w-]+:.*\n|[ \t].*\n|\n)*+---[ \t]*(?:\n|\Z)")
"""Front matter, which is a chapter's and has no meaning here."""
_BEGINNING = late(rf"(?:{HEAD.pattern})?(?:[ \t]*\n)*+")

Texts = Mapping[str, Text]
"""The texts that one language's chapters share, by name."""


def is_shared(path: str) -> bool:
    """Whether the file lies where chapters find the texts that they share; `path` is relative to docs/."""
    return path.startswith(_FOLDERS)


def texts_of(sources: Mapping[str, Text]) -> Mapping[str, Texts]:
    """The texts among `sources` that chapters share, by language; all paths are relative to docs/."""
    return {
        language: {path.rpartition("/")[2]: text for path, text in sources.items() if path.startswith(folder)}
        for language in LANGUAGES
        for folder in [f"{language}/{FOLDER}/"]
    }


def asked_for(text: str, texts: Texts) -> Texts:
    """Those of `texts` that a chapter with this `text` may take in."""
    if SIGN not in text:
        return {}
    return {name: texts[name] for name in dict.fromkeys(LINE.findall(text)) if name in texts}


def said(texts: Texts) -> Iterator[str]:
    """What tells these texts from any others."""
    for text in texts.values():
        yield f"{text.file} {hashlib.sha256(text.text.encode('utf-8', 'surrogatepass')).hexdigest()}"


class Taken(NamedTuple):
    """A line of a chapter, and the text that stands in its place."""

    start: int
    """Where the line begins in the body as it is written."""
    end: int
    text: Text
    before: str = ""
    """The line end that makes an empty line before the text, if the chapter has none."""
    after: str = ""

    @property
    def skipped(self) -> int:
        """How much of the text no reader is to see: front matter, and what is empty."""
        found = _BEGINNING.match(self.text.text)
        return found.end() if found else 0

    @property
    def words(self) -> str:
        """What stands in the line's place."""
        return f"{self.before}{self.text.text[self.skipped :].rstrip()}{self.after}"


@dataclass(frozen=True)
class Body:
    """What follows the front matter of a chapter, with what it takes in."""

    source: Text
    start: int
    """Where it begins in the file."""
    taken: tuple[Taken, ...] = ()

    @cached_property
    def written(self) -> str:
        """As the file has it."""
        return self.source.text[self.start :]

    @cached_property
    def text(self) -> str:
        """As readers get it; offsets count in this."""
        if not self.taken:
            return self.written
        pieces: list[str] = []
        end = 0
        for each, words in zip(self.taken, self._words, strict=True):
            pieces += (self.written[end : each.start], words)
            end = each.end
        return "".join((*pieces, self.written[end:]))

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of what stands at `offset`; within a text that is taken in, that of the line which asks for it."""
        taken, source, at = self._found(offset)
        there = source.place(at, length)
        if taken is None:
            return there
        asking = self.written[taken.start : taken.end].rstrip()
        return self.source.place(self.start + taken.start, len(asking))._replace(within=(there,))

    def origin(self, offset: int) -> tuple[Text, int]:
        """The file that has written what stands at `offset`, and where in its text."""
        _taken, source, at = self._found(offset)
        return source, at

    def is_taken(self, offset: int) -> bool:
        """Whether what stands at `offset` is written in another file."""
        return self._found(offset)[0] is not None

    def _found(self, offset: int) -> tuple[Taken | None, Text, int]:
        at = bisect_right(self._begins, offset) - 1 if self.taken else -1
        if at < 0:
            return None, self.source, self.start + offset
        taken, words, within = self.taken[at], self._words[at], offset - self._begins[at]
        if within < len(words):
            return taken, taken.text, taken.skipped + max(0, within - len(taken.before))
        return None, self.source, self.start + taken.end + within - len(words)

    @cached_property
    def _begins(self) -> list[int]:
        """Where in the whole each text begins that is taken in."""
        begins, shift = [], 0
        for each, words in zip(self.taken, self._words, strict=True):
            begins.append(each.start + shift)
            shift += len(words) - (each.end - each.start)
        return begins

    @cached_property
    def _words(self) -> list[str]:
        """What stands in the place of each line."""
        return [each.words for each in self.taken]

    def taking_in(self, texts: Texts, lines: Iterable[int]) -> Body:
        """This body with those of `texts` that it asks for in the `lines` that begin at these offsets."""
        wanted, taken = frozenset(lines), []
        room = preflight.MOST_TEXT - len(self.source.text)
        for line in LINE.finditer(self.written) if wanted else ():
            text = texts.get(line[1]) if line.start() in wanted else None
            room -= len(text.text) if text else 0
            if text and room >= 0:
                taken.append(self._taken(line, text))
        return replace(self, taken=tuple(taken))

    def _taken(self, line: re.Match[str], text: Text) -> Taken:
        """`text` in the place of `line`, apart from what is beside it."""
        above = self._line_that_ends(line.start() - 1)
        below = self._line_that_begins(line.end() + 1)
        return Taken(*line.span(), text, "\n" * bool(above.strip()), "\n" * bool(below.strip()))

    def _line_that_ends(self, at: int) -> str:
        return self.written[self.written.rfind("\n", 0, at) + 1 : at] if at > 0 else ""

    def _line_that_begins(self, at: int) -> str:
        end = self.written.find("\n", at)
        return self.written[at : end if end >= 0 else None]

    def limits(self) -> tuple[Finding, ...]:
        """What would keep a renderer busy for minutes, once the texts stand where they are asked for."""
        whole = Text(self.source.file, self.text)
        found = preflight.limits(whole, 0) if self.taken else ()
        return tuple(each._replace(place=self.place(whole.offset(each.place), each.place.length)) for each in found)

    def changed(self, texts: Mapping[str, str], start: int | None = None) -> Body:
        """This body after its files have become `texts`, by name; lines ask for as much as before."""
        source = Text(self.source.file, texts.get(self.source.file, self.source.text))
        body = Body(source, self.start if start is None else start)
        asking = {line.start(): at for at, line in enumerate(LINE.finditer(self.written))}
        followed = {asking[each.start]: each.text for each in self.taken}
        taken = [
            body._taken(line, Text(text.file, texts.get(text.file, text.text)))
            for at, line in enumerate(LINE.finditer(body.written) if followed else ())
            if (text := followed.get(at))
        ]
        return replace(body, taken=tuple(taken))
