"""What has not changed is not rendered again, and a bad cache is no cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.cache import Cache


def opened(file: Path, maker: str = "a") -> Cache[str]:
    return Cache(file, maker)


def never() -> str:
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
