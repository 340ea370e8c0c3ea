"""A chapter's HTML as the site has it → as a book has it: everything open, and nothing that needs a screen.

The result is HTML and XHTML at once, so that one text serves the PDF and the EPUB. An id that many chapters have
gets its chapter's name before it, since a PDF is one page to its readers.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from mimetypes import guess_type
from pathlib import Path

from lxml.etree import Comment, tostring
from lxml.html import HtmlElement, fragment_fromstring

from ..figures import inlined
from ..htmltree import VOID

WIDE, WIDER = 5, 7
"""From how many columns a table is set in smaller type, and in the smallest."""
OWN = "book:"
"""Begins an address that is an anchor of the book already."""

Resolve = Callable[[str], str]
"""An address as a chapter writes it → `#anchor` in the book, an address elsewhere, or nothing."""

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
"""Put aside while the rest is read as HTML, which knows no capital letters in names."""
_PUT_ASIDE = " drawing "
_SVG = 'xmlns="http://www.w3.org/2000/svg"'
_SECTION = re.compile(r"h([2-5])")
_DROPPED = ("headerlink", "footnote-backref", "visually-hidden")
_DROPPED_TAGS = ("script", "style", "template", "button", "dialog", "noscript")
_NOT_IN_BOOKS = re.compile(r"data-|aria-(?:labelledby|controls|describedby)|on|style$|hidden$|tabindex$|target$|rel$")
_SCHEME = re.compile(r"(?:https?://|mailto:)(?:www\.)?")


def anchor(path: str, identity: str = "") -> str:
    """The id that the chapter `path`, or what has the id `identity` in it, has in the whole book."""
    return path.replace("/", ".") + (f"..{identity}" if identity else "")


def chapter_of(target: str) -> str:
    """The anchor of the chapter that an anchor lies in."""
    return target.partition("..")[0]


def page(html: str, path: str, language: str, docs: Path, resolve: Resolve) -> str:
    """The chapter `path`, rendered as `html`, as a book's page has it; `docs` is where its pictures lie."""
    html = inlined(html, docs, language)
    drawings = _DRAWING.findall(html)
    root = fragment_fromstring(_DRAWING.sub(f"<!--{_PUT_ASIDE}-->", html), create_parent="div")
    hidden = root.findall(".//*[@hidden]")
    comments = [each for each in root.iter(Comment) if each.text != _PUT_ASIDE]
    for element in [*_of_class(root, *_DROPPED), *root.iter(*_DROPPED_TAGS), *hidden, *comments]:
        if element.getparent() is not None:  # or it went with another
            element.drop_tree()
    for change in (_show_all_forms, _open_boxes, _let_tick, _name_columns):
        change(root)
    _lead(root, path, resolve)
    for element in root.iter():
        if isinstance(element.tag, str):
            _clean(element, docs)
    there = iter(drawings)
    return re.sub(f"<!--{_PUT_ASIDE}-->", lambda _mark: _drawing(next(there), path), _both(root)).replace(
        f'"{OWN}', '"#'
    )


def _of_class(root: HtmlElement, *names: str) -> list[HtmlElement]:
    return [element for name in names for element in root.find_class(name)]


def _show_all_forms(root: HtmlElement) -> None:
    """Tabs, of which a screen shows one, stand one after the other, each under its name."""
    for tabs in _of_class(root, "tabbed-set"):
        names = ["".join(label.itertext()).strip() for label in tabs.iterfind("./div/label")]
        blocks = list(tabs.iterfind("./div/div"))
        tabs.clear(keep_tail=True)
        tabs.set("class", "forms")
        for name, block in zip(names, blocks, strict=True):
            block.set("class", "form")
            title = block.makeelement("p", {"class": "form__name"})
            title.text = name
            block.text = None
            block.insert(0, title)
            tabs.append(block)


