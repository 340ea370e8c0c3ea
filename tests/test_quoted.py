"""Words of the other language are marked as what they are, wherever they stand on a page."""

from __future__ import annotations

import pytest
from handbook.quoted import marked, quotations

from tests.site import Site, spoken

QUOTED = {"sv": ("pulsmöte", "förlängda armen", "Före"), "en": ("pull request", "Code")}
NO_PROSE = ("code", "head", "option", "pre", "script", "select", "style", "svg", "textarea")


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        ("en", "<p>a pulsmöte a day</p>", '<p>a <span lang="sv">pulsmöte</span> a day</p>'),
        ("en", "<h2>Förlängda armen</h2>", '<h2><span lang="sv">Förlängda armen</span></h2>'),
        ("en", "<em>pulsmöte</em>", '<em><span lang="sv">pulsmöte</span></em>'),
        ("en", "<p>Före (pulsmöte)</p>", '<p><span lang="sv">Före</span> (<span lang="sv">pulsmöte</span>)</p>'),
        ("sv", "<li>en pull request<br>till</li>", '<li>en <span lang="en">pull request</span><br>till</li>'),
        (
            "en",
            '<div lang="sv">Ett pulsmöte, en pull request</div> pulsmöte',
            '<div lang="sv">Ett pulsmöte, en <span lang="en">pull request</span></div> <span lang="sv">pulsmöte</span>',
        ),
        (
            "sv",
            '<h2 id="broken-link">broken-link: länken</h2>',
            '<h2 id="broken-link"><span lang="en">broken-link</span>: länken</h2>',
        ),
    ],
)
def test_a_quoted_word_is_marked(language: str, html: str, expected: str) -> None:
    assert marked(html, language, QUOTED) == expected


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("sv", "<p>ett pulsmöte med förlängda armen</p>"),
        ("en", "<p>a pull request; pulsmötet, pulsmöte-board, xpulsmöte</p>"),
        ("en", "<p>före, FÖRE</p>"),
        ("en", '<i lang="sv">pulsmöte</i>'),
        ("en", '<a href="pulsmöte" title="pulsmöte > Före"><!-- pulsmöte <b> --></a>'),
        ("en", "<code>pulsmöte</code><pre><b>Före</b></pre><textarea>Före</textarea>"),
        ("en", "<head><title>pulsmöte</title></head><svg><text>pulsmöte</text></svg>"),
        ("en", "<script>'<p>pulsmöte</p>'</script><select><option>Före</option></select>"),
        ("en", '<h2 id="broken-link">broken-link: the link</h2>'),
        ("sv", '<h2 id="links">links</h2><p>broken-link</p>'),
    ],
)
def test_nothing_else_is_marked(language: str, html: str) -> None:
    assert marked(html, language, QUOTED) == html


def test_every_word_that_a_page_quotes_is_marked_on_the_page(site: Site) -> None:
    quoted, found, missed = site.handbook.terms.quoted, 0, []
    for page in (*site.pages, *site.common.values()):
        for text, language in spoken(page.root, page.language, NO_PROSE, attributes=()):
            missed += [(page.url, each[0]) for each in quotations(text, language, quoted)]
            found += language != page.language
    assert missed == []
    assert found > 500
