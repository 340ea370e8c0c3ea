"""Shortcuts through Python-Markdown: what cannot be there is not looked for, and the result is the same.

Each rests on a sign without which a piece of Markdown cannot be what somebody asks whether it is. What an extension
adds that is not named here is asked about everything, as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, serializers
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX, AtomicString

_INDENT = "    "
_SIGNS_OF_BLOCKS = {
    "admonition": ("!!!", _INDENT),
    "markdown_block": (STX,),
    "details": ("???", _INDENT),
    "tabbed": ("===", _INDENT),
    "indent": (_INDENT,),
    "defindent": (_INDENT,),
    "code": (_INDENT,),
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"),
    "hr": ("-", "_", "*"),
    "olist": (". ",),
    "ulist": ("* ", "+ ", "- "),
    "deflist": (": ",),
    "quote": (">",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "reference": ("]:",),
}
"""What a block holds, one of them, that is for the block processor of that name."""
_SIGNS_OF_PATTERNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "term": ("[[",),
    "footnote": ("[^",),
    "citation": ("[@",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text holds that the inline pattern of that name matches: the first sign or the last."""
_PLAIN = frozenset(
    "p li ul ol h1 h2 h3 h4 h5 h6 a strong em span div table thead tbody tr th td blockquote label code pre "
    "details summary abbr sup dl dt dd".split()
)
"""Elements that are written as their tags, with what stands between them."""
_as_text: Callable[[str], str] = vars(serializers)["_escape_cdata"]  # its types do not show them
_as_value: Callable[[str], str] = vars(serializers)["_escape_attrib_html"]


def take(markdown: Markdown) -> None:
    """Have `markdown` take them all."""
    markdown.is_block_level = lru_cache(markdown.is_block_level)  # type: ignore[method-assign]
    markdown.treeprocessors.register(_Unescape(markdown), "unescape", 0)
    if markdown.serializer is serializers.to_xhtml_string:
        markdown.serializer = _written
    _look_for_blocks_by_sign(markdown.parser)
    _look_for_patterns_by_sign(markdown)
    _build_contents_if_asked(markdown.treeprocessors["toc"])
    fences: Any = markdown.preprocessors["fenced_code_block"]
    if hasattr(fences, "get_hl_settings"):
        _look_for_fences_by_sign(fences)
        fences.get_hl_settings()
        fences.highlighter = _colourless(fences.highlighter)


def _signed(registry: Any, signs: Mapping[str, Sequence[str]]) -> list[tuple[Sequence[str], Any]]:
    """Each of `registry` in its order, with its signs: an empty one, which every text holds, if none is known."""
    names = {id(registry[name]): name for name in signs if name in registry}
    return [(signs.get(names.get(id(each), ""), ("",)), each) for each in registry]


def _look_for_blocks_by_sign(parser: Any) -> None:
    signed: list[tuple[Sequence[str], BlockProcessor]] = _signed(parser.blockprocessors, _SIGNS_OF_BLOCKS)
    processors = [(sign, processor) for signs, processor in signed for sign in signs]

    def parse(parent: Element, blocks: list[str]) -> None:
        while blocks:
            for sign, processor in processors:
                block = blocks[0]
                if sign in block and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse


def _look_for_patterns_by_sign(markdown: Markdown) -> None:
    inline: Any = markdown.treeprocessors["inline"]
    signed = _signed(markdown.inlinePatterns, _SIGNS_OF_PATTERNS)
    patterns = inline.inlinePatterns = [pattern for _signs, pattern in signed]
    signs = [(each[0], each[-1]) for each, _pattern in signed]
    any_sign = re.compile("|".join(re.escape(sign) for sign in sorted({sign for each in signs for sign in each})))
    apply = inline._InlineProcessor__applyPattern

    def handle(data: str, at: int = 0) -> str:
        if isinstance(data, AtomicString) or not any_sign.search(data):
            return data
        start, end = 0, len(patterns)
        while at < end:
            sign, other = signs[at]
            matched = sign in data or other in data
            if matched:
                data, matched, start = apply(patterns[at], data, at, start)
            if not matched:
                at, start = at + 1, 0
        return data

    inline._InlineProcessor__handleInline = handle


def _look_for_fences_by_sign(fences: Any) -> None:
    indent = fences.parse_whitespace
    fences.parse_whitespace = lambda line: indent(line) if "```" in line or "~~~" in line else ""


def _written(element: Element) -> str:
    """The HTML of `element`, by a shorter way than Python-Markdown's own for what has nothing special about it."""
    pieces: list[str] = []
    _write(element, pieces.append)
    return "".join(pieces)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag, given, text, tail = element.tag, sorted(element.items()), element.text, element.tail
    if tag not in _PLAIN or not all(isinstance(value, str) for _name, value in given):
        write(serializers.to_xhtml_string(element))
        return
    write(f"<{tag}")
    for name, value in given:
        write(f' {name}="{_as_value(value)}"')
    write(">")
    if text:
        write(_as_text(text))
    for child in element:
        _write(child, write)
    write(f"</{tag}>")
    if tail:
        write(_as_text(tail))


class _Unescape(UnescapeTreeprocessor):
    """Unescapes only what is escaped."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


def _build_contents_if_asked(contents: Any) -> None:
    build = contents.build_toc_div
    contents.build_toc_div = lambda listed: build(listed) if contents.marker else Element("div")


def _colourless(highlighter: Any) -> Any:
    """`highlighter` without Pygments for code that is given no more than its language: code is code."""

    class Colourless(highlighter):  # type: ignore[misc]
        def highlight(self, src: str, language: str, *given: Any, **options: Any) -> Any:
            more = ("hl_lines", "classes", "id_value", "attrs", "title")
            numbered = any(options.get(name, -1) > 0 for name in ("linestart", "linestep", "linespecial"))
            always = ("linenums", "auto_title", "line_spans", "line_anchors", "anchor_linenums", "pygments_lang_class")
            if not numbered and not any(map(options.get, more)) and not any(getattr(self, name) for name in always):
                self.use_pygments = False
            return super().highlight(src, language, *given, **options)

    return Colourless
