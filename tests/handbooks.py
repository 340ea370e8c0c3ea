"""A text file → a tiny handbook on disk, so that a test can show its whole input on one screen.

A case is split by lines such as `=== docs/sv/a/one.md`; what stands under one is that file. Beside the name
may stand:

    (body)          only the text after the front matter, which begins on line 11; `{sv,en}` writes both
    (latin-1)       the encoding, for what is not UTF-8
    (crlf)          lines that end as on Windows
    (large)         the text again and again, until it is larger than any file that belongs here
    (escapes)       what nobody sees is written out, as in Python: `\\u200b`, `\\r`, a `\\` before a line end
    (gone)          the file is taken away
    -> index.md     a symbolic link
    * 1000          the text a thousand times over

A name may hold escapes, too, and findings are told with them.
A file that the case does not write comes from the base: home page, module `a`, chapters `a/one` and `a/two`
in both languages, a figure, references.bib and terms.yml. A `(body)` in Swedish alone makes a chapter in Swedish
only. The home page links to every chapter, the menu lists them, and the Markdown extensions are the real
mkdocs.yml's own text, so that the two cannot drift apart.
"""

from __future__ import annotations

import json
import re
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category
from urllib.parse import quote

import pytest
from handbook.checks import check
from handbook.content import _Reader as Reader
from handbook.content import _Unread as Unread
from handbook.finding import Finding
from handbook.model import Handbook, read_handbook
from handbook.settings import SettingsError, read_settings

ROOT = Path(__file__).resolve().parent.parent
FINDINGS = "findings"

_PART = re.compile(
    r"^=== (?P<name>[^\"\n]+?)(?: \((?P<how>[\w-]+(?:, escapes)?)\))?(?: -> (?P<target>.+?))?(?: \* (?P<times>\d+))?\n",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[\\nrt]|\n)")
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Zl", "Zp")
"""The categories of characters that a finding is told with escapes for."""
_BOTH = "{sv,en}"
_BODY_LINE = 11
_LARGE = 6_000_000

_BIBLIOGRAPHY = """\
@article{seen2021,
  author   = {Svensson, Eva and Åberg, Jan},
  title    = {Debriefs in Teams},
  journal  = {Journal of Work},
  year     = {2021},
  keywords = {further},
  verified = {seen},
}

@techreport{programme2014,
  author      = {Andersson, Karin},
  title       = {Ten Companies},
  institution = {Institute of Work},
  year        = {2014},
  keywords    = {programme, sv, further},
  verified    = {second-hand},
}

@book{memory1999,
  author    = {Lind, Bo},
  title     = {From Memory},
  publisher = {Press},
  year      = {1999},
  keywords  = {further},
}
"""

_TERMS = """\
groups:
  - id: meetings
    title: {sv: Möten, en: Meetings}
    terms:
      - {id: debrief, sv: genomgång, en: debrief, seen: true}
"""

_FRONT = """\
---
title: {title}
description: Vad sidan handlar om.
type: method
state: draft
evidence: practice
{last}
reviewed: 2026-11-23
---
"""
_FRONT_OF_OTHERS = "---\ntitle: {title}\ndescription: Vad sidan handlar om.\n{last}---\n"
_SWEDISH_ONLY = "languages: [sv]"


@dataclass(frozen=True)
class Part:
    """One file of a case."""

    name: str
    text: str
    how: str = ""
    target: str = ""


@dataclass(frozen=True)
class Case:
    """A tiny handbook, and what checking it must find."""

    parts: tuple[Part, ...]
    findings: tuple[str, ...]


def read_case(text: str) -> Case:
    """Split `text` into its files and its expected findings."""
    files, mark, findings = text.partition(f"=== {FINDINGS}\n")
    assert mark, f"the case lacks its line `=== {FINDINGS}`"
    parts = tuple(_parts(files))
    names = {part.name for part in parts}
    whole = (_whole(part, only=_in_english(part.name) not in names) for part in parts)
    return Case(tuple(whole), tuple(findings.splitlines()))


def with_findings(text: str, findings: list[str]) -> str:
    """`text` with other expectations, for `UPDATE=1`. Read the difference before you keep it."""
    before = text.partition(f"=== {FINDINGS}\n")[0]
    return "".join((before, f"=== {FINDINGS}\n", *(f"{finding}\n" for finding in findings)))


