"""Say on paper where a page is from: its address in this version, and the code that a phone reads it from."""

from typing import Any

from handbook import qr
from handbook.addresses import version_root
from handbook.dressing import with_foot
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Hand the template the page's lasting address and its code, which lies beside the pages."""
    view = context["chapter"]
    root = version_root(config.extra["handbook"].settings.address, config.extra["release"])
    context["permalink"] = root + view.url
    context["code"] = qr.address(view.path, config.theme["language"])
    write_file(qr.drawn(context["permalink"]), f"{config.site_dir}/{context['code']}")
    foot = config.extra["environment"].get_template("handbook/face-foot.html").render(context)
    page.content = with_foot(page.content or "", foot)
