"""Words of the term list in running text: explained where they are first met, and nowhere else."""

from __future__ import annotations

import pytest
from handbook.finding import Text
from handbook.glossary import explained, with_terms
from handbook.terms import TermList, parse_terms

TERMS = parse_terms(
    Text(
        "docs/terms.yml",
        """\
groups:
  - id: meetings
    title: {sv: Möten, en: Meetings}
    terms:
      - {id: coach, sv: coach, en: coach, seen: true, everyday: true, note: {sv: Frågar., en: Asks.}}
      - {id: on-site, sv: coach på plats, en: on-site coach, seen: true, note: {sv: Står där., en: Is there.}}
      - {id: pulse, sv: pulsmöte, en: pulse meeting, seen: true, note: {sv: Kort möte., en: A short one.}}
      - {id: board, sv: tavla, en: board, seen: true, note: {en: To write on.}}
""",
    )
)


def linked(html: str, language: str = "sv") -> str:
    return with_terms(html, TERMS, language, "../list/")


def link(identity: str, words: str) -> str:
    return f'<a class="term" href="../list/#term-{identity}">{words}</a>'


def test_the_first_mention_is_a_link_in_any_form_and_the_next_is_not() -> None:
    found = linked("<p>Håll <em>Pulsmötet</em> i dag.</p><p>Ett pulsmöte till.</p>")
    assert found == f"<p>Håll <em>{link('pulse', 'Pulsmötet')}</em> i dag.</p><p>Ett pulsmöte till.</p>"


def test_the_longer_term_is_taken_before_the_one_within_it() -> None:
    assert linked("<p>En coach på plats.</p>") == f"<p>En {link('on-site', 'coach på plats')}.</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="x">Pulsmöte</h2>',
        '<p><a href="x">ett pulsmöte</a></p>',
        "<pre><code>pulsmöte</code></pre>",
        "<table><tr><td>pulsmöte</td></tr></table>",
        '<label><input type="checkbox"> pulsmöte</label>',
        '<p title="ett pulsmöte > här">Hej</p>',
        "<!-- pulsmöte -->",
        "<p>pulsmötesledare, morgon-pulsmöte</p>",
        "<p>coach</p>",  # in everybody's mouth
        "<p>tavla</p>",  # no words about it in this language
    ],
)
def test_nothing_is_explained_where_it_would_be_in_the_way(html: str) -> None:
    assert linked(html) == html


def test_each_language_has_its_own_words() -> None:
    assert linked("<p>A board for the pulse meetings.</p>", "en") == (
        f"<p>A {link('board', 'board')} for the {link('pulse', 'pulse meetings')}.</p>"
    )


def test_a_term_that_the_chapter_marks_is_not_marked_again() -> None:
    html = f"<p>Pulsmöte.</p><p>{link('pulse', 'pulsmötet')}</p>"
    assert linked(html) == html


def test_a_page_explains_what_it_leads_to() -> None:
    html = linked("<p>En coach på plats håller pulsmöte.</p>") + '<a href="../list/#term-coach">coach</a>'
    assert [term.id for term in explained(html, TERMS)] == ["on-site", "pulse"]
    assert explained(linked("<p>Hej.</p>"), TERMS) == ()


def test_without_a_list_nothing_changes() -> None:
    assert with_terms("<p>pulsmöte</p>", TermList(), "sv", "") == "<p>pulsmöte</p>"
