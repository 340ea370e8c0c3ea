"""The term list: what it holds, and what is wrong with one that cannot be read."""

from __future__ import annotations

import pytest
from handbook.finding import Text
from handbook.terms import TermList, parse_terms, term_id

from tests.handbooks import ROOT

TERMS = """\
groups:
  - id: meetings
    title: {sv: Möten, en: Meetings}
    terms:
      - id: debrief
        sv: genomgång
        en: debrief
        seen: true
        synonyms: {sv: [eftersnack, tio minuter]}
        avoid: {en: [post-mortem]}
        note: {sv: "Efter sessionen."}
      - {id: pulse-meeting, sv: pulsmöte, en: pulse meeting, seen: false}
  - {id: roles, title: {sv: Roller, en: Roles}, terms: []}
"""


def terms(text: str) -> TermList:
    return parse_terms(Text("docs/terms.yml", text))


def test_reads_groups_and_terms_in_their_order() -> None:
    found = terms(TERMS)
    assert found.findings == ()
    assert [(group.id, group.titles["sv"], group.titles["en"]) for group in found.groups] == [
        ("meetings", "Möten", "Meetings"),
        ("roles", "Roller", "Roles"),
    ]
    assert [term_id(term) for term in found] == ["term-debrief", "term-pulse-meeting"]


def test_reads_all_that_is_said_of_a_term() -> None:
    debrief, pulse = terms(TERMS)
    assert (debrief.names, debrief.seen) == ({"sv": "genomgång", "en": "debrief"}, True)
    assert debrief.synonyms == {"sv": ("eftersnack", "tio minuter")}
    assert (debrief.avoid, debrief.notes) == ({"en": ("post-mortem",)}, {"sv": "Efter sessionen."})
    assert (pulse.seen, pulse.synonyms, pulse.avoid, pulse.notes) == (False, {}, {}, {})


def test_no_file_is_no_terms() -> None:
    assert parse_terms(None) == TermList()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("        en: debrief\n", "", (5, 13), "debrief lacks `en`"),
        ("sv: pulsmöte, ", "", (12, 14), "pulse-meeting lacks `sv`"),
        (", seen: false", "", (12, 14), "pulse-meeting lacks `seen`"),
        ("en: pulse meeting", "en: no", (12, 47), "`en` of pulse-meeting cannot be no, which stands in no quotes"),
        ("[post-mortem]", "post-mortem", (10, 21), "`en` in `avoid` of debrief stands in no square brackets"),
        ("{sv: Roller, en: Roles}", "Roller", (13, 24), "`title` of roles holds lines such as sv: …, and here is none"),
        ("en: Roles", "eng: Roles", (13, 37), "`eng` is no key of `title` of roles"),
        ("synonyms", "sysnonyms", (9, 9), "`sysnonyms` is no key of a term"),
        ("seen: true", "seen: ja", (8, 15), "`seen` of debrief cannot be ja"),
        ("id: roles", "id: Fas ett", (13, 10), "Fas ett is no id"),
        ('"Efter sessionen."', "", (11, 20), "`sv` in `note` of debrief holds no text"),
        ("pulse-meeting", "debrief", (12, 14), "debrief stands twice, and a link to it leads to the first"),
        ("roles", "meetings", (13, 10), "meetings stands twice, and a link to it leads to the first"),
        ("sv: pulsmöte", "sv: [puls", (12, 70), "cannot be read as YAML: did not find expected ',' or ']'"),
        ("groups", "\tgroups", (1, 1), "cannot be read as YAML: found character that cannot start any token"),
        ("Efter sess", "Efter\x07", (11, 26), "cannot be read as YAML: a control character stands here"),
        ("id: debrief", "name: debrief", (5, 9), "`name` is no key of a term"),
        ("id: debrief\n        ", "", (5, 9), "a term lacks `id`"),
        ("id: pulse-meeting", "id: {pulse: meeting}", (12, 14), "this is no id"),
        (TERMS, "groups:\n", (1, 8), "the groups are no list"),
        (TERMS, "", (1, 1), "the term list is empty"),
        (TERMS, "- terms\n", (1, 1), "the term list holds lines such as groups: …, and here is none"),
        (TERMS, "groups: [meetings]\n", (1, 10), "a group holds lines such as id: …, and here is none"),
        (
            TERMS,
            "groups: [{id: a, title: {sv: A, en: A}, terms: [b]}]\n",
            (1, 49),
            "a term holds lines such as id: …, and here is none",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_one_finding(old: str, new: str, place: tuple[int, int], message: str) -> None:
    found = terms(TERMS.replace(old, new))
    (finding,) = found.findings
    assert ((finding.place.line, finding.place.column), finding.message) == (place, message)
    assert (found.groups, finding.rule, finding.place.file) == ((), "term-list", "docs/terms.yml")


def test_the_real_list_can_be_read() -> None:
    found = terms((ROOT / "docs" / "terms.yml").read_text(encoding="utf-8"))
    assert found.findings == ()
    assert len(list(found)) > 50
