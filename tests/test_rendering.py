"""What rendering finds is what readers get: exactly Python-Markdown's links, each at its place."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
from handbook.markup import site_markdown
from handbook.rendered import Heading, Rendered
from handbook.rendering import render
from handbook.settings import read_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from tests.handbooks import ROOT

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True)

_GENERATED = ("headerlink", "footnote-ref", "footnote-backref")


@cache
def _markdown() -> Markdown:
    return site_markdown(read_settings(ROOT))


@cache
def _plain() -> Markdown:
    return site_markdown(read_settings(ROOT))


def rendered(body: str) -> Rendered:
    return render(body, _markdown())


words = st.sampled_from(
    ["ord", "Åtgärd", "möte", "år 2026", "N = 12", "3 studier", "Produktionslyftet", "d=1", "(a)", "**fet**"]
)
files = st.sampled_from(["one.md", "../b/två.md#x", "a_b_c.md", "x(y).md", "%C3%A5.md", "https://a.se/?id=5"])
targets = st.one_of(files, st.sampled_from(["#före", "flow.svg", "/abs", "one.md?d=5", "a&amp;b.md"]))
labels = st.sampled_from(["ref", "Ett två", "Produktionslyftet", "N = 12", "saknas"])
IDS = ("ett", "two-three", "fyra_5")
"""Ids that no words are made into."""
ids = st.sampled_from(IDS)


def _inline(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("[{}]({})".format, children, targets),
        st.builds('[{}]({} "Titel [x](y)")'.format, words, targets),
        st.builds("[{}](\n{})".format, words, files),
        st.builds("![{}]({})".format, words, targets),
        st.builds("[![{}]({})]({})".format, words, targets, targets),
        st.builds("[{}][{}]".format, children, labels),
        st.builds("[{}][]".format, labels),
        st.builds("[{}]".format, labels),
        st.builds("![{}][{}]".format, words, labels),
        st.builds("[{}][{}]{{ #{} }}".format, words, labels, ids),
        st.builds("[{}]({}){{ #{} .x }}".format, words, targets, ids),
        st.builds('<a href="{}">{}</a>'.format, targets, children),
        st.builds("<a href={}>{}</a>".format, st.sampled_from(["one.md", "#x"]), words),
        st.builds('<img alt="x" src = "{}">'.format, targets),
        st.builds('<span id="{}">{}</span>'.format, ids, words),
        st.builds('<a name="{}"></a>'.format, ids),
        st.builds("`{}`".format, children),
        st.builds("`` `{} ``".format, children),
        st.builds("<!-- {} -->".format, words),
        st.builds("*{}*".format, children),
        st.builds("__{}__".format, children),
        st.builds("\\[{}](one.md)".format, words),
        st.builds("[{}\\](one.md)".format, words),
        st.builds("[{}] (one.md)".format, words),
        st.just("<https://a.se/b?id=5>"),
        st.just("[@svensson2021; @b]"),
        st.just("[^1]"),
        st.just("[^saknas]"),
        st.just("](one.md)"),
        st.just("[["),
        st.just("\\"),
        st.just("&amp; <b>x"),
    )


inlines = st.recursive(words, _inline, max_leaves=4)
angled = st.builds("[{}](<{}>)".format, words, st.one_of(targets, st.just("en fil.md")))
lines = st.lists(st.one_of(inlines, angled), min_size=1, max_size=3).map(" ".join)


def _indented(sign: str, text: str) -> str:
    return sign + text.replace("\n", "\n    ")


def _blocks(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        children.map(lambda text: _indented("- ", text)),
        children.map(lambda text: _indented("1.  ", text)),
        children.map(lambda text: _indented("- [ ] ", text)),
        children.map(lambda text: "> " + text.replace("\n", "\n> ")),
        children.map(lambda text: _indented('!!! note "Titel"\n\n    ', text)),
        children.map(lambda text: _indented('??? example "N = 5"\n\n    ', text)),
        children.map(lambda text: _indented('=== "På plats"\n\n    ', text)),
        children.map(lambda text: f'<div markdown="1">\n{text}\n</div>'),
        children.map(lambda text: f"<div>\n{text}\n</div>"),
        children.map(lambda text: f"<details>\n<summary>{text}</summary>\n</details>"),
        children.map(lambda text: _indented("Ord\n:   ", text)),
        children.map(lambda text: _indented("[^1]: ", text)),
        children.map(lambda text: _indented("    ", text)),
    )


leaves = st.one_of(
    lines,
    st.builds("## {}".format, lines),
    st.builds("### {} {{#{}}}".format, lines, ids),
    st.builds("{}\n---".format, lines),
    st.builds("<h2>{}</h2>".format, inlines),
    st.builds('<h3 id="{}">{}</h3>'.format, ids, inlines),
    st.builds("```text\n{}\n```".format, lines),
    st.builds("| A | B |\n|---|---|\n| {} | {} |".format, inlines, inlines),
    st.builds("[{}]: {}".format, labels, targets),
    st.builds('[{}]: <{}> "Titel"'.format, labels, targets),
    st.builds("[{}]:\n  {}\n  'Titel'".format, labels, files),
    st.builds("{}\n{{ #{} }}".format, lines, ids),
    st.just("[^1]: Not med [länk](one.md)."),
    st.just("*[VSM]: value stream map"),
    st.just("---"),
    st.just("src=\n\nhref ="),
    st.just("[a]:\n\nord"),
    st.just("[a](\n\nord"),
)
blocks = st.recursive(leaves, _blocks, max_leaves=5)
documents = st.lists(st.tuples(blocks, st.sampled_from(["\n\n", "\n\n", "\n"])), max_size=6).map(
    lambda pairs: "".join(block + end for block, end in pairs)
)


class _Page(HTMLParser):
    """What is on a page, but for the links that the extensions make of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.headings: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        identity = values.get("id") or (values.get("name") if tag == "a" else None)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(values.get("id", ""))
        if identity in IDS:
            self.anchors.append(identity)
        if values.get("class") not in _GENERATED and "data-key" not in values:
            self.targets += [values[name] for name in ("href", "src", "srcset", "poster") if name in values]


