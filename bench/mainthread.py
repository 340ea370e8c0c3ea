"""How busy a page keeps a phone's main thread, beside the same chapter with the theme as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from handbook.addresses import page_url
from playwright.sync_api import Browser, sync_playwright

from tests.browsing import HEIGHT, PHONE, served_at
from tests.conftest import launch
from tests.site import FOLDER

from .sites import PackingHost, load, published, stock

PAGES = (
    "index",
    "distance-pedagogy/remote-go-and-see",
    "coach-role/question-bank",
    "evaluation/claims",
    "toolbox/coaching-card",
)
"""Pages whose text the theme alone shows whole: the lists of terms, works and rules it would leave empty."""
RUNS = 9
SLOWER = 4
"""How many times slower than this machine the phone is taken to be, as Lighthouse takes it."""
BAR = 0.5
REST = 1_000
"""Milliseconds without a request after which a page is taken to be at rest."""

_PARTS = {"ScriptDuration": "scripts", "RecalcStyleDuration": "style", "LayoutDuration": "layout"}


def main_thread(site: Path | None = None) -> Iterator[str]:
    """The time of each page and of the theme's, line by line, and their ratio."""
    yield f"milliseconds of main thread until a page is at rest, {SLOWER} times slowed, the median of {RUNS}{load()}"
    yield f"{'':42}{'this handbook':>30}{'default Material':>38}{'ratio':>8}"
    with ExitStack() as sites, sync_playwright() as playwright:
        folders = {"own": sites.enter_context(published(site)), "stock": sites.enter_context(stock())}
        hosts = {
            name: sites.enter_context(served_at(folder, FOLDER, answering=PackingHost))
            for name, folder in folders.items()
        }
        browser = launch(playwright)
        for path in PAGES:
            yield _row(path, _medians(browser, hosts, page_url("sv", path)))


def _medians(browser: Browser, hosts: Mapping[str, str], url: str) -> Mapping[str, Mapping[str, float]]:
    """What the page `url` takes on each of `hosts`, in turn, so that what else the machine does disturbs all alike."""
    runs = [{name: _taken(browser, host + url) for name, host in hosts.items()} for _time in range(RUNS)]
    return {name: {part: median(run[name][part] for run in runs) for part in runs[0][name]} for name in hosts}


def _taken(browser: Browser, address: str) -> Mapping[str, float]:
    """Milliseconds by Chromium's own clocks, in a window that has kept nothing."""
    phone = browser.new_context(viewport={"width": PHONE, "height": HEIGHT}, has_touch=True, is_mobile=True)
    with phone as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(REST)
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {each["name"]: 1000 * each["value"] for each in metrics if each["name"] in ("TaskDuration", *_PARTS)}


def _row(path: str, taken: Mapping[str, Mapping[str, float]]) -> str:
    own, other = taken["own"], taken["stock"]
    ratio = own["TaskDuration"] / other["TaskDuration"]
    return f"{path:42}{_told(own)}{_told(other)}{ratio:8.2f}{'' if ratio <= BAR else f'  (bar {BAR})'}"


def _told(taken: Mapping[str, float]) -> str:
    parts = ", ".join(f"{name} {taken[part]:.0f}" for part, name in _PARTS.items())
    return f"{taken['TaskDuration']:7.0f} ({parts})"
