"""What was read before and has not changed: a second run renders only what is new.

Results are kept by the hash of the text they came from, and of the code, the settings and the renderer that
made them. The cache is a convenience: where it cannot be read or written, everything is rendered again.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Generic, TypeVar

from .settings import Settings

FOLDER = Path(".cache", "handbook")
_RENDERERS = ("markdown", "pymdown-extensions", "pyyaml")

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by the text that they were made from."""

    def __init__(self, file: Path, maker: str) -> None:
        """Open the cache in `file`; what another `maker` kept there is not used."""
        self._file = file
        self._maker = maker
        self._kept: dict[str, Value] = _read(file, maker)
        self._used: dict[str, Value] = {}

    def get(self, text: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, or gave before for the same `text`."""
        key = _key(text)
        value = self._kept[key] if key in self._kept else make()
        self._used[key] = value
        return value

    def holds(self, text: str) -> bool:
        """Whether `get` would make nothing for `text`."""
        return _key(text) in self._kept

    def save(self) -> None:
        """Keep what was asked for this time, if it is not what was kept already."""
        if self._used.keys() == self._kept.keys():
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_bytes(pickle.dumps((self._maker, self._used), pickle.HIGHEST_PROTOCOL))
            fresh.replace(self._file)
        except OSError:
            return


def maker(settings: Settings) -> str:
    """What makes results what they are: this package, the settings that matter and the renderer's versions."""
    seen = hashlib.sha256(repr((settings.extensions, settings.extension_options)).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        seen.update(file.read_bytes())
    seen.update(repr([version(name) for name in _RENDERERS]).encode())
    return seen.hexdigest()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path, made_by: str) -> dict[str, Value]:
    try:
        # Only what this project wrote itself, into a folder that git ignores.
        found, kept = pickle.loads(file.read_bytes())
        return kept if found == made_by else {}
    except Exception:  # a damaged cache is no cache, whatever is wrong with it
        return {}
