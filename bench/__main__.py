"""`python3 scripts/bench [--seed N] [--count N] [--speed [--large]] [--search] [--pages] [--lighthouse]
[--main-thread]`."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from . import score
from .speed import speed

COUNT, QUESTIONS = 10, 60


def main(arguments: Sequence[str]) -> int:
    """Run the bench; return 1 if a bar is not met."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the checks on planted defects.")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32), help="(random)")
    parser.add_argument("--count", type=int, help=f"of each class ({COUNT} defects, {QUESTIONS} questions)")
    parser.add_argument("--speed", action="store_true", help="measure how fast, instead of how exact")
    parser.add_argument("--large", action="store_true", help="with --speed: 2,000 pages, too")
    parser.add_argument("--search", action="store_true", help="measure the search, in a browser")
    parser.add_argument("--site", type=Path, help="a folder that the site has been built into, for what looks at it")
    parser.add_argument("--pages", action="store_true", help="look for barriers on every page, instead")
    parser.add_argument("--lighthouse", action="store_true", help="have Lighthouse score pages of each kind, instead")
    parser.add_argument("--main-thread", action="store_true", help="compare with the theme as it comes, instead")
    options = parser.parse_args(arguments)
    # Windows' own encoding may lack å, ä and ö.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if options.pages:
        from .pages import pages

        told, good = pages()
        print(told)
        return 0 if good else 1
    if options.lighthouse or options.main_thread:
        return _looked_at(options.site, scored=options.lighthouse)
    if options.speed:
        print(speed(options.seed, large=options.large))
        return 0
    if options.search:
        return _search(options.seed, options.count or QUESTIONS, options.site)
    count = options.count or COUNT
    print(f"seed {options.seed}, {count} defects and {count} look-alikes of each class", flush=True)
    result = score.run(options.seed, count)
    print(result.table())
    return 0 if result.good else 1


def _looked_at(site: Path | None, *, scored: bool) -> int:
    from .lighthouse import lighthouse
    from .mainthread import main_thread

    for line in lighthouse(site) if scored else main_thread(site):
        print(line, flush=True)
    return 0


def _search(seed: int, count: int, site: Path | None) -> int:
    from .search import MANY_PAGES, search  # with its dictionaries and its browser, which nothing else needs

    print(f"seed {seed}, up to {count} questions of each class in each language", flush=True)
    with closing(search(seed, count, site)) as stages:  # and with it the browser
        result = next(stages)
        print(result.table(), flush=True)
        print(next(stages).weight(MANY_PAGES))
    for told in (*result.missed(), *result.misses):
        print(told)
    return 1 if result.missed() else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
