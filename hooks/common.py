"""Leave beside the pages what all of a language share, so that each is lighter: overrides/common.html."""

from typing import Any

from handbook.glossary import explained
from handbook.quoted import marked
from handbook.terms import term_id
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

FILES = {
    "": ("menu", "search", "reading", "tally", "checklist", "session", "filling", "feedback", "banner"),
    "-terms": ("terms",),  # not every page explains any
}


def on_nav(nav: Navigation, config: MkDocsConfig, files: Any) -> None:
    """Keep the menu of the language being built, and begin a list of the terms that its pages explain."""
    config.extra |= {"nav": nav, "explained": {}}


@event_priority(50)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """List what the page explains, once that is in it."""
    terms = explained(page.content or "", config.extra["handbook"].terms)
    config.extra["explained"] |= {term_id(term): term for term in terms}


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files before the next language is built."""
    language, quoted = config.theme["language"], config.extra["handbook"].terms.quoted
    template = config.extra["environment"].get_template("common.html")
    shown = {name: config.extra[name] for name in ("nav", "explained")}
    for name, parts in FILES.items():
        html = marked(template.render(shown, parts=parts, config=config, page=None, base_url="."), language, quoted)
        write_file(html.encode(), f"{config.site_dir}/assets/common/{language}{name}.html")
