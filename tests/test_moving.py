"""A chapter or an id takes every link along when it is renamed, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from handbook import views
from handbook.catalogue import as_json, catalogue
from handbook.checks import check
from handbook.model import Handbook, read_handbook
from handbook.moving import Move, move, references, write
from handbook.scaffold import Refused, translated
from handbook.scaffold import write as write_texts
from handbook.settings import read_settings
from handbook.words import WORDS
from playwright.sync_api import Browser, expect

from tests.browsing import Visit, served_at
from tests.handbooks import Case, Part, findings_of, read_case, write_handbook
from tests.releases import write_small_handbook
from tests.site import FOLDER, copy_chapters, copy_handbook, mkdocs, parse, text

CHAPTER = "leader-support/ten-minute-debrief"
LAST = "coach-role/lead-and-assistant-coach"
"""The last of its module, so that the menu is the same when it comes back."""
RENAMES = (
    (CHAPTER, "leader-support/short-debrief"),
    ("toolbox/coaching-card", "toolbox/card-for-coaching"),
    ("contribute/writing", "contribute/how-to-write"),
    ("contribute/rules-links", "contribute/rules-of-links"),
    (LAST, "start-programme/lead-and-assistant-coach"),
    (LAST, "evaluation/two-coaches"),
    ("evaluation/claims#claims", "evaluation/claims#what-may-be-said"),
    ("contribute/writing#ids", "contribute/writing#headings"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real chapters and menu."""
    return copy_chapters(tmp_path)


def read(root: Path) -> Handbook:
    return read_handbook(read_settings(root))


def moved(root: Path, old: str, new: str) -> Move:
    """Move it in the folder `root`."""
    result = move(read(root), old, new)
    write(root, result)
    return result


def files(root: Path) -> Mapping[str, bytes]:
    """Every file of the project but what only spares work."""
    there = (file for file in root.rglob("*") if file.is_file() and ".cache" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in there}


def release(root: Path, version: str = "1.0") -> None:
    """Keep the catalogue of what is there."""
    (root / "releases").mkdir(exist_ok=True)
    (root / f"releases/{version}.json").write_text(as_json(catalogue(read(root), version)), encoding="utf-8")


def small(root: Path, case: str) -> Path:
    """The base of the golden cases and the files of `case`, in the folder `root`."""
    write_handbook(read_case(f"{case}=== findings\n") if case else Case((), ()), root)
    return root


def body(root: Path, path: str, language: str = "sv") -> str:
    """What a chapter says after its front matter."""
    return read(root).pages[language, path].body.strip()


# -- There and back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), RENAMES, ids=lambda name: name)
def test_a_move_takes_all_that_points_there_along_and_can_be_taken_back(project: Path, old: str, new: str) -> None:
    before, handbook = files(project), read(project)
    findings, pointed = check(handbook), pointing(handbook, old)
    assert len(pointed) >= 2
    result = moved(project, old, new)
    handbook = read(project)
    assert len(check(handbook)) == len(findings)
    assert files(project) != before
    assert result.redirects == {}
    assert pointing(handbook, new) == pointed
    with pytest.raises(Refused):
        pointing(handbook, old)
    moved(project, new, old)
    assert files(project) == before
    assert check(read(project)) == findings


def pointing(handbook: Handbook, name: str) -> list[tuple[int, str]]:
    """The lines that lead to `name`, and how, but for the menu's."""
    path, _, identity = name.partition("#")
    found = references(handbook, path, identity)
    return sorted((each.place.line, each.kind) for each in found if each.kind != "menu")


def test_both_languages_and_the_menu_follow(project: Path) -> None:
    result = moved(project, CHAPTER, "toolbox/short-debrief")
    assert result.renamed == {
        f"docs/{language}/{CHAPTER}.md": f"docs/{language}/toolbox/short-debrief.md" for language in ("sv", "en")
    }
    listed = [entry.path for entry in read(project).navigation]
    assert f"{CHAPTER}.md" not in listed
    assert listed[listed.index("toolbox/short-debrief.md") - 1].startswith("toolbox/")
    assert set(read(project).chapters["toolbox/short-debrief"].pages) == {"sv", "en"}


