"""What was meant as a list, a table, a box, a cell, and is text on the page, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..content import Page
from ..finding import Finding
from ..model import Handbook
from ..rendered import UnmadeKind
from ..words import WORDS

_SIGNS: dict[UnmadeKind, tuple[str, str]] = {
    "list": (
        "a list",
        "put an empty line before it, and begin each line with - or 1. and a blank",
    ),
    "task": ("a line to tick", "write - [ ] and a blank before the words, and put an empty line before the first"),
    "table": ("a table", "put an empty line before it, and a row of dashes below its headings: |---|---|"),
    "box": ("a box", 'write !!! note "Title" on a line of its own, with straight quotation marks'),
    "tab": ("a tab", 'write === "Title" on a line of its own, with straight quotation marks'),
    "code": ("a block of code", "begin and end it with ``` on a line of its own"),
    "term": ("a word of the term list", "write [[word]] with two brackets on both sides"),
    "link": ("a link", "write [words](address) with nothing between ] and (, and no link within another"),
    "tag": ("HTML", "end each value with the same quotation mark as it begins with"),
}
"""What was meant, and how it is written."""


def signs(handbook: Handbook) -> Iterator[Finding]:
    """Signs that were to make something of a line, and that readers see instead."""
    for page in handbook.pages.values():
        for each in page.rendered.unmade:
            if each.kind in _SIGNS:
                what, hint = _SIGNS[each.kind]
                message = f"begins like {what}, but readers see the signs"
                yield Finding(page.place(each.offset, each.length), "shown-as-text", message, hint)


def boxes(handbook: Handbook) -> Iterator[Finding]:
    """A box or a tab with nothing in it; a tab of a form has a rule of its own."""
    for page in handbook.pages.values():
        for each in page.rendered.unmade:
            if each.kind == "empty-box" or (each.kind == "empty-tab" and not _is_form(page, each.offset)):
                what = "box" if each.kind == "empty-box" else "tab"
                message, hint = f"the {what} holds nothing", "begin each line that belongs in it with four blanks"
                yield Finding(page.place(each.offset, each.length), "empty-box", message, hint)


def _is_form(page: Page, offset: int) -> bool:
    """Whether the tab that begins at `offset` tells of a form, in the part that does."""
    title = page.body[offset:].partition("\n")[0].strip("=+! \t\"'")
    return "forms" in page.ids and title in (WORDS[page.language][form] for form in ("on-site", "hybrid", "remote"))


def cells(handbook: Handbook) -> Iterator[Finding]:
    """A cell beyond the last column of its table."""
    for page in handbook.pages.values():
        for each in page.rendered.unmade:
            if each.kind == "cell":
                message = "the row has more cells than the table has headings, and readers never get this"
                hint = "give the table one more heading, or write a bar within a cell as \\|"
                yield Finding(page.place(each.offset, each.length), "lost-cell", message, hint)
