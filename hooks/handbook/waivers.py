"""A finding waived in place, with its reason: `<!-- handbook: waive RULE: reason -->`.

The comment stands on the line that the finding is about, or on a line of its own before it.
A waiver that waives nothing is itself a finding, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .content import Page
from .finding import Finding, Place
from .late import late
from .model import Handbook

NEVER = frozenset({"unsafe-html", "not-utf8", "symlink", "case-collision", "dropped-file", "same-address"})
"""Rules that protect the reader or the build, and take no reason."""
_COMMENT = late(r"<!--.*?-->", re.DOTALL)
_LEAD = " \t>"
"""What stands before a line of a quote."""


@dataclass(frozen=True)
class _Waiver:
    rule: str
    reason: str
    place: Place
    line: int
    """The line whose finding it waives."""


def applied(handbook: Handbook, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no waiver takes away, and a finding for each waiver that does nothing or says no reason."""
    waivers = [waiver for page in handbook.pages.values() for waiver in _waivers(page)]
    good = {(each.place.file, each.line, each.rule): each for each in waivers if each.reason and each.rule not in NEVER}
    used: set[_Waiver] = set()
    for finding in findings:
        waiver = good.get((finding.place.file, finding.place.line, finding.rule))
        if waiver:
            used.add(waiver)
        else:
            yield finding
    for waiver in waivers:
        if waiver not in used:
            yield Finding(waiver.place, "unneeded-waiver", *_why_not(waiver))


def _why_not(waiver: _Waiver) -> tuple[str, str]:
    if not waiver.reason:
        return f"waives {waiver.rule} without a reason", "write it after a colon: waive RULE: reason"
    if waiver.rule in NEVER:
        return f"{waiver.rule} cannot be waived", "mend what it is about"
    return f"waives {waiver.rule}, but there is nothing to waive on line {waiver.line}", "take the comment away"


def _waivers(page: Page) -> Iterator[_Waiver]:
    for each in page.rendered.waivers:
        place = page.place(each.offset, len(each.rule))
        yield _Waiver(each.rule, each.reason, place, _line(page, place.line))


def _line(page: Page, line: int) -> int:
    """The line of a comment that stands on `line`, or else the next line that holds more than comments."""
    said = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), page.source.text).split("\n")
    ahead = range(line, len(said) + 1)
    return next((at for at in ahead if said[at - 1].strip(_LEAD)), line)
