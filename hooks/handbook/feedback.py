"""What a reader is given who has found something wrong: a text that names the page, and where it can be sent.

No account, no server and no script is needed for it. Where the owner has named no address yet, the text is there to
copy; see `extra: feedback:` in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from .views import ChapterView
from .words import WORDS


@dataclass(frozen=True)
class Line:
    """One line of the text: what it tells, and what is known."""

    label: str
    value: str
    kind: str = ""
    """`section` and `address` for those that name the section, once the reader has chosen one."""


@dataclass(frozen=True)
class Feedback:
    """The text, and the ways to send it."""

    lines: tuple[Line, ...]
    question: str
    """Its last line, which the reader answers."""
    mail: str
    """The beginning of a link to a mail, to which the text is to be added; empty if there is no address."""
    issue: str
    """The same for an issue."""

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join((*(f"{line.label}: {line.value}" for line in self.lines), "", self.question, ""))

    @property
    def ready(self) -> str:
        """The text as a link holds it."""
        return quote(self.text, safe="")


def feedback(view: ChapterView, release: str, where: Mapping[str, str]) -> Feedback:
    """What is given to a reader of the page that `view` tells of.

    Args:
        view: the page.
        release: the version, empty if it is not released.
        where: `mail`, an address, and `issues`, the page on which a new issue is written; either may be empty.
    """
    words = WORDS[view.language]
    title = quote(f"{words['feedback_about']}: {view.title}", safe="")
    mail, issues = where.get("mail") or "", where.get("issues") or ""
    return Feedback(
        lines=(
            Line(words["page"], view.title),
            Line(words["section"], words["whole_chapter"], "section"),
            Line(words["version"], release or words["unreleased"]),
            Line(words["language"], words[f"language_{view.language}"]),
            Line(words["address"], view.canonical, "address"),
        ),
        question=words["feedback_question"],
        mail=f"mailto:{quote(mail, safe='@')}?subject={title}&body=" if mail else "",
        issue=f"{issues}?title={title}&body=" if issues else "",
    )
