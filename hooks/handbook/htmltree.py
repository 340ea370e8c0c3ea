"""Tags and texts, in a page's order → its elements, nested as a browser nests them."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""What holds nothing, and so is never closed."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""Headings and their levels."""


class Tree:
    """Elements that are collected while a page is read."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._builder.start("", {})
        self._open = [""]
        self.data: Callable[[str], None] = self._builder.data
        """Text stands within whatever is open."""

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._builder.start(tag, attributes)
        if tag in VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def end(self, tag: str) -> None:
        """An element ends, and with it what was left open in it."""
        if tag == self._open[-1]:
            self._builder.end(self._open.pop())
            return
        while tag in self._open:
            closed = self._open.pop()
            self._builder.end(closed)
            if closed == tag:
                return

    def root(self) -> Element:
        """What was collected, within an element without a name; whatever is open ends."""
        while self._open:
            self._builder.end(self._open.pop())
        return self._builder.close()
