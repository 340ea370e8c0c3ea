"""What has one right answer is mended, to the letter; what has none, or no finding, stays as it is."""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from handbook import editing
from handbook.checks import check
from handbook.command import main
from handbook.fixing import Fixed, fix
from handbook.frontmatter import reordered
from handbook.model import Handbook, read_handbook
from handbook.scaffold import translated
from handbook.settings import read_settings

from bench.defects import CLASSES
from bench.handbook import handbook as planted_handbook
from tests.handbooks import Case, read_case, write_handbook

ONE, ONE_IN_ENGLISH = "docs/sv/a/one.md", "docs/en/a/one.md"
THERE = """\
=== docs/{sv,en}/a/two.md (body)
## Before {#before}

## Case {#Case}

## Case {#CASE}
=== docs/{sv,en}/b/index.md (body)
Text.
=== docs/{sv,en}/b/moved.md (body)
## Here {#here}
=== docs/sv/a/only.md (body)
Bara på svenska.
=== docs/assets/sheet.pdf
A sheet.
=== docs/redirects.yml
redirects:
  - {from: "a/gone", to: "b/moved"}
  - {from: "a/two#after", to: "a/two#before"}
  - {from: "a/two#there", to: "b/moved#here"}
  - {from: "a/lost", to: "a/nowhere"}
  - {from: "a/part", to: "b/moved#here"}
"""
"""What the links of the tests may lead to."""
TWO_STEPS = '  - {from: "a/older", to: "a/gone"}\n'
"""One more redirect, to what is itself redirected."""


def project(root: Path, case: str) -> Handbook:
    """The handbook of `case` in the folder `root`."""
    return write_handbook(read_case(f"{case}=== findings\n") if case else Case((), ()), root)


def read(root: Path) -> Handbook:
    return read_handbook(read_settings(root))


def mended(root: Path) -> Fixed:
    """Mend what lies in the folder `root`, and see that there is nothing more to mend."""
    handbook = read(root)
    fixed = fix(handbook, check(handbook))
    editing.write(root, fixed.texts)
    again = fix(read(root), check(read(root)))
    assert (again.findings, dict(again.texts)) == ((), {})
    return fixed


def files(root: Path) -> Mapping[str, bytes]:
    """Every file of the project but what only spares work."""
    there = (file for file in root.rglob("*") if file.is_file() and ".cache" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in there}


def body(root: Path, file: str = ONE) -> str:
    """What a chapter says after its front matter."""
    language, path = file.removesuffix(".md").removeprefix("docs/").split("/", 1)
    return read(root).pages[language, path].body.strip()


