"""The handbook → what its search reads, as files beside the pages: one folder for each language.

    gathering.py     the model → documents: what is read on each page, part by part
                     (coded.py knows the texts to copy)
    linguistics.py   a language's words → what each is a form of, what it is made of, what says nothing
                     (english.py and swedish.py know the forms, compounds.py the parts)
    indexing.py      documents → entries: where each word stands, and how
    shelving.py      entries → files, none larger than a reader should wait for

The other half runs in the reader's browser: overrides/assets/scripts/search/.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..cache import FOLDER as CACHES
from ..cache import Cache, made_by, maker
from ..model import Handbook
from .gathering import Library, gathered
from .indexing import indexed
from .linguistics import linguistics
from .shelving import shelved

__all__ = ["FOLDER", "gathered", "search_files", "written"]

FOLDER = "search"


def search_files(handbook: Handbook, language: str) -> Mapping[str, bytes]:
    """The search's files for readers of `language`, by their address within a version."""
    library = gathered(handbook, language)
    settings = handbook.settings
    makers = made_by(maker(settings), sorted(Path(__file__).parent.glob("*.py")))
    cache = Cache[Mapping[str, bytes]](settings.root / CACHES / f"search-{language}", makers)
    files = cache.get(repr(library), lambda: written(library))
    cache.save()
    return {f"{FOLDER}/{language}/{name}": content for name, content in files.items()}


def written(library: Library) -> Mapping[str, bytes]:
    """The index of `library`, by the names of its files."""
    tongue = linguistics(library.language)
    return shelved(library, indexed(library, tongue), tongue)
