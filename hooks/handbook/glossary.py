"""Words of the term list on a page → links to their rows, which can be opened where they stand.

A word is explained where it is first met in running text, and wherever a chapter marks it as `[[term]]`; never
within a link, a heading, a table or code, nor what is in everybody's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .inflection import inflected
from .terms import Term, TermList, term_id


def with_terms(html: str, terms: TermList, language: str, address: str) -> str:
    """A page on which the first mention of each term in running text leads to its row.

    Args:
        html: the page.
        terms: the term list.
        language: the page's.
        address: where the list is, as the page writes it.
    """
    sought = [term for term in _sought(html, terms, language) if f'#{term_id(term)}"' not in html]
    if not sought:
        return html
    met: set[str] = set()

    def linked(found: re.Match[str]) -> str:
        identity = term_id(sought[int(str(found.lastgroup)[1:])])
        if identity in met:
            return found[0]
        met.add(identity)
        return f'<a class="term" href="{address}#{identity}">{found[0]}</a>'

    pattern = _pattern(sought, language)
    return "".join(pattern.sub(linked, text) if is_open else text for text, is_open in _texts(html))


def explained(html: str, terms: TermList) -> tuple[Term, ...]:
    """The terms that `html` leads to, in the order of the list."""
    used = set(_LINK.findall(html))
    return tuple(term for term in terms if term_id(term) in used)


_PIECES = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)")
_CLOSED = frozenset("a abbr button code h1 h2 h3 h4 h5 h6 label pre script style summary svg table".split())
"""Elements in which no word is explained."""
_LINK = re.compile(r'<a class="term"[^>]*#([\w-]+)"')


def _sought(html: str, terms: TermList, language: str) -> Iterator[Term]:
    """The terms worth explaining that may stand on the page: their words do, but for the last letters."""
    folded = html.casefold()
    for term in terms:
        beginnings = (word[:-1].casefold() for word in term.names[language].split())
        if not term.everyday and term.notes.get(language) and all(each in folded for each in beginnings):
            yield term


def _pattern(sought: Sequence[Term], language: str) -> re.Pattern[str]:
    """Any of the terms, the longest first; the group that is found says which."""
    places = sorted(range(len(sought)), key=lambda at: -len(sought[at].names[language]))
    forms = (f"(?P<t{at}>{inflected(sought[at].names[language], language)})" for at in places)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _texts(html: str) -> Iterator[tuple[str, bool]]:
    """The page piece by piece, each with whether it is text in which words may be explained."""
    closed = 0
    for piece in _PIECES.split(html):
        tag = _TAG.match(piece)
        if tag and tag["name"].lower() in _CLOSED:
            closed += -1 if tag["end"] else 1
        yield piece, not closed and not piece.startswith("<")
