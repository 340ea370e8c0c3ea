"""What a phone fetches: the first page with everything that it needs, and what each further page adds."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.site import Document, Site

FIRST = 100_000
"""Bytes of the first page and all that it fetches by itself, packed as a host packs them."""

_FETCHED = re.compile(
    r'<(?:link rel="(?:stylesheet|modulepreload|icon|preload)"|script type="module")[^>]*(?:href|src)="([^"]+)"'
)
_PACKED_ALREADY = (".woff2", ".png")


def packed(file: Path) -> int:
    """The bytes of `file` over the wire."""
    content = file.read_bytes()
    return len(content) if file.suffix in _PACKED_ALREADY else len(gzip.compress(content, 9, mtime=0))


def first_view(site: Site, page: Document) -> int:
    """The bytes of `page` and of all that its head asks for."""
    head = page.html.partition("</head>")[0]
    asked = {(site.resolved(page, target) or ("", ""))[0] for target in _FETCHED.findall(head)}
    assert any(each.endswith(".woff2") for each in asked)
    assert any(each.endswith(".css") for each in asked)
    assert sum(each.endswith(".js") for each in asked) > 5
    return packed(site.file(page.url)) + sum(packed(site.file(each)) for each in asked)


def test_the_first_view_of_every_chapter_is_light(site: Site) -> None:
    weights = {page.url: first_view(site, page) for chapter, page in site.chapters() if chapter.meta.type}
    assert {url: weight for url, weight in weights.items() if weight > FIRST} == {}
