"""What every built page keeps to, read from the HTML that is published."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from handbook.addresses import language_root, page_url
from handbook.markup import GAP, NARROW_TABLE, REFERENCES, TERMS, WIDE_TABLE, reference_id
from handbook.model import Chapter
from handbook.settings import LANGUAGES
from handbook.words import WORDS, in_words

from tests.site import ADDRESS, Document, Site, spoken, text, the, with_class

OTHER = {"sv": "en", "en": "sv"}
SVG = "{http://www.w3.org/2000/svg}"
ABOUT_THE_HANDBOOK = "contribute"
"""The module that the map of the methodology leaves out."""


def problems(site: Site, of: Any, documents: Iterable[Document] | None = None) -> list[str]:
    """What `of` yields for each page and for what pages share, with the page that it is about."""
    found = [*site.documents.values(), *site.common.values()] if documents is None else documents
    return [f"/{each.url}: {problem}" for each in found for problem in of(each)]


# -- the pages ---------------------------------------------------------------------------------------------


def test_every_chapter_is_published_in_both_languages_and_nothing_else_is(site: Site) -> None:
    wanted = {page_url(language, path) for path in site.handbook.chapters for language in LANGUAGES}
    assert set(site.documents) == wanted | {"404.html", "en/404.html"}


def test_every_tag_is_closed(site: Site) -> None:
    def unclosed(document: Document) -> Iterator[str]:
        try:
            assert document.root.tag == "html"
        except ValueError as error:
            yield str(error)

    assert problems(site, unclosed) == []


def test_a_page_says_its_language(site: Site) -> None:
    assert {each.url: each.root.get("lang") for each in site.documents.values()} == {
        each.url: each.language for each in site.documents.values()
    }


def test_a_page_has_one_heading_of_the_first_level_and_skips_no_level(site: Site) -> None:
    def skipped(document: Document) -> Iterator[str]:
        headings = [each for each in document.root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        levels = [int(each.tag[1]) for each in headings]
        if levels.count(1) != 1 or not text(next(document.root.iter("h1"))):
            yield f"{levels.count(1)} headings of the first level"
        for heading, before, level in zip(headings[1:], levels, levels[1:], strict=False):
            if level > before + 1:
                yield f"h{level} “{text(heading)}” stands under h{before}"

    assert problems(site, skipped, site.documents.values()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_descriptions_tell_pages_apart(site: Site, language: str) -> None:
    pages = [each for each in site.pages if each.language == language]
    titles = Counter(text(title) for page in pages for title in page.head("title"))
    described = Counter(each.get("content") for page in pages for each in page.head("meta", name="description"))
    assert titles.total() == described.total() == len(pages)
    assert [title for title, times in titles.items() if times > 1 or not title] == []
    assert [said for said, times in described.items() if times > 1 or not said] == []


def test_a_page_shows_the_title_and_description_of_its_chapter(site: Site) -> None:
    for chapter, page in site.chapters():
        meta = chapter.pages[page.language].meta
        assert text(next(page.chapter.iter("h1"))) == meta.title
        assert meta.title in text(page.head("title")[0])
        assert page.head("meta", name="description")[0].get("content") == meta.description


def test_ids_stand_once(site: Site) -> None:
    def repeated(document: Document) -> Iterator[str]:
        yield from (each for each, times in Counter(document.ids).items() if times > 1)

    assert problems(site, repeated) == []


def test_a_section_has_the_same_id_in_both_languages(site: Site) -> None:
    def sections(page: Document) -> list[tuple[str, str | None]]:
        return [(each.tag, each.get("id")) for each in page.chapter.iter() if each.tag in ("h2", "h3")]

    for path in site.handbook.chapters:
        swedish, english = (sections(site.page(path, language)) for language in LANGUAGES)
        assert swedish == english, path
        assert all(identity for _tag, identity in swedish), path


def test_the_first_link_of_a_page_skips_to_its_content(site: Site) -> None:
    for document in site.documents.values():
        first = next(document.root.iter("a"))
        assert first.get("class") == "md-skip", document.url
        target = first.attrib["href"].removeprefix("#")
        assert target in [each.get("id") for each in document.chapter.iter()], document.url


def test_no_markup_is_left_as_text(site: Site) -> None:
    left = re.compile(r"\{#|\{:|\[@|\]\(|\]\[|^(!!!|\?\?\?|===)|\[\^|<!-- handbook", re.MULTILINE)

    def unrendered(document: Document) -> Iterator[str]:
        if "<!-- handbook:" in document.html:
            yield "something was not put in"
        for said, _language in spoken(document.root, document.language, ("code", "pre", "script")):
            yield from (said for _found in left.finditer(said))

    assert problems(site, unrendered) == []


# -- addresses ---------------------------------------------------------------------------------------------


def test_the_canonical_address_is_the_pages_own(site: Site) -> None:
    for page in site.pages:
        assert [link.get("href") for link in page.head("link", rel="canonical")] == [ADDRESS + page.url]


def test_the_languages_of_a_page_name_each_other(site: Site) -> None:
    for chapter, page in site.chapters():
        named = {link.get("hreflang"): link.get("href") for link in page.head("link", rel="alternate")}
        swedish, english = (ADDRESS + page_url(language, chapter.path) for language in LANGUAGES)
        assert named == {"sv": swedish, "en": english, "x-default": swedish}, page.url
        assert len(page.head("link", rel="alternate")) == len(named)


def test_every_link_leads_to_a_file_and_every_fragment_to_an_id(site: Site) -> None:
    def broken(document: Document) -> Iterator[str]:
        for _element, target in document.links():
            resolved = site.resolved(document, target)
            if resolved is None:
                continue
            url, fragment = resolved
            if not site.file(url).is_file():
                yield f"{target} leads to nothing"
            elif fragment and fragment not in site.documents[url].ids:
                yield f"{target} leads to no section"

    assert problems(site, broken) == []


_SAY_NOTHING = {
    "sv": {"här", "klicka här", "läs mer", "mer", "mer info", "mer information"},
    "en": {"click here", "click this", "go", "here", "information", "learn more", "more", "more info"}
    | {"more information", "read more", "right here", "see more", "start", "this"},
}
"""Words that do not say where a link leads, for who hears only the links, and for search engines."""


def test_every_link_says_where_it_leads(site: Site) -> None:
    for page in site.pages:
        said = {text(element).lower() for element, _target in page.links() if element.tag == "a"}
        assert said & _SAY_NOTHING[page.language] == set(), page.url


def test_what_leaves_the_site_is_a_link_that_a_reader_follows(site: Site) -> None:
    def fetched(document: Document) -> Iterator[str]:
        for element, target in document.links():
            stays = site.resolved(document, target) is not None
            spoken_of = element.tag == "a" and urlsplit(target).scheme in ("https", "mailto")
            stated = element.tag == "link" and element.get("rel", "").strip() in ("canonical", "alternate")
            if not stays and not spoken_of and not stated:
                yield f"<{element.tag}> fetches {target}"

    assert problems(site, fetched) == []


def test_style_sheets_fetch_nothing_from_elsewhere(site: Site) -> None:
    elsewhere = re.compile(r"url\(\s*[\"']?(?:https?:)?//[^)]*\)|@import[^;]*")
    found = {file.name: elsewhere.findall(file.read_text("utf-8")) for file in site.folder.rglob("*.css")}
    assert len(found) >= 1
    assert {name: what for name, what in found.items() if what} == {}


def test_no_page_names_a_host_that_spies_on_readers(site: Site) -> None:
    spies = ("fonts.googleapis.com", "gstatic.com", "unpkg.com", "api.github.com", "google-analytics.com")
    assert problems(site, lambda document: (spy for spy in spies if spy in document.html)) == []


def test_labels_and_descriptions_name_ids_that_are_there(site: Site) -> None:
    def unanswered(document: Document) -> Iterator[str]:
        for element in document.root.iter():
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"):
                named = element.get(attribute, "").split()
                yield from (f"{attribute}={each}" for each in named if each not in document.ids)
            for attribute in ("marker-end", "fill", "stroke", "clip-path", "mask"):
                for each in re.findall(r"url\(#([^)]+)\)", element.get(attribute, "")):
                    if each not in document.ids:
                        yield f"{attribute}={each}"

    assert problems(site, unanswered) == []


def test_the_address_is_one_setting(site: Site) -> None:
    published = "".join(file.read_text("utf-8", "ignore") for file in published_texts(site))
    assert "handbook.example" not in published
    assert ADDRESS in published


# -- languages ---------------------------------------------------------------------------------------------


def theme_words(language: str) -> dict[str, str]:
    """The theme's own words."""
    written = files("material").joinpath(f"templates/partials/languages/{language}.html").read_text("utf-8")
    return dict(re.findall(r'^ *"([\w.]+)": "(.*)",?$', written, re.MULTILINE))


