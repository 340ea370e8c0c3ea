"""A page and what came of it → what was meant as Markdown and came out as plain text, or not at all.

Readers see the signs of a list that lacks its empty line, and no word of a table's cell beyond its last column.
The rendered page says which signs are seen; the source, where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from .late import late
from .marks import CODE
from .rendered import Block, Unmade, UnmadeKind

MOST = 100
"""Of each sort that is told of a page: nobody mends more in one go."""
_FARTHEST = 2_000
"""Lines that are searched for one that readers see."""

_KINDS: tuple[tuple[UnmadeKind, str], ...] = (
    ("task", r"[-*+][ \t\u00a0]*\[[ xX\u00a0]?\](?=[ \t\u00a0\w])|\[\u00a0?\](?=[ \t]?\w)|\[ \](?=\w)"),
    ("list", r"[-*+•▪◦●·][ \t\u00a0]+(?=\S)|1[.)][ \t]+(?=[^\n]*\n[ \t]*2[.)][ \t])"),
    ("table", r"\|(?=[^\n]*\|[ \t]*$)|:?-{3,}+:?[ \t]*+(?=(?:\|[ \t]*+:?-{3,}+:?[ \t]*+)++(?:\|[ \t]*+)?$)"),
    ("box", r"!!!|\?\?\?|(?:!{1,2}|\?\?\+?)(?=[ \t]?[a-z]+(?:[ \t]+[\"“”„'][^\n]*)?$)"),
    ("tab", rf"={{2,4}}[!+]?[ \t]*(?=[\"“”„'][^\n]*[\"“”']?[ \t]*$)|===[!+]?[ \t]+(?=\w[^\n]*\n{CODE}{CODE})"),
    ("code", r"[´‘’']{3,}(?=[a-z]*[ \t]*$)"),
)
_SEEN = late("(?m)^(?:" + "|".join(f"(?P<{kind}>{signs})" for kind, signs in _KINDS) + ")")
"""How a line of text begins that was meant to be more."""
_WITHIN: tuple[tuple[UnmadeKind, str, re.Pattern[str]], ...] = (
    ("term", "[[", late(r"\[\[\w[^\[\]\n]*\](?!\])(?=[^\[\]\n]*$)", re.MULTILINE)),
    ("link", "]:(", late(r"\[[^\[\]\n]+\]:\((?:[\w./-]+\.md|https?://)[^()\s]*\)")),
    ("tag", "<", late(r"<(?:img|source|video|track|details|summary|abbr|figure)\s[\w-]+=[\"'][^<>\n]*>")),
)
"""What stands within a line of text that was meant to be more, and signs that it cannot do without."""
_NESTED = late(r"(?<![\\!])\[[^\[\]\n]*(?<!!)(?P<inner>\[[^\[\]\n]+\]\([^()\s]+\))[^\[\]\n]*\]\([^()\s]+\)")
"""A link within another."""
_LEAD = late(r"(?:[ \t>]|(?:[-*+:]|\d+[.)])(?=[ \t]))*")
"""The signs of what a line stands in."""
_ITEM = late(r"(?:[-*+]|\d+\.)[ \t]")
_DASHES = late(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+(?:\|[ \t]*+)?")
_LISTED = late(r"[-*+][ \t]+$")
_ADDRESS = late(r"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|\{[^{}\n]*\}")
_NOT_PLAIN = late(r"[`<&\\@]|\[\[|!\[")
"""What begins something that readers do not get as it is written."""

_EMPTY = late(r"(?m)^(?P<lead>[ \t>]*)(?:(?P<box>!!!|\?\?\?\+?)[ ]?\w|(?P<tab>===[!+]*[ \t]+[\"']))[^\n]*(?=\n|\Z)")
"""The first line of a box or a tab."""
_NEXT = late(r"\n(?P<lead>[ \t>]*)[^\s>]")

_TABLE = late(rf"\n[ \t>]*(?=[|:-])(?P<dashes>{_DASHES.pattern})(?=\n)(?P<rows>(?:\n[^\n|]*\|[^\n]*)+)")
"""A table, from its row of dashes on."""
_HELD = late(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)")
"""What keeps a bar from ending a cell: a backslash, or code around it."""


def unmade(body: str, text: str, blocks: tuple[Block, ...]) -> tuple[Unmade, ...]:
    """What came of `body` as `text` and `blocks`, and was meant to be more."""
    empty = islice(_empty(body, blocks), MOST)
    found = [*_seen(body, text), *_within(body, text), *empty, *_cells(body, blocks)]
    return tuple(sorted(found, key=lambda each: each.offset))


class _Line(NamedTuple):
    """A line of the source."""

    offset: int
    """Where it begins, the signs left out of what it stands in."""
    text: str
    above: str
    """The line before it."""
    below: str
    """The line after it."""
    lead: str
    """The signs of what it stands in."""


def _lines(body: str) -> list[_Line]:
    written = body.split("\n")
    lines, start = [], 0
    for at, line in enumerate(written):
        above = written[at - 1].strip(" \t>") if at else ""
        below = written[at + 1] if at + 1 < len(written) else ""
        lead = _LEAD.match(line)
        end = lead.end() if lead else 0
        # A sign may be the lead's own last one: a list's, of which readers see what follows.
        for begin in _starts(line, end):
            lines.append(_Line(start + begin, line[begin:], above, below, line[:begin]))
        start += len(line) + 1
    return lines


def _starts(line: str, end: int) -> Iterator[int]:
    """Where what readers see of `line` may begin, whose signs end at `end`."""
    first = len(line) - len(line.lstrip(" \t>"))
    yield first
    if end != first:
        yield end


def _seen(body: str, text: str) -> Iterator[Unmade]:
    """Lines whose first signs readers see; of several in a row, the first."""
    found = list(islice(_SEEN.finditer(text), MOST))
    lines = _lines(body) if found else []
    last, within_code = -1, False
    for match in found:
        kind: UnmadeKind = match.lastgroup  # type: ignore[assignment]
        at, goes_on = _place(lines, text[match.start() :].partition("\n")[0], match[0], kind, last)
        if at is None:
            continue  # it is escaped, or put in by something else
        ends = kind == "code" and within_code
        if kind == "code":
            within_code = not ends
        if not ends and (not goes_on or kind in ("box", "tab")):
            yield Unmade(kind, lines[at].offset, len(match[0].rstrip()))
        last = at


def _place(lines: list[_Line], line: str, sign: str, kind: UnmadeKind, last: int) -> tuple[int | None, bool]:
    """Which of `lines` readers see as `line`, and whether it goes on from the `last` one that they saw."""
    near = range(last + 1, min(len(lines), last + 4)) if last >= 0 else range(0)
    for at in near:
        follows = lines[at].above == _bare(lines[last]) and lines[at].offset > lines[last].offset
        if follows and _is_seen_as(line, lines[at], sign):
            return at, True
    start = max(0, min(last + 1, len(lines) - _FARTHEST))
    for at in range(start, min(len(lines), start + _FARTHEST)):
        if _is_seen_as(line, lines[at], sign) and _is_loose(lines[at], kind):
            return at, False
    return None, False


def _bare(line: _Line) -> str:
    """The whole line, as the next one has it above itself."""
    return (line.lead + line.text).strip(" \t>")


def _is_loose(line: _Line, kind: UnmadeKind) -> bool:
    """Whether a line with such signs can be text: a list or a table that has all that it needs stands elsewhere."""
    if kind not in ("list", "task", "table") or not line.text.startswith(("- ", "* ", "+ ", "1. ", "|")):
        return True
    if kind != "table":
        return bool(line.above) and not _ITEM.match(line.above)
    dashes = line.below.strip(" \t>")
    whole = _DASHES.fullmatch(dashes) and len(_split(line.text)) == len(_split(dashes))
    return "|" not in line.above if line.above else not whole


def _is_seen_as(line: str, source: _Line, sign: str) -> bool:
    """Whether readers may get `source` as `line`, which begins with `sign`."""
    written, after = source.text, len(sign)
    if not written.startswith(sign) or (sign.startswith("[") and not _LISTED.search(source.lead)):
        return False
    if written[after : after + 1] not in (line[after : after + 1], *"*_[`<&\\@"):
        return False
    if plain := _plain(written):
        return _letters(line).startswith(plain)
    return "".join(line.split()) == "".join(written.split()) or line.startswith((CODE, "@"), len(sign))


def _plain(written: str) -> str:
    """The letters that readers get of a line, as far as they are sure."""
    return _letters(_ADDRESS.sub("", _NOT_PLAIN.split(written, 1)[0]))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _within(body: str, text: str) -> Iterator[Unmade]:
    for kind, signs, pattern in _WITHIN:
        for match in islice(pattern.finditer(text), MOST) if signs in text else ():
            at = body.find(match[0])
            if at >= 0 and not body.startswith(("\\", "`"), max(0, at - 1)):
                yield Unmade(kind, at, len(match[0]))
    for match in islice(_NESTED.finditer(body), MOST) if "](" in text else ():
        if match["inner"] in text:
            yield Unmade("link", match.start("inner"), len(match["inner"]))


def _empty(body: str, blocks: tuple[Block, ...]) -> Iterator[Unmade]:
    """Boxes and tabs with nothing in them, as many as there are."""
    left = {kind: sum(each.kind == kind and each.empty for each in blocks) for kind in ("box", "tab")}
    for begun in _EMPTY.finditer(body) if any(left.values()) else ():
        kind = "box" if begun["box"] else "tab"
        inside = _NEXT.search(body, begun.end())
        if left[kind] and (inside is None or _width(inside["lead"]) < _width(begun["lead"]) + 4):
            left[kind] -= 1
            yield Unmade("empty-box" if kind == "box" else "empty-tab", begun.end("lead"), 3)


def _width(lead: str) -> int:
    return len(lead.expandtabs(4))


class _Surplus(NamedTuple):
    """What stands in a row of a table beyond its last column."""

    offset: int
    length: int
    columns: int
    first: str
    """The letters of the row's first cell, as far as they are sure."""


