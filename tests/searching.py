"""The search's index, read as the engine reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BORROWED = 6
"""Where a page's facts say that it is in the other language only."""


def piece(folder: Path, language: str, name: str) -> Any:
    """One file of the index in the site in `folder`."""
    return json.loads((folder / "search" / language / f"{name}.json").read_text("utf-8"))


def pages(folder: Path, language: str) -> Iterator[tuple[str, bool]]:
    """The address of every page that readers of `language` find, and whether it is in the other language only."""
    core = piece(folder, language, "core")
    for at, facts in enumerate(core["pages"]):
        told = piece(folder, language, f"p{at // core['pagesAFile']}")[at % core["pagesAFile"]]
        yield told[1], bool(facts[BORROWED])
