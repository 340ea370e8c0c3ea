"""Ids: each once on its page, and one on every heading, written so that a link to it can be typed anywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from ..content import Page
from ..finding import Finding
from ..late import late
from ..model import Handbook
from ..rendered import Heading
from ..settings import LANGUAGES

THEME = late(r"__.+|fn(?:ref\d*)?:.+|chapter-title|module-map-(?:title|arrow)|path-.+-title|figure-.+-(?:title|desc)")
"""The ids that the theme, its extensions and our own templates put on any page."""

_ID = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id as the handbook writes it: small letters of English, digits, hyphens between."""


def duplicates(handbook: Handbook) -> Iterator[Finding]:
    """An id that stands twice on a page: a link to it leads to the first."""
    for page in filter(handbook.judged, handbook.pages.values()):
        first: dict[str, int] = {}
        put_in = handbook.put_in(page)
        for anchor in filter(lambda each: each.id, page.rendered.anchors):
            if THEME.fullmatch(anchor.id) or anchor.id in put_in:
                yield Finding(
                    page.place(anchor.offset, len(anchor.id)),
                    "duplicate-id",
                    f"the id {anchor.id} is one that the site itself gives",
                    "give this one a name of its own",
                )
            elif anchor.id in first:
                line = page.place(first[anchor.id]).line
                yield Finding(
                    page.place(anchor.offset, len(anchor.id)),
                    "duplicate-id",
                    f"the id {anchor.id} stands on line {line} already",
                    f"give this one a name of its own, such as {anchor.id}-2",
                )
            first.setdefault(anchor.id, anchor.offset)


def headings(handbook: Handbook) -> Iterator[Finding]:
    """A heading whose id would follow its words, and so change with them and with the language."""
    for page in filter(handbook.judged, handbook.pages.values()):
        for at, heading in enumerate(page.rendered.headings):
            if not heading.explicit:
                twin = next(iter(_twins(handbook, page)[at:]), None)
                example = (twin.id if twin and twin.explicit else "") or (
                    slugify(heading.text, "-") if page.language == "en" else "english-id"
                )
                yield Finding(
                    page.place(heading.offset, len(heading.text)),
                    "heading-without-id",
                    f"the heading “{heading.text}” has no id",
                    f"end it with an English id, the same in both languages: {{#{example}}}",
                )


def forms(handbook: Handbook) -> Iterator[Finding]:
    """A heading's id with å, a capital or a sign in it: a link to it is hard to type, and changes when it is sent."""
    for page in handbook.pages.values():
        for heading in page.rendered.headings:
            if is_misspelt(heading):
                written = [anchor.offset for anchor in page.rendered.anchors if anchor.id == heading.id]
                at = min(written, key=lambda offset: abs(offset - heading.offset))
                yield Finding(
                    page.place(at, len(heading.id)),
                    "heading-id",
                    f"the id {heading.id} is not written in small letters a–z and digits, with a hyphen between words",
                    f"write it in English, the same in both languages, such as {_plain(heading.id) or 'english-id'}",
                )


def is_misspelt(heading: Heading) -> bool:
    """Whether the id that the chapter gives `heading` is not one of the handbook's form."""
    return heading.explicit and bool(heading.id) and not _ID.fullmatch(heading.id) and not THEME.fullmatch(heading.id)


def _plain(name: str) -> str:
    """The id without capitals and signs, where it has English letters alone."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if name.isascii() and _ID.fullmatch(plain) else ""


def lost(handbook: Handbook, page: Page) -> frozenset[str]:
    """The ids that headings of `page` have in the other language, and here none or one that stands twice.

    That is a finding at the heading; what comes of it is none.
    """
    unsure = unnamed(page)
    pairs = zip(page.rendered.headings, _twins(handbook, page), strict=False)
    return frozenset(twin.id for heading, twin in pairs if twin.explicit and heading.id in unsure)


def unnamed(page: Page) -> frozenset[str]:
    """The ids of the sections of `page` whose headings have none of their own, or one that stands twice."""
    there = Counter(anchor.id for anchor in page.rendered.anchors)
    return frozenset(each.id for each in page.rendered.headings if not each.explicit or there[each.id] > 1)


def _twins(handbook: Handbook, page: Page) -> tuple[Heading, ...]:
    """The same headings in the other language, where both have as many."""
    for language in LANGUAGES:
        other = handbook.pages.get((language, page.path))
        if other and other is not page and len(other.rendered.headings) == len(page.rendered.headings):
            return other.rendered.headings
    return ()
