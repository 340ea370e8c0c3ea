"""Release a version into the branch gh-pages.

A version is built once, from a clean tree at its tag, and never written again. It is put together on a branch
of its own and joins gh-pages in one commit, so that gh-pages never holds half a release.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from branch import BRANCH, REFUSED, Refusal, ask, git, push, tip
from handbook.addresses import language_root
from handbook.books import BINDING, Bindery, lacking
from handbook.catalogue import as_json, catalogue, promised
from handbook.checks import check
from handbook.model import Handbook, read_handbook
from handbook.policy import with_policy
from handbook.report import failures, terminal
from handbook.settings import LANGUAGES, Settings, read_settings
from handbook.words import WORDS
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parent.parent
LATEST = "latest"
"""The address that always leads to the newest version."""

_WORKBENCH = "release-in-progress"
"""The branch that a version is put together on."""
_RELEASE = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?")
_TEMPLATES = Path("overrides", "root")


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Release the version named in `arguments`; return 0, or 2 after one line that says why not."""
    parser = argparse.ArgumentParser(prog="release", description=f"Release a version into {BRANCH}.")
    parser.add_argument("version", help="such as 1.0, or 1.0.2 for a correction; HEAD carries the tag v1.0")
    parser.add_argument("--without-books", action="store_true", help="leave out the version as PDF and EPUB")
    parser.add_argument("--push", action="store_true", help=f"push {BRANCH} too (as GitHub does with the tag)")
    options = parser.parse_args(arguments)
    try:
        release(options.version, root, books=not options.without_books)
        if options.push:
            push(root, os.environ.get("TOKEN", ""))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


def release(version: str, root: Path = ROOT, *, books: bool) -> None:
    """Build `version` from the tree in `root`, with its `books` or without, and put it beside the released ones.

    Raises:
        Refusal: if it must not or cannot be released; the branch is then as it was.
    """
    for objection in (_misnamed, _unsigned, _unclean, _untagged, _released):
        if reason := objection(version, root):
            raise Refusal(reason)
    if books and (reason := lacking()):
        raise Refusal(f"{reason} Or release without them: python3 scripts/release {version} --without-books")
    record = root / "releases" / f"{version}.json"
    handbook = _checked(root)
    text = as_json(catalogue(handbook, version, books=Bindery(handbook, version, binds=books).files))
    if record.is_file() and promised(record.read_text(encoding="utf-8")) != promised(text):
        raise Refusal(
            f"releases/{version}.json says something else than this tree, and a release never changes. "
            f"Release the change as {_correction(version)}."
        )
    newest = all(_order(version) > _order(other) for other in released(root))
    _publish(version, newest, root, books)
    record.parent.mkdir(exist_ok=True)
    record.write_text(text, encoding="utf-8", newline="\n")
    print(_farewell(version, newest))


def released(root: Path = ROOT) -> tuple[str, ...]:
    """The released versions, oldest first."""
    newest = tip(root)
    folders = git(root, "ls-tree", "--name-only", "-d", newest).split() if newest else ()
    return tuple(sorted((name for name in folders if _RELEASE.fullmatch(name)), key=_order))


# -- What speaks against a release ------------------------------------------------------------------------


def _misnamed(version: str, _root: Path) -> str:
    if _RELEASE.fullmatch(version):
        return ""
    return f"{version} is not a version. Write 1.0, or 1.0.2 for a correction: python3 scripts/release 1.0"


def _unsigned(_version: str, root: Path) -> str:
    told = ("-c", "user.useConfigOnly=true", "var")  # what somebody has said, not what git would guess
    if all(ask(root, *told, f"GIT_{who}_IDENT") for who in ("AUTHOR", "COMMITTER")):
        return ""
    return (
        "git does not know who releases. Tell it once: "
        'git config --global user.name "Your Name" and git config --global user.email you@example.org'
    )


def _unclean(_version: str, root: Path) -> str:
    changed = git(root, "status", "--porcelain", "--untracked-files=all").splitlines()
    if not changed:
        return ""
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"The tree holds what is not committed: {changed[0][3:]}{more}. Commit it or put it aside."


def _untagged(version: str, root: Path) -> str:
    tag = f"v{version}"
    if tag in git(root, "tag", "--points-at", "HEAD").split():
        return ""
    if there := ask(root, "rev-parse", "--verify", "--quiet", "--short", f"refs/tags/{tag}^{{commit}}"):
        return f"The tag {tag} is at {there}, not at HEAD. Go there first: git switch --detach {tag}"
    return f"HEAD does not carry the tag {tag}. If this is the commit to release: git tag {tag}"


