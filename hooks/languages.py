"""Give each language's build its own texts, and mend what mike does to the address."""

import os

from handbook.markup import own_extensions
from handbook.words import WORDS
from jinja2 import Environment
from mike.mkdocs_utils import docs_version_var
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files


@event_priority(100)
def _restore_address(config: MkDocsConfig) -> None:
    # mike appends the version each time that it sees the configuration: once per language.
    config.site_url = config.extra.setdefault("address", config.site_url)


@event_priority(-50)
def _end_address_with_slash(config: MkDocsConfig) -> None:
    # mike drops the slash; the language plugin then writes "latesten/" for English.
    config.site_url = f"{(config.site_url or '').rstrip('/')}/"


@event_priority(-150)
def _speak(config: MkDocsConfig) -> None:
    language = config.theme["language"]
    words, bibliography = WORDS[language], config.extra["handbook"].bibliography
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = words["permalink"]
    config.mdx_configs.setdefault("footnotes", {})["BACKLINK_TITLE"] = words["footnote_back"]
    listed = [each for each in config.markdown_extensions if isinstance(each, str)]
    own = own_extensions(lambda key: bibliography.label(key, language))
    config.markdown_extensions = [*listed, *own]  # type: ignore[list-item]  # extensions too
    config.extra["release"] = os.environ.get(docs_version_var, "")
    if docs_version_var not in os.environ:  # a plain build has no other versions to offer
        config.extra.pop("version", None)


on_config = CombinedEvent(_restore_address, _end_address_with_slash, _speak)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let every template, the 404 page's too, use the words of the language being built."""
    env.globals |= {"words": WORDS[config.theme["language"]], "language": config.theme["language"]}
    config.extra["environment"] = env
