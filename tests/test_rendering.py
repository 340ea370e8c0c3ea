"""What rendering finds is what readers get: exactly Python-Markdown's links, each at its place."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

from handbook.markup import site_markdown
from handbook.rendering import Rendered, render
from handbook.settings import read_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from tests.handbooks import ROOT

EXAMPLES = settings(max_examples=300, deadline=None, derandomize=True)

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
angled = st.builds("[{}](<{}>)".format, words, targets)
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
