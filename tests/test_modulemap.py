"""The map of the modules: every module once, foundations first, and an arrow for each dependency."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.model import read_handbook
from handbook.modulemap import WIDTH, ModuleMap, module_map, module_needs
from handbook.settings import read_settings

from tests.handbooks import ROOT, read_case, write_handbook

FRONT = "type: method\nstate: trial\nevidence: practice\nreviewed: 2026-11-23\nlanguages: [sv]\n"


def mapped(root: Path, *modules: str, without: tuple[str, ...] = (), language: str = "sv") -> ModuleMap:
    """The map of modules written as `b: needs c d; uses e`, beside the base's own module `a`."""
    text = "".join(_module(*module.split(": ")) for module in modules)
    return module_map(write_handbook(read_case(f"{text}=== findings\n"), root), language, without)


def _module(name: str, relations: str = "") -> str:
    lines = [relation.split() for relation in relations.split("; ") if relation]
    said = "".join(f"{key}: [{', '.join(f'{each}/one' for each in others)}]\n" for key, *others in lines)
    landing = f"=== docs/sv/{name}/index.md\n---\ntitle: Modul {name}\ndescription: En modul.\n---\n"
    return f"{landing}=== docs/sv/{name}/one.md\n---\ntitle: Ett\ndescription: Text.\n{FRONT}{said}---\n"


def order(drawn: ModuleMap) -> list[str]:
    """The modules from top to bottom."""
    return [node.module for node in sorted(drawn.nodes, key=lambda node: (node.y, node.x))]


def test_every_module_has_a_box_and_no_two_boxes_meet(tmp_path: Path) -> None:
    drawn = mapped(tmp_path, "b: needs a", "c: needs a b", "d", "e: needs c; uses d")
    assert sorted(order(drawn)) == ["a", "b", "c", "d", "e"]
    for node in drawn.nodes:
        assert node.x >= 0 and node.x + node.width <= drawn.width == WIDTH
        assert node.y >= 0 and node.y + node.height <= drawn.height
        others = [each for each in drawn.nodes if each != node]
        assert not [each for each in others if abs(each.y - node.y) < node.height and abs(each.x - node.x) < node.width]


def test_what_others_build_on_stands_above_them(tmp_path: Path) -> None:
    found = order(mapped(tmp_path, "b: needs c", "c: needs d", "d: needs a", "e: needs b d"))
    assert [found.index(each) for each in "adcbe"] == sorted(found.index(each) for each in "adcbe")


def test_an_arrow_leads_from_a_module_to_one_that_builds_on_it(tmp_path: Path) -> None:
    drawn = mapped(tmp_path, "b: needs a a", "c: needs a b c; uses d", "d")
    assert {(edge.source, edge.target) for edge in drawn.edges} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert len(drawn.edges) == 3
    assert all(edge.path.startswith("M") for edge in drawn.edges)


def test_says_the_same_in_words(tmp_path: Path) -> None:
    drawn = mapped(tmp_path, "b: needs a", "c: needs b a; uses d", "d")
    assert drawn.builds_on == {
        "a/index": (),
        "Modul b": ("a/index",),
        "Modul c": ("a/index", "Modul b"),
        "Modul d": (),
    }


@pytest.mark.parametrize(
    "ring",
    [
        ("b: needs c", "c: needs b"),
        ("b: needs c", "c: needs d", "d: needs b"),
        ("b: needs b",),
        ("b: needs c d", "c: needs b d", "d: needs b c"),
    ],
)
def test_a_ring_of_modules_is_drawn_and_ends(tmp_path: Path, ring: tuple[str, ...]) -> None:
    drawn = mapped(tmp_path, *ring)
    assert sorted(order(drawn)) == ["a", *(module[0] for module in ring)]
    assert all(edge.source != edge.target for edge in drawn.edges)


def test_many_modules_that_all_need_each_other_take_no_time(tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(25)]
    drawn = mapped(tmp_path, *(f"{name}: needs {' '.join(names)}" for name in names))
    assert len(drawn.nodes) == 26
    assert len(drawn.edges) == 25 * 24


def test_leaves_out_what_it_is_told_to(tmp_path: Path) -> None:
    drawn = mapped(tmp_path, "b: needs a", "c: needs b", without=("b",))
    assert order(drawn) == ["a", "c"]
    assert drawn.edges == ()
    assert "Modul b" not in drawn.builds_on


def test_a_module_without_a_page_of_its_own_and_an_unknown_chapter_are_left_out(tmp_path: Path) -> None:
    landingless = _module("c").partition("=== docs/sv/c/one.md")[2]
    case = read_case(f"{_module('b', 'needs gone c')}=== docs/sv/c/one.md{landingless}=== findings\n")
    assert dict(module_needs(write_handbook(case, tmp_path))) == {"a": (), "b": ()}


@pytest.mark.parametrize(("language", "url"), [("sv", "b/"), ("en", "en/b/")])
def test_a_box_leads_to_the_modules_page_in_the_readers_language(tmp_path: Path, language: str, url: str) -> None:
    drawn = mapped(tmp_path, "b: needs a", language=language)
    assert {node.url for node in drawn.nodes if node.module == "b"} == {url}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_real_map_has_every_module_of_the_menu(language: str) -> None:
    handbook = read_handbook(read_settings(ROOT))
    drawn = module_map(handbook, language)
    assert {node.module for node in drawn.nodes} == set(handbook.modules)
    assert [node.title for node in drawn.nodes] == list(drawn.builds_on)