# -- Links -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "right"),
    [
        # capital letters
        ("[x](Two.md)", "[x](two.md)"),
        ("[x](../A/two.MD#Before 'Titel')", "[x](two.md#before 'Titel')"),
        ("[x](\nTWO.md?print#BEFORE)", "[x](\ntwo.md?print#before)"),
        ("[x]( <TWO.md> )", "[x]( <two.md> )"),
        ("[x][y]\n\n[y]: ./Two.md#before", "[x][y]\n\n[y]: ./two.md#before"),
        ("[x](T%77o.md)", "[x](two.md)"),
        ("[x](Tw\\o.md), [x](Two.md)", "[x](Tw\\o.md), [x](two.md)"),
        ('<a href="../Two/#BEFORE">x</a>', '<a href="../two/#before">x</a>'),
        ('<a href="../Two/index.html">x</a>', '<a href="../two/index.html">x</a>'),
        ('<a href="../two/#Before">x</a>', '<a href="../two/#before">x</a>'),
        ("![x](../../assets/Figures/Flow.svg){ .wide }", "![x](../../assets/figures/flow.svg){ .wide }"),
        ('<img alt="x" src="../../assets/figures/FLOW.svg">', '<img alt="x" src="../../assets/figures/flow.svg">'),
        ("[x](../../assets/SHEET.pdf)", "[x](../../assets/sheet.pdf)"),
        ("[x](#Own)\n\n## Own {#own}", "[x](#own)\n\n## Own {#own}"),
        ("- > [x](Two.md)[^n]\n\n[^n]: Läs [y](TWO.md).", "- > [x](two.md)[^n]\n\n[^n]: Läs [y](two.md)."),
        # what has moved
        ("[x](gone.md)", "[x](../b/moved.md)"),
        ("[x](gone.md#here)", "[x](../b/moved.md#here)"),
        ("[x](part.md)", "[x](../b/moved.md#here)"),
        ("[x](two.md#after)", "[x](two.md#before)"),
        ("[x](two.md#there)", "[x](../b/moved.md#here)"),
        ('<a href="../gone/#here">x</a>', '<a href="../../b/moved/#here">x</a>'),
        # round by the web
        ("[x](https://handbook.example/a/two/#before)", "[x](two.md#before)"),
        ("[x](<https://handbook.example/1.0/b/moved/>)", "[x](<../b/moved.md>)"),
        ("[x](https://handbook.example/latest/a/two/index.html)", "[x](two.md)"),
        ("[x](https://handbook.example/)", "[x](../index.md)"),
        ("[x](https://handbook.example/a/gone/)", "[x](https://handbook.example/a/gone/)"),
        ('<a href="https://handbook.example/a/two/">x</a>', '<a href="../two/">x</a>'),
        ("[x](/a/two/#before)", "[x](two.md#before)"),
        # an address, the other language, Windows
        ("[x](../b/moved/)", "[x](../b/moved.md)"),
        ("[x](two.html#before)", "[x](two.md#before)"),
        ("[x](../b)", "[x](../b/index.md)"),
        ("[x](../../en/a/two.md#before)", "[x](two.md#before)"),
        ("[x](..\\b\\moved.md)", "[x](../b/moved.md)"),
    ],
)
def test_an_address_leads_to_what_it_was_meant_for(written: str, right: str, tmp_path: Path) -> None:
    project(tmp_path, f"=== {ONE} (body)\n{written}\n=== {ONE_IN_ENGLISH} (body)\n{THERE}")
    before = files(tmp_path)
    mended(tmp_path)
    assert body(tmp_path) == right
    assert {name: text for name, text in files(tmp_path).items() if name != ONE} == {
        name: text for name, text in before.items() if name != ONE
    }


def test_a_link_goes_all_the_way_along_the_redirects(tmp_path: Path) -> None:
    project(tmp_path, f"=== {ONE} (body)\n[x](older.md#Here)\n{THERE}{TWO_STEPS}")
    mended(tmp_path)
    assert body(tmp_path) == "[x](../b/moved.md#here)"


@pytest.mark.parametrize(
    "written",
    [
        "[right](two.md#before), [web](https://av.se/TWO.MD), [host](https://handbook.example.org/a/two/)",
        "`[x](Two.md)`, \\[x](Two.md), <!-- [x](Two.md) -->, Two.md",
        "```markdown\n[x](Two.md)\n## Utan id\n```",
        "    [x](Two.md)",
        "<pre>\n[x](Two.md)\n</pre>",
        "[which of two](two.md#case)",
        "[no such section](Two.md#gone), [no such section](gone.md#gone), [no such section](#Gone)",
        "[no such section](https://handbook.example/a/two/#gone)",
        "[nearly](tow.md), [elsewhere](b-moved.md), [file](../../assets/sheets.pdf)",
        "[moved to nothing](lost.md), [two sections](part.md#here)",
        "[other language](https://handbook.example/en/a/two/)",
        "<https://handbook.example/a/two/>",
        "[no such page there](../../en/a/gone-too.md)",
        "[out of the folder](../../../docs/sv/a/two.md)",
        '<a href="two.md">HTML</a>, <a href="../../Nothing/">HTML</a>',
        "[disk](C:\\a\\two.md), [server](\\\\server\\two.md)",
        "[x] (Two.md)",
        "[x](Two.md) <!-- handbook: waive wrong-case: on purpose -->",
    ],
)
def test_what_is_right_or_has_no_one_answer_stays(written: str, tmp_path: Path) -> None:
    project(tmp_path, f"=== {ONE} (body)\n{written}\n=== {ONE_IN_ENGLISH} (body)\n{THERE}")
    before = files(tmp_path)
    assert mended(tmp_path).findings == ()
    assert files(tmp_path) == before


