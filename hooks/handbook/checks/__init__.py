"""The handbook → findings. A check takes the model and yields findings; it reads and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..finding import Finding
from ..model import Handbook
from . import evidence, ids, languages, links, modules

Check = Callable[[Handbook], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    links.references,
    links.undefined,
    ids.duplicates,
    ids.headings,
    languages.translations,
    languages.parity,
    languages.staleness,
    modules.relations,
    modules.cycles,
    modules.maturity,
    modules.navigation,
    evidence.citations,
    evidence.numbers,
    evidence.claims,
)


def check(handbook: Handbook) -> tuple[Finding, ...]:
    """Everything that reading and checking found, in the order of files and lines."""
    found = {*handbook.findings, *(finding for each in CHECKS for finding in each(handbook))}
    return tuple(sorted(found))
