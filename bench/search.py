"""Questions → what the search of the built site answers in a real browser, against the judge."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from handbook.addresses import page_url
from handbook.model import Handbook, read_handbook
from handbook.searching import FOLDER, gathered, written
from handbook.searching.gathering import Library
from handbook.settings import LANGUAGES, read_settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsing import served_at
from tests.conftest import launch

from .handbook import ROOT
from .queries import Query, queries, shelf

SCRIPTS = Path("assets", "scripts")
DEEP, SHALLOW = 10, 5
"""How many hits count for the rank, and how many for what is found."""
RANK, FOUND = 0.95, 0.97
"""The bars over all classes, in each language."""
BARS: Mapping[str, float] = {
    "question": 0.98,
    "inflect": 0.98,
    "split_comp": 0.98,
    "nodiac": 0.98,
    "keyword": 0.95,
    "comp_part": 0.95,
    "typo1": 0.95,
    "prefix": 0.95,
    "cross": 0.95,
}
"""The bars of what is found, by class."""
MOST, MOST_OF_MANY = 60_000, 100_000
"""Bytes before the first answer, of this handbook and of one of 1,000 pages."""
MANY = 1_000
MANY_PAGES = f"{MANY} pages"
TYPED = 20
"""Questions in each language that are typed into the dialog."""


@dataclass
class Tally:
    """What became of some questions."""

    asked: int = 0
    rank: float = 0
    found: float = 0
    nothing: int = 0
    foreign: int = 0
    """Hits in the wrong language."""

    def add(self, query: Query, answer: Sequence[str]) -> None:
        """Count the addresses that `query` was answered with."""
        other = page_url("en", "index")
        paths = [_path(url) for url in answer[:DEEP]]
        right = [path in query.right for path in paths]
        self.asked += 1
        self.rank += 1 / (right.index(True) + 1) if any(right) else 0
        self.found += sum(right[:SHALLOW]) / min(SHALLOW, len(query.right))
        self.nothing += not answer
        self.foreign += sum(url.startswith(other) != (query.language == "en") for url in answer)

    def __str__(self) -> str:
        if not self.asked:
            return f"{'':>22}"
        return f"{self.rank / self.asked:>8.3f}{self.found / self.asked:>8.3f}{self.nothing:>6}"


@dataclass
class Result:
    """What a run found, by class and language."""

    seed: int
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    bytes: dict[str, list[int]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)

    def total(self, language: str) -> Tally:
        """All classes of one language together."""
        total = Tally()
        for (_, each), tally in self.tallies.items():
            if each == language:
                for name in ("asked", "rank", "found", "nothing", "foreign"):
                    setattr(total, name, getattr(total, name) + getattr(tally, name))
        return total

    def missed(self, slack: float = 0, slack_of_class: float = 0) -> list[str]:
        """The bars that are missed: those over all by more than `slack`, those of a class by more than its own."""
        told = []
        for language in LANGUAGES:
            total = self.total(language)
            shares = {"MRR@10": (total.rank / total.asked, RANK), "recall@5": (total.found / total.asked, FOUND)}
            for kind, bar in BARS.items():
                if tally := self.tallies.get((kind, language)):
                    shares[f"recall@5 of {kind}"] = (tally.found / tally.asked, bar)
            allowed = {name: slack_of_class if " of " in name else slack for name in shares}
            low = {name: share for name, (share, bar) in shares.items() if share < bar - allowed[name]}
            told += [f"{language}: {name} is {share:.3f}" for name, share in low.items()]
            told += [f"{language}: {total.nothing} questions without a hit"] if total.nothing else []
            told += [f"{language}: {total.foreign} hits in the wrong language"] if total.foreign else []
        for name, most in (("this handbook", MOST), (MANY_PAGES, MOST_OF_MANY)):
            if max(self.bytes.get(name, [0])) > most:
                told.append(f"{name}: {max(self.bytes[name])} bytes before the first answer")
        return told

    def weight(self, name: str) -> str:
        """How much is fetched before the first answer, of `name`."""
        half, most = (f"{each / 1000:.1f}" for each in (median(self.bytes[name]), max(self.bytes[name])))
        return f"{name}: {half} kB before the first answer, at most {most}"

    def table(self) -> str:
        """The figures in columns."""
        lines = [f"{'':<12}" + "".join(f"{f'{each}:':>4}   MRR@10 rec.@5 none" for each in LANGUAGES)]
        for kind in dict.fromkeys(kind for kind, _ in self.tallies):
            row = "".join(f"   {self.tallies.get((kind, each), Tally())}" for each in LANGUAGES)
            lines.append(f"{kind:<12}{row}")
        lines.append(f"{'all':<12}" + "".join(f"   {self.total(each)}" for each in LANGUAGES))
        for name, sizes in self.bytes.items():
            lines.append(
                f"{name}: {median(sizes) / 1000:.1f} kB before the first answer, at most {max(sizes) / 1000:.1f}"
            )
        if self.times:
            ordered = sorted(self.times)
            late = ordered[int(len(ordered) * 0.95)]
            lines.append(f"{median(ordered):.1f} ms a question once what it needs is there, 95 % within {late:.1f}")
        return "\n".join(lines)


def search(seed: int, count: int, site: Path | None = None) -> Generator[Result, None, None]:
    """Build the site, unless it is built in the folder `site`, and ask it, then ask one of 1,000 pages.

    The result comes twice: before the second part, which takes the longer, and after it.
    """
    handbook = read_handbook(read_settings(ROOT))
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = launch(playwright)
        folder = site or _built(Path(made) / "site")
        asked = drawn(handbook, seed, count)
        with served_at(folder) as address, browser.new_context() as context:
            result = measured(context.new_page(), address, asked, seed)
            some = Random(seed).sample(asked, TYPED * len(LANGUAGES))
            result.bytes["this handbook"] = typed(browser, address, folder, some)
        yield result
        result.bytes[MANY_PAGES] = grown(browser, handbook, Random(seed), folder, Path(made) / "many")
        yield result


def drawn(handbook: Handbook, seed: int, count: int, kinds: Collection[str] = ()) -> list[Query]:
    """`count` questions of each class in each language; only of `kinds`, if any are named."""
    return [
        query
        for language in LANGUAGES
        for query in queries(shelf(handbook, language), Random(f"{seed} {language}"), count, kinds)
    ]


def measured(page: Page, address: str, asked: Sequence[Query], seed: int) -> Result:
    """Ask the search's engine, as the site at `address` has it, in a browser's `page`."""
    result = Result(seed)
    page.goto(address)
    for query, (urls, took) in zip(asked, answers(page, address, asked), strict=True):
        tally = result.tallies.setdefault((query.kind, query.language), Tally())
        before = tally.rank
        tally.add(query, urls)
        result.times.append(took)
        if tally.rank - before < 1:
            got = ", ".join(map(_path, urls[:3]))
            result.misses.append(f"{query.kind} {query.language} “{query.text}”: {got}; not {', '.join(query.right)}")
    return result


def answers(page: Page, address: str, asked: Iterable[Query], again: bool = True) -> list[tuple[list[str], float]]:
    """For each question the addresses that answer it, and the milliseconds that it took once more, if asked `again`."""
    found: list[tuple[list[str], float]] = page.evaluate(
        _ASK, [address, [[each.language, each.text] for each in asked], again]
    )
    return found


_ASK = """async ([address, asked, again]) => {
  const { open } = await import(new URL("assets/scripts/search/engine.js", address));
  const engines = {}, answers = [];
  for (const [language, text] of asked) {
    const engine = engines[language] ??= await open(new URL(address), language);
    const { hits } = await engine.find(text);
    engine.vocabulary.kept.clear();
    const start = performance.now();
    if (again) await engine.find(text);
    answers.push([hits.map(({ url }) => url), performance.now() - start]);
  }
  return answers;
}"""


def typed(browser: Browser, address: str, folder: Path, asked: Iterable[Query]) -> list[int]:
    """Type each question into the dialog of a page that nobody has read before; the bytes until it is answered."""
    sizes = []
    for query in asked:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(address + page_url(query.language, "start/programme-in-brief"), wait_until="networkidle")
            with fetching(page, address, folder) as fetched:
                page.locator("[data-search-open]:visible").first.click()
                page.locator("#__search-field").fill(query.text)
                page.locator("#__search[data-state=found] .hit__link").first.wait_for()
                page.wait_for_load_state("networkidle")
            sizes.append(sum(fetched.values()))
    return sizes


def grown(browser: Browser, handbook: Handbook, rng: Random, folder: Path, many: Path) -> list[int]:
    """Ask a handbook of 1,000 pages, made of this one's words in the folder `many` with the scripts of the site in
    `folder`; the bytes until each question is answered."""
    sizes = []
    shutil.copytree(folder / SCRIPTS, many / SCRIPTS)
    (many / "index.html").write_text("<!doctype html><title>1</title>", encoding="utf-8")
    for language in LANGUAGES:
        library = multiplied(gathered(handbook, language), MANY, rng)
        for name, content in written(library).items():
            file = many / FOLDER / language / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        titles = [each.title for each in rng.sample(library.documents, TYPED)]
        told = [each.description for each in rng.sample(library.documents, TYPED)]
        with served_at(many) as address:
            for text in (*titles, *told):
                with browser.new_context() as context:
                    page = context.new_page()
                    page.goto(address)
                    with fetching(page, address, many) as fetched:
                        answers(page, address, [Query("", language, text, frozenset())], again=False)
                    shown = sum(_zipped(many / SCRIPTS / "search" / name) for name in ("dialog.js", "open.js"))
                    sizes.append(sum(fetched.values()) + shown)
    return sizes


def multiplied(library: Library, count: int, rng: Random) -> Library:
    """`count` documents as `library` has them, where each copy has one word in eight of its own."""
    made = []
    for at in range(count):
        model = library.documents[at % len(library.documents)]
        change = partial(_changed, rng=rng, name=at // len(library.documents))
        passages = tuple(
            replace(each, id=f"{each.id}-{n}", title=change(each.title), lines=tuple(map(change, each.lines)))
            for n, each in enumerate(rng.sample(model.passages, min(8, len(model.passages))))
        )
        title, description, translated = map(change, (model.title, model.description, model.translated))
        path = f"{model.module}/{at}"
        made.append(
            replace(
                model,
                path=path,
                url=page_url(library.language, path),
                title=title,
                description=description,
                translated=translated,
                passages=passages,
            )
        )
    return replace(library, documents=tuple(made))


_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve ki no la".split()


def _changed(text: str, rng: Random, name: int) -> str:
    if not name:
        return text
    told = text.split()
    for at, word in enumerate(told):
        if len(word) > 4 and rng.random() < 0.125:
            told[at] = _SYLLABLES[name % 15] + _SYLLABLES[name // 2 % 15] + word
    return " ".join(told)


@contextmanager
def fetching(page: Page, address: str, folder: Path) -> Iterator[dict[str, int]]:
    """What `page` fetches meanwhile from `address`, where `folder` is served, each file with its bytes on the wire."""
    fetched: dict[str, int] = {}

    def take(request: Any) -> None:
        fetched[request.url] = _zipped(folder / urlsplit(request.url.removeprefix(address)).path)

    page.on("request", take)
    yield fetched
    page.remove_listener("request", take)


def _zipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9)) if file.is_file() else 0


def _built(folder: Path) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    return folder


def _path(url: str) -> str:
    inner = url.partition("#")[0].removeprefix(page_url("en", "index"))
    if not inner or inner.count("/") == 1:
        return f"{inner}index"
    return inner.rstrip("/")
