"""Whatever lies in docs/, the check ends: with findings that name it or a page that is right, never with a traceback.

Each input goes into a tiny handbook of its own, and the check runs as its users run it, with a time limit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.handbooks import ROOT, Case, write_handbook

PATIENCE = 60
"""Seconds, most of which only a busy machine needs; without its limits each of these takes minutes."""
CHAPTER = "docs/sv/a/one.md"
FRONT = """\
---
title: One
description: Vad sidan handlar om.
type: method
state: trial
evidence: practice
needs: []
reviewed: 2026-11-23
---

"""
RUN = "import sys; from pathlib import Path; from handbook.command import main; sys.exit(main(Path('.'), sys.argv[1:]))"


def laughs(levels: int = 9) -> str:
    """A few lines of YAML that stand for a billion words."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, levels)]
    return "\n".join((*lines, ""))


SETTINGS = "site_url: https://handbook.example/\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
ENTITIES = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 9))

TEXTS: dict[str, tuple[str, str]] = {
    "open brackets": (CHAPTER, FRONT + "[" * 20_000),
    "open links": (CHAPTER, FRONT + "[a](" * 20_000),
    "brackets in many paragraphs": (CHAPTER, FRONT + "\n\n".join(["[" * 90] * 500)),
    "emphasis": (CHAPTER, FRONT + "\n\n".join(["*a **b __c " * 100] * 40)),
    "backticks": (CHAPTER, FRONT + " ".join("`" * count for count in range(1, 130))),
    "tags that never end": (CHAPTER, FRONT + "<a " * 3000),
    "comments that never end": (CHAPTER, FRONT + "<!--" * 2000),
    "elements within one another": (CHAPTER, FRONT + "<div>\n" * 400),
    "Markdown within one another": (CHAPTER, FRONT + '<div markdown="1">\n\n' * 400),
    "quotes within one another": (CHAPTER, FRONT + ">" * 300 + " ord"),
    "lists within one another": (CHAPTER, FRONT + "\n".join("    " * at + "- ord" for at in range(60))),
    "boxes within one another": (CHAPTER, FRONT + "\n\n".join("    " * at + "!!! note" for at in range(20))),
    "footnotes in a ring": (CHAPTER, FRONT + "Ord[^1].\n\n[^1]: Ord[^2].\n\n[^2]: Ord[^1]."),
    "an abbreviation of itself": (CHAPTER, FRONT + "*[a]: a a a\n\n" + "a " * 4000),
    "a table without end": (CHAPTER, FRONT + "|" * 9000 + "\n" + "|-" * 4500),
    "bars in many paragraphs": (CHAPTER, FRONT + "\n\n".join(f"x\n| {at} |" for at in range(8000))),
    "cells in many tables": (CHAPTER, FRONT + "\n\n".join(f"|a|\n|-|\n|{at}|b|" for at in range(4000))),
    "blanks in a row of dashes": (CHAPTER, FRONT + "|a|b|\n|-|-|\n\n" + "\n\n".join(["x\n|-" + " " * 9900 + "x"] * 20)),
    "a footnote again and again": (CHAPTER, FRONT + "\n\n".join(f"[^{at % 1900}]: x" for at in range(3800))),
    "dots upwards": (CHAPTER, FRONT + f"[ord]({'../' * 3000}ord.md)"),
    "addresses that are none": (
        CHAPTER,
        FRONT + "[a](http://[::1) [b](//[) [c](http://a:b:c/) [d](%00.md) [e](%ff.md)",
    ),
    "numbers of characters": (CHAPTER, FRONT + f"&#x{'9' * 3000}; &#99999999999;"),
    "aliases in the front matter": (CHAPTER, f"---\n{laughs()}---\n\nText."),
    "brackets in the front matter": (CHAPTER, f"---\ntitle: {'[' * 100_000}\n---\n\nText."),
    "levels in the front matter": (CHAPTER, f"---\ntitle: {'[' * 900}{']' * 900}\n---\n\nText."),
    "lists on one line of the front matter": (CHAPTER, f"---\ntitle:\n  {'- ' * 900}x\n---\n\nText."),
    "steps in the front matter": (CHAPTER, "---\n" + "".join(f"{' ' * at}a:\n" for at in range(500)) + "---\n\nText."),
    "a number in the front matter": (CHAPTER, FRONT.replace("needs: []", f"minutes: {'9' * 5000}")),
    "Python in the front matter": (CHAPTER, FRONT.replace("One", "!!python/object/apply:os.abort []")),
    "aliases in the term list": ("docs/terms.yml", laughs()),
    "levels in the term list": ("docs/terms.yml", f"groups: {'[' * 900}{']' * 900}"),
    "a number in the term list": ("docs/terms.yml", f"groups: {'9' * 5000}"),
    "aliases in the redirects": ("docs/redirects.yml", laughs()),
    "levels in the redirects": ("docs/redirects.yml", f"redirects: {'[' * 900}{']' * 900}"),
    "words that grow in the bibliography": (
        "docs/references.bib",
        '@string{a0 = "lol"}\n'
        + "".join(f"@string{{a{at} = {' # '.join([f'a{at - 1}'] * 10)}}}\n" for at in range(1, 9)),
    ),
    "braces in the bibliography": ("docs/references.bib", "@article{a, title = " + "{" * 50_000),
    "settings that inherit themselves": ("mkdocs.yml", f"{SETTINGS}INHERIT: mkdocs.yml\n"),
    "settings in a ring": ("mkdocs.yml", f"{SETTINGS}nav: &a\n  - *a\n"),
    "aliases in the settings": ("mkdocs.yml", f"{SETTINGS}{laughs()}nav: *a8\n"),
    "levels in the settings": ("mkdocs.yml", f"{SETTINGS}nav: {'[' * 3000}"),
    "settings that are a list": ("mkdocs.yml", "- index.md\n"),
    "settings that say nothing": ("mkdocs.yml", ""),
    "settings without values": ("mkdocs.yml", "site_url:\nnav:\nmarkdown_extensions:\n"),
    "settings with an unknown extension": ("mkdocs.yml", f"{SETTINGS}markdown_extensions: [nowhere]\n"),
    "entities in a drawing": (
        "docs/assets/figures/flow.svg",
        f'<!DOCTYPE svg [<!ENTITY a0 "lol">{ENTITIES}]>{SVG.format("<text>&a8;</text>")}',
    ),
    "a drawing that names a file": (
        "docs/assets/figures/flow.svg",
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SVG.format("<text>&a;</text>")}',
    ),
    "groups within one another": ("docs/assets/figures/flow.svg", SVG.format("<g>" * 30_000 + "</g>" * 30_000)),
    "a drawing that breaks off": ("docs/assets/figures/flow.svg", '<svg xmlns="http://www.w3.org/2000/svg"><g'),
}
RIGHT = frozenset(
    {
        "a table without end",
        "an abbreviation of itself",
        "backticks",
        "boxes within one another",
        "brackets in many paragraphs",
        "comments that never end",
        "elements within one another",
        "emphasis",
        "footnotes in a ring",
        "Markdown within one another",
        "numbers of characters",
    }
)
"""What looks dangerous and is a page like others, so that nothing needs to be found on the page itself."""


