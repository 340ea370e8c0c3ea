"""What is done to a rendered page: its forms have names, its tables scroll alone, its policy lets in nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from handbook.assets import stylesheet
from handbook.dressing import dressed, trimmed
from handbook.policy import with_policy
from handbook.settings import LANGUAGES
from handbook.words import WORDS
from markdown import Markdown

from tests.site import Site, parse, with_class

_FORMS = "\n".join(f'=== "{{{form}}}"\n\n    Text.\n' for form in ("on_site", "remote"))


def rendered(text: str) -> str:
    """`text` as the site renders tabs and tables."""
    extensions = ["tables", "pymdownx.superfences", "pymdownx.tabbed"]
    return Markdown(extensions=extensions, extension_configs={"pymdownx.tabbed": {"alternate_style": True}}).convert(
        text
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_are_known_by_the_same_names_in_both_languages(language: str) -> None:
    words = WORDS[language]
    html = dressed(rendered(_FORMS.format(on_site=words["on-site"], remote=words["remote"])), language)
    assert re.findall(r'<input[^>]*id="__tabbed_1_(\d)" data-form="([\w-]+)"', html) == [
        ("1", "on-site"),
        ("2", "remote"),
    ]
    assert html.count(f'role="radiogroup" aria-label="{words["choose_form"]}"') == 1


def test_tabs_that_are_no_forms_are_left_as_they_are() -> None:
    html = rendered('=== "Före"\n\n    Text.\n\n=== "Distans"\n\n    Text.\n')
    assert dressed(html, "sv") == html.replace(" />", ">")


def test_a_table_scrolls_by_itself_and_is_aligned_without_an_inline_style() -> None:
    html = dressed(rendered("| a | b |\n|---|--:|\n| 1 | 2 |\n"), "sv")
    assert html.startswith('<div class="table"><table>')
    assert '<td class="align-right">2</td>' in html
    assert "style=" not in html


def test_blanks_between_lines_go_and_those_of_a_text_to_copy_stay() -> None:
    page = (
        "<ul>\n\n    <li>one </li>\n  <li>two\n  <b>words</b>\n  <i>c</i></li>\n</ul>\n"
        "<pre>\n  a\n\n    b </pre>\n\n<p>d</p>"
    )
    assert trimmed(page) == ("<ul><li>one <li>two\n<b>words</b>\n<i>c</i></ul><pre>\n  a\n\n    b </pre><p>d</p>")


def test_a_table_is_the_same_to_a_browser_without_the_ends_that_go_unsaid() -> None:
    table = (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>\n<tbody><tr><td></td><td><ul><li>c</li></ul></td></tr>\n"
        "<tr><td>d</td><td>e</td></tr></tbody></table>"
    )
    short = trimmed(table)
    assert short == ("<table><thead><tr><th>a<th>b<tbody><tr><td><td><ul><li>c</ul><tr><td>d<td>e</table>")
    assert tostring(parse(short)) == tostring(parse(table.replace("\n", "")))


def test_the_policy_names_what_stands_on_the_page_and_nothing_else() -> None:
    script, style = "\n  let a = 'å';\n", "p { margin: 0 }"
    page = (
        f'<head><meta charset="utf-8"><style>{style}</style><script>{script}</script></head>'
        '<script type="module" src="main.js"></script><script type="application/json">{}</script>'
    )
    html = with_policy(page)
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    hashes = {text: f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (script, style)}
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == f"'self' {hashes[script]}"
    assert directives["style-src"] == f"'self' {hashes[style]}"
    assert html.index("charset") < html.index("Content-Security-Policy") < html.index("<style>")


def test_every_page_has_its_policy_and_nothing_that_it_refuses(site: Site) -> None:
    for page in site.documents.values():
        assert page.html.count("Content-Security-Policy") == 1, page.url
        assert [each.attrib for each in page.root.iter() if "style" in each.attrib] == [], page.url
        assert [name for each in page.root.iter() for name in each.attrib if name.startswith("on")] == [], page.url


def test_no_page_has_more_alternatives_than_the_theme_lends_styles_for(site: Site) -> None:
    for page in site.pages:
        assert [each for each in with_class(page.root, "tabbed-labels") if len(each) > 3] == [], page.url


def test_the_theme_lends_its_text_styles_only(tmp_path: Path) -> None:
    for name in ("print", "base", "cards"):
        css = f'/* Said\n   to us. */\n\n.{name} {{\n  clip-path: url("sign:menu");\n}}\n'
        (tmp_path / f"{name}.css").write_text(css, encoding="utf-8")
    css = stylesheet(tmp_path)
    assert ".base {\nclip-path: polygon(evenodd, 12.5% 25%, " in css
    assert "Said" not in css
    assert [css.index(f".{name} {{") for name in ("base", "cards", "print")] == sorted(
        css.index(f".{name} {{") for name in ("base", "cards", "print")
    )
    assert ".md-typeset table" in css
    assert ".md-typeset .tabbed-set" in css
    assert not re.search(r"\.md-(?:nav|search|header|tooltip|source)", css)
    held = set(re.findall(r"(--[\w-]+):url\(", css))
    assert "--md-admonition-icon--note" in held
    assert held == {name for name in held if f"var({name})" in css}
    assert not re.search(r"nth-child\((?:[4-9]|1\d)\)", css)
    assert css.count("{") == css.count("}")
