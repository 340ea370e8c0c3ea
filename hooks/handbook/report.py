"""Findings → words: for the terminal, for GitHub, for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from .finding import Finding, Place

NOTICES = frozenset(
    {
        "falls-back",
        "front-matter-order",
        "stale-translation",
        "unreached-chapter",
        "unused-card",
        "unused-shared-text",
        "unused-work",
    }
)
"""Rules that inform and never fail a build."""

Reporter = Callable[[Iterable[Finding], Path], str]


def failures(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that must stop a release."""
    return tuple(finding for finding in findings if finding.rule not in NOTICES)


def terminal(findings: Iterable[Finding], root: Path) -> str:
    """Grouped by file, with the source line, a caret and the hint, and a count at the end.

    Below a line that takes in a text stands the line of that text.
    """
    findings = tuple(findings)
    lines = cache(lambda file: _lines(root / file))
    blocks = []
    for _file, group in groupby(findings, key=lambda finding: finding.place.file):
        blocks.append("\n".join(_told(finding, lines) for finding in group))
    return "\n\n".join((*blocks, _count(findings)))


def github(findings: Iterable[Finding], _root: Path) -> str:
    """GitHub's annotations, shown at the line in a pull request."""
    return "\n".join(
        f"::{'notice' if finding.rule in NOTICES else 'error'} file={_property(finding.place.file)},"
        f"line={finding.place.line},col={finding.place.column},title={_property(finding.rule)}::"
        + _escape(f"{finding.message}. {_sentence(finding.hint)}".strip())
        for finding in findings
    )


def as_json(findings: Iterable[Finding], _root: Path) -> str:
    """A list of objects with file, line, column, length, rule, level, message and hint: `findings.schema.json`.

    What stands in a text that the line takes in has its own file, line, column and length under `within`.
    """
    return json.dumps(
        [
            {
                **_where(finding.place),
                "rule": finding.rule,
                "level": "notice" if finding.rule in NOTICES else "error",
                "message": finding.message,
                "hint": finding.hint,
                **({"within": _where(finding.place.within[0])} if finding.place.within else {}),
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=2,
    )


def sarif(findings: Iterable[Finding], _root: Path) -> str:
    """SARIF 2.1.0, which code hosts and editors read (OASIS standard)."""
    findings = tuple(findings)
    rules = sorted({finding.rule for finding in findings})
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "handbook", "rules": [{"id": rule} for rule in rules]}},
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(finding, rules.index(finding.rule)) for finding in findings],
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _where(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column, "length": place.length}


def _result(finding: Finding, index: int) -> dict[str, object]:
    within = [_location(each) for each in finding.place.within]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "note" if finding.rule in NOTICES else "error",
        "message": {"text": f"{finding.message}. {_sentence(finding.hint)}".strip()},
        "locations": [_location(finding.place)],
        **({"relatedLocations": within} if within else {}),
    }


def _location(place: Place) -> dict[str, object]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.file)}, "region": region}}


REPORTERS: dict[str, Reporter] = {"terminal": terminal, "github": github, "json": as_json, "sarif": sarif}


def _told(finding: Finding, lines: Callable[[str], list[str]]) -> str:
    place = finding.place
    told = [f"{place.file}:{place.line}:{place.column}: {finding.message} [{finding.rule}]"]
    for each in (place, *place.within):
        told += _shown(each, lines(each.file))
    if finding.hint:
        told.append(f"  hint: {finding.hint}")
    return "\n".join(told)


def _shown(place: Place, lines: list[str]) -> Iterator[str]:
    """The line at `place` with a caret below it, if it holds anything."""
    if place.line <= len(lines) and lines[place.line - 1].strip():
        number = f"{place.line:>6}"
        shown = lines[place.line - 1].replace("\t", " ")
        yield f"{number} | {shown}"
        caret = "^" * max(1, min(place.length, len(shown) - place.column + 1))
        yield f"{' ' * len(number)} | {' ' * (place.column - 1)}{caret}"


def _lines(file: Path) -> list[str]:
    try:
        # What is no file, such as a pipe, would keep its reader waiting for ever.
        return file.read_text(encoding="utf-8-sig", errors="replace").split("\n") if file.is_file() else []
    except OSError:
        return []


def _count(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "Nothing to mend."
    count, files = len(findings), len({finding.place.file for finding in findings})
    return f"{count} finding{'s' * (count > 1)} in {files} file{'s' * (files > 1)}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
