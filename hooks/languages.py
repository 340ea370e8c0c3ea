"""Give each language's build its own texts."""

import logging
from typing import Literal

from handbook import views
from handbook.markup import own_extensions
from handbook.terms import term_address
from handbook.words import WORDS
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Keep the language plugin from telling each setting that it changes: a finding would drown in it."""
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.WARNING)


@event_priority(-150)
def on_config(config: MkDocsConfig) -> None:
    """Let the Markdown extensions speak the language being built."""
    language = config.theme["language"]
    words, handbook = WORDS[language], config.extra["handbook"]
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = words["permalink"]
    config.mdx_configs.setdefault("footnotes", {})["BACKLINK_TITLE"] = words["footnote_back"]
    listed = [each for each in config.markdown_extensions if isinstance(each, str)]
    own = own_extensions(
        lambda key: handbook.bibliography.label(key, language),
        lambda word: term_address(handbook.terms, word, language),
    )
    config.markdown_extensions = [*listed, *own]  # type: ignore[list-item]  # extensions too


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let every template, the 404 page's too, use the words of the language being built."""
    language, handbook = config.theme["language"], config.extra["handbook"]
    env.globals |= {"words": WORDS[language], "language": language, "about": views.about(handbook, language)}
    config.extra["environment"] = env
