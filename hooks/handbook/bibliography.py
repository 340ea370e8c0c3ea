"""references.bib → the works that chapters cite, and their words in each language.

Pybtex is imported where a bibliography is parsed or formatted: a run that knows its text already does without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .finding import Finding, Place, Text
from .late import late

if TYPE_CHECKING:
    from pybtex.database import Entry, Person, PybtexError

FILE = "references.bib"
_AND = {"sv": "och", "en": "and"}
_OTHERS = {"sv": "m.fl.", "en": "et al."}
_VERIFIED = ("seen", "second-hand", "memory")


class Work(NamedTuple):
    """One work of the bibliography."""

    key: str
    authors: tuple[str, ...]
    """Last names, or the name of an organisation."""
    year: str
    verified: str
    """`seen`, `second-hand` or `memory`: how surely we know that the work says what we cite it for."""
    about_programme: bool
    language: str
    """The language that it is written in."""
    kind: str
    fields: tuple[tuple[str, str], ...]
    persons: tuple[tuple[str, tuple[str, ...]], ...]
    """By role, as BibTeX writes names."""
    place: Place
    further: bool
    """Whether it is kept as further reading, though no chapter cites it."""

    @property
    def entry(self) -> Entry:
        """The work as pybtex has it."""
        from pybtex.database import Entry, Person

        persons = {role: [Person(name) for name in names] for role, names in self.persons}
        return Entry(self.kind, list(self.fields), persons)

    @property
    def title(self) -> str:
        """What the work is called, or nothing."""
        return next((value.strip() for name, value in self.fields if name.lower() == "title"), "")

    @property
    def unknown_fields(self) -> tuple[str, ...]:
        """The fields that neither BibTeX nor the handbook knows."""
        return tuple(name for name, _value in self.fields if name.lower() not in _FIELDS)

    @property
    def citable(self) -> bool:
        """Whether a chapter may rest a claim on it."""
        return self.verified in ("seen", "second-hand") and bool(self.year)

    def label(self, language: str) -> str:
        """Author and year as they stand in the text: `Keiser och Arthur 2021`."""
        first, *others = self.authors or (self.key,)
        if len(others) == 1:
            first += f" {_AND[language]} {others[0]}"
        elif others:
            first += f" {_OTHERS[language]}"
        return f"{first} {self.year}".strip()


class Bibliography(NamedTuple):
    """All works by key."""

    works: Mapping[str, Work]
    findings: tuple[Finding, ...] = ()
    lost: frozenset[str] = frozenset()
    """Keys that are written in it, but not so that they can be read."""

    def label(self, key: str, language: str) -> str:
        """What a citation of `key` says in `language`; the key itself if there is no such work."""
        work = self.works.get(key)
        return work.label(language) if work else key


_YEAR = late(
    r"(?:\d{4}[a-z]?(?:\s*[-–/]+\s*\d{2,4})?|in press|forthcoming|under utgivning|n\. ?d\.|u\. ?å\.)?", re.IGNORECASE
)
"""A year, or what stands for one; a work may have none."""
_BEGINNING = late(r"^[ \t]*@?[ \t]*[A-Za-z]+[ \t]*[{(][ \t]*(?P<key>[\w:.+/-]+)[ \t]*,[ \t]*$", re.MULTILINE)
"""The first line of an entry, whether or not it is written right."""
_FIELDS = (
    "abstract address annote author booktitle chapter date doi edition editor eprint howpublished institution isbn "
    "issn journal keywords language month note number organization pages publisher school series title type url "
    "urldate verified volume year"
).split()
"""BibTeX's own fields, those that the web has added, and ours."""
_SHORT = late(r"^[ \t]*(@string)\b", re.IGNORECASE | re.MULTILINE)


