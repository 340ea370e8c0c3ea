"""Every page of the built site in every setting that a reader may have, and how many barriers axe finds there."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.addresses import page_url
from handbook.model import Handbook, read_handbook
from handbook.settings import LANGUAGES, read_settings
from playwright.sync_api import Page, sync_playwright

from tests.axe import SETTINGS, Barriers, about
from tests.browsing import Visit, served_at
from tests.conftest import launch
from tests.site import FOLDER, copy_handbook, mkdocs


def pages() -> tuple[str, bool]:
    """What was found, as a table, and whether that is nothing."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "handbook"
        copy_handbook(root)
        built = mkdocs(root, "build", "--strict")
        if built.returncode:
            return built.stdout, False
        with served_at(root / "site", FOLDER) as address, sync_playwright() as playwright:
            browser = launch(playwright)
            with Visit(browser, address) as page:
                return _seen(page, read_handbook(read_settings(root)))


def _seen(page: Page, handbook: Handbook) -> tuple[str, bool]:
    started, barriers, found = time.monotonic(), Barriers(), list[str]()
    looked: Counter[str] = Counter()
    for language in LANGUAGES:
        for path in handbook.chapters:
            page.goto(page_url(language, path) or "./")
            for setting in SETTINGS:
                looked[setting.name] += 1
                found += (f"{page_url(language, path)}: {each}" for each in barriers.on(page, setting))
    version, rules = about(page)
    lines = [f"axe {version}, {rules} rules, {time.monotonic() - started:.0f} s"]
    lines += [f"{name:18} {count:5} pages" for name, count in looked.items()]
    return "\n".join((*lines, f"{len(found)} barriers", *found)), not found
