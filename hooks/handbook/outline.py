"""A rendered page → its tables, tabs, boxes, figures, checklists and downloads, each under its heading.

It knows HTML as the site's Markdown extensions write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .htmltree import HEADINGS
from .late import late
from .rendered import Block


def blocks(root: Element) -> tuple[Block, ...]:
    """What stands in the sections of a page, in its order: what holds text where it ends, the rest where it begins."""
    return tuple(_blocks(root))


class _Open(NamedTuple):
    """An element that is not closed yet."""

    element: Element
    children: Iterator[Element]
    kind: str
    section: str


def _blocks(root: Element) -> Iterator[Block]:
    section = ""
    opened = [_Open(root, iter(root), "", "")]
    tabs: list[tuple[list[str], list[str]]] = []
    boxes = 0
    while opened:
        element, children, kind, begun = opened[-1]
        for child in children:
            within = _kind(child.tag, child.attrib) if child.attrib or child.tag in _PLAIN else ""
            if within in ("box", "checklist"):
                yield Block(within, section)  # type: ignore[arg-type]
            elif within in ("figure", "picture"):
                yield Block(within, section, label=child.get("src", ""))  # type: ignore[arg-type]
            elif within == "download":
                yield Block("download", section, label=child.get("href", ""))
            elif within == "tabs":
                tabs.append(([], []))
            boxes += within == "box"
            if within in _LASTING or len(child):
                opened.append(_Open(child, iter(child), within, section))
                break
            if child.tag in HEADINGS:
                section = child.get("id", "")
        else:
            opened.pop()
            boxes -= kind == "box"
            if element.tag in HEADINGS:
                section = element.get("id", "")
            if kind == "table":
                yield Block("table", begun, rows=_rows(element), boxed=boxes > 0)
            elif kind == "tabs":
                for label, panel in zip(*tabs.pop(), strict=False):
                    yield Block("tab", begun, label=label, text=panel)
            elif tabs and kind in ("label", "panel"):
                tabs[-1][kind == "panel"].append(_words(element))


def _rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """The words of each cell; those of a table within a cell are the cell's."""
    rows: list[list[str]] = []
    left = [*reversed(table)]
    while left:
        element = left.pop()
        if element.tag == "tr":
            rows.append([])
        elif element.tag in ("td", "th") and rows:
            rows[-1].append(_words(element))
        if element.tag != "table":
            left += reversed(element)
    return tuple(map(tuple, rows))


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


_DOWNLOAD = late(r"[^:?#]+(?<!\.md)(?<!/)(?:[?#].*)?")
"""An address that may be a file of our own and is no page."""
_LASTING = ("table", "tabs", "label", "panel", "box")
_PLAIN = ("table", "details")
"""Elements that need no attribute to be of a kind."""


def _kind(tag: str, attributes: Mapping[str, str]) -> str:
    if tag == "table":
        return "table"
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
    if tag == "img":
        return "picture"
    if tag == "a" and _DOWNLOAD.fullmatch(attributes.get("href", "")):
        return "download"
    return "checklist" if "task-list" in classes else ""
