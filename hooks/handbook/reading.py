"""A page → the same, made to be worked with: boxes that can be ticked, words explained, and what its foot offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import checklists, glossary
from .addresses import page_url
from .catalogue import sections
from .feedback import Feedback, feedback
from .markup import TERMS
from .model import Handbook
from .settings import SOURCE
from .sheets import CARD
from .views import UNRELEASED_MODULES, ChapterView, relative

PRIVACY = "start/privacy"
"""The chapter that says what is kept about readers."""


@dataclass(frozen=True)
class Reading:
    """What a page offers beside its text."""

    ticks: bool
    """Whether it holds a checklist."""
    privacy: str
    """Where the reader is told what is kept, counted from the version's root."""
    sections: str
    """The id and the fingerprint of each section of the Swedish page, `id:0123abcd` after `id:0123abcd`."""
    feedback: Feedback


def made_to_work(html: str, handbook: Handbook, view: ChapterView) -> str:
    """The page that `view` tells of, with boxes that can be ticked and the words it explains."""
    html = checklists.with_labels(html, checklists.keys(handbook, view.path, view.language))
    if view.landing or view.type == CARD or view.path == TERMS or view.module in UNRELEASED_MODULES:
        return html
    language = SOURCE if view.fallback else view.language
    return glossary.with_terms(html, handbook.terms, language, relative(view.url, page_url(view.language, TERMS)))


def reading(html: str, handbook: Handbook, view: ChapterView, release: str, where: Mapping[str, str]) -> Reading:
    """What the page `html` offers; `release` is the version, and `where` says where feedback goes."""
    chapter = handbook.chapters.get(view.path)
    hashes = sections(chapter.page(SOURCE)) if chapter and not view.landing else ()
    return Reading(
        ticks="data-tick=" in html,
        privacy=page_url(view.language, PRIVACY),
        sections=" ".join(f"{identity}:{fingerprint[:8]}" for identity, fingerprint in hashes),
        feedback=feedback(view, release, where),
    )