def test_a_chapter_comes_before_those_that_need_it_in_its_new_module(tmp_path: Path) -> None:
    needing = "---\ntitle: T\ndescription: T.\ntype: method\nstate: draft\nevidence: practice\nneeds: [a/one]\n"
    root = small(
        tmp_path,
        "=== mkdocs.yml\nnav:\n  - a:\n      - a/one.md\n      - a/two.md\n"
        "  - b:\n      - b/index.md\n      - Fyra: b/four.md\n      - b/three.md\n"
        f"=== docs/sv/b/four.md\n{needing}reviewed: 2026-11-23\n---\nText.\n"
        "=== docs/en/b/four.md (body)\nText.\n=== docs/{sv,en}/b/three.md (body)\nText.\n",
    )
    moved(root, "a/one", "b/one")
    listed = [entry.path for entry in read(root).navigation]
    assert listed == ["a/two.md", "b/index.md", "b/one.md", "b/four.md", "b/three.md"]
    assert "      - b/one.md\n" in (root / "mkdocs.yml").read_text("utf-8")
    assert read(root).chapters["b/four"].meta.needs == ("b/one",)


def test_the_learning_paths_follow(project: Path) -> None:
    before = {each.id: [step.chapter for step in each.steps] for each in read(project).paths}
    moved(project, CHAPTER, "toolbox/short-debrief")
    after = {each.id: [step.chapter for step in each.steps] for each in read(project).paths}
    assert any(CHAPTER in steps for steps in before.values())
    assert after == {
        identity: ["toolbox/short-debrief" if each == CHAPTER else each for each in steps]
        for identity, steps in before.items()
    }
    assert (project / "docs/paths.yml").read_text("utf-8").startswith("# Learning paths")
    moved(project, "toolbox/short-debrief", CHAPTER)


def test_a_file_keeps_the_line_ends_of_windows(project: Path) -> None:
    file = project / f"docs/sv/{CHAPTER}.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = files(project)
    moved(project, CHAPTER, "toolbox/short-debrief")
    there = (project / "docs/sv/toolbox/short-debrief.md").read_bytes()
    assert there.count(b"\n") == there.count(b"\r\n") > 100
    moved(project, "toolbox/short-debrief", CHAPTER)
    after = files(project)
    assert {name for name in after if after[name] != before[name]} == {"mkdocs.yml"}


def test_a_translation_stays_as_fresh_as_it_was(project: Path) -> None:
    write_texts(project, translated(read(project), ["contribute/writing", "contribute/index"]))
    stale = project / "docs/sv/contribute/index.md"
    stale.write_text(stale.read_text("utf-8") + "\nEn ny mening.\n", "utf-8")
    outdated = [path for path, chapter in read(project).chapters.items() if chapter.outdated]
    assert outdated == ["contribute/index"]
    before = files(project)
    moved(project, "contribute/writing", "contribute/how-to-write")
    after = read(project)
    assert [path for path, chapter in after.chapters.items() if chapter.outdated] == outdated
    mark = after.pages["en", "contribute/how-to-write"].meta.translated_from
    assert mark == after.pages["sv", "contribute/how-to-write"].fingerprint
    moved(project, "contribute/how-to-write", "contribute/writing")
    assert files(project) == before


# -- Only the characters of the name -----------------------------------------------------------------------

_WRITTEN = """\
=== docs/{sv,en}/a/one.md (body)
## Steg {#step}
=== docs/{sv,en}/a/two.md (body)
[a](one.md) [b](./one.md "one.md") [c](<one.md>) [d](one.md#step 'T') [e](../a/one.md)
[f](on%65e.md) [g](one\\.md) [h](%6Fne.md#step) [i][one] [one] ![j](one.md){ .one }

> - [k](
>   one.md)

| one | [l](one.md?x=one.md#step) |
|---|---|
| `[m](one.md)` | <a href="../one/">one</a> <a href='../one/index.html#step'>one</a> |

```markdown
[n](one.md) {#step}
```

    [o](one.md)

<!-- [p](one.md) --> \\[q](one.md) [r](https://one.example/one.md) [s](/one.md) [t](one.md

[one]: one.md#step "one.md"
"""


