"""The check, a strict build and a running preview tell the same of a handbook full of planted defects."""

from __future__ import annotations

import secrets
import subprocess
import sys
from pathlib import Path
from random import Random

from bench.defects import CLASSES
from bench.handbook import handbook
from bench.tree import NAVIGATION, Line, Tree
from tests.site import ROOT, copy_handbook, environment, mkdocs
from tests.test_builds import pages_in, preview, wait_for

FEW_CHAPTERS = 6
RUN = "import sys; from pathlib import Path; from handbook.command import main; sys.exit(main(Path('.'), []))"


def test_the_check_a_strict_build_and_a_preview_tell_the_same_of_the_whole_bench(tmp_path: Path) -> None:
    seed = secrets.randbelow(2**32)
    rng = Random(seed)
    tree = handbook(rng, FEW_CHAPTERS)
    copy_handbook(tmp_path, ("mkdocs.yml", "hooks", "overrides"))
    with_real_settings(tree)
    tree.write(tmp_path)
    assert checked(tmp_path) == "Nothing to mend."
    with preview(tmp_path) as (_address, log):
        wait_for(log, "Serving on")
        planted = [each for defect in CLASSES if not defect.alone for each in defect.defect(tree, rng)]
        tree.write(tmp_path)
        told = checked(tmp_path)
        assert told.count("\n  hint: ") >= len(planted) / 2, f"seed {seed}"
        strict = mkdocs(tmp_path, "build", "--strict")
        assert strict.returncode != 0
        assert told in strict.stdout, f"seed {seed}"
        assert pages_in(tmp_path) == set()
        wait_for(log, told)


def with_real_settings(tree: Tree) -> None:
    """Put the project's own settings round the menu of `tree`."""
    lines = tree.files[NAVIGATION]
    begins = lines.index(tree.line(NAVIGATION, "nav:"))
    ends = next(at for at in range(begins, len(lines)) if not lines[at].text.strip())
    before, _nav, after = (ROOT / NAVIGATION).read_text("utf-8").partition("nav:\n")
    rest = after.partition("\n\n")[2]
    tree.files[NAVIGATION] = [*_lines(before.rstrip("\n")), *lines[begins:ends], Line(""), *_lines(rest)]


def _lines(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n")]


def checked(root: Path) -> str:
    """What `scripts/check` says of the handbook in `root`."""
    result = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=root,
        env=environment() | {"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stderr == ""
    return result.stdout.strip()
