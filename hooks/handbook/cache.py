"""What was read before and has not changed: a second run reads only what is new.

Results are kept by the hash of the text they came from, and of the code, the settings and the packages that
made them. What is made anew goes through the same packing as what is kept, so that the two cannot differ.
The cache is a convenience: where it cannot be read or written, everything is made again.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from .settings import Settings

FOLDER = Path(".cache", "handbook")
_PACKAGES = (".dist-info", ".egg-info")

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Values by the text that they were made from."""

    def __init__(self, file: Path, maker: str) -> None:
        """Open the cache in `file`; what another `maker` kept there is not used."""
        self._file = file
        self._maker = maker
        self._kept: dict[bytes, bytes] = _read(file, maker)
        self._used: dict[bytes, bytes] = {}

    def get(self, text: str | bytes, make: Callable[[], Value]) -> Value:
        """What `make` gives, or gave before for the same `text`."""
        return self.all([text], lambda _missing: [packed(make())])[0]

    def all(self, texts: Sequence[str | bytes], make: Callable[[Sequence[int]], Sequence[bytes]]) -> list[Value]:
        """A value for each of `texts`.

        Args:
            texts: what the values come from.
            make: takes the places in `texts` of those that have no value yet; returns theirs, packed.

        Returns:
            The values, in the order of `texts`.
        """
        keys = [_key(text) for text in texts]
        with _without_collecting():
            found = {key: value for key in keys if (value := self._unpacked(key)) is not _NOTHING}
        missing = [at for at, key in enumerate(keys) if key not in found]
        for at, made in zip(missing, make(missing) if missing else (), strict=True):
            found[keys[at]] = pickle.loads(made)
            self._used[keys[at]] = made
        return [found[key] for key in keys]

    def holds(self, text: str) -> bool:
        """Whether `get` would make nothing for `text`."""
        return _key(text) in self._kept

    def save(self) -> None:
        """Keep what was asked for this time, if it is not what was kept already."""
        if self._used == self._kept:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(packed((self._maker, self._used)))
            fresh.replace(self._file)
        except OSError:
            return

    def _unpacked(self, key: bytes) -> Any:
        try:
            value = pickle.loads(self._kept[key])
        except Exception:  # missing or damaged: either way it is made again
            return _NOTHING
        self._used[key] = self._kept[key]
        return value


_NOTHING = object()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage among the many small values that are unpacked: all of them are kept."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def packed(value: object) -> bytes:
    """`value` as the cache keeps it."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def maker(settings: Settings) -> str:
    """What makes results what they are: this package, the settings that matter, Python and its packages."""
    said = repr((settings.extensions, settings.extension_options, sys.version, sorted(_installed())))
    return made_by(said, sorted(Path(__file__).parent.glob("*.py")))


def made_by(said: str, files: Iterable[Path]) -> str:
    """A fingerprint of what makes results what they are: what is `said` of it, and what its `files` hold."""
    seen = hashlib.sha256(said.encode())
    for file in files:
        seen.update(file.read_bytes())
    return seen.hexdigest()


def _installed() -> Iterator[str]:
    """The packages and their versions, by the names of their folders: asking each for its own takes too long."""
    for folder in filter(os.path.isdir, sys.path):
        yield from (name for name in os.listdir(folder) if name.endswith(_PACKAGES))  # noqa: PTH208


def _key(text: str | bytes) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text).digest()


def _read(file: Path, made_by: str) -> dict[bytes, bytes]:
    try:
        # Only what this project wrote itself, into a folder that git ignores.
        found, kept = pickle.loads(file.read_bytes())
        return dict(kept) if found == made_by else {}
    except Exception:  # a damaged cache is no cache, whatever is wrong with it
        return {}
