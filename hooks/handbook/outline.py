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
    tabs: list[tuple[list[str], list[tuple[str, bool]]]] = []
    boxes = 0
    while opened:
        element, children, kind, begun = opened[-1]
        for child in children:
            within = _kind(child.tag, child.attrib) if child.attrib or child.tag in _PLAIN else ""
            if within == "box":
                yield Block("box", section, label=_sort(child.get("class", "")), empty=_is_empty(child))
            elif within == "checklist":
                yield Block("checklist", section)
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
                for label, (words, empty) in zip(*tabs.pop(), strict=False):
                    yield Block("tab", begun, label=label, text=words, empty=empty)
            elif tabs and kind == "label":
                tabs[-1][0].append(_words(element))
            elif tabs and kind == "panel":
                words = _words(element)
                tabs[-1][1].append((words, not words and not len(element)))


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


def _sort(classes: str) -> str:
    """Of which kind a box with such `classes` is."""
    return next((each for each in classes.split() if each != "admonition"), "")


def _is_empty(box: Element) -> bool:
    """Whether nothing stands in a box but its title."""
    title = [each for each in box if each.tag == "summary" or each.get("class") == "admonition-title"]
    around = (box.text, *(each.tail for each in box))
    return len(box) == len(title) and not any((text or "").strip() for text in around)


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
