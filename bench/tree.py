"""A handbook in memory: files as lines that keep their identity, so that a defect knows its line to the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, relpath
from random import Random

LANGUAGES = ("sv", "en")
GUILTY = "\U000f0000"
"""Stands before what is wrong, while a planted text is put together; it is never written."""
NAVIGATION = "mkdocs.yml"


@dataclass(eq=False, slots=True)
class Line:
    """One line of a file."""

    text: str


@dataclass(frozen=True)
class Planted:
    """What the check must say: this rule, in this file, on this line (the first if there is none)."""

    rule: str
    file: str
    line: Line | None = None


@dataclass(frozen=True)
class Slot:
    """The end of a section, where text may be put in, in both languages."""

    path: str
    section: str
    ends: dict[str, Line]


def in_letters(number: int) -> str:
    """`number` as four letters or more, in the same order as the numbers."""
    return f"{number:04}".translate(str.maketrans("0123456789", "abcdefghij"))


@dataclass
class Tree:
    """Every file of a handbook."""

    files: dict[str, list[Line]] = field(default_factory=dict)
    encoders: dict[str, Callable[[str], bytes]] = field(default_factory=dict)
    """How a file becomes bytes, where it is not UTF-8 with LF."""
    assets: dict[str, bytes] = field(default_factory=dict)
    symlinks: dict[str, str] = field(default_factory=dict)
    pipes: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    """The paths of the chapters that stay whole, and may be linked to."""
    count: int = 0

    def unique(self) -> int:
        """A number that no one else has."""
        self.count += 1
        return self.count

    def unique_letters(self) -> str:
        """The same in letters, for the name of a chapter."""
        return in_letters(self.unique())

    def add(self, file: str, text: str) -> list[Line]:
        """Put in a file."""
        self.files[file] = [Line(line) for line in text.split("\n")]
        return self.files[file]

    def line(self, file: str, start: str) -> Line:
        """The first line of `file` that begins with `start`, whatever its indent."""
        return next(line for line in self.files[file] if line.text.lstrip().startswith(start))

    def insert(self, file: str, before: Line, text: str) -> list[Line]:
        """Put in `text` before a line."""
        at = self.files[file].index(before)
        lines = [Line(line) for line in text.split("\n")]
        self.files[file][at:at] = lines
        return lines

    def number(self, planted: Planted) -> int:
        """The number of the line that a defect stands on."""
        return 1 + self.files[planted.file].index(planted.line) if planted.line else 1

    def write(self, root: Path) -> None:
        """Write everything into the folder `root`."""
        for file, lines in self.files.items():
            text = "\n".join(line.text for line in lines)
            _made(root / file).write_bytes(self.encoders.get(file, str.encode)(text))
        for file, data in self.assets.items():
            _made(root / file).write_bytes(data)
        for file, target in self.symlinks.items():
            _made(root / file).symlink_to(target)
        for file in self.pipes:
            os.mkfifo(_made(root / file))

    def spot(self, rng: Random) -> Spot:
        """A place for a text, in one language."""
        return Spot(self, rng, rng.choice(self.slots), rng.choice(LANGUAGES))


def _made(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def guilty(lines: Iterable[Line]) -> list[Line]:
    """The lines that hold what is wrong, freed from its sign."""
    found = [line for line in lines if GUILTY in line.text]
    for line in found:
        line.text = line.text.replace(GUILTY, "")
    return found


@dataclass(frozen=True)
class Spot:
    """A place for a text at the end of a section, in the language that gets the defect."""

    tree: Tree
    rng: Random
    slot: Slot
    language: str

    @property
    def path(self) -> str:
        """The chapter."""
        return self.slot.path

    @property
    def other(self) -> str:
        """The other language."""
        return next(each for each in LANGUAGES if each != self.language)

    @property
    def file(self) -> str:
        """The file that gets the defect."""
        return f"docs/{self.language}/{self.path}.md"

    def chapter(self) -> str:
        """The path of another chapter."""
        return self.rng.choice([each for each in self.tree.chapters if each != self.path])

    def to(self, path: str) -> str:
        """The way from here to the file of a chapter; `path` may also be one that there is not."""
        return relpath(f"{path}.md", dirname(self.path))

    def to_asset(self, name: str) -> str:
        """The way from here to a file of docs/assets/."""
        return relpath(f"assets/{name}", f"{self.language}/{dirname(self.path)}")

    def address(self, path: str) -> str:
        """The way from this page's own address to that of a chapter in the same language, as HTML needs it."""
        return relpath(path, self.path) + "/"

    def asset_address(self, name: str) -> str:
        """The way from this page's own address to a file of docs/assets/ (`root` of the site)."""
        base = self.path if self.language == "sv" else f"en/{self.path}"
        return relpath(f"assets/{name}", base)

    def put(self, language: str, text: str) -> list[Line]:
        """Put in `text` and return the lines that are marked as guilty."""
        file = f"docs/{language}/{self.path}.md"
        return guilty(self.tree.insert(file, self.slot.ends[language], text))
