"""Lead on from the addresses that released chapters had, in every language."""

from handbook import views
from handbook.words import WORDS
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write a small page at each old address."""
    template = config.extra["environment"].get_template("handbook/redirect.html")
    for page in views.redirect_pages(config.extra["handbook"], str(config.site_url)):
        html = template.render(page=page, words=WORDS[page.language])
        write_file(html.encode(), f"{config.site_dir}/{page.url}index.html")
