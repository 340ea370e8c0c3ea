"""What a host needs beside the pages: a 404 page per language, one sitemap, one catalogue."""

from handbook import catalogue, views
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the English 404 page from overwriting the Swedish one, and write the sitemap from the model."""
    language = config.theme["language"]
    if template_name == "sitemap.xml":
        return views.sitemap(config.extra["handbook"], str(config.site_url))
    if template_name == "404.html" and language != "sv":
        write_file(output_content.encode(), f"{config.site_dir}/{language}/404.html")
        return ""
    return output_content


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Leave the catalogue at the version's root, the last time when every language is built."""
    listed = catalogue.catalogue(
        config.extra["handbook"], config.extra["release"], config.extra["press"], config.extra["bindery"].files
    )
    write_file(catalogue.as_json(listed).encode(), f"{config.site_dir}/catalogue.json")
