"""A text that chapters share stands in each as if it were written there, and is changed where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from handbook import editing
from handbook.catalogue import sections
from handbook.checks import check
from handbook.command import FOUND, main
from handbook.finding import Text
from handbook.fixing import fix
from handbook.model import Handbook, read_handbook
from handbook.moving import Move, move, references, write
from handbook.scaffold import Refused, translated
from handbook.settings import read_settings
from handbook.sharing import FOLDER, LINE, Body, texts_of
from hypothesis import given
from hypothesis import strategies as st

from tests.handbooks import pages_read, read_case, write_handbook

CARD, CARD_IN_ENGLISH = f"docs/sv/{FOLDER}/card.md", f"docs/en/{FOLDER}/card.md"
TAKEN = (
    f"=== {CARD}\nText som delas.\n\n## Kortet {{#card}}\n\nLäs [två](../a/two.md#before).\n"
    f"=== {CARD_IN_ENGLISH}\nShared text.\n\n## The card {{#card}}\n\nRead [two](../a/two.md#before).\n"
    '=== docs/{sv,en}/a/one.md (body)\nText.\n\n--8<-- "card.md"\n\nText.\n'
    '=== docs/{sv,en}/b/three.md (body)\n--8<-- "card.md"\n'
    "=== docs/{sv,en}/b/index.md (body)\nText.\n"
    "=== docs/{sv,en}/a/two.md (body)\n## Before {#before}\n"
)
"""Two chapters of two modules, which take in one text."""


def project(root: Path, case: str = TAKEN) -> Handbook:
    """The handbook of `case` in the folder `root`."""
    return write_handbook(read_case(f"{case}=== findings\n"), root)


def read(root: Path) -> Handbook:
    return read_handbook(read_settings(root))


def change(file: Path, old: str, new: str) -> None:
    """Write `new` for `old`, which must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def chapters(root: Path) -> Mapping[str, bytes]:
    """The chapters' files."""
    there = (root / "docs").glob("*/[a-z]/*.md")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in there}


# -- What readers get ----------------------------------------------------------------------------------------


def test_the_text_stands_where_it_is_asked_for(tmp_path: Path) -> None:
    page = project(tmp_path).pages["sv", "a/one"]
    said = "Text som delas.\n\n## Kortet {#card}\n\nLäs [två](../a/two.md#before)."
    assert page.body.strip() == f"Text.\n\n{said}\n\nText."
    assert [each.id for each in page.rendered.headings] == ["card"]
    assert page.rendered.text.split("\n") == ["Text.", "Text som delas.", "Kortet", "Läs två.", "Text."]


def test_each_language_gets_its_own(tmp_path: Path) -> None:
    handbook = project(tmp_path)
    assert "Shared text." in handbook.pages["en", "b/three"].rendered.text
    assert "Shared text." not in handbook.pages["sv", "b/three"].rendered.text


def test_a_text_is_no_chapter_and_no_file(tmp_path: Path) -> None:
    handbook = project(tmp_path)
    assert {path for _language, path in handbook.pages} == {"index", "a/index", "a/one", "a/two", "b/index", "b/three"}
    assert [each for each in handbook.content.assets if FOLDER in each] == []
    assert check(handbook) == ()


def test_it_needs_no_empty_lines_and_never_runs_together_with_what_is_beside_it(tmp_path: Path) -> None:
    case = f'=== {CARD}\n- Tre\n\n\n=== docs/sv/a/one.md (body)\nEtt\n--8<-- "card.md"\nTvå\n'
    page = project(tmp_path, case).pages["sv", "a/one"]
    assert page.rendered.text.split("\n") == ["Ett", "Tre", "Två"]


