"""Reading without a network: what there is to save, and a reader who saves it and is cut off."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from handbook import offline
from handbook.addresses import language_root, page_url
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from playwright.sync_api import Browser, Locator, Page, expect

from tests.axe import barriers, in_both_colours
from tests.browsing import PHONE, SMALL_HEIGHT, Host, served_at
from tests.site import FOLDER, Site

pytestmark = pytest.mark.xdist_group("offline")

GUIDE = "leader-support/ten-minute-debrief"
SHEETS = "sheets/leader-support/ten-minute-debrief/"
KEPT = ("index", "start/reading-and-citing", "start/offline", "coach-role/index", GUIDE, "toolbox/debrief-card")
"""The chapters of the small site: as much as a reader who is cut off has to meet, and quickly saved."""
CONTROL = "start/offline"
HERE, NEXT = "1.0", "2.0"
OTHER = {"sv": "en", "en": "sv"}


# -- What there is to save --------------------------------------------------------------------------------


FILES = {
    "index.html": "home",
    "a/index.html": "a",
    "b/index.html": "b",
    "en/index.html": "home in English",
    "en/a/index.html": "a in English",
    "404.html": "lost",
    "en/404.html": "lost in English",
    "sheets/a/card.pdf": "card",
    "en/sheets/a/card.pdf": "card in English",
    "assets/handbook.css": "style",
    "assets/handbook.css.map": "map",
    "assets/fonts/LICENSE.txt": "licence",
    "assets/svg/send.svg": "drawing",
    "search/sv/core.json": "index",
    "search/en/core.json": "index in English",
    "search/en.json": "more in English",
    "offline/sv.html": "not saved",
    "offline/en.html": "not saved in English",
    "offline/sv.json": "an older list",
    "sitemap.xml": "sitemap",
    "catalogue.json": "catalogue",
    "sw.js": "an older worker",
}
TITLES = {"": "Home", "b/": "B", "a/": "A"}


def listed(language: str, files: dict[str, str] = FILES) -> offline.Offline:
    return offline.offline([offline.measured(*_as_file(each)) for each in files.items()], language, "1.0", TITLES)


def _as_file(named: tuple[str, str]) -> tuple[str, bytes]:
    return named[0], named[1].encode()


def addresses(files: tuple[offline.File, ...]) -> list[str]:
    return [each.address for each in files]


def test_a_list_holds_what_its_language_needs_and_no_more() -> None:
    swedish, english = map(listed, LANGUAGES)
    both = ["offline/en.html", "offline/sv.html", "assets/handbook.css", "assets/svg/send.svg"]
    assert addresses(swedish.core) == [*both, "search/sv/core.json"]
    assert addresses(english.core) == [*both, "search/en.json", "search/en/core.json"]
    assert addresses(swedish.pages) == ["", "b/", "a/"], "in the order of the navigation"
    assert addresses(english.pages) == ["en/", "en/a/"]
    assert addresses(swedish.sheets) == ["sheets/a/card.pdf"]
    assert addresses(english.sheets) == ["en/sheets/a/card.pdf"]


def test_a_list_is_the_same_in_whatever_order_files_are_found() -> None:
    backwards = dict(reversed(FILES.items()))
    for language in LANGUAGES:
        assert listed(language, backwards).as_json() == listed(language).as_json()


def test_a_list_says_what_each_file_is(tmp_path: Path) -> None:
    told = json.loads(listed("sv").as_json())
    assert (told["language"], told["version"]) == ("sv", "1.0")
    assert told["pages"][1] == ["b/", sha256(b"b").hexdigest()[:16], 1, "B"]
    assert told["sheets"] == [["sheets/a/card.pdf", sha256(b"card").hexdigest()[:16], 4]]


@pytest.mark.parametrize(
    ("changed", "whose"),
    [
        ("a/index.html", ["sv"]),
        ("en/sheets/a/card.pdf", ["en"]),
        ("search/en.json", ["en"]),
        ("assets/handbook.css", ["sv", "en"]),
        ("sitemap.xml", []),
        ("offline/sv.json", []),
    ],
)
def test_a_build_is_new_to_those_whose_files_have_changed(changed: str, whose: list[str]) -> None:
    after = {**FILES, changed: "otherwise"}
    assert [each for each in LANGUAGES if listed(each).build != listed(each, after).build] == whose
    assert (worker(FILES) != worker(after)) == bool(whose)


def worker(files: dict[str, str]) -> str:
    return offline.written([listed(each, files) for each in LANGUAGES])["sw.js"]


# -- What the built site has to save -----------------------------------------------------------------------


def lists_of(site: Site) -> dict[str, dict[str, Any]]:
    return {each: json.loads((site.folder / "offline" / f"{each}.json").read_text("utf-8")) for each in LANGUAGES}


def rows(told: dict[str, Any]) -> list[list[Any]]:
    return [row for kind in ("core", "pages", "sheets") for row in told[kind]]


def test_the_lists_are_of_the_files_that_are_published(site: Site) -> None:
    for language, told in lists_of(site).items():
        for address, digest, size, *_title in rows(told):
            content = site.file(address).read_bytes()
            assert (sha256(content).hexdigest()[:16], len(content)) == (digest, size), (language, address)


def test_a_list_holds_every_chapter_and_sheet_of_its_language(site: Site) -> None:
    for language, told in lists_of(site).items():
        chapters = site.handbook.chapters.values()
        titled = {address: title for address, _hash, _size, title in told["pages"]}
        assert titled == {page_url(language, each.path): each.title(language) for each in chapters}
        folder = site.folder / language_root(language) / "sheets"
        sheets = {file.relative_to(site.folder).as_posix() for file in folder.rglob("*.*")}
        assert {row[0] for row in told["sheets"]} == sheets


def test_a_list_holds_everything_that_its_pages_lead_to_and_ask_for(site: Site) -> None:
    for language, told in lists_of(site).items():
        there = {row[0] for row in rows(told)}
        for page in (each for each in site.pages if each.language == language):
            led = {found[0] for target in _LINKED.findall(page.html) if (found := site.resolved(page, target))}
            assert {each for each in led - there if not is_of(OTHER[language], each)} == set(), page.url


_LINKED = re.compile(r'<\w[^<>]*?\s(?:href|src)="([^"]+)"')


def is_of(language: str, address: str) -> bool:
    """Whether `address` is a page or a sheet in `language`."""
    return not address.startswith(("assets/", "search/")) and address.startswith("en/") == (language == "en")


_IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_FETCHED = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)""")


