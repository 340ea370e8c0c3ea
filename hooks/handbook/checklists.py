"""Checklists → boxes that are named by what stands beside them, and a key for each, by which a tick is kept.

A key says what a line says, not where it stands: moving a line, or mending another, leaves its tick with it. It
is taken from the source language, so that a tick made in one language is there in the other; only where the two
pages do not hold the same lists does each have keys of its own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from .blocks import TASK
from .content import Page
from .model import Handbook
from .rendered import Task
from .settings import SOURCE


def keys(handbook: Handbook, path: str, language: str) -> tuple[str, ...]:
    """A key for each line of the checklists of the chapter `path`, in the order of its page in `language`."""
    chapter = handbook.chapters.get(path)
    if chapter is None:
        return ()
    page, source = chapter.page(language), chapter.page(SOURCE)
    return tuple(_keys(source if _shape(source) == _shape(page) else page))


def with_labels(html: str, keys: Sequence[str]) -> str:
    """A page whose boxes can be ticked anywhere on their words, each with its key.

    Args:
        html: the page, as the Markdown extension for checklists writes it.
        keys: one for each box, in the page's order.
    """
    left = iter(keys)

    def labelled(item: re.Match[str]) -> str:
        checked, key = " checked" if "checked" in item["box"] else "", next(left, "")
        return f'{item["before"]}<label><input type="checkbox" data-tick="{key}"{checked}> {item["words"]}</label>'

    return _ITEM.sub(labelled, html)


_BLOCK = "ul|ol|dl|p|div|table|pre|blockquote|details|figure"
_ITEM = re.compile(
    rf'(?P<before><li class="{TASK}"[^>]*>\s*(?:<p>)?)(?P<box><input [^>]*>)\s*(?P<words>.*?)'
    rf"(?=\s*(?:</p>|</li>|<(?:{_BLOCK})\b))",
    re.DOTALL,
)


def _shape(page: Page) -> list[str]:
    """The section of each line."""
    return [task.section for task in page.rendered.tasks]


def _keys(page: Page) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for task in page.rendered.tasks:
        key = fingerprint(task)
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def fingerprint(task: Task) -> str:
    """Eight hex digits for the words of `task`, whatever the blanks between them and the marks around them."""
    words = " ".join(unicodedata.normalize("NFKC", task.text).split())
    return hashlib.sha256(words.encode()).hexdigest()[:8]
