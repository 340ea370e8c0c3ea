"""The model → what pages show. Values only; overrides/handbook/ holds the HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import relpath
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from . import offline
from .accessibility import EXEMPT, tested
from .addresses import page_url
from .bibliography import formatted
from .explaining import CONTRIBUTE, explanations
from .late import late
from .markup import reference_id
from .model import Chapter, Handbook
from .modulemap import module_map
from .paths import LearningPath, path_id
from .runsheet import SECTION, run_sheet
from .settings import LANGUAGES, SOURCE
from .terms import term_id
from .words import WORDS, in_words

if TYPE_CHECKING:
    from jinja2 import Environment

Values = Callable[[], Mapping[str, Any]]
"""What gives the values that a template shows, when they are asked for."""

UNRELEASED_MODULES = frozenset({CONTRIBUTE})
"""Modules about the handbook itself, which the map of the methodology leaves out."""

ABOUT = ("start/offline", "start/privacy", "start/accessibility")
"""What tells of the site itself."""

LEGEND = "start/reading-and-citing"
"""The chapter that explains the badges."""

PACK = "toolbox/print-pack"
"""The chapter on which readers put together what a session needs on paper."""


@dataclass(frozen=True)
class Link:
    """A link within the version: its words, and its address counted from the version's root."""

    title: str
    url: str


@dataclass(frozen=True)
class Alternate:
    """The same page in another language; `language` may be `x-default`."""

    language: str
    address: str


@dataclass(frozen=True)
class ChapterView:
    """What a page tells of its chapter."""

    path: str
    language: str
    module: str
    title: str
    description: str
    url: str
    landing: bool
    type: str
    state: str
    evidence: str
    minutes: int | None
    forms: tuple[str, ...]
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    uses: tuple[Link, ...]
    used_by: tuple[Link, ...]
    reviewed: str
    fallback: bool
    """Shown in the source language because the reader's own has no page."""
    outdated: bool
    source: Link
    legend: str
    """The address of the chapter that explains the badges."""
    pack: str
    """The address of the chapter on which readers put together what a session needs on paper."""
    canonical: str
    alternates: tuple[Alternate, ...]
    moved: str
    """Where sections that had an id of their own have gone: JSON, the address by the id; empty if none has."""


@dataclass(frozen=True)
class PathView:
    """A learning path as a page shows it."""

    id: str
    title: str
    readers: str
    chapters: tuple[ChapterView, ...]


@dataclass(frozen=True)
class RedirectPage:
    """The page at the address that a released chapter had. Addresses count from the version's root."""

    language: str
    url: str
    href: str
    """The new address, as the page itself writes it."""
    fragment: str
    """`#id` of the new section, or nothing: then the reader's own is kept."""
    title: str
    canonical: str


def chapter_view(handbook: Handbook, path: str, language: str, address: str) -> ChapterView:
    """What the page of `path` in `language` tells, when the version is published at `address`."""
    chapter = handbook.chapters.get(path) or Chapter(path, {SOURCE: next(iter(handbook.pages.values()))})
    meta, page = chapter.meta, chapter.page(language)
    fallback = language not in chapter.pages
    return ChapterView(
        path=path,
        language=language,
        module=chapter.module,
        title=page.meta.title or path,
        description=page.meta.description,
        url=page_url(language, path),
        landing=chapter.landing,
        type=meta.type or "",
        state=meta.state or "",
        evidence=meta.evidence or "",
        minutes=meta.minutes,
        forms=meta.forms,
        needs=_links(handbook, meta.needs, language),
        needed_by=_links(handbook, (each.path for each in handbook.needed_by.get(path, ())), language),
        uses=_links(handbook, meta.uses, language),
        used_by=_links(handbook, (each.path for each in handbook.used_by.get(path, ())), language),
        reviewed=in_words(meta.reviewed, language) if meta.reviewed else "",
        fallback=fallback,
        outdated=language != SOURCE and chapter.outdated,
        source=Link(chapter.title(SOURCE), page_url(SOURCE, path)),
        legend=page_url(language, LEGEND),
        pack=page_url(language, PACK),
        canonical=address + page_url(SOURCE if fallback else language, path),
        alternates=alternates(chapter, address),
        moved=_moved_sections(handbook, path, language),
    )


