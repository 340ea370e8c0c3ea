"""Each file in golden/<rule>/ holds a tiny handbook and, to the letter, what checking it must find.

`UPDATE=1 python -m pytest tests/test_golden.py` writes what is found into the files: read every line of the
difference, because a wrong expectation guards the mistake. handbooks.py says how a case is written.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from handbook.finding import Finding

from tests.handbooks import ROOT, Case, findings_of, read_case, told, with_findings

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*/*.txt"))
_BROKEN_ANCHORS = (
    "#befor|two.md#run-sheet|../index.md#x|one.md#after|#f%C3%B6re|#in a minute|two.md#sheet|#gone|../two/#gone|"
    "two.md#run-sheeet"
).split("|")
SILENT = "silent"
"""Begins the name of a case that holds only look-alikes of its rule."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_finds_exactly_what_the_case_says(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    findings = findings_of(read_case(text), tmp_path)
    if os.environ.get("UPDATE"):
        file.write_text(with_findings(text, told(findings)), encoding="utf-8")
    assert told(findings) == list(read_case(file.read_text(encoding="utf-8")).findings)
    assert [each for each in findings if not _lies_in_its_line(each, tmp_path)] == []


@pytest.mark.parametrize(
    ("case", "underlined"),
    [
        ("broken-link/reference", ["gone.md", "gone.md", "gone.md", "gone.svg", "gone.md", "gone.md", "gone.md"]),
        ("broken-anchor/links", [*_BROKEN_ANCHORS] * 2),
        ("broken-anchor/put-in", ["two.md#term-debrif", "two.md#ref-seen2022", "index.md#term-debrief"]),
        ("wrong-case/capital-letters-in-the-file", ["-", "three.md", "#step"] * 2),
        ("heading-id/html", ["Before", "BEFORE", "before:"] * 2),
        ("id-mismatch/ids", ["befor", "something-else", "note", "anchor", "link"]),
        ("number-without-source/heading", ["N = 12", "d = 0.5"] * 2),
        ("programme-claim-without-source/heading", ["Produktionslyftet"] * 2),
        ("unverified-citation/works", ["memory", "unsaid", "undated", "memory", "unsaid"]),
        ("unknown-chapter/relations", ["a/tvo", "two", "a/one.md", "b/gone"]),
        ("needs-draft/included", ["a/draft", "a/trial"]),
        ("path-before-needs/order", ["a/three", "a/two", "a/three", "a/four"]),
        ("unused-work/works", ["uncited2021", "shown2021", "memory"]),
        ("unknown-chapter/paths", ["a/tvo", "b/gone", "a/one.md", "A/One", "../a/two"]),
        ("navigation-without-chapter/menu", ["a/tvo.md", "a/two", "sv/a/one.md", "b/index.md"]),
        ("stale-translation/older", ["94d002aa07fc"]),
        ("bibliography/works", ["nowhere", "unknown", "sure"]),
        ("term-list/several", ["debrief"]),
    ],
)
def test_underlines_what_is_wrong(case: str, underlined: list[str], tmp_path: Path) -> None:
    findings = findings_of(read_case((GOLDEN / f"{case}.txt").read_text(encoding="utf-8")), tmp_path)
    assert [_underlined(finding, tmp_path) for finding in findings] == underlined


def test_the_base_has_no_findings(tmp_path: Path) -> None:
    assert told(findings_of(Case((), ()), tmp_path)) == []


def test_every_rule_has_cases_that_find_and_cases_that_stay_silent() -> None:
    rules = set(_rules_in_the_code())
    assert rules == {file.parent.name for file in FILES if file.parent.name in _rules_found(file)}
    assert rules == {file.parent.name for file in FILES if file.stem.startswith(SILENT)}


def test_no_case_names_an_unknown_rule() -> None:
    named = {rule for file in FILES for rule in (file.parent.name, *_rules_found(file))}
    assert named <= set(_rules_in_the_code())


def test_look_alikes_stay_silent() -> None:
    silent = [file for file in FILES if file.stem.startswith(SILENT)]
    assert [file.name for file in silent if file.parent.name in _rules_found(file)] == []


def _lies_in_its_line(finding: Finding, root: Path) -> bool:
    place, file = finding.place, root / finding.place.file
    if not file.is_file():
        return (place.line, place.column) == (1, 1)
    lines = _lines(file)
    end = len(lines[place.line - 1]) if place.line <= len(lines) else 0
    # What is missing at the end of a line stands one column after it.
    return place.column + place.length - 1 <= max(end, place.column) and place.column <= end + 1


def _underlined(finding: Finding, root: Path) -> str:
    place = finding.place
    line = _lines(root / place.file)[place.line - 1]
    return line[place.column - 1 :][: place.length]


def _lines(file: Path) -> list[str]:
    """As an editor counts them: other signs that Unicode lets end a line do not."""
    return re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", errors="replace"))


def _rules_found(file: Path) -> set[str]:
    found = read_case(file.read_text(encoding="utf-8")).findings
    return {match[1] for line in found if (match := re.match(r"\S+ \[([a-z0-9-]+)\] ", line))}


def _rules_in_the_code() -> Iterator[str]:
    """The rule of every finding that the code can make, read from its calls of `Finding(place, rule)`."""
    for file in (ROOT / "hooks" / "handbook").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        takers = {"Finding": 1} | dict(_functions_that_take_a_rule(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func).rpartition(".")[2]
            if name in takers:
                yield from _texts(call.args[takers[name]], tree)


def _functions_that_take_a_rule(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            made = [
                each for each in ast.walk(node) if isinstance(each, ast.Call) and ast.unparse(each.func) == "Finding"
            ]
            if "rule" in names and any(ast.unparse(call.args[1]) == "rule" for call in made):
                yield node.name, names.index("rule")


def _texts(expression: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The texts that `expression` may be; a name may be whatever the file gives it."""
    if isinstance(expression, ast.Constant):
        yield str(expression.value)
    elif isinstance(expression, ast.IfExp):
        yield from (*_texts(expression.body, tree), *_texts(expression.orelse, tree))
    elif isinstance(expression, ast.Name):
        for value in _values(expression.id, tree):
            yield from _texts(value, tree)
    else:
        raise AssertionError(f"no rule can be read from {ast.unparse(expression)}")


def _values(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """What `name` is given: alone, as one of several in the rows of a loop, or as one of several returned."""
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            yield node.value
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.For) else None
        names = [ast.unparse(each) for each in target.elts] if isinstance(target, ast.Tuple) else []
        if name in names:
            rows = node.iter.elts if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple) else returned
            yield from (row.elts[names.index(name)] for row in rows if isinstance(row, ast.Tuple))
