"""Versions: what a release writes, what it refuses, and how a reader moves between versions and languages.

Three versions of a small handbook are released as scripts/release does it, served as scripts/serve --released
does it, and read in a browser.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import branch
import pytest
import releasing
import serving
from handbook.addresses import page_url
from handbook.catalogue import as_json, catalogue
from handbook.model import read_handbook
from handbook.policy import with_policy
from handbook.settings import LANGUAGES, read_settings
from handbook.words import WORDS
from playwright.sync_api import Browser, Locator, Page, expect

from tests.axe import in_both_colours
from tests.browsing import PHONE, Visit
from tests.handbooks import handbook
from tests.releases import (
    RELEASES,
    clone,
    commit,
    git,
    hosted,
    published,
    published_files,
    repository,
    title,
)
from tests.site import ADDRESS, FOLDER, ROOT, parse, text, the

pytestmark = pytest.mark.xdist_group("releases")

NEWEST = "2.0"
HOMES = {"sv": "", "en": "en/"}

Reading = Callable[..., Page]


@dataclass(frozen=True)
class Released:
    """The repository with three releases, and where they are served."""

    root: Path
    address: str


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Released]:
    root = repository(tmp_path_factory.mktemp("released") / "handbook")
    for version in RELEASES:
        if version != "1.0":
            commit(root, version)
        releasing.release(version, root, books=False)
    with hosted(root) as address:
        yield Released(root, address)


@pytest.fixture
def read(browser: Browser, released: Released) -> Iterator[Reading]:
    """Opens a page of the released versions; whatever fails meanwhile fails the test."""
    with ExitStack() as visits:

        def opened(url: str, **options: Any) -> Page:
            page = visits.enter_context(Visit(browser, released.address, **options))
            page.goto(url)
            return page

        yield opened


@pytest.fixture
def unreleased(tmp_path: Path) -> Path:
    return repository(tmp_path / "handbook")


def every_page() -> Iterator[tuple[str, str, str]]:
    """Version, language and path of every page."""
    for version, paths in RELEASES.items():
        for language in LANGUAGES:
            for path in paths:
                yield version, language, path


def address(version: str, language: str, path: str) -> str:
    """Where a page lies below the handbook's address."""
    inner = path.removesuffix("index").removesuffix("/")
    return f"{version}/{HOMES[language]}{inner}{'/' if inner else ''}"


# -- The catalogue ----------------------------------------------------------------------------------------


def test_the_catalogue_tells_every_chapter_id_and_section(tmp_path: Path) -> None:
    model = handbook(
        tmp_path,
        a__one="First.\n\n## Two {#two}\n\nText.\n\n### Deeper {#deeper}\n\n"
        "## References {#references}\n\n<!-- handbook: references -->\n",
    )
    listed = catalogue(model, "1.0")
    assert (listed["schema"], listed["version"]) == (1, "1.0")
    assert [chapter["path"] for chapter in listed["chapters"]] == ["a/index", "a/one", "a/two", "index"]
    assert listed["chapters"][1] == {
        "path": "a/one",
        "state": "draft",
        "evidence": "practice",
        "languages": {
            "sv": {
                "title": "a/one",
                "address": "a/one/",
                "ids": [
                    *("two", "deeper", "references"),
                    *("ref-programme2014", "ref-seen2021"),
                ],
                "sections": {
                    "": "6ccbae3c5494",
                    "two": "f099984b2adb",
                    "deeper": "771ed1bab69e",
                    "references": "f542610572fe",
                },
            },
            "en": {"title": "a/one", "address": "en/a/one/", "ids": [], "sections": {"": "f06dce27b84e"}},
        },
    }


def sections(root: Path, body: str) -> Mapping[str, str]:
    """The sections' hashes of a Swedish chapter that holds `body`."""
    listed = catalogue(handbook(root, a__one=body), "1.0")
    hashes: Mapping[str, str] = listed["chapters"][1]["languages"]["sv"]["sections"]
    return hashes


