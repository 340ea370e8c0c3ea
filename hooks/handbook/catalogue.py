"""The model → the catalogue of a version: what others may link to, and what has changed since they did.

A released catalogue is a contract. It says nothing that the clock or the machine decides, so that the same
text always gives the same catalogue.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from .addresses import page_url
from .content import Page
from .model import Chapter, Handbook
from .printing import Press
from .sheets import CARD, sheets_of

SCHEMA = 1
"""Raised when a reader of older catalogues would misread a new one."""


def catalogue(
    handbook: Handbook, version: str, press: Press | None = None, books: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """Every chapter of `handbook`, released as `version`, in the order of the paths, and where others have gone.

    The sheets' files are those of `press`, or are made; `books` are the version's books by address, if it has any.
    """
    files = (press or Press(handbook, version)).files
    chapters = sorted(handbook.chapters.values(), key=lambda chapter: chapter.path)
    return {
        "schema": SCHEMA,
        "version": version,
        "chapters": [_chapter(handbook, chapter, files) for chapter in chapters],
        **({"books": {at: hashlib.sha256(made).hexdigest() for at, made in books.items()}} if books else {}),
        **({"redirects": dict(sorted(handbook.redirects.targets.items()))} if handbook.redirects.entries else {}),
    }


def as_json(listed: Mapping[str, Any]) -> str:
    """A catalogue as text, the same on every machine."""
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def promised(text: str) -> object:
    """What the catalogue `text` promises: all but the books' hashes, since another machine breaks other lines."""
    try:
        return {**json.loads(text), "books": None}
    except (ValueError, TypeError):  # no catalogue that a release has written
        return text


def _chapter(handbook: Handbook, chapter: Chapter, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "path": chapter.path,
        "state": chapter.meta.state,
        "evidence": chapter.meta.evidence,
        "languages": {language: _page(handbook, chapter, page, files) for language, page in chapter.pages.items()},
    }


def _page(handbook: Handbook, chapter: Chapter, page: Page, files: Mapping[str, bytes]) -> dict[str, Any]:
    sheets = list(_sheets(page, chapter, files))
    return {
        "title": page.meta.title,
        "address": page_url(page.language, page.path),
        "ids": list(_ids(handbook, page)),
        "sections": dict(sections(page)),
        **({"sheets": sheets} if sheets else {}),
    }


def _sheets(page: Page, chapter: Chapter, files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """Each sheet with its files and what they must hash to; a preview has made none of them."""
    for sheet in sheets_of(page, card=chapter.meta.type == CARD):
        made = {each.address: files[each.address] for each in sheet.prints() if each.address in files}
        hashes = {address: hashlib.sha256(written).hexdigest() for address, written in made.items()}
        yield {"id": sheet.id, "title": sheet.title, "files": hashes}


def _ids(handbook: Handbook, page: Page) -> Iterator[str]:
    """Every id in the order of the page, then those that the build puts in, by name."""
    written = [(anchor.offset, anchor.id) for anchor in page.rendered.anchors]
    written += [(heading.offset, heading.id) for heading in page.rendered.headings if not heading.explicit]
    own = dict.fromkeys(name for _offset, name in sorted(written))
    yield from own
    yield from sorted(handbook.ids(page) - own.keys())


def sections(page: Page) -> Iterator[tuple[str, str]]:
    """The id and the hash of each section: from its heading to the next, whatever the level of either.

    What comes before the first heading is the section without a name.
    """
    headings = sorted(page.rendered.headings, key=lambda heading: heading.offset)
    starts = [0, *(_line_start(page.body, heading.offset) for heading in headings)]
    names = ["", *(heading.id for heading in headings)]
    for name, start, end in zip(names, starts, [*starts[1:], len(page.body)], strict=True):
        yield name, _fingerprint(page.body[start:end])


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _fingerprint(text: str) -> str:
    """Twelve hex digits that no line end and no blank at the end of a line changes."""
    said = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    return hashlib.sha256(said.encode()).hexdigest()[:12]
