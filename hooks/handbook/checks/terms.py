"""Words: variants that the term list forbids, and rules of law that no longer hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content import Page
from ..finding import Finding
from ..model import Handbook
from ..rendering import Line
from ..terms import REPEALED, variant

_REPEALED = re.compile(REPEALED)
_AS_HISTORY = re.compile(
    r"upphäv|ersatt|ersätt|före 2025|till och med 2024|histori|gällde|tidigare|inte längre|"
    r"repeal|replac|before 2025|until|histor|former|no longer",
    re.IGNORECASE,
)
_WORD_LIST = "evaluation/terms-and-references"
"""The chapter that names the forbidden variants in order to forbid them."""


def variants(handbook: Handbook) -> Iterator[Finding]:
    """A forbidden variant, in any inflection."""
    forbidden = {
        (language, word): term.names[language]
        for term in handbook.terms
        for language, words in term.avoid.items()
        for word in words
    }
    for page in handbook.pages.values():
        if not page.rendered.worded or page.path == _WORD_LIST:
            continue
        for (language, word), right in forbidden.items():
            if language == page.language:
                pattern = re.compile(variant(word), re.IGNORECASE)
                yield from _found(page, pattern, "forbidden-term", f"the term list says {right}", f"write {right}")


def repealed(handbook: Handbook) -> Iterator[Finding]:
    """A provision that no longer holds, named as if it did."""
    for page in handbook.pages.values():
        hint = "AFS 2023:1 and AFS 2023:2 hold since 1 January 2025; name the old one only as history"
        yield from _found(page, _REPEALED, "repealed-law", "does not hold any more", hint, _AS_HISTORY)


def _found(
    page: Page,
    pattern: re.Pattern[str],
    rule: str,
    fact: str,
    hint: str,
    unless: re.Pattern[str] | None = None,
) -> Iterator[Finding]:
    """Each place in the page's running text, code and front matter left out, where `pattern` stands."""
    start = 0
    for line in page.rendered.worded:
        if not pattern.search(line.text) or (unless and unless.search(line.text)):
            continue
        for match in pattern.finditer(line.text):
            at = dict(line.words).get(match.start(), _position(page, line, match[0], start))
            start = max(start, at)
            yield Finding(page.place(at, len(match[0])), rule, f"{match[0]}: {fact}", hint)


def _position(page: Page, line: Line, word: str, start: int) -> int:
    """Where `word` stands in the source: after the words before it, if they can be found."""
    before = line.text[: line.text.index(word)].split()
    context = rf"{re.escape(before[-1])}\W+" if before else ""
    for pattern in (context + re.escape(word), re.escape(word)):
        if found := re.compile(pattern).search(page.body, start) or re.compile(pattern).search(page.body):
            return found.end() - len(word)
    return 0