def test_every_way_of_writing_a_link_follows_and_nothing_else_changes(tmp_path: Path) -> None:
    root = small(tmp_path, _WRITTEN)
    before = body(root, "a/two")
    moved(root, "a/one", "a/new")
    after = body(root, "a/two")
    assert after.splitlines()[0] == (
        "[a](new.md) [b](./new.md \"one.md\") [c](<new.md>) [d](new.md#step 'T') [e](../a/new.md)"
    )
    assert after.splitlines()[1] == "[f](on%65e.md) [g](new.md) [h](new.md#step) [i][one] [one] ![j](new.md){ .one }"
    assert ">   new.md)" in after
    assert "| one | [l](new.md?x=one.md#step) |" in after
    assert "| `[m](one.md)` | <a href=\"../new/\">one</a> <a href='../new/index.html#step'>one</a> |" in after
    assert after.partition("```")[2].splitlines()[:-1] == before.partition("```")[2].splitlines()[:-1]
    assert after.splitlines()[-1] == '[one]: new.md#step "one.md"'


def test_an_id_follows_in_every_way_of_writing(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        "=== docs/{sv,en}/a/one.md (body)\n"
        '## Steg {#step .x}\n\n[a](#step) [b](one.md#step) `#step` <span id="spot"></span> step {#step-two}\n\n'
        "```\n## Steg {#step}\n```\n"
        "=== docs/{sv,en}/a/two.md (body)\n[c](one.md#%73tep) [d](#step) [e](one.md#step-two) [f]\n\n"
        "[f]: one.md?step#step\n\n## Annat {#step}\n",
    )
    moved(root, "a/one#step", "a/one#new")
    assert body(root, "a/one", "en") == (
        '## Steg {#new .x}\n\n[a](#new) [b](one.md#new) `#step` <span id="spot"></span> step {#step-two}\n\n'
        "```\n## Steg {#step}\n```"
    )
    assert body(root, "a/two").startswith(
        "[c](one.md#new) [d](#step) [e](one.md#step-two) [f]\n\n[f]: one.md?step#new\n\n## Annat {#step}"
    )
    moved(root, "a/one#spot", "a/one#place")
    assert '<span id="place"></span>' in body(root, "a/one")


def test_links_within_a_chapter_lead_to_the_same_after_it_has_changed_module(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        "=== docs/{sv,en}/b/index.md (body)\n[x](../a/one.md)\n"
        "=== docs/{sv,en}/a/one.md (body)\n"
        "[a](two.md) [b](index.md#text) [c](one.md) [d](../b/index.md) [e](#here) [f](../index.md)\n"
        '![g](../../assets/figures/flow.svg) <img src="../../assets/figures/flow.svg" alt="x"> [h](../two/)\n\n'
        "## Här {#here}\n=== docs/{sv,en}/a/index.md (body)\n## Text {#text}\n",
    )
    moved(root, "a/one", "b/other")
    assert body(root, "b/other").splitlines()[:2] == [
        "[a](../a/two.md) [b](../a/index.md#text) [c](other.md) [d](index.md) [e](#here) [f](../index.md)",
        '![g](../../assets/figures/flow.svg) <img src="../../assets/figures/flow.svg" alt="x"> [h](../two/)',
    ]
    assert body(root, "b/index") == "[x](other.md)"


def test_a_link_that_cannot_be_changed_is_named(tmp_path: Path) -> None:
    root = small(tmp_path, f"=== docs/sv/a/two.md (body)\n[b](o&#110;e.md) [c](o&#x{'0' * 60}6e;e.md)\n")
    with pytest.raises(Refused, match=r"one\.md is written at docs/sv/a/two\.md:11:22 in a way that cannot be changed"):
        move(read(root), "a/one", "a/new")
    moved(root, "a/two", "a/last")
    assert body(root, "a/last").startswith("[b](o&#110;e.md)")


# -- What points there -------------------------------------------------------------------------------------


def told(root: Path, path: str, identity: str = "") -> list[str]:
    found = references(read(root), path, identity)
    return [f"{each.place.file}:{each.place.line}:{each.place.column} {each.kind} {each.shown}" for each in found]


