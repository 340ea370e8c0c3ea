"""Comments: those that ask for what nobody knows, and those that readers see or that hide what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..finding import Finding
from ..late import late
from ..markup import PLACEHOLDERS
from ..model import Handbook
from ..rendered import Directive

_WAIVES = late(r"wai?ve?\w*\b|undanta\w*", re.IGNORECASE)
_FOLDED = late(r"</details", re.IGNORECASE)
_SHOWN = late(r"<!-[^\n]*?->|<!-+[^\n]*")


def directives(handbook: Handbook) -> Iterator[Finding]:
    """A comment to the build that the build does not know, and so leaves without a word."""
    for page in handbook.pages.values():
        for each in page.rendered.directives:
            if not (each.exact and each.name in PLACEHOLDERS):
                place = page.place(each.offset, max(1, len(each.name.partition("\n")[0])))
                shown = " ".join(each.name.split()) or "nothing"
                message = f"asks the build for {shown}, which it does not know" + _as_written(each)
                yield Finding(place, "unknown-directive", message, _instead(each))


def folds(handbook: Handbook) -> Iterator[Finding]:
    """A `<details>` that never ends, so that the rest of the page is folded away in it."""
    for page in handbook.pages.values():
        begun = [tag.offset for tag in page.rendered.tags if tag.name == "details"]
        ends = [match.start() for match in _FOLDED.finditer(page.body)] if begun else []
        for offset in reversed(begun):
            end = next((each for each in ends if each > offset), None)
            if end is not None:
                ends.remove(end)
                continue
            message = "a text to fold out begins here and never ends"
            yield Finding(page.place(offset, len("<details")), "unclosed-fence", message, "write </details> after it")


def _as_written(each: Directive) -> str:
    return " as it is written here" if each.name in PLACEHOLDERS else ""


def _instead(each: Directive) -> str:
    if _WAIVES.match(each.name):
        return "write <!-- handbook: waive RULE: reason -->"
    near = get_close_matches(each.name.casefold(), PLACEHOLDERS, 1, 0.6)
    return f"did you mean <!-- handbook: {near[0]} -->?" if near else "the build knows " + ", ".join(PLACEHOLDERS)


def broken(handbook: Handbook) -> Iterator[Finding]:
    """What begins like a comment and is none: it never ends, or lacks a dash."""
    for page in handbook.pages.values():
        for offset in page.rendered.comments:
            found = _SHOWN.match(page.body, offset)
            length = len(found[0].rstrip()) if found else 1
            endless = page.body.startswith("<!--", offset)
            fact = "a comment begins here and never ends" if endless else "begins like a comment, but readers see it"
            hint = "write --> after it" if endless else "begin it with <!-- and end it with -->"
            yield Finding(page.place(offset, length), "not-a-comment", fact, hint)
