"""mkdocs.yml → Settings: the languages, the address, the navigation and the Markdown extensions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .finding import Place

SOURCE = "sv"
"""The language that chapters are written in; translations follow it."""
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class NavigationEntry:
    """One chapter's line in the navigation."""

    path: str
    """The page's path within a language folder, `coach-role/index.md`."""
    place: Place


@dataclass(frozen=True)
class Settings:
    """What the checks and the site need of mkdocs.yml."""

    root: Path
    address: str
    """Where the handbook is published; ends with a slash."""
    navigation: tuple[NavigationEntry, ...]
    extensions: tuple[str, ...]
    extension_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def docs(self) -> Path:
        """The folder of all content."""
        return self.root / "docs"


def read_settings(root: Path) -> Settings:
    """Read mkdocs.yml in the folder `root`.

    Raises:
        OSError: if there is no such file.
        yaml.YAMLError: if it is not YAML.
    """
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    loader = _Loader(text)
    try:
        document = loader.get_single_node()
        config = loader.construct_document(document) if document else {}
    finally:
        loader.dispose()
    names, options = _extensions(config.get("markdown_extensions", []))
    return Settings(
        root=root,
        address=str(config.get("site_url", "")).rstrip("/") + "/",
        navigation=tuple(_entries(_value(document, "nav"))),
        extensions=names,
        extension_options=options,
    )


class _Loader(yaml.SafeLoader):
    """Safe YAML that also takes MkDocs' `!ENV`, and leaves other tags as text."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    *names, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [None]
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)


def _extensions(listed: list[Any]) -> tuple[tuple[str, ...], dict[str, Mapping[str, Any]]]:
    options: dict[str, Mapping[str, Any]] = {}
    for item in listed:
        options |= {name: given or {} for name, given in item.items()} if isinstance(item, dict) else {item: {}}
    return tuple(options), {name: given for name, given in options.items() if given}


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _entries(node: yaml.Node | None) -> Iterator[NavigationEntry]:
    """Every path in the navigation, in its order, however deep."""
    if isinstance(node, yaml.ScalarNode):
        mark = node.start_mark
        yield NavigationEntry(node.value, Place("mkdocs.yml", mark.line + 1, mark.column + 1, len(node.value)))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _entries(item)
    elif isinstance(node, yaml.MappingNode):
        for _title, value in node.value:
            yield from _entries(value)
