"""One kind of work on many items, shared out to as many processes as there are cores.

Each is a Python of its own that gets items on standard input and answers on standard output: that works alike on
every system, beside threads, and whatever program is running. Whoever is done takes some of what is left, so that
all end together. The order of the results is that of the items; what gets no answer is worked off here.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

MOST = 8
"""Processes: more wait for this one, which puts their answers together."""

SELDOM = 100_000
"""How many values a process makes before it looks for garbage: most of what a check makes, it keeps."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Sequence[Result]]

_COMMAND = "from handbook.workers import serve; serve()"
_AT_ONCE = 0.0005
"""Seconds that one thread works while another one waits to do so, instead of the usual 0.005."""


def shared(work: Work[Item, Result], items: Sequence[Item], start: int) -> list[Result]:
    """What `work` makes of `items`, in their order.

    Args:
        work: takes some of the items, returns one result for each; it can be sent, as a function of a module can.
        items: what is to be done.
        start: how many items this process works off while another one starts.
    """
    helpers = _helpers(work, min(_cores() - 1, MOST, len(items) // start - 1))
    try:
        return _together(work, items, helpers) if helpers else list(work(items))
    finally:
        for helper in helpers:
            helper.dismiss()


def _helpers(work: Work[Item, Result], count: int) -> list[_Helper[Item, Result]]:
    """So many that help with `work`, or as many as can be had."""
    helpers: list[_Helper[Item, Result]] = []
    with suppress(Exception):  # whatever the reason, the work can be done here
        while len(helpers) < count:
            helpers.append(_Helper(work))
    return helpers


def _together(
    work: Work[Item, Result], items: Sequence[Item], helpers: Sequence[_Helper[Item, Result]]
) -> list[Result]:
    """What this process and its `helpers` make of `items`."""
    from threading import Thread  # most runs have nothing to share

    left = deque(_shares(len(items), len(helpers) + 1))
    results: dict[int, Sequence[Result]] = {}

    def work_off() -> None:
        for share in _taken(left):
            results[share.start] = work(items[share])

    threads = [Thread(target=_have_done, args=(each, items, left, results)) for each in helpers]
    with _heard_at_once():
        for thread in threads:
            thread.start()
        work_off()
        for thread in threads:
            thread.join()
    work_off()  # what was put back
    return [result for start in sorted(results) for result in results[start]]


def _have_done(
    helper: _Helper[Item, Result], items: Sequence[Item], left: deque[slice], results: dict[int, Sequence[Result]]
) -> None:
    """Have `helper` take what is left; a share that it does not answer for is put back, and it gets no other."""
    for share in _taken(left):
        try:
            results[share.start] = helper.answer(items[share])
        except Exception:  # as above
            left.append(share)
            return


def _shares(count: int, hands: int) -> Iterator[slice]:
    """How `count` items are cut: into large shares, which cost little, and small ones last, so that nobody waits."""
    start = 0
    while start < count:
        size = max(1, (count - start) // (2 * hands))
        yield slice(start, start + size)
        start += size


def _taken(left: deque[slice]) -> Iterator[slice]:
    """Share after share until none is left, though others take from the same."""
    with suppress(IndexError):
        while True:
            yield left.popleft()


class _Helper(Generic[Item, Result]):
    """Another Python."""

    def __init__(self, work: Work[Item, Result]) -> None:
        import subprocess  # as above

        folders = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        )
        self._tell(work)

    def answer(self, items: Sequence[Item]) -> Sequence[Result]:
        """What it makes of `items`."""
        self._tell(items)
        results: Sequence[Result] = pickle.load(self._process.stdout)  # type: ignore[arg-type]
        if len(results) != len(items):
            raise ValueError(results)
        return results

    def dismiss(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        with suppress(OSError), self._process:
            pass

    def _tell(self, value: Any) -> None:
        _send(value, self._process.stdin)


def serve() -> None:
    """Answer the process that started this one, until it has no more questions."""
    gc.set_threshold(SELDOM)
    work = pickle.load(sys.stdin.buffer)
    with suppress(EOFError):
        while True:
            _send(work(pickle.load(sys.stdin.buffer)), sys.stdout.buffer)


def _send(value: Any, pipe: Any) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


@contextmanager
def _heard_at_once() -> Iterator[None]:
    """Let whoever has an answer be heard soon: its helper waits for the next share meanwhile."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_AT_ONCE)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
