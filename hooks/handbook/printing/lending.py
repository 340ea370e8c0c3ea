"""A file when somebody asks for it: what a preview answers with, so that writing a chapter prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from . import Press

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def lending(app: WSGIApplication, folder: str, press: Callable[[], Press]) -> WSGIApplication:
    """The server's `app` with the files of the newest `press` in the `folder` that the site is served from."""

    def serve(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        address = environ["PATH_INFO"].removeprefix(folder)
        if address not in press().prints:
            return app(environ, start_response)
        made = press().make(address)
        start_response(
            "200 OK", [("Content-Type", _TYPES[address.rpartition(".")[2]]), ("Content-Length", str(len(made)))]
        )
        return [made]

    return serve