def test_a_list_holds_everything_that_styles_and_scripts_take_in(site: Site) -> None:
    scripts = list((site.folder / "assets").rglob("*.js"))
    assert scripts
    for told in lists_of(site).values():
        there = {row[0] for row in rows(told)}
        for file in [*scripts, *(site.folder / "assets").rglob("*.css")]:
            for name in (_FETCHED if file.suffix == ".css" else _IMPORTED).findall(file.read_text("utf-8")):
                taken = Path(os.path.normpath(file.parent / name)).relative_to(site.folder).as_posix()
                assert taken in there, f"{file.name} takes in {name}"


def test_the_worker_is_light(site: Site) -> None:
    parts = ("sw.js", "assets/scripts/service-worker.js")
    assert sum(len(gzip.compress((site.folder / each).read_bytes(), 9)) for each in parts) <= 2048


# -- A reader who is cut off -------------------------------------------------------------------------------


class Net:
    """The way to a host: it can be cut and come back, break off after so many answers, or be slow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetched: list[str] = []
        """What was fetched to be saved: each address, counted from the handbook's."""
        self._serving = ExitStack()
        self._answers = self._delay = 0.0
        self.address = self.up()

    def up(self, answers: float = float("inf"), delay: float = 0) -> str:
        """Answer, so many times at the most, each after `delay` seconds; gives the address, the same each time."""
        self.down()
        self._answers, self._delay = answers, delay
        port = urlsplit(self.address).port or 0 if hasattr(self, "address") else 0
        return self._serving.enter_context(served_at(self.folder, FOLDER, port, self._answering()))

    def down(self) -> None:
        """Answer nobody, not even on what is open."""
        self._answers = 0
        self._serving.close()

    def _answering(self) -> type[Host]:
        net = self

        class Answering(Host):
            def send_head(self) -> Any:
                if self.headers["Pragma"]:  # past every cache
                    net.fetched.append(self.path.removeprefix(FOLDER))
                net._answers -= 1
                time.sleep(net._delay)
                if net._answers >= 0:
                    return super().send_head()
                self.close_connection = True
                return None

        return Answering


