"""HTML that may stand in a chapter or a drawing: text and pictures, nothing that runs or fetches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content import Page
from ..finding import Finding
from ..model import Handbook

_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 "
    "h4 hr i img ins kbd li mark ol p picture pre q s samp small source span strong sub summary sup table tbody td "
    "tfoot th thead time tr track u ul var video wbr".split()
)
_ATTRIBUTES = frozenset(
    "alt aria-describedby aria-hidden aria-label aria-labelledby cite class colspan controls datetime dir headers "
    "height hidden href hreflang id kind label lang loading markdown media name open poster rel role rowspan scope "
    "sizes span src srclang srcset start title translate type width".split()
)


def html(handbook: Handbook) -> Iterator[Finding]:
    """Tags, and attributes of tags or of attribute lists, outside the list."""
    for page in handbook.pages.values():
        for tag in page.rendered.tags:
            if tag.name not in _TAGS:
                message = f"<{tag.name}> does not belong in a chapter"
                place = page.place(tag.offset, len(tag.name) + 1)
                yield Finding(place, "unsafe-html", message, "write it in Markdown, or leave it out")
                continue
            for name, _value in tag.attributes:
                found = re.compile(re.escape(name), re.IGNORECASE).search(page.body, tag.offset)
                yield from _attribute(page, name, found.start() if found else tag.offset)
        for attribute in page.rendered.attributes:
            yield from _attribute(page, attribute.name, attribute.offset)


def _attribute(page: Page, name: str, offset: int) -> Iterator[Finding]:
    if name not in _ATTRIBUTES and not name.startswith("data-"):
        message = f"the attribute {name} does not belong in a chapter"
        yield Finding(page.place(offset, len(name)), "unsafe-html", message, "take it away")
