"""Serve the released versions as their host would: under a path, with the site's own 404 page."""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from branch import BRANCH, REFUSED, Refusal, run, tip
from handbook.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent
_PREVIEW = "/handbook/"
"""Where versions are previewed if the handbook's address has no path: absolute links must show themselves."""


def serve(port: int, root: Path = ROOT) -> int:
    """Serve the released versions at `port` until Ctrl+C; return 0, or 2 after one line that says why not."""
    try:
        with host(root, port) as (server, address):
            print(f"The released versions are at {address} (Ctrl+C stops)", flush=True)
            server.serve_forever()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        pass
    return 0


@contextmanager
def host(root: Path, port: int) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """A server of the released versions, not yet started, and its address; port 0 takes any that is free.

    Raises:
        Refusal: if nothing is released or the port is taken.
    """
    newest = tip(root)
    if not newest:
        raise Refusal(f"Nothing is released yet: there is no branch {BRANCH}. See scripts/release.")
    prefix = urlsplit(read_settings(root).address).path
    prefix = _PREVIEW if prefix == "/" else prefix
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, *prefix.strip("/").split("/"))
        _unpack(newest, files, root)
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Host, directory=folder, site=files))
        except OSError:
            raise Refusal(f"Port {port} is taken. Choose another one: --port {port + 1}") from None
        with server:
            yield server, f"http://127.0.0.1:{server.server_port}{prefix}"


def _unpack(commit: str, folder: Path, root: Path) -> None:
    archive = run(root, "archive", "--format=zip", commit)
    with zipfile.ZipFile(BytesIO(archive.stdout)) as files:
        files.extractall(folder)


class _Host(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: no listings, and the site's own page at every dead address."""

    protocol_version = "HTTP/1.1"
    # Written out, because Windows lets other programs say what a .js file is.
    extensions_map: dict[str, str] = {  # noqa: RUF012  (declared so by its parent)
        "": "application/octet-stream",
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".map": "application/json; charset=utf-8",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, site: Path, **options: Any) -> None:
        self._lost = site / "404.html"
        super().__init__(*arguments, **options)

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002
        """A folder without a page of its own is a dead address."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for an address that leads nowhere."""
        if code != HTTPStatus.NOT_FOUND or not self._lost.is_file():
            super().send_error(code, message, explain)
            return
        page = self._lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep the terminal quiet."""
