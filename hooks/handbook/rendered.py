"""A page as readers get it: its links, ids and lines, each with its place.

Values alone, which rendering.py makes and the checks take.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from . import blocks

BlockKind = Literal["table", "tab", "box", "figure", "picture", "checklist", "download"]


class Block(NamedTuple):
    """What stands in a section beside running text."""

    kind: BlockKind
    section: str
    """The id of the heading above it; empty before the first."""
    label: str = ""
    """A tab's words, the address of a download or a picture, or of which kind a box is."""
    text: str = ""
    """What a tab holds."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells, its headings first."""
    boxed: bool = False
    """Whether it stands in a box, as an example does."""
    empty: bool = False
    """Whether nothing stands in a box or a tab but its title."""


class Task(NamedTuple):
    """One line of a checklist."""

    section: str
    """The id of the heading above it; empty before the first."""
    text: str
    """Its words, without those of the lists below it."""


class Section(NamedTuple):
    """What stands from a heading to the next one of the same or a higher level."""

    id: str
    title: str
    marked: bool
    """Whether its heading has the class `sheet`."""
    inside: str
    """The marked section or the part of a guide that it lies in; empty if in none."""
    empty: bool
    """Whether nothing stands in it, or only examples."""
    shown: bool
    """Whether an example stands in it."""
    fillable: bool
    """Whether somebody writes in it, examples apart."""
    among: bool
    """Whether it is or lies in a part of a guide that holds its sheets."""
    asks: bool
    """Whether there is something to write in before the next heading, whatever its level; letters apart."""
    packed: bytes
    """Its blocks; most who ask for a section want none of them."""

    @property
    def blocks(self) -> tuple[blocks.Block, ...]:
        """What stands in it."""
        held: tuple[blocks.Block, ...] = pickle.loads(self.packed)
        return held


class Reference(NamedTuple):
    """A link, an image or a download."""

    target: str
    offset: int
    tag: str
    """The HTML element that holds it: `a` is a link, `img` an image."""
    raw: bool = False
    """Whether it is written as HTML, which the site leaves as it stands."""
    empty: bool = False
    """Whether a link has nothing to press, neither words nor a picture; or a picture no words in its place."""


class Anchor(NamedTuple):
    """An id that can be linked to."""

    id: str
    offset: int


class Heading(NamedTuple):
    """A heading; `explicit` says that its id is written in the chapter."""

    level: int
    text: str
    id: str
    explicit: bool
    offset: int


class Citation(NamedTuple):
    """A work cited by key."""

    key: str
    offset: int


class Mention(NamedTuple):
    """A word that is marked as a term, or an abbreviation that is explained."""

    word: str
    offset: int
    abbreviation: bool = False


class Undefined(NamedTuple):
    """A reference label or a footnote that no definition answers, and so stands as text."""

    kind: Literal["label", "footnote"]
    label: str
    offset: int


class Doubled(NamedTuple):
    """A label that was defined before: of links, to lead elsewhere, or of a footnote."""

    kind: Literal["label", "footnote"]
    label: str
    offset: int
    """Where its address stands, or the footnote begins."""
    before: int
    """Where the other one stands."""


UnmadeKind = Literal[
    "list", "task", "table", "box", "tab", "code", "term", "link", "tag", "cell", "empty-box", "empty-tab"
]


class Unmade(NamedTuple):
    """What was meant as more than text, and is text or nothing: a list whose signs readers see, a cell that is lost."""

    kind: UnmadeKind
    offset: int
    length: int


class Tag(NamedTuple):
    """A piece of HTML that is written in the chapter."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    offset: int


class Attribute(NamedTuple):
    """An attribute that a list such as `{ title="x" }` gives to an element."""

    name: str
    offset: int


class Uncited(NamedTuple):
    """A word in running text that may be a key, and is no citation."""

    key: str
    offset: int
    """Where it stands, its @ included."""
    bracketed: bool
    """Whether it begins with `[@`, and so can be nothing else."""


class Directive(NamedTuple):
    """A comment that asks the build for something: `terms` in `<!-- handbook: terms -->`."""

    name: str
    offset: int
    exact: bool
    """Whether it is written to the letter as the build looks for it."""


class Waiver(NamedTuple):
    """A comment that waives `rule` for a reason."""

    rule: str
    reason: str
    offset: int


class Line(NamedTuple):
    """One line of running text, with the lines on which its last sentence goes on, and what is in it."""

    text: str
    numbers: tuple[int, ...]
    """Where the numbers of studies stand."""
    claims: tuple[int, ...]
    """Where the programme is named."""
    cited: tuple[str, ...]
    """The keys of the works cited."""
    links: tuple[str, ...]
    words: tuple[tuple[int, int], ...] = ()
    """Where the words that were asked for stand, in `text` and in the body."""
    amounts: tuple[int, ...] = ()
    """Where shares and head counts stand."""
    invented: bool = False
    """Whether it stands in a box that shows an example."""

    def followed_by(self, line: Line) -> Line:
        """This line and `line` as one: a sentence goes on from the one to the other."""
        margin = len(self.text) + 1
        return Line(
            f"{self.text} {line.text}",
            self.numbers + line.numbers,
            self.claims + line.claims,
            self.cited + line.cited,
            self.links + line.links,
            (*self.words, *((margin + at, start) for at, start in line.words)),
            self.amounts + line.amounts,
            self.invented or line.invented,  # a line with nothing in it does not say
        )


class Rendered(NamedTuple):
    """A page as readers get it. Offsets count from the start of the body."""

    references: tuple[Reference, ...]
    anchors: tuple[Anchor, ...]
    headings: tuple[Heading, ...]
    citations: tuple[Citation, ...]
    undefined: tuple[Undefined, ...]
    doubled: tuple[Doubled, ...]
    text: str
    """All running text, line by line."""
    lines: tuple[Line, ...]
    """Those of its sentences, line by line and joined where they go on, in which more stands than text."""
    placeholders: frozenset[str]
    """What the build puts in: `terms` for `<!-- handbook: terms -->`."""
    gaps: tuple[int, ...]
    """Where a blank keeps `[text] (address)` from being a link."""
    bare: tuple[int, ...]
    """Where an address stands that its signs do not make a link: `<file.md>`, `(text)[file.md]`, `[text](file.md`."""
    snippets: tuple[int, ...]
    """Where a line asks for another file, as `--8<-- "file.md"`."""
    tags: tuple[Tag, ...]
    blocks: tuple[Block, ...]
    waivers: tuple[Waiver, ...]
    mentions: tuple[Mention, ...]
    worded: tuple[Line, ...]
    """The lines in which one of the words stands that were asked for."""
    sections: tuple[Section, ...] = ()
    """Those that are sheets, or could be."""
    examples: tuple[str, ...] = ()
    """The titles of the boxes that hold an example."""
    attributes: tuple[Attribute, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    directives: tuple[Directive, ...] = ()
    comments: tuple[int, ...] = ()
    """Where a comment begins that is none, or that never ends."""
    tasks: tuple[Task, ...] = ()
    """The lines of all checklists, in the page's order."""
    unmade: tuple[Unmade, ...] = ()
    spare: tuple[Reference, ...] = ()
    """What labels are kept for that no link uses."""


NOTHING = Rendered((), (), (), (), (), (), "", (), frozenset(), (), (), (), (), (), (), (), ())
"""What comes of a page that is not rendered."""