def alternates(chapter: Chapter, address: str) -> tuple[Alternate, ...]:
    """The chapter's address in each language that has it, and for everyone else the Swedish one."""
    there = [Alternate(each, address + page_url(each, chapter.path)) for each in LANGUAGES if each in chapter.pages]
    default = address + page_url(SOURCE if SOURCE in chapter.pages else LANGUAGES[-1], chapter.path)
    return (*there, Alternate("x-default", default))


def placeholders(handbook: Handbook, view: ChapterView, language: str) -> Mapping[str, Values]:
    """For each thing that a chapter may ask the build to put in, what gives the values that its template shows.

    Most pages ask for none, and the list of works takes as long as all else of a page.
    """
    return {
        "accessibility": lambda: {"tested": tested(), "pages": len(handbook.chapters)},
        "agenda": lambda: _agenda(handbook, view, language),
        "books": dict,
        "kept": dict,
        "known-barriers": lambda: {"exempt": EXEMPT},
        "module-chapters": lambda: {"chapters": _module_chapters(handbook, view, language)},
        "module-map": lambda: {"map": module_map(handbook, language, UNRELEASED_MODULES)},
        "offline": lambda: {"languages": offline.readers_first(language), "states": offline.SENTENCES},
        "pack": dict,
        "terms": lambda: {"groups": handbook.terms.groups, "term_id": term_id},
        "paths": lambda: {"paths": [_path_view(handbook, each, language) for each in handbook.paths]},
        "references": lambda: {"works": _reference_list(handbook, language)},
        "rules": lambda: {"rules": _rules(handbook, language)},
        "session": lambda: _session(handbook, view, language),
    }


def with_what_it_asks_for(
    html: str,
    handbook: Handbook,
    view: ChapterView,
    language: str,
    templates: Environment,
    leading: Callable[[str], str] | None = None,
) -> str:
    """The page of `view` with what its chapter asks the build to put in.

    `leading` gives the address that a template writes for one that counts from the version's root; a page's own if
    it is not given.
    """
    common = {"words": WORDS[language], "language": language, "relative": leading or _relative_to(view.url)}
    for name, values in placeholders(handbook, view, language).items():
        mark = f"<!-- handbook: {name} -->"
        if mark in html:
            html = html.replace(mark, templates.get_template(f"handbook/{name}.html").render({**common, **values()}))
    return html


def _module_chapters(handbook: Handbook, view: ChapterView, language: str) -> list[ChapterView]:
    return [chapter_view(handbook, each.path, language, "") for each in handbook.of_module(view.module)]


def about(handbook: Handbook, language: str) -> tuple[Link, ...]:
    """The pages about the site itself, for the foot of every page."""
    return _links(handbook, ABOUT, language)


def with_session(html: str) -> str:
    """A guide's HTML that asks for the agenda right below the heading of its run sheet.

    The way to plan the session stands below the first screen, which a reader sees before anything else.
    """
    if not _RUN_SHEET.search(html):
        return html
    html = _RUN_SHEET.sub(r"\g<0><!-- handbook: agenda -->", html, count=1)
    return _FIRST_SCREEN.sub(r"\g<0><!-- handbook: session -->\n", html, count=1)


_RUN_SHEET = late(rf'<h2 id="{SECTION}".*?</h2>', re.DOTALL)
_FIRST_SCREEN = late(r'<h2 id="in-a-minute".*?(?=<h2 )', re.DOTALL)