def test_the_other_language_keeps_its_own_folder_and_gets_what_is_shown_in_it(tmp_path: Path) -> None:
    links = "[x](../../sv/a/only.md), [x](https://handbook.example/en/a/two/), [x](gone.md)"
    project(tmp_path, f"=== {ONE} (body)\n=== {ONE_IN_ENGLISH} (body)\n{links}\n{THERE}")
    mended(tmp_path)
    assert body(tmp_path, ONE_IN_ENGLISH) == "[x](only.md), [x](two.md), [x](../b/moved.md)"


def test_home_pages_and_names_that_end_in_index_are_no_exception(tmp_path: Path) -> None:
    links = '[x](A/Two.md), [y](A), [z](a/kpi-index/), <a href="A/Kpi-Index/">q</a>, <a href="a/gone/#here">r</a>, {}'
    rest = "[a](a/one.md), [b](a/only.md)"
    pages = f"=== docs/sv/index.md (body)\n{links.format(rest)}\n=== docs/en/index.md (body)\n{links.format(rest)}\n"
    project(tmp_path, f"{pages}=== docs/{{sv,en}}/a/kpi-index.md (body)\nText.\n{THERE}")
    mended(tmp_path)
    html = '<a href="a/kpi-index/">q</a>, <a href="b/moved/#here">r</a>'
    for file in ("docs/sv/index.md", "docs/en/index.md"):
        right = f"[x](a/two.md), [y](a/index.md), [z](a/kpi-index.md), {html}, {rest}"
        assert body(tmp_path, file) == right


# -- Relations, the menu, redirects --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[a/Two]", "[a/two]"),
        ('["sv/a/two.md", b/index] # why', '["a/two", b/index] # why'),
        ("[a/older]", "[b/moved]"),
        ("\n  - a/gone # here", "\n  - b/moved # here"),
        ("[a/gone, b/moved]", "[a/gone, b/moved]"),
        ("[a/tow]", "[a/tow]"),
        ("[A/ONE]", "[A/ONE]"),
    ],
)
def test_needs_and_uses_name_what_is_there(written: str, right: str, tmp_path: Path) -> None:
    head = "---\ntitle: Ett\ndescription: Om ett.\ntype: method\nstate: trial\nevidence: practice\n"
    for key in ("needs", "uses"):
        root = tmp_path / key
        text = f"{head}{key}: {written}\nreviewed: 2026-11-23\n---\n"
        project(root, f"=== {ONE}\n{text}{THERE}{TWO_STEPS}")
        mended(root)
        assert (root / ONE).read_text("utf-8") == text.replace(written, right)


def test_the_menu_names_what_is_there_and_nothing_twice(tmp_path: Path) -> None:
    menu = "site_url: https://handbook.example/\nnav:\n  - index.md\n  - {}\n  - b/index.md\n"
    rest = "  - a/index.md\n  - a/one.md\n  - a/only.md\n"
    for at, (written, right) in enumerate(
        (
            ("Två: a/Two.md", "Två: a/two.md"),
            ('"a/two"', '"a/two.md"'),
            ("sv/a/two.md", "a/two.md"),
            ("a/older.md", "b/moved.md"),
            ("a/One.md", "a/One.md"),
            ("https://handbook.example/a/Two.md", "https://handbook.example/a/Two.md"),
        )
    ):
        root = tmp_path / str(at)
        project(root, f"=== mkdocs.yml\n{menu.format(written)}{rest}\n{THERE}{TWO_STEPS}")
        before = (root / "mkdocs.yml").read_text("utf-8")
        mended(root)
        assert (root / "mkdocs.yml").read_text("utf-8") == before.replace(f"- {written}\n", f"- {right}\n", 1)


