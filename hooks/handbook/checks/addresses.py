"""Addresses outside the chapters: what cannot be reached, is unsafe, or was typed wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from posixpath import relpath
from urllib.parse import SplitResult, unquote, urlsplit

from ..content import Page
from ..finding import Finding, Place
from ..late import late
from ..marks import opening_of
from ..model import Handbook
from ..rendered import Reference
from ..resolving import PLAIN, REMEMBERED, published_at

_SCHEMES = ("https", "http", "mailto", "tel", "sms")
_UNSAFE = ("javascript", "data", "vbscript", "blob")
_SCHEME = late(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_NO_COLON = late(r"(https?)[;.,]?/{1,2}(?=[\w-]+\.)", re.IGNORECASE)
"""`https//` and `http;//`."""
_OWN_MACHINE = late(r"(?:[\w-]+\.)*localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|::1")
_OWN_NETWORK = late(
    r"[\w-]+|.+\.(?:local|lan|home|corp|intra|intranet|internal|localdomain)\.?"
    r"|(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}|f[cd][0-9a-f]{2}:.*|fe80:.*"
)
_NAME = late(r"[\w-]+(?:\.[\w-]+)+\.?|[0-9a-f:.]*:[0-9a-f:.]*")
"""A host, as it is named on the web, or its number."""
_BREAKS = late(r"[\t\n\r]")
"""What browsers take out of an address before they read it."""
_LETTER = late(r"[^\s/@:]+@[\w-]+(?:\.[\w-]+)+")
"""The address of a letter."""
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_ALONE = late(r"(?<!\S)![ \t]+\Z")
_HOST = late(
    r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:se|com|org|net|eu|nu|io|no|dk|fi|de|gov|edu|uk)(?:[/?#:].*)?",
    re.IGNORECASE,
)


@lru_cache(REMEMBERED)
def split(target: str) -> SplitResult:
    """The parts of an address; none where it is so broken that it has none."""
    try:
        return urlsplit(target)
    except ValueError:  # a bracket that begins a host and never ends it
        return urlsplit("")


@lru_cache(REMEMBERED)
def _host(target: str) -> str:
    return split(target).hostname or ""


def outside(handbook: Handbook) -> Iterator[Finding]:
    """Every link that names a scheme or a host."""
    for page in handbook.pages.values():
        for reference in page.rendered.references:
            if found := problem(handbook, page, reference):
                rule, fact, hint = found
                shown = reference.target if reference.target.strip() else "nothing"
                yield Finding(_place(page, reference), rule, f"links to {shown}, {fact}", hint)


def presses(handbook: Handbook) -> Iterator[Finding]:
    """Links without an address or without words, and links that a blank has undone."""
    for page in handbook.pages.values():
        for reference in page.rendered.references:
            if reference.target.strip() in ("", "#"):
                yield Finding(_place(page, reference), "empty-link", "leads nowhere", "write the file after the (")
            elif _is_meant_as_picture(page, reference):
                message = f"links to {reference.target}, and should show it: a blank stands between ! and ["
                yield Finding(_place(page, reference), "not-a-link", message, "take the blank away")
            elif reference.empty and reference.tag == "a":
                message = f"links to {reference.target}, but there is nothing to press"
                yield Finding(_place(page, reference), "empty-link", message, "write words between the [ ]")
            elif reference.empty:
                message = f"shows {reference.target} without words for those who do not see it"
                hint = "write between the [ ] what the picture says"
                yield Finding(_place(page, reference), "image-without-words", message, hint)
        for offset in page.rendered.gaps:
            if page.body.startswith("（", offset):
                message = "is no link, because its brackets are wide ones"
                yield Finding(page.place(offset), "not-a-link", message, "write ( and )")
                continue
            message = "is no link, because a blank stands between ] and ("
            yield Finding(page.place(offset), "space-in-link", message, "take the blank away")


def _is_meant_as_picture(page: Page, reference: Reference) -> bool:
    """Whether a `!` stands alone before a link to a picture."""
    if reference.tag != "a" or not reference.target.endswith(_PICTURES):
        return False
    opening = opening_of(page.body, page.body.rfind("](", 0, reference.offset))
    return opening is not None and bool(_ALONE.search(page.body, max(0, opening - 4), opening))


def bare(handbook: Handbook) -> Iterator[Finding]:
    """Addresses that their brackets do not make a link, so that readers see the signs or nothing."""
    for page in handbook.pages.values():
        for offset in page.rendered.bare:
            written = re.compile(r"<[^>]*>|\([^)]*\)\[[^\]]*\]|\[[^\](]*(?:\]\{[^}]*\}|\([^)]*\))|[^\s)]*").match(
                page.body, offset
            )
            shown = written[0] if written else ""
            ended = page.body.startswith(")", offset + len(shown))
            rule, fact, hint = _why_bare(shown, ended=ended)
            yield Finding(page.place(offset, len(shown)), rule, f"{shown} is no link: {fact}", hint)


_TAG = late(r"""(?i)<a\s[^<>]*?href\s*=\s*(["']?)([^"'<>]*)""")
"""A link in HTML, its quotation mark and its address."""
_HALF = late(r"\[(.*?)(\]\{|\() *(.*?) *[)}]")
"""The words, what stands after them, and the address."""


def _why_bare(shown: str, *, ended: bool) -> tuple[str, str, str]:
    if tag := _TAG.match(shown):
        whole = not tag[1] or shown.count(tag[1]) % 2 == 0
        fact = "no </a> ends it" if whole else "a quotation mark is missing"
        return "not-a-link", fact, f"write [words]({tag[2]})"
    if shown.startswith("<"):
        address = shown[1:-1]
        address = f"https://{address}" if address.startswith("www.") else address
        harmful = address.casefold().startswith(("javascript:", "vbscript:", "data:"))
        hint = "link to a file or a page instead" if harmful else f"write [words]({address})"
        return "not-a-link", "only an address with https:// may stand in < >", hint
    if shown.startswith("("):
        words, _, address = shown[1:-1].partition(")[")
        return "not-a-link", "the brackets have changed places", f"write [{words}]({address})"
    if half := _HALF.fullmatch(shown):
        fact = "an address stands in ( )" if half[2] == "]{" else "the bracket round the words never ends"
        return "not-a-link", fact, f"write [{half[1]}]({half[3]})"
    if ended:
        return "not-a-link", "no bracket begins before the words", "write [ before the words"
    return "not-a-link", "the bracket before it never ends", "write ) after the address"


def problem(handbook: Handbook, page: Page, reference: Reference) -> tuple[str, str, str] | None:
    """The rule, the fact and the hint, if the address of `reference` is none that a reader could open."""
    if PLAIN.fullmatch(reference.target):
        return None
    target = _BREAKS.sub("", reference.target).strip()
    if "\\" in target:
        hint = f"write {target.replace(chr(92), '/')}"
        return (
            "unreachable-address",
            "which only Windows can follow",
            "put the file into docs/" if ":" in target else hint,
        )
    named = _SCHEME.match(target)
    if target.startswith("//"):
        return "mistyped-address", "which lacks its beginning", f"write https:{target}"
    if not named:
        return _without_scheme(handbook, page, target)
    scheme = named[1].casefold()
    if scheme in _UNSAFE:
        return (
            "unsafe-html",
            "which a browser would run or show as the site's own",
            "link to a file or a page",
        )
    if scheme == "file" or len(scheme) == 1:
        return (
            "unreachable-address",
            "which lies on one computer only",
            "put the file into docs/assets/ and link to it",
        )
    if scheme not in _SCHEMES:
        return _unknown_scheme(scheme, target)
    if scheme in ("http", "https"):
        return _web(handbook, page.folder(reference.offset), target)
    return _person(scheme, target)


def _person(scheme: str, target: str) -> tuple[str, str, str] | None:
    """What keeps a link from reaching anyone by letter or telephone."""
    path, letter = unquote(split(target).path), scheme == "mailto"
    if not (path or split(target).query if letter else re.search(r"\d", path)):
        return "mistyped-address", "which reaches nobody", f"write the address after {scheme}:"
    if letter and path and not _LETTER.fullmatch(path.partition(",")[0].strip()):
        return "mistyped-address", "which is no address of a letter", "write mailto:name@example.se"
    return None


def _unknown_scheme(scheme: str, target: str) -> tuple[str, str, str]:
    near = get_close_matches(scheme, _SCHEMES, 1, 0.6)
    hint = f"did you mean {near[0]}:{target.partition(':')[2]}?" if near else "write https://, mailto: or tel:"
    return "mistyped-address", f"and {scheme}: is no kind of address", hint


def _without_scheme(handbook: Handbook, page: Page, target: str) -> tuple[str, str, str] | None:
    if typed := _NO_COLON.match(target):
        return "mistyped-address", "whose beginning is mistyped", f"write {typed[1]}://{target[typed.end() :]}"
    beginning = "https://" if _HOST.fullmatch(target) else "mailto:" if _LETTER.fullmatch(target) else ""
    if not beginning:
        return None
    if relpath(f"/{page.language}/{page.module}/{split(target).path}", "/") in handbook.content.assets:
        return None
    return "mistyped-address", "which lacks its beginning", f"write {beginning}{target}"


def _web(handbook: Handbook, folder: str, target: str) -> tuple[str, str, str] | None:
    if found := _unreachable(target):
        return found
    if _is_own(handbook, target):
        return (
            "own-address",
            "which leads out of the reader's version and language",
            _relative(handbook, folder, target),
        )
    return None


@lru_cache(REMEMBERED)
def _unreachable(target: str) -> tuple[str, str, str] | None:
    host = _host(target)
    if _OWN_MACHINE.fullmatch(host):
        return (
            "unreachable-address",
            "which only your own computer answers",
            "link to the file of the chapter",
        )
    if _OWN_NETWORK.fullmatch(host) and host not in _SCHEMES:
        return (
            "unreachable-address",
            "which only your own network answers",
            "link to a page that everyone can open, or put the file into docs/assets/",
        )
    if not _NAME.fullmatch(host) or ".." in host:
        return "mistyped-address", "which names no host", "copy the address from the browser's address field"
    return None


def own_page(handbook: Handbook, target: str) -> tuple[str, str]:
    """The language and the chapter that are published at `target`, an address of the handbook itself, in any version.

    Both are empty if it is no such address.
    """
    parts = split(target)
    path = unquote(parts.path.removeprefix(split(handbook.settings.address).path)).strip("/")
    path = re.sub(r"^(?:\d+(?:\.\d+)*|latest|dev)(?:/|$)", "", path)
    return published_at(handbook, path) if _is_own(handbook, target) else ("", "")


def _is_own(handbook: Handbook, target: str) -> bool:
    ours = handbook.settings.address
    return _host(target) == _host(ours) and split(target).path.startswith(split(ours).path.rstrip("/"))


def _relative(handbook: Handbook, folder: str, target: str) -> str:
    """How to write a link from a file in `folder` to the page of the handbook that is published at `target`."""
    _language, chapter = own_page(handbook, target)
    if not chapter:
        return "link to the file of the chapter, as ../module/chapter.md"
    file = relpath(f"{folder.partition('/')[0]}/{chapter}.md", folder)
    fragment = split(target).fragment
    return f"write {file}#{fragment}" if fragment else f"write {file}"


def _place(page: Page, reference: Reference) -> Place:
    length = len(reference.target)
    here = page.body.startswith(reference.target, reference.offset)
    return page.place(reference.offset, length if here else 1)