def _agenda(handbook: Handbook, view: ChapterView, language: str) -> Mapping[str, Any]:
    """The run sheet's parts, and what they and the core take together."""
    chapter = handbook.chapters.get(view.path)
    parts = run_sheet(chapter.page(language)) if chapter else ()
    core = sum(part.minutes for part in parts if part.core)
    return {"parts": parts, "core": core, "total": sum(part.minutes for part in parts)}


def _session(handbook: Handbook, view: ChapterView, language: str) -> Mapping[str, Any]:
    """What the session takes, and the chapters that it needs on paper: its own first."""
    chapter = handbook.chapters.get(view.path)
    uses = [path for path in chapter.meta.uses if path in handbook.chapters] if chapter else []
    return {**_agenda(handbook, view, language), "pieces": [view.path, *uses], "pack": view.pack}


def redirect_pages(handbook: Handbook, address: str) -> Iterator[RedirectPage]:
    """A page for each chapter that has gone, in each language, when the version is published at `address`."""
    for source in handbook.redirects.targets:
        path, mark, identity = handbook.redirects.trail(source)[-1].partition("#")
        chapter = handbook.chapters.get(path)
        if "#" in source or source in handbook.chapters or chapter is None:
            continue
        for language in LANGUAGES:
            url, there = page_url(language, source), page_url(language, path)
            yield RedirectPage(
                language=language,
                url=url,
                href=relative(url, there),
                fragment=mark + identity,
                title=chapter.title(language),
                canonical=address + page_url(language if language in chapter.pages else SOURCE, path),
            )


def _moved_sections(handbook: Handbook, path: str, language: str) -> str:
    url, found = page_url(language, path), {}
    for source in handbook.redirects.targets:
        chapter, _, old = source.partition("#")
        there, mark, new = handbook.redirects.trail(source)[-1].partition("#")
        if old and chapter == path and there in handbook.chapters:
            found[old] = (relative(url, page_url(language, there)) if there != path else "") + mark + new
    return json.dumps(found) if found else ""


def sitemap(handbook: Handbook, address: str) -> str:
    """The sitemap of a version published at `address`, each page with its other languages."""
    urls = []
    for chapter in handbook.chapters.values():
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{each.language}" href={quoteattr(each.address)}/>'
            for each in alternates(chapter, address)
        )
        for language in chapter.pages:
            urls.append(f"<url><loc>{escape(address + page_url(language, chapter.path))}</loc>{links}</url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'{head} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(urls) + "\n</urlset>\n"


def relative(start: str, target: str) -> str:
    """The address `target` as a page at `start` writes it; both counted from the version's root."""
    path = relpath(target or ".", start or ".")
    return f"{path}/" if target.endswith("/") or not target else path


def _relative_to(start: str) -> Callable[[str], str]:
    return lambda target: relative(start, target)


def _path_view(handbook: Handbook, path: LearningPath, language: str) -> PathView:
    there = [step.chapter for step in path.steps if step.chapter in handbook.chapters]
    chapters = tuple(chapter_view(handbook, each, language, "") for each in there)
    return PathView(path_id(path), path.titles[language], path.readers[language], chapters)


def _links(handbook: Handbook, paths: Iterable[str], language: str) -> tuple[Link, ...]:
    found = (handbook.chapters[path] for path in paths if path in handbook.chapters)
    return tuple(Link(chapter.title(language), page_url(language, chapter.path)) for chapter in found)


def _rules(handbook: Handbook, language: str) -> Iterator[Link]:
    """Each rule of the checks, and its section."""
    for rule, section in explanations(handbook, language).items():
        yield Link(rule, f"{page_url(language, section.page.path)}#{rule}")


def _reference_list(handbook: Handbook, language: str) -> Iterator[Mapping[str, str]]:
    """The works that may be cited."""
    works = {key: work for key, work in handbook.bibliography.works.items() if work.citable}
    for key, html in formatted(works, language):
        yield {
            "id": reference_id(key),
            "label": works[key].label(language),
            "language": works[key].language,
            "html": html,
            "verified": WORDS[language][f"verified_{works[key].verified}"],
        }
