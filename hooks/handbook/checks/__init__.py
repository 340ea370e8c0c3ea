"""The handbook → findings. A check takes the model and yields findings; it reads and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..finding import Finding
from ..model import Handbook
from ..waivers import applied
from . import (
    addresses,
    comments,
    evidence,
    guides,
    ids,
    languages,
    links,
    modules,
    programme,
    reach,
    redirects,
    safety,
    sharing,
    sheets,
    structure,
    terms,
    trials,
    unmade,
)

Check = Callable[[Handbook], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    links.references,
    links.undefined,
    links.doubled,
    sharing.lines,
    sharing.links,
    sharing.unused,
    addresses.outside,
    addresses.presses,
    addresses.bare,
    safety.html,
    comments.directives,
    comments.broken,
    comments.folds,
    unmade.signs,
    unmade.boxes,
    unmade.cells,
    ids.duplicates,
    ids.headings,
    ids.forms,
    languages.translations,
    languages.parity,
    languages.staleness,
    structure.parity,
    sheets.empty,
    sheets.invented,
    sheets.parity,
    sheets.unmarked,
    modules.relations,
    modules.cycles,
    modules.maturity,
    trials.logs,
    trials.decisions,
    modules.navigation,
    modules.repeated,
    reach.order,
    reach.paths,
    reach.cards,
    reach.dead_ends,
    redirects.ends,
    guides.frame,
    guides.minutes,
    guides.tabs,
    guides.closure,
    evidence.citations,
    evidence.nearly,
    evidence.undated,
    evidence.numbers,
    programme.claims,
    evidence.unused,
    terms.variants,
    terms.repealed,
    terms.unknown,
    terms.never,
)


def check(handbook: Handbook) -> tuple[Finding, ...]:
    """Everything that reading and checking found, in the order of files and lines."""
    found = {*handbook.findings, *(finding for each in CHECKS for finding in each(handbook))}
    return tuple(sorted(each.named for each in applied(handbook, found)))
