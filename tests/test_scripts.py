"""The pages' scripts: their types and their lint, and that none is fetched before it is needed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from deno import find_deno_bin
from handbook.assets import SCRIPTS, fetched, joined, modules, parts_of

from tests.site import ROOT, Site

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


def written(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_serves_the_whole_alone_is_published_within_it(tmp_path: Path) -> None:
    texts = {
        "main.js": "".join(f'import "./{each}.js";\n' for each in ("alone", "asked", "gives", "in/folder"))
        + "whole();\n",
        "alone.js": 'import { a, b as c } from "./gives.js";\nconst mine = a + c;\n',
        "asked.js": "const mine = 1;\n",
        "gives.js": "export const a = 1;\nexport const b = 2;\n",
        "in/folder.js": 'const later = () => import("../asked.js");\n',
    }
    folder = written(tmp_path, texts)
    assert parts_of(folder) == ("alone.js",)
    assert joined(folder).split("\n") == [
        'import { a, b as c } from "./gives.js";',
        'import "./asked.js";',
        'import "./in/folder.js";',
        "{",
        "const mine = a + c;",
        "}",
        "whole();",
        "",
    ]
    written(tmp_path, {"main.js": 'import { a } from "./in/folder.js";\n' + texts["main.js"]})
    with pytest.raises(ValueError, match=r"alone\.js, main\.js import different things under one name"):
        joined(folder)


def test_a_page_fetches_only_what_is_published(site: Site) -> None:
    scripts = site.folder / SCRIPTS
    assert not [name for name in parts_of(ROOT / "overrides" / SCRIPTS) if (scripts / name).exists()]
    asked = [each for each in fetched(ROOT / "overrides")["scripts"] if not (site.folder / each).is_file()]
    assert asked == []


def test_what_a_script_needs_comes_before_it(tmp_path: Path) -> None:
    texts = {
        "main.js": 'import "./a.js";\nimport { c } from "./folder/c.js";\nconst later = () => import("./later.js");\n',
        "a.js": 'import { b } from "./b.js";\n',
        "b.js": "export const b = 1;\n",
        "later.js": "",
        "folder/c.js": 'import {\n  d,\n} from "./d.js";\nimport { b } from "../b.js";\n',
        "folder/d.js": 'export { b } from "../b.js";\n',
    }
    assert modules(written(tmp_path, texts)) == ("b.js", "a.js", "folder/d.js", "folder/c.js", "main.js")
