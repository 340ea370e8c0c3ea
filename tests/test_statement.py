"""The accessibility statement says what the tests have seen, and no more."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from handbook.accessibility import EXEMPT, RESULTS, Tested, as_json
from handbook.settings import LANGUAGES
from playwright.sync_api import Page

from tests import test_barriers, test_keyboard, test_offline, test_releases, test_validity
from tests.axe import SETTINGS, about
from tests.site import Site, text

OpenPage = Callable[..., Page]
STATEMENT = "start/accessibility"


def seen(page: Page) -> Tested:
    """What the tests of this folder look at, counted where they say so."""
    version, rules = about(page)
    checker = subprocess.run([*test_validity.CHECKER, "--version"], capture_output=True, encoding="utf-8", check=True)
    return Tested(
        axe=version,
        rules=rules,
        settings=len(SETTINGS),
        states=sum(len(each.STATES) for each in (test_barriers, test_offline, test_releases)),
        walked=len(test_keyboard.KINDS),
        checker=checker.stdout.split()[0],
    )


def test_the_figures_are_those_of_the_tests(visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    said = as_json(seen(page))
    assert RESULTS.read_text("utf-8") == said, f"write into {RESULTS.name}:\n{said}"


def test_the_statement_tells_them_in_each_language(site: Site, visit: OpenPage) -> None:
    page = visit()
    page.goto("./")
    figures = seen(page)
    for language in LANGUAGES:
        said = text(site.page(STATEMENT, language).chapter)
        assert [each for each in map(str, vars(figures).values()) if each not in said] == []
        assert [each.what[language] for each in EXEMPT if each.what[language] not in said] == []
        assert [each.why[language] for each in EXEMPT if each.why[language] not in said] == []
        assert str(len(site.handbook.chapters)) in said


def test_every_page_leads_to_it(site: Site) -> None:
    for page in site.pages:
        if "<footer" in page.html:
            there = site.page(STATEMENT, page.language).url
            assert there in [found[0] for _each, link in page.links() if (found := site.resolved(page, link))], page.url
