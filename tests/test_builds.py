"""The wiring of the build, on small handbooks with the real settings: what it tells, writes, leaves out."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from xml.etree.ElementTree import Element

from handbook.settings import LANGUAGES
from handbook.words import WORDS

from tests import searching
from tests.site import FOLDER, ROOT, Document, Site, copy_handbook, environment, mkdocs, text, with_class

CHAPTERS = ("index", "work/index", "work/one")
LOCKS = ("requirements.lock", "requirements-books.lock", "requirements-test.lock")
LONGEST_HOOK = 40
_PATIENCE = 180
"""Seconds after which a preview that says nothing is taken for dead."""

_ABOUT = "type: method\nstate: draft\nevidence: practice\nreviewed: 2026-11-23\n"
_LINKED = {"sv": "Se [kortet](../idex.md).", "en": "See the [sheet](index.md#taxt)."}
_BROKEN = {
    "sv": (
        "docs/sv/work/one.md:12:13: links to ../idex.md, but no such chapter exists [broken-link]",
        "hint: did you mean ../index.md?",
    ),
    "en": (
        "docs/en/work/one.md:8:17: links to index.md#taxt,"
        " but docs/en/work/index.md has no section with the id taxt [broken-anchor]",
        "hint: did you mean #text?",
    ),
}
_COUNT = "3 findings in 2 files."  # the two links, and a notice that nothing leads to the chapter


def page(path: str, language: str, body: str = "", about: str = "") -> str:
    """A chapter's file; its name and language stand in its title."""
    said = about if about or language != "sv" or path.endswith("index") else _ABOUT
    front = f"---\ntitle: {path} {language}\ndescription: About {path} {language}.\n{said}---\n"
    return f"{front}\n## Text {{#text}}\n\n{body}\n"