def test_a_redirect_leads_where_the_last_one_does(tmp_path: Path) -> None:
    project(tmp_path, THERE + TWO_STEPS)
    before = (tmp_path / "docs/redirects.yml").read_text("utf-8")
    mended(tmp_path)
    right = before.replace('from: "a/older", to: "a/gone"', 'from: "a/older", to: "b/moved"')
    assert (tmp_path / "docs/redirects.yml").read_text("utf-8") == right


# -- Headings ------------------------------------------------------------------------------------------------


def headings(root: Path, swedish: str, english: str, more: str = "") -> tuple[str, str]:
    """Both bodies after mending."""
    project(root, f"=== {ONE} (body)\n{swedish}\n=== {ONE_IN_ENGLISH} (body)\n{english}\n{more}")
    mended(root)
    return body(root), body(root, ONE_IN_ENGLISH)


def test_a_heading_gets_the_id_that_the_other_language_has(tmp_path: Path) -> None:
    assert headings(
        tmp_path,
        "## Före {#before}\n\n### Tavlan\n\nMer\n---\n\n> ## Efter ##",
        "## Before the session\n\n### The board {#board .sheet}\n\n## More { #more }\n\n## After {#after}",
    ) == (
        "## Före {#before}\n\n### Tavlan {#board}\n\nMer {#more}\n---\n\n> ## Efter {#after} ##",
        "## Before the session {#before}\n\n### The board {#board .sheet}\n\n## More { #more }\n\n## After {#after}",
    )


def test_a_heading_without_an_id_in_either_language_gets_one_of_the_english_words(tmp_path: Path) -> None:
    swedish = "## 1. Före träffen\n\n## Före { .wide }\n\n<h3>Kort</h3>\n\n## Två\n\n## Två\n\n## Taget {#before-2}"
    english = (
        "## 1. Before the session\n\n## Before {: .wide }\n\n<h3>Card</h3>\n\n"
        "## The coach’s *two*_half\n\n## The coach’s *two*_half\n\n## Taken {#before-2}"
    )
    ids = ("before-the-session", "before", "card", "the-coachs-two-half", "the-coachs-two-half-2")
    assert headings(tmp_path, swedish, english) == (
        f'## 1. Före träffen {{#{ids[0]}}}\n\n## Före {{#{ids[1]} .wide }}\n\n<h3 id="{ids[2]}">Kort</h3>\n\n'
        f"## Två {{#{ids[3]}}}\n\n## Två {{#{ids[4]}}}\n\n## Taget {{#before-2}}",
        f'## 1. Before the session {{#{ids[0]}}}\n\n## Before {{:#{ids[1]} .wide }}\n\n<h3 id="{ids[2]}">Card</h3>\n\n'
        f"## The coach’s *two*_half {{#{ids[3]}}}\n\n## The coach’s *two*_half {{#{ids[4]}}}\n\n## Taken {{#before-2}}",
    )


def test_what_led_to_a_heading_by_its_words_leads_to_its_id(tmp_path: Path) -> None:
    more = (
        "=== docs/sv/a/two.md (body)\n[x](one.md#fore-traffen), [y](One.md#Fore-traffen)\n"
        "=== docs/en/a/two.md (body)\n[x](one.md#before-we-meet)\n"
        '=== docs/redirects.yml\nredirects:\n  - {from: "a/old", to: "a/one#fore-traffen"}\n'
    )
    english = "[x](#before-we-meet)\n\n## Before we meet"
    assert headings(tmp_path, "[x](#fore-traffen)\n\n## Före träffen", english, more) == (
        "[x](#before-we-meet)\n\n## Före träffen {#before-we-meet}",
        "[x](#before-we-meet)\n\n## Before we meet {#before-we-meet}",
    )
    assert body(tmp_path, "docs/sv/a/two.md") == "[x](one.md#before-we-meet), [y](one.md#before-we-meet)"
    assert 'to: "a/one#before-we-meet"}' in (tmp_path / "docs/redirects.yml").read_text("utf-8")
    assert check(read(tmp_path)) == ()


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("## Före\n\n## Efter", "## Before"),
        ("## Före", "### Before"),
        ("## Före {#before}\n\n## Mitt", "## After {#after}\n\n## Middle"),
        ("## Före {#before}\n\n## Mitt", "## Middle\n\n## Before {#before}"),
        ("## Före", "## Före"),
        ("## 15", "## 15"),
        ("## Före\n\n<a id='before'></a>", "## Before {#before}"),
        ("<!-- handbook: waive heading-without-id: a trial -->\n\n## Fore", "## Before"),
        ("## Fore {# före }", "## Before {# före }"),
        ("`## Fore`\n\n    ## Fore", "`## Before`\n\n    ## Before"),
    ],
    ids=range(10),
)
def test_a_heading_whose_id_is_not_certain_stays(swedish: str, english: str, tmp_path: Path) -> None:
    assert headings(tmp_path, swedish, english) == (swedish, english.strip())


