"""A page's HTML → the same with a content policy: it runs, shows and fetches what is its own, and nothing else.

The policy names each inline script and style by hash (https://www.w3.org/TR/CSP3/), so it is put in last.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8">')
_DATA = re.compile(r'\bsrc=|\btype="application/(?:ld\+)?json"')
"""Scripts without a hash: those that lie in a file of their own, and those that are data."""


def with_policy(html: str) -> str:
    """`html`, a whole page, with its policy right behind the character set."""
    scripts = (each["text"] for each in _SCRIPT.finditer(html) if not _DATA.search(each["attributes"]))
    styles = (each["text"] for each in _STYLE.finditer(html))
    policy = "; ".join((
        "default-src 'none'",
        _sources("script-src", scripts),
        _sources("style-src", styles),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda charset: f"{charset[0]}\n  {meta}", html, count=1)


def _sources(directive: str, texts: Iterable[str]) -> str:
    hashes = dict.fromkeys(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
    return " ".join((directive, "'self'", *hashes))
