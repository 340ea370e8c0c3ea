"""What has been tested so that nobody is shut out, and what is known to shut somebody out.

The figures in accessibility.json are those of the tests' last run: a test fails when they say something else.
The page that tells it to readers is start/accessibility.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Tested:
    """What the tests asked, of every page, without an answer that shuts anybody out."""

    axe: str
    """The version of axe, which looks for barriers."""
    rules: int
    """How many rules it was asked."""
    settings: int
    """Windows and colours in which a page of each kind was looked at."""
    states: int
    """States of pages: something opened, chosen, searched for or missing."""
    walked: int
    """Pages that were walked through by keyboard, on a computer and on a phone."""
    checker: str
    """The version of the Nu Html Checker."""


@dataclass(frozen=True)
class Exempt:
    """Something that shuts somebody out, and why it is so still, by language."""

    what: Mapping[str, str]
    why: Mapping[str, str]


EXEMPT = (
    Exempt(
        {
            "sv": "Engelska ord i sökträffar, i sidornas namn i webbläsarens flik och i namn som bara en skärmläsare "
            "hör är inte märkta som engelska, och svenska ord på de engelska sidorna inte som svenska.",
            "en": "Swedish words in search results, in the names of browser tabs and in names that only a screen "
            "reader says are not marked as Swedish, nor English ones on the Swedish pages as English.",
        },
        {
            "sv": "HTML har inget sätt att märka språket på ett ord i ett namn.",
            "en": "HTML has no way to mark the language of a word within a name.",
        },
    ),
    Exempt(
        {
            "sv": "Bladen i Word har fält som en skärmläsare hittar, men ingen har arbetat sig igenom dem med en.",
            "en": "The sheets in Word have fields that a screen reader finds, but nobody has worked through them with "
            "one.",
        },
        {
            "sv": "Word går inte att köra i våra prov. Samma blad finns som text i kapitlet.",
            "en": "Word cannot be run in our tests. The same sheet stands as text in its chapter.",
        },
    ),
)
"""Whoever mends one takes it away; whoever finds one adds it."""


def tested() -> Tested:
    """What the tests' last run looked at."""
    return Tested(**json.loads(RESULTS.read_text("utf-8")))


def as_json(results: Tested) -> str:
    """The text of accessibility.json."""
    return json.dumps(vars(results), indent=2) + "\n"
