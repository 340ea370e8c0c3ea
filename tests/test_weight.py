"""What a phone fetches: the first page with everything that it needs, and what each further page adds."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from handbook.settings import LANGUAGES

from tests.site import Document, Site

FIRST = 100_000
"""Bytes of the first page and all that it fetches by itself, packed as a host packs them."""

LATER = 15_000
"""Bytes of a further page: what it is made with, and what all pages of its language share, are there by then."""

BEFORE_SEARCH = 6_000
"""Bytes that are fetched for the search alone before anybody opens it."""

_FETCHED = re.compile(
    r'<(?:link rel="(?:stylesheet|modulepreload|icon|preload)"|script type="module")[^>]*(?:href|src)="([^"]+)"'
)
_PACKED_ALREADY = (".woff2", ".png")


def packed(file: Path) -> int:
    """The bytes of `file` over the wire."""
    content = file.read_bytes()
    return len(content) if file.suffix in _PACKED_ALREADY else len(squeezed(content))


def squeezed(content: bytes | str) -> bytes:
    """`content` as a host packs it."""
    return gzip.compress(content if isinstance(content, bytes) else content.encode(), 9, mtime=0)


def first_view(site: Site, page: Document) -> int:
    """The bytes of `page`, of all that its head asks for, and of what the pages of its language share."""
    head = page.html.partition("</head>")[0]
    asked = {(site.resolved(page, target) or ("", ""))[0] for target in _FETCHED.findall(head)}
    assert any(each.endswith(".woff2") for each in asked)
    assert any(each.endswith(".css") for each in asked)
    assert sum(each.endswith(".js") for each in asked) > 5
    asked |= {page.url, f"assets/common/{page.language}.html"}
    if '<a class="term"' in page.html:
        asked.add(f"assets/common/{page.language}-terms.html")
    return sum(packed(site.file(each)) for each in asked)


def test_the_first_view_of_every_chapter_is_light(site: Site) -> None:
    weights = {page.url: first_view(site, page) for chapter, page in site.chapters() if chapter.meta.type}
    assert {url: weight for url, weight in weights.items() if weight > FIRST} == {}


def test_a_further_page_is_light(site: Site) -> None:
    weights = {page.url: packed(site.file(page.url)) for page in site.documents.values()}
    assert {url: weight for url, weight in weights.items() if weight > LATER} == {}


def test_what_the_search_costs_before_it_is_opened_is_little(site: Site) -> None:
    scripts = packed(site.folder / "assets/scripts/search/open.js")
    for page in (site.page("index", language) for language in LANGUAGES):
        common = site.common[f"assets/common/{page.language}.html"].html
        rests = {
            page.html: without(page.html, '<dialog class="search"', "</dialog>"),
            common: without(common, '<template id="search">', '<template id="reading">'),
        }
        markup = sum(len(squeezed(whole)) - len(squeezed(rest)) for whole, rest in rests.items())
        assert 500 < scripts + markup <= BEFORE_SEARCH, page.url


def without(html: str, start: str, end: str) -> str:
    """`html` less what stands from `start` to `end`."""
    before, found, rest = html.partition(start)
    assert found
    return before + rest.partition(end)[2]
