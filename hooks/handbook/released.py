"""releases/*.json → what has been promised: every chapter and id that somebody may have saved a link to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .finding import Place, Text

FOLDER = "releases"


@dataclass(frozen=True)
class Release:
    """The catalogue of one released version."""

    source: Text
    ids: Mapping[str, frozenset[str]]
    """By chapter, in either language."""

    def holds(self, path: str, identity: str = "") -> bool:
        """Whether the version has the chapter `path`, and in it the id, if one is given."""
        return path in self.ids and (not identity or identity in self.ids[path])

    def place(self, path: str, identity: str = "") -> Place:
        """Where the catalogue names the chapter `path`, or the id in it."""
        text = self.source.text
        at = text.find(json.dumps(path), max(0, text.find(f'"path": {json.dumps(path)}')))
        if not identity:
            return self.source.place(max(0, at) + 1, len(path))
        return self.source.place(max(0, text.find(json.dumps(identity), at)) + 1, len(identity))


def read_releases(root: Path) -> tuple[Release, ...]:
    """The catalogues in the project's folder `root`, by name.

    Raises:
        ValueError: if one is no catalogue; its file is named.
    """
    files = sorted((root / FOLDER).glob("*.json"))
    return tuple(_release(file.relative_to(root).as_posix(), file.read_text("utf-8")) for file in files)


def _release(file: str, text: str) -> Release:
    try:
        ids = {each["path"]: frozenset(_ids(each["languages"].values())) for each in json.loads(text)["chapters"]}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{file} is not a catalogue that a release has written.") from None
    return Release(Text(file, text), ids)


def _ids(pages: Iterable[Mapping[str, Iterable[str]]]) -> Iterable[str]:
    return (identity for page in pages for identity in page["ids"])
