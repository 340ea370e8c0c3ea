"""Evidence at the claim: known works, verified works, and no number of a study without its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from operator import attrgetter
from typing import NamedTuple

from ..bibliography import FILE
from ..content import Page
from ..finding import Finding
from ..late import late
from ..model import Handbook
from ..rendered import Line

_NO_STUDY = (
    "step|column|box|field|row|and act|visits?|circles?|materials?|guides?|groups?|trips?|tours?|plans?|time|hours?"
    "|rooms?|days?|questions?"
)
"""What a study of another kind is: to go and see, or to read and learn."""
_NO_RESEARCH = "avdelning|chef|enhet|grupp|ingenjör|lab|institut|bolag|anläggning"
_STUDY = late(
    r"\b(?:(?:enkät|fall|intervju|kohort|register)?studie[rn]?|studiens|studierna"
    rf"|forskning(?!s(?:{_NO_RESEARCH}))\w*|forskare\w*|metaanalys\w*|meta-analys\w*|avhandling\w*|fältexperiment\w*"
    r"|(?<!time )(?<!motion )(?<!work )stud(?:y|ies) (?:of|with|among|show|shows|showed|found|finds|by|from|in)"
    rf"|(?:a|one|the|this) study(?! (?:{_NO_STUDY})\b)"
    r"|(?:research|(?<!the )evidence) (?:show|found|finds|says|suggest)\w*|researchers?|meta-analys[ie]s|thesis"
    r"|field experiments?|randomi[sz]ed (?:\w+ )?trials?|randomiserade? (?:\w+ )?(?:försök|studie)\w*)\b",
    re.IGNORECASE,
)
"""What makes a share or a head count one that a study gives."""
_SURVEY = late(
    r"\b(?:(?:en|flera|många|två|tre|nya?|tidigare) (?:\w+ )?(?:undersökning(?:ar)?|rapport(?:er)?|enkät(?:er)?)"
    r" (?:\w+ ){0,4}?(?:visa[rd]?\w*|fann|finner|pekar|säger|kom fram)"
    r"|(?:an?|one|several|many|recent|earlier|new) (?:\w+ )?(?:surveys?|reports?|trials?|polls?)"
    r" (?:\w+ ){0,4}?(?:shows?|showed|shown|finds?|found|says|said|suggests?)"
    r"|trials? (?:of|with|in|among) \d{2,})\b",
    re.IGNORECASE,
)
"""What is a study, too, if others did it."""
_OWN = late(
    r"\b(?:er|ert|era|vår|vårt|våra|min|mitt|mina|din|ditt|dina|egen|eget|egna|ni|vi|our|ours|your|yours|my|own|we|you"
    r"|gör|kör|starta|planera|prova|run|do|make|start|plan|try|hold)\b",
    re.IGNORECASE,
)
"""What makes a survey or a trial the reader's own, done or to be done."""
_SHARE = late(r"\d\s?(?:%|procent|per ?cent)", re.IGNORECASE)
_OF_MANY = late(
    r"(?:^|[\s(])(?:av|of|bland|among|i|in|hos|across)\s(?:\w+\s)?\d{2,}\s(?:\w+\s)?"
    r"(?:lag|teams?|projekt|projects|företag|companies|firms|fabriker|factories)\b",
    re.IGNORECASE,
)
"""What makes a share one that a study gives, though the sentence names no study."""
_AIM = late(r"\W*(?:om|när|sikta|räkna|fråga|fyll|if|when|aim|count|ask|fill)\b", re.IGNORECASE)
"""How a sentence begins that says when to do something, or what to reach."""
_NUMBER = late(r"\w+ ?= ?[-−]?\d+(?:[ \u00a0\u202f.,]\d+)*|\d+(?:[ \u00a0\u202f.,]\d+)*(?:[ \u00a0\u202f]?\w+)?")
_LIKE_A_KEY = late(r"[^\W\d_]{2,}(?:1[89]|20)\d\d[a-z]*")
"""A name, a year and a word, as most keys are built."""
_BRACKETED = late(r"\[[^\[\]\n]*\]|\([^()\n]*\)|\[@[ \t]?[\w:+-]*")
_WORD = late(r"@?[ \t]?[^\W\d_](?:[\w:+-]*\w)?")
_KEY = late(r"@?[ \t]?[^\W\d_](?:[\w:+-]*\w)?")


