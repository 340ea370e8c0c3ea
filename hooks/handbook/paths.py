"""paths.yml → learning paths: for whom, and which chapters in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from .finding import Finding, Place, Text
from .guess import guess
from .late import late
from .nodes import node_place, tree, unreadable
from .settings import LANGUAGES

FILE = "paths.yml"
_KEYS = ("id", "title", "for", "chapters")
_HINT = "each path has id, title, for and chapters, as its neighbours have"
_ID = late(r"[a-z][a-z0-9-]*")


class Step(NamedTuple):
    """A chapter on a path."""

    chapter: str
    place: Place


class LearningPath(NamedTuple):
    """What someone reads, and in which order."""

    id: str
    titles: Mapping[str, str]
    readers: Mapping[str, str]
    """For whom it is, in a sentence."""
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class LearningPaths:
    """All of them."""

    paths: tuple[LearningPath, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: Text = field(default_factory=lambda: Text(f"docs/{FILE}", ""))

    def __iter__(self) -> Iterator[LearningPath]:
        return iter(self.paths)


def path_id(path: LearningPath) -> str:
    """The id of a path on the page that shows them, as a link to it is written."""
    return f"path-{path.id}"


def parse_paths(source: Text | None) -> LearningPaths:
    """Read paths.yml; a path that is not built as it should be gives findings and is left out."""
    if source is None:
        return LearningPaths()
    try:
        document = tree(source.text)
    except (yaml.YAMLError, RecursionError) as error:
        place, message = unreadable(source, error)
        return LearningPaths((), (Finding(place, "learning-path", message, _HINT),), source)
    listed = _list(document)
    if listed is None:
        place = node_place(source, document) if document else Place(source.file)
        message = "is not built as a list of paths"
        return LearningPaths((), (Finding(place, "learning-path", message, "begin it with a line paths:"),), source)
    found: list[LearningPath] = []
    findings: list[Finding] = []
    for node in listed:
        try:
            found.append(_path(source, node, {each.id for each in found}))
        except _Flaw as flaw:
            findings.append(Finding(node_place(source, flaw.node), "learning-path", str(flaw), flaw.hint))
    return LearningPaths(tuple(found), tuple(findings), source)


class _Flaw(Exception):
    """What is wrong with a path, at one node."""

    def __init__(self, node: yaml.Node, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.node = node
        self.hint = hint


def _list(document: yaml.Node | None) -> list[yaml.Node] | None:
    if not isinstance(document, yaml.MappingNode) or len(document.value) != 1:
        return None
    name, value = document.value[0]
    return value.value if name.value == "paths" and isinstance(value, yaml.SequenceNode) else None


def _path(source: Text, node: yaml.Node, taken: set[str]) -> LearningPath:
    values = _values(node, _KEYS, "a path")
    name = values["id"]
    identity = _text(name, "the id")
    if not _ID.fullmatch(identity):
        raise _Flaw(name, f"{identity} is no id", "write it in English, lower case, with hyphens")
    if identity in taken:
        raise _Flaw(name, f"{identity} stands twice, and a link to it leads to the first", "give one another id")
    return LearningPath(
        identity,
        _both(values["title"], "title"),
        _both(values["for"], "for"),
        tuple(_steps(source, values["chapters"], identity)),
    )


def _both(node: yaml.Node, key: str) -> Mapping[str, str]:
    values = _values(node, LANGUAGES, f"`{key}`")
    return {language: _text(values[language], f"`{key}`") for language in LANGUAGES}


def _steps(source: Text, node: yaml.Node, identity: str) -> Iterator[Step]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _Flaw(node, f"the path {identity} lists no chapters", "write each on a line of its own, after a -")
    seen: set[str] = set()
    for each in node.value:
        chapter = _text(each, "a chapter")
        if chapter in seen:
            raise _Flaw(each, f"{chapter} stands twice in the path {identity}", "keep the one that the order needs")
        seen.add(chapter)
        yield Step(chapter, node_place(source, each))


def _values(node: yaml.Node, keys: tuple[str, ...], what: str) -> Mapping[str, yaml.Node]:
    """The values of a mapping that has exactly `keys`."""
    if not isinstance(node, yaml.MappingNode):
        raise _Flaw(node, f"{what} lacks {' and '.join(f'`{key}`' for key in keys)}")
    values: dict[str, yaml.Node] = {}
    for name, value in node.value:
        key = name.value if isinstance(name, yaml.ScalarNode) else ""
        if key not in keys:
            raise _Flaw(name, f"`{key}` is no key of {what}", guess(key, keys))
        if key in values:
            raise _Flaw(name, f"`{key}` stands twice", "keep one of the two lines")
        values[key] = value
    if lacking := [key for key in keys if key not in values]:
        raise _Flaw(node, f"{what} lacks `{lacking[0]}`")
    return values


def _text(node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _Flaw(node, f"{what} holds no text")
    if not node.tag.endswith(":str"):
        raise _Flaw(node, f"{what} cannot be {node.value}, which stands in no quotes", "put it in quotes")
    return str(node.value)
