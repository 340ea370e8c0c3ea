"""What is left out to lose no time would have changed nothing."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from handbook import shortcuts
from handbook.inflection import roots, variant
from handbook.marks import marked_with, marks_of
from handbook.markup import site_markdown
from handbook.pagereader import PageReader
from handbook.rendered import Rendered
from handbook.settings import LANGUAGES, read_settings
from handbook.terms import searched
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from tests.handbooks import ROOT
from tests.test_rendering import EXAMPLES, documents
from tests.test_terms import terms

SIGNS = st.text(alphabet="[](){}<>!*_`#|\\\"'=:-+.@^~&;/? \n\tåÅab1\ue000\ue001\x02\u00a0", max_size=120)
CHAPTERS = sorted((ROOT / "docs").glob("*/*/*.md"))[::40]


@cache
def _markdown(*, short: bool) -> Markdown:
    markdown = site_markdown(read_settings(ROOT))
    if short:
        shortcuts.take(markdown)
    return markdown


def _html(body: str, *, short: bool) -> str:
    html = _markdown(short=short).reset().convert(body)
    # Code is code, whether Pygments colours it or not.
    return re.sub(r'(?:<div class="highlight">)?<pre\b.*?</pre>(?:</div>)?', "CODE", html, flags=re.DOTALL)


@EXAMPLES
@given(st.one_of(documents, SIGNS))
def test_markdown_becomes_the_same_by_every_shortcut(body: str) -> None:
    assert _html(body, short=True) == _html(body, short=False)


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.stem)
def test_a_chapter_becomes_the_same_by_every_shortcut(file: Path) -> None:
    body = file.read_text(encoding="utf-8").partition("\n---\n")[2]
    assert _html(body, short=True) == _html(body, short=False)


@EXAMPLES
@given(st.one_of(documents, SIGNS, st.text(alphabet="<>/!-=\"' abp&;\n", max_size=60)))
def test_a_page_is_read_as_the_parser_reads_it(body: str) -> None:
    marks = marks_of(body, None)
    html = _markdown(short=True).reset().convert(marked_with(body, marks))

    def read(by_parser: bool) -> Rendered:
        page = PageReader(body, marks, None)
        (HTMLParser.feed if by_parser else PageReader.feed)(page, html)
        page.close()
        return page.rendered()

    assert read(by_parser=False) == read(by_parser=True)


WORDS = sorted(
    {("sv", word) for word in ("handledare", "kontrakt", "hand-bok", "mål", "bok", "forum", "regel", "coacha ledare")}
    | {("en", word) for word in ("foreman", "policy", "start-up", "plan board", "coach")}
    | {
        (language, word)
        for term in terms((ROOT / "docs" / "terms.yml").read_text(encoding="utf-8"))
        for language in LANGUAGES
        for word in term.avoid.get(language, ())
    }
)
ENDINGS = ("", "s", "en", "ar", "er", "n", "na", "ens", "et", "ing", "ed", "es", "ies", "sarbete", "ordning", "-plan")


@pytest.mark.parametrize(("language", "word"), WORDS)
def test_a_word_is_found_by_its_root_in_every_form(language: str, word: str) -> None:
    pattern = re.compile(variant(word, language), re.IGNORECASE)
    changed = [word, word[:-1], word[:-2], word[:-2] + word[-1:], word + word[-1:], word.replace("-", "")]
    changed += [word[::-1].replace(old, new, 1)[::-1] for old, new in ("aä", "oö", "åä", "ae")]
    forms = [before + each + ending for each in changed for ending in ENDINGS for before in ("", "arbets")]
    found = [form for form in (*forms, *(form.upper() for form in forms)) if pattern.search(form)]
    assert found
    assert all(any(root in form.casefold() for root in roots(word, language)) for form in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_could_be_found_in_a_text_is_found(language: str) -> None:
    listed = terms((ROOT / "docs" / "terms.yml").read_text(encoding="utf-8"))
    sought = searched(listed, language)
    whole = re.compile("|".join(pattern for pattern, _roots in sought.patterns), re.IGNORECASE)
    for file in sorted((ROOT / "docs" / language).rglob("*.md"))[::3]:
        text = file.read_text(encoding="utf-8")
        pattern = sought.within(text)
        found = pattern.finditer(text) if pattern else ()
        assert [match.span() for match in found] == [match.span() for match in whole.finditer(text)]