def citations(handbook: Handbook) -> Iterator[Finding]:
    """Keys that references.bib lacks, and works that nobody has seen."""
    works = handbook.bibliography.works
    if FILE in handbook.content.refused or (handbook.bibliography.findings and not works):
        return  # that it cannot be read is one mistake, not one at every citation
    for page in handbook.pages.values():
        for citation in page.rendered.citations:
            work = works.get(citation.key)
            # That it says neither its year nor how sure it is, is told once, at the work.
            if work.verified != "memory" if work else citation.key in handbook.bibliography.lost:
                continue
            place = page.place(citation.offset, len(citation.key))
            if work is None:
                close = get_close_matches(citation.key, works, 1, 0.5)
                hint = f"did you mean {close[0]}?" if close else "add the work to docs/references.bib"
                yield Finding(place, "unknown-citation", f"cites {citation.key}, which is no known work", hint)
            else:
                message = f"cites {citation.key}, which was written from memory and never checked"
                hint = "check it at its publisher's, then say so in docs/references.bib: verified = {seen}"
                yield Finding(place, "unverified-citation", message, hint)


def undated(handbook: Handbook) -> Iterator[Finding]:
    """A work that chapters cite, and that lacks its year: told at the work, not at every citation."""
    cited = {citation.key for page in handbook.pages.values() for citation in page.rendered.citations}
    for key, work in handbook.bibliography.works.items():
        if key in cited and work.verified in ("seen", "second-hand") and not work.year:
            hint = "add a line year = {…}, as its publisher has it"
            yield Finding(work.place, "unverified-citation", f"{key} is cited, but lacks its year", hint)


class Nearly(NamedTuple):
    """A citation that is written almost right, and so is text."""

    offset: int
    written: str
    keys: tuple[str, ...]


def nearly_cited(handbook: Handbook, page: Page) -> Iterator[Nearly]:
    """What stands in running text where a citation was meant; all in one pair of brackets is one."""
    works, end = handbook.bibliography.works, 0
    for each in sorted(page.rendered.uncited, key=attrgetter("offset")):  # a footnote is shown at the end
        signed = page.body.startswith("@", each.offset)
        meant = each.bracketed or each.key in works or (signed and _LIKE_A_KEY.fullmatch(each.key))
        if each.offset < end or not meant:
            continue
        found = _BRACKETED.match(page.body, max(0, each.offset - 1)) or _WORD.match(page.body, each.offset)
        written = found[0].strip() if found else each.key
        named = [key for key in _KEY.findall(written) if key.removeprefix("@").strip() in works or key.startswith("@")]
        start = found.start() if found else each.offset
        end = start + len(written)
        yield Nearly(start, written, tuple(key.removeprefix("@").strip() for key in named) or (each.key,))


def nearly(handbook: Handbook) -> Iterator[Finding]:
    """A key in running text that is no citation, so that readers see the key and no source."""
    for page in handbook.pages.values():
        for each in nearly_cited(handbook, page):
            yield Finding(
                page.place(each.offset, len(each.written)),
                "not-a-citation",
                f"{each.written} is no citation: readers see the key, not the source",
                f"write [{'; '.join(f'@{key}' for key in each.keys)}], and all else outside the brackets",
            )


def unused(handbook: Handbook) -> Iterator[Finding]:
    """A work that no chapter cites, and that is not kept as further reading."""
    cited = {citation.key for page in handbook.pages.values() for citation in page.rendered.citations}
    cited |= {key for page in handbook.pages.values() for each in nearly_cited(handbook, page) for key in each.keys}
    for key, work in handbook.bibliography.works.items():
        if key not in cited and not work.further:
            hint = "cite it, take it away, or keep it as further reading: add the keyword further"
            yield Finding(work.place, "unused-work", f"no chapter cites {key}", hint)


def numbers(handbook: Handbook) -> Iterator[Finding]:
    """A number from a study without the study."""
    for page in handbook.pages.values():
        for offset in uncited(page):
            yield Finding(
                page.place(offset, _length(_NUMBER, page, offset)),
                "number-without-source",
                "gives a number from a study, but the sentence cites none",
                "end the sentence with [@key] of the work in docs/references.bib, and say its limit",
            )


def uncited(page: Page) -> Iterator[int]:
    """Where the first number of each sentence stands that needs a study and cites none."""
    for line in page.rendered.lines:
        found = line.numbers or line.amounts
        if found and not line.cited and (line.numbers or _is_of_a_study(line)):
            yield found[0]


def _is_of_a_study(line: Line) -> bool:
    """Whether a share or a head count in `line` comes from a study: it names one, or tells of many."""
    text = line.text
    share_of_many = _OF_MANY.search(text) and _SHARE.search(text) and not _AIM.match(text)
    by_others = _SURVEY.search(text) and not line.invented and not _OWN.search(text)
    return bool(_STUDY.search(text) or share_of_many or by_others)


def _length(pattern: re.Pattern[str], page: Page, offset: int) -> int:
    found = pattern.match(page.body, offset)
    return len(found[0]) if found else 1