def _open_boxes(root: HtmlElement) -> None:
    for box in root.iter("details"):
        box.tag = "div"
        box.set("class", f"box {box.get('class', '')}".strip())
        for summary in box.findall("summary"):
            summary.tag = "p"
            summary.set("class", "box__title")
    for box in _of_class(root, "admonition"):
        box.set("class", f"box {box.get('class', '').replace('admonition', '').strip()}".strip())
        for title in _of_class(box, "admonition-title"):
            title.set("class", "box__title")


def _let_tick(root: HtmlElement) -> None:
    """Each task gets one field to tick, which is called what the task says."""
    for number, item in enumerate(_of_class(root, "task-list-item"), 1):
        told = " ".join("".join(item.itertext()).split())
        ticked = any(each.get("checked") is not None for each in item.iter("input"))
        for old in list(item.iter("label", "input")):
            old.drop_tag()
        field = item.makeelement("input", {"type": "checkbox", "name": f"task-{number}", "title": told})
        if ticked:
            field.set("checked", "checked")
        inside = next((each for each in item if each.tag == "p"), item) if not (item.text or "").strip() else item
        field.tail = f" {(inside.text or '').lstrip()}"
        inside.text = None
        inside.insert(0, field)


def _name_columns(root: HtmlElement) -> None:
    """Each heading of a table says what it is the heading of, and a table says how wide it is."""
    for table in root.iter("table"):
        columns = max((len(row) for row in table.iter("tr")), default=0)
        size = "wider" if columns >= WIDER else "wide" if columns >= WIDE else ""
        table.set("class", " ".join(filter(None, (table.get("class", ""), size))))
        for heading in table.iter("th"):
            heading.set("scope", heading.get("scope") or "col")
        for cell in table.iter("th", "td"):
            if found := re.search(r"text-align:\s*(right|center)", cell.get("style", "")):
                cell.set("class", found[1])


def _lead(root: HtmlElement, path: str, resolve: Resolve) -> None:
    """Give ids their chapter's name, and let links lead there, or out."""
    for name in ("id", "name"):
        for element in root.iterfind(f".//*[@{name}]"):
            element.set(name, anchor(path, element.get(name, "")))
    for link in root.iterfind(".//a[@href]"):
        there = resolve(link.get("href", ""))
        del link.attrib["href"]
        if not there:
            continue
        link.set("href", there)
        if there.startswith("#"):
            quiet = "term" in link.get("class", "") or link.getparent().get("class") == "citation"
            link.set("class", "quiet" if quiet or link.getparent().tag == "sup" else "inside")
        else:
            link.set("class", "shown" if _SCHEME.sub("", there).rstrip("/") in "".join(link.itertext()) else "outside")


def _clean(element: HtmlElement, docs: Path) -> None:
    if element.tag == "img" and "figure" not in element.get("class", "").split():
        file = docs / "assets" / element.get("src", "").partition("assets/")[2]
        if file.is_file():
            kind = guess_type(file.name)[0] or "application/octet-stream"
            element.set("src", f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}")
    for name in list(element.attrib):
        if _NOT_IN_BOOKS.match(name) or (not element.get(name) and name in ("class", "title")):
            del element.attrib[name]
    if heading := _SECTION.fullmatch(element.tag):  # the module has the first level, the chapter the second
        element.tag = f"h{int(heading[1]) + 1}"
    if len(element) == 0 and element.text is None and element.tag not in VOID:
        element.text = ""  # written with an end tag, which HTML asks for


def _drawing(svg: str, path: str) -> str:
    """The drawing `svg` as XML, with ids that no other drawing in the book has."""
    whole = svg if _SVG in svg else svg.replace("<svg", f"<svg {_SVG}", 1)
    for identity in re.findall(r'\bid="([^"]+)"', whole):
        own = anchor(path, identity)
        whole = re.sub(rf'(["# (]){re.escape(identity)}(?=[" )])', rf"\g<1>{own}", whole)
    return whole


def _both(root: HtmlElement) -> str:
    text: str = tostring(root, encoding="unicode", method="xml")
    return text
