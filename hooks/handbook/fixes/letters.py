"""Letters that are written in two parts, and marks and line ends that only some programs read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from .. import preflight
from ..editing import Edit
from ..finding import Finding, Text


def letter(finding: Finding, source: Text) -> Iterator[Edit]:
    """A letter and a loose accent, joined; other strange characters have no one answer."""
    start = source.offset(finding.place)
    written = source.text[start : start + finding.place.length]
    joined = unicodedata.normalize("NFC", written)
    if joined != written:
        yield Edit(source.file, start, start + len(written), joined)


def line_ends(finding: Finding, root: Path) -> Iterator[Edit]:
    """A mark before the first letter, or line ends that are none: to write the file anew is enough."""
    file = finding.place.file
    if finding in preflight.line_ends(file.removeprefix("docs/"), (root / file).read_bytes()):
        yield Edit(file, 0, 0, "")