def test_references_lists_everything_that_points_there(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        "=== docs/{sv,en}/index.md (body)\nText.\n"
        "=== docs/sv/a/one.md (body)\n## Steg {#step}\n\n[a](#step) [b](one.md)\n"
        "=== docs/en/a/one.md (body)\n## Step {#step}\n"
        "=== docs/sv/a/two.md\n---\ntitle: T\ndescription: T.\ntype: method\nstate: draft\nevidence: practice\n"
        "needs: [a/one]\nuses:\n  - 'a/one'\nreviewed: 2026-11-23\n---\n"
        "![c](one.md) `[d](one.md)`\n\n- <a href='../one/#step'>e</a>\n"
        "=== docs/en/a/two.md (body)\n[f][x] [g][x] [h](../../sv/a/one.md#step)\n\n[x]: <one.md#step>\n"
        "=== docs/redirects.yml\nredirects:\n"
        '  - {from: "a/old", to: "a/one"}\n  - {from: "a/one#x", to: "a/one#step"}\n'
        "=== docs/paths.yml\npaths:\n  - id: new\n    title: {sv: Ny, en: New}\n    for: {sv: Du., en: You.}\n"
        "    chapters: [a/one, a/two]\n",
    )
    release(root)
    assert told(root, "a/one") == [
        "docs/en/a/two.md:11:19 link ../../sv/a/one.md#step",
        "docs/en/a/two.md:13:7 link one.md#step",
        "docs/paths.yml:5:16 path a/one",
        "docs/redirects.yml:2:25 redirect a/one",
        "docs/redirects.yml:3:12 redirect a/one#x",
        "docs/redirects.yml:3:27 redirect a/one#step",
        "docs/sv/a/one.md:13:16 link one.md",
        "docs/sv/a/two.md:7:9 needs a/one",
        "docs/sv/a/two.md:9:5 uses a/one",
        "docs/sv/a/two.md:12:6 image one.md",
        "docs/sv/a/two.md:14:12 link ../one/#step",
        "mkdocs.yml:6:5 menu a/one.md",
        *[line for line in told(root, "a/one") if line.startswith("releases/1.0.json")],
    ]
    assert told(root, "a/one", "step") == [
        "docs/en/a/two.md:11:19 link ../../sv/a/one.md#step",
        "docs/en/a/two.md:13:7 link one.md#step",
        "docs/redirects.yml:3:27 redirect a/one#step",
        "docs/sv/a/one.md:13:5 link #step",
        "docs/sv/a/two.md:14:12 link ../one/#step",
        *[line for line in told(root, "a/one", "step") if line.startswith("releases/1.0.json")],
    ]


def test_references_shows_where_a_released_version_names_it(tmp_path: Path) -> None:
    root = small(tmp_path, "=== docs/{sv,en}/a/one.md (body)\n## Steg {#step}\n")
    release(root)
    lines = (root / "releases/1.0.json").read_text("utf-8").splitlines()
    for identity, shown in (("", '"path": "a/one"'), ("step", '"step"')):
        (found,) = [each for each in references(read(root), "a/one", identity) if each.kind == "release"]
        line = lines[found.place.line - 1]
        assert shown in line
        assert line[found.place.column - 1 :].startswith(identity or "a/one")


def test_what_is_gone_is_still_found_in_the_version_that_had_it(tmp_path: Path) -> None:
    root = small(tmp_path, "")
    release(root)
    moved(root, "a/one", "a/new")
    assert [line.split(" ", 1)[1] for line in told(root, "a/one")] == ["redirect a/one", "release a/one"]


# -- Refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("toolbox/coaching-crad", "toolbox/x", "There is no chapter toolbox/coaching-crad. Did you mean toolbox/coa"),
        ("toolbox/coaching-card", "toolbox/hat-card", "toolbox/hat-card exists already."),
        ("toolbox/coaching-card", "toolbox/coaching-card", "toolbox/coaching-card exists already."),
        ("toolbox/coaching-card", "tolbox/card", "There is no module tolbox. Did you mean toolbox?"),
        ("toolbox/coaching-card", "toolbox/Kort-å", "toolbox/Kort-å is no chapter's path: write module/name"),
        ("toolbox/coaching-card", "card", "card is no chapter's path"),
        ("toolbox/coaching-card", "toolbox/index", "toolbox/index is no chapter's path"),
        ("toolbox/coaching-card", "toolbox/../x", "toolbox/../x is no chapter's path"),
        ("toolbox/index", "toolbox/start", "toolbox/index is the page of a module"),
        ("index", "start/home", "index is the page of a module"),
        ("evaluation/references", "evaluation/works", "cannot be moved, because the build itself leads to it."),
        ("start/reading-and-citing#badges", "start/reading-and-citing#x", "because the build itself leads to them"),
        ("contribute/rules-links#redirect", "contribute/rules-links#x", "redirect is the name of a rule"),
        ("toolbox/coaching-card", "toolbox/x#y", "Write both as module/name, or both as module/name#id."),
        ("toolbox/measures#a", "toolbox/x#b", "An id is renamed within its chapter: write toolbox/measures#b."),
        (f"{CHAPTER}#befor", f"{CHAPTER}#x", f"There is no id befor in {CHAPTER}. Did you mean before?"),
        (f"{CHAPTER}#before", f"{CHAPTER}#x", "before is a part that every guide has, and keeps its name."),
        ("contribute/writing#ids", "contribute/writing#path", "The id path exists already in docs/"),
        ("contribute/writing#ids", "contribute/writing#Id", "Id is no id: write it in English, lower case"),
        ("contribute/writing#ids", "contribute/writing#", "Nothing is no id"),
        (
            "evaluation/terms-and-references#term-coach",
            "evaluation/terms-and-references#term-x",
            "is not written in docs/sv/evaluation/terms-and-references.md: its name stands in the data it is made of.",
        ),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_one_line(project: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        move(read(project), old, new)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("english", "reason"),
    [
        ("## Step {#stp}\n", "The id step is missing in docs/en/a/one.md: write it there first."),
        ("## Step\n", "The id step is not written in docs/en/a/one.md: write {#step} after the heading first."),
    ],
)
def test_an_id_must_stand_in_both_languages(tmp_path: Path, english: str, reason: str) -> None:
    root = small(
        tmp_path,
        f"=== docs/sv/a/one.md (body)\n## Steg {{#step}}\n=== docs/en/a/one.md (body)\n{english}",
    )
    with pytest.raises(Refused) as refused:
        move(read(root), "a/one#step", "a/one#new")
    assert str(refused.value) == reason


