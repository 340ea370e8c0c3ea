"""terms.yml → the bilingual term list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

from .finding import Finding, Place, Text

FILE = "terms.yml"
_HINT = "each term has id, sv, en and seen, as its neighbours have"


@dataclass(frozen=True)
class Term:
    """One term in both languages."""

    id: str
    names: Mapping[str, str]
    seen: bool
    """Whether it was seen in a Swedish source; the others await a native coach's review."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TermGroup:
    """Terms that belong together."""

    id: str
    titles: Mapping[str, str]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class TermList:
    """All terms, in groups."""

    groups: tuple[TermGroup, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return (term for group in self.groups for term in group.terms)


def term_id(term: Term) -> str:
    """The id of a term in the term list, as a link to it is written."""
    return f"term-{term.id}"


REPEALED = r"AFS\s?(?:2015:4|2001:1|2012:2)\b"
"""Provisions that no longer hold."""


def variant(*words: str) -> str:
    """A pattern for any of `words` in any inflection, and as the beginning of a compound."""
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})\w*"


def searched(terms: TermList, language: str) -> str:
    """A pattern for all that the checks look for in running text, in large letters or small."""
    words = sorted({word for term in terms for word in term.avoid.get(language, ())})
    return "|".join((REPEALED, *([variant(*words)] if words else ())))


def parse_terms(source: Text | None) -> TermList:
    """Read terms.yml; an unreadable file gives a finding and no terms."""
    if source is None:
        return TermList()
    try:
        document = yaml.load(source.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        return TermList(findings=(_unreadable(source, error),))
    try:
        terms = TermList(tuple(_group(group) for group in document["groups"]))
        _check_ids(terms)
    except _Flaw as flaw:
        return TermList(findings=(_finding(source, flaw),))
    except (KeyError, TypeError, AttributeError, ValueError):
        message = "is not built as its first line says"
        return TermList(findings=(Finding(Place(source.file), "term-list", message, _HINT),))
    return terms


def _unreadable(source: Text, error: yaml.YAMLError) -> Finding:
    if control := Reader.NON_PRINTABLE.search(source.text):
        place, problem = source.place(control.start()), "a control character stands here"
    else:
        mark = getattr(error, "problem_mark", None)
        place = Place(source.file, mark.line + 1, mark.column + 1) if mark else Place(source.file)
        problem = getattr(error, "problem", str(error))
    return Finding(place, "term-list", f"cannot be read as YAML: {problem}")


class _Flaw(Exception):
    """What is wrong with the term or group `name`."""

    def __init__(self, name: object, message: str) -> None:
        super().__init__(message)
        self.name = str(name)


def _finding(source: Text, flaw: _Flaw) -> Finding:
    found = [*re.finditer(rf"\bid:\s*[\"']?({re.escape(flaw.name)})(?![\w-])", source.text)]
    place = source.place(found[-1].start(1), len(flaw.name)) if found else Place(source.file)
    return Finding(place, "term-list", f"{flaw.name} {flaw}", _HINT)


def _check_ids(terms: TermList) -> None:
    seen: set[str] = set()
    for each in (*(group.id for group in terms.groups), *map(term_id, terms)):
        if each in seen:
            raise _Flaw(each.removeprefix("term-"), "stands twice, and a link to it leads to the first")
        seen.add(each)


def _group(raw: Mapping[str, Any]) -> TermGroup:
    if not isinstance(raw["title"], dict):
        raise _Flaw(raw["id"], "lacks its title in both languages")
    return TermGroup(raw["id"], dict(raw["title"]), tuple(_term(term) for term in raw["terms"]))


def _term(raw: Mapping[str, Any]) -> Term:
    lacking = [key for key in ("id", "sv", "en", "seen") if key not in raw]
    if not isinstance(raw["id"], str):
        raise TypeError
    if lacking:
        raise _Flaw(raw["id"], f"lacks `{lacking[0]}`")
    if not_text := [key for key in ("sv", "en") if not isinstance(raw[key], str)]:
        raise _Flaw(raw["id"], f"has a `{not_text[0]}` that stands in no quotes")
    if any(not isinstance(words, list) for key in ("synonyms", "avoid") for words in raw.get(key, {}).values()):
        raise _Flaw(raw["id"], "has words that stand in no square brackets")
    return Term(
        id=raw["id"],
        names={"sv": raw["sv"], "en": raw["en"]},
        seen=bool(raw["seen"]),
        synonyms={language: tuple(words) for language, words in raw.get("synonyms", {}).items()},
        avoid={language: tuple(words) for language, words in raw.get("avoid", {}).items()},
        notes=dict(raw.get("note", {})),
    )
