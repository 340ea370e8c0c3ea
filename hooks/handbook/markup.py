"""What chapters may write beyond Markdown: citations by key, `[@keiser2021aar; @other2020]`.

An ordinary Python-Markdown extension, so that the site and the checks read a chapter alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from .settings import Settings

CITATION = r"\[@[^\[\]\s;@]+(?:\s*;\s*@[^\[\]\s;@]+)*\]"
REFERENCES = "evaluation/terms-and-references"
"""The chapter that lists the works cited."""


class Citations(Extension):
    """Renders citations as links to the list of works, with the words that `label` gives for a key."""

    def __init__(self, label: Callable[[str], str] = str) -> None:
        """`label` takes a key such as `keiser2021aar` and returns its author and year."""
        super().__init__()
        self._label = label

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register before links, after code and escapes."""
        md.inlinePatterns.register(_CitationProcessor(CITATION, md, self._label), "citation", 175)


class _CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, label: Callable[[str], str]) -> None:
        super().__init__(pattern, md)
        self._label = label

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        group = Element("span", {"class": "citation"})
        keys = [key.strip().removeprefix("@") for key in m[0][1:-1].split(";")]
        for at, key in enumerate(keys):
            target = f"/{REFERENCES}.md#{reference_id(key)}"
            link = SubElement(group, "a", {"href": target, "data-key": key})
            link.text = self._label(key)
            link.tail = "; " if at < len(keys) - 1 else ""
        return group, m.start(0), m.end(0)


def reference_id(key: str) -> str:
    """The id of a work in the list of works cited."""
    return f"ref-{key}"


def site_markdown(settings: Settings, label: Callable[[str], str] = str) -> Markdown:
    """The renderer that the site uses: the extensions of mkdocs.yml, in MkDocs' order, and our own."""
    # MkDocs always adds these three; the theme's own needs none.
    extensions: list[str | Extension] = list(dict.fromkeys(["toc", "tables", "fenced_code", *settings.extensions]))
    options: Mapping[str, Any] = settings.extension_options
    return Markdown(extensions=[*extensions, Citations(label)], extension_configs=dict(options))
