"""Where a page is published."""

from __future__ import annotations

from .settings import SOURCE


def language_root(language: str) -> str:
    """The address of a language's home page within a version: nothing for Swedish, `en/` for English."""
    return "" if language == SOURCE else f"{language}/"


def page_url(language: str, path: str) -> str:
    """The address of the chapter `path` within a version: `en/coach-role/working-agreement/`."""
    folder, _, name = path.rpartition("/")
    inner = folder if name == "index" else path
    return language_root(language) + (f"{inner}/" if inner else "")
