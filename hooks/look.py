"""Dress the pages: one style sheet, the scripts that each page needs, a policy that lets in nothing else."""

from pathlib import Path

from handbook import assets, dressing
from handbook.policy import with_policy
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no page asks for."""
    left_out = assets.unpublished(Path(config.theme.custom_dir or ""))
    for file in [each for each in files if each.src_uri.startswith(left_out)]:
        files.remove(file)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Tell the templates which scripts to fetch together."""
    env.globals |= assets.fetched(Path(config.theme.custom_dir or ""))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Dress what was rendered, before anything else is put in; its forms have the names of its own language."""
    return dressing.dressed(html, page.file.src_uri.partition("/")[0])


@event_priority(-210)
def on_post_build(config: MkDocsConfig) -> None:
    """When every language is built: what is joined, and each page's policy unless pages must reload by themselves."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]  # the language plugin's own
        for address, text in assets.made(Path(config.theme.custom_dir or "")).items():
            write_file(text.encode(), f"{config.site_dir}/{address}")
        for page in Path(config.site_dir).rglob("*.html") if not config.extra["press"].waits else ():
            page.write_text(with_policy(dressing.trimmed(page.read_text("utf-8"))), encoding="utf-8")
