"""Say on paper where a page is from: its address in this version, and the code that a phone reads it from."""

from typing import Any

from handbook.addresses import version_root
from handbook.dressing import with_foot
from handbook.qr import drawn
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Hand the template the page's lasting address and its code."""
    root = version_root(config.extra["handbook"].settings.address, config.extra["release"])
    context["permalink"] = root + context["chapter"].url
    context["code"] = drawn(context["permalink"])
    foot = config.extra["environment"].get_template("handbook/face-foot.html").render(context)
    page.content = with_foot(page.content or "", foot)
