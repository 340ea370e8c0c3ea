"""YAML → its tree of nodes, read so that no file can keep the reader busy or grow without end.

YAML's own readers take minutes over thousands of open brackets, and let ten short lines stand for a billion words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress
from typing import Any

import yaml

from .finding import Place, Text
from .late import late

MOST_OPEN = 20
"""Brackets, lists and keys within one another."""
MOST_LINE = 10_000
"""Characters of a line."""
MOST_INDENT = 80

_LEAD = late(r"[ \t]*(?:[-?:][ \t]+)*")


class Endless(yaml.MarkedYAMLError):
    """YAML that would keep its reader busy for minutes."""


def composed(text: str, loader: Any = yaml.SafeLoader) -> yaml.Node | None:
    """The tree of `text`, or nothing if it says nothing.

    Raises:
        Endless: if it is too deep or too long, or says more than is written in it.
        yaml.YAMLError: if it is not YAML.
    """
    refuse_endless(text)
    document = tree(text, loader)
    seen: set[int] = set()
    for node in _nodes(document, seen):
        if id(node) in seen:
            problem = "anchors and aliases (& and *) are not used here"
            raise Endless(problem=problem, problem_mark=node.start_mark)
        seen.add(id(node))
    return document


def tree(text: str, loader: Any = yaml.SafeLoader) -> yaml.Node | None:
    """The same tree, read in C where that can be had; what is wrong with it, `loader` says in its own words.

    Of tabs, Python takes fewer than C.
    """
    if "\t" not in text:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", loader))
    return yaml.compose(text, Loader=loader)


def unique(document: yaml.Node | None) -> yaml.Node | None:
    """The same tree, in which no key stands twice.

    Raises:
        yaml.MarkedYAMLError: if one does.
    """
    for node in _nodes(document, set()):
        for name in _repeated(node):
            raise yaml.MarkedYAMLError(problem=f"`{name.value}` stands twice", problem_mark=name.start_mark)
    return document


def refuse_endless(text: str) -> None:
    """Raise `Endless` if `text` is deeper or longer than anything that a person would write."""
    opened = index = 0
    for number, line in enumerate(text.split("\n")):
        lead = _LEAD.match(line)
        if len(line) > MOST_LINE:
            raise _endless(f"a line is {len(line):,} characters long", index, number, 0)
        if lead and (lead.end() > MOST_INDENT or len(lead[0].split()) > MOST_OPEN):
            raise _endless("it is nested too deep", index, number, 0)
        for bracket in re.finditer(r"[\[\]{}]", line):
            opened = max(0, opened + (1 if bracket[0] in "[{" else -1))
            if opened > MOST_OPEN:
                raise _endless("it is nested too deep", index, number, bracket.start())
        index += len(line) + 1


def node_place(source: Text, node: yaml.Node) -> Place:
    """Where `node` stands in `source`."""
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if start.line == end.line else 1
    return Place(source.file, start.line + 1, start.column + 1, max(1, length))


def unreadable(source: Text, error: Exception) -> tuple[Place, str]:
    """Where and why `source` could not be read, from what the parser raised."""
    mark = getattr(error, "problem_mark", None)
    if position := getattr(error, "position", None):
        return source.place(position), "cannot be read as YAML: a control character stands here"
    place = Place(source.file, mark.line + 1, mark.column + 1) if mark else Place(source.file)
    return place, f"cannot be read as YAML: {getattr(error, 'problem', '') or 'it is nested too deep'}"


def _endless(problem: str, index: int, line: int, column: int) -> Endless:
    return Endless(problem=problem, problem_mark=yaml.Mark("", index + column, line, column, None, 0))


def _nodes(document: yaml.Node | None, seen: Container[int]) -> Iterator[yaml.Node]:
    """Every node, in no order; what is in a node that was `seen` before is not told again."""
    left = [document] if document else []
    while left:
        node = left.pop()
        known = id(node) in seen
        yield node
        if isinstance(node, yaml.MappingNode) and not known:
            left += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode) and not known:
            left += node.value


def _repeated(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    seen: set[str] = set()
    for name, _value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(name, yaml.ScalarNode):
            if name.value in seen:
                yield name
            seen.add(name.value)
