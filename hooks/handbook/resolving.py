"""A link or an image → what it leads to, whether that is there or not, and where its address is written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from posixpath import dirname, join, normpath, splitext
from typing import NamedTuple
from urllib.parse import unquote

from .addresses import page_url
from .content import Page
from .late import late
from .model import Handbook
from .rendered import Reference
from .settings import LANGUAGES

PLAIN = late(r"(?!http|www)(?:\.\./)*(?:[\w-]+/)*[\w-]+\.(?:md|svg)(?:#[\w-]+)?", re.IGNORECASE)
"""An address as most are: of a file of the handbook, with nothing wrong in its form."""

PARTS = late(r"(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?:#(?P<fragment>.*))?", re.DOTALL)
"""An address within the handbook; every text has these parts."""

ELSEWHERE = late(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_ESCAPE = late(r"\\([!-/:-@\[-`{-~])")
REMEMBERED = 50_000
"""Addresses whose parts are kept: several checks ask for each, and most stand on many pages."""
_LONGEST_SIGN = 8
"""Characters that one character of an address may take in the source: `&#x2d;`."""


class Target(NamedTuple):
    """What a reference leads to."""

    at: str
    """The file below docs/; for HTML, whose links the site leaves as they are, the address within the version."""
    language: str = ""
    path: str = ""
    """The chapter; empty for a file that is none."""
    id: str = ""


def resolve(handbook: Handbook, page: Page, reference: Reference) -> Target | None:
    """What `reference`, which stands on `page`, leads to; nothing if that lies outside the handbook."""
    chapter, identity = chapter_at(page.module, reference.target)
    if chapter and not reference.raw:
        return Target(f"{page.language}/{chapter}.md", page.language, chapter, identity)
    parts = _parts(reference.target)
    if parts is None:
        return None
    path, identity = parts
    if not path:
        own = f"{page.language}/{page.path}.md"
        return Target(own, page.language, page.path, identity) if identity else None
    at = _at(base(page.language, page.path, raw=reference.raw), path)
    language, chapter = published_at(handbook, at) if reference.raw else _written_at(at)
    return Target(at, language, chapter, identity)


@lru_cache(REMEMBERED)
def chapter_at(module: str, target: str) -> tuple[str, str]:
    """The chapter and the id that `target` names for a chapter in `module`; both are empty if it is not plain."""
    file, _, identity = target.partition("#")
    path, ending = splitext(normpath(join(module, file)))
    plain = ending == ".md" and PLAIN.fullmatch(target) and not path.startswith("..")
    return (path, identity) if plain else ("", "")


@lru_cache(REMEMBERED)
def _parts(target: str) -> tuple[str, str] | None:
    """The path and the id of an address within the handbook, plainly written."""
    parts = PARTS.fullmatch(target)
    if parts is None or ELSEWHERE.match(target) or parts["path"].startswith("/"):
        return None
    return unquote(parts["path"]), unquote(parts["fragment"] or "")


@lru_cache(REMEMBERED)
def _at(folder: str, path: str) -> str:
    """Where `path` leads from `folder`; nothing lies above the handbook's own."""
    return normpath(join("/" + folder, path)).strip("/")


def resolved(handbook: Handbook) -> Iterator[tuple[Page, Reference, Target]]:
    """What leads to something in the handbook; each reference once, though a definition may serve several links."""
    for page in handbook.pages.values():
        for reference in {each.offset: each for each in page.rendered.references}.values():
            target = resolve(handbook, page, reference)
            if target:
                yield page, reference, target


def base(language: str, path: str, *, raw: bool) -> str:
    """The folder that the addresses of a page count from: in HTML, the page's own address."""
    return page_url(language, path) if raw else dirname(f"{language}/{path}")


def written(page: Page, reference: Reference) -> str | None:
    """The characters that stand for the address in the source, from the reference's offset on.

    They are the address itself, unless some of them are escaped. Nothing if it stands there in another way.
    """
    text, target = page.body, reference.target
    if text.startswith(target, reference.offset):
        return target
    longest = text[reference.offset : reference.offset + len(target) * _LONGEST_SIGN].partition("\n")[0]
    ends = range(len(target) + 1, len(longest) + 1)
    return next((longest[:end] for end in ends if _plain(longest[:end]) == target), None)


def _plain(text: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _written_at(file: str) -> tuple[str, str]:
    language, _, rest = file.partition("/")
    return (language, rest.removesuffix(".md")) if language in LANGUAGES and rest.endswith(".md") else ("", "")


def published_at(handbook: Handbook, address: str) -> tuple[str, str]:
    """The language and the chapter that are published at `address`."""
    wanted = address.removesuffix("index.html").strip("/")
    for language in LANGUAGES:
        for path in handbook.chapters:
            if page_url(language, path).strip("/") == wanted:
                return language, path
    return "", ""