def parse_bibliography(source: Text | None) -> Bibliography:
    """Read references.bib; an unreadable file gives a finding and no works."""
    if source is None:
        return Bibliography({})
    if short := _SHORT.search(source.text):  # ten of them can stand for a billion words
        place = source.place(short.start(1), len(short[1]))
        finding = Finding(place, "bibliography", "shortens words with @string", "write the words out in each entry")
        return Bibliography({}, (finding,))
    from pybtex.database import PybtexError, parse_string

    try:
        entries = parse_string(source.text, "bibtex").entries
    except PybtexError as error:
        place = _unclosed(source) or _named_in(error, source)
        finding = Finding(place, "bibliography", f"cannot be read: {error}", "mend the entry")
        return Bibliography({}, (finding,))
    works = {key: _work(key, entry, source) for key, entry in entries.items()}
    lost = {entry["key"]: entry for entry in _BEGINNING.finditer(source.text) if entry["key"] not in works}
    flaws = (*_flaws(works, source), *(_lost(source, entry) for entry in lost.values()))
    return Bibliography(works, flaws, frozenset(lost))


def _lost(source: Text, entry: re.Match[str]) -> Finding:
    """An entry that the parser passed over, as it does with all that begins with no @."""
    place = source.place(entry.start("key"), len(entry["key"]))
    hint = f"begin it with @ and its kind, and look for a brace too much above it: @article{{{entry['key']},"
    return Finding(place, "bibliography", f"{entry['key']} is not read as a work", hint)


def _unclosed(source: Text) -> Place | None:
    """The first entry whose braces do not match: the parser notices only where the file ends."""
    entries = re.finditer(r"^@.*?(?=^@|\Z)", source.text, re.DOTALL | re.MULTILINE)
    wrong = (entry for entry in entries if entry[0].count("{") != entry[0].count("}"))
    return next((source.place(entry.start(), len(entry[0].split("\n")[0])) for entry in wrong), None)


def _named_in(error: PybtexError, source: Text) -> Place:
    """Where that stands which `error` names: a line, a key, or something quoted."""
    if line := getattr(error, "lineno", None):
        return Place(source.file, int(line))
    named = re.search(r"'(?P<quoted>.+)'|(?:entry:|key) (?P<key>\S+)", str(error))
    if not named:
        return Place(source.file)
    written = re.escape(named["quoted"]) if named["quoted"] else rf"(?<=\{{){re.escape(named['key'])}(?=,)"
    found = [*re.finditer(written, source.text)]
    return source.place(found[-1].start(), len(found[-1][0])) if found else Place(source.file)


def _flaws(works: Mapping[str, Work], source: Text) -> Iterator[Finding]:
    """Works that the reference list cannot show."""
    for key, work in works.items():
        place = work.place
        if work.verified not in _VERIFIED:
            hint = f"write one of: {', '.join(_VERIFIED)}"
            there = _field(source, work, "verified")
            yield Finding(there, "bibliography", f"`verified` of {key} cannot be `{work.verified}`", hint)
        elif not work.title:
            yield Finding(place, "bibliography", f"{key} has no title", "add a line title = {...},")
        elif not _YEAR.fullmatch(work.year):
            hint = "write four digits, such as year = {2021}"
            there = _field(source, work, "year")
            yield Finding(there, "bibliography", f"the year of {key} cannot be `{work.year}`", hint)
        elif work.citable and (flaw := _flaw(work.kind, frozenset(dict(work.fields)), frozenset(dict(work.persons)))):
            yield Finding(place, "bibliography", f"{key} {flaw}", "mend the entry")
        for name in work.unknown_fields:
            close = get_close_matches(name.lower(), _FIELDS, 1)
            hint = f"did you mean {close[0]}?" if close else "take the line away, or put it into annote"
            there = _field(source, work, name)
            yield Finding(there, "bibliography", f"{key} has a field `{name}`, which nothing reads", hint)


def _field(source: Text, work: Work, name: str) -> Place:
    """Where the field `name` of `work` is written, or else where the work begins."""
    start = source.offset(work.place)
    end = source.text.find("\n@", start)
    written = re.compile(rf"^[ \t]*({re.escape(name)})[ \t]*=", re.IGNORECASE | re.MULTILINE)
    found = written.search(source.text, start, end if end >= 0 else len(source.text))
    return source.place(found.start(1), len(name)) if found else work.place


