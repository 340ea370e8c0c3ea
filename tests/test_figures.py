"""One drawing for both languages → the drawing in the page, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from handbook.figures import COLOURED, inlined, localised

from tests.handbooks import ROOT

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = sorted((ROOT / "docs" / "assets" / "figures").glob("*.svg"))
BOARD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
  <title lang="sv">Pulstavlan</title>
  <title lang="en">The pulse board</title>
  <desc lang="sv">En tavla &amp; en penna.</desc>
  <desc lang="en">A board &amp; a pen.</desc>
  <switch>
    <text systemLanguage="sv">Säkerhet</text>
    <text systemLanguage="en">Safety</text>
  </switch>
  <g>
    <switch>
      <g systemLanguage="sv"><text>Hjälp</text></g>
      <g systemLanguage="en"><switch><text systemLanguage="en">Help</text></switch></g>
    </switch>
    <switch><text systemLanguage="sv">Allt annat</text><text>Everything else</text></switch>
  </g>
</svg>
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "assets" / "figures"
    folder.mkdir(parents=True)
    (folder / "board.svg").write_text(BOARD, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    return tmp_path


def image(src: str = "../../assets/figures/board.svg", alt: str = "En tavla", kind: str = "figure") -> str:
    return f'<img alt="{alt}" class="{kind}" src="{src}" />'


def drawing(html: str) -> Element:
    """The SVG in `html`, read as a browser reads it."""
    return ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


def texts(svg: Element) -> Iterator[str]:
    return (each.strip() for each in svg.itertext() if each.strip())


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("sv", ["Pulstavlan", "En tavla & en penna.", "Säkerhet", "Hjälp", "Allt annat"]),
        ("en", ["The pulse board", "A board & a pen.", "Safety", "Help", "Everything else"]),
    ],
)
def test_shows_the_readers_language_and_no_other(docs: Path, language: str, shown: list[str]) -> None:
    svg = drawing(inlined(f"<p>{image()}</p>", docs, language))
    assert list(texts(svg)) == shown
    assert not [each for each in svg.iter() if each.tag == f"{SVG}switch" or "systemLanguage" in each.attrib]
    assert not [each for each in svg.iter() if "lang" in each.attrib]


def test_a_switch_without_the_readers_language_shows_nothing() -> None:
    svg = """<svg xmlns="http://www.w3.org/2000/svg">
      <switch><text systemLanguage="sv">Bara svenska</text></switch>
      <switch><text systemLanguage="sv">Säkerhet</text><text systemLanguage="en">Safety</text></switch>
      <text>1</text>
    </svg>"""
    assert list(texts(localised(svg, "en"))) == ["Safety", "1"]


def test_a_screen_reader_gets_the_title_and_the_description(docs: Path) -> None:
    svg = drawing(inlined(image(), docs, "sv"))
    assert svg.get("role") == "img"
    named = {each.get("id"): each.text for each in svg.iter() if "id" in each.attrib}
    assert [named[each] for each in svg.get("aria-labelledby", "").split()] == [
        "Pulstavlan",
        "En tavla & en penna.",
    ]
    assert list(named) == ["figure-board-title", "figure-board-desc"]


def test_a_drawing_says_itself_what_it_shows(docs: Path) -> None:
    assert inlined(image(alt="En tavla"), docs, "sv").startswith('<span class="figure"><svg ')


def test_on_a_page_with_styles_a_drawing_leaves_its_colours_to_them(docs: Path) -> None:
    (docs / "assets" / "figures" / "board.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><path class="line" fill="none" stroke="#111" stroke-width="2"/>'
        '<g class="ink" fill="#111" stroke="#222"><path fill="#333"/></g></svg>',
        encoding="utf-8",
    )
    own, styled = (
        [sorted(each.attrib) for each in drawing(inlined(image(), docs, "sv", styled=each)).iter()]
        for each in (False, True)
    )
    assert own[1:] == [["class", "fill", "stroke", "stroke-width"], ["class", "fill", "stroke"], ["fill"]]
    assert styled[1:] == [["class", "stroke-width"], ["class", "stroke"], ["fill"]]


def test_the_styles_colour_what_a_drawing_leaves_to_them() -> None:
    styles = (ROOT / "overrides" / "styles" / "drawings.css").read_text("utf-8")
    for name, attributes in COLOURED.items():
        (rule,) = re.findall(rf"^\.figure \.{name} {{(.*)}}$", styles, re.MULTILINE)
        assert [each for each in attributes if f"{each}:" not in rule] == [], name


def test_the_rest_of_the_page_stays_as_it_is(docs: Path) -> None:
    others = [
        image(kind="photo"),
        image(src="../../assets/figures/photo.png"),
        image(src="../../assets/figures/gone.svg"),
        '<img alt="" src="../../assets/figures/board.svg" />',
        "<code>class=&quot;figure&quot;</code>",
    ]
    for html in others:
        assert inlined(html, docs, "sv") == html
    both = inlined(f"<p>Före</p>{image()}<p>mellan</p>{image()}<p>efter</p>", docs, "sv")
    assert (both.count("<svg"), both[:11], both[-12:]) == (2, "<p>Före</p>", "<p>efter</p>")


def test_a_drawing_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(ElementTree.ParseError):
        localised("<svg><text></svg>", "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("file", FIGURES, ids=lambda file: file.stem)
def test_every_figure_speaks_both_languages(file: Path, language: str) -> None:
    svg = localised(file.read_text(encoding="utf-8"), language)
    other = localised(file.read_text(encoding="utf-8"), {"sv": "en", "en": "sv"}[language])
    for part in ("title", "desc"):
        said, said_elsewhere = svg.findall(f"{SVG}{part}"), other.findall(f"{SVG}{part}")
        assert len(said) == len(said_elsewhere) == 1
        assert said[0].text != said_elsewhere[0].text
    assert svg.find(f".//{SVG}switch") is None
    assert list(texts(svg)) != list(texts(other))


def test_there_are_figures() -> None:
    assert len(FIGURES) > 3