def test_a_hash_changes_with_the_text_of_its_section_only(tmp_path: Path) -> None:
    before = sections(tmp_path / "before", "Start.\n\n## One {#one}\n\nText.\n\n### Two {#two}\n\nText.\n")
    after = sections(tmp_path / "after", "Start.\n\n## One {#one}\n\nText.\n\n### Two {#two}\n\nOther.\n")
    assert {name for name in before if before[name] != after[name]} == {"two"}


def test_line_ends_and_blanks_at_the_end_of_a_line_change_no_hash(tmp_path: Path) -> None:
    plain = sections(tmp_path / "plain", "Start.\n\n## One {#one}\n\nText.\n")
    other = sections(tmp_path / "other", "Start.\r\n\r\n## One {#one}   \r\n\r\nText.  \r\n\r\n\r\n")
    assert plain == other


def test_a_catalogue_says_nothing_of_the_clock(unreleased: Path) -> None:
    once, again = (as_json(catalogue(read_handbook(read_settings(unreleased)), "1.0")) for _ in range(2))
    assert once == again
    assert once.endswith("}\n")


# -- What is refused --------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], root: Path, version: str) -> str:
    """The one line that says why `version` is not released."""
    assert releasing.main([version], root) == 2
    (*_, line) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize("version", ["1", "v1.0", "1.0.0.0", "01.0", "1.x", "latest"])
def test_a_word_that_is_no_version(capsys: pytest.CaptureFixture[str], unreleased: Path, version: str) -> None:
    assert refused(capsys, unreleased, version) == (
        f"{version} is not a version. Write 1.0, or 1.0.2 for a correction: python3 scripts/release 1.0"
    )


