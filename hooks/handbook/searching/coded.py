"""What is set as code on a page: the checks' running text leaves it out, but a text to copy is to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from pathlib import Path

from markdown import Markdown

from ..cache import FOLDER, Cache, made_by, maker
from ..content import Page
from ..marks import CODE
from ..markup import site_markdown
from ..settings import Settings

_CODE = re.compile(r"<code\b[^>]*>(?:<span></span>)?(.*?)</code>|</(?:pre|script|style)>", re.DOTALL)
"""What the running text has a sign for."""


class Coded:
    """Reads the code of pages in one language; what it has read of a page it knows the next time."""

    def __init__(self, settings: Settings, language: str) -> None:
        self._settings = settings
        made = made_by(maker(settings), [Path(__file__)])
        self._cache = Cache[tuple[str, ...]](settings.root / FOLDER / f"search-code-{language}", made)

    def codes(self, page: Page) -> tuple[str, ...]:
        """What stands behind each sign for code in the running text of `page`, in its order."""
        if CODE not in page.rendered.text:
            return ()
        return self._cache.get(page.body, lambda: tuple(_codes(self._markdown.reset().convert(page.body))))

    def save(self) -> None:
        """Keep what has been read."""
        self._cache.save()

    @cached_property
    def _markdown(self) -> Markdown:
        return site_markdown(self._settings)


def _codes(html: str) -> Iterator[str]:
    """Each piece of code; nothing for one in colours, which is for programs and not for readers."""
    for found in _CODE.finditer(html):
        said = found[1] or ""
        yield "" if "<" in said else unescape(said)
