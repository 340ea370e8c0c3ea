"""What has not changed is not rendered again, and a bad cache is no cache."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from handbook import cache, content
from handbook.cache import Cache, maker
from handbook.checks import check
from handbook.model import Handbook, read_handbook
from handbook.settings import read_settings

from bench.defects import CLASSES
from bench.handbook import handbook
from tests.handbooks import pages_read


def opened(file: Path, maker: str = "a") -> Cache[str]:
    return Cache(file, maker)


def never(*_given: object) -> str:
    raise AssertionError("made again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A cache that knows `one`."""
    cache = opened(tmp_path / "deep" / "cache")
    assert cache.get("one", lambda: "ONE") == "ONE"
    cache.save()
    return tmp_path / "deep" / "cache"


def test_the_same_text_is_made_once(file: Path) -> None:
    assert opened(file).get("one", never) == "ONE"


def test_another_text_is_made(file: Path) -> None:
    assert opened(file).get("two", lambda: "TWO") == "TWO"


def test_another_maker_makes_all_again(file: Path) -> None:
    assert opened(file, "b").get("one", lambda: "NEW") == "NEW"


def test_what_is_not_asked_for_is_forgotten(file: Path) -> None:
    cache = opened(file)
    cache.get("two", lambda: "TWO")
    cache.save()
    assert opened(file).get("one", lambda: "NEW") == "NEW"
    assert opened(file).get("two", never) == "TWO"


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"\x80\x05N."])
def test_a_damaged_cache_is_no_cache(file: Path, damage: bytes) -> None:
    file.write_bytes(damage)
    cache = opened(file)
    assert cache.get("one", lambda: "NEW") == "NEW"
    cache.save()
    assert opened(file).get("one", never) == "NEW"


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = opened(tmp_path / "file" / "cache")
    assert cache.get("one", lambda: "ONE") == "ONE"
    cache.save()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a mistake of each kind, read once."""
    rng = Random(5)
    tree = handbook(rng, 12)
    for each in CLASSES:
        if not each.alone:
            each.defect(tree, rng)
    root = tmp_path_factory.mktemp("planted")
    tree.write(root)
    read(root)
    return root


@pytest.fixture
def checked(planted: Path, tmp_path: Path) -> Path:
    """A copy of it, with what is known of it; a pipe cannot be copied, and is not needed."""
    pipes = {each.name for each in planted.rglob("*") if each.is_fifo()}
    return shutil.copytree(planted, tmp_path, symlinks=True, dirs_exist_ok=True, ignore=lambda *_given: pipes)


def read(root: Path) -> Handbook:
    return read_handbook(read_settings(root))


def read_anew(root: Path) -> Handbook:
    shutil.rmtree(root / ".cache")
    return read(root)


def chapter(root: Path) -> Path:
    return min(root.glob("docs/sv/*/chapter-*.md"))


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def one_chapter(root: Path) -> None:
    append(chapter(root), "\n## Mer {#more}\n\nLäs [mer](gone.md) hos Produktionslyftet, som började 2007.\n")


def front_matter(root: Path) -> None:
    file = chapter(root)
    file.write_text(file.read_text("utf-8").replace("type: guide", "type: sort", 1), "utf-8")


def bytes_of_a_chapter(root: Path) -> None:
    append(chapter(root), "\nEtt\u200bord.\n")


def term_list(root: Path) -> None:
    file = root / "docs" / "terms.yml"
    file.write_text(file.read_text("utf-8").replace("avoid: {sv: [", "avoid: {sv: [fråga, ", 1), "utf-8")


def bibliography(root: Path) -> None:
    file = root / "docs" / "references.bib"
    file.write_text(file.read_text("utf-8").replace("verified = {seen}", "verified = {memory}"), "utf-8")


def extension(root: Path) -> None:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("  - tables\n", "").replace("  - attr_list", "  - nl2br"), "utf-8")


def moved_chapter(root: Path) -> None:
    chapter(root).rename(chapter(root).with_name("moved.md"))


def lost_chapter(root: Path) -> None:
    chapter(root).unlink()


def new_file(root: Path) -> None:
    (root / "docs" / "sv" / "ny.exe").write_text("ny", "utf-8")


CHANGES = (
    one_chapter,
    front_matter,
    bytes_of_a_chapter,
    term_list,
    bibliography,
    extension,
    moved_chapter,
    lost_chapter,
    new_file,
)


def test_what_is_known_is_what_would_be_read(checked: Path) -> None:
    known, anew = read(checked), read_anew(checked)
    assert known == anew
    assert check(known) == check(anew)
    assert check(known), "there is something to find"


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(checked: Path, change: Callable[[Path], None]) -> None:
    before = check(read(checked))
    change(checked)
    known = read(checked)
    known_again = read(checked)
    anew = read_anew(checked)
    assert known == known_again == anew
    assert check(known) == check(known_again) == check(anew) != before


def test_a_change_in_one_chapter_reads_that_chapter_alone(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pages_read(monkeypatch)
    monkeypatch.setattr(content, "parse_bibliography", never)
    read(checked)
    assert pages == []
    one_chapter(checked)
    read(checked)
    assert pages == [chapter(checked).relative_to(checked).as_posix()]


def test_other_code_settings_or_packages_are_another_maker(
    checked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read_settings(checked)
    makers = [maker(settings)]
    extension(checked)
    makers.append(maker(read_settings(checked)))
    (tmp_path / "markdown-9.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    makers.append(maker(settings))
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    makers.append(maker(settings))
    (tmp_path / "rendering.py").write_text("# changed")
    makers.append(maker(settings))
    assert len(set(makers)) == len(makers)
    assert makers[-1] == maker(settings)


def test_a_value_that_is_damaged_is_made_again(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"ONE", b"\xff\xfe\xfd"))
    cache = opened(file)
    assert cache.get("one", lambda: "NEW") == "NEW"
    cache.save()
    assert opened(file).get("one", never) == "NEW"
