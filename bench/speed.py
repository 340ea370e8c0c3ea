"""How fast the check is, as ratios, which a faster or a busier machine changes little."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from .handbook import ROOT, handbook
from .tree import LANGUAGES

CHAPTERS = 100
LARGE = 1000
"""Chapters of the large handbook: 2,000 pages."""
SIZE = 7_800
"""Characters of a chapter, so that its two files are about 8 kB each."""

_SITE = """
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
    "import sys; from pathlib import Path; from handbook.command import main; sys.exit(main(Path(sys.argv[1]), []))"
)


def speed(seed: int, *, large: bool = False) -> str:
    """Measure, and say it in words."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = _write(root / "small", seed, CHAPTERS)
        build = _timed(lambda: _mkdocs(root / "small"))
        cold = _cold(root / "small")
        _change(root / "small")
        warm = _timed(lambda: _check(root / "small"))
        lines = [
            f"{pages} pages of {_kilobytes(root / 'small'):.1f} kB (seed {seed})",
            f"mkdocs build            {build:6.2f} s",
            f"check, cold             {cold:6.2f} s   {cold / build:5.3f} of the build (bar 0.25)",
            f"check, one file changed {warm:6.2f} s   {warm / cold:5.3f} of the cold check",
        ]
        if large:
            more = _write(root / "large", seed, LARGE)
            slow = _cold(root / "large")
            grown = slow / cold / (more / pages)
            lines.append(
                f"check, {more} pages      {slow:6.2f} s   {grown:5.2f} times as long per page as with {pages}"
            )
    return "\n".join(lines)


def _write(root: Path, seed: int, chapters: int) -> int:
    tree = handbook(Random(seed), chapters, SIZE)
    tree.write(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(_SITE)
    return len(LANGUAGES) * chapters


def _kilobytes(root: Path) -> float:
    sizes = [file.stat().st_size for file in root.glob("docs/*/*/chapter-*.md")]
    return sum(sizes) / len(sizes) / 1000


def _cold(root: Path) -> float:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _timed(lambda: _check(root))


def _change(root: Path) -> None:
    file = min(root.glob("docs/sv/*/chapter-*.md"))
    file.write_text(file.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _mkdocs(root: Path) -> None:
    _run(root, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site"))


def _check(root: Path) -> None:
    _run(root, "-c", _CHECK, str(root))


def _run(root: Path, *arguments: str) -> None:
    # A process of its own for each, so that starting Python counts for both.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
