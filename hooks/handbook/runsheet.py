"""A page → its run sheet: how many minutes each part takes, and which parts are the core."""

from __future__ import annotations

from typing import NamedTuple

from .content import Page
from .words import WORDS

SECTION = "run-sheet"
"""The id of the heading above it."""


class Part(NamedTuple):
    """One row of a run sheet."""

    minutes: int
    name: str
    """What is done, without the mark."""
    core: bool
    """Whether it belongs to the session of thirty minutes."""


def run_sheet(page: Page) -> tuple[Part, ...]:
    """The rows that begin with minutes, in the first table of the page's run sheet; nothing if it has none."""
    words = WORDS[page.language]
    return tuple(_part(int(row[0]), row[1], words["core"], words["adapt"]) for row in rows(page) if row[0].isdecimal())


def rows(page: Page) -> list[tuple[str, ...]]:
    """The rows of two cells or more below the headings of that table."""
    tables = (block.rows for block in page.rendered.blocks if block.kind == "table" and block.section == SECTION)
    return [row for row in next(tables, ())[1:] if len(row) > 1]


def _part(minutes: int, told: str, core: str, adapt: str) -> Part:
    name = told.removeprefix(core).removeprefix(adapt).strip()
    return Part(minutes, name, told.startswith(core))
