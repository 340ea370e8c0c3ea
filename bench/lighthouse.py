"""What Lighthouse says of the site's pages, on the phone and the network that it takes for usual."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from handbook.addresses import page_url
from handbook.settings import LANGUAGES

from tests.browsing import served_at
from tests.site import FOLDER

from .sites import PackingHost, load, published

VERSION = "12.8.2"
"""The last one that runs on Node.js 18 and 20; newer ones want Node.js 22."""
RUNS = 3
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = (
    "index",
    "distance-pedagogy/remote-go-and-see",
    "coach-role/question-bank",
    "evaluation/terms-and-references",
    "toolbox/coaching-card",
)
"""The first page, a long guide, a long method, the longest page and a card."""
TIMES = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}

_MISSING = "Lighthouse needs Node.js 18 or newer, with its npx: install it (https://nodejs.org) and run this again."
_FLAGS = "--headless=new --no-sandbox --disable-gpu"
_HEAD = f"{'':42}{''.join(f'{name:>15}' for name in BARS)}{''.join(f'{name:>9}' for name in TIMES.values())}"


@dataclass(frozen=True)
class Report:
    """What one run says of a page."""

    scores: dict[str, float]
    """By category, of a hundred."""
    times: dict[str, float]
    """Milliseconds, by audit."""
    faults: tuple[str, ...]
    """What does not pass in the categories in which everything is to pass."""


def lighthouse(site: Path | None = None) -> Iterator[str]:
    """Each page's scores, line by line, then what misses its bar.

    Raises:
        SystemExit: with one line that says what to install, or what went wrong.
    """
    npx = shutil.which("npx")
    if not npx:
        raise SystemExit(_MISSING)
    yield f"Lighthouse {VERSION}, mobile, the median of {RUNS} runs{load()}"
    yield _HEAD
    missed: list[str] = []
    with published(site) as folder, served_at(folder, FOLDER, answering=PackingHost) as address:
        for url in (page_url(language, path) or "./" for path in PAGES for language in LANGUAGES):
            reports = [_run(npx, address + url) for _time in range(RUNS)]
            yield _row(url, reports)
            missed += _missed(url, reports)
    yield from missed or ["every page meets every bar"]


def _run(npx: str, address: str) -> Report:
    with TemporaryDirectory() as folder:
        result = Path(folder, "report.json")
        asked = [f"--only-categories={','.join(BARS)}", f"--chrome-flags={_FLAGS}", "--quiet"]
        told = subprocess.run(
            [npx, "--yes", f"lighthouse@{VERSION}", address, *asked, "--output=json", f"--output-path={result}"],
            env={**os.environ, "CHROME_PATH": os.environ["HANDBOOK_BROWSER"]},
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if told.returncode:
            raise SystemExit(f"Lighthouse did not work on {address}. It said:\n{told.stderr.strip()[-2000:]}")
        return read(json.loads(result.read_text("utf-8")))


def read(told: dict[str, Any]) -> Report:
    """What stands in a report of Lighthouse's own form."""
    categories, audits = told["categories"], told["audits"]
    whole = [each for name, bar in BARS.items() if bar == 100 for each in categories[name]["auditRefs"]]
    failed = [audits[each["id"]] for each in whole if each["weight"]]
    return Report(
        {name: 100 * (categories[name]["score"] or 0) for name in BARS},
        {name: audits[name]["numericValue"] for name in TIMES},
        tuple(f"{each['id']}: {each['title']}" for each in failed if each["score"] is not None and each["score"] < 1),
    )


def _row(url: str, reports: Sequence[Report]) -> str:
    scores = (f"{median(each.scores[name] for each in reports):15.0f}" for name in BARS)
    times = (f"{median(each.times[name] for each in reports):6.0f} ms" for name in TIMES)
    return f"{url:42}{''.join(scores)}{''.join(times)}"


def _missed(url: str, reports: Sequence[Report]) -> Iterator[str]:
    for name, bar in BARS.items():
        scores = [each.scores[name] for each in reports]
        if median(scores) < bar:
            yield f"{url}: {name} {', '.join(f'{each:.0f}' for each in scores)}, where {bar} is asked for"
    yield from dict.fromkeys(f"{url}: {fault}" for each in reports for fault in each.faults)
