"""The model → documents: what readers of one language can find, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..addresses import page_url
from ..bibliography import formatted
from ..content import Page
from ..marks import CODE
from ..markup import reference_id
from ..model import Chapter, Handbook
from ..paths import path_id
from ..settings import LANGUAGES
from ..terms import Term, term_id
from ..words import WORDS
from .coded import Coded


@dataclass(frozen=True)
class Passage:
    """What stands below one heading; `id` and `title` are empty for what stands before the first."""

    id: str
    title: str
    lines: tuple[str, ...]
    term: bool = False
    """Whether it is a row of a list."""
    names: tuple[str, ...] = ()
    """What else it is called."""
    foreign: tuple[str, ...] = ()
    """What it is called in the other language."""


@dataclass(frozen=True)
class Document:
    """A page as the search sees it."""

    path: str
    url: str
    title: str
    description: str
    translated: str
    """The title in the other language."""
    synonyms: tuple[str, ...]
    """What else people call it, or type when they look for it."""
    module: str
    type: str
    minutes: int | None
    forms: tuple[str, ...]
    borrowed: bool
    """Whether it is there in another language only."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Library:
    """All documents of one language, and what they are told apart by."""

    language: str
    documents: tuple[Document, ...]
    modules: Mapping[str, str]
    types: Mapping[str, str]
    forms: Mapping[str, str]
    terms: tuple[tuple[str, str], ...]
    """Each term and the address of its row."""
    sayings: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """For each term its name, what else people call it, and what it is called in the other language."""


def gathered(handbook: Handbook, language: str) -> Library:
    """What readers of `language` can find in `handbook`."""
    words = WORDS[language]
    modules = {
        module: handbook.chapters[f"{module}/index"].title(language)
        for module in handbook.modules
        if f"{module}/index" in handbook.chapters
    }
    coded = Coded(handbook.settings, language)
    documents = tuple(_document(handbook, each, language, coded) for each in handbook.chapters.values())
    coded.save()
    types = {each: words[each] for each in ("guide", "method", "card", "background")}
    return Library(
        language,
        documents,
        modules,
        {name: title for name, title in types.items() if any(each.type == name for each in documents)},
        {name: words[name] for name in ("on-site", "hybrid", "remote")},
        tuple(_term_addresses(handbook, language)),
        tuple(
            (term.names[language], term.synonyms.get(language, ()), tuple(_foreign(term, language)))
            for term in handbook.terms
        ),
    )


def _document(handbook: Handbook, chapter: Chapter, language: str, coded: Coded) -> Document:
    page = chapter.page(language)
    other = next(each for each in LANGUAGES if each != page.language)
    return Document(
        path=chapter.path,
        url=page_url(language, chapter.path),
        title=page.meta.title or chapter.path,
        description=page.meta.description,
        translated=chapter.title(other),
        synonyms=page.meta.synonyms,
        module=chapter.module,
        type=chapter.meta.type or "",
        minutes=chapter.meta.minutes,
        forms=chapter.meta.forms,
        borrowed=page.language != language,
        passages=(*_written(page, coded.codes(page)), *_put_in(handbook, page)),
    )


def _written(page: Page, codes: Iterable[str]) -> Iterator[Passage]:
    """The page's own text with its `codes`, cut at its headings."""
    headings, behind = list(page.rendered.headings), iter(codes)
    identity = title = ""
    lines: list[str] = []
    for line in page.rendered.text.split("\n"):
        said = [" ".join(each.split()) for each in re.sub(CODE, lambda _: next(behind), line).split("\n")]
        if headings and said == [" ".join(headings[0].text.split())]:
            yield Passage(identity, title, tuple(lines))
            identity, title, lines = headings.pop(0).id, said[0], []
        else:
            lines += filter(None, said)
    yield Passage(identity, title, tuple(lines))


def _put_in(handbook: Handbook, page: Page) -> Iterator[Passage]:
    """What the build puts in: terms, works and learning paths."""
    asked, language = page.rendered.placeholders, page.language
    if "terms" in asked:
        for term in handbook.terms:
            note = term.notes.get(language, "")
            yield Passage(
                term_id(term),
                term.names[language],
                (note,) if note else (),
                term=True,
                names=term.synonyms.get(language, ()),
                foreign=tuple(_foreign(term, language)),
            )
    if "paths" in asked:
        for path in handbook.paths:
            yield Passage(path_id(path), path.titles[language], (path.readers[language],))
    if "references" in asked:
        works = {key: work for key, work in handbook.bibliography.works.items() if work.citable}
        for key, html in formatted(works, language):
            yield Passage(reference_id(key), works[key].label(language), (re.sub("<[^>]+>", "", html),), term=True)


def _foreign(term: Term, language: str) -> Iterator[str]:
    """What the term is called in the other language."""
    for other in LANGUAGES:
        if other != language:
            yield from (term.names[other], *term.synonyms.get(other, ()))


def _term_addresses(handbook: Handbook, language: str) -> Iterator[tuple[str, str]]:
    listing = next((page for (each, _), page in handbook.pages.items() if "terms" in page.rendered.placeholders), None)
    if listing:
        for term in handbook.terms:
            yield term.names[language], f"{page_url(language, listing.path)}#{term_id(term)}"