def test_a_heading_keeps_the_id_of_its_words_once_it_is_released(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    page = {"ids": ["fore", "plan"]}
    catalogue = {"chapters": [{"path": "a/one", "languages": {"sv": page, "en": {"ids": ["before", "plan"]}}}]}
    (tmp_path / "releases/1.0.json").write_text(json.dumps(catalogue), "utf-8")
    after = ("## Fore\n\n## Plan {#plan}", "## Before\n\n## Plan {#plan}")
    assert headings(tmp_path, "## Fore\n\n## Plan", "## Before\n\n## Plan") == after


def test_a_chapter_in_swedish_only_has_no_answer(tmp_path: Path) -> None:
    project(tmp_path, f"=== {ONE} (body)\n## Fore\n")
    assert mended(tmp_path).findings == ()


# -- Letters and line ends -------------------------------------------------------------------------------------


def test_loose_accents_are_joined_wherever_a_finding_names_them(tmp_path: Path) -> None:
    loose = unicodedata.normalize("NFD", "Gå på rätt ställe: Ångström \u212b, é")
    project(tmp_path, f"=== {ONE} (body)\n{loose}\n\n`{loose}`\n\nzwsp\u200b\n")
    mended(tmp_path)
    joined = unicodedata.normalize("NFC", loose)
    assert body(tmp_path) == f"{joined}\n\n`{joined}`\n\nzwsp\u200b"


def test_a_loose_accent_in_a_wrong_address_is_part_of_that_answer(tmp_path: Path) -> None:
    here = unicodedata.normalize("NFD", "https://handbook.example/a/two/?å#before")
    project(tmp_path, f"=== {ONE} (body)\n[å]({here})\n{THERE}")
    mended(tmp_path)
    assert body(tmp_path) == "[å](two.md?å#before)"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (b"\xef\xbb\xbfgroups:\n  []\n", b"groups:\n  []\n"),
        (b"groups:\r  []\r", b"groups:\n  []\n"),
        (b"groups:\r\n  []\r# x\r\n", b"groups:\r\n  []\r\n# x\r\n"),
        (b"# A\xcc\x8a\r\ngroups: []\n# x\r\n", b"# \xc3\x85\r\ngroups: []\n# x\r\n"),
    ],
)
def test_bytes_are_as_they_were_but_for_what_is_named(written: bytes, right: bytes, tmp_path: Path) -> None:
    project(tmp_path, "")
    (tmp_path / "docs/terms.yml").write_bytes(written)
    mended(tmp_path)
    assert (tmp_path / "docs/terms.yml").read_bytes() == right


def test_lines_that_end_as_on_windows_go_on_so(tmp_path: Path) -> None:
    project(tmp_path, f"=== {ONE} (crlf)\n---\nreviewed: 2026-11-23\ntitle: Ett\n---\n[x](Two.md)\n")
    mended(tmp_path)
    assert (tmp_path / ONE).read_bytes() == (b"---\r\ntitle: Ett\r\nreviewed: 2026-11-23\r\n---\r\n[x](two.md)\r\n")


# -- Front matter ------------------------------------------------------------------------------------------------


