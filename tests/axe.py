"""What axe finds on a page as it stands: the barriers that a program can see."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RUN = """(within) => axe.run(within, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`)))"""


def barriers(page: Page, within: str = "html") -> list[str]:
    """Each rule that something within the element `within` breaks, with its place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [str(each) for each in page.evaluate(_RUN, within)]
