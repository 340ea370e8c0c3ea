"""A rendered page → its tables, tabs, boxes, figures, checklists and downloads, each under its heading.

Fed by rendering.py with the same tags and texts; it knows HTML as the site's Markdown extensions write it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

BlockKind = Literal["table", "tab", "box", "figure", "checklist", "download"]


class Block(NamedTuple):
    """What stands in a section beside running text."""

    kind: BlockKind
    section: str
    """The id of the heading above it; empty before the first."""
    label: str = ""
    """A tab's words, or a download's address."""
    text: str = ""
    """What a tab holds."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells, its headings first."""
    boxed: bool = False
    """Whether it stands in a box, as an example does."""


class _Open(NamedTuple):
    """An element that is not closed yet, and the text within it."""

    tag: str
    kind: str
    section: str
    text: list[str]


class Outline:
    """Collects blocks while a page is read."""

    def __init__(self) -> None:
        self._section = ""
        self._found: list[Block] = []
        self._open: list[_Open] = []
        self._reading: list[_Open] = []
        """Those of them whose text counts."""
        self._rows: list[list[list[str]]] = []
        self._labels: list[list[str]] = []
        self._panels: list[list[str]] = []

    def blocks(self) -> tuple[Block, ...]:
        """What was found, in the page's order."""
        return tuple(self._found)

    def section(self, identity: str) -> None:
        """A heading with the id `identity` begins."""
        self._section = identity

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        kind = _kind(tag, attributes)
        if kind == "table":
            self._rows.append([])
        elif tag == "tr" and self._rows:
            self._rows[-1].append([])
        elif kind == "cell" and self._rows and self._rows[-1]:
            self._rows[-1][-1].append("")
        elif kind == "tabs":
            self._labels.append([])
            self._panels.append([])
        elif kind in ("box", "figure", "checklist"):
            self._add(Block(kind, self._section))  # type: ignore[arg-type]
        elif kind == "download":
            self._add(Block("download", self._section, label=attributes["href"]))
        if tag not in _VOID:
            self._open.append(_Open(tag, kind, self._section, []))
            if kind in _READ:
                self._reading.append(self._open[-1])

    def data(self, text: str) -> None:
        """Text stands within whatever is open."""
        for each in self._reading:
            each.text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if not any(each.tag == tag for each in reversed(self._open)):
            return
        while self._open:
            closed = self._open.pop()
            if closed.kind in _READ:
                self._reading.pop()
            if closed.kind:
                self._close(closed)
            if closed.tag == tag:
                return

    def _close(self, closed: _Open) -> None:
        text = " ".join("".join(closed.text).split())
        if closed.kind == "cell" and self._rows and self._rows[-1] and self._rows[-1][-1]:
            self._rows[-1][-1][-1] = text
        elif closed.kind == "table":
            rows = tuple(tuple(row) for row in self._rows.pop())
            boxed = any(each.kind == "box" for each in self._open)
            self._add(Block("table", closed.section, rows=rows, boxed=boxed))
        elif closed.kind == "label" and self._labels:
            self._labels[-1].append(text)
        elif closed.kind == "panel" and self._panels:
            self._panels[-1].append(text)
        elif closed.kind == "tabs":
            for label, panel in zip(self._labels.pop(), self._panels.pop(), strict=False):
                self._add(Block("tab", closed.section, label=label, text=panel))

    def _add(self, block: Block) -> None:
        self._found.append(block)


_DOWNLOAD = re.compile(r"[^:?#]+(?<!\.md)(?<!/)(?:[?#].*)?")
"""An address that may be a file of our own and is no page."""
_READ = ("label", "panel", "cell")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def _kind(tag: str, attributes: Mapping[str, str]) -> str:
    if tag == "table" or tag in ("td", "th"):
        return "table" if tag == "table" else "cell"
    if not attributes:
        return "box" if tag == "details" else ""
    classes = attributes.get("class", "").split()
    if "tabbed-set" in classes:
        return "tabs"
    if tag == "label" and attributes.get("for", "").startswith("__tabbed"):
        return "label"
    if "tabbed-block" in classes:
        return "panel"
    if "admonition" in classes or tag == "details":
        return "box"
    if "figure" in classes:
        return "figure"
    if tag == "a" and _DOWNLOAD.fullmatch(attributes.get("href", "")):
        return "download"
    return "checklist" if "task-list" in classes else ""
