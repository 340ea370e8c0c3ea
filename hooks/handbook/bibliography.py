"""references.bib → the works that chapters cite, and their words in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pybtex.database import BibliographyData, Entry, Person, PybtexError, parse_string
from pybtex.plugin import find_plugin
from pybtex.richtext import Text as RichText

from .finding import Finding, Place, Text

FILE = "references.bib"
_AND = {"sv": "och", "en": "and"}
_OTHERS = {"sv": "m.fl.", "en": "et al."}


@dataclass(frozen=True)
class Work:
    """One work of the bibliography."""

    key: str
    authors: tuple[str, ...]
    """Last names, or the name of an organisation."""
    year: str
    verified: str
    """`seen`, `second-hand` or `memory`: how surely we know that the work says what we cite it for."""
    about_programme: bool
    entry: Entry

    @property
    def citable(self) -> bool:
        """Whether a chapter may rest a claim on it."""
        return self.verified != "memory" and bool(self.year)

    def label(self, language: str) -> str:
        """Author and year as they stand in the text: `Keiser och Arthur 2021`."""
        first, *others = self.authors or (self.key,)
        if len(others) == 1:
            first += f" {_AND[language]} {others[0]}"
        elif others:
            first += f" {_OTHERS[language]}"
        return f"{first} {self.year}".strip()


@dataclass(frozen=True)
class Bibliography:
    """All works by key."""

    works: Mapping[str, Work]
    findings: tuple[Finding, ...] = ()

    def label(self, key: str, language: str) -> str:
        """What a citation of `key` says in `language`; the key itself if there is no such work."""
        work = self.works.get(key)
        return work.label(language) if work else key


def parse_bibliography(source: Text | None) -> Bibliography:
    """Read references.bib; an unreadable file gives a finding and no works."""
    if source is None:
        return Bibliography(MappingProxyType({}))
    try:
        entries = parse_string(source.text, "bibtex").entries
    except PybtexError as error:
        line = int(getattr(error, "lineno", 0) or 1)
        finding = Finding(
            Place(source.file, line), "bibliography", f"cannot be read: {error}", "mend the entry"
        )
        return Bibliography(MappingProxyType({}), (finding,))
    return Bibliography(MappingProxyType({key: _work(key, entry) for key, entry in entries.items()}))


def _work(key: str, entry: Entry) -> Work:
    return Work(
        key=key,
        authors=tuple(_last_name(person) for person in entry.persons.get("author", [])),
        year=entry.fields.get("year", ""),
        verified=entry.fields.get("verified", "memory"),
        about_programme="programme" in re.split(r"[,\s]+", entry.fields.get("keywords", "")),
        entry=entry,
    )


def _last_name(person: Person) -> str:
    names = [*person.prelast_names, *person.last_names]
    return str(RichText.from_latex(" ".join(names)))


def formatted(works: Mapping[str, Work], language: str) -> Iterator[tuple[str, str]]:
    """Each work's key and its entry in the reference list, as HTML, sorted by author and year."""
    style = _Style(_AND[language])
    backend = find_plugin("pybtex.backends", "html")()
    ordered = sorted(works.values(), key=lambda work: (work.label("en").casefold(), work.key))
    data = BibliographyData({work.key: work.entry for work in ordered})
    for each in style.format_bibliography(data, [work.key for work in ordered]):
        yield each.key, _without_protection(each.text.render(backend))


def _without_protection(html: str) -> str:
    return re.sub(r'<span class="bibtex-protected">(.*?)</span>', r"\1", html.replace("\n", " "))


class _Style(find_plugin("pybtex.style.formatting", "unsrt")):  # type: ignore[misc]
    """Pybtex' plain style, with titles as their authors wrote them and the reader's `and`."""

    def __init__(self, conjunction: str) -> None:
        super().__init__()
        self._conjunction = f" {conjunction} "

    def format_names(self, role: str, as_sentence: bool = True) -> object:
        from pybtex.style.template import names, sentence

        listed = names(role, sep=", ", sep2=self._conjunction, last_sep=self._conjunction)
        return sentence[listed] if as_sentence else listed

    def format_title(self, _entry: Entry, which_field: str, as_sentence: bool = True) -> object:
        from pybtex.style.template import field, sentence

        title = field(which_field)
        return sentence[title] if as_sentence else title