def page_of_python_markdown(body: str) -> _Page:
    page = _Page()
    page.feed(_plain().reset().convert(body))
    page.close()
    return page


@EXAMPLES
@given(documents)
def test_finds_exactly_the_links_that_python_markdown_makes(body: str) -> None:
    expected = page_of_python_markdown(body)
    assert [reference.target for reference in rendered(body).references] == expected.targets


@EXAMPLES
@given(documents)
def test_finds_exactly_the_ids_that_python_markdown_makes(body: str) -> None:
    page, expected = rendered(body), page_of_python_markdown(body)
    assert [heading.id for heading in page.headings] == expected.headings
    assert [anchor.id for anchor in page.anchors] == expected.anchors


@EXAMPLES
@given(documents)
def test_each_thing_stands_where_its_offset_says(body: str) -> None:
    page = rendered(body)
    assert page == rendered(body), "a second rendering differs"
    for reference in page.references:
        # In a list, Python-Markdown takes the sign of a quote's second line for a part of the address.
        assert unescape(body[reference.offset :]).startswith(reference.target.lstrip("> "))
    for anchor in page.anchors:
        assert body.startswith(anchor.id, anchor.offset)
    for citation in page.citations:
        assert body.startswith(citation.key, citation.offset)
    for each in page.undefined:
        assert body[each.offset] == "["
    for heading in page.headings:
        assert heading.text == "" or body[heading.offset] not in " \n"


@EXAMPLES
@given(st.text(alphabet="[](){}<>!*_`#|\\\"'=:-+.@^~&;/ \n\tåÅab1d\ue000\ue001\x02\u00a0", max_size=80))
def test_never_raises_whatever_is_written(body: str) -> None:
    assert rendered(body) == rendered(body)


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("[Före](#before)", ["#before"]),
        ("`[a](b.md)` och \\[a](b.md)", []),
        ('<img srcset="a.png 1x, b.png 2x,c.png" src="d.png">', ["d.png", "a.png", "b.png", "c.png"]),
        ('<a href="">tomt</a> [tomt]()', ["", ""]),
        ("Brev till <coach@av.se>", []),
        ("\ue0007\ue001 är tecken som märkena har [länk](one.md)", ["one.md"]),
        (
            "[Produktionslyftet]\n\n[Produktionslyftet]: https://produktionslyftet.se/",
            ["https://produktionslyftet.se/"],
        ),
        ("[a]\n\n[a]: <https://av.se/>", ["https://av.se/"]),
        ("Källa [1]: <https://av.se/>", ["https://av.se/"]),
        ("[a](\n\n- [b](one.md)", ["one.md"]),
        ("src=\n\n- [b](one.md)", ["one.md"]),
        ("1. studier\n2. urval [b](one.md)", ["one.md"]),
    ],
)
def test_links(body: str, targets: list[str]) -> None:
    assert [reference.target for reference in rendered(body).references] == targets