# -- Redirects ---------------------------------------------------------------------------------------------


def redirects(root: Path) -> list[str]:
    return [f"{each.source} → {each.target}" for each in read(root).redirects.entries]


def test_only_what_has_been_released_is_redirected(tmp_path: Path) -> None:
    root = small(tmp_path, "")
    release(root)
    before, findings = files(root), check(read(root))
    assert moved(root, "a/two", "a/short").redirects == {"a/two": "a/short"}
    assert redirects(root) == ["a/two → a/short"]
    assert len(check(read(root))) == len(findings)
    assert moved(root, "a/short", "a/shorter").redirects == {}
    assert redirects(root) == ["a/two → a/shorter"]
    result = moved(root, "a/shorter", "a/two")
    assert result.gone == ("docs/redirects.yml",)
    assert files(root) == before


def test_a_released_id_is_redirected_and_follows_its_chapter(tmp_path: Path) -> None:
    root = small(tmp_path, "=== docs/{sv,en}/a/one.md (body)\n## Steg {#step}\n")
    release(root)
    before = files(root)
    moved(root, "a/one", "a/new")
    moved(root, "a/new#step", "a/new#part")
    moved(root, "a/new", "a/newer")
    assert redirects(root) == ["a/one → a/newer", "a/newer#step → a/newer#part"]
    assert not [finding for finding in check(read(root)) if finding.rule == "redirect"]
    moved(root, "a/newer#part", "a/newer#step")
    moved(root, "a/newer", "a/one")
    assert files(root) == before


def test_a_name_that_released_links_lead_on_from_is_not_given_away(tmp_path: Path) -> None:
    root = small(tmp_path, "")
    release(root)
    moved(root, "a/one", "a/new")
    with pytest.raises(Refused, match=r"a/one was released and leads to a/new now: choose another name\."):
        move(read(root), "a/two", "a/one")


def test_what_others_have_written_in_the_file_stays(tmp_path: Path) -> None:
    head = '# Our own words.\nredirects:\n  - from: "a/old" # why\n    to: a/two\n'
    root = small(tmp_path, f"=== docs/redirects.yml\n{head}")
    release(root)
    moved(root, "a/one", "a/new")
    listed = (root / "docs/redirects.yml").read_text("utf-8")
    assert listed == f'{head}  - {{from: "a/one", to: "a/new"}}\n'
    moved(root, "a/two", "a/last")
    listed = (root / "docs/redirects.yml").read_text("utf-8")
    assert listed.startswith('# Our own words.\nredirects:\n  - from: "a/old" # why\n    to: a/last\n')
    assert redirects(root) == ["a/old → a/last", "a/one → a/new", "a/two → a/last"]
    moved(root, "a/new", "a/one")
    assert redirects(root) == ["a/old → a/last", "a/two → a/last"]


