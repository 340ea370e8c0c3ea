"""What `scripts/check` does: read, check, mend what has one right answer if asked, report."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .checks import check
from .finding import Finding
from .model import Handbook, read_handbook
from .report import REPORTERS, failures
from .settings import LANGUAGES, SOURCE, SettingsError, read_settings
from .workers import SELDOM

if TYPE_CHECKING:
    from .fixing import Fixed

FOUND, COULD_NOT_RUN = 1, 2


def main(root: Path, arguments: Sequence[str]) -> int:
    """Check the handbook in `root`; return 0, 1 if there is something to mend, 2 if it cannot run."""
    options = _parser().parse_args(arguments)
    gc.set_threshold(SELDOM)
    # Windows' own encoding may lack å, ä and ö, and a file's name may be no text at all.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        handbook = read_handbook(read_settings(root))
    except SettingsError as error:
        print(REPORTERS[options.format]([error.finding], root))
        return COULD_NOT_RUN
    except OSError as error:
        print(f"The handbook cannot be read: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    if options.explain:
        return _explain(handbook, options.explain, options.language)
    findings = check(handbook)
    if options.fix or options.diff:
        from .scaffold import Refused  # most runs mend nothing

        try:
            findings = _mended(handbook, findings, options)
        except OSError as error:
            print(f"A file cannot be written: {error}", file=sys.stderr)
            return COULD_NOT_RUN
        except Refused as refused:
            print(f"Nothing was mended. {refused}", file=sys.stderr)
            return COULD_NOT_RUN
    print(REPORTERS[options.format](findings, root))
    return FOUND if failures(findings) else 0


def end(code: int) -> NoReturn:
    """End this process at once: to take apart all that was read would take Python its time, and the system none."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def usable(root: Path) -> bool:
    """Whether mkdocs.yml in `root` can be used; if not, say why. MkDocs would hang on some that cannot."""
    try:
        read_settings(root)
    except (OSError, SettingsError) as error:
        print(f"Nothing was built. {error}", file=sys.stderr)
        return False
    return True


def _mended(handbook: Handbook, findings: tuple[Finding, ...], options: argparse.Namespace) -> tuple[Finding, ...]:
    """What is left of `findings` when those with one right answer are mended, or only shown with `--diff`."""
    from .editing import write
    from .fixing import fix  # as above

    root, fixed = handbook.settings.root, fix(handbook, findings)
    if options.fix:
        write(root, fixed.texts)
    if findings:
        # What another program reads holds the findings alone.
        aside = sys.stdout if options.format == "terminal" else sys.stderr
        counted = _counted(fixed, len(findings), written=options.fix)
        print(counted, *_left_alone(findings), "", *fixed.diff(), sep="\n", file=aside)
    return check(read_handbook(read_settings(root))) if options.fix and fixed.texts else findings


def _counted(fixed: Fixed, count: int, *, written: bool) -> str:
    mended = len(fixed.findings)
    files = f"{len(fixed.texts)} file{'s' * (len(fixed.texts) != 1)}"
    if not mended:
        return f"None of the {count} has one right answer: mend what is listed below by hand."
    if written:
        return f"Mended {mended} of {count} findings, in {files}:"
    return f"{mended} of {count} findings have one right answer; --fix writes it, in {files}:"


def _left_alone(findings: Sequence[Finding]) -> Iterator[str]:
    """What no chapter is changed for."""
    if count := sum(1 for each in findings if each.place.within):
        stand = "1 stands in a text" if count == 1 else f"{count} stand in texts"
        yield f"{stand} that chapters take in; no chapter is changed for that, so mend it by hand in that file."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="check", description="Check every chapter and every reference.")
    parser.add_argument("--format", choices=sorted(REPORTERS), default="terminal", help="how to tell (terminal)")
    parser.add_argument("--fix", action="store_true", help="mend what has one right answer, and show what was changed")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    parser.add_argument("--explain", metavar="RULE", help="say what a rule means and how to mend it")
    parser.add_argument("--language", choices=LANGUAGES, default=SOURCE, help="the language to explain in (sv)")
    return parser


def _explain(handbook: Handbook, rule: str, language: str) -> int:
    """Print the rule's section of the contributor chapters."""
    from .explaining import explanations  # most runs explain nothing

    known = explanations(handbook, language)
    if rule not in known:
        near = get_close_matches(rule, known, 1)
        print(f"There is no rule {rule}." + (f" Did you mean {near[0]}?" if near else ""), file=sys.stderr)
        return COULD_NOT_RUN
    print(known[rule].text.replace(f" {{#{rule}}}", "", 1))
    return 0