def _cells(body: str, blocks: tuple[Block, ...]) -> Iterator[Unmade]:
    """Cells beyond the last column of their table, which readers never get; in code, they do."""
    surplus = list(_surplus(body)) if any(each.kind == "table" for each in blocks) else []
    seen = _first_cells(blocks) if surplus else {}
    lost = (each for each in surplus if _begins(seen.get(each.columns, ()), each.first))
    return (Unmade("cell", each.offset, each.length) for each in islice(lost, MOST))


def _surplus(body: str) -> Iterator[_Surplus]:
    for table in _TABLE.finditer(body):
        head = body[body.rfind("\n", 0, table.start()) + 1 : table.start()]
        most, start = _bars(head), table.start("rows")
        for row in table["rows"].split("\n"):
            if _bars(row) > most and len(cells := _split(row)) > (columns := len(_split(head))):
                beyond = [each for each in cells[columns:] if row[slice(*each)].strip()]
                for begin, end in beyond[:1]:
                    yield _Surplus(start + begin, end - begin, columns, _plain(row[slice(*cells[0])]))
            start += len(row) + 1


def _first_cells(blocks: tuple[Block, ...]) -> Mapping[int, Sequence[str]]:
    """The letters of the first cell of each row that readers get, in order, by how many cells it has."""
    seen: dict[int, list[str]] = {}
    rows = (row for each in blocks if each.kind == "table" for row in each.rows if row)
    for columns, first in sorted((len(row), _letters(row[0])) for row in rows):
        seen.setdefault(columns, []).append(first)
    return seen


def _begins(ordered: Sequence[str], start: str) -> bool:
    """Whether one of `ordered` begins with `start`."""
    at = bisect_left(ordered, start)
    return at < len(ordered) and ordered[at].startswith(start)


def _bars(row: str) -> int:
    """How many bars stand between cells of `row`, or within them."""
    said = row.strip(" \t>")
    return said.count("|") - said.startswith("|") - said.endswith("|")


def _split(row: str) -> list[tuple[int, int]]:
    """Where each cell of `row` begins and ends, as Python-Markdown divides it."""
    plain = _HELD.sub(lambda held: "x" * len(held[0]), row)
    begin, end = len(plain) - len(plain.lstrip(" \t>")), len(plain.rstrip())
    begin += plain.startswith("|", begin)
    end -= plain.endswith("|", begin, end)
    bars = [at for at in range(begin, end) if plain[at] == "|"]
    edges = list(zip((begin, *(at + 1 for at in bars)), (*bars, end), strict=True))
    return [_trimmed(row, *edge) for edge in edges]


def _trimmed(row: str, begin: int, end: int) -> tuple[int, int]:
    cell = row[begin:end]
    return begin + len(cell) - len(cell.lstrip()), max(begin, end - len(cell) + len(cell.rstrip()))
