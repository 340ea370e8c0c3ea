"""What stands in each section beside running text, read from HTML as the site's renderer writes it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from handbook.htmltree import Tree
from handbook.markup import site_markdown
from handbook.outline import blocks
from handbook.rendered import Block
from handbook.settings import read_settings

from tests.handbooks import ROOT

MARKDOWN = """\
| Min | Del |
|---|---|
| 10 | **Kärna:** öppna |

## Ett {#first}

=== "På plats"

    Stå vid *tavlan*.

    ### Inne i fliken {#inner}

    !!! note "Ruta"

        - [ ] Att göra

=== "Distans"

    ???+ example "Öppen"

        ![Bild](x.svg){ .figure }
"""


class _Feeder(HTMLParser):
    """Builds the tree of a page as reading.py does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = Tree()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def read(html: str) -> tuple[Block, ...]:
    feeder = _Feeder()
    feeder.feed(html)
    feeder.close()
    return blocks(feeder.tree.root())


def test_reads_a_page_as_the_renderer_writes_it() -> None:
    found = read(site_markdown(read_settings(ROOT)).convert(MARKDOWN))
    assert [(each.kind, each.section) for each in found] == [
        ("table", ""),
        ("box", "inner"),
        ("checklist", "inner"),
        ("box", "inner"),
        ("figure", "inner"),
        ("tab", "first"),
        ("tab", "first"),
    ]
    assert found[0].rows == (("Min", "Del"), ("10", "Kärna: öppna"))
    assert [each.label for each in found[-2:]] == ["På plats", "Distans"]
    assert found[-2].text.startswith("Stå vid tavlan.")
    assert "tavlan" not in found[-1].text


TABS = (
    '<div class="tabbed-set tabbed-alternate"><div class="tabbed-labels">'
    '<label for="__tabbed_{0}_1">{1}</label><label for="__tabbed_{0}_2">{2}</label></div>'
    '<div class="tabbed-content"><div class="tabbed-block">{3}</div><div class="tabbed-block">{4}</div></div></div>'
)


def test_tabs_within_a_tab_keep_their_own_words() -> None:
    inner = TABS.format(2, "c", "d", "<p>tre</p>", "<p>fyra</p>")
    found = read(TABS.format(1, "a", "b", f"<p>ett</p>{inner}", "<p>två</p>"))
    assert [(each.label, each.text) for each in found] == [
        ("c", "tre"),
        ("d", "fyra"),
        ("a", "ettcdtrefyra"),
        ("b", "två"),
    ]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><th> A\n b </th></tr><tr><td>1<br>2</td></tr></table>", (("A b",), ("12",))),
        ("<table><tr><td></td><td>x</td></tr></table>", (("", "x"),)),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>", (("abc",),)),
        ("<table></table>", ()),
        ("<table><tr><td>never closed", (("never closed",),)),
    ],
)
def test_a_table_holds_the_words_of_each_cell(html: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(html)[-1] == Block("table", "", rows=rows)


@pytest.mark.parametrize(
    "html",
    [
        "</table></div></td>",
        "<td>cell</td><tr><td>row</td></tr>",
        '<label for="__tabbed_1_1">a</label><div class="tabbed-block">b</div>',
        '<div class="tabbed-set"><label for="__tabbed_1_1">a</label></div>',
        '<p class="boxed tables">text</p><label for="x">y</label><ul class="list"><li>z</li></ul>',
    ],
)
def test_what_only_looks_like_a_block_is_none(html: str) -> None:
    assert read(html) == ()


def test_what_is_never_closed_ends_with_what_holds_it() -> None:
    html = '<div class="admonition"><table><tr><td>a<b>b</div><details><p>c</details><img class="figure">'
    assert [each.kind for each in read(html)] == ["box", "table", "box", "figure"]