def write_handbook(case: Case, root: Path) -> Handbook:
    """Put the base and the case's own files into the folder `root`, and read them."""
    files = {part.name: part for part in (*_base(), *case.parts)}
    for part in case.parts:
        if f"\n{_SWEDISH_ONLY}\n" in part.text and _in_english(part.name) not in {each.name for each in case.parts}:
            files.pop(_in_english(part.name), None)
    for part in (*_home(files), *files.values()):
        _write(part, root / part.name)
    if "mkdocs.yml" not in files:
        (root / "mkdocs.yml").write_text(_navigation(files), encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{extensions()}")
    return read_handbook(read_settings(root))


def handbook(root: Path, **bodies: str) -> Handbook:
    """The base in the folder `root`, with the Swedish body of each chapter named, as in `a__one="Text."`."""
    parts = (Part(f"docs/sv/{name.replace('__', '/')}.md", text, "body") for name, text in bodies.items())
    return write_handbook(Case(tuple(_whole(part) for part in parts), ()), root)


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Findings as a case writes them."""
    return [
        _visible(
            f"{each.place.file}:{each.place.line}:{each.place.column} [{each.rule}] {each.message}"
            + (f" | {each.hint}" if each.hint else "")
        )
        for each in findings
    ]


def pages_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the chapters that are read and rendered from now on, and not taken from the cache."""
    pages: list[str] = []
    read = Reader.__call__

    def spied(self: Reader, unread: Sequence[Unread]) -> list[bytes]:
        pages.extend(each.source.file for each in unread)
        return read(self, unread)

    monkeypatch.setattr(Reader, "__call__", spied)
    return pages


def findings_of(case: Case, root: Path) -> tuple[Finding, ...]:
    """What checking the handbook of `case` finds."""
    try:
        return check(write_handbook(case, root))
    except SettingsError as error:
        return (error.finding,)


def extensions() -> str:
    """The `markdown_extensions` of the real mkdocs.yml, word for word."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", settings, re.MULTILINE)
    assert found, "mkdocs.yml has no markdown_extensions"
    return found[0]


def _parts(text: str) -> Iterator[Part]:
    marks = list(_PART.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        how, _, escapes = (mark["how"] or "").partition(", ")
        written = text[mark.end() : end]
        if "escapes" in (how, escapes):
            how, written = how.removeprefix("escapes"), _unescaped(written)
        part = Part(_unescaped(mark["name"]), written * int(mark["times"] or 1), how, mark["target"] or "")
        for language in ("sv", "en") if _BOTH in part.name else ("",):
            yield Part(part.name.replace(_BOTH, language), part.text, part.how, part.target)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: str(literal_eval(f'"{match[0]}"')), text)


def _visible(text: str) -> str:
    seen = (char if category(char) not in _UNSEEN else char.encode("unicode_escape").decode() for char in text)
    return "".join(seen)


def _whole(part: Part, *, only: bool = False) -> Part:
    """`part` with front matter, where it is a `(body)`; with `only`, it says that it is in Swedish only."""
    if part.how != "body":
        return part
    return Part(part.name, _front_matter(part.name, only=only and _in_english(part.name) != part.name) + part.text)


def _front_matter(name: str, *, only: bool) -> str:
    _docs, language, path = name.split("/", 2)
    title = path.removesuffix(".md")
    if f"/{path}".endswith("/index.md") or language == "en":
        written = _FRONT_OF_OTHERS.format(title=title, last=f"{_SWEDISH_ONLY}\n" * only)
    else:
        written = _FRONT.format(title=title, last=_SWEDISH_ONLY if only else "needs: []")
    return written + "\n" * (_BODY_LINE - 1 - written.count("\n"))


def _in_english(name: str) -> str:
    return re.sub("^docs/sv/", "docs/en/", name)


def _base() -> Iterator[Part]:
    for language in ("sv", "en"):
        for path in ("a/index", "a/one", "a/two"):
            yield _whole(Part(f"docs/{language}/{path}.md", "Text.\n", "body"))
    yield Part("docs/assets/figures/flow.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    yield Part("docs/references.bib", _BIBLIOGRAPHY)
    yield Part("docs/terms.yml", _TERMS)


def _home(files: Mapping[str, Part]) -> Iterator[Part]:
    """The home pages that the case does not write, each with a link to every chapter that its reader has."""
    for language in ("sv", "en"):
        if f"docs/{language}/index.md" not in files:
            links = "".join(
                f"[{path}]({quote(path)})\n" for path in _pages(files, language) if not path.endswith("index.md")
            )
            yield _whole(Part(f"docs/{language}/index.md", links, "body"))


def _pages(files: Mapping[str, Part], folders: str) -> list[str]:
    """The modules' own pages, then the chapters with the last letter first, so that `a/one` may need `a/two`."""
    page = re.compile(rf"docs/(?:{folders})/(?!_shared/)(.+\.md)")
    there = (page.fullmatch(part.name) for part in files.values() if part.how != "gone")
    named = sorted({each[1] for each in there if each})
    landings = [path for path in named if f"/{path}".endswith("/index.md") and path != "index.md"]
    return [*landings, *(path for path in reversed(named) if path not in landings and path != "index.md")]


def _navigation(files: Mapping[str, Part]) -> str:
    pages = dict.fromkeys(("index.md", *_pages(files, "sv|en")))
    return "\n".join(("site_url: https://handbook.example/", "nav:", *(f"  - {_yaml(path)}" for path in pages), ""))


def _yaml(path: str) -> str:
    return path if re.fullmatch(r"[\w./-]+", path) else json.dumps(path)


def _write(part: Part, file: Path) -> None:
    if part.how == "gone":
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if part.target:
        file.symlink_to(part.target)
    elif part.how == "crlf":
        file.write_bytes(part.text.replace("\n", "\r\n").encode())
    elif part.how == "large":
        file.write_bytes(part.text.encode() * (_LARGE // len(part.text)))
    else:
        file.write_bytes(part.text.encode(part.how or "utf-8"))