def foreign_words(language: str) -> set[str]:
    """Words of the interface that only the other language has."""
    own, others = (
        {**WORDS[each], **{f"theme.{key}": value for key, value in theme_words(each).items()}}
        for each in (language, OTHER[language])
    )
    foreign = {value for key, value in others.items() if value != own.get(key)}
    stock = {"Permanent link", "Note", "Warning", "Example", "Tip", "Info", "Danger", "Table of contents"}
    return (foreign | (stock if language == "sv" else set())) - set(own.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interface_speaks_the_readers_language(site: Site, language: str) -> None:
    foreign = foreign_words(language)
    assert len(foreign) > 80, "the words of the other language are not found"

    def unheard(document: Document) -> Iterator[str]:
        # What a chapter cites of the other language stands in a table, as code or in italics.
        for said, spoken_in in spoken(document.root, language, ("code", "pre", "script", "td", "em")):
            if spoken_in == language and said.rstrip(":") in foreign:
                yield said

    pages = [each for each in site.documents.values() if each.language == language]
    assert (
        problems(site, unheard, [*pages, *(each for each in site.common.values() if each.language == language)]) == []
    )


def test_no_swedish_page_speaks_the_extensions_english(site: Site) -> None:
    english = re.compile(r"Permanent link|Jump back|Not found|Made with|Back to top|Skip to content")
    for page in (each for each in site.documents.values() if each.language == "sv"):
        interface = [said for said, language in spoken(page.root, "sv", ("code", "pre")) if language == "sv"]
        assert [said for said in interface if english.search(said)] == [], page.url


def test_the_language_menu_leads_to_the_same_page(site: Site) -> None:
    for chapter, page in site.chapters():
        links = [each for each in page.root.iter("a") if "data-language-link" in each.attrib]
        led = {each.get("hreflang"): site.resolved(page, each.attrib["href"]) for each in links}
        other = OTHER[page.language]
        assert led == {other: (page_url(other, chapter.path), "")}, page.url
        assert [each.get("lang") for each in links] == [other]


def test_the_menu_names_each_module_and_chapter_in_the_pages_language(site: Site) -> None:
    listed = [entry.path.removesuffix(".md") for entry in site.handbook.navigation]
    for language in LANGUAGES:
        wanted = {page_url(language, each): site.handbook.chapters[each].title(language) for each in listed}
        holder = site.common[f"assets/common/{language}.html"]
        (folds,) = (each for each in holder.root.iter("template") if each.get("id") == "menu")
        common = in_menu(site, holder, folds)
        for document in (each for each in site.documents.values() if each.language == language):
            own = in_menu(site, document, the(document.root, "menu"))
            assert {**common, **own} == wanted, document.url
            # without scripts: each module, and the chapters of the one that is read
            module = document.url.removeprefix(language_root(language)).partition("/")[0]
            read = [each for each in listed if "/" not in each or each.endswith("/index") or is_in(each, module)]
            assert set(own) == {page_url(language, each) for each in read}, document.url


def is_in(path: str, module: str) -> bool:
    """Whether the chapter at `path` is one of `module`."""
    return path.partition("/")[0] == module


def in_menu(site: Site, document: Document, menu: Element) -> dict[str, str]:
    """The pages that `menu` leads to, by address, with their names."""
    resolved = {site.resolved(document, each.attrib["href"]): text(each) for each in menu.iter("a")}
    return {url: name for (url, part), name in named(resolved) if not part}


def named(resolved: Mapping[tuple[str, str] | None, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """The entries that stay on the site."""
    return ((where, name) for where, name in resolved.items() if where)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dead_address_is_answered_in_the_readers_language(site: Site, language: str) -> None:
    home = page_url(language, "index")
    document = site.documents[f"{home}404.html"]
    assert text(next(document.chapter.iter("h1"))) == WORDS[language]["not_found_title"]
    assert text(document.head("title")[0]).startswith(WORDS[language]["not_found_title"])
    (button,) = with_class(document.chapter, "button")
    assert site.resolved(document, button.attrib["href"]) == (home, "")
    menu = {each.get("hreflang"): each.attrib["href"] for each in with_class(document.root, "bar__language")}
    assert {each: site.resolved(document, target) for each, target in menu.items()} == {
        OTHER[language]: (page_url(OTHER[language], "index"), "")
    }


def test_a_dead_address_is_no_page_to_be_found(site: Site) -> None:
    for url in ("404.html", "en/404.html"):
        document = site.documents[url]
        assert [each.get("content") for each in document.head("meta", name="robots")] == ["noindex"]
        assert document.head("link", rel="canonical") == document.head("link", rel="alternate") == []


# -- sitemap -----------------------------------------------------------------------------------------------


def test_the_sitemap_lists_every_page_once_with_its_languages(site: Site) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    written = (site.folder / "sitemap.xml").read_bytes()
    listed: dict[str, dict[str | None, str | None]] = {}
    for entry in ElementTree.fromstring(written).findall("s:url", names):
        address = entry.findtext("s:loc", "", names)
        assert address not in listed
        listed[address] = {each.get("hreflang"): each.get("href") for each in entry.findall("x:link", names)}
    assert listed == {
        page.address: {link.get("hreflang"): link.get("href") for link in page.head("link", rel="alternate")}
        for page in site.pages
    }
    assert gzip.decompress((site.folder / "sitemap.xml.gz").read_bytes()) == written


# -- what is not published ---------------------------------------------------------------------------------


def published_texts(site: Site) -> Iterator[Path]:
    """Every published file that holds text of ours."""
    return (file for file in site.folder.rglob("*") if file.suffix in (".html", ".json", ".xml", ".svg", ".txt"))


def test_sources_are_not_published(site: Site) -> None:
    names = {file.name for file in site.folder.rglob("*") if file.is_file()}
    assert names & {"references.bib", "terms.yml", "redirects.yml", "mkdocs.yml"} == set()
    assert {Path(name).suffix for name in names} & {".md", ".bib", ".yml", ".yaml", ".py"} == set()


def test_the_bibliographys_notes_to_ourselves_are_not_published(site: Site) -> None:
    notes = [
        " ".join(str(work.entry.fields[field]).split())
        for work in site.handbook.bibliography.works.values()
        for field in ("annote", "note", "abstract")
        if field == "annote" and field in work.entry.fields
    ]
    assert len(notes) > 20
    published = [" ".join(file.read_text("utf-8").split()) for file in published_texts(site)]
    assert [note for note in notes if any(note in page for page in published)] == []


def test_works_that_nobody_has_checked_are_not_listed(site: Site) -> None:
    unchecked = {key for key, work in site.handbook.bibliography.works.items() if not work.citable}
    for language in LANGUAGES:
        ids = site.page(REFERENCES, language).ids
        assert [key for key in unchecked if reference_id(key) in ids] == []


# -- what pages tell of their chapters -----------------------------------------------------------------------


def links_in(site: Site, page: Document, element: Element) -> list[tuple[str, str]]:
    """The words and the address within the site of each link in `element`."""
    found = ((text(each), site.resolved(page, each.attrib["href"])) for each in element.iter("a"))
    return [(words, resolved[0]) for words, resolved in found if resolved]


def told_as_links(site: Site, paths: Iterable[str], language: str) -> list[tuple[str, str]]:
    """The chapters at `paths` as links are expected to tell them."""
    return [(site.handbook.chapters[path].title(language), page_url(language, path)) for path in paths]


def relations_of(site: Site, chapter: Chapter, language: str) -> dict[str, list[tuple[str, str]]]:
    """What leads to the chapter and from it, found anew: the other direction is written nowhere."""
    everyone = site.handbook.chapters.values()
    paths = {
        "needs": chapter.meta.needs,
        "needed_by": [each.path for each in everyone if chapter.path in each.meta.needs],
        "uses": chapter.meta.uses,
        "used_by": [each.path for each in everyone if chapter.path in each.meta.uses],
    }
    return {WORDS[language][name]: told_as_links(site, some, language) for name, some in paths.items() if some}


def test_a_chapter_shows_what_leads_to_it_and_from_it(site: Site) -> None:
    for chapter, page in site.chapters():
        rows = with_class(page.chapter, "relations__row")
        shown = {text(next(row.iter("dt"))): links_in(site, page, row) for row in rows}
        expected = {} if chapter.landing else relations_of(site, chapter, page.language)
        assert shown == expected, page.url
    assert any(site.handbook.needed_by.values())
    assert any(site.handbook.used_by.values())


def test_a_chapter_begins_with_what_it_is(site: Site) -> None:
    for chapter, page in site.chapters():
        if chapter.landing:
            assert with_class(page.chapter, "facts") == []
            continue
        facts, words, meta = the(page.chapter, "facts"), WORDS[page.language], chapter.meta
        assert [text(chip) for chip in with_class(facts, "chip")] == chips(chapter, page.language)
        needed = [link for link in links_in(site, page, facts) if link[1] != page_url(page.language, LEGEND)]
        assert needed == told_as_links(site, meta.needs, page.language), page.url
        assert meta.reviewed
        assert f"{words['reviewed']} {in_words(meta.reviewed, page.language)}" in text(facts)


LEGEND = "start/reading-and-citing"
"""The chapter that says what the badges mean."""


def chips(chapter: Chapter, language: str) -> list[str]:
    """A chapter's type, time and forms in words."""
    words, meta = WORDS[language], chapter.meta
    time = [f"{meta.minutes} {words['minutes']}"] if meta.minutes else []
    return [words[str(meta.type)], *time, *(words[form] for form in meta.forms)]


def test_a_guide_tells_its_run_sheet_in_short(site: Site) -> None:
    for chapter, page in site.chapters():
        if chapter.meta.type != "guide":
            continue
        parts = with_class(page.chapter, "agenda__part")
        minutes = [int(text(the(part, "agenda__minutes")).split()[0]) for part in parts]
        core = [number for number, part in zip(minutes, parts, strict=True) if with_class(part, "agenda__mark")]
        assert sum(minutes) == chapter.meta.minutes, page.url
        told = [text(each) for each in with_class(page.chapter, "agenda__short")]
        shorter = WORDS[page.language]["core_only"] % (sum(core), sum(minutes))
        assert told == ([shorter] if sum(core) < sum(minutes) else []), page.url


def test_badges_say_evidence_and_state_and_lead_to_their_meaning(site: Site) -> None:
    for chapter, page in site.chapters():
        if chapter.landing:
            continue
        words, meta = WORDS[page.language], chapter.meta
        evidence, state = with_class(the(page.chapter, "facts"), "badge")
        assert text(evidence) == f"{words['evidence']}: {words[str(meta.evidence)]}"
        assert text(state) == f"{words['state']}: {words[str(meta.state)]}"
        legend = page_url(page.language, LEGEND)
        led = [site.resolved(page, each.attrib["href"]) for each in (evidence, state)]
        assert led == [(legend, "badges"), (legend, "states")]
        assert {"badges", "states"} <= set(site.documents[legend].ids)


def test_the_legend_explains_every_badge(site: Site) -> None:
    for language in LANGUAGES:
        said = text(site.page(LEGEND, language).chapter)
        badges = {str(each.meta.evidence) for each in site.handbook.chapters.values() if each.meta.evidence}
        badges |= {str(each.meta.state) for each in site.handbook.chapters.values() if each.meta.state}
        assert [badge for badge in badges if WORDS[language][badge] not in said] == []


def test_a_module_lists_its_chapters_with_what_each_is(site: Site) -> None:
    for module in site.handbook.modules:
        for language in LANGUAGES:
            page, words = site.page(f"{module}/index", language), WORDS[language]
            shown = [card(site, page, each) for each in with_class(page.chapter, "chapter-card")]
            assert shown == [
                (
                    (chapter.title(language), page_url(language, chapter.path)),
                    chapter.pages[language].meta.description,
                    chips(chapter, language),
                    [words[str(chapter.meta.evidence)], words[str(chapter.meta.state)]],
                )
                for chapter in site.handbook.of_module(module)
            ], page.url


def card(site: Site, page: Document, element: Element) -> tuple[Any, ...]:
    """A chapter's link, description, chips and badges, as its module's page shows them."""
    (link,) = links_in(site, page, element)
    shown = [[text(each) for each in with_class(element, name)] for name in ("chip", "badge")]
    return link, text(the(element, "chapter-card__text")), *shown


# -- drawings ----------------------------------------------------------------------------------------------


def drawn_from(site: Site, chapter: Chapter, language: str) -> list[Path]:
    """The figures that a page asks for, as files."""
    targets = (each.target for each in chapter.pages[language].rendered.references if each.tag == "img")
    figures = site.handbook.settings.docs / "assets" / "figures"
    return [figures / target.rpartition("/")[2] for target in targets if target.endswith(".svg")]


def test_figures_are_part_of_the_page(site: Site) -> None:
    drawn = 0
    for chapter, page in site.chapters():
        figures = with_class(page.chapter, "figure", "span")
        assert len(figures) == len(drawn_from(site, chapter, page.language)), page.url
        drawn += len(figures)
        pictures = [each.get("src", "") for each in page.chapter.iter("img") if each.get("class") != "qr"]
        assert [each for each in pictures if ".svg" in each] == []
    assert drawn >= 10


def test_a_figure_speaks_only_the_readers_language(site: Site) -> None:
    for chapter, page in site.chapters():
        sources = drawn_from(site, chapter, page.language)
        for figure, source in zip(with_class(page.chapter, "figure", "span"), sources, strict=True):
            drawing = next(figure.iter("svg"))
            assert drawing.get("role") == "img"
            ids = [each.attrib["id"] for each in drawing if each.tag in ("title", "desc")]
            assert drawing.get("aria-labelledby", "").split() == ids
            assert [text(each) for each in drawing.iter() if "lang" in each.attrib] == []
            assert said_by(drawing) == said_in(source, page.language), f"{page.url}: {source.name}"
            assert len(ids) == 2


def said_by(drawing: Element) -> list[str]:
    """Every text of an inlined drawing."""
    return [text(each) for each in drawing.iter() if each.tag in ("title", "desc", "text")]


def said_in(source: Path, language: str) -> list[str]:
    """Every text of a figure's file that is not in the other language."""
    root = ElementTree.parse(source).getroot()
    other = OTHER[language]
    for parent in list(root.iter()):
        for child in list(parent):
            if other in (child.get("lang"), child.get("systemLanguage")):
                parent.remove(child)
    spoken_tags = [f"{SVG}{tag}" for tag in ("title", "desc", "text")]
    return [text(each) for each in root.iter() if each.tag in spoken_tags]


def builds_on(site: Site) -> dict[str, list[str]]:
    """For each module, the other modules that its chapters need, in the order of the menu."""
    modules = [each for each in site.handbook.modules if each != ABOUT_THE_HANDBOOK]
    needed = {
        module: {path.partition("/")[0] for chapter in site.handbook.of_module(module) for path in chapter.meta.needs}
        for module in modules
    }
    return {module: [each for each in modules if each in needed[module] and each != module] for module in modules}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_links_every_module_and_draws_every_dependency(site: Site, language: str) -> None:
    home = site.page("index", language)
    drawing = next(the(home.chapter, "module-map").iter("svg"))
    modules = [f"{each}/index" for each in builds_on(site)]
    assert sorted(links_in(site, home, drawing)) == sorted(told_as_links(site, modules, language))
    drawn = len(with_class(drawing, "module-map__edge"))
    assert drawn == sum(map(len, builds_on(site).values())) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_in_words_tells_the_same(site: Site, language: str) -> None:
    words = WORDS[language]
    names = {each: site.handbook.chapters[f"{each}/index"].title(language) for each in builds_on(site)}
    expected = {
        f"{names[module]} {words['builds_on']} {', '.join(names[each] for each in needed)}."
        if needed
        else f"{names[module]} {words['stands_alone']}."
        for module, needed in builds_on(site).items()
    }
    told = [text(each) for each in the(site.page("index", language).chapter, "module-map").iter("li")]
    assert len(told) == len(expected)
    assert set(told) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_module_stands_below_those_that_it_builds_on(site: Site, language: str) -> None:
    home = site.page("index", language)
    drawing = next(the(home.chapter, "module-map").iter("svg"))
    order = [url for _words, url in links_in(site, home, drawing)]
    heights = [float(each.attrib["y"]) for each in drawing.iter("rect")]
    assert heights == sorted(heights)
    at = {module: order.index(page_url(language, f"{module}/index")) for module in builds_on(site)}
    rings = {(module, each) for module, needed in builds_on(site).items() for each in needed if at[each] > at[module]}
    assert all(module in builds_on(site)[each] or leads_back(site, each, module) for module, each in rings)


def leads_back(site: Site, start: str, goal: str) -> bool:
    """Whether `start` builds on `goal` in the end."""
    reached, waiting = set(), [start]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += builds_on(site)[module]
    return goal in reached


# -- sources and tables --------------------------------------------------------------------------------------


def test_a_citation_tells_author_and_year_and_leads_to_the_work(site: Site) -> None:
    cited = 0
    for page in site.pages:
        listed = page_url(page.language, REFERENCES)
        for link in (each for group in with_class(page.chapter, "citation") for each in group.iter("a")):
            work = site.handbook.bibliography.works[link.attrib["data-key"]]
            assert site.resolved(page, link.attrib["href"]) == (listed, reference_id(work.key))
            assert text(link).startswith(work.authors[0])
            assert text(link).endswith(f" {work.year}")
            assert reference_id(work.key) in site.documents[listed].ids
            cited += 1
    assert cited > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_of_the_sources_is_rendered(site: Site, language: str) -> None:
    for chapter, page in site.chapters():
        links = (each for group in with_class(page.chapter, "citation") for each in group.iter("a"))
        written = [each.key for each in chapter.pages[page.language].rendered.citations]
        assert [each.get("data-key") for each in links] == written, page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_list_holds_every_citable_work(site: Site, language: str) -> None:
    entries = with_class(site.page(REFERENCES, language).chapter, "references")[0].findall("li")
    works = {reference_id(key): work for key, work in site.handbook.bibliography.works.items() if work.citable}
    assert sorted(each.attrib["id"] for each in entries) == sorted(works)
    for entry in entries:
        work = works[entry.attrib["id"]]
        assert text(entry).startswith(f"{work.label(language)}. ")
        assert work.year in text(the(entry, "references__work"))
        in_swedish = "sv" in str(work.entry.fields.get("keywords", "")).split(", ")
        titles = [each for each in entry.iter() if each.tag in ("cite", "em")]
        assert {each.get("lang") for each in titles} == {"sv" if in_swedish else "en"}
        assert work.title.replace("{", "").replace("}", "")[:9].strip("`") in "".join(map(text, titles))
        assert "others" not in text(entry), "the authors that are not listed have a word of the language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_term_list_holds_every_term_in_both_languages(site: Site, language: str) -> None:
    rows = [row for table in with_class(site.page(TERMS, language).chapter, "terms") for row in table.iter("tr")]
    shown = {row.attrib["id"]: text(row) for row in rows if "id" in row.attrib}
    assert len(shown) == len(list(site.handbook.terms)) > 50
    for term in site.handbook.terms:
        assert all(name in shown[f"term-{term.id}"] for name in term.names.values()), term.id


def table_rows(table: Element) -> list[list[Element]]:
    return [row.findall("./th") + row.findall("./td") for row in table.iter("tr")]


def test_the_cells_of_a_wide_table_know_their_columns(site: Site) -> None:
    wide = 0
    for page in site.pages:
        for table in page.chapter.iter("table"):
            columns = [text(each) for each in table.findall("./thead/tr/th")]
            rows = [row.findall("./td") for row in table.findall("./tbody/tr")]
            labels = [[cell.get("data-label") for cell in row] for row in rows]
            longest = [max(len(text(cell)) for cell in column) for column in zip(*table_rows(table), strict=True)]
            if len(columns) < WIDE_TABLE or sum(longest) + GAP * len(columns) <= NARROW_TABLE:
                assert not any(label for row in labels for label in row), page.url
                continue
            wide += 1
            assert table.get("data-columns") == str(len(columns))
            assert all(row == columns for row in labels), page.url
    assert wide > 50
