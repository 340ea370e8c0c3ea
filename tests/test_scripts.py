"""The pages' scripts: their types and their lint, and that none is fetched before it is needed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from deno import find_deno_bin
from handbook.assets import SCRIPTS, modules

from tests.site import ROOT

FOLDER = ROOT / "overrides" / SCRIPTS


def deno(*arguments: str, folder: Path) -> str:
    """What deno says of the scripts, without a network; nothing if it finds no fault."""
    alone = {"DENO_DIR": str(folder), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    command = [find_deno_bin(), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **alone}, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("verb", [("check", "--no-lock"), ("lint",)])
def test_types_and_lint(tmp_path: Path, verb: tuple[str, ...]) -> None:
    files = [str(file) for file in sorted(FOLDER.rglob("*.js"))]
    assert len(files) > 10
    assert deno(*verb, "--config", "tests/deno.json", *files, folder=tmp_path) == ""


def test_what_is_reckoned_without_a_page_comes_out_right(tmp_path: Path) -> None:
    tests = sorted((ROOT / "tests" / "scripts").glob("*_test.js"))
    assert len(tests) > 1
    run = ("test", "--no-lock", "--no-remote", "--config", "tests/deno.json")
    assert deno(*run, *map(str, tests), folder=tmp_path) == ""


def test_a_wrong_type_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.js"
    wrong.write_text("// @ts-check\n/** @type {number} */\nexport const minutes = 'ten';\n", encoding="utf-8")
    assert "TS2322" in deno("check", "--no-lock", "--config", "tests/deno.json", str(wrong), folder=tmp_path)


def test_every_script_states_that_its_types_are_checked() -> None:
    assert [
        file.name for file in FOLDER.rglob("*.js") if not file.read_text("utf-8").startswith("// @ts-check\n")
    ] == []


def test_what_a_script_needs_comes_before_it(tmp_path: Path) -> None:
    texts = {
        "main.js": 'import "./a.js";\nimport { c } from "./folder/c.js";\nconst later = () => import("./later.js");\n',
        "a.js": 'import { b } from "./b.js";\n',
        "b.js": "export const b = 1;\n",
        "later.js": "",
        "folder/c.js": 'import {\n  d,\n} from "./d.js";\nimport { b } from "../b.js";\n',
        "folder/d.js": 'export { b } from "../b.js";\n',
    }
    (tmp_path / "folder").mkdir()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert modules(tmp_path) == ("b.js", "a.js", "folder/d.js", "folder/c.js", "main.js")
