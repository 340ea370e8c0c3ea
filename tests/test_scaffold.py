"""A new chapter is whole from the start, and a translation can be marked as up to date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from handbook.checks import check
from handbook.frontmatter import vocabulary
from handbook.model import Handbook, read_handbook
from handbook.report import failures
from handbook.scaffold import Refused, new_chapter, translated, write
from handbook.settings import read_settings

from tests.site import copy_chapters

TODAY = date(2026, 11, 23)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real chapters and menu."""
    return copy_chapters(tmp_path)


def handbook_in(project: Path) -> Handbook:
    return read_handbook(read_settings(project))


@pytest.mark.parametrize("kind", vocabulary("type"))
def test_a_new_chapter_of_each_type_has_nothing_to_mend(project: Path, kind: str) -> None:
    before = failures(check(handbook_in(project)))
    write(project, new_chapter(handbook_in(project), "toolbox/new-thing", kind, TODAY))
    after = handbook_in(project)
    assert failures(check(after)) == before
    assert set(after.chapters["toolbox/new-thing"].pages) == {"sv", "en"}
    assert after.chapters["toolbox/new-thing"].meta.reviewed == TODAY


def test_a_new_chapter_stands_last_in_its_module(project: Path) -> None:
    write(project, new_chapter(handbook_in(project), "toolbox/new-thing", "card", TODAY))
    assert [each.path for each in handbook_in(project).of_module("toolbox")][-1] == "toolbox/new-thing"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("toolbox", "toolbox is no chapter's path: write module/name in English, lower case, with hyphens."),
        ("toolbox/index", "toolbox/index is no chapter's path"),
        ("toolbox/Åtgärd", "is no chapter's path"),
        ("tolbox/new", "There is no module tolbox. Did you mean toolbox?"),
        ("toolbox/coaching-card", "docs/sv/toolbox/coaching-card.md exists already."),
    ],
)
def test_a_path_that_cannot_be_is_refused_with_the_reason(project: Path, path: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        new_chapter(handbook_in(project), path, "card", TODAY)
    assert reason in str(refused.value)


def changed_in_swedish(project: Path) -> Mapping[str, str]:
    """Mark a chapter as translated, then change its Swedish text."""
    write(project, translated(handbook_in(project), ["toolbox/coaching-card"]))
    file = project / "docs/sv/toolbox/coaching-card.md"
    file.write_text(file.read_text("utf-8") + "\nEn ny mening.\n", "utf-8")
    return {finding.rule: finding.place.file for finding in check(handbook_in(project))}


def test_a_translation_falls_behind_when_the_swedish_text_changes(project: Path) -> None:
    assert changed_in_swedish(project)["stale-translation"] == "docs/en/toolbox/coaching-card.md"
    assert handbook_in(project).chapters["toolbox/coaching-card"].outdated


def test_marking_it_translated_again_settles_it_and_changes_only_that_line(project: Path) -> None:
    changed_in_swedish(project)
    file = project / "docs/en/toolbox/coaching-card.md"
    before = file.read_text("utf-8").splitlines()
    write(project, translated(handbook_in(project), ["toolbox/coaching-card"]))
    after = file.read_text("utf-8").splitlines()
    assert len(before) == len(after)
    assert [line.partition(":")[0] for line in set(after) - set(before)] == ["translated_from"]
    assert not handbook_in(project).chapters["toolbox/coaching-card"].outdated
    assert translated(handbook_in(project), ["toolbox/coaching-card"]) == {}


def test_marking_an_unknown_chapter_says_which_was_meant(project: Path) -> None:
    with pytest.raises(Refused, match=r"There is no chapter toolbox/coaching\. Did you mean toolbox/coaching-card\?"):
        translated(handbook_in(project), ["toolbox/coaching"])
