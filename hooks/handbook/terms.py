"""terms.yml → the bilingual term list, and the claims that are never to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from yaml.parser import ParserError
from yaml.reader import Reader
from yaml.scanner import ScannerError

from .finding import Finding, Place, Text
from .inflection import inflected, roots, variant
from .late import late
from .nodes import composed, unique
from .settings import LANGUAGES
from .termform import flaws

FILE = "terms.yml"
_LOOK_ABOVE = "the mistake is often on the line above: look for a quote, a colon or a space too few"


class Term(NamedTuple):
    """One term in both languages."""

    id: str
    names: Mapping[str, str]
    seen: bool
    """Whether it was seen in a Swedish source; the others await a native coach's review."""
    synonyms: Mapping[str, tuple[str, ...]] = {}
    avoid: Mapping[str, tuple[str, ...]] = {}
    notes: Mapping[str, str] = {}
    everyday: bool = False
    """Whether it is in everybody's mouth, so that chapters need not explain it."""


class TermGroup(NamedTuple):
    """Terms that belong together."""

    id: str
    titles: Mapping[str, str]
    terms: tuple[Term, ...]


class Saying(NamedTuple):
    """One way to say what is never to be printed."""

    myth: Myth
    parts: tuple[re.Pattern[str], ...]
    beginnings: tuple[str, ...]
    """How each part begins, but for its last letter: quick to look for, before anything else."""

    def said_in(self, text: str, folded: str) -> re.Match[str] | None:
        """Where its first part stands in `text`, if all of them do; `folded` is the text in small letters."""
        if not all(beginning in folded for beginning in self.beginnings):
            return None
        found = [part.search(text) for part in self.parts]
        return found[0] if all(found) else None


class Myth(NamedTuple):
    """A claim that is never to be printed as true."""

    id: str
    sayings: Mapping[str, tuple[tuple[str, ...], ...]]
    """By language, the ways to say it; each is words and numbers that stand together in a sentence."""
    reason: str
    """Why not, as the message says it."""

    def ways(self, language: str) -> Iterator[Saying]:
        """Each way to say it."""
        for parts in self.sayings.get(language, ()):
            patterns = (late(_part(part, language), re.IGNORECASE) for part in parts)
            yield Saying(self, tuple(patterns), tuple(map(_beginning, parts)))


@dataclass(frozen=True)
class TermList:
    """All terms, in groups, and what is never to be printed."""

    groups: tuple[TermGroup, ...] = ()
    myths: tuple[Myth, ...] = ()
    findings: tuple[Finding, ...] = ()
    quoted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language, its words that stand in text of the other."""

    def __iter__(self) -> Iterator[Term]:
        return (term for group in self.groups for term in group.terms)

    @cached_property
    def sayings(self) -> Mapping[str, tuple[Saying, ...]]:
        """By language, each way to say what is never to be printed."""
        return {each: tuple(way for myth in self.myths for way in myth.ways(each)) for each in LANGUAGES}


def term_id(term: Term) -> str:
    """The id of a term in the term list, as a link to it is written."""
    return f"term-{term.id}"


_YEARS = ("2015", "2001", "2012")
_NUMBERS = r"(?:2015\s*:\s*4|2001\s*:\s*1|2012\s*:\s*2)(?!\d)"
_LEADS = ("(", ", ", "och ", "samt ", "eller ", "and ", "or ", "ften ", "fter ", "fterna ", "ion ", "ions ")
"""What a number alone comes after, where provisions are listed or named in full."""
_MISWRITTEN = r"(?:2015[-–/]4|2001[-–/]1|2012[-–/]2)(?![-–/]?\d)"
"""The same with another sign; a range or a date is none of them."""
REPEALED = (
    rf"\bAFS(?:[\s-]|nr\.?)*(?:{_NUMBERS}|{_MISWRITTEN})"
    rf"|(?=20)(?:{'|'.join(f'(?<={re.escape(lead)})' for lead in _LEADS)}){_NUMBERS}"
)
"""Provisions that no longer hold, also as the number alone, which means one only where provisions are named."""


_NUMERALS = {
    "sv": (
        "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra",
    ),
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    ),
}
"""Below twenty, and the tens."""
_HYPHEN = {"sv": "", "en": "-"}


class Sought(NamedTuple):
    """What the checks look for in running text, in large letters or small."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...]
    """Each with small letters, some of which stand in all that it matches."""

    def within(self, text: str) -> re.Pattern[str] | None:
        """A pattern for all that could be found in `text`; nothing if nothing could, as in most texts."""
        folded = text.casefold()
        possible = [pattern for pattern, roots in self.patterns if any(letters in folded for letters in roots)]
        return re.compile("|".join(possible), re.IGNORECASE) if possible else None