def test_keys_come_in_their_order_with_their_values_and_comments_to_the_letter() -> None:
    written = (
        "---\n# All of it\n\n# read by two\nreviewed: 2026-11-23   # today\n\ndescription: >-\n  Led\n  # nej\n"
        'needs:\n- a/two # x\n\n-   "b"\n# who\n# else\n\'title\':   "Två: en"\n# end\n---\nreviewed: x\ntitle: y\n'
    )
    assert reordered(written) == (
        "---\n# All of it\n\n# who\n# else\n'title':   \"Två: en\"\ndescription: >-\n  Led\n  # nej\n"
        'needs:\n- a/two # x\n\n-   "b"\n# read by two\nreviewed: 2026-11-23   # today\n\n'
        "# end\n---\nreviewed: x\ntitle: y\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ndescription: B\n---\n",
        "---\ndescription: B\ntitle: A\ntitle: A\n---\n",
        "---\ndescription: B\ntitel: A\n---\n",
        "---\n{description: B, title: A}\n---\n",
        "---\ndescription: [B\ntitle: A\n---\n",
        "---\ndescription: B\ntitle: A\n",
        "description: B\ntitle: A\n",
    ],
)
def test_keys_that_are_in_order_or_cannot_be_told_apart_stay(text: str) -> None:
    assert reordered(text) == text


def test_a_wrong_name_in_a_head_out_of_order_is_mended_in_the_same_run(tmp_path: Path) -> None:
    head = "type: method\nstate: trial\nevidence: practice\n"
    project(
        tmp_path,
        f"=== {ONE}\n---\nreviewed: 2026-11-23\nneeds: [a/Two]\ntitle: Ett\ndescription: Om ett.\n{head}---\n",
    )
    mended(tmp_path)
    assert (tmp_path / ONE).read_text("utf-8") == (
        f"---\ntitle: Ett\ndescription: Om ett.\n{head}needs: [a/two]\nreviewed: 2026-11-23\n---\n"
    )


# -- Translations --------------------------------------------------------------------------------------------------


def test_a_translation_that_was_up_to_date_is_so_after_its_source_is_mended(tmp_path: Path) -> None:
    loose = unicodedata.normalize("NFD", "Å")
    project(
        tmp_path,
        f"=== {ONE} (body)\n## {loose} [x](Two.md)\n=== {ONE_IN_ENGLISH} (body)\n## Oh [x](Two.md)\n"
        f"=== docs/sv/a/index.md (body)\n{loose} [x](Two.md)\n=== docs/en/a/index.md (body)\nOh\n",
    )
    editing.write(tmp_path, translated(read(tmp_path), ["a/one"]))
    english = tmp_path / ONE_IN_ENGLISH
    first, title, described, mark, *rest = english.read_text("utf-8").split("\n")
    english.write_text("\n".join((first, mark, title, described, *rest)), "utf-8")
    assert not read(tmp_path).chapters["a/one"].outdated
    fixed = mended(tmp_path)
    assert {"front-matter-order", "heading-without-id", "strange-character", "wrong-case"} == {
        each.rule for each in fixed.findings
    }
    assert not read(tmp_path).chapters["a/one"].outdated
    assert check(read(tmp_path)) == ()


def test_a_translation_that_was_behind_stays_so(tmp_path: Path) -> None:
    old = '---\ntitle: One\ndescription: About one.\ntranslated_from: "94d002aa07fc"\n---\n'
    project(tmp_path, f"=== {ONE} (body)\n[x](Two.md)\n=== {ONE_IN_ENGLISH}\n{old}")
    mended(tmp_path)
    assert (tmp_path / ONE_IN_ENGLISH).read_text("utf-8") == old
    assert [each.rule for each in check(read(tmp_path))] == ["stale-translation"]


# -- All of it -------------------------------------------------------------------------------------------------------


