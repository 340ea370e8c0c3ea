"""Make each page one to work with: boxes to tick, words explained, a foot that keeps and sends what readers want."""

from typing import Any

from handbook.reading import made_to_work, reading
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


@event_priority(95)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Work on what the chapter holds, and tell the template what else the page offers."""
    handbook, view = config.extra["handbook"], context["chapter"]
    page.content = made_to_work(page.content or "", handbook, view)
    where = config.extra.get("feedback") or {}
    context["reading"] = reading(page.content, handbook, view, config.extra["release"], where)