def test_tells_what_the_site_rewrites_from_what_it_leaves() -> None:
    body = '[a](one.md) <a href="one.md">b</a> ![c](one.svg){ srcset="one.svg 2x" }\n\n'
    body += '<div markdown="1">\n\n[d](one.md)\n\n</div>'
    found = [(reference.tag, reference.raw) for reference in rendered(body).references]
    assert found == [("a", False), ("a", True), ("img", False), ("img", True), ("a", False)]


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("## Före {#before}", Heading(2, "Före", "before", True, 3)),
        ("## Före träffen", Heading(2, "Före träffen", "fore-traffen", False, 3)),
        ("Före\n----", Heading(2, "Före", "fore", False, 0)),
        ("Text\n\n> - ### I en lista", Heading(3, "I en lista", "i-en-lista", False, 14)),
        ("Text\n\n<h3>HTML</h3>", Heading(3, "HTML", "", False, 10)),
        ("Text\n\n<h3>\nHTML</h3>", Heading(3, "HTML", "", False, 11)),
        ('<h3 id="html">HTML</h3>', Heading(3, "HTML", "html", True, 14)),
        ("# `Kod` och **fett**[^1]\n\n[^1]: Not.", Heading(1, "Kod och fett1", "kod-och-fett", False, 2)),
    ],
)
def test_headings(body: str, heading: Heading) -> None:
    assert rendered(body).headings == (heading,)


def test_a_line_knows_its_numbers_claims_citations_and_links() -> None:
    body = "Ord.\nProduktionslyftet hade N = 5 [@a; @b] i [mål](one.md).\n\n"
    body += "| d = 1 | [@c] |\n|---|---|\n| `d = 2` | k = 3 |"
    lines = rendered(body).lines
    assert rendered(body).text.split("\n")[0] == "Ord."
    assert (lines[0].claims, lines[0].numbers) == ((5,), (28,))
    assert (lines[0].cited, lines[0].links) == (("a", "b"), ("one.md",))
    assert [(len(line.numbers), line.cited) for line in lines[1:]] == [(1, ("c",)), (1, ())]


@pytest.mark.parametrize(
    "body",
    [
        "Se [Produktionslyftet] 2007.",
        "Se [Produktionslyftet](one.md) 2007.",
        "Se [i [Produktionslyftet] 2007].",
        "Se \\[Produktionslyftet] 2007.",
        "Se [a].\n\nProduktionslyftet 2007] startade.",
        "[Produktionslyftet 2007.\n\nSe [a].",
        "**[Produktionslyftet][a]** 2007.\n\n[a]: one.md",
    ],
)
def test_finds_a_claim_in_brackets_of_every_kind(body: str) -> None:
    at = body.index("Produktionslyftet")
    assert [line.claims for line in rendered(body).lines if "2007" in line.text] == [(at,)]


def test_finds_what_the_build_puts_in_but_not_what_is_only_named() -> None:
    body = "<!-- handbook: terms -->\n\n<!--handbook:references-->\n\n<!-- note: x -->\n\n"
    body += "`<!-- handbook: module-map -->`"
    assert rendered(body).placeholders == {"terms", "references"}


@pytest.mark.parametrize(
    ("row", "stacked"),
    [("| Säkerhet | 2 | 1 |", False), ("| Säkerhet, och allt annat som kan göra någon illa | 2 | 1 |", True)],
)
def test_a_table_that_a_phone_can_show_stays_a_table(row: str, stacked: bool) -> None:
    table = f"| Fält | 15 min | 10 min |\n|---|---|---|\n{row}\n"
    assert ("data-label" in site_markdown(read_settings(ROOT)).convert(table)) is stacked
