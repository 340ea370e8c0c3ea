"""A book → a PDF that is tagged, says its language and title, and gives the same bytes each time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydyf import PDF, Dictionary
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from ..words import WORDS
from .book import Book, templates

_STYLE = Path(__file__).parent / "book.css"
_DESCRIBED = re.compile(r"</title>\s*<desc\b[^>]*>(.*?)</desc>", re.DOTALL)
"""A drawing's description: WeasyPrint says of it to those who hear the book only what its title says."""
_LETTERS = 'font-family="Atkinson Hyperlegible Next"'
_CLOCK = "SOURCE_DATE_EPOCH"
_PRINTED = 4
"""The flag of an annotation that paper shows, too."""


def pdf(book: Book) -> bytes:
    """The book as a PDF that follows the rules of PDF/UA-1, for those who hear it, with fields to tick."""
    fonts = FontConfiguration()
    text = templates().get_template("book.html").render(book=book, words=WORDS[book.language])
    document = HTML(string=_drawn(text), base_url=str(_STYLE.parent)).render(
        stylesheets=[CSS(_STYLE, font_config=fonts)], font_config=fonts, pdf_forms=True
    )
    with _stopped_clock():
        made = document.write_pdf(finisher=_finish, pdf_variant="pdf/ua-1", pdf_forms=True)
    assert isinstance(made, bytes)
    return made


@contextmanager
def _stopped_clock() -> Iterator[None]:
    """While fonts are cut to the signs that the book needs, which would say when that was done."""
    told = os.environ.get(_CLOCK)
    os.environ[_CLOCK] = "0"
    try:
        yield
    finally:
        os.environ.pop(_CLOCK)
        os.environ |= {_CLOCK: told} if told is not None else {}


def _drawn(text: str) -> str:
    """The book's text, whose drawings WeasyPrint can read: it knows no styles but their own."""
    return _DESCRIBED.sub(r". \1</title>", text).replace("<svg ", f"<svg {_LETTERS} ")


def _finish(_document: Document, made: PDF) -> None:
    """Say what WeasyPrint leaves unsaid: what a heading of a table is the heading of, and that links are printed."""
    numbered = {each.number: each for each in made.objects if isinstance(each, Dictionary)}
    for each in numbered.values():
        if each.get("S") == "/TH":
            row = numbered[_number(each["P"])]
            head = numbered[_number(row["P"])]["S"] == "/THead"
            each["A"]["Scope"] = "/Column" if head else "/Row"
        elif each.get("Subtype") == "/Link":
            each["F"] = _PRINTED


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
