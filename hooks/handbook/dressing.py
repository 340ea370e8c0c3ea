"""A chapter's rendered HTML → the same for readers of every kind: forms, tables, nothing that a strict policy refuses.

What the checks read is untouched by it: it changes how things are held, never what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import get_args

from .blocks import FACES
from .frontmatter import Form
from .words import WORDS

_KEPT = re.compile(r"(<(?:pre|script|style|textarea)\b.*?</(?:pre|script|style|textarea)>)", re.DOTALL)
_LINE_END = re.compile(r"\s*\n\s*")
_BLOCKS = (
    "html head meta title link script body header nav main article aside section footer div h1 h2 h3 h4 p blockquote "
    "ul ol li dl dt dd table caption thead tbody tr th td details summary dialog form template"
).split()
_EDGE = re.compile(rf"\n?(</?(?:{'|'.join(_BLOCKS)})\b[^<>]*>)\n?")
"""A tag at which a browser shows no blank, with the line ends beside it."""
_UNNEEDED = re.compile(r"</(?:li|td|th|tr|thead|tbody)>\n?")
"""Ends that HTML takes for said where the next of their kind begins, or what holds them ends."""
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
_SLASH = re.compile(r"(<(?:br|hr|img|input)\b[^<>]*?) ?/>")
"""How XHTML ends an element that holds nothing; HTML gives the slash no meaning."""
_TABS = re.compile(r'<div class="tabbed-set[^>]*>.*?<div class="tabbed-content">', re.DOTALL)
_FACE = re.compile(rf'<h2\b[^>]*\bid="(?:{"|".join(FACES)})".*?(?=<h2\b|\Z)', re.DOTALL)
_CARD = re.compile(r'<section class="face">.*</section>', re.DOTALL)
_DRESSED_FACE = re.compile(r'<section class="face">.*?(?=</section>)', re.DOTALL)
_TAB = re.compile(r'<label for="(?P<id>[^"]+)">(?P<name>.*?)</label>', re.DOTALL)


def dressed(html: str, language: str) -> str:
    """The page's content in plain HTML: its forms have names, tables scroll, a card's faces lie together."""
    html = _SLASH.sub(r"\1>", html)
    html = _ALIGNED.sub(r' class="align-\1"', html)
    html = _CARD.sub(r'<div class="faces">\g<0></div>', _FACE.sub(r'<section class="face">\g<0></section>', html))
    html = _TABLE.sub(r'<div class="table">\g<0></div>', html)
    return _TABS.sub(lambda tabs: _with_forms(tabs[0], language), html)


def trimmed(page: str) -> str:
    """A whole page without what stands in it only for those who write it: blanks between tags, ends that go unsaid.

    Texts to copy keep theirs.
    """
    parts = _KEPT.split(page)
    parts[::2] = [_UNNEEDED.sub("", _EDGE.sub(r"\1", _LINE_END.sub("\n", part))) for part in parts[::2]]
    return "".join(parts)


def with_foot(html: str, foot: str) -> str:
    """The page's content with `foot` at the end of each face of a card; another page as it was."""
    return _DRESSED_FACE.sub(lambda face: face[0] + foot, html)


def _with_forms(tabs: str, language: str) -> str:
    """A set of tabs; if they are forms, each choice says which, the same in both languages."""
    names = {unescape(tab["name"]).strip(): tab["id"] for tab in _TAB.finditer(tabs)}
    forms = {WORDS[language][form]: form for form in get_args(Form)}
    if not names.keys() <= forms.keys():
        return tabs
    label = escape(WORDS[language]["choose_form"])
    tabs = tabs.replace('<div class="tabbed-set', f'<div role="radiogroup" aria-label="{label}" class="tabbed-set', 1)
    return _marked(tabs, {identity: forms[name] for name, identity in names.items()})


def _marked(tabs: str, forms: Mapping[str, str]) -> str:
    for identity, form in forms.items():
        tabs = tabs.replace(f'id="{identity}"', f'id="{identity}" data-form="{form}"', 1)
    return tabs