@pytest.fixture(scope="module")
def small(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As much of the site as there has to be, without its search, which is many files."""
    folder = tmp_path_factory.mktemp("small") / "site"
    pages = {site.file(page_url(language, path)) for language in LANGUAGES for path in KEPT}

    def unneeded(at: str, names: list[str]) -> list[str]:
        paths = {name: Path(at, name) for name in names}
        pruned = [name for name in names if name == "index.html" and paths[name] not in pages]
        sheets = [name for name in names if name.endswith((".pdf", ".docx")) and SHEETS not in paths[name].as_posix()]
        return [*pruned, *sheets, *({"search", "catalogue.json"} & {*names} if at == str(site.folder) else ())]

    shutil.copytree(site.folder, folder, copy_function=os.link, ignore=unneeded)
    return folder


@pytest.fixture
def net(site: Site, small: Path, tmp_path: Path) -> Iterator[Net]:
    """Two versions of the small site, side by side on a host."""
    for version in (HERE, NEXT):
        shutil.copytree(small, tmp_path / version, copy_function=os.link)
        relist(site, tmp_path / version)
    (tmp_path / "versions.json").write_text("[]", "utf-8")
    net = Net(tmp_path)
    yield net
    net.down()


def put(file: Path, text: str) -> None:
    """Write `text` into `file`, which may be one with the shared site's."""
    file.unlink(missing_ok=True)
    file.write_text(text, "utf-8")


def relist(site: Site, folder: Path) -> None:
    """Say anew what there is to save in `folder`, as a build does."""
    for address, text in offline.written(offline.lists(folder, site.handbook, folder.name)).items():
        put(folder / address, text)


@pytest.fixture
def reader(browser: Browser, net: Net) -> Iterator[Page]:
    """A phone with nothing stored, at the version `HERE`."""
    context = browser.new_context(
        base_url=f"{net.address}{HERE}/", viewport={"width": PHONE, "height": SMALL_HEIGHT}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def cut(reader: Page, net: Net) -> None:
    net.down()
    reader.context.set_offline(True)


def reconnect(reader: Page, net: Net) -> None:
    net.up()
    reader.context.set_offline(False)


def part(reader: Page, language: str = "sv") -> Locator:
    """What the control has about `language`."""
    return reader.locator(f"[data-copy={language}]")


def button(reader: Page, words: str, language: str = "sv") -> Locator:
    """A button of the Swedish page's control."""
    return part(reader, language).get_by_role("button", name=WORDS["sv"][words].partition(",")[0])


def expect_state(reader: Page, state: str, language: str = "sv") -> None:
    expect(part(reader, language)).to_have_attribute("data-state", state)


def save(reader: Page, language: str = "sv", sheets: bool = False) -> None:
    """Save in `language` and wait until it is said to be saved."""
    reader.goto(f"{CONTROL}/")
    part(reader, language).get_by_role("checkbox").set_checked(sheets)
    button(reader, "offline_save" if language == "sv" else "offline_save_other", language).click()
    expect_state(reader, "whole" if sheets else "pages", language)


def stored(reader: Page) -> list[Any]:
    """Everything that a site can leave on a device."""
    left: list[Any] = reader.evaluate("""async () => [
      ...await caches.keys(),
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    ]""")
    return [*left, *reader.context.cookies()]


def until_gone(reader: Page, part_of_address: str) -> None:
    """Wait until nothing with such an address is saved."""
    saved = """async (part) => {
      const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const keys = await Promise.all(caching.map((cache) => cache.keys()));
      return keys.flat().some(({ url }) => url.includes(part));
    }"""
    deadline = time.monotonic() + 60
    while reader.evaluate(saved, part_of_address):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_nothing_is_stored_before_the_reader_presses(reader: Page) -> None:
    for language in LANGUAGES:
        for path in ("index", GUIDE, CONTROL):
            reader.goto(page_url(language, path) or "./", wait_until="networkidle")
    reader.goto(f"{CONTROL}/")
    expect(button(reader, "offline_save")).to_be_visible()
    assert stored(reader) == []


def test_the_size_is_told_before_and_the_date_after(reader: Page) -> None:
    reader.goto(f"{CONTROL}/")
    told = part(reader).locator("[data-offline-told]")
    expect(told).to_have_text(re.compile(r"^Inte sparat\. Det tar \d+(,\d)?\s(kB|MB)\.$"))
    whole = told.inner_text()
    part(reader).get_by_role("checkbox").uncheck()
    expect(told).not_to_have_text(whole)
    box = button(reader, "offline_save").bounding_box()
    assert box and box["height"] >= 44
    button(reader, "offline_save").click()
    expect_state(reader, "pages")
    expect(told).to_have_text(re.compile(rf"^Sparat \d+ \w+ \d{{4}} .*Version 1\.0: {len(KEPT)} sidor utan blad, \d"))


def test_a_reader_reads_on_when_the_network_is_cut(reader: Page, net: Net, site: Site) -> None:
    shutil.copytree(site.folder / "search", net.folder / HERE / "search", copy_function=os.link)
    relist(site, net.folder / HERE)
    save(reader, sheets=True)
    cut(reader, net)
    for path in KEPT:
        answer = reader.goto(page_url("sv", path) or "./")
        assert answer and answer.ok and (answer.header_value("content-type") or "").startswith("text/html")
        expect(reader.locator("h1")).to_have_text(site.handbook.chapters[path].title("sv"))
        assert reader.evaluate(_FONTS) == ["loaded"]
        expect(reader.locator("[data-without-network]")).to_contain_text("Utan nät: sparat ")

    reader.goto(f"{GUIDE}/?q=chef#measures")
    expect(reader.locator("#measures")).to_be_in_viewport()
    reader.goto(GUIDE)
    assert reader.url.endswith(f"{GUIDE}/"), "as a host leads on to the slash"

    reader.locator("[data-search-open]:visible").first.click()
    reader.locator("#__search-field").fill("lagledaren")
    expect(reader.locator(".hit__link").first).to_be_visible()
    reader.keyboard.press("Escape")

    with reader.expect_download() as download:
        reader.locator(".sheet-files a[href$='.docx']").first.click()
    name = download.value.url.partition(f"/{HERE}/")[2]
    assert download.value.path().read_bytes() == site.file(name).read_bytes()


_FONTS = "document.fonts.ready.then(() => [...document.fonts].map(({ status }) => status))"


def test_the_other_language_is_answered_for_too(reader: Page, net: Net, site: Site) -> None:
    save(reader)
    cut(reader, net)
    reader.goto(f"{GUIDE}/")
    reader.locator("[data-language-link]").first.click()
    words = WORDS["en"]
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.locator("h1")).to_have_text(words["not_saved_title"])
    expect(reader.get_by_role("heading", name=words["not_saved_in_sv"])).to_be_visible()
    expect(reader.get_by_role("heading", name=words["not_saved_in_en"])).to_be_hidden()
    expect(part(reader).locator("li a")).to_have_text([site.handbook.chapters[each].title("sv") for each in KEPT])
    assert barriers(reader) == []
    reader.get_by_role("link", name=words["not_saved_same_sv"]).click()
    expect(reader).to_have_url(f"{net.address}{HERE}/{GUIDE}/")

    reconnect(reader, net)
    save(reader, "en")
    cut(reader, net)
    reader.goto(f"en/{GUIDE}/")
    expect(reader.locator("h1")).to_have_text(site.handbook.chapters[GUIDE].title("en"))


def test_what_is_not_saved_leads_to_what_is(reader: Page, net: Net) -> None:
    save(reader)
    cut(reader, net)
    for nowhere in ("nowhere/at/all/", f"{SHEETS}missing.pdf"):
        answer = reader.goto(nowhere)
        assert answer and answer.header_value("content-type") == "text/html; charset=utf-8"
        expect(reader.locator("h1")).to_have_text(WORDS["sv"]["not_saved_title"])
    part(reader).get_by_role("link", name=WORDS["sv"]["not_found_home"]).click()
    expect(reader).to_have_url(f"{net.address}{HERE}/")


def test_a_version_answers_for_itself_alone(reader: Page, net: Net) -> None:
    save(reader)
    assert {each.partition("/handbook/")[2] for each in reader.evaluate("caches.keys()")} == {"1.0/:sv"}
    reader.goto(f"{net.address}{NEXT}/")
    assert reader.evaluate("navigator.serviceWorker.controller") is None
    reader.goto(f"{net.address}{NEXT}/{CONTROL}/")
    expect_state(reader, "nothing")
    reader.goto("./")
    assert reader.evaluate("fetch('../versions.json').then((answer) => answer.json())") == []
    cut(reader, net)
    assert reader.evaluate("fetch('../versions.json').then((answer) => answer.json())") == [], "as it was last known"


def test_what_breaks_off_is_not_called_saved_and_goes_on_from_there(reader: Page, net: Net) -> None:
    reader.goto(f"{CONTROL}/", wait_until="networkidle")
    part(reader).get_by_role("checkbox").uncheck()
    expect(button(reader, "offline_save")).to_be_visible()
    net.up(answers=25)
    button(reader, "offline_save").click()
    expect_state(reader, "partly")
    told = part(reader).locator("[data-offline-told]")
    expect(told).to_contain_text(WORDS["sv"]["offline_broken"])
    expect(told).not_to_contain_text("Sparat")
    arrived = reader.evaluate("caches.open('handbook:/handbook/1.0/:sv').then((cache) => cache.keys())")
    assert len(arrived) > 10

    net.up()
    net.fetched.clear()
    button(reader, "offline_resume").click()
    expect_state(reader, "pages")
    there = json.loads((net.folder / HERE / "offline/sv.json").read_text("utf-8"))
    files = len(there["core"]) + len(there["pages"])
    assert len(net.fetched) == files - (len(arrived) - 1), "what arrived is not fetched again; one of it is the list"


def test_a_reader_can_stop_and_begin_again(reader: Page, net: Net) -> None:
    reader.goto(f"{CONTROL}/", wait_until="networkidle")
    expect(button(reader, "offline_save")).to_be_visible()
    net.up(delay=0.2)
    button(reader, "offline_save").click()
    expect(part(reader).get_by_role("progressbar")).to_be_visible()
    expect(button(reader, "offline_stop")).to_be_focused()
    reader.keyboard.press("Enter")
    expect_state(reader, "partly")
    expect(button(reader, "offline_resume")).to_be_focused()


STATES = ("asked", "saving", "stopped", "broken off", "saved", "newer", "without a network")
"""What the control on the page says, one after another; the last is what every page says."""


def states(reader: Page, net: Net, site: Site) -> Iterator[str]:
    reader.goto(f"{CONTROL}/", wait_until="networkidle")
    expect_state(reader, "nothing")
    yield "asked"
    net.up(delay=1)
    button(reader, "offline_save").click()
    expect(part(reader).get_by_role("progressbar")).to_be_visible()
    yield "saving"
    button(reader, "offline_stop").click()
    expect_state(reader, "partly")
    yield "stopped"
    net.up(answers=10)
    button(reader, "offline_resume").click()
    expect(part(reader).locator("[data-offline-told]")).to_contain_text(WORDS["sv"]["offline_broken"])
    yield "broken off"
    net.up()
    button(reader, "offline_resume").click()
    expect_state(reader, "whole")
    yield "saved"
    reader.add_init_script("Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })")
    page = net.folder / HERE / GUIDE / "index.html"
    put(page, page.read_text("utf-8").replace("</h1>", " på nytt</h1>", 1))
    relist(site, net.folder / HERE)
    reader.reload()
    expect_state(reader, "newer")
    yield "newer"
    cut(reader, net)
    reader.reload()
    expect(reader.locator("[data-without-network]")).to_be_visible()
    yield "without a network"


def test_no_state_of_it_has_a_barrier(reader: Page, net: Net, site: Site) -> None:
    told = {STATES[-1]: ".without-network"}
    found = {state: in_both_colours(reader, told.get(state, ".offline")) for state in states(reader, net, site)}
    assert found == {state: [] for state in STATES}


def test_only_what_has_changed_is_fetched_again(reader: Page, net: Net, site: Site) -> None:
    save(reader)
    page = net.folder / HERE / GUIDE / "index.html"
    put(page, page.read_text("utf-8").replace("</h1>", " på nytt</h1>", 1))
    shutil.rmtree(net.folder / HERE / "toolbox/debrief-card")
    (net.folder / HERE / "assets/codes/sv/toolbox/debrief-card.svg").unlink()
    relist(site, net.folder / HERE)
    net.fetched.clear()
    reader.goto("./")  # any page brings the rest up to date, behind it
    until_gone(reader, "debrief-card")
    assert net.fetched == [f"{HERE}/{GUIDE}/"]
    cut(reader, net)
    reader.goto(f"{GUIDE}/")
    expect(reader.locator("h1")).to_contain_text("på nytt")
    reader.goto("toolbox/debrief-card/")
    expect(reader.locator("h1")).to_have_text(WORDS["sv"]["not_saved_title"])


_SAVE_SOME = """async (pages) => {
  const { offered, saveSome } = await import(new URL("assets/scripts/saving.js", document.baseURI));
  await saveSome(await offered("sv"), ([address]) => pages.includes(address));
}"""
_HELD = """async (page) => {
  const cache = await caches.open("handbook:/handbook/1.0/:sv");
  const list = await (await cache.match(new URL("offline/sv.json", document.baseURI))).json();
  const keys = new Set((await cache.keys()).map(({ url }) => url));
  const [[address, hash]] = list.pages.filter(([address]) => address === page);
  return [hash, keys.has(new URL(`${address}?${hash}`, document.baseURI).href)];
}"""


def test_what_is_saved_in_part_is_kept_up_too(reader: Page, net: Net, site: Site) -> None:
    reader.goto("./")
    reader.evaluate(_SAVE_SOME, ["", f"{GUIDE}/"])
    before = reader.evaluate(_HELD, f"{GUIDE}/")
    assert before[1]
    page = net.folder / HERE / GUIDE / "index.html"
    put(page, page.read_text("utf-8").replace("</h1>", " på nytt</h1>", 1))
    relist(site, net.folder / HERE)
    net.fetched.clear()
    reader.goto("./")  # any page brings it up to date, behind it
    deadline = time.monotonic() + 60
    while (held := reader.evaluate(_HELD, f"{GUIDE}/"))[0] == before[0]:
        assert time.monotonic() < deadline
        reader.wait_for_timeout(50)
    assert held[1]
    assert net.fetched == [f"{HERE}/{GUIDE}/"]
    cut(reader, net)
    reader.goto(f"{GUIDE}/")
    expect(reader.locator("h1")).to_contain_text("på nytt")


def test_what_the_browser_throws_out_is_not_called_saved_and_comes_back(reader: Page, net: Net) -> None:
    save(reader)
    thrown_out = """async (page) => {
      const cache = await caches.open("handbook:/handbook/1.0/:sv");
      const keys = (await cache.keys()).filter(({ url }) => url.includes(page));
      return Promise.all(keys.map((key) => cache.delete(key)));
    }"""
    assert reader.evaluate(thrown_out, f"{GUIDE}/?") == [True]
    cut(reader, net)
    reader.reload()
    expect_state(reader, "partly")
    reconnect(reader, net)
    net.fetched.clear()
    reader.reload()
    expect_state(reader, "pages")
    assert net.fetched == [f"{HERE}/{GUIDE}/"]


def test_a_reader_who_saves_data_is_asked_first(reader: Page, net: Net, site: Site) -> None:
    save(reader)
    reader.add_init_script("Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })")
    page = net.folder / HERE / GUIDE / "index.html"
    put(page, page.read_text("utf-8").replace("</h1>", " på nytt</h1>", 1))
    relist(site, net.folder / HERE)
    net.fetched.clear()
    reader.reload()
    expect_state(reader, "newer")
    size = len(page.read_bytes()) // 1000
    expect(part(reader).locator("[data-offline-told]")).to_contain_text(
        re.compile(rf"({size}|{size + 1})\skB att hämta")
    )
    assert net.fetched == []
    button(reader, "offline_update").click()
    expect_state(reader, "pages")
    assert net.fetched == [f"{HERE}/{GUIDE}/"]


def test_removing_leaves_nothing(reader: Page) -> None:
    save(reader)
    save(reader, "en")
    reader.evaluate("fetch('../../../versions.json')")
    button(reader, "offline_remove").click()
    expect_state(reader, "nothing")
    assert sorted(each.rpartition(":")[2] for each in reader.evaluate("caches.keys()")) == ["en", "versions"]
    button(reader, "offline_remove", "en").click()
    expect_state(reader, "nothing", "en")
    assert stored(reader) == []


def test_a_network_that_answers_for_another_is_found_out(reader: Page, net: Net) -> None:
    put(net.folder / HERE / GUIDE / "index.html", "<title>Sign in to our network</title>")
    reader.goto(f"{CONTROL}/")
    button(reader, "offline_save").click()
    expect_state(reader, "partly")
    expect(part(reader).locator("[data-offline-told]")).to_contain_text(WORDS["sv"]["offline_altered"])


def test_a_full_device_is_told_in_words(reader: Page) -> None:
    reader.goto(f"{CONTROL}/")
    devtools = reader.context.new_cdp_session(reader)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(reader.url))
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 300_000})
    button(reader, "offline_save").click()
    expect_state(reader, "partly")
    expect(part(reader).locator("[data-offline-told]")).to_contain_text(WORDS["sv"]["offline_full"])


