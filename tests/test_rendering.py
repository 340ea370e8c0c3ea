"""What rendering finds is what readers get: exactly Python-Markdown's links, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

import pytest
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


words = st.sampled_from(["ord", "Åtgärd", "möte", "år 2026", "N = 12", "3 studier", "Produktionslyftet", "d=1", "(a)", "**fet**"])
targets = st.sampled_from(["one.md", "../b/två.md#x", "#före", "a_b_c.md", "flow.svg", "https://a.se/?id=5", "%C3%A5.md", "x(y).md", "/abs"])
labels = st.sampled_from(["ref", "Ett två", "Produktionslyftet", "N = 12", "saknas"])
ids = st.sampled_from(["ett", "two-three", "fyra_5"])


def _inline(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("[{}]({})".format, children, targets),
        st.builds('[{}]({} "Titel [x](y)")'.format, words, targets),
        st.builds("[{}](<{}>)".format, words, targets),
        st.builds("[{}](\n{})".format, words, targets),
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
lines = st.lists(inlines, min_size=1, max_size=3).map(" ".join)


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
    st.builds("<h2>{}</h2>".format, lines),
    st.builds('<h3 id="{}">{}</h3>'.format, ids, lines),
    st.builds("```text\n{}\n```".format, lines),
    st.builds("| A | B |\n|---|---|\n| {} | {} |".format, inlines, inlines),
    st.builds("[{}]: {}".format, labels, targets),
    st.builds('[{}]: <{}> "Titel"'.format, labels, targets),
    st.builds("[{}]:\n  {}\n  'Titel'".format, labels, targets),
    st.builds("{}\n{{ #{} }}".format, lines, ids),
    st.just("[^1]: Not med [länk](one.md)."),
    st.just("*[VSM]: value stream map"),
    st.just("---"),
    st.just("src=\n\nhref ="),
    st.just("[a]:"),
    st.just("[a]("),
)
blocks = st.recursive(leaves, _blocks, max_leaves=5)
documents = st.lists(st.tuples(blocks, st.sampled_from(["\n\n", "\n\n", "\n"])), max_size=6).map(
    lambda pairs: "".join(block + end for block, end in pairs)
)


class _Links(HTMLParser):
    """Every address on a page, but for those that the extensions make of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(values.get("id", ""))
        if values.get("class") in _GENERATED or "data-key" in values:
            return
        self.targets += [values[name].strip() for name in ("href", "src", "srcset", "poster") if name in values]


def links_of_python_markdown(body: str) -> _Links:
    page = _Links()
    page.feed(_plain().reset().convert(body))
    page.close()
    return page


@EXAMPLES
@given(documents)
def test_finds_exactly_the_links_that_python_markdown_makes(body: str) -> None:
    expected = links_of_python_markdown(body)
    assert [reference.target for reference in rendered(body).references] == expected.targets
