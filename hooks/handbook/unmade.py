"""A page and what came of it → what was meant as Markdown and came out as plain text, or not at all.

Readers see the signs of a list that lacks its empty line, and no word of a table's cell beyond its last column.
The rendered page says which signs are seen; the source, where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .late import late
from .marks import CODE
from .rendered import Block, Unmade, UnmadeKind

_KINDS: tuple[tuple[UnmadeKind, str], ...] = (
    ("task", r"[-*+][ \t\u00a0]*\[[ xX\u00a0]?\](?=[ \t\u00a0\w])|\[\u00a0?\](?=[ \t]?\w)|\[ \](?=\w)"),
    ("list", r"[-*+•▪◦●·][ \t\u00a0]+(?=\S)|1[.)][ \t]+(?=[^\n]*\n[ \t]*2[.)][ \t])"),
    ("table", r"\|(?=[^\n]*\|[ \t]*$)|:?-{3,}:?[ \t]*(?=(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$)"),
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
_DASHES = late(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
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
    found = [*_seen(body, text), *_within(body, text), *_empty(body, blocks), *_cells(body, blocks)]
    return tuple(sorted(found, key=lambda each: each.offset))


def _seen(body: str, text: str) -> Iterator[Unmade]:
    """Lines whose first signs readers see; of several in a row, the first."""
    last: int | None = None
    within_code = False
    for match in _SEEN.finditer(text):
        kind: UnmadeKind = match.lastgroup  # type: ignore[assignment]
        places = list(_written(body, text[match.start() :].partition("\n")[0], match[0]))
        goes_on = next((at for at in places if last is not None and _is_next(body, last, at)), None)
        offset = goes_on if goes_on is not None else next((at for at in places if _is_loose(body, at, kind)), None)
        if offset is None:
            continue  # it is escaped, or put in by something else
        ends = kind == "code" and within_code
        within_code = kind == "code" and not ends
        if not ends and (goes_on is None or kind in ("box", "tab")):
            yield Unmade(kind, offset, len(match[0].rstrip()))
        last = offset


def _is_next(body: str, last: int, at: int) -> bool:
    """Whether what stands `at` a place begins the line after the one that begins at `last`."""
    return last < at and body.count("\n", last, at) == 1


def _is_loose(body: str, at: int, kind: UnmadeKind) -> bool:
    """Whether a line with such signs can be text: a list or a table that has all that it needs stands elsewhere."""
    if kind not in ("list", "task", "table") or not body.startswith(("- ", "* ", "+ ", "1. ", "|"), at):
        return True
    start = body.rfind("\n", 0, at) + 1
    above = body[body.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip(" \t>")
    if kind != "table":
        return bool(above) and not _ITEM.match(above)
    row, dashes = [*body[at:].split("\n", 2), ""][:2]
    whole = _DASHES.fullmatch(dashes.strip(" \t>")) and len(_split(row)) == len(_split(dashes))
    return "|" not in above if above else not whole


def _written(body: str, line: str, sign: str) -> Iterator[int]:
    """Where in `body` the `line` may be written that readers see."""
    at = body.find(sign)
    while at >= 0:
        begin = body.rfind("\n", 0, at) + 1
        written = body[at:].partition("\n")[0]
        listed = not sign.startswith("[") or bool(_LISTED.search(body, begin, at))
        if listed and _LEAD.fullmatch(body, begin, at) and _is_seen_as(line, written, sign):
            yield at
        at = body.find(sign, at + 1)


def _is_seen_as(line: str, written: str, sign: str) -> bool:
    """Whether readers may get what is `written` as `line`, both of which begin with `sign`."""
    after = len(sign)
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
        for match in pattern.finditer(text) if signs in text else ():
            at = body.find(match[0])
            if at >= 0 and not body.startswith(("\\", "`"), max(0, at - 1)):
                yield Unmade(kind, at, len(match[0]))
    for match in _NESTED.finditer(body) if "](" in text else ():
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


def _cells(body: str, blocks: tuple[Block, ...]) -> Iterator[Unmade]:
    """Cells beyond the last column of their table, which readers never get."""
    tables = [each.rows for each in blocks if each.kind == "table" and each.rows]
    for table in _TABLE.finditer(body) if tables else ():
        head = body[body.rfind("\n", 0, table.start()) + 1 : table.start()]
        most, start = _bars(head), table.start("rows")
        for row in table["rows"].split("\n"):
            if _bars(row) > most and len(cells := _split(row)) > (columns := len(_split(head))):
                lost = [each for each in cells[columns:] if row[each[0] : each[1]].strip()]
                if lost and any(_is_row(rendered, row, cells, columns) for each in tables for rendered in each):
                    yield Unmade("cell", start + lost[0][0], lost[0][1] - lost[0][0])
            start += len(row) + 1


def _bars(row: str) -> int:
    """How many bars stand between cells of `row`, or within them."""
    said = row.strip(" \t>")
    return said.count("|") - said.startswith("|") - said.endswith("|")


def _is_row(rendered: tuple[str, ...], row: str, cells: list[tuple[int, int]], columns: int) -> bool:
    """Whether `rendered` is what readers get of `row`: so it stands in no code."""
    return len(rendered) == columns and _letters(rendered[0]).startswith(_plain(row[slice(*cells[0])]))


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
