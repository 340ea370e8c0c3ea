"""Words of the other language in a page → marked, so that a screen reader says them in their own.

The term list holds them, under `quoted`. They are marked on the built page, and so in menus, lists and titles too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from .htmltree import VOID
from .settings import LANGUAGES

_TOKEN = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_LANG = re.compile(r"\slang=[\"']?([A-Za-z]+)")
_NAME = re.compile(r"\sid=[\"']?([a-z0-9]+(?:-[a-z0-9]+)+)[\"'\s>]")
"""An id of several words: these are English on every page, and some headings begin with theirs."""
_NO_PROSE = frozenset("code head option pre script select style svg textarea".split())
"""Elements in which nothing may be marked, or which hold no words."""


def marked(html: str, language: str, quoted: Mapping[str, tuple[str, ...]]) -> str:
    """The page `html` in `language`, each word of the other language that it quotes within a `<span lang>`.

    `quoted` holds the words of each language that may stand in text of the other.
    """
    names = frozenset(_NAME.findall(html))
    spans = {other: _pattern((*quoted.get(other, ()), *(names if other == "en" else ()))) for other in LANGUAGES}
    parts: list[str] = []
    open_tags: list[tuple[str, str]] = [("", language)]
    silent = 0  # how many elements without prose are open
    end = 0
    for token in _TOKEN.finditer(html):
        text = html[end : token.start()]
        parts += [text if silent else _within(text, open_tags[-1][1], spans), token[0]]
        spoken, end = open_tags[-1][1], token.end()
        closing, tag = token[1], (token[2] or "").lower()
        if not tag or tag in VOID or token[0].endswith("/>"):
            continue
        if closing:
            while len(open_tags) > 1 and open_tags[-1][0] != tag:
                open_tags.pop()
            open_tags = open_tags[:-1] or open_tags
            silent -= tag in _NO_PROSE
        else:
            said = _LANG.search(f" {token[3]}")
            open_tags.append((tag, said[1] if said else spoken))
            silent += tag in _NO_PROSE
    return "".join((*parts, _within(html[end:], language, spans)))


def quotations(text: str, language: str, quoted: Mapping[str, tuple[str, ...]]) -> list[re.Match[str]]:
    """Where words of the other language stand in `text`, which is in `language`."""
    return [found for other in LANGUAGES if other != language for found in _found(quoted.get(other, ()), text)]


def _found(words: tuple[str, ...], text: str) -> list[re.Match[str]]:
    pattern = _pattern(words)
    return list(pattern.finditer(text)) if pattern else []


def _within(text: str, spoken: str, spans: Mapping[str, re.Pattern[str] | None]) -> str:
    for other, pattern in spans.items():
        if other != spoken and pattern and not text.isspace():
            text = pattern.sub(rf'<span lang="{other}">\g<0></span>', text)
    return text


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of `words`, the longest first; its first letter may be a capital."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_ways(words))})(?![\w-])") if words else None


def _ways(words: Iterable[str]) -> list[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return [f"[{re.escape(word[0].upper() + word[0])}]{re.escape(word[1:])}" for word in longest_first]
