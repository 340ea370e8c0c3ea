"""From tried to included: a trial log where a method is tried, and enough in it where the method is included.

The chapter “Reading and citing” says what the log holds and how much it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..content import Page
from ..finding import Finding, Place
from ..model import Handbook
from ..rendering import Heading
from ..words import WORDS

SECTION = "trial-log"
FEWEST_RUNS = 3
FEWEST_PLACES = 2
"""Regions or sectors that the runs come from."""
_PLACE, _DECISION = 2, 5
COLUMNS = {
    "sv": ("Datum", "Form", "Region eller bransch", "Vad du ändrade", "Vad som hände", "Beslut"),
    "en": ("Date", "Form", "Region or sector", "What you changed", "What happened", "Decision"),
}
"""What every log tells, in any order and among others; the last stays empty until somebody decides."""
_COMPANY = re.compile(r"\b(?:AB|HB|KB|Ltd|Inc|GmbH)\b")


@dataclass(frozen=True)
class _Log:
    """A page's trial log, with the cells of each row in the order of COLUMNS."""

    page: Page
    heading: Heading
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: tuple[str, ...]) -> Place:
        """Where `row` stands, or else the log."""
        said = [cell for cell in row if cell]
        offset = self.heading.offset
        for line in self.page.body[offset:].split("\n"):
            if all(cell in line for cell in said):
                return self.page.place(offset + line.index(said[0]), len(said[0]))
            offset += len(line) + 1
        return self.page.place(self.heading.offset)


def logs(handbook: Handbook) -> Iterator[Finding]:
    """A method on trial or included without its log, a log without its columns, a row that says too little or much."""
    for page in _tried(handbook):
        log = _log(page)
        if isinstance(log, Finding):
            yield log
            continue
        for row in log.rows:
            names = COLUMNS[page.language]
            if lacking := [name for at, name in enumerate(names) if at != _DECISION and not row[at]]:
                hint = "fill it in; “nothing” is an answer"
                yield Finding(log.place(row), "trial-log", f"the row lacks “{lacking[0]}”", hint)
            elif company := next(filter(None, map(_COMPANY.search, row)), None):
                hint = "write the region or the sector, never the company"
                yield Finding(log.place(row), "trial-log", f"the row names a company: {company[0]}", hint)


def decisions(handbook: Handbook) -> Iterator[Finding]:
    """A method that is included before enough runs and a decision say so."""
    for page in _tried(handbook):
        log = _log(page)
        if handbook.chapters[page.path].meta.state != "included" or isinstance(log, Finding):
            continue
        word = WORDS[page.language]["included"]
        runs, places = len(log.rows), len({row[_PLACE].casefold() for row in log.rows})
        decided = any(row[_DECISION].casefold().startswith(word.casefold()) for row in log.rows)
        if runs < FEWEST_RUNS or places < FEWEST_PLACES or not decided:
            several = "s" * (places != 1)
            shown = f"{runs} run{'s' * (runs != 1)} in {places} region{several} or sector{several}"
            yield Finding(
                page.meta.place("state", page.start),
                "included-without-trial",
                f"is included, but its trial log shows {shown}, and {'a' if decided else 'no'} decision",
                f"it takes {FEWEST_RUNS} runs in {FEWEST_PLACES} regions or sectors and a row with the decision "
                f"“{word}”; until then it is on trial",
            )


def _tried(handbook: Handbook) -> Iterator[Page]:
    """The pages of the methods that are tried or have been; a card follows its guide, and a background is not run."""
    for page in handbook.pages.values():
        meta = handbook.chapters[page.path].meta
        refused = page.file.removeprefix("docs/") in handbook.content.refused
        if meta.type in ("guide", "method") and meta.state in ("trial", "included") and not refused:
            yield page


def _log(page: Page) -> _Log | Finding:
    """The log of `page`, or what keeps it from being one."""
    hint = "Reading and citing shows what it holds"
    heading = next((each for each in page.rendered.headings if each.id == SECTION), None)
    if heading is None:
        place, message = page.meta.place("state", page.start), f"is tried, but has no section {SECTION}"
        return Finding(place, "trial-log", message, f"add a heading with the id {SECTION}; {hint}")
    blocks = page.rendered.blocks
    rows = next(
        (each.rows for each in blocks if (each.kind, each.section, each.boxed) == ("table", SECTION, False)), ()
    )
    if not rows:
        return Finding(page.place(heading.offset), "trial-log", "the trial log has no table", hint)
    names = COLUMNS[page.language]
    if lacking := [name for name in names if name not in rows[0]]:
        return Finding(page.place(heading.offset), "trial-log", f"the trial log lacks the column “{lacking[0]}”", hint)
    order = [rows[0].index(name) for name in names]
    filled = [tuple(row[at] if at < len(row) else "" for at in order) for row in rows[1:] if any(row)]
    return _Log(page, heading, tuple(filled))
