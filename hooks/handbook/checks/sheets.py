"""Sheets: something to fill in, shown filled in by an example that says it is invented, the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content import Page
from ..finding import Finding, Place
from ..model import Handbook
from ..preflight import garbled
from ..words import WORDS
from .ids import unnamed
from .languages import both


def empty(handbook: Handbook) -> Iterator[Finding]:
    """A sheet with nothing on it, and one to fill in that no example shows filled in."""
    for page in handbook.pages.values():
        for section in page.rendered.sections:
            if section.marked and section.empty:
                message = f"the sheet {section.id} has nothing on it"
                hint = "write what is to be filled in under it"
                yield Finding(_place(page, section.id), "empty-sheet", message, hint)
            elif section.marked and section.fillable and not section.shown:
                message = f"the sheet {section.id} is to be filled in, but no example shows how"
                hint = f'add a box under it: ??? example "{WORDS[page.language]["invented"]}: …"'
                yield Finding(_place(page, section.id), "sheet-without-example", message, hint)


def invented(handbook: Handbook) -> Iterator[Finding]:
    """An example that could be taken for a real company."""
    for page in handbook.pages.values():
        words = WORDS[page.language]["invented"]
        if all(title.startswith(words) for title in page.rendered.examples):
            continue  # to find where each is written takes its time
        for title, place in _examples(page):
            if not title.startswith(words) and not garbled(title):
                message = f"the example “{title}” does not say that it is invented"
                yield Finding(place, "example-not-marked", message, f"begin its title with “{words}: ”")


def _examples(page: Page) -> Iterator[tuple[str, Place]]:
    """The title of each box with an example, and where it is written."""
    start = 0
    for title in page.rendered.examples:
        box = re.compile(rf'example\b[^"\n]*"({re.escape(title)})"|^[ \t]*[!?+]+[ \t]*(example)[ \t]*$', re.MULTILINE)
        found = box.search(page.body, start)
        start = found.end() if found else start
        yield title, page.place(found.start(found.lastindex or 0), len(title)) if found else page.start


def parity(handbook: Handbook) -> Iterator[Finding]:
    """A heading that begins a sheet in one language only."""
    for source, translation in both(handbook):
        theirs, ours = ({each.id for each in page.rendered.sections if each.marked} for page in (source, translation))
        for identity in sorted((theirs ^ ours) & {*source.ids} & {*translation.ids}):
            differ = "is a sheet here, but not" if identity in ours else "is no sheet here, but is one"
            message = f"{identity} {differ} in {source.file}"
            hint = f"write {{#{identity} .sheet}} in both, or in neither"
            yield Finding(_place(translation, identity), "sheet-mismatch", message, hint)


def unmarked(handbook: Handbook) -> Iterator[Finding]:
    """Something to fill in among a guide's sheets that nobody can print, because it has not the class."""
    for page in handbook.pages.values():
        if handbook.chapters[page.path].meta.type != "guide":
            continue
        for section in page.rendered.sections:
            named = section.id not in unnamed(page)  # or else that is the finding: the class may be lost with the id
            if section.among and named and not section.marked and section.asks:
                message = f"{section.id} is to be filled in, but is not marked as a sheet"
                hint = f"write {{#{section.id} .sheet}}, and it can be printed and downloaded"
                yield Finding(_place(page, section.id), "unmarked-sheet", message, hint)


def _place(page: Page, identity: str) -> Place:
    return page.place(next((each.offset for each in page.rendered.headings if each.id == identity), 0))
