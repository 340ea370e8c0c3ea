"""An address → the square that a phone reads it from, as a drawing."""

from __future__ import annotations

from io import BytesIO

import segno

FOLDER = "assets/codes/"
"""Where the codes lie within the version: only a page that is printed fetches its own."""


def address(path: str, language: str) -> str:
    """Where the code of the chapter `path` in `language` lies, counted from the version's root."""
    return f"{FOLDER}{language}/{path}.svg"


def drawn(address: str) -> bytes:
    """The code of `address` as SVG, with the white edge that a camera needs; the same on every machine.

    A code of level M is still read when a seventh of it is under oil or a fold.
    """
    written = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(written, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return written.getvalue()
