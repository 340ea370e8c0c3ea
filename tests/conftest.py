"""What the tests share: the built site, a host that serves it, a browser that reads it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from chromium import installed
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browsing import LastingHost, Visit, served_at
from tests.site import FOLDER, Site, copy_handbook, mkdocs

_PATIENCE = 300
"""Seconds after which a build by another worker is taken for dead."""

# A busy machine is slow, not wrong.
expect.set_options(timeout=60_000)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests do no more than wait, as for a slow network."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real handbook, built strictly once: the first worker that asks builds it, the others wait."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root, told = shared / "handbook", shared / "handbook-build.txt"
    try:
        root.mkdir()
    except FileExistsError:
        _wait_for(told)
    else:
        _build(root, told)
    report = told.read_text("utf-8")
    assert report.startswith("0\n"), f"the strict build of the handbook fails:\n{report}"
    return Site(root)


def _build(root: Path, told: Path) -> None:
    status, report = 1, "it never ran"
    try:
        copy_handbook(root)
        result = mkdocs(root, "build", "--strict")
        status, report = result.returncode, result.stdout
    finally:
        unfinished = told.with_suffix(".part")
        unfinished.write_text(f"{status}\n{report}", encoding="utf-8")
        unfinished.rename(told)


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not file.exists():
        assert time.monotonic() < deadline, "another worker never finished its build"
        time.sleep(0.2)


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The address at which the built site is served, in a folder of its host."""
    with served_at(site.folder, FOLDER, answering=LastingHost) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one for each worker."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine, without a window."""
    executable = os.environ.get("HANDBOOK_BROWSER") or installed()
    assert executable, "no Chromium, Chrome or Edge is installed"
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # A window's own suggestions are two pages more: each visit would take half as long again.
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium refuses root its sandbox
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=executable, args=arguments)


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens pages that may neither ask another host for anything, nor fail, nor leave a cookie."""
    with ExitStack() as visits:
        yield lambda **options: visits.enter_context(Visit(browser, served, **options))
