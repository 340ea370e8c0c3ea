"""Markdown → what readers get, each thing with its place in the source.

Python-Markdown keeps no positions, and nothing but Python-Markdown knows what is a link and what is code.
So every spot that *could* be a link, an id, a heading, a citation or a label is marked before rendering,
and the rendered page is asked which marks became what: a mark inside an `href` was a link, a mark inside
`<code>` was not. Marks are private-use characters, which neither Markdown nor HTML gives a meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

from . import shortcuts
from .marks import MARK, Mark, clean, marked_with, marks_of
from .pagereader import IN_TREE, REWRITTEN, PageReader
from .rendered import Doubled, Rendered
from .terms import Sought


def render(body: str, markdown: Markdown, words: Sought | None = None) -> Rendered:
    """Render `body` with `markdown` and say what came of it, and where in running text `words` stand."""
    if IN_TREE not in markdown.treeprocessors:
        _prepare(markdown)
    marks = marks_of(body, words)
    marked = marked_with(body, marks)
    contents: Any = markdown.treeprocessors["toc"]
    contents.marker = contents.asked_for if contents.asked_for in marked else ""  # sought in every element
    markdown.reset()
    definitions = markdown.references = _Definitions()
    page = PageReader(body, marks, words)
    page.feed(markdown.convert(marked))
    page.close()
    return page.rendered()._replace(doubled=tuple(_doubled(definitions.given, marks)))


class _Definitions(dict[str, tuple[str, str]]):
    """Python-Markdown's reference definitions, and each that it was given, the overwritten too."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def __setitem__(self, label: str, definition: tuple[str, str]) -> None:
        self.given.append((label, definition[0]))
        super().__setitem__(label, definition)


def _doubled(given: Sequence[tuple[str, str]], marks: Sequence[Mark]) -> Iterator[Doubled]:
    first: dict[str, tuple[str, int]] = {}
    for label, written in given:
        found, target = MARK.search(written), clean(written)
        if found:
            offset = marks[int(found[1])].start
            address, before = first.setdefault(label, (target, offset))
            if address != target:
                yield Doubled(label, offset, before)


def _prepare(markdown: Markdown) -> None:
    """Have `markdown` render for this module."""
    contents: Any = markdown.treeprocessors["toc"]
    contents.slugify = _slug
    contents.asked_for = contents.marker
    markdown.treeprocessors.register(_InTree(markdown), IN_TREE, -1000)
    shortcuts.take(markdown)


class _InTree(Treeprocessor):
    """Tells elements made from Markdown, whose links the site rewrites, from raw HTML, whose it does not."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in REWRITTEN:
                element.set(IN_TREE, REWRITTEN[element.tag])


def _slug(text: str, separator: str) -> str:
    """The id that a heading's words make, without its marks."""
    return slugify(clean(text), separator)
