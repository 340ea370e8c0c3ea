"""A finding waived in place, with its reason: `<!-- handbook: waive RULE: reason -->`.

The comment stands on the line that the finding is about, or on a line of its own before it; for what stands in a
text that a chapter takes in, it may stand in that text or before the line that asks for it.
A waiver that waives nothing is itself a finding, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .content import Page
from .finding import Finding, Place, Text
from .late import late
from .model import Handbook

NEVER = frozenset({"unsafe-html", "not-utf8", "symlink", "case-collision", "dropped-file", "same-address"})
"""Rules that protect the reader or the build, and take no reason."""
_COMMENT = late(r"<!--.*?-->", re.DOTALL)
_LEAD = " \t>"
"""What stands before a line of a quote."""


class _Waiver(NamedTuple):
    rule: str
    reason: str
    place: Place
    file: str
    line: int
    """The line whose finding it waives, in that file."""


def applied(handbook: Handbook, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no waiver takes away, and a finding for each waiver that does nothing or says no reason."""
    waivers = [waiver for page in handbook.pages.values() for waiver in _waivers(page)]
    good: dict[tuple[str, int, str], dict[tuple[str, int], _Waiver]] = defaultdict(dict)
    for each in waivers:
        if each.reason and each.rule not in NEVER:
            own = each.place.line if each.place.within else 0
            good[each.file, each.line, each.rule][each.place.file, own] = each
    used: set[_Waiver] = set()
    for finding in findings:
        places = (*finding.place.within, finding.place)
        found = [good.get((place.file, place.line, finding.rule), {}) for place in places]
        used.update(*(each.values() for each in found))
        if not any(found):
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
        text, at = page.whole.origin(each.offset)
        yield _Waiver(each.rule, each.reason, place, text.file, _line(text, text.place(at).line))


def _line(text: Text, line: int) -> int:
    """The line of a comment that stands on `line`, or else the next line that holds more than comments."""
    said = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text.text).split("\n")
    ahead = range(line, len(said) + 1)
    return next((at for at in ahead if said[at - 1].strip(_LEAD)), line)