def _released(version: str, root: Path) -> str:
    if _order(version) not in map(_order, released(root)):
        return ""
    return (
        f"{version} is already released, and a release never changes. Release a correction as {_correction(version)}."
    )


def _checked(root: Path) -> Handbook:
    handbook = read_handbook(_settings(root))
    findings = check(handbook)
    if failures(findings):
        print(terminal(findings, root), file=sys.stderr)
        raise Refusal("Nothing was released. Mend what is listed above, commit it, and tag that commit.")
    return handbook


def _settings(root: Path) -> Settings:
    try:
        return read_settings(root)
    except (OSError, yaml.YAMLError) as error:
        told = " ".join(str(error).split())
        raise Refusal(f"{told}. Mend it and run this again.") from None


def _order(version: str) -> tuple[int, ...]:
    """What versions are compared by: 1.0 and 1.0.0 are the same, 1.10 comes after 1.9."""
    numbers = [int(number) for number in version.split(".")]
    return (*numbers, *[0] * (3 - len(numbers)))


def _correction(version: str) -> str:
    major, minor, patch = _order(version)
    return f"{major}.{minor}.{patch + 1}"


# -- Putting a version together ---------------------------------------------------------------------------


def _publish(version: str, newest: bool, root: Path, books: bool) -> None:
    """Bring `version` and, for the newest, the pages at the root into the branch in one commit."""
    before, bench = tip(root), f"refs/heads/{_WORKBENCH}"
    message = f"Release {version}\n\nFrom {git(root, 'rev-parse', 'HEAD')}"
    ask(root, "update-ref", "-d", bench)
    if before:
        git(root, "update-ref", bench, before)
    try:
        _build(version, newest, root, books)
        tree = _tree_with(_root_pages(version, root) if newest else {}, bench, root)
        parents = ("-p", before) if before else ()
        commit = git(root, "commit-tree", tree, *parents, "-m", message)
        git(root, "update-ref", "-m", f"release {version}", f"refs/heads/{BRANCH}", commit)
    finally:
        ask(root, "update-ref", "-d", bench)


def _build(version: str, newest: bool, root: Path, books: bool) -> None:
    # mike calls mkdocs by its name. mkdocs.yml makes that strict; mike's --quiet would hide warnings from it.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    program = [sys.executable, "-c", "from mike.driver import main; main()", "deploy", version]
    aliases = [LATEST, "--update-aliases", "--alias-type", "redirect"] if newest else []
    template = ["--template", str(_TEMPLATES / "redirect.html")]
    branch = ["--branch", _WORKBENCH, "--ignore-remote-status"]
    asked = {BINDING: "1"} if books else {}
    env = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", **asked}
    done = subprocess.run([*program, *aliases, *template, *branch], cwd=root, env=env, check=False)
    if done.returncode:
        raise Refusal("Nothing was released, because the build stopped. What stopped it stands above.")


def _root_pages(newest: str, root: Path) -> Mapping[str, str]:
    """What lies beside the versions, by file name."""
    address = _settings(root).address
    folder = FileSystemLoader(root / _TEMPLATES)
    templates = Environment(loader=folder, autoescape=True, keep_trailing_newline=True)
    homes = {language: language_root(language) for language in LANGUAGES}
    lost = {"words": WORDS, "homes": homes, "root": urlsplit(address).path, "latest": LATEST}
    return {
        "index.html": templates.get_template("redirect.html").render(href=f"{LATEST}/"),
        "404.html": with_policy(templates.get_template("404.html").render(lost)),
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
        git(root, "read-tree", commit, env=aside)
        for name, text in files.items():
            blob = git(root, "hash-object", "-w", "--stdin", data=text)
            git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", env=aside)
        return git(root, "write-tree", env=aside)


def _farewell(version: str, newest: bool) -> str:
    place = f"and {LATEST} leads to it" if newest else f"and {LATEST} still leads to a newer one"
    return f"""
{version} is in the branch {BRANCH}, {place}.

  Read it as published:   python3 scripts/serve --released
  Keep its catalogue:     git add releases/{version}.json
                          git commit -m "Catalogue of {version}"
  Push it:                git push origin v{version} {BRANCH}"""