@cache
def _flaw(kind: str, fields: frozenset[str], roles: frozenset[str]) -> str:
    """What keeps a work with these fields from the list; to format each work in full would be slow."""
    from pybtex.database import Entry, Person
    from pybtex.style.template import FieldIsMissing

    style = _style(_AND["en"])
    if not hasattr(style, f"get_{kind}_template"):
        return f"is of no known kind: @{kind}"
    try:
        style.format_entry("", Entry(kind, dict.fromkeys(fields, "x"), {role: [Person("X")] for role in roles}))
    except FieldIsMissing as error:
        return f"cannot be listed: {str(error).partition(' in ')[0]}"
    return ""


def _work(key: str, entry: Entry, source: Text) -> Work:
    keywords = re.split(r"[,\s]+", entry.fields.get("keywords", ""))
    return Work(
        key=key,
        authors=tuple(_last_name(person) for person in entry.persons.get("author", [])),
        year=entry.fields.get("year", ""),
        verified=entry.fields.get("verified", "memory"),
        about_programme="programme" in keywords,
        language="sv" if "sv" in keywords else "en",
        kind=entry.type,
        fields=tuple((name, str(value)) for name, value in entry.fields.items()),
        persons=tuple((role, tuple(map(str, names))) for role, names in entry.persons.items()),
        place=source.place(max(0, source.text.find(f"{{{key},") + 1), len(key)),
        further="further" in keywords,
    )


def _last_name(person: Person) -> str:
    from pybtex.richtext import Text as RichText

    names = [*person.prelast_names, *person.last_names]
    return str(RichText.from_latex(" ".join(names)))


def formatted(works: Mapping[str, Work], language: str) -> Iterator[tuple[str, str]]:
    """Each work's key and its entry in the reference list, as HTML, sorted by author and year.

    What the work and the book or journal that it stands in are called is marked with the work's language.
    """
    from pybtex.database import BibliographyData
    from pybtex.plugin import find_plugin

    style = _style(_AND[language])
    backend = find_plugin("pybtex.backends", "html")()
    ordered = sorted(works.values(), key=lambda work: (work.label("en").casefold(), work.key))
    data = BibliographyData({work.key: work.entry for work in ordered})
    for each in style.format_bibliography(data, [work.key for work in ordered]):
        html = _without_protection(each.text.render(backend))
        html = html.replace(f" {_AND[language]} others.", f" {_OTHERS[language]}")
        yield each.key, _in_words(html, language, works[each.key].language)


_TITLE = re.compile(r"<(em|cite)>(.*?)</\1>")
_SWEDISH = (
    ("In ", "I "),
    (", editors", ", red."),
    (", editor", ", red."),
    (", pages ", ", s. "),
    (" edition", " uppl."),
    ("Technical Report", "Rapport"),
)
"""What the style writes in English between what is the work's own."""


def _in_words(html: str, language: str, of_work: str) -> str:
    """The entry with its titles in the language of the work, and the words around them in the reader's."""
    parts, end = [], 0
    for title in (*_TITLE.finditer(html), None):
        around = html[end : title.start() if title else len(html)]
        for english, swedish in _SWEDISH if language == "sv" else ():
            around = around.replace(english, swedish)
        parts.append(around)
        if title:
            parts.append(f'<{title[1]} lang="{of_work}">{title[2]}</{title[1]}>')
            end = title.end()
    return "".join(parts)


def _without_protection(html: str) -> str:
    return re.sub(r'<span class="bibtex-protected">(.*?)</span>', r"\1", html.replace("\n", " "))


def _style(conjunction: str) -> Any:
    """Pybtex' plain style, with titles as their authors wrote them and the reader's `and`."""
    from pybtex.plugin import find_plugin
    from pybtex.style.template import field, names, sentence, tag

    conjunction = f" {conjunction} "

    class Style(find_plugin("pybtex.style.formatting", "unsrt")):  # type: ignore[misc]
        def format_names(self, role: str, as_sentence: bool = True) -> object:
            listed = names(role, sep=", ", sep2=conjunction, last_sep=conjunction)
            return sentence[listed] if as_sentence else listed

        def format_title(self, _entry: Entry, which_field: str, as_sentence: bool = True) -> object:
            title = field(which_field)
            return sentence[tag("cite")[title]] if as_sentence else title

    return Style()
