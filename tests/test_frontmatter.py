"""The front matter's schema: what each key may hold, and where a wrong value stands."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from handbook.finding import Text
from handbook.frontmatter import KEYS, Meta, Parsed, parse, vocabulary

COMPLETE = {
    "title": "Ett",
    "description": "Vad sidan handlar om.",
    "synonyms": "[eftersnack, vad hände]",
    "type": "guide",
    "state": "trial",
    "evidence": "practice",
    "minutes": "45",
    "roles": "[coach, team]",
    "forms": "[on-site, remote]",
    "needs": "[a/two]",
    "uses": "[]",
    "languages": "[sv, en]",
    "reviewed": "2026-11-23",
}


def parsed(front: str, language: str = "sv", *, landing: bool = False) -> Parsed:
    return parse(Text("docs/x.md", f"---\n{front}---\nText.\n"), language, landing=landing)


def with_value(key: str, value: str) -> Parsed:
    """A complete front matter with `value` at `key`."""
    return parsed("".join(f"{each}: {given}\n" for each, given in {**COMPLETE, key: value}.items()))


def test_reads_every_key_into_its_own_type() -> None:
    found = parsed("".join(f"{key}: {value}\n" for key, value in COMPLETE.items()))
    assert found.findings == ()
    assert found.meta == Meta(
        title="Ett",
        description="Vad sidan handlar om.",
        synonyms=("eftersnack", "vad hände"),
        type="guide",
        state="trial",
        evidence="practice",
        minutes=45,
        roles=("coach", "team"),
        forms=("on-site", "remote"),
        needs=("a/two",),
        uses=(),
        reviewed=date(2026, 11, 23),
        languages=("sv", "en"),
    )


def test_the_schema_is_written_once_and_gives_the_order() -> None:
    assert [field.name for field in fields(Meta)] == [*COMPLETE, "translated_from", "places"]
    assert list(KEYS) == [*COMPLETE, "translated_from"]


def test_the_body_begins_after_the_front_matter() -> None:
    source = Text("docs/x.md", "---\ntitle: Ett\n---\nText.\n")
    assert source.text[parse(source, "en", landing=False).body :] == "Text.\n"


@pytest.mark.parametrize(
    ("key", "value", "column", "length", "shown", "hint"),
    [
        ("title", "2026", 8, 4, "`2026`", "write text, in quotes if need be"),
        ("title", "", 7, 1, "nothing", "write text, in quotes if need be"),
        ("description", "[a, b]", 14, 6, "`[a, b]`", "write text, in quotes if need be"),
        ("type", "giude", 7, 5, "`giude`", "did you mean guide?"),
        ("type", "xyz", 7, 3, "`xyz`", "write one of: guide, method, card, background"),
        ("type", "[guide]", 7, 7, "`[guide]`", "did you mean guide?"),
        ("state", "Draft", 8, 5, "`Draft`", "did you mean draft?"),
        ("state", "no", 8, 2, "`no`", "write one of: draft, trial, included, withdrawn"),
        ("evidence", "proof", 11, 5, "`proof`", "did you mean proposal?"),
        ("evidence", "7", 11, 1, "`7`", "write one of: documented, practice, proposal"),
        ("minutes", "15.5", 10, 4, "`15.5`", "write a whole number of minutes"),
        ("minutes", "one", 10, 3, "`one`", "write a whole number of minutes"),
        ("minutes", "true", 10, 4, "`true`", "write a whole number of minutes"),
        ("minutes", "0", 10, 1, "`0`", "write a whole number of minutes"),
        ("minutes", "015", 10, 3, "`015`", "write a whole number of minutes"),
        ("roles", "coach", 8, 5, "`coach`", "write a list in square brackets, such as [a, b]"),
        ("roles", "[coach, boss]", 16, 4, "`boss`", "write one of: " + ", ".join(vocabulary("roles"))),
        ("forms", "[hybrid, remot]", 17, 5, "`remot`", "did you mean remote?"),
        ("needs", "{a: b}", 8, 6, "`{a: b}`", "write a list in square brackets, such as [a, b]"),
        ("needs", "[1]", 9, 1, "`1`", "write text, in quotes if need be"),
        ("uses", "a/two", 7, 5, "`a/two`", "write a list in square brackets, such as [a, b]"),
        ("reviewed", "november", 11, 8, "`november`", "write a day as 2026-11-23"),
        ("reviewed", "2026-02-30", 11, 10, "`2026-02-30`", "write a day as 2026-11-23"),
        ("reviewed", '"2026-11-23"', 11, 12, '`"2026-11-23"`', "write a day as 2026-11-23"),
        ("languages", "[sv, de]", 17, 2, "`de`", "write one of: sv, en"),
        ("languages", "sv", 12, 2, "`sv`", "write a list in square brackets, such as [a, b]"),
        ("translated_from", "[x]", 18, 3, "`[x]`", "write text, in quotes if need be"),
    ],
)
def test_refuses_a_wrong_value_where_it_stands(
    key: str, value: str, column: int, length: int, shown: str, hint: str
) -> None:
    (finding,) = with_value(key, value).findings
    line = 2 + KEYS.index(key)
    assert (finding.rule, finding.message) == ("front-matter-value", f"`{key}` cannot be {shown}")
    assert (finding.place.line, finding.place.column, finding.place.length) == (line, column, length)
    assert finding.hint == hint


@pytest.mark.parametrize("key", [key for key in COMPLETE if vocabulary(key)])
def test_takes_every_word_of_the_vocabulary_and_no_other(key: str) -> None:
    listed = COMPLETE[key].startswith("[")
    for word in vocabulary(key):
        assert with_value(key, f"[{word}]" if listed else word).findings == ()
    assert len(with_value(key, "[xyz]" if listed else "xyz").findings) == 1


def test_a_wrong_value_leaves_what_is_said_when_nothing_is_written() -> None:
    meta = parsed("title: 1\nminutes: x\nroles: [boss]\nreviewed: y\n").meta
    assert (meta.title, meta.minutes, meta.roles, meta.reviewed) == ("", None, (), None)


def test_knows_the_place_of_every_value_and_item() -> None:
    places = parsed("title: Ett\nneeds:\n  - a/two\n  - 'a/three'\n").meta.places
    found = {key: (place.line, place.column, place.length) for key, place in places.items()}
    assert found == {"title": (2, 8, 3), "needs": (4, 3, 1), "needs.0": (4, 5, 5), "needs.1": (5, 5, 9)}


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object:os.system [x]",
        "!!timestamp x",
        "!!binary å",
        "!!bool maybe",
        "!!int x",
        "!x {[a]: b}",
        "{[a]: b}",
        "0001-01-01T00:00:00+23:59",
        "!!set {a}",
    ],
)
@pytest.mark.parametrize("key", ["title", "minutes", "reviewed", "needs", "type"])
def test_a_strange_value_is_a_finding_and_never_an_error(key: str, value: str) -> None:
    findings = with_value(key, value).findings
    assert {finding.rule for finding in findings} in ({"front-matter-value"}, {"front-matter"})


@pytest.mark.parametrize(
    ("language", "landing", "lacking"),
    [
        ("sv", True, {"title", "description"}),
        ("en", True, {"title", "description"}),
        ("en", False, {"title", "description"}),
        ("sv", False, {"title", "description", "state", "evidence", "reviewed", "minutes", "roles", "forms"}),
    ],
)
def test_asks_for_what_a_page_must_say(language: str, landing: bool, lacking: set[str]) -> None:
    front = "type: guide\n" if language == "sv" else "translated_from: x\n"
    findings = parsed(front, language, landing=landing).findings
    assert {finding.message for finding in findings} == {f"the front matter lacks `{key}`" for key in lacking}
    assert {(finding.rule, finding.place.line) for finding in findings} == {("front-matter-key", 1)}


def test_a_method_needs_no_minutes() -> None:
    front = "".join(f"{key}: {value}\n" for key, value in COMPLETE.items() if key not in ("minutes", "roles", "forms"))
    assert parsed(front.replace("guide", "method")).findings == ()
