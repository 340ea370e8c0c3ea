"""Which finding a waiver takes away: the right rule, on the right line, for a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.finding import Finding, Place
from handbook.model import Handbook
from handbook.waivers import NEVER, applied

from tests.handbooks import handbook

FILE = "docs/sv/a/one.md"
WAIVER = "<!-- handbook: waive some-rule: en orsak -->"
FIRST = 11
"""The line on which a body begins."""


def found(line: int, rule: str = "some-rule", file: str = FILE) -> Finding:
    return Finding(Place(file, line), rule, "är fel")


def left(book: Handbook, *findings: Finding) -> list[tuple[str, int]]:
    """The rule and the line of each finding that no waiver takes away."""
    return [(each.rule, each.place.line) for each in applied(book, findings)]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"Text. {WAIVER}\n\nText.", FIRST),
        (f"{WAIVER} Text.\n\nText.", FIRST),
        (f"- {WAIVER}\n- Text.", FIRST),
        (f"{WAIVER}\nText.", FIRST + 1),
        (f"{WAIVER}\n\n\n## Rubrik {{#id}}", FIRST + 3),
        (f"- Text.\n\n    {WAIVER}\n\n    Text.", FIRST + 4),
        (f"> {WAIVER}\n> Citat", FIRST + 1),
        (f"<!-- annat -->{WAIVER}\nText.", FIRST + 1),
        (f"{WAIVER}\n<!-- handbook: waive other-rule: en annan orsak -->\nText.", FIRST + 2),
        ("<!-- handbook: waive some-rule: en\norsak på två rader -->\nText.", FIRST + 2),
        ("<!-- handbook: waive some-rule: en\norsak --> Text.\n\nText.", FIRST + 1),
        (f"Text.\n\n{WAIVER}", FIRST + 2),
    ],
)
def test_a_waiver_is_about_its_own_line_or_the_next_that_holds_more_than_comments(
    tmp_path: Path, body: str, line: int
) -> None:
    book = handbook(tmp_path, a__one=body)
    lines = range(1, FIRST + 6)
    remaining = [(rule, at) for rule, at in left(book, *map(found, lines)) if rule == "some-rule"]
    assert remaining == [("some-rule", at) for at in lines if at != line]


def test_one_waiver_takes_every_finding_of_its_rule_on_the_line(tmp_path: Path) -> None:
    book = handbook(tmp_path, a__one=f"Text. {WAIVER}")
    again = Finding(Place(FILE, FIRST, 3), "some-rule", "är också fel")
    assert left(book, found(FIRST), again) == []


def test_a_waiver_leaves_other_rules_and_other_files_alone(tmp_path: Path) -> None:
    book = handbook(tmp_path, a__one=f"Text. {WAIVER}")
    others = (found(FIRST, "other-rule"), found(FIRST, file="docs/sv/a/two.md"))
    unneeded = ("unneeded-waiver", FIRST)
    assert left(book, *others) == [("other-rule", FIRST), ("some-rule", FIRST), unneeded]


@pytest.mark.parametrize("reason", ["", ":", ": ", ":\n"])
def test_a_waiver_without_a_reason_takes_nothing(tmp_path: Path, reason: str) -> None:
    book = handbook(tmp_path, a__one=f"Text. <!-- handbook: waive some-rule{reason} -->")
    (kept, told) = applied(book, [found(FIRST)])
    assert (kept.rule, told.rule) == ("some-rule", "unneeded-waiver")
    assert told.message == "waives some-rule without a reason"


@pytest.mark.parametrize("rule", sorted(NEVER))
def test_what_protects_the_reader_cannot_be_waived(tmp_path: Path, rule: str) -> None:
    book = handbook(tmp_path, a__one=f"Text. <!-- handbook: waive {rule}: en orsak -->")
    (kept, told) = applied(book, [found(FIRST, rule)])
    assert kept.rule == rule
    assert (told.message, told.hint) == (f"{rule} cannot be waived", "mend what it is about")


def test_an_unneeded_waiver_is_found_at_its_rule(tmp_path: Path) -> None:
    book = handbook(tmp_path, a__one=f"Text. {WAIVER}")
    (told,) = applied(book, [])
    assert told.place == Place(FILE, FIRST, len("Text. <!-- handbook: waive ") + 1, len("some-rule"))
    assert told.message == f"waives some-rule, but there is nothing to waive on line {FIRST}"


@pytest.mark.parametrize("body", [f"`{WAIVER}`", f"```html\n{WAIVER}\n```", f"    {WAIVER}"])
def test_what_readers_see_is_no_waiver(tmp_path: Path, body: str) -> None:
    assert left(handbook(tmp_path, a__one=body)) == []
