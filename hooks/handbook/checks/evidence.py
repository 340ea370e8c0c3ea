"""Evidence at the claim: known works, verified works, and no number of a study without its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..content import Page
from ..finding import Finding
from ..model import Handbook

_STUDY = re.compile(
    r"\b(?:studie[rn]?|studiens|studierna|forskning\w*|forskare\w*|metaanalys\w*|meta-analys\w*|avhandling\w*"
    r"|fältexperiment\w*|stud(?:y|ies) (?:of|with|among|show|shows|showed|found|finds|by|from|in)"
    r"|(?:a|one|the|this) study(?! (?:step|column|box|field|row|and act)\b)"
    r"|research (?:show|found|finds|says)\w*|researchers?|meta-analys[ie]s|thesis|field experiments?)\b",
    re.IGNORECASE,
)
"""What makes a share or a head count one that a study gives."""
_SHARE = re.compile(r"\d\s?(?:%|procent|per ?cent)", re.IGNORECASE)
_OF_MANY = re.compile(
    r"(?:^|[\s(])(?:av|of|bland|among|i|in|hos|across)\s(?:\w+\s)?\d{2,}\s(?:\w+\s)?"
    r"(?:lag|teams?|projekt|projects|företag|companies|firms|fabriker|factories)\b",
    re.IGNORECASE,
)
"""What makes a share one that a study gives, though the sentence names no study."""
_AIM = re.compile(r"\W*(?:om|när|sikta|räkna|fråga|fyll|if|when|aim|count|ask|fill)\b", re.IGNORECASE)
"""How a sentence begins that says when to do something, or what to reach."""
_NUMBER = re.compile(r"\w+ ?= ?[-−]?\d+(?:[ \u00a0\u202f.,]\d+)*|\d+(?:[ \u00a0\u202f.,]\d+)*(?:[ \u00a0\u202f]?\w+)?")


def citations(handbook: Handbook) -> Iterator[Finding]:
    """Keys that references.bib lacks, and works that nobody has seen."""
    works = handbook.bibliography.works
    if handbook.bibliography.findings and not works:
        return  # that it cannot be read is one mistake, not one at every citation
    for page in handbook.pages.values():
        for citation in page.rendered.citations:
            work = works.get(citation.key)
            if work and work.citable:
                continue
            place = page.place(citation.offset, len(citation.key))
            if work is None:
                close = get_close_matches(citation.key, works, 1, 0.5)
                hint = f"did you mean {close[0]}?" if close else "add the work to docs/references.bib"
                yield Finding(place, "unknown-citation", f"cites {citation.key}, which is no known work", hint)
            else:
                fact = "was written from memory and never checked" if work.year else "lacks its year"
                hint = "check it at its publisher's, then say so in docs/references.bib: verified = {seen}"
                yield Finding(place, "unverified-citation", f"cites {citation.key}, which {fact}", hint)


def unused(handbook: Handbook) -> Iterator[Finding]:
    """A work that no chapter cites, and that is not kept as further reading."""
    cited = {citation.key for page in handbook.pages.values() for citation in page.rendered.citations}
    for key, work in handbook.bibliography.works.items():
        if key not in cited and not work.further:
            hint = "cite it, take it away, or keep it as further reading: add the keyword further"
            yield Finding(work.place, "unused-work", f"no chapter cites {key}", hint)


def numbers(handbook: Handbook) -> Iterator[Finding]:
    """A number from a study without the study."""
    for page in handbook.pages.values():
        for line in page.rendered.lines:
            found = line.numbers or (line.amounts if _is_of_a_study(line.text) else ())
            if found and not line.cited:
                yield Finding(
                    page.place(found[0], _length(_NUMBER, page, found[0])),
                    "number-without-source",
                    "gives a number from a study, but the sentence cites none",
                    "end the sentence with [@key] of the work in docs/references.bib, and say its limit",
                )


def _is_of_a_study(text: str) -> bool:
    """Whether a share or a head count in `text` comes from a study: it names one, or tells of many."""
    share_of_many = _OF_MANY.search(text) and _SHARE.search(text) and not _AIM.match(text)
    return bool(_STUDY.search(text) or share_of_many)


def _length(pattern: re.Pattern[str], page: Page, offset: int) -> int:
    found = pattern.match(page.body, offset)
    return len(found[0]) if found else 1
