"""Write what the search reads."""

from handbook.searching import search_files
from handbook.settings import LANGUAGES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Leave every language's index beside the pages, once for all languages."""
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]  # not every language yet
        return
    for language in LANGUAGES:
        for address, written in search_files(config.extra["handbook"], language).items():
            write_file(written, f"{config.site_dir}/{address}")
