"""One drawing for both languages → the drawing in the page, in the reader's language.

A figure holds its texts in SVG's own `<switch>` with `systemLanguage`, and its title and description once
per language. Inlined, it follows the page's language and its light or dark colours; as a file it still
shows itself rightly wherever it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .drawings import SVG as _SVG
from .drawings import flaws
from .finding import Text
from .late import late

_IMAGE = late(r"<img\b[^>]*\bclass=\"figure\"[^>]*>")
_SOURCE = late(r"\bsrc=\"([^\"]*)\"")
COLOURED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("ink", "soft", "accent", "on-accent", "signal"), ("fill",)),
    **dict.fromkeys(("box", "paper", "line", "ink-line", "accent-line"), ("fill", "stroke")),
}
"""What styles/drawings.css says of a drawing's classes, and the drawing need not say again."""


def inlined(html: str, docs: Path, language: str, *, styled: bool = False) -> str:
    """Replace each `<img class="figure">` of an SVG in assets/figures/ by the drawing itself.

    Where the page is `styled`, its style sheet has the colours; elsewhere the drawing brings its own.
    """
    return _IMAGE.sub(lambda match: _figure(match[0], docs, language, styled), html)


def localised(svg: str, language: str) -> Element:
    """The drawing `svg` with the texts of `language` only.

    Raises:
        xml.etree.ElementTree.ParseError: if it is not well-formed.
    """
    root = ElementTree.fromstring(svg)
    _choose(root, language)
    for parent in root.iter():
        _resolve_switches(parent, language)
    return root


def _figure(image: str, docs: Path, language: str, styled: bool) -> str:
    name = _SOURCE.findall(image)[0].rpartition("/")[2]
    file = docs / "assets" / "figures" / name
    if not file.is_file() or file.suffix != ".svg":
        return image
    text = file.read_text(encoding="utf-8", errors="replace")
    if any(flaws(Text(file.name, text))):  # a finding of its own: a preview shows it as a file, which runs nothing
        return image
    root = localised(text, language)
    if styled:
        _leave_colours_to_styles(root)
    identity = f"figure-{file.stem}"
    for part in ("title", "desc"):
        for element in root.findall(f"{{{_SVG}}}{part}"):
            element.set("id", f"{identity}-{part}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{identity}-title {identity}-desc")
    ElementTree.register_namespace("", _SVG)  # others, too, want the empty name, and the last one has it
    drawing = ElementTree.tostring(root, encoding="unicode")
    if styled:  # in HTML, an element's name is enough
        drawing = drawing.replace(f' xmlns="{_SVG}"', "", 1)
    return f'<span class="figure">{drawing}</span>'


def _leave_colours_to_styles(root: Element) -> None:
    for element in root.iter():
        for attribute in COLOURED.get(element.get("class", ""), ()):
            element.attrib.pop(attribute, None)


def _choose(root: Element, language: str) -> None:
    for element in list(root):
        if element.attrib.pop("lang", language) != language:
            root.remove(element)


def _resolve_switches(parent: Element, language: str) -> None:
    for child in list(parent):
        if child.tag != f"{{{_SVG}}}switch":
            continue
        chosen = next((each for each in child if each.get("systemLanguage", language) == language), None)
        if chosen is None:
            parent.remove(child)
        else:
            chosen.attrib.pop("systemLanguage", None)
            chosen.tail = child.tail
            parent[list(parent).index(child)] = chosen