def searched(terms: TermList, language: str) -> Sought:
    """All that the checks look for in pages of `language`."""
    words = {variant(word, language): roots(word, language) for term in terms for word in term.avoid.get(language, ())}
    words |= dict(_start(parts[0], language) for myth in terms.myths for parts in myth.sayings.get(language, ()))
    return Sought(((REPEALED, _YEARS), *sorted(words.items())))


def _start(part: str, language: str) -> tuple[str, tuple[str, ...]]:
    """A quick pattern for where `part` may begin, and what it cannot do without."""
    if not part[0].isdecimal():
        begun = part.split()[0][:-1]
        return rf"(?<!\w){re.escape(begun)}", (begun.casefold(),)
    digits = max(re.findall(r"\d+", part), key=len)
    return _part(part, language), (digits, _spelt(digits, language)) if part.endswith("%") else (digits,)


def _part(part: str, language: str) -> str:
    """A pattern for one part of a saying: a share in per cent, numbers in a row, or words in any inflection."""
    if share := re.fullmatch(r"(\d+) ?%", part):
        spelt = _spelt(share[1], language)
        return rf"(?:(?<![\d.,]){share[1]}|(?<!\w){spelt})\s*(?:%|procent|per ?cent)"
    if re.fullmatch(r"\d+(?:/\d+)+", part):
        between = r"[ \u00a0]*[-/–][ \u00a0]*"
        return rf"(?<!\d){part.replace('/', between)}(?!\d)"
    return variant(part, language)


def _beginning(part: str) -> str:
    """The first word of a part but for its last letter; nothing of a share, which may be a word or a number."""
    return "" if part.endswith("%") else re.split(r"[ /]", part)[0][:-1].casefold()


def _spelt(number: str, language: str) -> str:
    """A number below a hundred in words."""
    tens, ones = divmod(int(number), 10)
    small, large = map(str.split, _NUMERALS[language])
    if int(number) < len(small):
        return small[int(number)]
    return large[tens - 2] + (_HYPHEN[language] + small[ones] if ones else "")


def term_named(terms: TermList, words: str, language: str) -> Term | None:
    """The term that `words` name in `language`, in any inflection, by its name or a synonym."""
    for term in terms:
        for name in (term.names[language], *term.synonyms.get(language, ())):
            if re.fullmatch(inflected(name, language), words, re.IGNORECASE):
                return term
    return None


def term_address(terms: TermList, words: str, language: str) -> str:
    """The id of the row that `words` lead to in the term list, or nothing."""
    term = term_named(terms, words, language)
    return term_id(term) if term else ""


def parse_terms(source: Text | None) -> TermList:
    """Read terms.yml; one that is not built as it should be gives findings and no terms."""
    if source is None:
        return TermList()
    try:
        tree = unique(composed(source.text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:
        return TermList(findings=(_unreadable(source, error),))
    if found := tuple(flaws(source, tree)):
        return TermList(findings=found)
    document = _constructed(tree)
    return TermList(
        tuple(map(_group, document["groups"])),
        tuple(map(_myth, document.get("never") or ())),
        quoted={language: tuple(words) for language, words in (document.get("quoted") or {}).items()},
    )


def _constructed(document: yaml.Node | None) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(document) if document else None
    finally:
        loader.dispose()


def _unreadable(source: Text, error: yaml.YAMLError) -> Finding:
    if control := Reader.NON_PRINTABLE.search(source.text):
        place, problem = source.place(control.start()), "a control character stands here"
    else:
        mark = getattr(error, "problem_mark", None)
        place = Place(source.file, mark.line + 1, mark.column + 1) if mark else Place(source.file)
        problem = getattr(error, "problem", str(error))
    hint = _LOOK_ABOVE if isinstance(error, ScannerError | ParserError) else ""
    return Finding(place, "term-list", f"cannot be read as YAML: {problem}", hint)


def _group(raw: Mapping[str, Any]) -> TermGroup:
    return TermGroup(raw["id"], raw["title"], tuple(map(_term, raw["terms"])))


def _myth(raw: Mapping[str, Any]) -> Myth:
    sayings = {
        language: tuple(tuple(part.strip() for part in saying.split(" + ")) for saying in raw["says"][language])
        for language in LANGUAGES
    }
    return Myth(raw["id"], sayings, str(raw["because"]))


def _term(raw: Mapping[str, Any]) -> Term:
    return Term(
        id=raw["id"],
        names={"sv": raw["sv"], "en": raw["en"]},
        seen=raw["seen"],
        synonyms={language: tuple(words) for language, words in raw.get("synonyms", {}).items()},
        avoid={language: tuple(words) for language, words in raw.get("avoid", {}).items()},
        notes=dict(raw.get("note", {})),
        everyday=raw.get("everyday", False),
    )
