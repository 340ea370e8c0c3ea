"""Front matter → Meta. The class below is the schema: names, types and allowed words stand once, here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import yaml
from yaml.constructor import SafeConstructor
from yaml.reader import ReaderError

from .finding import Finding, Place, Text
from .late import late
from .nodes import Endless, refuse_endless, tree
from .settings import SOURCE

Type = Literal["guide", "method", "card", "background"]
State = Literal["draft", "trial", "included", "withdrawn"]
Evidence = Literal["documented", "practice", "proposal"]
Form = Literal["on-site", "hybrid", "remote"]
Language = Literal["sv", "en"]
Role = Literal[
    "coach",
    "assistant-coach",
    "coordinator",
    "key-person",
    "management",
    "first-line-manager",
    "team-leader",
    "team",
    "safety-representative",
]


@dataclass(frozen=True)
class Meta:
    """What a chapter says of itself. The Swedish file says it all, the English one only what differs.

    The keys stand in a file in the order in which they stand here.
    """

    title: str = ""
    description: str = ""
    synonyms: tuple[str, ...] = ()
    """What else people call it, or type when they look for it: the search finds the chapter by these, too."""
    type: Type | None = None
    state: State | None = None
    evidence: Evidence | None = None
    minutes: int | None = None
    roles: tuple[Role, ...] = ()
    forms: tuple[Form, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ("sv", "en")
    """`[sv]` says that a chapter is meant to be in Swedish only, for now."""
    reviewed: date | None = None
    translated_from: str = ""
    """In the English file: the fingerprint of the Swedish text that it was made from."""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where each key stands, and each item of a list as `needs.0`."""

    def place(self, key: str, otherwise: Place) -> Place:
        """Where `key` stands, or `otherwise` if it is not written."""
        return self.places.get(key, otherwise)


_HINTS = {name: hint for name, hint in get_type_hints(Meta).items() if name != "places"}
KEYS = tuple(_HINTS)
"""The keys, in the order in which they stand in a file."""
_ORDER = {key: at for at, key in enumerate(KEYS)}
_DEFAULTS = {item.name: item.default for item in fields(Meta) if item.default is not MISSING}
_TRANSLATED = ("title", "description", "synonyms", "translated_from")
_REQUIRED = ("title", "description")
_REQUIRED_OF_CHAPTER = (*_REQUIRED, "type", "state", "evidence", "reviewed")
_REQUIRED_OF_GUIDE = ("minutes", "roles", "forms")

MOST_DESCRIPTION = 150
"""Characters of a description: search engines cut off what is longer."""

