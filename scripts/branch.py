"""The git repository: what it holds of the releases, asked without touching the working tree."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

BRANCH = "gh-pages"
"""The branch that holds the released versions."""
REFUSED = 2


class Refusal(Exception):
    """Why something is not done, and the way out, in one line."""


def tip(root: Path) -> str:
    """The commit that holds the released versions, here or as last fetched; empty if there is none.

    Raises:
        Refusal: if the two have parted.
    """
    places = (f"refs/heads/{BRANCH}", f"refs/remotes/origin/{BRANCH}")
    commits = [found for place in places if (found := ask(root, "rev-parse", "--verify", "--quiet", place))]
    for commit in commits:
        if all(ask(root, "merge-base", commit, other) == other for other in commits):
            return commit
    if commits:
        raise Refusal(
            f"{BRANCH} here and at origin hold different releases. "
            f"Keep the published ones: git branch --force {BRANCH} origin/{BRANCH}"
        )
    return ""


def ask(root: Path, *arguments: str) -> str:
    """What git answers, or nothing if there is no such thing."""
    return run(root, *arguments).stdout.decode().rstrip()


def git(root: Path, *arguments: str, data: str = "", env: Mapping[str, str] | None = None) -> str:
    """What git answers.

    Raises:
        Refusal: with git's own words, if it cannot do it.
    """
    done = run(root, *arguments, data=data, env=env)
    if done.returncode:
        said = (done.stderr.decode().strip().splitlines() or ["nothing"])[0]
        verb = next((each for each in arguments if not each.startswith(("-", "http."))), "")
        raise Refusal(f"git {verb} did not work in {root}. It said: {said}")
    return done.stdout.decode().rstrip()


def push(root: Path, token: str = "") -> None:
    """Push the released versions to origin, with `token` where git knows no credentials of its own.

    Raises:
        Refusal: with git's own words, if origin does not take them.
    """
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    header = ("-c", f"http.extraHeader=Authorization: Basic {basic}") if token else ()
    git(root, *header, "push", "origin", BRANCH)


def run(
    root: Path, *arguments: str, data: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `root` with `data` as its input.

    Raises:
        Refusal: if git is not installed.
    """
    # Bytes, because text would get Windows' line ends.
    command = ["git", "-c", "core.quotePath=false", *arguments]
    env = {**os.environ, **(env or {})}
    try:
        return subprocess.run(command, cwd=root, env=env, input=data.encode(), check=False, capture_output=True)
    except FileNotFoundError:
        raise Refusal("git is not installed, and it keeps the releases. Install it and try again.") from None