def test_a_tree_with_changes(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    (unreleased / "docs/sv/index.md").write_text("other", encoding="utf-8")
    assert refused(capsys, unreleased, "1.0") == (
        "The tree holds what is not committed: docs/sv/index.md. Commit it or put it aside."
    )
    (unreleased / "docs/sv/new.md").touch()
    assert refused(capsys, unreleased, "1.0") == (
        "The tree holds what is not committed: docs/sv/index.md and 1 more. Commit it or put it aside."
    )


def test_a_commit_without_the_tag(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    assert refused(capsys, unreleased, "1.1") == (
        "HEAD does not carry the tag v1.1. If this is the commit to release: git tag v1.1"
    )
    there = git(unreleased, "rev-parse", "--short", "v1.0")
    git(unreleased, "commit", "--quiet", "--allow-empty", "--message", "Later")
    assert refused(capsys, unreleased, "1.0") == (
        f"The tag v1.0 is at {there}, not at HEAD. Go there first: git switch --detach v1.0"
    )


def test_a_git_that_does_not_know_who_releases(
    capsys: pytest.CaptureFixture[str], unreleased: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(unreleased / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(unreleased, "config", "--unset", "user.email")
    assert refused(capsys, unreleased, "1.0") == (
        "git does not know who releases. Tell it once: "
        'git config --global user.name "Your Name" and git config --global user.email you@example.org'
    )


def test_a_folder_that_is_no_repository(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert refused(capsys, tmp_path, "1.0").startswith(f"git status did not work in {tmp_path}. It said: ")


def test_a_machine_without_git(
    capsys: pytest.CaptureFixture[str], unreleased: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused(capsys, unreleased, "1.0") == (
        "git is not installed, and it keeps the releases. Install it and try again."
    )


def test_a_catalogue_that_says_something_else(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    (unreleased / "releases").mkdir()
    (unreleased / "releases/1.0.json").write_text("{}\n", encoding="utf-8")
    git(unreleased, "add", "--all")
    git(unreleased, "commit", "--quiet", "--message", "A catalogue")
    git(unreleased, "tag", "--force", "v1.0")
    assert refused(capsys, unreleased, "1.0") == (
        "releases/1.0.json says something else than this tree, and a release never changes. "
        "Release the change as 1.0.1."
    )


def test_a_handbook_with_findings(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    with (unreleased / "docs/sv/work/going.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n[Borta](borta.md)\n")
    git(unreleased, "commit", "--quiet", "--all", "--message", "A broken link")
    git(unreleased, "tag", "--force", "v1.0")
    assert releasing.main(["1.0"], unreleased) == 2
    told = capsys.readouterr().err
    assert "docs/sv/work/going.md:20:9: " in told
    assert told.endswith("Nothing was released. Mend what is listed above, commit it, and tag that commit.\n")
    assert branches(unreleased) == ["main"]


def test_settings_that_cannot_be_read(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    (unreleased / "mkdocs.yml").write_text("nav: [", encoding="utf-8")
    git(unreleased, "commit", "--quiet", "--all", "--message", "Broken settings")
    git(unreleased, "tag", "--force", "v1.0")
    line = refused(capsys, unreleased, "1.0")
    assert line.startswith("mkdocs.yml:1:7: cannot be read as YAML: ")
    assert line.endswith(". Mend it and run this again.")


def test_a_build_that_stops_leaves_nothing_behind(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    (unreleased / "hooks/chapters.py").write_text("raise SystemExit('no')\n", encoding="utf-8")
    git(unreleased, "commit", "--quiet", "--all", "--message", "A broken hook")
    git(unreleased, "tag", "--force", "v1.0")
    assert refused(capsys, unreleased, "1.0") == (
        "Nothing was released, because the build stopped. What stopped it stands above."
    )
    assert branches(unreleased) == ["main"]
    assert not (unreleased / "releases").exists()


def branches(root: Path) -> list[str]:
    """The branches of the repository in `root`."""
    return git(root, "branch", "--format", "%(refname:short)").splitlines()


@pytest.mark.parametrize("again", ["1.0", "1.0.0"])
def test_a_released_version_is_never_written_again(
    capsys: pytest.CaptureFixture[str], released: Released, tmp_path: Path, again: str
) -> None:
    copy = clone(released.root, tmp_path / "clone", "v1.0")
    if again != "1.0":
        git(copy, "tag", f"v{again}")
    assert refused(capsys, copy, again) == (
        f"{again} is already released, and a release never changes. Release a correction as 1.0.1."
    )
    assert branch.BRANCH not in branches(copy)


def test_branches_that_have_parted(capsys: pytest.CaptureFixture[str], released: Released, tmp_path: Path) -> None:
    copy = clone(released.root, tmp_path / "clone", "v1.0")
    git(copy, "branch", branch.BRANCH, "main")
    git(copy, "tag", "v1.0.1")
    assert refused(capsys, copy, "1.0.1") == (
        "gh-pages here and at origin hold different releases. "
        "Keep the published ones: git branch --force gh-pages origin/gh-pages"
    )


# -- What a release writes --------------------------------------------------------------------------------


def test_a_correction_of_an_older_version_leaves_the_newest_where_it_is(
    capsys: pytest.CaptureFixture[str], released: Released, tmp_path: Path
) -> None:
    copy = clone(released.root, tmp_path / "clone", "v1.0")
    git(copy, "tag", "v1.0.1")
    before = git(copy, "rev-parse", f"origin/{branch.BRANCH}")
    assert releasing.main(["1.0.1", "--without-books"], copy) == 0
    assert "latest still leads to a newer one" in capsys.readouterr().out
    changed = git(copy, "diff", "--name-only", before, branch.BRANCH).splitlines()
    assert {name.split("/")[0] for name in changed} == {"1.0.1", "versions.json"}
    assert git(copy, "rev-parse", f"{branch.BRANCH}^") == before
    assert releasing.released(copy) == ("1.0", "1.0.1", "1.1", "2.0")
    assert published(copy, "latest/index.html").count("../2.0/") == 3


def test_versions_are_listed_newest_first(released: Released) -> None:
    assert json.loads(published(released.root, "versions.json")) == [
        {"version": "2.0", "title": "2.0", "aliases": ["latest"]},
        {"version": "1.1", "title": "1.1", "aliases": []},
        {"version": "1.0", "title": "1.0", "aliases": []},
    ]
    assert releasing.released(released.root) == ("1.0", "1.1", "2.0")


def test_a_release_is_one_commit_and_touches_nothing_else(released: Released) -> None:
    log = git(released.root, "log", "--format=%s", branch.BRANCH).splitlines()
    assert log == ["Release 2.0", "Release 1.1", "Release 1.0"]
    assert branches(released.root) == [branch.BRANCH, "main"]
    for version, after in (("1.0", "1.1"), ("1.1", "2.0")):
        trees = {git(released.root, "rev-parse", f"{branch.BRANCH}{back}:{version}") for back in ("", "^")}
        assert len(trees) == 1, f"{after} has changed {version}"


def test_the_branch_holds_plain_files_only(released: Released) -> None:
    listed = git(released.root, "ls-tree", "-r", branch.BRANCH).splitlines()
    assert {line.split()[0] for line in listed} == {"100644"}


@pytest.mark.parametrize("version", RELEASES)
def test_the_catalogue_is_the_same_in_the_project_and_beside_the_version(released: Released, version: str) -> None:
    # Committed with the next version, as the farewell asks for; the last one lies in the tree.
    kept = (released.root / "releases" / f"{version}.json").read_text("utf-8")
    assert kept.strip() == published(released.root, f"{version}/catalogue.json")
    listed = json.loads(kept)
    assert listed["version"] == version
    assert {chapter["path"] for chapter in listed["chapters"]} == set(RELEASES[version])


@pytest.mark.parametrize("version", RELEASES)
def test_what_may_be_saved_of_a_version_is_what_is_published(released: Released, version: str) -> None:
    files: dict[str, str] = {}
    for language in LANGUAGES:
        listed = json.loads(published(released.root, f"{version}/offline/{language}.json"))
        assert listed["version"] == version
        assert [each for each, *_rest in listed["pages"]] == [page_url(language, path) for path in RELEASES[version]]
        files |= {each: digest for kind in ("core", "pages") for each, digest, *_rest in listed[kind]}
    for each, digest in files.items():
        with urlopen(f"{released.address}{version}/{each}") as answer:
            assert sha256(answer.read()).hexdigest()[: len(digest)] == digest, each


def test_every_id_of_a_catalogue_is_on_its_page(released: Released) -> None:
    for version in RELEASES:
        for chapter in json.loads(published(released.root, f"{version}/catalogue.json"))["chapters"]:
            for page in chapter["languages"].values():
                html = published(released.root, f"{version}/{page['address']}index.html")
                there = {element.get("id") for element in parse(html).iter()}
                assert set(page["ids"]) <= there
                assert page["ids"] == ["before", "after"]


@pytest.mark.parametrize("version", RELEASES)
def test_addresses_keep_the_slash_between_version_and_language(released: Released, version: str) -> None:
    files = published_files(released.root, f"{version}/", ".html")
    texts = [published(released.root, name) for name in (f"{version}/sitemap.xml", *files)]
    assert not [text for text in texts if "latesten" in text or f"{version}en" in text]
    sitemap = texts[0]
    assert f'hreflang="en" href="{ADDRESS}latest/en/work/agreement/"' in sitemap
    assert f"<loc>{ADDRESS}latest/en/</loc>" in sitemap
    assert "latest/en/work/swedish-only/" not in sitemap
    head = published(released.root, f"{version}/en/work/agreement/index.html")
    assert f'<link rel="canonical" href="{ADDRESS}latest/en/work/agreement/">' in head
    assert f'hreflang="sv" href="{ADDRESS}latest/work/agreement/"' in head


def test_search_engines_find_the_newest_sitemap(released: Released) -> None:
    assert published(released.root, "robots.txt").endswith(f"Sitemap: {ADDRESS}sitemap.xml")
    index = published(released.root, "sitemap.xml")
    assert re.findall("<loc>(.+?)</loc>", index) == [f"{ADDRESS}{NEWEST}/sitemap.xml"]
    assert published(released.root, f"{NEWEST}/sitemap.xml")


@pytest.mark.parametrize("path", ["index.html", "404.html", "latest/index.html", "2.0/index.html", "1.0/en/404.html"])
def test_every_page_has_the_policy_that_its_own_scripts_need(released: Released, path: str) -> None:
    page = published(released.root, path)
    without = re.sub(r"\n\s*<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", page)
    assert without != page
    assert with_policy(without).split() == page.split()


def test_each_version_says_its_number(released: Released) -> None:
    for version in RELEASES:
        root = parse(published(released.root, f"{version}/en/index.html"))
        assert f"Version {version}" in text(the(root, "foot"))


# -- How it is served -------------------------------------------------------------------------------------


def answer(address: str, path: str, method: str = "GET") -> tuple[int, str, str, bytes]:
    """Status, type, location and body of what the host answers."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers["Content-Type"] or "", response.headers["Location"] or "", body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("2.0/en/", "text/html; charset=utf-8"),
        ("versions.json", "application/json; charset=utf-8"),
        ("2.0/sitemap.xml", "application/xml"),
        ("2.0/assets/scripts/main.js", "text/javascript; charset=utf-8"),
        ("2.0/assets/handbook.css", "text/css; charset=utf-8"),
        ("2.0/assets/mark.png", "image/png"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_are_served_as_what_they_are(released: Released, path: str, kind: str) -> None:
    status, given, _location, _body = answer(released.address, FOLDER + path)
    assert (status, given) == (200, kind)


def test_a_folder_without_its_slash_leads_on(released: Released) -> None:
    status, _kind, location, _body = answer(released.address, f"{FOLDER}2.0/en")
    assert (status, urlsplit(location).path) == (301, f"{FOLDER}2.0/en/")


@pytest.mark.parametrize("path", ["nowhere", "2.0/nowhere/", "2.0/assets/", "2.0/en/index.html/"])
def test_a_dead_address_gets_the_handbooks_own_page(released: Released, path: str) -> None:
    status, kind, _location, body = answer(released.address, FOLDER + path)
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert body.decode() == published(released.root, "404.html") + "\n"
    assert answer(released.address, FOLDER + path, "HEAD")[3] == b""


def test_nothing_lies_outside_the_handbooks_folder(released: Released) -> None:
    assert [answer(released.address, path)[0] for path in ("/", "/versions.json", "/2.0/")] == [404] * 3


def test_a_handbook_at_the_root_of_its_host_is_previewed_in_a_folder(released: Released, tmp_path: Path) -> None:
    copy = clone(released.root, tmp_path / "clone", "v1.0")
    settings = copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(ADDRESS, "https://handbook.example"), "utf-8")
    with hosted(copy) as served_at:
        assert urlsplit(served_at).path == "/handbook/"
        assert answer(served_at, "/handbook/2.0/en/")[0] == 200


def test_nothing_to_serve(capsys: pytest.CaptureFixture[str], unreleased: Path) -> None:
    assert serving.serve(0, unreleased) == 2
    assert capsys.readouterr().err == ("Nothing is released yet: there is no branch gh-pages. See scripts/release.\n")


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str], released: Released) -> None:
    taken = urlsplit(released.address).port or 0
    assert serving.serve(taken, released.root) == 2
    assert capsys.readouterr().err == f"Port {taken} is taken. Choose another one: --port {taken + 1}\n"


def test_the_verb_is_wired() -> None:
    verb = (ROOT / "scripts" / "release").read_text("utf-8").replace("bootstrap.enter()", "")
    command = [sys.executable, "-c", verb, "nonsense"]
    places = os.pathsep.join(str(ROOT / name) for name in ("scripts", "hooks"))
    env = {**os.environ, "PYTHONPATH": places}
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nonsense is not a version. ")


# -- How a reader moves -----------------------------------------------------------------------------------


def link_of_banner(page: Page) -> Locator:
    return page.locator(".banner__link")


def choose_version(page: Page, version: str) -> None:
    page.locator(".versions__current").click()
    page.locator(".versions__link", has_text=version).click()


def choose_language(page: Page, language: str) -> None:
    page.locator(f"a[data-language-link][hreflang={language}]").click()


def arrives(page: Page, url: str) -> None:
    page.wait_for_url(lambda at: at.split(FOLDER, 1)[1] == url)
    expect(page.locator(".versions__current")).to_be_attached()


def test_nothing_fails_on_any_page(read: Reading) -> None:
    page = read("")
    for version, language, path in every_page():
        page.goto(address(version, language, path))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".versions__current")).to_contain_text(version)
        shown = "sv" if path == "work/swedish-only" else language
        expect(page.locator("h1")).to_have_text(title(path, shown))
        old = page.get_by_text(WORDS[language]["old_version"])
        if version == NEWEST:
            expect(old).to_be_hidden()
        else:
            expect(old).to_be_visible()
            expect(link_of_banner(page)).to_have_attribute("href", re.compile("^http"))


def test_the_root_leads_to_the_newest_and_keeps_the_rest_of_the_address(read: Reading) -> None:
    arrives(read("?from=card#before"), f"{NEWEST}/?from=card#before")
    arrives(read("latest/en/work/agreement/#before"), f"{NEWEST}/en/work/agreement/#before")


def test_the_root_leads_to_the_newest_without_scripts(browser: Browser, released: Released) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(released.address)
    page.wait_for_url(f"{released.address}{NEWEST}/")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_banner_leads_to_the_same_page_in_the_newest(read: Reading, language: str) -> None:
    page = read("1.0/")
    for path in ("index", "work/swedish-only" if language == "en" else "work/agreement"):
        page.goto(address("1.0", language, path))
        expect(link_of_banner(page)).to_have_text(WORDS[language]["to_latest"])
        expect(link_of_banner(page)).to_have_attribute("data-same-page", "")
        page.evaluate("location.hash = 'after'")
        link_of_banner(page).click()
        arrives(page, f"{address(NEWEST, language, path)}#after")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_banner_of_a_page_that_is_gone_says_so(read: Reading, language: str) -> None:
    page = read(f"{address('1.1', language, 'work/going')}#before")
    expect(link_of_banner(page)).to_have_text(WORDS[language]["to_latest_home"])
    link_of_banner(page).click()
    arrives(page, address(NEWEST, language, "index"))


@pytest.mark.parametrize(("language", "path"), [("sv", "work/coming"), ("en", "index")])
def test_the_version_menu_keeps_page_language_and_section(read: Reading, language: str, path: str) -> None:
    page = read(f"{address('1.1', language, path)}#after")
    choose_version(page, NEWEST)
    arrives(page, f"{address(NEWEST, language, path)}#after")
    choose_version(page, "1.1")
    arrives(page, f"{address('1.1', language, path)}#after")


@pytest.mark.parametrize(
    ("language", "path", "start", "to"),
    [("sv", "work/going", "1.0", NEWEST), ("en", "work/coming", NEWEST, "1.0")],
)
def test_a_page_that_a_version_lacks_leads_to_its_home_with_a_word(
    read: Reading, language: str, path: str, start: str, to: str
) -> None:
    page = read(f"{address(start, language, path)}#after")
    choose_version(page, to)
    arrives(page, f"{address(to, language, 'index')}?missing")
    expect(page.locator("[data-notice=missing]")).to_have_text(WORDS[language]["missing_in_version"])
    expect(page.locator("[data-notice=missing]")).to_be_in_viewport()
    choose_version(page, "1.1")
    arrives(page, address("1.1", language, "index"))
    expect(page.locator("[data-notice=missing]")).to_be_hidden()


STATES = {
    "older version": ("1.0/work/agreement/", ".banner"),
    "not in this version": ("2.0/en/?missing", "[data-notice=missing]"),
    "only in Swedish": ("2.0/en/work/swedish-only/", "[data-notice=fallback]"),
    "translation outdated": ("1.1/en/work/going/", "[data-notice=outdated]"),
    "versions listed": ("2.0/work/agreement/", ".bar"),
}
"""What only a handbook with versions shows, each on its page."""


def test_no_state_of_a_version_has_a_barrier(read: Reading) -> None:
    page, found = read("", width=PHONE), {}
    for state, (url, place) in STATES.items():
        page.goto(url)
        expect(page.locator(place)).to_be_visible()
        if state == "versions listed":
            page.locator(".versions__current").click()
            expect(page.locator(".versions__link").first).to_be_visible()
        found[state] = in_both_colours(page, place)
    assert found == {state: [] for state in STATES}


def test_a_link_of_the_version_menu_can_be_opened_beside_the_page(read: Reading, released: Released) -> None:
    page = read(f"{address(NEWEST, 'en', 'work/coming')}#after")
    page.locator(".versions__current").click()
    for version, url in (("1.1", "1.1/en/work/coming/#after"), ("1.0", "1.0/en/?missing")):
        link = page.locator(".versions__link", has_text=version)
        link.hover()
        expect(link).to_have_attribute("href", released.address + url)


def test_the_version_menu_works_from_the_keyboard(read: Reading) -> None:
    page = read(address(NEWEST, "en", "work/coming"))
    page.locator(".versions__current").focus()
    page.keyboard.press("Enter")
    link = page.locator(".versions__link", has_text="1.0")
    link.focus()
    page.keyboard.press("Enter")
    arrives(page, "1.0/en/?missing")


def test_the_language_menu_keeps_the_version_page_and_section(read: Reading) -> None:
    page = read("1.0/")
    for path in ("index", "work/swedish-only"):
        page.goto(f"{address('1.0', 'sv', path)}#after")
        choose_language(page, "en")
        arrives(page, f"{address('1.0', 'en', path)}#after")
        choose_language(page, "sv")
        arrives(page, f"{address('1.0', 'sv', path)}#after")


def test_the_two_menus_work_together(read: Reading) -> None:
    page = read("1.0/work/agreement/#after")
    for choose, what, url in (
        (choose_language, "en", "1.0/en/work/agreement/#after"),
        (choose_version, "2.0", "2.0/en/work/agreement/#after"),
        (choose_language, "sv", "2.0/work/agreement/#after"),
        (choose_version, "1.1", "1.1/work/agreement/#after"),
        (choose_language, "en", "1.1/en/work/agreement/#after"),
    ):
        choose(page, what)
        arrives(page, url)


@pytest.fixture(scope="module")
def with_development(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The releases with the text of 1.1 as the version `dev`, which a project may publish besides."""
    copy = clone(released.root, tmp_path_factory.mktemp("dev") / "clone", "main")
    pages = copy.parent / "pages"
    git(copy, "worktree", "add", "--quiet", str(pages), branch.BRANCH)
    shutil.copytree(pages / "1.1", pages / "dev")
    versions = json.loads((pages / "versions.json").read_text("utf-8"))
    versions.append({"version": "dev", "title": "dev", "aliases": []})
    (pages / "versions.json").write_text(json.dumps(versions), encoding="utf-8")
    git(pages, "add", "--all")
    git(pages, "commit", "--quiet", "--message", "Development")
    with hosted(copy) as address:
        yield address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_development_version_says_what_it_is(browser: Browser, with_development: str, language: str) -> None:
    with Visit(browser, with_development) as page:
        page.goto(address("dev", language, "work/coming"))
        expect(page.locator(".banner__fact")).to_have_text(WORDS[language]["development"])
        expect(page.locator(".banner__fact")).to_be_visible()
        expect(link_of_banner(page)).to_have_text(WORDS[language]["to_released"])
        link_of_banner(page).click()
        arrives(page, address(NEWEST, language, "work/coming"))


# -- Dead addresses ---------------------------------------------------------------------------------------


def ways_out(page: Page, language: str) -> list[tuple[str, str]]:
    """What the page at a dead address offers in `language`: words and where they lead."""
    links = page.locator(f"section[lang={language}] a:visible").all()
    return [(" ".join(link.inner_text().split()), _path(link)) for link in links]


def _path(link: Locator) -> str:
    return str(link.evaluate("link => link.href")).split(FOLDER, 1)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dead_address_offers_the_page_of_the_newest_version(read: Reading, language: str) -> None:
    dead, other = address("1.0", language, "work/coming"), ({*LANGUAGES} - {language}).pop()
    page = read(dead, missing=[dead])
    words, home = WORDS[language], HOMES[language]
    expect(page.locator(".same:visible")).to_have_count(1)
    assert ways_out(page, language) == [
        (words["to_latest"], address(NEWEST, language, "work/coming")),
        (f"{words['version_home']} 1.0", f"1.0/{home}"),
        (words["not_found_home"], f"{NEWEST}/{home}"),
    ]
    assert ways_out(page, other) == [(WORDS[other]["not_found_home"], f"{NEWEST}/{HOMES[other]}")]
    expect(page.locator("h1:visible")).to_have_text(words["not_found_title"])
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(words["not_found_title"])


def test_an_address_without_a_version_offers_the_newest(read: Reading) -> None:
    page = read("en/work/agreement/#after", missing=["en/work/agreement/", "#after"])
    expect(page.locator(".same:visible")).to_have_count(1)
    assert ways_out(page, "en")[0][1] == f"{NEWEST}/en/work/agreement/#after"
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_address_that_never_was_offers_both_homes(read: Reading) -> None:
    page = read("nowhere", missing=["nowhere"])
    expect(page.locator("section[lang=sv] .home a")).to_have_attribute("href", f"{FOLDER}{NEWEST}/")
    assert ways_out(page, "sv") == [(WORDS["sv"]["not_found_home"], f"{NEWEST}/")]
    assert ways_out(page, "en") == [(WORDS["en"]["not_found_home"], f"{NEWEST}/en/")]
    expect(page.locator("h1:visible")).to_have_count(2)


def test_a_page_that_the_newest_lacks_is_not_offered(read: Reading) -> None:
    page = read("latest/en/work/going/", missing=["en/work/going/"])
    expect(page.locator("section[lang=en] .home a")).to_have_attribute("href", f"{FOLDER}{NEWEST}/en/")
    page.wait_for_load_state("networkidle")
    assert ways_out(page, "en") == [(WORDS["en"]["not_found_home"], f"{NEWEST}/en/")]


def test_a_dead_address_asks_for_nothing_but_the_versions_and_the_page(browser: Browser, released: Released) -> None:
    asked: list[tuple[str, str]] = []
    with Visit(browser, released.address, missing=["1.0/work/coming/"]) as page:
        page.on("request", lambda request: asked.append((request.method, request.url.split(FOLDER, 1)[-1])))
        page.goto("1.0/work/coming/")
        expect(page.locator(".same:visible")).to_have_count(1)
    assert [each for each in asked if not each[1].startswith("data:")] == [
        ("GET", "1.0/work/coming/"),
        ("GET", "versions.json"),
        ("HEAD", "2.0/work/coming/"),
    ]


def test_a_dead_address_helps_without_scripts(browser: Browser, released: Released) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{released.address}1.0/en/nowhere/")
    assert ways_out(page, "sv") == [(WORDS["sv"]["not_found_home"], "latest/")]
    assert ways_out(page, "en") == [(WORDS["en"]["not_found_home"], "latest/en/")]
    context.close()
