"""The sheets → their files: one leaf for each, written as PDF by typst and as DOCX by python-docx.

    leaf.py      a print → what stands on the paper, whichever program writes it
    pdf.py       a leaf → PDF; sheet.typ says how it looks
    docx.py      a leaf → DOCX with fields
    sheet.typ, atkinson-hyperlegible-next.ttf      the look and the site's own font, as typst reads it

A file depends on nothing but its leaf and on what writes it, so that what has not changed is not made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version as version_of
from pathlib import Path

from .. import words
from ..cache import FOLDER, Cache, made_by
from ..model import Handbook
from ..sheets import Print, sheets
from .leaf import Leaf, leaf

_WRITERS = ("typst", "python-docx", "lxml")


class Press:
    """Makes the files of a handbook's sheets, all at once or each when it is asked for."""

    def __init__(self, handbook: Handbook, version: str, *, waits: bool = False) -> None:
        """`version` is what is released, or empty; a press that `waits` makes no file before it is asked for."""
        self._handbook = handbook
        self._version = version
        self.waits = waits

    @cached_property
    def prints(self) -> Mapping[str, Print]:
        """Every file that there is to make, by its address within the version."""
        return {printed.address: printed for sheet in sheets(self._handbook) for printed in sheet.prints()}

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its address; none while the press waits."""
        if self.waits:
            return {}
        leaves = {address: self._leaf(printed) for address, printed in self.prints.items()}
        fresh = {address: told for address, told in leaves.items() if not self._cache.holds(_key(address, told))}
        # typst lets Python go on while it sets a page: two writers, two cores.
        with ThreadPoolExecutor(2) as writers:
            both = [writers.submit(_written, fresh, ending) for ending in (".pdf", ".docx")]
            made = {address: written for each in both for address, written in each.result().items()}
        found = {at: self._cache.get(_key(at, told), lambda at=at: made[at]) for at, told in leaves.items()}  # type: ignore[misc]
        self._cache.save()
        return found

    def make(self, address: str) -> bytes:
        """The file at `address`.

        Raises:
            KeyError: if there is none.
        """
        return self.files[address] if self.files else _write(self._leaf(self.prints[address]), address)

    def size(self, address: str) -> int | None:
        """How many bytes the file at `address` has, if it is made."""
        return len(self.files[address]) if address in self.files else None

    def _leaf(self, printed: Print) -> Leaf:
        return leaf(printed, self._handbook.settings, self._version)

    @cached_property
    def _cache(self) -> Cache[bytes]:
        return Cache(self._handbook.settings.root / FOLDER / "sheets", _maker())


def _key(address: str, told: Leaf) -> str:
    return f"{address.rpartition('.')[2]}\n{told!r}"


def _written(leaves: Mapping[str, Leaf], ending: str) -> dict[str, bytes]:
    return {address: _write(told, address) for address, told in leaves.items() if address.endswith(ending)}


def _write(told: Leaf, address: str) -> bytes:
    # Each writer takes a while to load, and a build that finds every file in the cache needs neither.
    if address.endswith(".pdf"):
        from .pdf import pdf

        return pdf(told)
    from .docx import docx

    return docx(told)


def _maker() -> str:
    files = sorted(each for each in Path(__file__).parent.iterdir() if each.is_file())
    return made_by(repr([version_of(name) for name in _WRITERS]), (*files, Path(words.__file__)))