def test_nothing_new_is_found_in_a_planted_handbook_once_it_is_mended(tmp_path: Path) -> None:
    seed = secrets.randbelow(2**32)
    rng = Random(seed)
    tree = planted_handbook(rng, 20)
    works = [(each, plants) for each in CLASSES if not each.alone for plants in (True, False)]
    rng.shuffle(works)
    for each, plants in works:
        (each.defect if plants else each.look_alike)(tree, rng)
    tree.write(tmp_path)

    def told() -> Counter[tuple[str, str, str]]:
        # A key that has found its place takes its finding along to another line.
        return Counter((each.place.file, each.rule, each.message) for each in check(read(tmp_path)))

    before = told()
    fixed = mended(tmp_path)
    answered = Counter((each.place.file, each.rule, each.message) for each in fixed.findings)
    assert {each.rule for each in fixed.findings} >= {"front-matter-order", "strange-character", "wrong-case"}, seed
    assert told() == before - answered, seed


# -- As a command ----------------------------------------------------------------------------------------------------


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what is told on each stream."""
    code = main(root, arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_shows_what_is_mended_and_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, f"=== {ONE} (body)\n[x](Two.md), [y](gone.md)\n")
    before = files(tmp_path)
    code, out, _err = run(tmp_path, capsys, "--diff")
    assert (code, files(tmp_path)) == (1, before)
    assert out.startswith("1 of 2 findings have one right answer; --fix writes it, in 1 file:\n\n")
    assert "\n2 findings in 1 file.\n" in out
    code, out, _err = run(tmp_path, capsys, "--fix")
    assert code == 1
    assert out.startswith(
        "Mended 1 of 2 findings, in 1 file:\n\n"
        "docs/sv/a/one.md:11: links to Two.md, but the file's capital letters differ [wrong-case]\n"
        "--- docs/sv/a/one.md\n"
        "+++ docs/sv/a/one.md\n"
    )
    assert "\n-[x](Two.md), [y](gone.md)\n+[x](two.md), [y](gone.md)\n" in out
    assert out.endswith("\n1 finding in 1 file.\n")
    code, out, _err = run(tmp_path, capsys, "--fix")
    assert (code, out.partition("\n")[0]) == (
        1,
        "None of the 1 has one right answer: mend what is listed below by hand.",
    )


def test_ends_with_0_when_all_is_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, f"=== {ONE} (body)\n[x](Two.md)\n")
    assert run(tmp_path, capsys)[0] == 1
    code, out, _err = run(tmp_path, capsys, "--fix")
    assert (code, out.splitlines()[-1]) == (0, "Nothing to mend.")
    assert run(tmp_path, capsys, "--fix") == (0, "Nothing to mend.\n", "")


def test_what_a_program_reads_holds_findings_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, f"=== {ONE} (body)\n[x](Two.md), [y](gone.md)\n")
    code, out, err = run(tmp_path, capsys, "--fix", "--format", "json")
    assert (code, [each["rule"] for each in json.loads(out)]) == (1, ["broken-link"])
    assert err.startswith("Mended 1 of 2 findings")


def test_a_mark_that_cannot_be_changed_stops_all_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook = project(tmp_path, f"=== {ONE} (body)\n[x](Two.md)\n=== {ONE_IN_ENGLISH} (body)\nText.\n")
    mark = handbook.chapters["a/one"].pages["sv"].fingerprint
    head = f"---\ntitle: One\ndescription: About one.\ntranslated_from: >-\n  {mark}\n---\n"
    (tmp_path / ONE_IN_ENGLISH).write_text(head, "utf-8")
    before = files(tmp_path)
    code, out, err = run(tmp_path, capsys, "--fix")
    assert (code, out) == (2, "")
    assert err.startswith(f"Nothing was mended. {mark} is written at {ONE_IN_ENGLISH}:4:18 in a way that cannot be")
    assert files(tmp_path) == before


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, f"=== {ONE} (body)\n[x](Two.md)\n=== {ONE_IN_ENGLISH} (body)\n[x](Two.md)\n")
    before = files(tmp_path)
    whole = Path.write_bytes

    def full(file: Path, data: bytes) -> int:
        if "/sv/" not in file.as_posix():
            return whole(file, data)
        whole(file, data[: len(data) // 2])
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _out, err = run(tmp_path, capsys, "--fix")
    assert (code, err) == (2, "A file cannot be written: the disk is full\n")
    assert files(tmp_path) == before
