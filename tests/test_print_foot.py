"""Where a printed page says that it is from, read with a phone's own means."""

from __future__ import annotations

import re
from collections.abc import Callable

import zxingcpp
from handbook.addresses import version_root
from handbook.qr import drawn
from handbook.words import WORDS
from playwright.sync_api import Page

from tests.site import Document, Site, text, the

_SVG = re.compile(r'<svg [^>]*viewBox="0 0 (\d+) \1"><path stroke="#000" d="([^"]+)"/></svg>')
_STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")
_SCALE = 4


def read(drawing: bytes) -> str:
    """What a camera reads from the code that is drawn so."""
    ((size, path),) = _SVG.findall(drawing.decode())
    side = int(size) * _SCALE
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    x = y = 0.0
    for letter, first, second in _STEP.findall(path):
        if letter == "h":
            for row in rows[int(y) * _SCALE : (int(y) + 1) * _SCALE]:
                row[int(x) * _SCALE : int(x + float(first)) * _SCALE] = bytes(int(first) * _SCALE)
            x += float(first)
        else:
            x, y = (0.0, 0.0) if letter == "M" else (x, y)
            x, y = x + float(first), y + float(second)
    return str(zxingcpp.read_barcode(memoryview(b"".join(rows)).cast("B", (side, side))).text)  # type: ignore[union-attr]


def test_a_page_says_at_its_foot_on_paper_where_it_is_found_again(site: Site) -> None:
    def said(document: Document) -> str:
        return text(the(document.root, "print-foot"))

    missed = [
        each.url
        for each in site.pages
        if not said(each).endswith(each.address) or WORDS[each.language]["unreleased"] not in said(each)
    ]
    assert missed == []


def test_a_phone_reads_the_pages_address_from_its_code(site: Site) -> None:
    codes = {each.address: site.resolved(each, the(each.root, "qr").attrib["src"]) for each in site.pages}
    assert {each: read(site.file(code[0]).read_bytes()) for each, code in codes.items() if code} == dict(
        zip(codes, codes, strict=True)
    )


def test_only_paper_asks_for_the_code(visit: Callable[..., Page], site: Site) -> None:
    page, asked = visit(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto("start/", wait_until="networkidle")
    assert [each for each in asked if "/codes/" in each] == []
    page.pdf()
    assert [each for each in asked if "/codes/" in each] == [page.locator(".qr").evaluate("code => code.src")]
    assert page.locator(".qr").evaluate("code => code.complete && code.naturalWidth > 0")


def test_the_address_on_paper_is_that_of_the_version_and_its_code_is_the_same_each_time() -> None:
    address = version_root("https://handbook.example/", "1.0") + "en/start/"
    assert address == "https://handbook.example/1.0/en/start/"
    assert read(drawn(address)) == address
    assert drawn(address) == drawn(address)
