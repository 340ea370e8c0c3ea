"""A text file → a tiny handbook on disk, so that a test can show its whole input on one screen.

A case is split by lines such as `=== docs/sv/a/one.md`; what stands under one is that file. Beside the name
may stand:

    (body)          only the text after the front matter, which begins on line 11; `{sv,en}` writes both
    (latin-1)       the encoding, for what is not UTF-8
    (crlf)          lines that end as on Windows
    (gone)          the file is taken away
    -> index.md     a symbolic link

A file that the case does not write comes from the base: home page, module `a`, chapters `a/one` and `a/two`
in both languages, a figure, references.bib and terms.yml. The menu lists the chapters that there are, and
the Markdown extensions are the real mkdocs.yml's own text, so that the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.checks import check
from handbook.finding import Finding
from handbook.model import Handbook, read_handbook
from handbook.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent
FINDINGS = "findings"

_PART = re.compile(r"^=== (?P<name>[^\"\n]+?)(?: \((?P<how>[\w-]+)\))?(?: -> (?P<target>.+))?\n", re.MULTILINE)
_BOTH = "{sv,en}"
_BODY_LINE = 11

_BIBLIOGRAPHY = """\
@article{seen2021,
  author   = {Svensson, Eva and Åberg, Jan},
  title    = {Debriefs in Teams},
  journal  = {Journal of Work},
  year     = {2021},
  verified = {seen},
}

@techreport{programme2014,
  author      = {Andersson, Karin},
  title       = {Ten Companies},
  institution = {Institute of Work},
  year        = {2014},
  keywords    = {programme, sv},
  verified    = {second-hand},
}

@book{memory1999,
  author    = {Lind, Bo},
  title     = {From Memory},
  publisher = {Press},
  year      = {1999},
}
"""

_TERMS = """\
groups:
  - id: meetings
    title: {sv: Möten, en: Meetings}
    terms:
      - {id: debrief, sv: genomgång, en: debrief, seen: true}
"""

_FRONT = {
    "sv": """\
---
title: {title}
description: Vad sidan handlar om.
type: method
state: trial
evidence: practice
needs: []
reviewed: 2026-11-23
---
""",
    "en": """\
---
title: {title}
description: What the page is about.
---
""",
}
_LANDING_FRONT = "---\ntitle: {title}\ndescription: En sida för modulen.\n---\n"


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
    return Case(tuple(_parts(files)), tuple(findings.splitlines()))


def with_findings(text: str, findings: list[str]) -> str:
    """`text` with other expectations, for `UPDATE=1`. Read the difference before you keep it."""
    before = text.partition(f"=== {FINDINGS}\n")[0]
    return "".join((before, f"=== {FINDINGS}\n", *(f"{finding}\n" for finding in findings)))


def write_handbook(case: Case, root: Path) -> Handbook:
    """Put the base and the case's own files into the folder `root`, and read them."""
    files = {part.name: part for part in (*_base(), *case.parts)}
    for part in files.values():
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
        f"{each.place.file}:{each.place.line}:{each.place.column} [{each.rule}] {each.message}"
        + (f" | {each.hint}" if each.hint else "")
        for each in findings
    ]


def findings_of(case: Case, root: Path) -> tuple[Finding, ...]:
    """What checking the handbook of `case` finds."""
    return check(write_handbook(case, root))


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
        part = Part(mark["name"], text[mark.end() : end], mark["how"] or "", mark["target"] or "")
        for language in ("sv", "en") if _BOTH in part.name else ("",):
            yield _whole(Part(part.name.replace(_BOTH, language), part.text, part.how, part.target))


def _whole(part: Part) -> Part:
    if part.how != "body":
        return part
    return Part(part.name, _front_matter(part.name) + part.text)


def _front_matter(name: str) -> str:
    _docs, language, path = name.split("/", 2)
    front = _LANDING_FRONT if path.endswith("index.md") else _FRONT[language]
    written = front.format(title=path.removesuffix(".md"))
    return written + "\n" * (_BODY_LINE - 1 - written.count("\n"))


def _base() -> Iterator[Part]:
    for language in ("sv", "en"):
        for path in ("index", "a/index", "a/one", "a/two"):
            yield _whole(Part(f"docs/{language}/{path}.md", "Text.\n", "body"))
    yield Part("docs/assets/figures/flow.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    yield Part("docs/references.bib", _BIBLIOGRAPHY)
    yield Part("docs/terms.yml", _TERMS)


def _navigation(files: Mapping[str, Part]) -> str:
    there = (part.name for part in files.values() if part.how != "gone")
    pages = (re.fullmatch(r"docs/(?:sv|en)/(.+\.md)", name) for name in there)
    paths = sorted({page[1] for page in pages if page}, key=lambda path: (path != "index.md", path))
    return "\n".join(("site_url: https://handbook.example/", "nav:", *(f"  - {path}" for path in paths), ""))


def _write(part: Part, file: Path) -> None:
    if part.how == "gone":
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if part.target:
        file.symlink_to(part.target)
    elif part.how == "crlf":
        file.write_bytes(part.text.replace("\n", "\r\n").encode())
    else:
        file.write_bytes(part.text.encode(part.how or "utf-8"))
