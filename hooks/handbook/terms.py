"""terms.yml → the bilingual term list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from .finding import Finding, Place, Text

FILE = "terms.yml"


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


def parse_terms(source: Text | None) -> TermList:
    """Read terms.yml; an unreadable file gives a finding and no terms."""
    if source is None:
        return TermList()
    try:
        document = yaml.load(source.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return TermList(tuple(_group(group) for group in document["groups"]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source.file, mark.line + 1, mark.column + 1) if mark else Place(source.file)
        problem = getattr(error, "problem", None) or "it holds a control character"
        return TermList(findings=(Finding(place, "term-list", f"cannot be read as YAML: {problem}"),))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = (
            f"an entry lacks {error}"
            if isinstance(error, KeyError)
            else "is not built as its first line says"
        )
        hint = "each term has id, sv, en and seen"
        return TermList(findings=(Finding(Place(source.file), "term-list", message, hint),))


def _group(raw: Mapping[str, Any]) -> TermGroup:
    return TermGroup(raw["id"], dict(raw["title"]), tuple(_term(term) for term in raw["terms"]))


def _term(raw: Mapping[str, Any]) -> Term:
    return Term(
        id=raw["id"],
        names={"sv": raw["sv"], "en": raw["en"]},
        seen=bool(raw["seen"]),
        synonyms=_lists(raw.get("synonyms", {})),
        avoid=_lists(raw.get("avoid", {})),
        notes=dict(raw.get("note", {})),
    )


def _lists(raw: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    if any(not isinstance(words, list) for words in raw.values()):
        raise TypeError("a list of words stands in square brackets")
    return {language: tuple(words) for language, words in raw.items()}