@given(st.data())
def test_every_place_names_the_sign_that_stands_there(data: st.DataObject) -> None:
    words = st.text("ab \n", max_size=6)
    texts = {f"{name}.md": Text(f"{name}.md", data.draw(words)) for name in "xyz"}
    asked = data.draw(st.lists(st.sampled_from([*texts, "lost.md"]), max_size=5))
    written = "".join(f'{data.draw(words)}\n--8<-- "{name}"\n' for name in asked) + data.draw(words)
    source = Text("chapter.md", f"head\n{written}")
    lines = [each.start() for each in LINE.finditer(written) if data.draw(st.booleans())]
    body = Body(source, len("head\n")).taking_in(texts, lines)
    files = {each.file: each for each in (source, *texts.values())}
    ours = 0
    for offset, sign in enumerate(body.text):
        place, (text, at) = body.place(offset), body.origin(offset)
        own = (*place.within, place)[0]
        assert files[own.file].offset(own) == at
        assert text is files[own.file]
        assert (text is source) != body.is_taken(offset)
        if text is source:
            assert source.text[at] == sign
            ours += 1
        else:
            assert place.file == "chapter.md"
            assert source.text.split("\n")[place.line - 1].startswith(f'--8<-- "{text.file}"')
            assert sign == "\n" or text.text[at] == sign
    assert ours == len(written) - sum(each.end - each.start for each in body.taken)


def test_only_what_lies_in_the_folder_itself_is_shared() -> None:
    paths = ("sv/_shared/a.md", "en/_shared/b.md", "sv/a/_shared/c.md", "assets/_shared/d.md", "sv/_shared.md")
    found = texts_of({path: Text(f"docs/{path}", "") for path in paths})
    assert {language: list(texts) for language, texts in found.items()} == {"sv": ["a.md"], "en": ["b.md"]}


def test_to_share_words_changes_nothing_for_those_who_read_them(tmp_path: Path) -> None:
    words = "## Kortet {#card}\n\nText."
    case = f"=== {CARD}\n\n{words}\n\n=== docs/sv/a/one.md (body)\nFöre.\n\n{{}}\n\nEfter.\n"
    written, shared = (
        project(tmp_path / name, case.replace("{}", text)).pages["sv", "a/one"]
        for name, text in (("written", words), ("shared", '--8<-- "card.md"'))
    )
    assert shared.body == written.body
    assert shared.fingerprint == written.fingerprint
    assert shared.rendered == written.rendered


# -- What depends on it --------------------------------------------------------------------------------------


def test_a_translation_is_behind_once_the_swedish_text_has_changed(tmp_path: Path) -> None:
    project(tmp_path)
    editing.write(tmp_path, translated(read(tmp_path), ["a/one", "a/two", "b/three"]))
    assert 'translated_from: "' in (tmp_path / "docs/en/a/one.md").read_text("utf-8")
    assert '--8<-- "card.md"' in (tmp_path / "docs/en/a/one.md").read_text("utf-8")
    assert not [path for path, each in read(tmp_path).chapters.items() if each.outdated]
    change(tmp_path / CARD_IN_ENGLISH, "Shared text.", "Text that is shared.")
    assert not [path for path, each in read(tmp_path).chapters.items() if each.outdated]
    change(tmp_path / CARD, "Text som delas.", "Text som många delar.")
    assert [path for path, each in read(tmp_path).chapters.items() if each.outdated] == ["b/three", "a/one"]


def test_a_section_has_changed_once_its_shared_text_has(tmp_path: Path) -> None:
    before = dict(sections(project(tmp_path).pages["sv", "a/one"]))
    change(tmp_path / CARD, "Läs [två]", "Läs först [två]")
    after = dict(sections(read(tmp_path).pages["sv", "a/one"]))
    assert [name for name in before if before[name] != after[name]] == ["card"]


def test_a_change_in_a_text_reads_the_chapters_that_take_it_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path)
    pages = pages_read(monkeypatch)
    before = read(tmp_path)
    assert pages == []
    change(tmp_path / CARD, "Text som delas.", "Text som många delar.")
    after = read(tmp_path)
    assert sorted(pages) == ["docs/sv/a/one.md", "docs/sv/b/three.md"]
    assert "Text som många delar." in after.pages["sv", "b/three"].rendered.text
    assert after.pages["en", "b/three"] == before.pages["en", "b/three"]


