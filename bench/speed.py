"""How fast the check is, as ratios, which a faster or a busier machine changes little."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from .handbook import ROOT, handbook
from .tree import LANGUAGES

CHAPTERS = 100
LARGE = 1000
"""Chapters of the large handbook: 2,000 pages."""
SIZE = 7_800
"""Characters of a chapter, so that its two files are about 8 kB each."""
RUNS = 3
COLD = 0.25
"""The bar of the cold check, of the time that `mkdocs build` takes."""
WARM = 0.3
"""The bar of the check after a change in one file, in seconds."""

SITE = """
theme:
  name: material
  language: sv
  font: false
plugins:
  - search
  - i18n:
      docs_structure: folder
      fallback_to_default: true
      languages:
        - {locale: sv, name: Svenska, default: true, build: true}
        - {locale: en, name: English, build: true}
"""
_CHECK = (
    "import sys; from pathlib import Path; from handbook.command import end, main; end(main(Path(sys.argv[1]), []))"
)


class Work(NamedTuple):
    """What is measured, and what makes ready for it."""

    ready: Callable[[], None]
    do: Callable[[], None]


class Took(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float
    """Seconds on all cores together, which a busy machine changes less; 0 on Windows."""


def speed(seed: int, *, large: bool = False) -> str:
    """Measure, and say it in words."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "small"
        pages = _write(root, seed, CHAPTERS)
        _check(root)  # so that this package is compiled, as pip has compiled MkDocs
        took = _medians({"build": Work(_nothing, partial(_mkdocs, root)), **_checks(root)})
        build, cold = took["build"], took["cold"]
        lines = [
            f"{pages} pages of {_kilobytes(root):.1f} kB (seed {seed}), the median of {RUNS} runs of each in turn",
            _told("mkdocs build", build, "with Material, search and i18n, without this project's hooks"),
            _told("check, cold", cold, f"{_ratio(cold, build)} of the build (bar {COLD})"),
            _told("check, one file changed", took["changed"], f"(bar {WARM} s)"),
            _told("check, nothing changed", took["same"]),
        ]
        if large:
            lines += _large(Path(folder) / "large", seed, pages, took)
    return "\n".join(lines)


def _large(root: Path, seed: int, pages: int, small: Mapping[str, Took]) -> list[str]:
    more = _write(root, seed, LARGE)
    _check(root)
    took = _medians(_checks(root))
    grown = {name: took[name].seconds / small[name].seconds / (more / pages) for name in took}
    return [
        _told(f"{more} pages, {name}", took[name], f"{grown[name]:.2f} times as long per page as with {pages}")
        for name in took
    ]


def _checks(root: Path) -> dict[str, Work]:
    check = partial(_check, root)
    return {
        "cold": Work(partial(_forget, root), check),
        "changed": Work(partial(_change, root), check),
        "same": Work(_nothing, check),
    }


def _nothing() -> None:
    """What needs no making ready."""


def _medians(works: Mapping[str, Work]) -> dict[str, Took]:
    """What each of `works` took, done in turn, so that what else the machine does disturbs all alike."""
    runs = [{name: _took(work) for name, work in works.items()} for _time in range(RUNS)]
    return {name: Took(*map(median, zip(*(run[name] for run in runs), strict=True))) for name in works}


def _took(work: Work) -> Took:
    work.ready()
    start, before = time.perf_counter(), os.times()
    work.do()
    seconds, after = time.perf_counter() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(seconds, processor)


def _told(name: str, took: Took, more: str = "") -> str:
    return f"{name:<26}{took.seconds:6.2f} s {took.processor:6.2f} s of processor   {more}".rstrip()


def _ratio(one: Took, other: Took) -> str:
    processor = f", {one.processor / other.processor:5.3f} of its processor time" if other.processor else ""
    return f"{one.seconds / other.seconds:5.3f}{processor}"


def _write(root: Path, seed: int, chapters: int) -> int:
    tree = handbook(Random(seed), chapters, SIZE)
    tree.write(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(SITE)
    return len(LANGUAGES) * chapters


def _kilobytes(root: Path) -> float:
    sizes = [file.stat().st_size for file in root.glob("docs/*/*/chapter-*.md")]
    return sum(sizes) / len(sizes) / 1000


def _forget(root: Path) -> None:
    shutil.rmtree(root / ".cache")


def _change(root: Path) -> None:
    file = min(root.glob("docs/sv/*/chapter-*.md"))
    file.write_text(file.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")


def _mkdocs(root: Path) -> None:
    _run(root, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site"))


def _check(root: Path) -> None:
    _run(root, "-c", _CHECK, str(root))


def _run(root: Path, *arguments: str) -> None:
    # A process of its own for each, so that starting Python counts for both.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # MkDocs is compiled already, this package would not be
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