def small_handbook(root: Path, files: Mapping[str, str | bytes], chapters: tuple[str, ...] = CHAPTERS) -> Path:
    """A few chapters, and `files`, with the real settings, hooks and templates, in the folder `root`."""
    copy_handbook(root, ("mkdocs.yml", "hooks", "overrides"))
    menu = "nav:\n" + "".join(f"  - {path}.md\n" for path in chapters)
    settings = root / "mkdocs.yml"
    given, times = re.subn(r"^nav:\n(?:[ -].*\n)+", menu, settings.read_text("utf-8"), flags=re.MULTILINE)
    assert times == 1
    settings.write_text(given, encoding="utf-8")
    written = {f"docs/{each}/{path}.md": page(path, each) for path in CHAPTERS for each in ("sv", "en")}
    for name, content in {**written, **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def with_broken_links(root: Path) -> Path:
    """A handbook with one broken link in each language."""
    return small_handbook(
        root, {f"docs/{each}/work/one.md": page("work/one", each, body) for each, body in _LINKED.items()}
    )


def told_once(report: str) -> list[str]:
    """What should be in `report` exactly once and is not, and what should not be in it at all."""
    wanted = (_COUNT, *(line for lines in _BROKEN.values() for line in lines))
    wrong = [f"{report.count(line)} times: {line}" for line in wanted if report.count(line) != 1]
    return [*wrong, *re.findall("Traceback", report)]


def pages_in(root: Path) -> set[str]:
    """Every page that was built in the folder `root`, by its address."""
    built = root / "site"
    return {file.relative_to(built).as_posix().removesuffix("index.html") for file in built.rglob("*.html")}


# -- broken links ------------------------------------------------------------------------------------------


def test_a_strict_build_tells_every_broken_link_once_and_writes_nothing(tmp_path: Path) -> None:
    root = with_broken_links(tmp_path)
    result = mkdocs(root, "build", "--strict")
    assert result.returncode != 0
    assert told_once(result.stdout) == []
    assert pages_in(root) == set()


def test_a_preview_tells_the_same_and_shows_the_pages(tmp_path: Path) -> None:
    root = with_broken_links(tmp_path)
    result = mkdocs(root, "build", "--no-strict")
    assert result.returncode == 0
    assert told_once(result.stdout) == []
    kinds = ("offline/%s.html", "assets/common/%s.html", "assets/common/%s-terms.html")
    every = {kind % each for kind in kinds for each in LANGUAGES}
    pages = ("", "work/", "work/one/", "404.html")
    assert pages_in(root) == every | {f"{folder}{each}" for folder in ("", "en/") for each in pages}


def test_a_running_preview_tells_a_link_that_breaks(tmp_path: Path) -> None:
    asking = {f"docs/{each}/work/index.md": page("work/index", each, '--8<-- "words.md"') for each in ("sv", "en")}
    words = {f"docs/{each}/_shared/words.md": "Delad text.\n" for each in ("sv", "en")}
    root = small_handbook(tmp_path, {**asking, **words})
    with preview(root) as (address, log):
        wait_for(log, "Serving on")
        assert "[broken-link]" not in log.read_text("utf-8")
        assert "Delad text." in fetched(f"{address}work/", "Delad text.")
        changed = root / "docs/sv/work/one.md"
        changed.write_text(page("work/one", "sv", f"Ny text. {_LINKED['sv']}"), encoding="utf-8")
        wait_for(log, "[broken-link]")
        report = log.read_text("utf-8")
        assert "docs/sv/work/one.md:12:22: links to ../idex.md, but no such chapter exists" in report
        assert _BROKEN["sv"][1] in report
        assert "Ny text." in fetched(f"{address}work/one/", "Ny text.")
        (root / "docs/sv/_shared/words.md").write_text("Delad, ny text. [x](#gone)\n", encoding="utf-8")
        wait_for(log, "docs/sv/work/index.md:8:1: in docs/sv/_shared/words.md, line 1: links to #gone")
        assert "Delad, ny text." in fetched(f"{address}work/", "Delad, ny text.")


@contextmanager
def preview(root: Path) -> Iterator[tuple[str, Path]]:
    """Serve the handbook in the folder `root` as scripts/serve does; gives its address and what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = root / "preview.log"
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", host]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=said, stderr=subprocess.STDOUT)
    try:
        yield f"http://{host}{FOLDER}", log
        assert process.poll() is None, "the preview has ended by itself"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(log: Path, words: str) -> None:
    """Wait until `log` holds `words`."""
    deadline = time.monotonic() + _PATIENCE
    while words not in log.read_text("utf-8", "replace"):
        assert time.monotonic() < deadline, log.read_text("utf-8", "replace")
        time.sleep(0.2)


def fetched(address: str, words: str) -> str:
    """What is served at `address` once it holds `words`: the report comes before the page."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
            served: str = answer.read().decode()
        if words in served or time.monotonic() > deadline:
            return served
        time.sleep(0.2)


def notices(document: Document) -> list[Element]:
    """What a page tells before its chapter; another waits in a template for a reader who has been there."""
    return [each for each in with_class(document.root, "notice") if each.get("data-notice") != "changed"]


# -- a chapter in Swedish only -----------------------------------------------------------------------------


def test_a_chapter_in_swedish_only_is_shown_to_everyone_and_honest_about_it(tmp_path: Path) -> None:
    only = "work/only"
    root = small_handbook(
        tmp_path,
        {
            f"docs/sv/{only}.md": page(
                only, "sv", 'Bara på svenska.\n\n--8<-- "in-both.md"', f"{_ABOUT}languages: [sv]\n"
            ),
            "docs/sv/_shared/in-both.md": 'Delat, [ett](../work/one.md).\n\n```text\n--8<-- "in-both.md"\n```\n',
            "docs/en/work/one.md": page("work/one", "en", "See [the Swedish page](only.md#text)."),
        },
        (*CHAPTERS, only),
    )
    result = mkdocs(root, "build", "--strict")
    assert result.returncode == 0, result.stdout
    site = Site(root)
    shown, own = site.page(only, "en"), site.page(only, "sv")

    assert [text(each) for each in notices(shown)] == [WORDS["en"]["fallback"]]
    assert notices(own) == []
    assert shown.root.get("lang") == "en"
    assert shown.chapter.get("lang") == "sv"
    assert "Bara på svenska." in text(shown.chapter)
    for document in (shown, own):
        assert "Delat, ett." in text(document.chapter)
        assert "../one/" in [target for _element, target in document.links()]
    assert [each for each in site.folder.rglob("*") if re.search("_shared|in-both", each.as_posix())] == []

    for document in (shown, own):
        assert [each.get("href") for each in document.head("link", rel="canonical")] == [own.address]
    assert shown.head("link", rel="alternate") == []
    named = {each.get("hreflang"): each.get("href") for each in own.head("link", rel="alternate")}
    assert named == {"sv": own.address, "x-default": own.address}

    assert [url for url, borrowed in searching.pages(site.folder, "en") if borrowed] == [shown.url]
    assert [url for url, borrowed in searching.pages(site.folder, "sv") if borrowed] == []
    assert own.url in dict(searching.pages(site.folder, "sv"))
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{own.address}</loc>" in sitemap
    assert shown.address not in sitemap

    leading = [site.resolved(site.page("work/one", "en"), target) for _a, target in site.page("work/one", "en").links()]
    assert (shown.url, "text") in leading
    broken = [
        (document.url, target)
        for document in (shown, own)
        for _element, target in document.links()
        if (resolved := site.resolved(document, target)) and not site.file(resolved[0]).is_file()
    ]
    # Every page leads to these chapters of the real handbook.
    lacking = ("reading-and-citing", "terms-and-references", "start/privacy", "print-pack")
    assert [each for each in broken if not any(path in each[1] for path in lacking)] == []


# -- bad input ---------------------------------------------------------------------------------------------

_BAD: Mapping[str, str | bytes] = {
    "docs/sv/work/latin.md": page("work/latin", "sv", "Två möten på plats.").encode("latin-1"),
    "docs/en/work/latin.md": page("work/latin", "en"),
    "docs/sv/work/open.md": "---\ntitle: Never closed\n\n## Text {#text}\n",
    "docs/en/work/open.md": page("work/open", "en"),
    "docs/sv/work/pair.md": page("work/pair", "sv"),
    "docs/sv/work/Pair.md": page("work/Pair", "sv"),
    "docs/sv/work/lean.it.md": page("work/lean", "sv"),
}
_FOUND = {
    "not-utf8": "docs/sv/work/latin.md:12:3",
    "front-matter": "docs/sv/work/open.md:1:1",
    "symlink": "docs/sv/work/link.md:1:1",
    "case-collision": "docs/sv/work/Pair.md:1:1",
    "dropped-file": "docs/sv/work/lean.it.md:1:1",
}


def with_bad_input(root: Path) -> Path:
    """A handbook with one of each thing that cannot be read or would be dropped."""
    small_handbook(root, _BAD, (*CHAPTERS, "work/latin", "work/open"))
    (root / "docs/sv/work/link.md").symlink_to("one.md")
    return root


def ill_told(report: str) -> list[str]:
    """The rules that `report` does not tell exactly once, at the place expected."""
    told = re.findall(r"^(\S+:\d+:\d+): .* \[([a-z0-9-]+)\]$", report, re.MULTILINE)
    places = {rule: [place for place, each in told if each == rule] for rule in _FOUND}
    return [f"{rule} at {places[rule]}" for rule, place in _FOUND.items() if places[rule] != [place]]


def test_bad_input_stops_a_strict_build_with_one_finding_each(tmp_path: Path) -> None:
    root = with_bad_input(tmp_path)
    result = mkdocs(root, "build", "--strict")
    assert result.returncode != 0
    assert ill_told(result.stdout) == []
    assert "Traceback" not in result.stdout
    assert pages_in(root) == set()


def test_bad_input_does_not_break_a_preview(tmp_path: Path) -> None:
    root = with_bad_input(tmp_path)
    result = mkdocs(root, "build", "--no-strict")
    assert result.returncode == 0, result.stdout
    assert ill_told(result.stdout) == []
    assert "Traceback" not in result.stdout
    built = pages_in(root)
    assert {"", "work/", "work/one/", "en/", "en/work/", "en/work/one/"} <= built
    refused = re.compile(r"(en/)?work/(link|lean.*|Pair)/|work/latin/")
    assert [each for each in built if refused.fullmatch(each)] == []


# -- what the build stands on ------------------------------------------------------------------------------


def test_event_files_fit_a_screen() -> None:
    lengths = {file.name: len(file.read_text("utf-8").splitlines()) for file in (ROOT / "hooks").glob("*.py")}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_HOOK} == {}


def test_only_event_files_know_mkdocs() -> None:
    program = "import sys; import handbook.command; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "hooks", capture_output=True, encoding="utf-8", check=True
    )
    modules = result.stdout.split()
    assert "handbook.checks.links" in modules
    assert [each for each in modules if each.split(".")[0] in ("mkdocs", "mike", "material", "playwright")] == []


def test_no_second_builder_is_installed() -> None:
    # Some plugins bring properdocs, which mike then prefers to MkDocs: two builders for one site.
    installed = {each.metadata["Name"].lower() for each in distributions()}
    assert "mkdocs" in installed
    assert "properdocs" not in installed
    for lock in LOCKS:
        assert not re.search("^properdocs", (ROOT / lock).read_text("utf-8"), re.MULTILINE)


def test_every_lock_holds_all_that_the_site_is_built_with() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.sub(r"[-_.]+", "-", each.partition("==")[0]) for each in asked}
    assert len(names) > 10
    for lock in LOCKS:
        locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
        assert names - set(locked) == set(), lock
