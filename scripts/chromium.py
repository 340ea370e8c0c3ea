"""A Chromium for the browser tests: the one that is installed, or else one that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def installed() -> str | None:
    """The path of an installed Chromium, Chrome or Edge, or of the one that Playwright has fetched."""
    on_path = (shutil.which(name) for name in _NAMES)
    return next((found for found in (*on_path, *_PLACES, _of_playwright()) if found and Path(found).exists()), None)


def ensure() -> str:
    """The path of a Chromium, installing one if there is none.

    Raises:
        SystemExit: with one line that says what to install.
    """
    return (
        installed()
        or _install()
        or sys.exit("The browser tests need Chromium or Chrome: install one of them and run the same command again.")
    )


def _install() -> str | None:
    # Playwright's own build first; where its download is closed, a Debian machine's package.
    for command in ([sys.executable, "-m", "playwright", "install", "chromium"], *_debian()):
        print("No Chromium found; trying:", " ".join(command[-3:]), flush=True)
        if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
            continue
        if found := installed():
            return found
    return None


def _debian() -> list[list[str]]:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    return [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]


def _of_playwright() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
