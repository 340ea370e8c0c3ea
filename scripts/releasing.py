"""Release a version into the branch gh-pages, and serve that branch as a host would.

A version is built once, from a clean tree at its tag, and never written again. It is put together on a branch
of its own and joins gh-pages in one commit, so that gh-pages never holds half a release. Nothing is pushed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook.addresses import language_root
from handbook.catalogue import as_json, catalogue
from handbook.checks import check
from handbook.model import Handbook, read_handbook
from handbook.report import failures, terminal
from handbook.settings import LANGUAGES, read_settings
from handbook.words import WORDS
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "gh-pages"
LATEST = "latest"
"""The address that always leads to the newest version."""
REFUSED = 2

_WORKBENCH = "release-in-progress"
"""The branch that a version is put together on."""
_RELEASE = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?")
_TEMPLATES = Path("overrides", "root")
_PREVIEW = "/handbook/"
"""Where versions are previewed if the handbook's address has no path: absolute links must show themselves."""


class Refusal(Exception):
    """Why nothing is released, and the way out, in one line."""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Release the version named in `arguments`; return 0, or 2 after one line that says why not."""
    parser = argparse.ArgumentParser(prog="release", description=f"Release a version into {BRANCH}.")
    parser.add_argument("version", help="such as 1.0, or 1.0.2 for a correction; HEAD carries the tag v1.0")
    try:
        release(parser.parse_args(arguments).version, root)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


def release(version: str, root: Path = ROOT) -> None:
    """Build `version` from the tree in `root` and put it beside the released ones.

    Raises:
        Refusal: if it must not or cannot be released; the branch is then as it was.
    """
    for objection in (_misnamed, _unsigned, _unclean, _untagged, _released):
        if reason := objection(version, root):
            raise Refusal(reason)
    record = root / "releases" / f"{version}.json"
    text = as_json(catalogue(_checked(root), version))
    if record.is_file() and record.read_text(encoding="utf-8") != text:
        raise Refusal(
            f"releases/{version}.json says something else than this tree, and what is released never changes. "
            f"Release the change as {_correction(version)}."
        )
    newest = all(_order(version) > _order(other) for other in released(root))
    _publish(version, newest, root)
    record.parent.mkdir(exist_ok=True)
    record.write_text(text, encoding="utf-8", newline="\n")
    print(_farewell(version, newest))


def released(root: Path = ROOT) -> tuple[str, ...]:
    """The released versions, oldest first."""
    tip = _tip(root)
    folders = _git(root, "ls-tree", "--name-only", "-d", tip).split() if tip else ()
    return tuple(sorted((name for name in folders if _RELEASE.fullmatch(name)), key=_order))


# -- What speaks against a release ------------------------------------------------------------------------


def _misnamed(version: str, _root: Path) -> str:
    if _RELEASE.fullmatch(version):
        return ""
    return f"{version} is not a version. Write 1.0, or 1.0.2 for a correction: python3 scripts/release 1.0"


def _unsigned(_version: str, root: Path) -> str:
    for field, example in (("name", "Your Name"), ("email", "you@example.org")):
        if not _ask(root, "config", f"user.{field}"):
            return (
                f"git does not know your {field}, which a release carries. "
                f'Tell it once: git config --global user.{field} "{example}"'
            )
    return ""


def _unclean(_version: str, root: Path) -> str:
    changed = _git(root, "status", "--porcelain", "--untracked-files=all").splitlines()
    if not changed:
        return ""
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"The tree holds what is not committed: {changed[0][3:]}{more}. Commit it or put it aside."


def _untagged(version: str, root: Path) -> str:
    tag = f"v{version}"
    if tag in _git(root, "tag", "--points-at", "HEAD").split():
        return ""
    if there := _ask(root, "rev-parse", "--verify", "--quiet", "--short", f"refs/tags/{tag}^{{commit}}"):
        return f"The tag {tag} is at {there}, not at HEAD. Go there first: git switch --detach {tag}"
    return f"HEAD does not carry the tag {tag}. If this is the commit to release: git tag {tag}"


def _released(version: str, root: Path) -> str:
    if _order(version) not in map(_order, released(root)):
        return ""
    return (
        f"{version} is already released, and a released version never changes. "
        f"Release a correction as {_correction(version)}."
    )


def _checked(root: Path) -> Handbook:
    handbook = read_handbook(read_settings(root))
    findings = check(handbook)
    if failures(findings):
        print(terminal(findings, root), file=sys.stderr)
        raise Refusal("Nothing was released. Mend what is listed above, commit it, and tag that commit.")
    return handbook


def _order(version: str) -> tuple[int, ...]:
    """What versions are compared by: 1.0 and 1.0.0 are the same, 1.10 comes after 1.9."""
    numbers = [int(number) for number in version.split(".")]
    return (*numbers, *[0] * (3 - len(numbers)))


def _correction(version: str) -> str:
    major, minor, patch = _order(version)
    return f"{major}.{minor}.{patch + 1}"


# -- Putting a version together ---------------------------------------------------------------------------


def _publish(version: str, newest: bool, root: Path) -> None:
    """Bring `version` and, for the newest, the pages at the root into the branch in one commit."""
    before, bench = _tip(root), f"refs/heads/{_WORKBENCH}"
    message = f"Release {version}\n\nFrom {_git(root, 'rev-parse', 'HEAD')}"
    _ask(root, "update-ref", "-d", bench)
    if before:
        _git(root, "update-ref", bench, before)
    try:
        _build(version, newest, root)
        tree = _tree_with(_root_pages(version, root) if newest else {}, bench, root)
        parents = ("-p", before) if before else ()
        commit = _git(root, "commit-tree", tree, *parents, "-m", message)
        _git(root, "update-ref", "-m", f"release {version}", f"refs/heads/{BRANCH}", commit)
    finally:
        _ask(root, "update-ref", "-d", bench)


def _build(version: str, newest: bool, root: Path) -> None:
    # mike calls mkdocs by name; mkdocs.yml makes it strict. Links instead of copies would break on Windows.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    program = [sys.executable, "-c", "from mike.driver import main; main()", "deploy", version]
    aliases = [LATEST, "--update-aliases", "--alias-type", "redirect"] if newest else []
    template = ["--template", str(_TEMPLATES / "redirect.html")]
    branch = ["--branch", _WORKBENCH, "--ignore-remote-status"]
    env = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([*program, *aliases, *template, *branch], cwd=root, env=env, check=False)
    if done.returncode:
        raise Refusal("Nothing was released, because the build stopped. What stopped it stands above.")


def _root_pages(newest: str, root: Path) -> Mapping[str, str]:
    """What lies beside the versions, by file name."""
    address = read_settings(root).address
    templates = Environment(loader=FileSystemLoader(root / _TEMPLATES), autoescape=True)
    homes = {language: language_root(language) for language in LANGUAGES}
    lost = {"words": WORDS, "homes": homes, "root": urlsplit(address).path, "latest": LATEST}
    return {
        "index.html": templates.get_template("redirect.html").render(href=f"{LATEST}/"),
        "404.html": templates.get_template("404.html").render(lost),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n",
        "sitemap.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"<sitemap><loc>{address}{newest}/sitemap.xml</loc></sitemap>\n</sitemapindex>\n"
        ),
    }


def _tree_with(files: Mapping[str, str], commit: str, root: Path) -> str:
    """The tree of `commit` with `files` in it; the working tree and its index are left alone."""
    with tempfile.TemporaryDirectory() as folder:
        aside = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        _git(root, "read-tree", commit, env=aside)
        for name, text in files.items():
            blob = _git(root, "hash-object", "-w", "--stdin", data=text)
            _git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", env=aside)
        return _git(root, "write-tree", env=aside)


def _farewell(version: str, newest: bool) -> str:
    place = f"and {LATEST} leads to it" if newest else f"and {LATEST} still leads to a newer one"
    return f"""
{version} is in the branch {BRANCH}, {place}. Nothing is pushed.

  Read it as published:   python3 scripts/serve --released
  Keep its catalogue:     git add releases/{version}.json
                          git commit -m "Catalogue of {version}"
  Push it:                git push origin v{version} {BRANCH}"""


# -- Serving the branch -----------------------------------------------------------------------------------


def serve(port: int, root: Path = ROOT) -> int:
    """Serve the released versions at `port` until Ctrl+C; return 0, or 2 after one line that says why not."""
    try:
        with host(root, port) as (server, address):
            print(f"The released versions are at {address} (Ctrl+C stops)", flush=True)
            server.serve_forever()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        pass
    return 0


@contextmanager
def host(root: Path, port: int) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """A server of the released versions, not yet started, and its address; port 0 takes any that is free.

    Raises:
        Refusal: if nothing is released or the port is taken.
    """
    tip = _tip(root)
    if not tip:
        raise Refusal(f"Nothing is released yet: there is no branch {BRANCH}. See scripts/release.")
    prefix = urlsplit(read_settings(root).address).path
    prefix = _PREVIEW if prefix == "/" else prefix
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, *prefix.strip("/").split("/"))
        _unpack(tip, files, root)
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Host, directory=folder, site=files))
        except OSError:
            raise Refusal(f"Port {port} is taken. Choose another one: --port {port + 1}") from None
        with server:
            yield server, f"http://127.0.0.1:{server.server_port}{prefix}"


def _unpack(commit: str, folder: Path, root: Path) -> None:
    archive = _run(root, "archive", "--format=zip", commit)
    with zipfile.ZipFile(BytesIO(archive.stdout)) as files:
        files.extractall(folder)


class _Host(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: no listings, and the site's own page at every dead address."""

    protocol_version = "HTTP/1.1"
    # Written out, because Windows lets other programs say what a .js file is.
    extensions_map: dict[str, str] = {  # noqa: RUF012  (declared so by its parent)
        "": "application/octet-stream",
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".map": "application/json; charset=utf-8",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, site: Path, **options: Any) -> None:
        self._lost = site / "404.html"
        super().__init__(*arguments, **options)

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002
        """A folder without a page of its own is a dead address."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for an address that leads nowhere."""
        if code != HTTPStatus.NOT_FOUND or not self._lost.is_file():
            super().send_error(code, message, explain)
            return
        page = self._lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep the terminal quiet."""


# -- git --------------------------------------------------------------------------------------------------


def _tip(root: Path) -> str:
    """The commit that holds the released versions, here or as last fetched; empty if there is none.

    Raises:
        Refusal: if the two have parted.
    """
    places = (f"refs/heads/{BRANCH}", f"refs/remotes/origin/{BRANCH}")
    commits = [found for place in places if (found := _ask(root, "rev-parse", "--verify", "--quiet", place))]
    for commit in commits:
        if all(_ask(root, "merge-base", commit, other) == other for other in commits):
            return commit
    if commits:
        raise Refusal(
            f"{BRANCH} here and at origin hold different releases. "
            f"Keep the published ones: git branch --force {BRANCH} origin/{BRANCH}"
        )
    return ""


def _ask(root: Path, *arguments: str) -> str:
    """What git answers, or nothing if there is no such thing."""
    return _run(root, *arguments).stdout.decode().rstrip()


def _git(root: Path, *arguments: str, data: str = "", env: Mapping[str, str] | None = None) -> str:
    """What git answers.

    Raises:
        Refusal: with git's own words, if it cannot do it.
    """
    done = _run(root, *arguments, data=data, env=env)
    if done.returncode:
        said = (done.stderr.decode().strip().splitlines() or ["nothing"])[0]
        raise Refusal(f"git {arguments[0]} did not work in {root}. It said: {said}")
    return done.stdout.decode().rstrip()


def _run(
    root: Path, *arguments: str, data: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    # Bytes, because text would get Windows' line ends.
    command = ["git", "-c", "core.quotePath=false", *arguments]
    env = {**os.environ, **(env or {})}
    try:
        return subprocess.run(
            command, cwd=root, env=env, input=data.encode(), check=False, capture_output=True
        )
    except FileNotFoundError:
        raise Refusal("git is not installed, and it keeps the releases. Install it and try again.") from None
