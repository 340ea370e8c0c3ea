"""An address → the square that a phone reads it from, as a drawing."""

from __future__ import annotations

import segno


def drawn(address: str) -> str:
    """The code of `address` as SVG, with the white edge that a camera needs; the same on every machine.

    A code of level M is still read when a seventh of it is under oil or a fold.
    """
    code = segno.make_qr(address, error="m")
    return code.svg_inline(border=4, svgclass="qr", lineclass=None, omitsize=True)
