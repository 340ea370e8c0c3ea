"""Whatever tree of files is generated: the check ends, says the same again, and each finding stands where it points."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from handbook.checks import check
from handbook.finding import Finding
from handbook.model import read_handbook
from handbook.settings import read_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.handbooks import Case, findings_of
from tests.test_golden import _lies_in_its_line, _lines
from tests.test_rendering import documents

EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)

PAGES = st.sampled_from(("sv/a/one.md", "en/a/one.md", "sv/a/two.md", "en/index.md", "sv/a/å/tre.md", "en/b/index.md"))
OTHERS = st.sampled_from(
    ("terms.yml", "references.bib", "redirects.yml", "assets/figures/flow.svg", "assets/film.vtt", "sv/a/blad.pdf")
)
_KEYS = st.sampled_from(
    (
        "title: En sida",
        "title: [1, 2]",
        "title: <b>x</b>",
        "description: Om: sidan",
        "description: Om sidan",
        "type: guide",
        "type: card",
        "state: included",
        "state: utkast",
        "evidence: practice",
        "minutes: 15",
        "minutes: 1:30",
        "roles: [coach]",
        "forms: [on-site, remote]",
        "needs: [a/two, a/one, b]",
        "uses: a/one",
        "reviewed: 2026-11-23",
        "reviewed: 2026-02-30",
        "languages: [sv]",
        "translated_from: 0123456789ab",
        "&a x: *a",
        "- x",
        "",
    )
)
front_matters = st.lists(_KEYS, max_size=8).map(lambda lines: "\n".join(("---", *lines, "---", "")))
_TAKING = st.sampled_from(('\n--8<-- "a.md"\n', '\n\n--8<-- "a.md"  \n--8<-- "b.md"\n\n', '--8<-- "a.md"', ""))
pages = st.tuples(st.one_of(front_matters, st.just("")), documents, _TAKING, documents).map("".join)
SHARED = st.sampled_from(("sv/_shared/a.md", "en/_shared/a.md", "sv/_shared/b.md"))
_LINES = st.sampled_from(
    (
        "groups:",
        "  - id: a",
        "    title: {sv: A, en: B}",
        "    terms: [{id: x, sv: a, en: b, seen: true}]",
        "redirects:",
        '  - {from: "a/x", to: "a/one"}',
        "  - &a [*a]",
        "@book{a,",
        "  title = {A},",
        "}",
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "</svg>",
        "<g>",
        "</g>",
        "<script/>",
        '<use href="one.svg"/>',
        "Åsa & Bo",
        "WEBVTT",
        "[",
        "",
    )
)
others = st.lists(_LINES, max_size=10).map("\n".join)
bad_bytes = st.sampled_from(
    (b"\xff", b"\x00", b"\r", b"\xef\xbb\xbf", "\u202e".encode(), "o\u0308".encode(), b"<<<<<<< a\n")
)
trees = st.fixed_dictionaries(
    {},
    optional={
        "pages": st.dictionaries(PAGES, pages, max_size=4),
        "shared": st.dictionaries(SHARED, pages, max_size=3),
        "others": st.dictionaries(OTHERS, others, max_size=3),
        "spoiled": st.dictionaries(st.one_of(PAGES, OTHERS), st.tuples(st.integers(0, 200), bad_bytes), max_size=2),
    },
)


@EXAMPLES
@given(trees)
def test_the_check_ends_says_the_same_again_and_points_at_what_it_means(tree: dict[str, dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        findings_of(Case((), ()), root)
        _write(root / "docs", tree)
        first = check(read_handbook(read_settings(root)))
        again = check(read_handbook(read_settings(root)))  # from the cache
        assert first == again
        assert [each for each in first if not _lies_in_its_line(each, root)] == []
        assert [each for each in first if not _holds_its_target(each, root)] == []


def _write(docs: Path, tree: dict[str, dict[str, object]]) -> None:
    for name, text in {**tree.get("pages", {}), **tree.get("shared", {}), **tree.get("others", {})}.items():
        file = docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(text), encoding="utf-8", newline="\n")
    for name, spoiled in tree.get("spoiled", {}).items():
        file = docs / name
        if file.is_file() and isinstance(spoiled, tuple):
            at, wrong = spoiled
            data = file.read_bytes()
            file.write_bytes(data[:at] + wrong + data[at:])


def _holds_its_target(finding: Finding, root: Path) -> bool:
    """Whether a finding about a link stands at the address that it names, where that is written as it is named."""
    named = re.match(r"(?:in \S+, line \d+: )?(?:links to|shows) (\S+?),? ", finding.message)
    place = (*finding.place.within, finding.place)[0]
    if not named or finding.rule == "empty-link":
        return True
    line = _lines(root / place.file)[place.line - 1]
    return named[1] not in line or line.startswith(named[1], place.column - 1)
