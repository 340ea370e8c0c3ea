"""The built site → what a reader may save to read it without a network: one list per language.

A list names each file by address, hash and size. A browser keeps each by its hash, so that a newer list costs the
reader only what has changed, and a file that was altered on its way is not taken for saved.
The same on every machine; hooks/offline.py writes the lists when a version is built whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from .addresses import language_root, page_url
from .model import Handbook
from .settings import LANGUAGES, SOURCE
from .words import WORDS

FOLDER = "offline/"
"""Where the lists lie within the version, each beside the page of its language for what is not saved."""
WORKER = "sw.js"
SENTENCES = (
    *("nothing", "saving", "partly", "pages", "whole", "newer", "elsewhere", "network"),
    *("full", "broken", "altered", "refused"),
)
"""What the control on the page about it may say: how things stand, and why they do not stand better."""

_INDEX = "index.html"
_SHEETS = "sheets/"
_SHARED = ("assets/", FOLDER, "search/")
"""Where what pages need lies, for every language unless its name tells one."""
_LEFT_OUT = (".map", ".txt", ".gz")
"""What no page asks for."""
_LIST = re.compile(rf"{FOLDER}\w+\.json")
_DIGITS = 16
"""As much of a SHA-256 as tells a file from what it was, and from what a network makes of it."""


@dataclass(frozen=True)
class File:
    """One file of the site."""

    address: str
    """As pages lead to it, counted from the version's root: `coach-role/`, `assets/handbook.css`."""
    hash: str
    bytes: int


@dataclass(frozen=True)
class Offline:
    """What there is to save in one language."""

    language: str
    version: str
    core: tuple[File, ...]
    """What pages are made with: styles, scripts, the font, drawings, the search."""
    pages: tuple[File, ...]
    sheets: tuple[File, ...]
    titles: Mapping[str, str]
    """Of the pages that have one, by address."""

    @property
    def build(self) -> str:
        """Twelve hex digits that change when anything in the list does."""
        return sha256(json.dumps(self._values(), ensure_ascii=False).encode()).hexdigest()[:12]

    def as_json(self) -> str:
        """The list as a browser reads it: per file `[address, hash, bytes, title]`, the title where there is one."""
        return json.dumps({"build": self.build, **self._values()}, ensure_ascii=False, separators=(",", ":")) + "\n"

    def _values(self) -> Mapping[str, object]:
        return {
            "language": self.language,
            "version": self.version,
            **{name: [self._row(each) for each in getattr(self, name)] for name in ("core", "pages", "sheets")},
        }

    def _row(self, file: File) -> list[str | int]:
        title = [self.titles[file.address]] if file.address in self.titles else []
        return [file.address, file.hash, file.bytes, *title]


def titles(handbook: Handbook, language: str) -> Mapping[str, str]:
    """The title of each chapter by its address in `language`, in the order of the navigation."""
    return {page_url(language, path): chapter.title(language) for path, chapter in handbook.chapters.items()}


def readers_first(language: str) -> tuple[str, ...]:
    """Every language, `language` before the others."""
    return (language, *(each for each in LANGUAGES if each != language))


def not_saved(language: str) -> Mapping[str, Any]:
    """What the page in `language` shows that stands in for one that is not saved."""
    homes = {each: language_root(each) for each in readers_first(language)}
    return {"words": WORDS[language], "language": language, "homes": homes}


def lists(site: Path, handbook: Handbook, version: str) -> tuple[Offline, ...]:
    """What there is to save of the version built whole in the folder `site`, in each language."""
    paths = (path for path in site.rglob("*") if path.is_file())
    files = [measured(path.relative_to(site).as_posix(), path.read_bytes()) for path in paths]
    return tuple(offline(files, each, version, titles(handbook, each)) for each in LANGUAGES)


def written(listed: Iterable[Offline]) -> Mapping[str, str]:
    """The lists and the service worker's script, by address."""
    listed = tuple(listed)
    return {**{f"{FOLDER}{each.language}.json": each.as_json() for each in listed}, WORKER: _worker(listed)}


def measured(path: str, content: bytes) -> File:
    """The file that was built at `path`, such as `coach-role/index.html`."""
    address = path.removesuffix(_INDEX) if path.rpartition("/")[2] == _INDEX else path
    return File(address, sha256(content).hexdigest()[:_DIGITS], len(content))


def offline(files: Iterable[File], language: str, version: str, titles: Mapping[str, str]) -> Offline:
    """What there is to save of `files` in `language`; the pages in the order of `titles`, which go by address."""
    kinds: dict[str, list[File]] = {"core": [], "pages": [], "sheets": []}
    for file in sorted(files, key=lambda file: file.address):
        if kind := _kind(file.address, language):
            kinds[kind].append(file)
    order = {address: at for at, address in enumerate(titles)}
    return Offline(
        language,
        version,
        # What is read when nothing else is there comes first.
        tuple(sorted(kinds["core"], key=lambda file: not file.address.startswith(FOLDER))),
        tuple(sorted(kinds["pages"], key=lambda file: order.get(file.address, len(order)))),
        tuple(kinds["sheets"]),
        titles,
    )


def _worker(listed: Iterable[Offline]) -> str:
    # It changes with every list, which is how a browser notices a new build. Without any it lets go of what is saved.
    languages = {each.language: {"home": language_root(each.language), "build": each.build} for each in listed}
    return f'self.languages = {json.dumps(languages)};\nimportScripts("assets/scripts/service-worker.js");\n'


def _kind(address: str, language: str) -> str:
    """Whether the file is of the `core`, the `pages` or the `sheets` of `language`; empty if it is none of them."""
    folder = address.partition("/")[0]
    spoken = folder if folder in LANGUAGES else SOURCE
    inside = address.removeprefix(language_root(spoken))
    if inside.startswith(_SHARED):
        told = {*re.split(r"[/._-]", address)} & {*LANGUAGES}
        # The page for what is not saved is read in the language that was asked for, and that one may not be saved.
        ours = not told or language in told or address.startswith(FOLDER)
        return "core" if ours and not address.endswith(_LEFT_OUT) and not _LIST.fullmatch(address) else ""
    if spoken != language:
        return ""
    if inside.endswith("/") or not inside:
        return "pages"
    return "sheets" if inside.startswith(_SHEETS) else ""
