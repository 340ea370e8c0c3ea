"""The model → where each rule of the checks is explained.

A rule's section is known by its heading, in whichever chapter for contributors it stands: the rule's name is its id
and its first word. So no list has to be kept of which chapter explains what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .content import Page
from .model import Handbook

CONTRIBUTE = "contribute"
"""The module for those who write the handbook."""
_LEVEL = 2


@dataclass(frozen=True)
class Explanation:
    """The section that explains a rule."""

    page: Page
    start: int
    end: int

    @property
    def text(self) -> str:
        """The section as it is written, from its heading's words on."""
        return self.page.body[self.start : self.end].rstrip("# \n")


def explanations(handbook: Handbook, language: str) -> Mapping[str, Explanation]:
    """The section of each rule in `language`, in the order of the alphabet."""
    pages = (chapter.pages.get(language) for chapter in handbook.of_module(CONTRIBUTE))
    return dict(sorted(each for page in pages if page for each in _explained(page)))


def _explained(page: Page) -> list[tuple[str, Explanation]]:
    headings = [heading for heading in page.rendered.headings if heading.level <= _LEVEL]
    ends = [*(heading.offset for heading in headings[1:]), len(page.body)]
    return [
        (heading.id, Explanation(page, heading.offset, end))
        for heading, end in zip(headings, ends, strict=True)
        if heading.level == _LEVEL and heading.text.startswith(f"{heading.id}: ")
    ]
