"""A host for a built site, and a reader's window on it that notices what a reader would not."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PHONE = 360
SMALL_PHONE = 320
DESKTOP = 1280
HEIGHT = 740
SMALL_HEIGHT = 640


@contextmanager
def served_at(folder: Path, prefix: str = "/", port: int = 0, answering: type[Host] | None = None) -> Iterator[str]:
    """Serve `folder` at `prefix` of a host of its own, while the context lasts; gives the full address.

    It takes any `port` that is free unless one is given, and answers as `answering` does.
    """
    host = _Server(("127.0.0.1", port), partial(answering or Host, directory=str(folder), prefix=prefix))
    host.daemon_threads = True
    Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{host.server_port}{prefix}"
    finally:
        host.shutdown()
        host.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a reader who goes on hangs up
            super().handle_error(request, client_address)


class Host(SimpleHTTPRequestHandler):
    """Behaves as a host of static pages does: index.html for a folder, 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, prefix: str, **options: Any) -> None:
        self._prefix = prefix
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self._prefix)
        if inside == path:  # another folder of the same host
            return str(Path(self.directory) / "outside the site")
        return super().translate_path(f"/{inside}")

    def list_directory(self, *_path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, *_words: Any) -> None:
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if page.is_file() else b"not found"
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class LastingHost(Host):
    """Lets what it sends be kept for ten minutes, as GitHub Pages does: for a site that stays as it is."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Visit:
    """A page of its own, with nothing stored. Leaving it fails on what went wrong behind the reader's back.

    That is: a request that failed or was answered by an error, a request to another host, an error on the
    console or in a script, a cookie. Addresses that end with one of `missing` may be answered by 404.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        width: int = DESKTOP,
        height: int = HEIGHT,
        scheme: Literal["light", "dark"] = "light",
        missing: Collection[str] = (),
    ) -> None:
        self._address = address
        self._missing = tuple(missing)
        self._problems: list[str] = []
        self._context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
        )

    def __enter__(self) -> Page:
        page = self._context.new_page()
        page.on("request", self._take_request)
        page.on("requestfailed", self._take_failure)
        page.on("response", self._take_response)
        page.on("console", self._take_message)
        page.on("pageerror", lambda error: self._problems.append(f"a script fails: {error}"))
        return page

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        cookies = [f"leaves the cookie {cookie.get('name')}" for cookie in self._context.cookies()]
        self._context.close()
        assert [*self._problems, *cookies] == []

    def _take_request(self, request: Request) -> None:
        host = self._address.split("/")[2]
        if not request.url.startswith(("data:", "blob:")) and request.url.split("/")[2] != host:
            self._problems.append(f"asks another host: {request.url}")

    def _take_failure(self, request: Request) -> None:
        # A reader who goes on before a page is whole breaks off what is under way; that is no failure.
        if request.failure != "net::ERR_ABORTED":
            self._problems.append(f"fails: {request.url} ({request.failure})")

    def _take_response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and not self._may_be_missing(response.url):
            self._problems.append(f"is answered by {response.status}: {response.url}")

    def _take_message(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not self._may_be_missing(where):
            self._problems.append(f"is told on the console: {message.text} ({where})")

    def _may_be_missing(self, url: str) -> bool:
        return bool(self._missing) and url.endswith(self._missing)
