"""Mend what mike does to the address, and say which version is being built."""

import os

from mike.mkdocs_utils import docs_version_var
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority


@event_priority(100)
def _restore_address(config: MkDocsConfig) -> None:
    # mike appends the version each time that it sees the configuration: once per language.
    config.site_url = config.extra.setdefault("address", config.site_url)


@event_priority(-50)
def _end_address_with_slash(config: MkDocsConfig) -> None:
    # mike drops the slash; the language plugin then writes "latesten/" for English.
    config.site_url = f"{(config.site_url or '').rstrip('/')}/"


@event_priority(-150)
def _name_version(config: MkDocsConfig) -> None:
    config.extra["release"] = os.environ.get(docs_version_var, "")
    if not config.extra["release"]:  # a plain build has no other versions to offer
        config.extra.pop("version", None)


on_config = CombinedEvent(_restore_address, _end_address_with_slash, _name_version)