@pytest.mark.parametrize("name", TEXTS)
def test_ends_with_a_finding_or_a_page(name: str, tmp_path: Path) -> None:
    file, text = TEXTS[name]
    found = checked(tmp_path, lambda root: written(root / file, text.encode()))
    assert name in RIGHT or file in {each["file"] for each in found}


BYTES: dict[str, bytes] = {
    "nothing": b"",
    "UTF-16": f"\ufeff{FRONT}".encode("utf-16-le"),
    "Latin-1": f"{FRONT}Före".encode("latin-1"),
    "half a letter": FRONT.encode() + b"F\xc3",
    "half a pair": FRONT.encode() + b"\xed\xa0\x80",
    "NUL": FRONT.encode() + b"a\0b",
    "every control sign": FRONT.encode() + bytes(range(1, 9)) + bytes(range(14, 32)),
    "CR alone": f"{FRONT}Ord.\nOrd.".replace("\n", "\r").encode(),
    "CR twice": f"{FRONT}Ord.\nOrd.".replace("\n", "\r\r\n").encode(),
    "a mark before the dashes": f"\ufeff{FRONT}".encode(),
    "turned round": f"{FRONT}a\u202eb\u2066c".encode(),
    "invisible": f"{FRONT}a\u200bb\u200cc\u2060d".encode(),
    "letters in two parts": f"{FRONT}fo\u0308re".encode(),
    "garbled": f"{FRONT}FÃ¶re â€œord".encode(),
    "lost": f"{FRONT}F\ufffdre".encode(),
    "two versions": f"{FRONT}<<<<<<< HEAD\nett\n=======\ntvå\n>>>>>>> main".encode(),
    "a pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
    "a program": bytes(range(256)) * 40,
    "half a million letters": FRONT.encode() + b"ord\n\n" * 100_000,
}


@pytest.mark.parametrize("name", BYTES)
def test_names_the_file_whose_bytes_are_wrong(name: str, tmp_path: Path) -> None:
    found = checked(tmp_path, lambda root: written(root / CHAPTER, BYTES[name]))
    assert CHAPTER in {each["file"] for each in found}