# -- How it is mended and moved ------------------------------------------------------------------------------


def test_no_chapter_is_changed_for_what_it_takes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = (
        f"=== {CARD}\n[x](../a/Two.md)\n\n## Utan id\n\n[y](https://handbook.example/a/two/)\n"
        f"=== {CARD_IN_ENGLISH}\n[x](../a/two.md)\n\n## Without\n\n[y](../a/two.md)\n"
        '=== docs/{sv,en}/a/one.md (body)\n--8<-- "card.md"\n'
    )
    handbook = project(tmp_path, case)
    found = check(handbook)
    assert [each.rule for each in found] == ["heading-without-id", "wrong-case", "heading-without-id", "own-address"]
    fixed = fix(handbook, found)
    assert (fixed.findings, dict(fixed.texts)) == ((), {})
    assert main(tmp_path, ["--fix"]) == FOUND
    said = capsys.readouterr().out.split("\n")[:2]
    assert said[0] == "None of the 4 has one right answer: mend what is listed below by hand."
    assert said[1].startswith("4 stand in texts that chapters take in; no chapter is changed for that")
    assert (tmp_path / CARD).read_text("utf-8").startswith("[x](../a/Two.md)\n")


def test_a_chapter_is_mended_beside_what_it_takes_in(tmp_path: Path) -> None:
    case = (
        f"=== {CARD}\n[x](../a/Two.md)\n=== {CARD_IN_ENGLISH}\n[x](../a/two.md)\n"
        '=== docs/sv/a/one.md (body)\n[x](Two.md)\n\n--8<-- "card.md"\n\n## Efter\n\n[y](Two.md)\n'
        '=== docs/en/a/one.md (body)\n[x](two.md)\n\n--8<-- "card.md"\n\n## After {#after}\n\n[y](two.md)\n'
    )
    handbook = project(tmp_path, case)
    fixed = fix(handbook, check(handbook))
    assert list(fixed.texts) == ["docs/sv/a/one.md"]
    assert fixed.texts["docs/sv/a/one.md"].endswith(
        '[x](two.md)\n\n--8<-- "card.md"\n\n## Efter {#after}\n\n[y](two.md)\n'
    )


def test_loose_accents_are_joined_where_they_stand(tmp_path: Path) -> None:
    project(tmp_path)
    editing.write(tmp_path, translated(read(tmp_path), ["a/one", "a/two", "b/three"]))
    change(tmp_path / CARD, "Läs", "La\u0308s")
    editing.write(tmp_path, translated(read(tmp_path), ["a/one", "b/three"]))
    handbook = read(tmp_path)
    fixed = fix(handbook, check(handbook))
    assert {each.place.file for each in fixed.findings} == {CARD}
    assert set(fixed.texts) == {CARD, "docs/en/a/one.md", "docs/en/b/three.md"}
    editing.write(tmp_path, fixed.texts)
    assert check(read(tmp_path)) == ()


def told(root: Path, path: str, identity: str = "") -> list[str]:
    found = references(read(root), path, identity)
    return [f"{each.place.file}:{each.place.line}:{each.place.column} {each.kind} {each.shown}" for each in found]


def test_links_in_a_text_are_listed_once_where_they_stand(tmp_path: Path) -> None:
    project(tmp_path)
    assert told(tmp_path, "a/two", "before") == [
        "docs/en/_shared/card.md:5:12 link ../a/two.md#before",
        "docs/sv/_shared/card.md:5:11 link ../a/two.md#before",
    ]


