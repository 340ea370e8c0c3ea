"""`python3 scripts/bench [--seed N] [--count N] [--speed [--large]]`."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence

from . import score
from .speed import speed

COUNT = 10


def main(arguments: Sequence[str]) -> int:
    """Run the bench; return 1 if a bar is not met."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the checks on planted defects.")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32), help="(random)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"defects of each class ({COUNT})")
    parser.add_argument("--speed", action="store_true", help="measure how fast, instead of how exact")
    parser.add_argument("--large", action="store_true", help="with --speed: 2,000 pages, too")
    options = parser.parse_args(arguments)
    # Windows' own encoding may lack å, ä and ö.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if options.speed:
        print(speed(options.seed, large=options.large))
        return 0
    print(f"seed {options.seed}, {options.count} defects and {options.count} look-alikes of each class", flush=True)
    result = score.run(options.seed, options.count)
    print(result.table())
    return 0 if result.good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
