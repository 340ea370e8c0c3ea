"""Markdown → what readers get, each thing with its place in the source.

Python-Markdown keeps no positions, and nothing but Python-Markdown knows what is a link and what is code.
So every spot that *could* be a link, an id, a heading, a citation or a label is marked before rendering,
and the rendered page is asked which marks became what: a mark inside an `href` was a link, a mark inside
`<code>` was not. Marks are private-use characters, which neither Markdown nor HTML gives a meaning.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

from . import shortcuts
from .marks import MARK, Mark, clean, marked_with, marks_of
from .markup import LABELS
from .pagereader import IN_TREE, REWRITTEN, PageReader
from .rendered import Doubled, Mention, Reference, Rendered
from .terms import Sought
from .unmade import MOST, unmade


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
    notes = _notes(markdown)
    page = PageReader(body, marks, words)
    html = markdown.convert(marked)
    page.feed(html)
    page.close()
    rendered = page.rendered()
    labels = [*_labels(definitions.given, marks)]
    return rendered._replace(
        spare=tuple(_spare(labels, rendered)),
        doubled=(*_doubled(labels), *_repeated(notes.given, body)),
        mentions=(*rendered.mentions, *_idle(marks, html, body)),
        unmade=unmade(body, rendered.text, rendered.blocks),
    )


class _Definitions(dict[str, tuple[str, str]]):
    """Python-Markdown's reference definitions, and each that it was given, the overwritten too."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def __setitem__(self, label: str, definition: tuple[str, str]) -> None:
        self.given.append((label, definition[0]))
        super().__setitem__(label, definition)


class _Notes(OrderedDict[str, str]):
    """Python-Markdown's footnotes, and each that it was given, the overwritten too."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def __setitem__(self, label: str, text: str) -> None:
        self.given.append((label, clean(text)))
        super().__setitem__(label, text)


def _notes(markdown: Markdown) -> _Notes:
    """What will hold the footnotes that `markdown` is given."""
    notes = _Notes()
    if "footnote" in markdown.parser.blockprocessors:
        footnotes: Any = markdown.parser.blockprocessors["footnote"]
        footnotes.footnotes.footnotes = notes
    return notes


class _Label(NamedTuple):
    """The definition of a link's label."""

    label: str
    target: str
    offset: int
    """Where its address stands."""


def _labels(given: Sequence[tuple[str, str]], marks: Sequence[Mark]) -> Iterator[_Label]:
    for label, written in given:
        there = (marks[int(found[1])] for found in MARK.finditer(written))
        if target := next((mark for mark in there if mark.kind == "target"), None):
            yield _Label(label, clean(written), target.start)


def _doubled(labels: Sequence[_Label]) -> Iterator[Doubled]:
    first: dict[str, _Label] = {}
    for each in labels:
        before = first.setdefault(each.label, each)
        if before.target != each.target:
            yield Doubled("label", each.label, each.offset, before.offset)


def _repeated(given: Sequence[tuple[str, str]], body: str) -> Iterator[Doubled]:
    """Footnotes that were defined before: of the two, readers get the last."""
    first: dict[str, int] = {}
    often = Counter(label for label, _text in given)
    for label, text in islice((each for each in given if often[each[0]] > 1), MOST):
        words = re.escape(text.partition("\n")[0].strip())
        defined = re.compile(rf"(?m)^[ \t>]*(\[\^{re.escape(label)}\]:)[ \t]*\n?[ \t]*{words}")
        found = defined.search(body, first.get(label, -1) + 1) or defined.search(body)
        if found and first.setdefault(label, found.start(1)) != found.start(1):
            yield Doubled("footnote", label, found.start(1), first[label])


def _spare(labels: Sequence[_Label], rendered: Rendered) -> Iterator[Reference]:
    """What labels lead to that no link uses yet, but for those that only a comment is hidden in: `[//]: # (so)`."""
    if labels:
        used = {each.offset for each in rendered.references}
        given = Counter(each.label for each in labels)
        for each in labels:
            if each.offset not in used and given[each.label] == 1 and each.target != "#":
                yield Reference(each.target, each.offset, "a")


def _idle(marks: Sequence[Mark], html: str, body: str) -> Iterator[Mention]:
    """Abbreviations that are explained and that the page does not use: nothing is left of them."""
    for mark in marks:
        if mark.kind == "abbreviation" and mark.sign not in html:
            yield Mention(body[mark.start :].partition("]")[0], mark.start, abbreviation=True)


def _prepare(markdown: Markdown) -> None:
    """Have `markdown` render for this module."""
    contents: Any = markdown.treeprocessors["toc"]
    contents.slugify = _slug
    contents.asked_for = contents.marker
    markdown.treeprocessors.register(_InTree(markdown), IN_TREE, -1000)
    if LABELS in markdown.treeprocessors:
        markdown.treeprocessors.deregister(LABELS)  # what phones show of a table is no text of the chapter's
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
