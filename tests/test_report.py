"""Findings → words, to the letter."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest
from handbook.finding import Finding, Place, Text
from handbook.report import NOTICES, REPORTERS, as_json, failures, github, sarif, terminal
from jsonschema import Draft202012Validator

from tests.handbooks import ROOT

LINK = Finding(Place("docs/sv/a.md", 2, 5, 7), "broken-link", "links to gone.md", "did you mean one.md?")
TRANSLATION = Finding(Place("docs/sv/a.md"), "missing-translation", "there is no docs/en/a.md")
TAKEN = Finding(
    Place("docs/sv/a.md", 2, 1, 16, within=(Place("docs/sv/_shared/card.md", 2, 5, 7),)),
    "broken-link",
    "links to gone.md",
).named
STALE = Finding(Place("docs/en/a.md", 1, 1), "stale-translation", "has changed", "bring it up to date")


def source(root: Path, text: str, file: str = "docs/sv/a.md") -> Path:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
    return root


def test_the_terminal_shows_the_line_a_caret_and_the_hint(tmp_path: Path) -> None:
    root = source(tmp_path, "---\n[å](gone.md)\n")
    assert terminal([TRANSLATION, LINK], root) == (
        "docs/sv/a.md:1:1: there is no docs/en/a.md [missing-translation]\n"
        "     1 | ---\n"
        "       | ^\n"
        "docs/sv/a.md:2:5: links to gone.md [broken-link]\n"
        "     2 | [å](gone.md)\n"
        "       |     ^^^^^^^\n"
        "  hint: did you mean one.md?\n"
        "\n"
        "2 findings in 1 file."
    )


def test_the_terminal_shows_both_lines_of_what_a_chapter_takes_in(tmp_path: Path) -> None:
    root = source(tmp_path, '---\n--8<-- "card.md"\n')
    source(tmp_path, "Ord.\n[å](gone.md)\n", TAKEN.place.within[0].file)
    assert terminal([TAKEN], root) == (
        "docs/sv/a.md:2:1: in docs/sv/_shared/card.md, line 2: links to gone.md [broken-link]\n"
        '     2 | --8<-- "card.md"\n'
        "       | ^^^^^^^^^^^^^^^^\n"
        "     2 | [å](gone.md)\n"
        "       |     ^^^^^^^\n"
        "\n"
        "1 finding in 1 file."
    )


def test_programs_get_the_place_in_what_a_chapter_takes_in(tmp_path: Path) -> None:
    (told,) = json.loads(as_json([TAKEN], tmp_path))
    assert (told["file"], told["line"]) == ("docs/sv/a.md", 2)
    assert told["within"] == {"file": "docs/sv/_shared/card.md", "line": 2, "column": 5, "length": 7}
    (result,) = json.loads(sarif([TAKEN], tmp_path))["runs"][0]["results"]
    (related,) = [each["physicalLocation"] for each in result["relatedLocations"]]
    assert related["artifactLocation"] == {"uri": "docs/sv/_shared/card.md"}
    assert related["region"] == {"startLine": 2, "startColumn": 5, "endColumn": 12}


def test_the_terminal_groups_by_file(tmp_path: Path) -> None:
    assert terminal([STALE, LINK], tmp_path) == (
        "docs/en/a.md:1:1: has changed [stale-translation]\n"
        "  hint: bring it up to date\n"
        "\n"
        "docs/sv/a.md:2:5: links to gone.md [broken-link]\n"
        "  hint: did you mean one.md?\n"
        "\n"
        "2 findings in 2 files."
    )


def test_the_terminal_counts_one_and_none(tmp_path: Path) -> None:
    assert terminal([LINK], tmp_path).endswith("\n\n1 finding in 1 file.")
    assert terminal([], tmp_path) == "Nothing to mend."


def test_a_caret_stays_within_its_line(tmp_path: Path) -> None:
    root = source(tmp_path, "\tlång\n\n")
    long = Finding(Place("docs/sv/a.md", 1, 2, 99), "rule", "fact")
    assert "\n     1 |  lång\n       |  ^^^^\n" in terminal([long], root)
    after_the_end = Finding(Place("docs/sv/a.md", 1, 6, 9), "rule", "fact")
    assert "\n       |      ^\n" in terminal([after_the_end], root)
    for line in (2, 3, 9):  # empty, and beyond the end
        there = Finding(Place("docs/sv/a.md", line), "rule", "fact")
        assert terminal([there], root) == f"docs/sv/a.md:{line}:1: fact [rule]\n\n1 finding in 1 file."


def test_the_terminal_counts_lines_as_a_place_does(tmp_path: Path) -> None:
    written = "a\x0cb\u2028c\x85d\nhere\n"
    root = source(tmp_path, written)
    place = Text("docs/sv/a.md", written).place(written.index("here"), 4)
    assert "     2 | here\n       | ^^^^\n" in terminal([Finding(place, "rule", "fact")], root)


def test_the_terminal_shows_what_it_can_of_a_file_that_is_not_text(tmp_path: Path) -> None:
    (source(tmp_path, "") / "docs/sv/a.md").write_bytes(b"\xef\xbb\xbfbl\xe5\n")
    finding = Finding(Place("docs/sv/a.md", 1, 3), "not-utf8", "is not UTF-8 text")
    assert "     1 | bl\ufffd\n       |   ^\n" in terminal([finding], tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_the_terminal_waits_for_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(source(tmp_path, "") / "docs/sv/pipe.md")
    finding = Finding(Place("docs/sv/pipe.md"), "symlink", "is neither a file nor a folder")
    told: list[str] = []
    reader = Thread(target=lambda: told.append(terminal([finding], tmp_path)), daemon=True)
    reader.start()
    reader.join(20)
    assert told and told[0].startswith("docs/sv/pipe.md:1:1: is neither")


def test_github_gets_one_annotation_a_line(tmp_path: Path) -> None:
    assert github([TRANSLATION, LINK, STALE], tmp_path) == (
        "::error file=docs/sv/a.md,line=1,col=1,title=missing-translation::there is no docs/en/a.md.\n"
        "::error file=docs/sv/a.md,line=2,col=5,title=broken-link::links to gone.md. Did you mean one.md?\n"
        "::notice file=docs/en/a.md,line=1,col=1,title=stale-translation::has changed. Bring it up to date"
    )
    assert github([], tmp_path) == ""


def test_github_reads_no_command_out_of_a_message_or_a_name(tmp_path: Path) -> None:
    strange = Finding(Place("docs/a,b:c%.md", 1, 1), "rule", "100%\n::error::x", "så\rhär")
    assert github([strange], tmp_path) == (
        "::error file=docs/a%2Cb%3Ac%25.md,line=1,col=1,title=rule::100%25%0A::error::x. Så%0Dhär"
    )


def test_json_says_everything(tmp_path: Path) -> None:
    quoted = Finding(Place("docs/å.md", 3, 4, 5), "rule", 'says "å"\n', "")
    assert json.loads(as_json([quoted, STALE], tmp_path)) == [
        {
            "file": "docs/å.md",
            "line": 3,
            "column": 4,
            "length": 5,
            "rule": "rule",
            "level": "error",
            "message": 'says "å"\n',
            "hint": "",
        },
        {
            "file": "docs/en/a.md",
            "line": 1,
            "column": 1,
            "length": 1,
            "rule": "stale-translation",
            "level": "notice",
            "message": "has changed",
            "hint": "bring it up to date",
        },
    ]
    assert "å" in as_json([quoted], tmp_path)
    assert as_json([], tmp_path) == "[]"


def test_json_is_as_its_schema_says(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "hooks/handbook/findings.schema.json").read_text(encoding="utf-8"))
    told = json.loads(as_json([LINK, STALE, TAKEN], tmp_path))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    assert {key for each in told for key in each} == set(schema["$defs"]["finding"]["properties"])
    for wrong in ({**told[0], "line": 0}, {**told[0], "colour": "red"}, {**told[0], "level": "warning"}):
        assert not Draft202012Validator(schema).is_valid([wrong])


def test_a_notice_fails_nothing() -> None:
    assert STALE.rule in NOTICES
    assert failures([STALE, LINK, TRANSLATION]) == (LINK, TRANSLATION)
    assert failures([STALE]) == ()


def test_every_reporter_has_its_name() -> None:
    assert dict(REPORTERS) == {"terminal": terminal, "github": github, "json": as_json, "sarif": sarif}


def test_sarif_names_rule_place_and_level(tmp_path: Path) -> None:
    told = json.loads(sarif([LINK, STALE], tmp_path))
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["broken-link", "stale-translation"]
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("broken-link", "error", "note")
    assert first["message"]["text"] == "links to gone.md. Did you mean one.md?"
    where = first["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "docs/sv/a.md"
    assert where["region"] == {"startLine": 2, "startColumn": 5, "endColumn": 12}