def test_a_slow_network_is_not_waited_for(reader: Page, net: Net) -> None:
    save(reader)
    net.up(delay=30)
    began = time.monotonic()
    reader.goto(f"{GUIDE}/", wait_until="commit")
    assert time.monotonic() - began < 10


def test_a_preview_lets_go_of_what_was_saved_at_its_address(reader: Page, net: Net) -> None:
    save(reader)
    for address, text in offline.written([]).items():
        put(net.folder / HERE / address, text)
    shutil.rmtree(net.folder / HERE / "offline")
    reader.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    reader.wait_for_function("caches.keys().then((names) => !names.length)")  # to open one would make it anew
    reader.goto(f"{CONTROL}/")
    expect_state(reader, "elsewhere")
    assert stored(reader) == []


def test_where_nothing_can_be_saved_it_says_so(browser: Browser, reader: Page, net: Net) -> None:
    reader.add_init_script("delete Navigator.prototype.serviceWorker")
    reader.goto(f"{CONTROL}/")
    expect(reader.get_by_text(WORDS["sv"]["offline_unable"])).to_be_visible()
    expect(part(reader)).to_be_hidden()
    without = browser.new_context(java_script_enabled=False, base_url=f"{net.address}{HERE}/")
    page = without.new_page()
    page.goto(f"{CONTROL}/")
    expect(page.get_by_text(WORDS["sv"]["offline_no_script"])).to_be_visible()
    expect(part(page)).to_be_hidden()
    without.close()
