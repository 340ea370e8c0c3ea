"""redirects.yml → where released chapters and ids have gone, and the same file with one more move in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import yaml

from .finding import Finding, Place, Text
from .late import late
from .nodes import composed, node_place, unreadable

FILE = "redirects.yml"
HEAD = """\
# Where released chapters and sections have gone, so that links to them keep working. scripts/move writes it.
redirects:
"""
_SHAPE = 'each line is - {from: "module/old#id", to: "module/new#id"}; the #id may be left out'
_NAME = late(r"[a-z0-9-]+(?:/[a-z0-9-]+)?(?:#[^\s#]+)?")


class Redirect(NamedTuple):
    """From a chapter or a section that is gone to the one that is there instead, as `module/name#id`."""

    source: str
    target: str
    source_place: Place
    target_place: Place
    lines: tuple[int, int]
    """The first and the last line that it is written on, counted from 1."""


@dataclass(frozen=True)
class Redirects:
    """All of them."""

    entries: tuple[Redirect, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: Text = field(default_factory=lambda: Text(f"docs/{FILE}", ""))

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """Where each leads, by what it leads from; the first counts."""
        return {each.source: each.target for each in reversed(self.entries)}

    def trail(self, source: str) -> tuple[str, ...]:
        """From `source` step by step to where it leads in the end; the last is among the others in a loop."""
        steps = [source]
        while steps[-1] in self.targets and steps[-1] not in steps[:-1]:
            steps.append(self.targets[steps[-1]])
        return tuple(steps)


def parse_redirects(source: Text | None) -> Redirects:
    """Read redirects.yml; what is not built as it should be gives findings and no redirect."""
    if source is None:
        return Redirects()
    try:
        document = composed(source.text)
    except yaml.YAMLError as error:
        place, message = unreadable(source, error)
        return Redirects((), (Finding(place, "redirect", message, _SHAPE),), source)
    if document is None:
        return Redirects(text=source)
    listed = _list(document)
    if listed is None:
        message = "is not built as a list of redirects"
        return Redirects((), (Finding(node_place(source, document), "redirect", message, _SHAPE),), source)
    read = [_entry(source, node) for node in listed]
    entries = tuple(each for each in read if isinstance(each, Redirect))
    return Redirects(entries, tuple(each for each in read if isinstance(each, Finding)), source)


def redirected(redirects: Redirects, changed: Mapping[str, str], released: Mapping[str, str]) -> str:
    """The text of redirects.yml after a move.

    Args:
        redirects: the file as it is.
        changed: new names, by the names that redirects may lead from or to.
        released: what must lead on from now on, and where to.

    Returns:
        The file's new text; empty if nothing is left to say.
    """
    lines = redirects.text.text.splitlines(keepends=True)
    left = {(each.source, each.target) for each in redirects.entries}
    for entry in reversed(redirects.entries):
        source, target = changed.get(entry.source, entry.source), changed.get(entry.target, entry.target)
        if source == target:
            del lines[entry.lines[0] - 1 : entry.lines[1]]
            left.discard((entry.source, entry.target))
            continue
        for place, old, new in ((entry.target_place, entry.target, target), (entry.source_place, entry.source, source)):
            lines[place.line - 1] = _replaced(lines[place.line - 1], place.column - 1, old, new)
    added = [f'  - {{from: "{source}", to: "{target}"}}\n' for source, target in released.items()]
    if not left and not added:
        return ""
    return _with_list("".join(lines), added)


def _with_list(text: str, added: list[str]) -> str:
    if not added:
        return text
    if not re.search(r"^redirects:", text, re.MULTILINE):
        return f"{text}{HEAD}{''.join(added)}"
    text = re.sub(r"^redirects:[ \t]*(?:\[\s*\]|~|null)?[ \t]*$", "redirects:", text, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n" + "".join(added)


def _replaced(line: str, column: int, old: str, new: str) -> str:
    return line[:column] + line[column:].replace(old, new, 1) if old != new else line


def _list(document: yaml.Node) -> list[yaml.Node] | None:
    if not isinstance(document, yaml.MappingNode) or len(document.value) != 1:
        return None
    name, value = document.value[0]
    if name.value != "redirects":
        return None
    if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
        return []
    return value.value if isinstance(value, yaml.SequenceNode) else None


def _entry(source: Text, node: yaml.Node) -> Redirect | Finding:
    found: dict[str, yaml.ScalarNode] = dict(_pairs(node))
    if found.keys() != {"from", "to"} or not isinstance(node, yaml.MappingNode) or len(node.value) != len(found):
        return Finding(node_place(source, node), "redirect", "is no redirect, which has a from and a to", _SHAPE)
    for value in found.values():
        if not _NAME.fullmatch(value.value):
            message = f"{value.value or 'nothing'} names no chapter"
            return Finding(node_place(source, value), "redirect", message, "write module/name or module/name#id")
    lines = (node.start_mark.line + 1, max(value.end_mark.line for value in found.values()) + 1)
    first, last = found["from"], found["to"]
    return Redirect(first.value, last.value, node_place(source, first), node_place(source, last), lines)


def _pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.ScalarNode]]:
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            yield name.value, value
