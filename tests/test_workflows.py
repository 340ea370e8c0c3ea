"""GitHub runs our own scripts and nothing else, with as few rights as will do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parent.parent / ".github/workflows").glob("*.yml"))


def bin_of(name: str) -> str:
    """A program that came with the environment."""
    folder = Path(sys.executable).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
        assert job["timeout-minutes"] <= 30
        yield from job["steps"]


@pytest.mark.parametrize("linter", [["actionlint"], ["zizmor", "--offline", "--pedantic"]])
def test_linters_find_nothing(linter: list[str]) -> None:
    command = [bin_of(linter[0]), *linter[1:], *map(str, WORKFLOWS)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_calls_scripts_and_pinned_actions_only(workflow: Path) -> None:
    for step in steps(workflow):
        if "run" in step:
            assert step["run"].startswith("python3 scripts/")
            assert (Path(__file__).parent.parent / step["run"].split()[1]).is_file()
        else:
            assert len(step["uses"].split("@")[1]) == 40


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_grants_nothing_by_default_and_never_trusts_a_fork(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text