_STRING = "tag:yaml.org,2002:str"
_BLOCK = late(r"\A---[ \t]*\n(?P<yaml>.*?)(?:^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)


class Parsed(NamedTuple):
    """A file's front matter, where its body begins, and what is wrong with it."""

    meta: Meta
    body: int
    findings: tuple[Finding, ...] = ()
    endless: bool = False
    """Whether it would keep a reader of YAML busy; such a page must not be built."""


def parse(source: Text, language: str, *, landing: bool) -> Parsed:
    """Read the front matter of `source`; `landing` pages (index.md) need only title and description."""
    block = _BLOCK.match(source.text)
    if not block:
        begun = source.text.startswith("---")
        message = "the front matter is never closed" if begun else "has no front matter"
        hint = "put a line with three dashes after it" if begun else "begin the file with title and description"
        return Parsed(Meta(), 0, (Finding(Place(source.file), "front-matter", message, f"{hint}, as --- alone"),))
    try:
        entries = _entries(source, block["yaml"])
    except yaml.YAMLError as error:
        unreadable = _unreadable(source, block.start("yaml"), error)
        return Parsed(Meta(), block.end(), (unreadable,), isinstance(error, Endless))
    values, places, findings = _convert(entries)
    meta = Meta(**values, places=places)
    unwanted = _unwanted(meta, language) if language != SOURCE else []
    findings += unwanted or _disorder(entries)
    findings += _missing(meta, language, landing, source, entries)
    return Parsed(meta, block.end(), tuple(findings))


def reordered(text: str) -> str:
    """`text` with its keys in the schema's order, each with its value and the comments on it, to the letter.

    Unchanged if there is an unknown key, the same key twice, or keys that do not each begin a line.
    """
    block = _BLOCK.match(text)
    try:
        entries = _entries(Text("", text), block["yaml"]) if block else []
    except yaml.YAMLError:
        entries = []
    if block is None or not _disorder(entries):
        return text
    lines = block["yaml"].splitlines(keepends=True)
    starts = [_with_comments(lines, entry.place.line - 2) for entry in entries]
    end = _with_comments(lines, len(lines))
    pieces = ["".join(lines[start:stop]) for start, stop in zip(starts, (*starts[1:], end), strict=True)]
    order = sorted(range(len(entries)), key=lambda at: _ORDER[entries[at].key])
    ordered = (*lines[: starts[0]], *(pieces[at] for at in order), *lines[end:])
    return text[: block.start("yaml")] + "".join(ordered) + text[block.end("yaml") :]


def _with_comments(lines: list[str], at: int) -> int:
    """The first of the lines of comments that stand right above the line `at`."""
    while at and lines[at - 1].startswith("#"):
        at -= 1
    return at


def _unreadable(source: Text, start: int, error: yaml.YAMLError) -> Finding:
    if isinstance(error, ReaderError):
        place, problem = source.place(start + error.position), "a control character stands here"
        return Finding(place, "front-matter", f"cannot be read as YAML: {problem}", "take it away")
    assert isinstance(error, yaml.MarkedYAMLError)
    # What is opened and never closed is noticed too late; what is in a block, where it is wrong.
    begun = error.context_mark if error.context and "block" not in error.context else None
    mark = begun or error.problem_mark
    place = Place(source.file, mark.line + 2, mark.column + 1) if mark else Place(source.file)
    hint = "a value that holds a colon or begins with a sign stands in quotes"
    return Finding(place, "front-matter", f"cannot be read as YAML: {error.problem}", hint)


def vocabulary(key: str) -> tuple[str, ...]:
    """The words that `key` may hold, in the schema's order; empty if any text will do."""
    return tuple(str(word) for word in _words(_HINTS[key]))


class _Entry(NamedTuple):
    key: str
    node: yaml.Node
    text: str
    """The front matter that it stands in."""
    place: Place
    value_place: Place
    item_places: tuple[Place, ...]
    repeated: bool


def _entries(source: Text, text: str) -> list[_Entry]:
    refuse_endless(text)
    for token in yaml.scan(text) if "&" in text or "*" in text else ():
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            problem = "anchors and aliases (& and *) are not used here"
            raise Endless(problem=problem, problem_mark=token.start_mark)
    document = tree(text)
    if not isinstance(document, yaml.MappingNode):
        raise _no_key(document)

    def place(node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Place(source.file, start.line + 2, start.column + 1, max(1, length))

    seen: set[str] = set()
    entries = []
    for name, node in document.value:
        if not isinstance(name, yaml.ScalarNode):
            raise _no_key(name)
        items = tuple(place(item) for item in node.value) if isinstance(node, yaml.SequenceNode) else ()
        entries.append(_Entry(name.value, node, text, place(name), place(node), items, name.value in seen))
        seen.add(name.value)
    return entries


def _no_key(node: yaml.Node | None) -> yaml.MarkedYAMLError:
    mark = node.start_mark if node else None
    return yaml.MarkedYAMLError(problem="expected lines such as `title: ...`", problem_mark=mark)


def _convert(entries: list[_Entry]) -> tuple[dict[str, Any], dict[str, Place], list[Finding]]:
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for entry in entries:
        if entry.key not in _HINTS:
            findings.append(_unknown_key(entry))
        elif entry.repeated:
            findings.append(
                Finding(entry.place, "front-matter", f"`{entry.key}` stands twice", "keep one of the two lines")
            )
        else:
            places[entry.key] = entry.value_place
            places |= {f"{entry.key}.{at}": place for at, place in enumerate(entry.item_places)}
            value = _construct(entry.node)
            problems = list(_problems(entry, value))
            findings += problems or _repeated(entry, value)
            values[entry.key] = _DEFAULTS[entry.key] if problems else _frozen(value)
    return values, places, findings


def _repeated(entry: _Entry, value: Any) -> Iterator[Finding]:
    """What a list names twice; that changes nothing."""
    items = value if isinstance(value, list) else []
    for at, item in enumerate(items):
        if item in items[:at]:
            message, hint = f"`{entry.key}` names {item} twice", "keep one of the two"
            yield Finding(entry.item_places[at], "front-matter-value", message, hint)


def _construct(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode) and node.tag == _STRING:
        return node.value
    try:
        return SafeConstructor().construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError):
        return None  # a tag or a day that there is not


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _unknown_key(entry: _Entry) -> Finding:
    meant = _meant(entry.key)
    hint = f"did you mean {meant}?" if meant else f"the keys are: {', '.join(KEYS)}"
    return Finding(entry.place, "front-matter-key", f"`{entry.key}` is no key of a chapter", hint)


def _meant(key: str) -> str:
    """The key that `key` is, or most likely was to be."""
    if key in _HINTS:
        return key
    return next(iter(get_close_matches(key.casefold(), _HINTS, 1)), "")


def _problems(entry: _Entry, value: Any) -> Iterator[Finding]:
    hint = _HINTS[entry.key]
    words = _words(hint)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            expected = "a list in square brackets, such as [a, b]"
            yield _wrong(entry.value_place, entry, entry.node, expected)
            return
        for place, node, item in zip(entry.item_places, entry.node.value, value, strict=True):
            if not _is(item, str, words, node):
                yield _wrong(place, entry, node, _expectation(words, str), words)
        return
    kind = _kind(hint)
    if isinstance(value, str) and not words and ("<" in value or ">" in value):
        yield Finding(
            entry.value_place,
            "front-matter-value",
            f"`{entry.key}` cannot hold < or >, which a browser would take for code",
            "write it in words",
        )
        return
    if not _is(value, kind, words, entry.node):
        yield _wrong(entry.value_place, entry, entry.node, _expectation(words, kind), words)
    elif kind is str and not words:
        yield from _lost(entry, value)


def _lost(entry: _Entry, value: str) -> Iterator[Finding]:
    """What readers would not see of a text: what YAML takes for a comment, and what is longer than is shown."""
    if comment := _comment(entry):
        end = entry.node.end_mark
        place = Place(entry.place.file, end.line + 2, end.column + comment.start(1) + 1, len(comment[1]))
        fact = f"`{entry.key}` ends before #, and “{comment[1]}” is lost"
        yield Finding(place, "front-matter-value", fact, f'put the whole text in quotes: "{value} {comment[1]}"')
    if entry.key == "description" and len(value) > MOST_DESCRIPTION:
        fact = f"`description` is {len(value)} characters long; the most is {MOST_DESCRIPTION}"
        yield Finding(entry.value_place, "front-matter-value", fact, "say in one sentence what the reader gets done")


def _comment(entry: _Entry) -> re.Match[str] | None:
    """What follows a text without quotes on its line; after quotes, a comment is meant as one."""
    node = entry.node
    quoted = isinstance(node, yaml.ScalarNode) and bool(node.style)
    rest = entry.text[node.end_mark.index :].partition("\n")[0]
    return None if quoted else re.match(r"[ \t]+(#.*?)[ \t]*$", rest)


def _is(value: Any, kind: type, words: tuple[str, ...], node: yaml.Node) -> bool:
    # An exact type: True is an int, and a time of day a date. YAML reads 1:30 and 015 as numbers, too.
    if type(value) is not kind or (words and value not in words):
        return False
    return bool(re.fullmatch(r"[1-9]\d*", node.value)) if kind is int else bool(str(value).strip())


def _wrong(place: Place, entry: _Entry, node: yaml.Node, expected: str, words: tuple[str, ...] = ()) -> Finding:
    written = _written(entry, node)
    close = get_close_matches(written, words, 1)
    hint = f"did you mean {close[0]}?" if close else f"write {expected}"
    shown = f"`{written}`" if written else "nothing"
    return Finding(place, "front-matter-value", f"`{entry.key}` cannot be {shown}", hint)


def _written(entry: _Entry, node: yaml.Node) -> str:
    """The first line of a value as it stands in the file, with its quotes."""
    return entry.text[node.start_mark.index : node.end_mark.index].partition("\n")[0].strip()


@cache
def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(word for part in get_args(hint) for word in _words(part))


def _kind(hint: Any) -> type:
    if get_origin(hint) in (Union, UnionType):
        return _kind(next(part for part in get_args(hint) if part is not type(None)))
    return str if get_origin(hint) is Literal else hint


def _expectation(words: tuple[str, ...], kind: type) -> str:
    if words:
        return "one of: " + ", ".join(words)
    return {int: "a whole number of minutes", date: "a day as 2026-11-23"}.get(kind, "text, in quotes if need be")


def _unwanted(meta: Meta, language: str) -> list[Finding]:
    return [
        Finding(
            place,
            "front-matter-key",
            f"`{key}` is said once, in the Swedish file",
            f"take the line away here; the {language} file has only {', '.join(_TRANSLATED)}",
        )
        for key, place in meta.places.items()
        if "." not in key and key not in _TRANSLATED
    ]


def _disorder(entries: list[_Entry]) -> list[Finding]:
    """The first key that comes too late. Where a key is wrong or stands twice, that is the finding."""
    if any(entry.key not in _ORDER or entry.repeated or entry.place.column > 1 for entry in entries):
        return []
    for before, entry in pairwise(entries):
        if _ORDER[entry.key] < _ORDER[before.key]:
            first = next(each for each in entries if _ORDER[each.key] > _ORDER[entry.key])
            message = f"`{entry.key}` stands after `{first.key}`, and belongs before it"
            return [Finding(entry.place, "front-matter-order", message, "run: python3 scripts/check --fix")]
    return []


def _missing(meta: Meta, language: str, landing: bool, source: Text, entries: list[_Entry]) -> list[Finding]:
    """The keys that the front matter lacks, or leaves empty; one that is only spelt wrong is a finding already."""
    meant = {_meant(each.key) for each in entries}
    empty_lists = {each.key for each in entries if isinstance(each.node, yaml.SequenceNode) and not each.node.value}
    required: tuple[str, ...] = _REQUIRED
    if language == SOURCE and not landing:
        required = _REQUIRED_OF_CHAPTER + (_REQUIRED_OF_GUIDE if meta.type == "guide" else ())
    lacking = [
        Finding(
            Place(source.file),
            "front-matter-key",
            f"the front matter lacks `{key}`",
            f"add a line `{key}: ...`",
        )
        for key in required
        if key not in meta.places and key not in meant
    ]
    empty = [
        Finding(
            meta.places[key],
            "front-matter-value",
            f"`{key}` cannot be empty in a {meta.type}",
            f"write {_expectation(_words(_HINTS[key]), str)}",
        )
        for key in required
        if key in meta.places and key in empty_lists
    ]
    return lacking + empty
