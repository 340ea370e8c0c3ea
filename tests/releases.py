"""A small handbook in a git repository of its own, to be released in several versions.

Only the chapters and the menu are the tests' own: settings, hooks and templates are the real ones.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import branch
import serving
from handbook.settings import LANGUAGES

from tests.site import copy_handbook

_ALWAYS = ("index", "start/reading-and-citing", "work/index", "work/agreement", "work/swedish-only")
RELEASES: Mapping[str, tuple[str, ...]] = {
    "1.0": (*_ALWAYS, "work/going"),
    "1.1": (*_ALWAYS, "work/going", "work/coming"),
    "2.0": (*_ALWAYS, "work/coming"),
}
"""The chapters of each version: one comes, one goes, and one is in Swedish only."""
SWEDISH_ONLY = "work/swedish-only"
OUTDATED = "work/going"
"""The chapter whose English page is older than the Swedish one."""

_TEXT = {
    "sv": "## Före träffen {#before}\n\nText i version VERSION.\n\n## Efter {#after}\n\nText.\n",
    "en": "## Before the session {#before}\n\nText in version VERSION.\n\n## After {#after}\n\nText.\n",
}
_ABOUT_CHAPTER = "type: method\nstate: draft\nevidence: practice\nneeds: []\nuses: []\nreviewed: 2026-11-23\n"
_IDENTITY = {"user.name": "A Coach", "user.email": "coach@handbook.example"}


def title(path: str, language: str) -> str:
    """The title of a chapter of the small handbook: `Agreement in English`."""
    name = path.split("/")[-1].replace("-", " ").capitalize()
    return f"{name} {'på svenska' if language == 'sv' else 'in English'}"


def write_small_handbook(root: Path, version: str) -> None:
    """Put the chapters of `version`, and a menu of them, into the handbook in the folder `root`."""
    for file in (root / "docs").rglob("*.md"):
        file.unlink()
    for path in RELEASES[version]:
        for language in LANGUAGES if path != SWEDISH_ONLY else ("sv",):
            file = root / "docs" / language / f"{path}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_chapter(path, language, version), encoding="utf-8")
    settings = root / "mkdocs.yml"
    menu = "".join(_menu(RELEASES[version]))
    text = re.sub(r"^nav:\n(?:[ -].*\n)+", menu, settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8")


def repository(root: Path, version: str = "1.0") -> Path:
    """A repository in the new folder `root` with the small handbook, committed and tagged as `version`."""
    copy_handbook(root, ("mkdocs.yml", ".gitignore", "hooks", "overrides"))
    git(root, "init", "--quiet", "--initial-branch", "main")
    for name, value in _IDENTITY.items():
        git(root, "config", name, value)
    commit(root, version)
    return root


def commit(root: Path, version: str) -> None:
    """Commit the small handbook as it is in `version`, and tag the commit."""
    write_small_handbook(root, version)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", f"Version {version}")
    git(root, "tag", f"v{version}")


def clone(root: Path, to: Path, tag: str) -> Path:
    """A clone of the repository in `root`, standing at `tag`, which knows its branches as origin's only."""
    git(root, "clone", "--quiet", str(root), str(to))
    for name, value in _IDENTITY.items():
        git(to, "config", name, value)
    git(to, "switch", "--quiet", "--detach", tag)
    return to


def git(root: Path, *arguments: str) -> str:
    """What git answers in the folder `root`, whoever runs the tests and wherever."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=root, env={**os.environ, **alone}, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def published(root: Path, path: str) -> str:
    """The file `path` of the branch that holds the releases."""
    return git(root, "show", f"{branch.BRANCH}:{path}")


def published_files(root: Path, under: str = "", ending: str = "") -> Iterable[str]:
    """The names of the files of that branch below the folder `under`."""
    names = git(root, "ls-tree", "-r", "--name-only", branch.BRANCH).splitlines()
    return [name for name in names if name.startswith(under) and name.endswith(ending)]


@contextmanager
def hosted(root: Path) -> Iterator[str]:
    """Serve the releases of the repository in `root` while the context lasts; gives their address."""
    with serving.host(root, 0) as (server, address):
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield address
        finally:
            server.shutdown()


def _chapter(path: str, language: str, version: str) -> str:
    about = f"title: {title(path, language)}\ndescription: {title(path, language)}.\n"
    if language == "sv" and not path.endswith("index"):
        about += _ABOUT_CHAPTER
    if language == "en" and path == OUTDATED:
        about += 'translated_from: "000000000000"\n'
    if path == SWEDISH_ONLY:
        about += "languages: [sv]\n"
    return f"---\n{about}---\n\n{_TEXT[language].replace('VERSION', version)}"


def _menu(paths: Iterable[str]) -> Iterator[str]:
    yield "nav:\n"
    modules = dict.fromkeys(path.rpartition("/")[0] for path in paths)
    for module in modules:
        yield f"  - {module}:\n" if module else ""
        for path in paths:
            if path.rpartition("/")[0] == module:
                yield f"{'      ' if module else '  '}- {path}.md\n"
