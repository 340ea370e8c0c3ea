"""Session guides: every part of the frame, minutes that add up, each form filled, and forms that hold together."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from ..content import Page
from ..finding import Finding
from ..frontmatter import vocabulary
from ..late import late
from ..model import Chapter, Handbook
from ..preflight import garbled
from ..runsheet import SECTION, Part, rows, run_sheet
from ..settings import SOURCE
from ..words import WORDS
from .ids import lost

FRAME = (
    "in-a-minute",
    "before",
    "run-sheet",
    "question-bank",
    "worksheets",
    "observation-sheet",
    "forms",
    "measures",
    "pitfalls",
    "assignment",
    "work-environment-check",
    "after",
    "evidence",
    "see-also",
)
CORE_MINUTES = 30
_WORD = late(r"\w+")
_DIGIT = late(r"\d")
_ROW = late(r"(?m)^[ \t]*\|[ \t]*(?=[^|\n]*\d)([^|\n]+)")
"""A row of a table that begins with a number."""
_FEWEST_WORDS, _FEWEST_OWN_WORDS = 4, 3
"""A tab of fewer words says neither how nor why not; nor does one with fewer words of its own beside a phrase."""
_FORM = r"(?:på plats|hybrid\w*|(?:på )?distans|on site|in person|remote(?:ly)?|online|ovan|above|här|here)"
_EMPTY_PHRASE = late(
    rf"\b(?:(?:det är |gör |precis |exakt )*(?:samma(?: sak)?|likadant)(?: här| som)?(?: för| i)? {_FORM}"
    rf"|(?:it is |do |just |exactly )*the same(?: thing)?(?: here)?(?: as| for)?(?: in)? {_FORM}"
    rf"|(?:som|se|as|see)(?: i| in| under| for)? (?:fliken |tabben |the tab )?{_FORM}"
    r"|ingen skillnad|no difference"
    r"|(?:det |den |träffen |guiden |metoden )?(?:går|fungerar|funkar) inte(?: att (?:köra|göra))?"
    rf"(?: (?:i|för) {_FORM}| {_FORM})?"
    r"|(?:it |this |the session )?(?:does not work|doesn[’']t work|cannot be (?:done|run)|is not possible|not possible)"
    rf"(?: (?:in|for))?(?: {_FORM})?"
    r"|(?:att |ska |to be )?(?:skrivas?|skrivs|fyllas? i|fylls i|kompletteras|göras?|kommer|written|filled in|done)"
    r"(?: här)? (?:senare|snart|later|soon)|(?:kommer|coming) (?:senare|snart|soon|later)"
    r"|inte (?:klart|skrivet) än|not (?:done|written) yet|att göra|to do|todo|tbd|tba|n/a|not applicable|lorem ipsum.*)"
    r"(?!\w)",
    re.IGNORECASE,
)
"""What a tab may say beside what is its own."""
_PROMISE = late(
    r"\W*(?:(?:todo|fixme|tbd|tba|x{3,})\b|(?:ska )?fyll(?:s|as) i senare|to be (?:written|filled in)\b)", re.IGNORECASE
)
"""How a tab begins that somebody means to write."""


def frame(handbook: Handbook) -> Iterator[Finding]:
    """A guide without one of its parts."""
    for page in _guides(handbook):
        there = {heading.id for heading in page.rendered.headings}
        for part in FRAME:
            if part not in there and part not in lost(handbook, page):
                message = f"the guide lacks the part {part}"
                hint = "add the heading; Writing a chapter says what each part holds"
                yield Finding(page.start, "missing-part", message, hint)


def minutes(handbook: Handbook) -> Iterator[Finding]:
    """A run sheet whose minutes are not those of the front matter, or whose core is not thirty."""
    sheets = [(page, run_sheet(page)) for page in _guides(handbook)]
    alike: dict[str, list[tuple[Part, ...]]] = defaultdict(list)
    for page, parts in sheets:
        alike[page.path].append(parts)
    for page, parts in sheets:
        meta = handbook.chapters[page.path].meta
        first, *others = (sum(map(_minutes, each)) for each in alike[page.path])
        declared = meta.minutes or 0
        if not parts or any(garbled(part.name) for part in parts):
            continue
        offset = next((each.offset for each in page.rendered.headings if each.id == SECTION), 0)
        total, core = sum(map(_minutes, parts)), sum(map(_core_minutes, parts))
        if declared and total != declared and others == [first]:
            if page.language == SOURCE:  # both run sheets agree, so the one number beside them is told
                place, hint = meta.place("minutes", page.start), "mend the one that is wrong"
                message = f"says {declared} minutes, but both run sheets add up to {total}"
                yield Finding(place, "minutes-differ", message, hint)
        elif declared and total != declared:
            message = f"the minutes add up to {total}, but the front matter says {declared}"
            place = page.place(_odd_row(page, offset, alike[page.path], declared, _minutes))
            yield Finding(place, "minutes-differ", message, "mend the one that is wrong")
        elif declared > CORE_MINUTES and core != CORE_MINUTES:
            message = f"the core adds up to {core} minutes, not {CORE_MINUTES}"
            hint = f"mark the rows that make a session of {CORE_MINUTES} minutes"
            place = page.place(_odd_row(page, offset, alike[page.path], CORE_MINUTES, _core_minutes))
            yield Finding(place, "minutes-differ", message, hint)


def _minutes(part: Part) -> int:
    return part.minutes


def _core_minutes(part: Part) -> int:
    return part.minutes if part.core else 0


def _odd_row(page: Page, offset: int, sheets: Sequence[tuple[Part, ...]], whole: int, of: Callable[[Part], int]) -> int:
    """Where the row below `offset` stands that is to blame: it has no whole number, or not that of the right sheet."""
    counted = [row[0] for row in rows(page) if _DIGIT.search(row[0])]
    odd = [at for at, minutes in enumerate(counted) if not minutes.isdecimal()]
    right = any(sum(map(of, sheet)) == whole for sheet in sheets)
    if not odd and right and len({len(sheet) for sheet in sheets}) == 1:
        odd = [at for at, parts in enumerate(zip(*sheets, strict=True)) if len(set(map(of, parts))) > 1]
    starts = [match.start(1) for match in _ROW.finditer(page.body, offset)]
    return starts[odd[0]] if len(odd) == 1 and odd[0] < len(starts) else offset


def tabs(handbook: Handbook) -> Iterator[Finding]:
    """A form that a chapter claims and no tab tells of, and a tab that says nothing."""
    for page in handbook.pages.values():
        chapter = handbook.chapters[page.path]
        if chapter.meta.type not in ("guide", "method") or "forms" not in page.ids:
            continue
        offset = next((each.offset for each in page.rendered.headings if each.id == "forms"), 0)
        part = set(_sections(page, "forms"))
        found = {block.label: block.text for block in page.rendered.blocks if block.section in part}
        labels = [WORDS[page.language][form] for form in vocabulary("forms")]
        for label in labels:
            if label not in found and any(map(garbled, found)):
                continue  # the letters are the finding
            if label not in found:
                message = f"the part forms has no tab “{label}”"
                hint = f'add === "{label}" and say how, or why not'
                yield Finding(page.place(_misnamed(page, found, labels, offset)), "form-without-tab", message, hint)
            elif not _says_something(found[label]):
                message = f"the tab “{label}” says neither how nor why not"
                there = max(offset, page.body.find(f'"{label}"', offset))
                yield Finding(page.place(there), "form-without-tab", message, "write a sentence")


def _misnamed(page: Page, found: Iterable[str], labels: Sequence[str], offset: int) -> int:
    """Where the tab stands that has another name than any form, if there is only one; or else `offset`."""
    others = [label for label in found if label and label not in labels]
    one = len(others) == 1 and sum(label not in found for label in labels) == 1
    at = page.body.find(f'"{others[0]}"', offset) if one else -1
    return at if at >= 0 else offset


def _says_something(text: str) -> bool:
    """Whether a tab says how or why not, and not only that it is as another one, or will be written one day."""
    words = list(islice(_WORD.finditer(text), _FEWEST_WORDS))
    if len(words) < _FEWEST_WORDS or _PROMISE.match(text):
        return False
    if not any(_EMPTY_PHRASE.match(text, word.start()) for word in words[:_FEWEST_OWN_WORDS]):
        return True  # as most tabs do; to look for phrases in all of them takes its time
    return len(_WORD.findall(_EMPTY_PHRASE.sub(" ", text))) >= _FEWEST_OWN_WORDS


def closure(handbook: Handbook) -> Iterator[Finding]:
    """A session that claims a form needs and uses only what exists in that form. The chain is told."""
    for chapter in handbook.chapters.values():
        lacking: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for form in (form for form in chapter.meta.forms if form != "on-site"):
            for chain in _breaches(handbook, chapter, form):
                lacking[chain[-1]].setdefault(form, chain)
        for last, chains in lacking.items():
            first, *others = chains
            at = chapter.meta.forms.index(first)
            what = f"the forms {' and '.join(chains)}" if others else f"the form {first}"
            message = f"claims {what}, but what it rests on has no such form: {' → '.join(chains[first])}"
            hint = f"give {last} {what}, or take {'them' if others else 'it'} away here"
            place = chapter.meta.place(f"forms.{at}", chapter.page(SOURCE).start)
            yield Finding(place, "form-not-closed", message, hint)


def _breaches(handbook: Handbook, chapter: Chapter, form: str) -> Iterator[tuple[str, ...]]:
    """The shortest way from `chapter` to each thing that it rests on and that has no such form.

    What claims the form itself is not looked behind: what it rests on is its own finding.
    """
    trails: deque[tuple[str, ...]] = deque([(chapter.path,)])
    seen = {chapter.path}
    while trails:
        trail = trails.popleft()
        here = handbook.chapters[trail[-1]]
        for path in (*here.meta.needs, *here.meta.uses):
            other = handbook.chapters.get(path)
            if other is None or path in seen:
                continue
            seen.add(path)
            if not other.meta.forms:
                trails.append((*trail, path))
            elif form not in other.meta.forms:
                yield (*trail, path)


def _sections(page: Page, part: str) -> Iterator[str]:
    """The ids of `part` and of the headings within it."""
    level = 0
    for heading in page.rendered.headings:
        if heading.id == part:
            level = heading.level
        elif heading.level <= level:
            level = 0
        if level:
            yield heading.id


def _guides(handbook: Handbook) -> Iterator[Page]:
    """The pages of every guide, but for those that cannot be judged."""
    for page in handbook.pages.values():
        if handbook.chapters[page.path].meta.type == "guide" and handbook.judged(page):
            yield page
