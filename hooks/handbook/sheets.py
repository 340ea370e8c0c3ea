"""The model → the sheets: what somebody prints, fills in or carries in a pocket, and the files that each becomes.

A sheet has one source, its section in the chapter. What it is called and where its files lie follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .addresses import language_root
from .blocks import FACES, Block, Example
from .content import Page
from .model import Handbook
from .rendered import Section

CARD = "card"
"""The type of a chapter that is a pocket card as a whole, and the id of its one sheet."""
FOLDER = "sheets"

Format = Literal["pdf", "docx"]
Paper = Literal["a4", "a6"]


@dataclass(frozen=True)
class Sheet:
    """One sheet in one language: blank, and as somebody might have filled it in."""

    language: str
    path: str
    """The chapter that it stands in."""
    id: str
    title: str
    chapter: str
    """The chapter's title."""
    blank: tuple[Block, ...]
    examples: tuple[Example, ...]
    faces: tuple[Section, ...] = ()
    """A card's front and back; a sheet has none."""

    @property
    def anchor(self) -> str:
        """The id of its heading on the page; of a card, its last face's."""
        return self.faces[-1].id if self.faces else self.id

    def prints(self) -> Iterator[Print]:
        """The files that it becomes."""
        if self.faces:
            yield from (Print(self, "pdf"), Print(self, "pdf", paper="a6"), Print(self, "docx", paper="a6"))
        else:
            for filled in (False, True) if self.examples else (False,):
                yield from (Print(self, "pdf", filled), Print(self, "docx", filled))


@dataclass(frozen=True)
class Print:
    """One file of a sheet."""

    sheet: Sheet
    format: Format
    filled: bool = False
    paper: Paper = "a4"

    @property
    def address(self) -> str:
        """Where it lies within a version: `en/sheets/coach-role/coaching-cycle/step-log-example.pdf`."""
        name = self.sheet.id + ("-example" if self.filled else "")
        name += "-a6" if self.paper == "a6" and self.format == "pdf" else ""
        return f"{language_root(self.sheet.language)}{FOLDER}/{self.sheet.path}/{name}.{self.format}"


def sheets(handbook: Handbook) -> Iterator[Sheet]:
    """Every sheet of `handbook`, chapter by chapter in the order of the navigation, in each language."""
    for chapter in handbook.chapters.values():
        for page in chapter.pages.values():
            yield from sheets_of(page, card=chapter.meta.type == CARD)


def sheets_of(page: Page, *, card: bool) -> Iterator[Sheet]:
    """The sheets of `page`; the chapter of a `card` is one as a whole."""
    faces = tuple(each for each in page.rendered.sections if each.id in FACES)
    if card and faces:
        yield Sheet(page.language, page.path, CARD, page.meta.title, "", (), (), faces)
    for section in page.rendered.sections:
        if section.marked and not card:
            blank = tuple(each for each in section.blocks if not isinstance(each, Example))
            examples = tuple(each for each in section.blocks if isinstance(each, Example))
            yield Sheet(page.language, page.path, section.id, section.title, page.meta.title, blank, examples)
