"""Many pages are shared out to several processes, and what comes of them is the same as from one."""

from __future__ import annotations

import os
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from subprocess import Popen

import pytest
from handbook import workers
from handbook.cache import Cache
from handbook.content import _Reader, _Unread
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


def refused(numbers: Sequence[int]) -> list[int]:
    """Work that cannot be done."""
    return [number // 0 for number in numbers]


@pytest.mark.usefixtures("three")
def test_several_processes_read_pages_as_one_does(tmp_path: Path) -> None:
    handbook(Random(2), 6).write(tmp_path)
    settings = read_settings(tmp_path)
    nothing: Cache[tuple[Finding, ...]] = Cache(tmp_path / "none", "")
    sources = read_folder(settings.docs, nothing.get).sources
    sought = Sought((("möt", ("möt",)),))
    pages = [_Unread(each, "sv", each.file, sought, {}) for each in sources if each.file.endswith(".md")]
    work = _Reader(settings)
    assert list(map(pickle.loads, shared(work, pages, 3))) == list(map(pickle.loads, work(pages)))


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[int]], list[int]]:
    """Work that takes its time and says which process has done it, in a module that others find."""
    (tmp_path / "slowly.py").write_text(
        "import os, time\n"
        "def slow(items):\n    time.sleep(0.1 * len(items))\n    return [os.getpid() for _item in items]\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    work: Callable[[Sequence[int]], list[int]] = import_module("slowly").slow
    return work


@pytest.mark.usefixtures("three")
def test_all_have_their_share(slow: Callable[[Sequence[int]], list[int]]) -> None:
    done = Counter(shared(slow, range(30), 3))
    assert len(done) == CORES
    assert done[os.getpid()] < 30 / 2


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> list[Popen[bytes]]:
    """The other processes that are started from now on."""
    seen: list[Popen[bytes]] = []

    class Seen(workers._Helper[int, int]):
        def __init__(self, work: Callable[[Sequence[int]], Sequence[int]]) -> None:
            super().__init__(work)
            seen.append(self._process)

    monkeypatch.setattr(workers, "_Helper", Seen)
    return seen


@pytest.mark.usefixtures("three")
def test_those_that_helped_are_gone_afterwards(helpers: list[Popen[bytes]]) -> None:
    shared(list, range(9), 1)
    assert len(helpers) == CORES - 1
    assert None not in [each.poll() for each in helpers]


@pytest.mark.usefixtures("three")
def test_work_that_goes_wrong_here_keeps_nobody_waiting(helpers: list[Popen[bytes]]) -> None:
    with pytest.raises(ZeroDivisionError):
        shared(refused, range(9), 1)
    assert len(helpers) == CORES - 1
    assert None not in [each.poll() for each in helpers]


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
    monkeypatch.setattr(workers, "_Helper", None)
    assert shared(doubled, range(9), 1) == doubled(range(9))
