"""Mark on each page the words of the other language, so that a screen reader says them right."""

from handbook.quoted import marked
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mark them when the page is whole: its menus and lists quote, too."""
    return marked(output, config.theme["language"], config.extra["handbook"].terms.quoted)
