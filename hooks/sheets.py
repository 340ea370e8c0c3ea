"""Print every sheet beside the pages, and lead to its files from under its heading."""

from typing import Any

from handbook import downloads
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file


@event_priority(90)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put the files' row under each sheet's heading."""
    template = config.extra["environment"].get_template("handbook/sheet-files.html")
    for sheet, values in downloads.rows(config.extra["handbook"], context["chapter"], config.extra["press"].size):
        page.content = downloads.placed(page.content or "", sheet, template.render(values))


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what the press has made, the last time when every language is built."""
    for address, made in config.extra["press"].files.items():
        write_file(made, f"{config.site_dir}/{address}")
