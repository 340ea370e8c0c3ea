"""What chapters may write beyond Markdown, and what readers get beyond it.

Ordinary Python-Markdown extensions, so that the site and the checks read a chapter alike:
citations by key, `[@keiser2021aar; @other2020]`, words of the term list, `[[pulse meeting]]`, and tables whose
cells know their heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from .settings import Settings, SettingsError

CITATION = r"\[@[^\[\]\s;@]+(?:\s*;\s*@[^\[\]\s;@]+)*\]"
TERM_START = r"(?<![\\!\[])\[\[(?=[^\[\]\n^@][^\[\]\n]*\]\](?![(\[:]))"
LABELS = "cell-labels"
"""What gives each cell of a wide table its column's heading."""
WIDE_TABLE = 3
"""From how many columns a phone shows rows as blocks."""
NARROW_TABLE = 36
"""Characters of a row that a phone shows side by side, with `GAP` for each column."""
GAP = 3
PLACEHOLDERS = (
    "accessibility",
    "agenda",
    "books",
    "kept",
    "known-barriers",
    "module-chapters",
    "module-map",
    "offline",
    "pack",
    "paths",
    "references",
    "rules",
    "session",
    "terms",
)
"""What the build puts in, for a comment such as `<!-- handbook: terms -->`."""
REFERENCES = "evaluation/references"
"""The chapter that lists the works cited."""
TERMS = "evaluation/terms-and-references"
"""The chapter that lists the terms."""


class Citations(Extension):
    """Renders citations as links to the list of works, with the words that `label` gives for a key."""

    def __init__(self, label: Callable[[str], str] = str) -> None:
        """`label` takes a key such as `keiser2021aar` and returns its author and year."""
        super().__init__()
        self._label = label

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before links, after code and escapes."""
        md.inlinePatterns.register(_CitationProcessor(CITATION, md, self._label), "citation", 175)


class _CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, label: Callable[[str], str]) -> None:
        super().__init__(pattern, md)
        self._label = label

    def handleMatch(  # type: ignore[override]
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        group = Element("span", {"class": "citation"})
        keys = [key.strip().removeprefix("@") for key in m[0][1:-1].split(";")]
        for at, key in enumerate(keys):
            target = f"/{REFERENCES}.md#{reference_id(key)}"
            link = SubElement(group, "a", {"href": target, "data-key": key})
            link.text = self._label(key)
            link.tail = "; " if at < len(keys) - 1 else ""
        return group, m.start(0), m.end(0)


class Terms(Extension):
    """Renders words of the term list as links to it; `find` gives the id of a term's row, or nothing."""

    def __init__(self, find: Callable[[str], str] = lambda _words: "") -> None:
        """`find` takes words such as `pulse meeting`."""
        super().__init__()
        self._find = find

    def extendMarkdown(self, md: Markdown) -> None:
        """Register before links, after code and escapes."""
        md.inlinePatterns.register(_TermProcessor(rf"{TERM_START}([^\[\]\n]+)\]\]", md, self._find), "term", 176)


class _TermProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, find: Callable[[str], str]) -> None:
        super().__init__(pattern, md)
        self._find = find

    def handleMatch(  # type: ignore[override]
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        found = self._find(m[1].strip())
        word = Element("a" if found else "span", {"class": "term", "data-term": m[1].strip()})
        if found:
            word.set("href", f"/{TERMS}.md#{found}")
        word.text = m[1].strip()
        return word, m.start(0), m.end(0)


class StackableTables(Extension):
    """Gives each cell of a wide table its column's heading, so that a phone can show a row as a block."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after inline text is in place."""
        md.treeprocessors.register(_CellLabels(md), LABELS, 5)


class _CellLabels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            labels = ["".join(cell.itertext()).strip() for cell in table.findall("./thead/tr/th")]
            if len(labels) < WIDE_TABLE or _width(table) <= NARROW_TABLE:
                continue
            table.set("data-columns", str(len(labels)))
            for row in table.findall("./tbody/tr"):
                for label, cell in zip(labels, row.findall("./td"), strict=False):
                    cell.set("data-label", label)


def _width(table: Element) -> int:
    """The characters of a row that holds the longest cell of each column."""
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")]
    return sum(max(map(len, column)) + GAP for column in zip_longest(*rows, fillvalue=""))


def reference_id(key: str) -> str:
    """The id of a work in the list of works cited."""
    return f"ref-{key}"


def site_markdown(
    settings: Settings, label: Callable[[str], str] = str, find: Callable[[str], str] = lambda _words: ""
) -> Markdown:
    """The renderer that the site uses: the extensions of mkdocs.yml, in MkDocs' order, and our own."""
    # MkDocs always adds these three; the theme's own needs none.
    extensions: list[str | Extension] = list(dict.fromkeys(["toc", "tables", "fenced_code", *settings.extensions]))
    options: Mapping[str, Any] = settings.extension_options
    try:
        return _Markdown(extensions=[*extensions, *own_extensions(label, find)], extension_configs=dict(options))
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        problem = f"names a Markdown extension that cannot be used: {error}"
        raise SettingsError(settings.extensions_place, problem, "undo the last change") from None


class _Markdown(Markdown):
    """Finds an extension by its module, which is much faster than asking each installed package for its own."""

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        for name in (f"markdown.extensions.{ext_name}", ext_name):
            try:
                made: Extension = import_module(name).makeExtension(**configs)
            except (ModuleNotFoundError, AttributeError):
                continue
            return made
        return super().build_extension(ext_name, configs)


def own_extensions(
    label: Callable[[str], str] = str, find: Callable[[str], str] = lambda _words: ""
) -> tuple[Extension, ...]:
    """What chapters may write and readers get beyond the extensions of mkdocs.yml."""
    return Citations(label), Terms(find), StackableTables()