def _pipe(root: Path) -> None:
    os.mkfifo(root / "docs/sv/a/pipe.md")
    os.mkfifo(root / "docs/assets/pipe.png")


def _links(root: Path) -> None:
    (root / "docs/sv/a/itself.md").symlink_to("itself.md")
    (root / "docs/sv/ring").symlink_to("..")
    (root / "docs/assets/out.png").symlink_to("/etc/passwd")


def _no_text(root: Path) -> None:
    with open(os.fsencode(root) + b"/docs/assets/\xff\xfe.png", "wb") as file:  # noqa: PTH123  (no text, so no path)
        file.write(b"x")


def _folder(root: Path) -> None:
    (root / CHAPTER).unlink()
    written(root / CHAPTER / "index.md", FRONT.encode())


def _empty(root: Path) -> None:
    for file in sorted((root / "docs").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()


def _shared_pipe(root: Path) -> None:
    (root / "docs/sv/_shared").mkdir()
    os.mkfifo(root / "docs/sv/_shared/pipe.md")
    written(root / CHAPTER, f'{FRONT}--8<-- "pipe.md"\n'.encode())


def _shared_ring(root: Path) -> None:
    (root / "docs/sv/_shared").symlink_to("_shared")
    (root / "docs/en/_shared").symlink_to("/proc/self")
    written(root / CHAPTER, f'{FRONT}--8<-- "mem.md"\n\n--8<-- "/dev/zero"\n'.encode())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither pipes nor links that anyone may make")
@pytest.mark.parametrize("put", [_pipe, _links, _no_text, _folder, _empty, _shared_pipe, _shared_ring])
def test_ends_whatever_kind_of_file_lies_there(put: Callable[[Path], None], tmp_path: Path) -> None:
    assert checked(tmp_path, put)


def asking(*names: str) -> str:
    """A chapter that takes in texts of these names."""
    return FRONT + "\n\n".join(f'--8<-- "{name}.md"' for name in names) + "\n"


SHARED: dict[str, tuple[str, dict[str, str]]] = {
    "a ring of one": (asking("a"), {"a": '--8<-- "a.md"\n'}),
    "a ring of two": (asking("a"), {"a": '--8<-- "b.md"\n', "b": '--8<-- "a.md"\n'}),
    "texts that double at each step": (
        asking("a"),
        {name: f'--8<-- "{after}.md"\n' * 10 for name, after in zip("abcdefghi", "bcdefghij", strict=True)},
    ),
    "one text many times": (asking(*["a"] * 20_000), {"a": "Ord.\n" * 50}),
    "many texts": (asking(*(["a", "b"] * 2_000)), {"a": "Ord.\n\n" * 9_000, "b": "## Ord\n\n" * 900}),
    "texts that are missing": (asking(*["lost"] * 5_000), {}),
    "lines alone": (FRONT + "--8<--\n\n" * 1_999, {"a": "Ord.\n"}),
    "half a bracket in each": (asking(*["a"] * 300), {"a": "[" * 90 + "\n"}),
    "a comment that never ends": (asking("a", "b"), {"a": "<!-- \n", "b": "[x](gone.md)\n"}),
    "a fence that never ends": (asking("a", "b"), {"a": "```\n", "b": "[x](gone.md)\n"}),
    "a head that never ends": (asking("a"), {"a": "---\n" + "a: b\n  \n" * 20_000}),
    "a line without end": (asking("a"), {"a": "x" * 300_000}),
    "signs alone": (FRONT + "--8<--" * 3_000, {"a": "--8<--" * 3_000}),
}


@pytest.mark.parametrize("name", SHARED)
def test_ends_whatever_chapters_take_in(name: str, tmp_path: Path) -> None:
    chapter, texts = SHARED[name]

    def put(root: Path) -> None:
        written(root / CHAPTER, chapter.encode())
        for each, text in texts.items():
            written(root / f"docs/sv/_shared/{each}.md", text.encode())

    found = checked(tmp_path, put)
    assert any(each["file"] == CHAPTER or each["file"].startswith("docs/sv/_shared/") for each in found)


def written(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def checked(root: Path, put: Callable[[Path], None]) -> list[dict[str, str]]:
    """What the check finds in a tiny handbook into which `put` has put something."""
    write_handbook(Case((), ()), root)
    put(root)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", RUN, "--format", "json"]
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    assert b"Traceback" not in result.stderr, result.stderr.decode(errors="replace")[-2000:]
    assert result.returncode in (0, 1, 2)
    found: list[dict[str, str]] = json.loads(result.stdout)
    assert bool(found) == bool(result.returncode) or {each["level"] for each in found} == {"notice"}
    return found
