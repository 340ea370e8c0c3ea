"""Show on each page what the model knows: facts, relations, tables, the map, the figures."""

from typing import Any

from handbook import views
from handbook.figures import inlined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


@event_priority(-150)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Any) -> None:
    """Name each module in the menu by the title of its own page."""
    for item in nav.items:
        if isinstance(item, Section):
            landing = config.extra["handbook"].chapters.get(f"{item.title.lower().replace(' ', '-')}/index")
            item.title = landing.title(config.theme["language"]) if landing else item.title


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Any) -> str:
    """Hand over the chapter with the texts that it takes in."""
    language, _, path = page.file.src_uri.removesuffix(".md").partition("/")
    found = config.extra["handbook"].pages.get((language, path))
    return found.body if found and found.taken else markdown


@event_priority(100)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Put in what the chapter asks for, and hand the template its facts."""
    handbook, environment = config.extra["handbook"], config.extra["environment"]
    language, path = config.theme["language"], page.file.src_uri.partition("/")[2].removesuffix(".md")
    view = views.chapter_view(handbook, path, language, str(config.site_url))
    context["chapter"] = view
    page.meta.update(title=view.title, description=view.description)
    content = inlined(views.with_session(page.content or ""), handbook.settings.docs, language, styled=True)
    page.content = views.with_what_it_asks_for(content, handbook, view, language, environment)
