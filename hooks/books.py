"""Bind a whole version as a book in each language, when the build is asked for that."""

import os

from handbook.books import BINDING, Bindery
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import write_file


@event_priority(-160)
def on_config(config: MkDocsConfig) -> None:
    """Set up the bindery once the version is known; the second language's build finds it."""
    binds = bool(os.environ.get(BINDING))
    bindery = Bindery(config.extra["handbook"], config.extra["release"], binds=binds)
    config.extra.setdefault("bindery", bindery)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let a page lead to the books where it asks for them."""
    env.globals["books"] = config.extra["bindery"].downloads


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the books, the last time when every language is built."""
    for address, made in config.extra["bindery"].files.items():
        write_file(made, f"{config.site_dir}/{address}")
