"""Many pages are shared out to several processes, and what comes of them is the same as from one."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

import pytest
from handbook import workers
from handbook.cache import Cache
from handbook.content import _read_all, _Unread
from handbook.files import read_folder
from handbook.finding import Finding
from handbook.settings import read_settings
from handbook.terms import Sought
from handbook.workers import shared

from bench.handbook import handbook

CORES = 3


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with three cores, whatever this one has."""
    monkeypatch.setattr(workers, "_cores", lambda: CORES)


def doubled(numbers: Sequence[int]) -> list[int]:
    """Work of a module that no other process can import."""
    return [2 * number for number in numbers]


@pytest.mark.usefixtures("three")
def test_several_processes_read_pages_as_one_does(tmp_path: Path) -> None:
    handbook(Random(2), 6).write(tmp_path)
    settings = read_settings(tmp_path)
    nothing: Cache[tuple[Finding, ...]] = Cache(tmp_path / "none", "")
    sources = read_folder(settings.docs, nothing.get).sources
    sought = Sought((("möt", ("möt",)),))
    pages = [_Unread(each, "sv", each.file, sought, {}) for each in sources if each.file.endswith(".md")]
    work = partial(_read_all, settings)
    assert list(map(pickle.loads, shared(work, pages, 3))) == list(map(pickle.loads, work(pages)))


@pytest.mark.usefixtures("three")
def test_others_get_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[list[int]] = []
    elsewhere = workers._elsewhere

    def spied(work: Callable[[Sequence[int]], list[int]], items: Sequence[int]) -> Sequence[int] | None:
        answer = elsewhere(work, items)
        answers.append(list(answer or ()))
        return answer

    monkeypatch.setattr(workers, "_elsewhere", spied)
    shared(list, range(9), 3)
    assert sorted(answers) == [[5, 6], [7, 8]]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("count", range(12))
def test_the_order_is_kept_however_many_there_are(count: int) -> None:
    assert shared(list, range(count), 2) == list(range(count))


@pytest.mark.usefixtures("three")
def test_what_cannot_be_done_elsewhere_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared(doubled, range(9), 1) == doubled(range(9))
    monkeypatch.setattr(sys, "executable", "/there/is/none")
    assert shared(list, range(9), 1) == list(range(9))


def test_one_core_starts_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    monkeypatch.setattr(workers, "_elsewhere", None)
    assert shared(doubled, range(9), 1) == doubled(range(9))
