"""From tried to included: a trial log where a method is tried, and enough in it where the method is included.

The chapter “Reading and citing” says what the log holds and how much it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from ..content import Page
from ..finding import Finding, Place
from ..frontmatter import Form
from ..late import late
from ..model import Handbook
from ..rendered import Heading
from ..words import WORDS

SECTION = "trial-log"
FEWEST_RUNS = 5
FEWEST_PLACES = 3
"""Regions or sectors that the runs come from."""
FEWEST_SINCE_CHANGE = 2
"""Runs of the text as it stands."""
_FORM, _PLACE, _DECISION = 1, 2, 5
COLUMNS = {
    "sv": ("Datum", "Form", "Region eller bransch", "Anpassat", "Hände", "Beslut"),
    "en": ("Date", "Form", "Region or sector", "Adapted", "Happened", "Decision"),
}
"""What every log tells, in any order and among others; the last stays empty until somebody decides."""
DECISIONS = {
    "sv": ("Prova mer", "Ändra", "Ta in", "Lägg ner"),
    "en": ("Try more", "Change", "Take in", "Drop"),
}
_CHANGE, _TAKE_IN = 1, 2
_COMPANY = late(r"\b(?:AB|HB|KB|Ltd|Inc|GmbH)\b")


class _Log(NamedTuple):
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
            elif row[_FORM].casefold() not in {name.casefold() for name in _forms(page.language)}:
                hint = f"write {', '.join(_forms(page.language))}; a run in two forms is two rows"
                yield Finding(log.place(row), "trial-log", f"“{row[_FORM]}” is no form", hint)
            elif row[_DECISION] and not any(_decides(row, word) for word in DECISIONS[page.language]):
                hint = f"write {', '.join(DECISIONS[page.language])}, or leave it empty until somebody decides"
                yield Finding(log.place(row), "trial-log", f"“{row[_DECISION]}” is no decision", hint)


def decisions(handbook: Handbook) -> Iterator[Finding]:
    """A method that is included before enough runs and a decision say so."""
    for page in _tried(handbook):
        log, meta = _log(page), handbook.chapters[page.path].meta
        if meta.state != "included" or isinstance(log, Finding):
            continue
        if unmet := next(_unmet(log, meta.forms), None):
            place = page.meta.place("state", page.start)
            hint = "Reading and citing has the rule; until it is met, the state is trial"
            yield Finding(place, "included-without-trial", f"is included, but its trial log {unmet}", hint)


def _unmet(log: _Log, forms: Sequence[str]) -> Iterator[str]:
    """What the log lacks of the demands that can be counted in it, in their order."""
    language, rows = log.page.language, log.rows
    if len(rows) < FEWEST_RUNS:
        yield f"shows {len(rows)} run{'s' * (len(rows) != 1)}; it takes {FEWEST_RUNS}"
    run = {row[_FORM].casefold() for row in rows}
    if lacking := [form for form in forms if WORDS[language][form].casefold() not in run]:
        yield f"shows no run in the form {lacking[0]}"
    places = len({row[_PLACE].casefold() for row in rows})
    if places < FEWEST_PLACES:
        several = "s" * (places != 1)
        yield f"comes from {places} region{several} or sector{several}; it takes {FEWEST_PLACES}"
    change, take_in = (DECISIONS[language][at] for at in (_CHANGE, _TAKE_IN))
    since = next((at for at, row in enumerate(reversed(rows)) if _decides(row, change)), len(rows))
    if since < FEWEST_SINCE_CHANGE:
        yield f"shows {since} run{'s' * (since != 1)} since “{change}”; it takes {FEWEST_SINCE_CHANGE}"
    if not rows or not _decides(rows[-1], take_in):
        yield f"does not end with the decision “{take_in}”"


def _forms(language: str) -> tuple[str, ...]:
    """The three forms as readers see them."""
    return tuple(WORDS[language][form] for form in get_args(Form))


def _decides(row: tuple[str, ...], decision: str) -> bool:
    """Whether `row` has the decision, which a date may follow."""
    return row[_DECISION].casefold().startswith(decision.casefold())


def _tried(handbook: Handbook) -> Iterator[Page]:
    """The pages of the methods that are tried or have been; a card follows its guide, and a background is not run."""
    for page in handbook.pages.values():
        meta = handbook.chapters[page.path].meta
        tried = meta.type in ("guide", "method") and meta.state in ("trial", "included")
        if tried and handbook.judged(page):
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
