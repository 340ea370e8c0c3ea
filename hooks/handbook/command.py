"""What `scripts/check` does: read, check, report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from .checks import check
from .model import read_handbook
from .report import REPORTERS, failures
from .settings import read_settings

FOUND, COULD_NOT_RUN = 1, 2


def main(root: Path, arguments: Sequence[str]) -> int:
    """Check the handbook in `root`; return 0, 1 if there is something to mend, 2 if it cannot run."""
    parser = argparse.ArgumentParser(prog="check", description="Check every chapter and every reference.")
    parser.add_argument(
        "--format", choices=sorted(REPORTERS), default="terminal", help="how to tell (terminal)"
    )
    options = parser.parse_args(arguments)
    try:
        handbook = read_handbook(read_settings(root))
    except (OSError, yaml.YAMLError) as error:
        print(f"The handbook cannot be read: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    findings = check(handbook)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # Windows' own may lack å, ä and ö
    print(REPORTERS[options.format](findings, root))
    return FOUND if failures(findings) else 0
