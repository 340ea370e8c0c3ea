"""The handbook → what its search reads, as files beside the pages: one folder for each language.

    gathering.py     the model → documents: what is read on each page, part by part
    linguistics.py   a language's words → families of forms, the parts of compounds, what to leave out
    indexing.py      documents → entries: where each family stands
    shelving.py      entries → files, none larger than a reader should wait for

The other half runs in the reader's browser: overrides/assets/scripts/search/.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Handbook
from .gathering import gathered
from .indexing import indexed
from .linguistics import linguistics
from .shelving import shelved

FOLDER = "search"


def search_files(handbook: Handbook, language: str) -> Mapping[str, bytes]:
    """The search's files for readers of `language`, by their address within a version."""
    tongue = linguistics(language)
    library = gathered(handbook, language)
    files = shelved(library, indexed(library, tongue), tongue)
    return {f"{FOLDER}/{language}/{name}": written for name, written in files.items()}