@pytest.mark.parametrize(
    "before", ["# Nothing yet.\nredirects: []\n", "# Nothing yet.\nredirects:\n", "# Nothing yet.\n"]
)
def test_an_empty_file_is_filled(tmp_path: Path, before: str) -> None:
    root = small(tmp_path, f"=== docs/redirects.yml\n{before}")
    moved(root, "a/two", "a/unreleased")
    assert (root / "docs/redirects.yml").read_text("utf-8") == before
    release(root)
    moved(root, "a/one", "a/new")
    assert (root / "docs/redirects.yml").read_text("utf-8").startswith("# Nothing yet.\n")
    assert redirects(root) == ["a/one → a/new"]


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    root = small(tmp_path, "")
    (root / "releases").mkdir()
    (root / "releases/1.0.json").write_text('{"chapters": [{"path": 1}]}', encoding="utf-8")
    with pytest.raises(Refused, match=r"releases/1\.0\.json is not a catalogue"):
        move(read(root), "a/one", "a/new")


def test_a_redirect_nested_without_end_is_a_finding(tmp_path: Path) -> None:
    found = findings_of(Case((Part("docs/redirects.yml", "redirects: " + "[" * 20_000),), ()), tmp_path)
    assert {each.rule for each in found} == {"redirect"}


# -- The site ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def moved_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site in which a released chapter and a released section have got other names."""
    root = tmp_path_factory.mktemp("moved")
    copy_handbook(root, ("mkdocs.yml", "hooks", "overrides"))
    write_small_handbook(root, "1.0")
    release(root)
    moved(root, "work/agreement", "start/contract")
    moved(root, "work/going#after", "work/going#later")
    result = mkdocs(root, "build", "--no-strict")
    assert result.returncode == 0, result.stdout
    return root / "site"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_old_address_has_a_page_that_leads_on(moved_site: Path, language: str) -> None:
    root = "" if language == "sv" else "en/"
    html = parse((moved_site / f"{root}work/agreement/index.html").read_text("utf-8"))
    assert html.get("lang") == language
    (canonical,) = [each.get("href", "") for each in html.iter("link") if each.get("rel") == "canonical"]
    assert canonical.endswith(f"{FOLDER}{root}start/contract/")
    (refresh,) = [each.get("content") for each in html.iter("meta") if each.get("http-equiv") == "refresh"]
    assert refresh == "0; url=../../start/contract/"
    assert [each.get("href") for each in html.iter("a")] == ["../../start/contract/"]
    assert WORDS[language]["moved"] in text(html)
    assert (moved_site / f"{root}start/contract/index.html").is_file()


def test_a_page_knows_the_ids_that_its_sections_had(moved_site: Path) -> None:
    html = parse((moved_site / "en/work/going/index.html").read_text("utf-8"))
    (chapter,) = [each for each in html.iter("article") if each.get("data-path") is not None]
    assert json.loads(chapter.get("data-moved", "")) == {"after": "#later"}


def test_a_saved_link_leads_to_the_new_name(moved_site: Path, browser: Browser) -> None:
    with served_at(moved_site, FOLDER) as address, Visit(browser, address) as page:
        page.goto(f"{address}en/work/agreement/#before")
        expect(page).to_have_url(f"{address}en/start/contract/#before")
        page.goto(f"{address}work/going/#after")
        expect(page).to_have_url(f"{address}work/going/#later")
        expect(page.locator("#later")).to_be_in_viewport()


def test_the_catalogue_says_where_a_chapter_has_gone(moved_site: Path) -> None:
    listed = json.loads((moved_site / "catalogue.json").read_text("utf-8"))
    assert listed["redirects"] == {
        "work/going#after": "work/going#later",
        "work/agreement": "start/contract",
    }


def test_a_section_may_have_gone_to_another_chapter(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        "=== docs/{sv,en}/a/two.md (body)\n## Del {#part}\n=== docs/redirects.yml\nredirects:\n"
        '  - {from: "a/one#old", to: "a/two#part"}\n  - {from: "a/one#older", to: "a/one"}\n'
        '  - {from: "a/gone", to: "a/two#part"}\n  - {from: "a/lost", to: "a/nowhere"}\n',
    )
    view = views.chapter_view(read(root), "a/one", "en", "")
    assert json.loads(view.moved) == {"old": "../two/#part", "older": ""}
    assert list(pages_of(root)) == ["a/gone/ → ../two/ #part", "en/a/gone/ → ../two/ #part"]


def pages_of(root: Path) -> Iterator[str]:
    for page in views.redirect_pages(read(root), "https://handbook.example/"):
        yield f"{page.url} → {page.href} {page.fragment}"
