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
    names: Mapping[str, str] = field(default_factory=dict)
    """The handbook's own name, by language."""

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
    document = yaml.compose(text, Loader=_Loader)
    config = yaml.load(text, Loader=_Loader)
    names, options = _extensions(config.get("markdown_extensions", []))
    return Settings(
        root=root,
        address=str(config.get("site_url", "")).rstrip("/") + "/",
        navigation=tuple(_entries(_value(document, "nav"))),
        extensions=names,
        extension_options=options,
        names=_names(config),
    )


def _names(config: Mapping[str, Any]) -> dict[str, str]:
    """The site's name, and what the language plugin says that it is in another language."""
    options = [each["i18n"] for each in config.get("plugins", []) if isinstance(each, dict) and each.get("i18n")]
    given = {each.get("locale"): each.get("site_name") for plugin in options for each in plugin.get("languages", [])}
    return {language: str(given.get(language) or config.get("site_name", "")) for language in LANGUAGES}


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
