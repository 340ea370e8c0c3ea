"""Sites to look at: the handbook as it is published, and the same chapters with the theme as it comes."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.browsing import Host
from tests.site import copy_chapters, copy_handbook, mkdocs

from .speed import SITE

_PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml")
"""What a host packs: fonts and pictures are packed already."""


@contextmanager
def published(site: Path | None = None) -> Iterator[Path]:
    """The folder with the handbook's site: `site`, or one that is built for as long as the context lasts."""
    if site:
        yield site
        return
    with TemporaryDirectory() as folder:
        root = Path(folder, "handbook")
        copy_handbook(root)
        yield _built(root, "--strict")


@contextmanager
def stock() -> Iterator[Path]:
    """The folder with a site of the same chapters, as Material for MkDocs makes it with search and languages."""
    with TemporaryDirectory() as folder:
        root = copy_chapters(Path(folder, "stock"))
        settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
        kept = {key: settings[key] for key in ("site_name", "site_url", "nav", "markdown_extensions", "exclude_docs")}
        text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False) + SITE
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        yield _built(root)


def _built(root: Path, *options: str) -> Path:
    done = mkdocs(root, "build", "--quiet", *options)
    assert done.returncode == 0, done.stdout
    return root / "site"


class PackingHost(Host):
    """Sends texts packed, and lets them be kept for ten minutes, as GitHub Pages does."""

    def send_head(self) -> Any:
        """Answer with a text as it is packed, with everything else as any host does."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.endswith("/") else file
        kind = str(self.guess_type(file))
        asks = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (asks and kind.startswith(_PACKED) and file.is_file()):
            return super().send_head()
        body = _packed(file)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return BytesIO(body)


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9)


def load() -> str:
    """How busy the machine is, which figures in milliseconds cannot be read without; nothing on Windows."""
    return f", at a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