def moved(root: Path, old: str, new: str) -> Move:
    """Move it in the folder `root`."""
    result = move(read(root), old, new)
    write(root, result)
    return result


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("a/two", "a/last", "../a/last.md#before"),
        ("a/two", "b/last", "../b/last.md#before"),
        ("a/two#before", "a/two#first", "../a/two.md#first"),
        ("a/one", "b/first", "../a/two.md#before"),
        ("b/three", "a/third", "../a/two.md#before"),
    ],
)
def test_links_in_a_text_follow_a_move(old: str, new: str, written: str, tmp_path: Path) -> None:
    project(tmp_path)
    editing.write(tmp_path, translated(read(tmp_path), ["a/one", "a/two", "b/three"]))
    before = chapters(tmp_path)
    moved(tmp_path, old, new)
    for file in (CARD, CARD_IN_ENGLISH):
        assert f"]({written})" in (tmp_path / file).read_text("utf-8")
    assert check(read(tmp_path)) == ()
    moved(tmp_path, new, old)
    assert chapters(tmp_path) == before
    assert check(read(tmp_path)) == ()


def test_an_id_that_chapters_share_is_changed_by_hand(tmp_path: Path) -> None:
    project(tmp_path)
    with pytest.raises(Refused, match=r"^The id card is written in docs/sv/_shared/card\.md, which chapters share: "):
        move(read(tmp_path), "a/one#card", "a/one#other")


def test_a_link_to_a_section_of_every_chapter_is_changed_by_hand(tmp_path: Path) -> None:
    project(tmp_path)
    for language in ("sv", "en"):
        change(tmp_path / f"docs/{language}/a/one.md", "\nText.\n\n", "\n## Own {#own}\n\n")
        change(tmp_path / f"docs/{language}/b/three.md", "\n--8<--", "\n## Own {#own}\n\n--8<--")
        change(tmp_path / f"docs/{language}/{FOLDER}/card.md", "../a/two.md#before", "#own")
    assert check(read(tmp_path)) == ()
    with pytest.raises(Refused, match=r"^docs/en/_shared/card\.md:5 leads to #own in every chapter that takes it in: "):
        move(read(tmp_path), "a/one#own", "a/one#other")


def test_references_lists_the_lines_that_take_a_text_in(tmp_path: Path) -> None:
    project(tmp_path)
    assert told(tmp_path, f"{FOLDER}/card") == [
        "docs/en/a/one.md:13:1 taken in _shared/card",
        "docs/en/b/three.md:11:1 taken in _shared/card",
        "docs/sv/a/one.md:13:1 taken in _shared/card",
        "docs/sv/b/three.md:11:1 taken in _shared/card",
    ]
    with pytest.raises(Refused, match=r"^There is no text _shared/kard\. Did you mean _shared/card\?$"):
        references(read(tmp_path), f"{FOLDER}/kard")


def test_a_text_takes_its_lines_along_to_another_name(tmp_path: Path) -> None:
    project(tmp_path)
    editing.write(tmp_path, translated(read(tmp_path), ["a/one", "a/two", "b/three"]))
    before = chapters(tmp_path)
    moved(tmp_path, f"{FOLDER}/card", f"{FOLDER}/longer-name")
    assert not (tmp_path / CARD).exists()
    assert '\n--8<-- "longer-name.md"\n' in (tmp_path / "docs/sv/a/one.md").read_text("utf-8")
    assert check(read(tmp_path)) == ()
    moved(tmp_path, f"{FOLDER}/longer-name", f"{FOLDER}/card")
    assert chapters(tmp_path) == before


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (f"{FOLDER}/other", r"^docs/en/_shared/other\.md exists already\.$"),
        (f"{FOLDER}/Other", r"^_shared/Other is no shared text's name"),
        ("a/other", r"^a/other is no shared text's name"),
        (f"{FOLDER}/card#x", r"^_shared/card#x is no shared text's name"),
    ],
)
def test_a_name_that_a_text_cannot_have_is_refused(new: str, reason: str, tmp_path: Path) -> None:
    project(tmp_path, f"{TAKEN}=== docs/en/{FOLDER}/other.md\nText.\n")
    with pytest.raises(Refused, match=reason):
        move(read(tmp_path), f"{FOLDER}/card", new)
