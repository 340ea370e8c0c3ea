"""Checklists: a box with its words as its name, and a key that follows what a line says."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook import checklists
from handbook.markup import site_markdown
from handbook.model import Handbook

from tests.handbooks import read_case, write_handbook

SWEDISH = """\
## Innan {#before}

- [ ] Ring **chefen**.
- [ ] Ta med [pennor](two.md).
    - [ ] Ring chefen.

    Ett stycke till.

## Efter {#after}

- [x] Torka tavlan.
"""
ENGLISH = """\
## Before {#before}

- [ ] Ring the manager.
- [ ] Bring pens.
    - [ ] Ring the manager.

    One more paragraph.

## After {#after}

- [x] Wipe the board.
"""


def handbook(root: Path, swedish: str = SWEDISH, english: str = ENGLISH) -> Handbook:
    files = f"=== docs/sv/a/one.md (body)\n{swedish}=== docs/en/a/one.md (body)\n{english}=== findings\n"
    return write_handbook(read_case(files), root)


def keys(root: Path, language: str = "sv", **texts: str) -> tuple[str, ...]:
    return checklists.keys(handbook(root, **texts), "a/one", language)


def test_each_line_has_a_key_and_equal_lines_have_different_ones(tmp_path: Path) -> None:
    found = keys(tmp_path)
    assert len(set(found)) == len(found) == 4
    assert found[2] == f"{found[0]}-2"


def test_both_languages_have_the_same_keys(tmp_path: Path) -> None:
    read = handbook(tmp_path)
    assert checklists.keys(read, "a/one", "en") == checklists.keys(read, "a/one", "sv")


def test_two_pages_that_hold_other_lists_have_keys_of_their_own(tmp_path: Path) -> None:
    read = handbook(tmp_path, english=ENGLISH.replace("- [ ] Bring pens.\n", ""))
    swedish, english = (set(checklists.keys(read, "a/one", language)) for language in ("sv", "en"))
    assert not swedish & english


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ring **chefen**.", "Ring chefen."),
        ("Ring **chefen**.", "Ring\u00a0 *chefen*."),
        ("Ta med [pennor](two.md).", "Ta med pennor."),
        ("## Efter {#after}", "## Efteråt {#afterwards}"),
        ("    Ett stycke till.", "    Två stycken till."),
    ],
)
def test_marks_and_blanks_and_what_stands_around_change_no_key(tmp_path: Path, old: str, new: str) -> None:
    assert keys(tmp_path / "new", swedish=SWEDISH.replace(old, new)) == keys(tmp_path / "old")


def test_another_word_changes_the_key_of_its_line_alone(tmp_path: Path) -> None:
    before, after = keys(tmp_path / "old"), keys(tmp_path / "new", swedish=SWEDISH.replace("pennor", "kritor"))
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True, True]


def test_a_line_that_moves_takes_its_key_along(tmp_path: Path) -> None:
    lines = SWEDISH.replace("- [x] Torka tavlan.\n", "").replace("## Innan", "- [x] Torka tavlan.\n\n## Innan")
    assert sorted(keys(tmp_path / "new", swedish=lines)) == sorted(keys(tmp_path / "old"))


def test_every_box_has_its_words_for_a_name_and_nothing_else_in_them(tmp_path: Path) -> None:
    read = handbook(tmp_path)
    page = read.chapters["a/one"].page("sv")
    html = checklists.with_labels(site_markdown(read.settings).convert(page.body), ("k1", "k2", "k3", "k4"))
    label = '<label><input type="checkbox" data-tick="{}"{}> {}</label>'.format
    for each in (
        label("k1", "", "Ring <strong>chefen</strong>."),
        label("k2", "", 'Ta med <a href="two.md">pennor</a>.'),
        label("k3", "", "Ring chefen."),
        label("k4", " checked", "Torka tavlan."),
    ):
        assert html.count(each) == 1, each
    assert html.count("<input") == 4
    assert "disabled" not in html


def test_a_page_without_checklists_stays_as_it_is() -> None:
    html = '<ul>\n<li>Ett <input type="text"></li>\n</ul>'
    assert checklists.with_labels(html, ()) == html
