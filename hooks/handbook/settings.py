"""mkdocs.yml → Settings: the languages, the address, the navigation and the Markdown extensions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .finding import Finding, Place, Text
from .nodes import composed, unique, unreadable

FILE = "mkdocs.yml"
SOURCE = "sv"
"""The language that chapters are written in; translations follow it."""
LANGUAGES = ("sv", "en")


class NavigationEntry(NamedTuple):
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
    extensions_place: Place = field(default_factory=lambda: Place(FILE))
    """Where the extensions are listed."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The handbook's own name, by language."""

    @cached_property
    def docs(self) -> Path:
        """The folder of all content."""
        return self.root / "docs"


class SettingsError(yaml.YAMLError):
    """mkdocs.yml cannot be used, so that nothing can be checked; `finding` says why."""

    def __init__(self, place: Place, problem: str, hint: str) -> None:
        self.finding = Finding(place, "settings", problem, hint)
        super().__init__(f"{place.file}:{place.line}:{place.column}: {problem}")


def read_settings(root: Path) -> Settings:
    """Read mkdocs.yml in the folder `root`.

    Raises:
        OSError: if there is no such file.
        SettingsError: if it cannot be used.
    """
    document = _document((root / FILE).read_bytes())
    values = dict(_known(document))
    names, options = _extensions(values.get("markdown_extensions") or [])
    return Settings(
        root=root,
        address=str(values.get("site_url") or "").rstrip("/") + "/",
        navigation=tuple(_entries(_value(document, "nav"))),
        extensions=names,
        extension_options=options,
        extensions_place=_place(_value(document, "markdown_extensions")),
        names=_names(values),
    )


def _document(data: bytes) -> yaml.MappingNode:
    """The file's tree."""
    text = data.decode("utf-8-sig", errors="replace")
    if lost := re.search("\ufffd|^(?:<{7}|>{7}) .*", text, re.MULTILINE):
        merged = lost[0] != "\ufffd"
        problem = "is a mark of two versions that git could not join" if merged else "is not UTF-8 text"
        hint = "keep the lines that are right" if merged else "save the file again with the encoding UTF-8"
        raise SettingsError(Text(FILE, text).place(lost.start(), len(lost[0])), problem, hint)
    try:
        document = unique(composed(text, _Loader))
    except yaml.YAMLError as error:
        place, problem = unreadable(Text(FILE, text), error)
        raise SettingsError(place, problem, "undo the last change") from None
    if not isinstance(document, yaml.MappingNode):
        raise SettingsError(Place(FILE), "says nothing", "undo the last change")
    return document


def _known(document: yaml.MappingNode) -> Iterator[tuple[str, Any]]:
    """The settings that are read here, each with its value."""
    for name, value in document.value:
        if name.value == "INHERIT":  # it may lead in a ring, in which MkDocs goes round for ever
            problem, hint = "takes over the settings of another file", "write the settings into mkdocs.yml itself"
            raise SettingsError(_place(name), problem, hint)
        if name.value in ("site_url", "site_name", "plugins", "markdown_extensions"):
            yield name.value, _constructed(value)


def _constructed(node: yaml.Node) -> Any:
    loader = _Loader("")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problem = getattr(error, "problem", None) or str(error)
        raise SettingsError(_place(node), f"holds what cannot be used: {problem}", "undo the last change") from None
    finally:
        loader.dispose()


def _place(node: yaml.Node | None) -> Place:
    return Place(FILE, node.start_mark.line + 1, node.start_mark.column + 1) if node else Place(FILE)


def _names(values: Mapping[str, Any]) -> dict[str, str]:
    """The site's name, and what the language plugin says that it is in another language."""
    plugins = [each["i18n"] for each in _mappings(values.get("plugins")) if isinstance(each.get("i18n"), dict)]
    given = {each.get("locale"): each.get("site_name") for one in plugins for each in _mappings(one.get("languages"))}
    return {language: str(given.get(language) or values.get("site_name") or "") for language in LANGUAGES}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


class _Loader(yaml.SafeLoader):
    """Safe YAML that also takes MkDocs' `!ENV`, and leaves other tags as text."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    *names, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [None]
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)


def _extensions(listed: Any) -> tuple[tuple[str, ...], dict[str, Mapping[str, Any]]]:
    options: dict[str, Mapping[str, Any]] = {}
    for item in listed if isinstance(listed, list) else [listed]:
        given = item if isinstance(item, dict) else {str(item): {}}
        options |= {str(name): value if isinstance(value, dict) else {} for name, value in given.items()}
    return tuple(options), {name: given for name, given in options.items() if given}


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _entries(node: yaml.Node | None) -> Iterator[NavigationEntry]:
    """Every path in the navigation, in its order, however deep."""
    if isinstance(node, yaml.ScalarNode):
        mark = node.start_mark
        yield NavigationEntry(node.value, Place(FILE, mark.line + 1, mark.column + 1, len(node.value)))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _entries(item)
    elif isinstance(node, yaml.MappingNode):
        for _title, value in node.value:
            yield from _entries(value)
