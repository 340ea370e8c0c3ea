"""Findings that have one right answer → the files with that answer in them.

Nothing is written here, and nothing is guessed: fixes/ says what the one answer is, if there is one. What no
finding names stays as it is, to the letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property

from .editing import Edit, applied, still_current
from .finding import Finding, Text
from .fixes import headings, letters, links, names
from .fixes.names import Names
from .frontmatter import reordered
from .model import Handbook
from .scaffold import Refused

LINKS = frozenset(
    {
        "broken-anchor",
        "broken-file",
        "broken-link",
        "link-to-other-language",
        "own-address",
        "unreachable-address",
        "wrong-case",
    }
)
"""The rules about an address, which is right once it leads to what is there."""
ORDER = "front-matter-order"


@dataclass(frozen=True)
class Fixed:
    """What is answered, and the files that say so."""

    findings: tuple[Finding, ...]
    before: Mapping[str, str]
    texts: Mapping[str, str]
    """By their names relative to the project; of a file that need only be written anew, the text is the same."""

    def diff(self) -> Iterator[str]:
        """For each file, the findings that are answered in it and what is changed, line by line."""
        for file, text in self.texts.items():
            for finding in self.findings:
                if finding.place.file == file:
                    yield f"{file}:{finding.place.line}: {finding.message} [{finding.rule}]"
            before, after = (each.removesuffix("\n").split("\n") for each in (self.before[file], text))
            yield from unified_diff(before, after, file, file, lineterm="")
            yield ""


def fix(handbook: Handbook, findings: Iterable[Finding]) -> Fixed:
    """Answer those of `findings` that have one right answer.

    Args:
        handbook: the handbook that was checked.
        findings: what the check found in it.

    Returns:
        The findings that are answered, and the text of each file that changes; translations that were up to
        date are marked as up to date with the new text.

    Raises:
        Refused: if such a mark is written in a way that cannot be changed.
    """
    asked = tuple(each for each in findings if not each.place.within)  # no chapter is to blame for what it takes in
    named = tuple(headings.named(handbook, asked))
    answers = _Answers(handbook, Names(handbook, {old: new for each in named for old, new in each.renamed.items()}))
    found = {finding: edits for finding in asked if (edits := answers.to(finding))}
    edits = [edit for each in (*found.values(), *(each.edits for each in named)) for edit in each]
    texts = {file: applied(answers.source(file).text, own) for file, own in _by_file(edits).items()}
    answered = {*found, *(finding for each in named for finding in each.findings)}
    for finding in asked:
        if finding.rule == ORDER:
            file = finding.place.file
            texts[file] = reordered(texts.get(file, answers.source(file).text))
            answered.add(finding)
    texts = dict(sorted(still_current(handbook, texts).items()))
    before = {file: answers.source(file).text for file in texts}
    return Fixed(tuple(each for each in asked if each in answered), before, texts)


@dataclass(frozen=True)
class _Answers:
    handbook: Handbook
    names: Names

    def to(self, finding: Finding) -> list[Edit]:
        """The edits that answer `finding`; none if it has no one answer, or stands where none can be written."""
        try:
            return list(self._edits(finding))
        except Refused:
            return []

    def _edits(self, finding: Finding) -> Iterator[Edit]:
        if finding.rule in LINKS:
            yield from links.link(self.names, finding)
        elif finding.rule == "unknown-chapter":
            yield from names.relation(self.names, finding)
        elif finding.rule == "navigation-without-chapter":
            yield from names.entry(self.names, finding, self.source(finding.place.file))
        elif finding.rule == "redirect":
            yield from names.redirect(self.names, finding)
        elif finding.rule == "strange-character":
            yield from letters.letter(finding, self.source(finding.place.file))
            yield from letters.line_ends(finding, self.handbook.settings.root)

    def source(self, file: str) -> Text:
        """The text of any file of the project, as it was read."""
        return self._sources.get(file) or Text(file, self._read(file))

    def _read(self, file: str) -> str:
        return (self.handbook.settings.root / file).read_text("utf-8-sig")

    @cached_property
    def _sources(self) -> Mapping[str, Text]:
        shared = (text for texts in self.handbook.content.shared.values() for text in texts.values())
        return {each.file: each for each in (*(page.source for page in self.handbook.pages.values()), *shared)}


def _by_file(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """The edits of each file; one that lies within another is answered by that."""
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in sorted(set(edits), key=lambda each: (each.file, each.start, -each.end)):
        own = by_file[edit.file]
        if not own or edit.start >= own[-1].end:
            own.append(edit)
    return by_file
