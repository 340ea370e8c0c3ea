"""Where a page is published."""

from __future__ import annotations

from .settings import SOURCE


def version_root(site: str, version: str) -> str:
    """The lasting address of `version` of the handbook published at `site`; a plain build has no versions."""
    return site + (f"{version}/" if version else "")


def language_root(language: str) -> str:
    """The address of a language's home page within a version: nothing for Swedish, `en/` for English."""
    return "" if language == SOURCE else f"{language}/"


def page_url(language: str, path: str) -> str:
    """The address of the chapter `path` within a version: `en/coach-role/working-agreement/`."""
    folder, _, name = path.rpartition("/")
    inner = folder if name == "index" else path
    return language_root(language) + (f"{inner}/" if inner else "")
