"""One function for many items, shared out to as many processes as there are cores.

Each is a Python of its own that gets its share on standard input and answers on standard output: that works
alike on every system, beside threads, and whatever program is running. The order of the results is that of the
items; a share that gets no answer is worked off here.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

MOST = 8
"""Processes: more wait for this one, which puts their answers together."""

SELDOM = 100_000
"""How many values a process makes before it looks for garbage: most of what a check makes, it keeps."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Sequence[Result]]

_COMMAND = "from handbook.workers import serve; serve()"


def shared(work: Work[Item, Result], items: Sequence[Item], start: int) -> list[Result]:
    """What `work` makes of `items`, in their order.

    Args:
        work: takes some of the items, returns one result for each; a function of a module, so that it can be sent.
        items: what is to be done.
        start: how many items this process works off while another one starts.
    """
    others = min(_cores() - 1, MOST, len(items) // start - 1)
    if others < 1:
        return list(work(items))
    from concurrent.futures import ThreadPoolExecutor  # most runs have nothing to share

    each = (len(items) - start) // (others + 1)
    own = len(items) - others * each
    with ThreadPoolExecutor(others) as pool:
        shares = [items[at : at + each] for at in range(own, len(items), each)]
        answers = [pool.submit(_elsewhere, work, share) for share in shares]
        results = list(work(items[:own]))
        for share, answer in zip(shares, answers, strict=True):
            results += answer.result() or work(share)
    return results


def serve() -> None:
    """Answer the process that started this one."""
    gc.set_threshold(SELDOM)
    work, items = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(work(items), pickle.HIGHEST_PROTOCOL))


def _elsewhere(work: Work[Item, Result], items: Sequence[Item]) -> Sequence[Result] | None:
    """What `work` makes of `items` in a process of its own; nothing if that cannot be had."""
    import subprocess

    folders = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        answer = subprocess.run(
            [sys.executable, "-c", _COMMAND],
            input=pickle.dumps((work, items), pickle.HIGHEST_PROTOCOL),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
            capture_output=True,
            check=True,
        )
        results: Sequence[Result] = pickle.loads(answer.stdout)
    except Exception:  # whatever the reason, the work can be done here
        return None
    return results if len(results) == len(items) else None


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
