"""Say what a reader may save, and how it is answered for without a network. After everything else is written."""

from pathlib import Path

from handbook import offline
from handbook.settings import LANGUAGES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.utils import write_file


@event_priority(-205)
def _write_pages(config: MkDocsConfig) -> None:
    # Before hooks/look.py gives every page its policy.
    template = config.extra["environment"].get_template("handbook/not-saved.html")
    for language in LANGUAGES:
        html = template.render(offline.not_saved(language))
        write_file(html.encode(), f"{config.site_dir}/{offline.FOLDER}{language}.html")


@event_priority(-300)
def _write_lists(config: MkDocsConfig) -> None:
    # A preview changes under its reader: there is nothing to save, and what was saved there before is let go.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]  # not every language yet
        return
    handbook, version, press = (config.extra[name] for name in ("handbook", "release", "press"))
    listed = () if press.waits else offline.lists(Path(config.site_dir), handbook, version)
    for address, text in offline.written(listed).items():
        write_file(text.encode(), f"{config.site_dir}/{address}")


on_post_build = CombinedEvent(_write_pages, _write_lists)
