"""Markdown → what readers get, each thing with its place in the source.

Python-Markdown keeps no positions, and nothing but Python-Markdown knows what is a link and what is code.
So every spot that *could* be a link, an id, a heading, a citation or a label is marked before rendering,
and the rendered page is asked which marks became what: a mark inside an `href` was a link, a mark inside
`<code>` was not. Marks are private-use characters, which neither Markdown nor HTML gives a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any, Literal, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .blocks import Section, SectionReader, Task
from .markup import CITATION, TERM_START
from .outline import Block, Outline
from .preflight import SUFFIXES

Kind = Literal[
    "target",
    "id",
    "heading",
    "citation",
    "label",
    "footnote",
    "number",
    "amount",
    "claim",
    "gap",
    "bare",
    "snippet",
    "tag",
    "waiver",
    "word",
    "term",
    "abbreviation",
    "attribute",
    "key",
    "directive",
    "comment",
]

_OPEN, _CLOSE = "\ue000", "\ue001"
_ADDED = " \ue003"
"""Goes before a mark within a tag, where a mark is an attribute of its own."""
_MARK = re.compile(f"(?:{_ADDED})?{_OPEN}(\\d+){_CLOSE}")
_CODE = "\ue002"
"""Stands for code in a line of text."""

_LEAD = r"(?m)^(?:[ \t>]|(?:[-*+:]|\d+\.)(?=[ \t]))*+"
"""What may stand before a block: the signs of a quote, a list, a definition."""
_NEXT_LINE = r"(?:\n[ \t>]*(?!\d+\.[ \t])(?=[\w./%?]|<[\w%./-]*[.#][^\s<>:]*>))?"
"""An address may begin on the line after its bracket."""
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*://"
_ANGLE = rf"(?!<{_SCHEME})(?:<[ \t]*)?"
"""An address may stand in angle brackets; with a scheme, it must follow the bracket to be a link anywhere."""
_TITLE_START = r"""(?:["'“”‘’(]*\w|`\w|\*{1,2}\w|\[[^\[\]\n]*\](?!:))"""
_UNDERLINED = r"[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*$"

_SUFFIX = "|".join((*(suffix[1:] for suffix in sorted(SUFFIXES)), "html?"))
_FILE = rf"[^\s<>()\[\]:@\"'=]*\.(?:{_SUFFIX})(?:[?#][^\s<>\]]*)?"
_BARE = rf"<(?:{_FILE}|\.{{1,2}}/[^\s<>=]*|www\.[^\s<>]+)>"
"""An address in angle brackets, which only a scheme makes a link."""
_SWAPPED = re.compile(rf"\([^()\[\]\n]+\)\[(?:https?://[^\s\[\]]+|{_FILE})\](?![(\[:])")
"""`(text)[address]`: the brackets have changed places."""
_WHOLE = rf"(?:https?://[^\s()\[\]{{}}]+|{_FILE})"
_HALF = re.compile(rf"\[[^\[\]()\n]+\({_WHOLE}\)(?![^\[\]\n]*\])|\[[^\[\]\n]+\]\{{[ ]*{_WHOLE}[ ]*\}}")
"""`[text(address)` and `[text]{address}`: a bracket is missing, or is of another kind."""
_UNOPENED = re.compile(rf"\]\([ \t]*{_WHOLE}\)")
"""`text](address)`, where no bracket stands before the words."""
_NOTE = re.compile(r"^[ \t>]*\[\^[^\[\]]+\]:")
"""How a footnote's own text begins."""
_SMALL = "en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|one|two|three|four|five|six|seven|eight|nine|ten"
_COUNT = r"(?<![\w.,#/:-])\d+(?:[ \u00a0\u202f.,]\d+)*"
_REST = r"\d*+(?:[ \u00a0\u202f.,]\d+)*+"
"""The digits after the first of a number, all of them."""
_UNITS = (
    "[µcdkm]?m|[km]?g|ton|[mk]?bar|[kM]?Pa|psi|k?Nm?|k?V|mA|k?Wh?|k?Hz|rpm|°C?|%|x|s|sek|sekunder|min|minuter|minutes|h|tim"
    "|timmar|hours|ml|cl|dl|l|liter|kr|kronor|tum|inch(?:es)?|fot|grader|degrees|varv|turns|revs?|steg|steps|st|stycken"
    "|pcs|pieces|par|pairs|kort|cards|lådor|boxes|pallar|pallets|backar|bins|detaljer|bitar|parts|artiklar|ordrar|orders|skift"
    "|shifts|dagar|days"
)
_NO_UNIT = rf"(?!\s?-?(?:{_UNITS})(?![\w=]))"
"""What is measured or counted on the floor, no study gives: `d = 8 mm`, `N = 12 st`."""
_TO_DO = "ta take gör do kör run läs read hitta find välj choose collect samla mät measure".split()
_NOT_TO_DO = "".join(f"(?<!{word} )(?<!{word.capitalize()} )" for word in _TO_DO)
"""What stands before a count of something that the reader is to do."""
_DEVIATIONS = r"standardavvikelse\w*|standard deviations?\b"
_COUNTED = (
    "lag|teams?|företag|companies|firms|personer|people|anställda|employees|deltagare|participants|lärare|teachers"
    "|projekt|projects|enkäter|questionnaires|intervjuer|interviews|respondenter|respondents"
)

# Each match ends where the mark goes. What it marks begins there too, or else where group 1 begins.
# No mark may be the first thing on a line that could be more than text: it would unmake a list or a fence.
# The words before a pattern, in small letters, are those that it cannot do without: a page that has none of
# them is not searched for it.
_PATTERNS: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    ("target", ("](",), r"\]\([ \t]*" + _NEXT_LINE + _ANGLE),
    ("target", ("]:",), r"\[(?!\^)[^\[\]]*\]:[ \t]*" + _NEXT_LINE + r"(?=\S)" + _ANGLE),
    ("target", ("]:",), r"(?m)^ {0,3}\[(?!\^)[^\[\]\n]*\]:[ \t]*\n {4,}(?=#)"),
    (
        "target",
        ("href", "src", "poster"),
        r"""(?i)\b(?:href|src|srcset|poster)(?:\s*=\s*["'][ \t]*|[ \t]*=[ \t]*(?=[^\s"']))""",
    ),
    ("target", ("://",), rf"<({_SCHEME}[^<>]*)(?=>)"),
    ("id", ("=",), r"""(?i)\b(?:id|name)(?:\s*=\s*["']|[ \t]*=[ \t]*(?=[^\s"']))"""),
    ("id", ("#",), r"""\{(?:[^{}\n"']|"[^"\n]*"|'[^'\n]*')*?(?<=[\s{:])#(?=[^\s}])"""),
    ("heading", ("#",), _LEAD + r"#{1,6}[ \t]*_*(?=\S)"),  # a mark before _ would keep it from beginning an emphasis
    ("heading", ("=", "-"), _LEAD + rf"(?={_TITLE_START}{_UNDERLINED})"),
    ("heading", ("<h",), r"(?i)<h[1-6]\b[^<>]*>[ \t]*(?=\S)"),
    ("label", ("][",), r"(\]\[(?!\^)[^\[\]\n]*\])(?:\{[^{}\n]*\})?(?![(\[{])"),
    ("footnote", ("[^",), r"(?<!\\)(?=\[\^[^\[\]\n]+\](?!:))"),
    ("footnote", ("[^",), r"(?<=[\w,;!?)”’\"|])[ \t]*(?=\[\^[^\[\]\n]+\]:)"),
    # A number as studies give them: an effect size, a sample, a count of studies.
    ("number", ("=",), rf"(?=(?<![\w{{?&])(?:[dgrδ]|delta)\s?=\s?[-−]?[0-3](?!\d){_REST}{_NO_UNIT})"),
    ("number", ("=",), rf"(?=(?<![\w{{?&])[kNn]\s?=\s?\d{_REST}{_NO_UNIT})"),
    (
        "number",
        ("studier", "studies", "urval", "samples"),
        rf"(?=(?<![\w.,#/-]){_NOT_TO_DO}\d{_REST}\s?(?:studier|studies|urval|samples)\b(?!-))",
    ),
    (
        "number",
        ("sd", "standardavvik", "standard deviation"),
        rf"(?=(?<![\w.,#/-])(?:[01]|\d+[.,]\d+)\s?(?:SD\b(?!-|\s(?:kort|cards?)\b)|{_DEVIATIONS}))",
    ),
    ("number", tuple("=<>≤≥"), r"(?=(?<![\w{?&])(?:OR|HR|RR|CI|KI|SMD|R²|β|η²|χ²|ρ|κ)\s?[=<>≤≥]\s?[-−]?[\d.])"),
    ("number", tuple("=<>≤≥"), r"(?=(?<![\w{?&])p\s?[=<>≤≥]\s?0?[.,]\d)"),
    (
        "number",
        ("kvot", "ratio", "risk"),
        r"(?i)(?=(?<![\w])(?:oddskvot(?:en)?|odds ratio|riskkvot(?:en)?|hazard ratio|relative risk)\W+(?:\w+\W+)?\d)",
    ),
    (
        "number",
        ("95",),
        r"(?i)(?=(?<![\d.,])95\s?(?:%|procents|procentigt|per ?cent)\s(?:konfidens|confidence|KI\b|CI\b))",
    ),
    # A share or a head count, which is a study's only in a sentence about one.
    ("amount", ("%", "procent", "per cent", "percent"), rf"(?i)(?={_COUNT}\s?(?:%|procent|per ?cent))"),
    ("amount", tuple(_COUNTED.replace("s?", "").split("|")), rf"(?i)(?={_COUNT}\s(?:\w+\s)?(?:{_COUNTED})\b)"),
    ("amount", (" av ", " of "), rf"(?i)(?=(?<!\w)(?:{_SMALL}) (?:av|of|out of) (?:{_SMALL})\b)"),
    ("claim", ("produktionslyft", "production leap"), r"(?=Produktionslyft|Production Leap)"),
    # [text] (address): a blank too many, and the link is text.
    (
        "gap",
        ("]",),
        r"\](?<![-*+.)] \[[ xX]\])"
        r"(?=(?:[ \t]+|[ \t]*\n[ \t>]*)\((?:https?://|#|\.{0,2}/|[\w./-]+\.md)[^()\s]*\))",
    ),
    ("bare", ("<",), rf"(?={_BARE})"),
    ("bare", (")[",), rf"(?<![\]\\])(?={_SWAPPED.pattern})"),
    ("bare", (".md", "://", "../"), rf"(?=\[)(?<!\\)(?={_HALF.pattern})"),
    ("snippet", ("8<",), r"(?m)^[ \t>]*(-+8<-+)(?=[ \t\n]|\Z)"),
    ("term", ("[[",), TERM_START),
    ("abbreviation", ("*[",), r"(?m)^[ \t>]*\*\[([^\]\n]+)\][ ]?:[ \t]*(?:\n[ \t]*)?(?=[^\s\"'])"),
    # What an attribute list sets, but for what code and HTML blocks read themselves.
    (
        "attribute",
        ("=",),
        r"=(?<=[\w:.-]=)(?<!hl_lines=)(?<!linenums=)(?<!markdown=)"
        r"""(?:["'](?=[^\n]*\})|(?=[^\s="'}][^\n]*\}))""",
    ),
    ("directive", ("<!--",), r"(?i)<!--[ \t]*handbook[ \t]*:[ \t]*"),
    ("comment", ("<!-",), r"<!-(?:(?!-)|-(?!(?:(?!<!--)[\s\S])*?-->))"),
    ("waiver", ("<!--",), r"<!--[ \t]*handbook:[ \t]*waive[ \t]+"),
    (
        "tag",
        ("<",),
        rf"<(?<!\]\(<)(?<!\]\( <)(?<!\]:<)(?<!\]: <)(?!{_BARE.removeprefix('<')})"
        r"[A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w-]*)?(?=[\s/>])",
    ),
)
_SPOTS = tuple((kind, words, re.compile(pattern)) for kind, words, pattern in _PATTERNS)
_CITATION = re.compile(CITATION)
_AT = re.compile(r"@(?<![\w.@/\\]@)[ \t]?(?=[^\W\d_])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?<=[^\W\d_]\d{4})")
"""The year in a key such as `keiser2021aar`."""
_KEY = re.compile(r"@?[ \t]?([^\W\d_][\w:+-]*)")
_LOOSE_LABEL = re.compile(r"(?<![\]!])(?<!\]\s)\[(?!\^)[^\[\]]*\](?!:)")
"""A label with nothing before it that it belongs to."""
_FOOTNOTE = re.compile(r"\[\^([^\[\]]+)\]")
_DESTINATION = re.compile(r"(?:\]\(|\]:)\s*\Z")
"""What stands before an address in angle brackets that is a link's own."""
_ADDRESS = re.compile(r"\S(?:.*\S)?|$", re.DOTALL)
_SOURCE_SET = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:,+(?=\s|$)|\s+[^,]*,?|$)")

_SIGNED = frozenset(
    "backtick escape footnote citation reference link image_link image_reference short_reference short_image_ref "
    "autolink automail linebreak html entity em_strong em_strong2".split()
)
"""Inline patterns that match nothing without one of these signs:"""
_SIGN = re.compile(r"[\\`\[!<&*_\x02]|  \n")

_IN_TREE = "data-in-tree"
_TARGET_ATTRIBUTES = ("href", "src", "srcset", "poster")
_REWRITTEN = {"a": "href", "img": "src"}
"""What MkDocs turns from a file into an address."""
_BLOCKS = frozenset(
    "p li tr h1 h2 h3 h4 h5 h6 dt dd blockquote summary div label figcaption pre table ul ol dl details".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CODE_TAGS = ("code", "pre", "script", "style")


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
    """A reference label that was defined before, to lead elsewhere."""

    label: str
    offset: int
    """Where its address stands."""
    before: int
    """Where the other address stands."""


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
    """One line of running text (a sentence, where chapters are written so) and what is in it."""

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


class Rendered(NamedTuple):
    """A page as readers get it. Offsets count from the start of the body."""

    references: tuple[Reference, ...]
    anchors: tuple[Anchor, ...]
    headings: tuple[Heading, ...]
    citations: tuple[Citation, ...]
    undefined: tuple[Undefined, ...]
    doubled: tuple[Doubled, ...]
    lines: tuple[Line, ...]
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


NOTHING = Rendered((), (), (), (), (), (), (), frozenset(), (), (), (), (), (), (), (), ())
"""What comes of a page that is not rendered."""


def render(body: str, markdown: Markdown, words: re.Pattern[str] | None = None) -> Rendered:
    """Render `body` with `markdown` and say what came of it, and where in running text `words` stand."""
    if _IN_TREE not in markdown.treeprocessors:
        _prepare(markdown)
    marks = _marks(body, words)
    marked = _marked(body, marks)
    contents: Any = markdown.treeprocessors["toc"]
    contents.marker = contents.asked_for if contents.asked_for in marked else ""  # sought in every element
    markdown.reset()
    definitions = markdown.references = _Definitions()
    page = _Page(body, marks, words)
    page.feed(markdown.convert(marked))
    page.close()
    return page.rendered()._replace(doubled=tuple(_doubled(definitions.given, marks)))


class _Definitions(dict[str, tuple[str, str]]):
    """Python-Markdown's reference definitions, and each that it was given, the overwritten too."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, str]] = []

    def __setitem__(self, label: str, definition: tuple[str, str]) -> None:
        self.given.append((label, definition[0]))
        super().__setitem__(label, definition)


def _doubled(given: Sequence[tuple[str, str]], marks: Sequence[_Mark]) -> Iterator[Doubled]:
    first: dict[str, tuple[str, int]] = {}
    for label, written in given:
        found, target = _MARK.search(written), _clean(written)
        if found:
            offset = marks[int(found[1])].start
            address, before = first.setdefault(label, (target, offset))
            if address != target:
                yield Doubled(label, offset, before)


def _prepare(markdown: Markdown) -> None:
    """Have `markdown` render for this module, and leave out what only costs time: the result is the same."""
    contents: Any = markdown.treeprocessors["toc"]
    contents.slugify = _slug
    contents.asked_for = contents.marker
    markdown.treeprocessors.register(_InTree(markdown), _IN_TREE, -1000)
    inline: Any = markdown.treeprocessors["inline"]
    inline.inlinePatterns = list(markdown.inlinePatterns)  # a registry takes its time at each look-up
    plain = _PlainText(markdown, inline.inlinePatterns)
    markdown.treeprocessors.register(plain, "handbook-plain-text", 20.5)  # just before "inline"
    markdown.treeprocessors.register(_Restored(plain), "handbook-restored", 19.5)
    fences: Any = markdown.preprocessors["fenced_code_block"]
    if hasattr(fences, "get_hl_settings"):
        fences.get_hl_settings()
        fences.highlighter = _colourless(fences.highlighter)


class _InTree(Treeprocessor):
    """Tells elements made from Markdown, whose links the site rewrites, from raw HTML, whose it does not."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _REWRITTEN:
                element.set(_IN_TREE, _REWRITTEN[element.tag])


class _PlainText(Treeprocessor):
    """Sets text apart that no inline pattern could match, so that none is tried on it."""

    def __init__(self, markdown: Markdown, patterns: Sequence[Pattern]) -> None:
        super().__init__(markdown)
        known = {markdown.inlinePatterns[name] for name in _SIGNED if name in markdown.inlinePatterns}
        self._others = [each.getCompiledRegExp() for each in patterns if each not in known]
        self.texts: list[Element] = []
        self.tails: list[Element] = []

    def run(self, root: Element) -> None:
        self.texts.clear()
        self.tails.clear()
        for element in root.iter():
            if type(element.text) is str and self._is_plain(element.text):
                element.text = AtomicString(element.text)
                self.texts.append(element)
            if type(element.tail) is str and self._is_plain(element.tail):
                element.tail = AtomicString(element.tail)
                self.tails.append(element)

    def _is_plain(self, text: str) -> bool:
        return not _SIGN.search(text) and not any(other.search(text) for other in self._others)


class _Restored(Treeprocessor):
    """Gives back what `plain` set apart: extensions such as abbr look for it."""

    def __init__(self, plain: _PlainText) -> None:
        super().__init__(plain.md)
        self._plain = plain

    def run(self, root: Element) -> None:  # noqa: ARG002
        for element in self._plain.texts:
            element.text = str(element.text)
        for element in self._plain.tails:
            element.tail = str(element.tail)


def _colourless(highlighter: Any) -> Any:
    """`highlighter` without Pygments for code that is given no more than its language: code is code."""

    class Colourless(highlighter):  # type: ignore[misc]
        def highlight(self, src: str, language: str, *given: Any, **options: Any) -> Any:
            more = ("hl_lines", "classes", "id_value", "attrs", "title")
            numbered = any(options.get(name, -1) > 0 for name in ("linestart", "linestep", "linespecial"))
            always = ("linenums", "auto_title", "line_spans", "line_anchors", "anchor_linenums", "pygments_lang_class")
            if not numbered and not any(map(options.get, more)) and not any(getattr(self, name) for name in always):
                self.use_pygments = False
            return super().highlight(src, language, *given, **options)

    return Colourless


class _Mark(NamedTuple):
    number: int
    offset: int
    """Where the mark stands."""
    start: int
    """Where the thing begins that it marks."""
    kind: Kind


def _marks(body: str, words: re.Pattern[str] | None) -> list[_Mark]:
    found: set[tuple[int, int, Kind]] = set()
    folded = body.casefold()
    for kind, needed, spot in _SPOTS:
        for match in spot.finditer(body) if any(word in folded for word in needed) else ():
            at, start = match.end(), match.start(1) if spot.groups else match.end()
            outside = _outside_label(body, at) if kind in ("number", "amount", "claim") else at
            if kind == "bare" and _DESTINATION.search(body, 0, at):
                continue
            if outside is not None:
                found.add((outside, start, kind))
    citations = list(_CITATION.finditer(body))
    for at in _keys(body):
        right = any(citation.start() <= at < citation.end() for citation in citations)
        if not right and (outside := _outside_label(body, at)) is not None:
            found.add((outside, at, "key"))
    for citation in citations:
        ends = (citation.start() + at + 1 for at, char in enumerate(citation[0]) if char == "@")
        found |= {(end, end, "citation") for end in ends}
    for word in words.finditer(body) if words else ():
        outside = _outside_label(body, word.start())
        if outside == word.start() or (outside is not None and body.startswith("![", outside)):
            found.add((word.start(), word.start(), "word"))
    return [_Mark(number, *each) for number, each in enumerate(sorted(found))]


def _keys(body: str) -> Iterator[int]:
    """Where words stand that may be keys: after an @, or with a year in them."""
    if "@" in body:
        yield from (match.start() for match in _AT.finditer(body))
    for year in _YEAR.finditer(body):
        start = year.start()
        while start and (body[start - 1].isalnum() or body[start - 1] in "_:+-"):
            start -= 1
        word = _KEY.match(body, start)
        before = (
            body[:start].rstrip(" \t")[-1:]
            if body[max(0, start - 2) : start].strip(" \t") == "@"
            else body[:start][-1:]
        )
        if word and before not in tuple("@/.#=&\\") and not re.match(r"[@/=]|\.\w", body[word.end() : word.end() + 2]):
            yield start


def _outside_label(body: str, at: int) -> int | None:
    """A mark inside a label would keep the label from its definition: it goes before, or nowhere."""
    opening, closing = body.rfind("[", 0, at), body.find("]", at)
    nested = "]" in body[max(0, opening) : at] or "[" in body[at : max(at, closing)]
    if opening < 0 or closing < 0 or nested or _escaped(body, opening):
        return at
    if body.endswith("!", 0, opening) and body.startswith("](", closing) and not _escaped(body, opening - 1):
        return opening - 1
    return opening if _LOOSE_LABEL.match(body, opening) else None


def _marked(body: str, marks: list[_Mark]) -> str:
    for sign in (_OPEN, _CLOSE, _CODE, _ADDED[1]):
        body = body.replace(sign, "\ufffd")  # a mark of the source's own would be taken for one of these
    pieces: list[str] = []
    start = 0
    for mark in marks:
        pieces += (body[start : mark.offset], _written(mark))
        start = mark.offset
    return "".join((*pieces, body[start:]))


def _written(mark: _Mark) -> str:
    return f"{_ADDED if mark.kind == 'tag' else ''}{_OPEN}{mark.number}{_CLOSE}"


def _clean(text: str) -> str:
    return _MARK.sub("", text) if _OPEN in text else text


def _slug(text: str, separator: str) -> str:
    """The id that a heading's words make, without its marks."""
    return slugify(_clean(text), separator)


class _Page(HTMLParser):
    """Reads the rendered page and collects what the marks became."""

    def __init__(self, body: str, marks: Sequence[_Mark], words: re.Pattern[str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self._words = words
        self._body = body
        self._marks = marks
        self._references: list[Reference] = []
        self._anchors: list[Anchor] = []
        self._headings: list[Heading] = []
        self._citations: list[Citation] = []
        self._undefined: list[Undefined] = []
        self._lines: list[Line] = []
        self._placeholders: set[str] = set()
        self._buffer: list[str] = []
        self._targets: dict[_Mark, str] = {}
        self._keys: dict[_Mark, str] = {}
        self._code = 0
        self._in_row = False
        self._heading: tuple[int, str, int | None] | None = None
        self._title: list[str] = []
        self._made = False
        self._gaps: list[int] = []
        self._bare: list[int] = []
        self._snippets: list[int] = []
        self._tags: list[Tag] = []
        self._link: int | None = None
        self._pressed = False
        self._outline = Outline()
        self._sheets = SectionReader()
        self._waivers: list[Waiver] = []
        self._mentions: dict[Mention, None] = {}
        self._attributes: list[Attribute] = []
        self._uncited: list[Uncited] = []
        self._directives: list[Directive] = []
        self._comments: list[int] = []

    def rendered(self) -> Rendered:
        self._end_block()
        return Rendered(
            tuple(self._references),
            tuple(self._anchors),
            tuple(self._headings),
            tuple(self._citations),
            tuple(self._undefined),
            (),
            tuple(self._lines),
            frozenset(self._placeholders),
            tuple(self._gaps),
            tuple(self._bare),
            tuple(self._snippets),
            tuple(self._tags),
            self._outline.blocks(),
            tuple(self._waivers),
            tuple(self._mentions),
            tuple(self._worded()),
            self._sheets.sections(),
            self._sheets.examples(),
            tuple(self._attributes),
            tuple(self._uncited),
            tuple(self._directives),
            tuple(self._comments),
            self._sheets.tasks(),
        )

    def _worded(self) -> Iterator[Line]:
        # To search all lines at once is much faster, and most pages hold none of the words.
        if self._words and self._words.search("\n".join(line.text for line in self._lines)):
            yield from (line for line in self._lines if self._words.search(line.text))

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Keep no count of the rendered page's lines: the marks say where things stand in the source."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        clean = {name: _clean(value) for name, value in values.items()}
        self._outline.start(tag, clean)
        self._sheets.start(tag, clean)
        if tag in _BLOCKS:
            self._end_block()
        if tag in _CODE_TAGS:
            self._code += 1
        elif tag == "br":
            self._buffer.append("\n")
        elif tag == "tr":
            self._in_row = True
        elif tag == "a":
            self._made = values.get("class") == "headerlink" or "data-key" in values
            self._link, self._pressed = len(self._references), False
        elif tag in ("img", "svg", "picture"):
            self._pressed = True
            self._buffer.append(f" {values.get('alt', '')} ".replace("\n", " "))  # read aloud where the picture stands
        explicit = self._take_attributes(tag, attrs, values) if attrs else None
        if tag in _HEADINGS:
            self._heading = (int(tag[1]), _clean(values.get("id", "")), explicit)
            self._title.clear()

    def _take_attributes(
        self, tag: str, attrs: Sequence[tuple[str, str | None]], values: Mapping[str, str]
    ) -> int | None:
        """Take what the attributes hold; return where the id is written, if it is."""
        self._take_tag(tag, attrs)
        for attribute in _TARGET_ATTRIBUTES:
            if attribute in values:
                raw = values.get(_IN_TREE) != attribute
                wordless = tag == "img" and attribute == "src" and _is_wordless(values.get("alt"), raw=raw)
                self._take_target(tag, values[attribute], raw=raw, several=attribute == "srcset", empty=wordless)
        explicit = self._take_id(values.get("id") or (values.get("name", "") if tag == "a" else ""))
        if "data-key" in values:
            self._take_citation(values["data-key"])
        self._take_mention(values.get("data-term", ""), values.get("title", "") if tag == "abbr" else "")
        return explicit

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _CODE_TAGS:
            self._code -= 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _CODE_TAGS:
            self._code = max(0, self._code - 1)
            self._buffer.append(_CODE)
        if tag == "a":
            self._made = False
            self._end_link()
        if self._heading and tag == f"h{self._heading[0]}":
            self._end_heading(*self._heading)
        if tag in _BLOCKS:
            self._end_block()
        if tag == "tr":
            self._in_row = False
        self._outline.end(tag)
        self._sheets.end(tag)

    def handle_data(self, data: str) -> None:
        if self._made:  # the permalink's sign and the citation's words are not the chapter's
            return
        if data == "\n" and not self._buffer and self._heading is None:  # between blocks
            self._outline.data(data)
            self._sheets.data(data)
            return
        said = _clean(data)
        self._title.append(data)
        self._pressed = self._pressed or bool(said.strip())
        self._outline.data(said)
        self._sheets.data(said)
        if not self._code:
            # A row of a table is read as one line: a claim in one cell, its source in the next.
            self._buffer.append(data.replace("\n", " ") if self._in_row else data)

    def handle_comment(self, data: str) -> None:
        if mark := self._first(data, "waiver"):
            rule, _, reason = _clean(data.partition(_written(mark))[2]).partition(":")
            self._waivers.append(Waiver(rule.strip(), reason.strip(), mark.start))
            return
        if mark := self._first(data, "comment"):
            self._comments.append(mark.start - len("<!--"))
        name, _, what = _clean(data).strip().partition(":")
        if name == "handbook":
            self._placeholders.add(what.strip())
        if mark := self._first(data, "directive"):
            asked = what.strip()
            exact = self._body.startswith(f"<!-- handbook: {asked} -->", mark.start - len("<!-- handbook: "))
            self._directives.append(Directive(asked, mark.start, exact))

    def _take_target(self, tag: str, value: str, *, raw: bool, several: bool, empty: bool) -> None:
        mark = self._first(value, "target")
        if mark is None:
            return
        written = _clean(value)
        found = _SOURCE_SET.finditer(written) if several else [_ADDRESS.search(written)]
        for address in filter(None, found):
            target = address[1] if several else address[0]
            self._references.append(Reference(target, mark.start + address.start(), tag, raw, empty))
        self._targets[mark] = written.strip()
        self._buffer.append(_written(mark))

    def _end_link(self) -> None:
        if self._link is not None and self._link < len(self._references) and not self._pressed:
            self._references[self._link] = self._references[self._link]._replace(empty=True)
        self._link = None

    def _take_tag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """A tag that carries a mark was written in the chapter; the others come from Markdown."""
        marks = [mark for name, _value in attrs if (mark := self._first(name, "tag"))]
        if marks:
            written = tuple((name, _clean(value or "")) for name, value in attrs if not _MARK.search(name))
            self._tags.append(Tag(tag, written, marks[0].start - len(tag) - 1))
        else:
            self._attributes += (
                Attribute(name, self._start_of(name, mark.start))
                for name, value in attrs
                if (mark := self._first(value or "", "attribute"))
            )

    def _start_of(self, name: str, value: int) -> int:
        """Where the name of an attribute stands whose value begins at `value`."""
        start = value - len(name) - (2 if self._body[value - 1] in "\"'" else 1)
        return start if self._body[max(0, start) : value].casefold().startswith(name) else value

    def _take_id(self, value: str) -> int | None:
        mark = self._first(value, "id")
        if mark is None:
            return None
        self._anchors.append(Anchor(_clean(value), mark.start))
        return mark.start

    def _take_citation(self, value: str) -> None:
        mark = self._first(value, "citation")
        if mark is not None:
            self._keys[mark] = _clean(value)
            self._citations.append(Citation(self._keys[mark], mark.start))
            self._buffer.append(_written(mark))

    def _take_mention(self, term: str, explained: str) -> None:
        if mark := self._first(term, "term"):
            self._mentions[Mention(_clean(term), mark.start)] = None
        elif mark := self._first(explained, "abbreviation"):
            word = self._body[mark.start :].partition("]")[0]
            self._mentions[Mention(word, mark.start, abbreviation=True)] = None

    def _end_heading(self, level: int, given: str, explicit: int | None) -> None:
        marked = "".join(self._title)
        text = _clean(marked).strip()
        mark = self._first(marked, "heading")
        found = max(0, self._body.find(text.partition(" ")[0]))
        offset = mark.start if mark else found if explicit is None else explicit
        self._headings.append(Heading(level, text, given, explicit is not None, offset))
        self._outline.section(given)
        self._heading = None

    def _end_block(self) -> None:
        if not self._buffer:
            return
        for marked in "".join(self._buffer).split("\n"):
            if marked.strip():
                self._lines.append(self._line(marked))
        self._buffer.clear()

    def _line(self, marked: str) -> Line:
        if _OPEN not in marked:
            return Line(marked.strip(), (), (), (), ())
        text = _clean(marked)
        found = list(self._each(marked))
        for at, mark in found:
            if mark.kind in ("label", "footnote"):
                self._take_undefined(mark, text, at)
            elif mark.kind == "gap" and text.endswith("]", 0, at) and self._opened(mark):
                self._gaps.append(mark.start)
            elif mark.kind == "snippet":
                self._snippets.append(mark.start)
            elif mark.kind == "key":
                self._take_uncited(mark, text, at)
            elif mark.kind == "comment":
                self._comments.append(self._body.rfind("<", 0, mark.start))
            elif self._is_bare(mark, text, at):
                self._bare.append(mark.start)
        margin = len(text) - len(text.lstrip())
        return Line(
            text=text.strip(),
            numbers=tuple(mark.start for _at, mark in found if mark.kind == "number"),
            claims=tuple(mark.start for _at, mark in found if mark.kind == "claim"),
            cited=tuple(self._keys[mark] for _at, mark in found if mark in self._keys),
            links=tuple(self._targets[mark] for _at, mark in found if mark in self._targets),
            words=tuple((at - margin, mark.start) for at, mark in found if mark.kind == "word"),
            amounts=tuple(mark.start for _at, mark in found if mark.kind == "amount"),
        )

    def _is_bare(self, mark: _Mark, text: str, at: int) -> bool:
        """Whether an address stands here that was meant to be a link, and is text or nothing at all."""
        if mark.kind == "bare":
            return self._body.startswith("<", mark.start) or any(each.match(text, at) for each in (_SWAPPED, _HALF))
        if mark.kind != "target" or mark in self._targets or not text[:at].rstrip().endswith("]("):
            return False
        closing = self._body.rfind("](", 0, mark.offset)
        opening = None if _escaped(self._body, closing) else _opening(self._body, closing)
        if opening is None and _UNOPENED.match(self._body, closing):
            words = self._body[self._body.rfind("\n", 0, closing) + 1 : closing]
            return "[" not in _NOTE.sub("", words) and words[-1:].isalnum()
        on_line = opening is not None and "\n" not in self._body[opening:closing]
        return on_line and not _closed(self._body, mark.offset)

    def _opened(self, mark: _Mark) -> bool:
        return _opening(self._body, mark.start - 1) is not None

    def _take_undefined(self, mark: _Mark, text: str, at: int) -> None:
        """A label that still stands as it was written found no definition."""
        if mark.kind == "footnote":
            if found := _FOOTNOTE.match(text, at):
                self._undefined.append(Undefined("footnote", found[1], mark.start))
            return
        written = self._body[mark.start : mark.offset]
        opening = _opening(self._body, mark.start) if text.endswith(written[1:], 0, at) else None
        if opening is not None:
            label = written[2:].partition("]")[0] or self._body[opening + 1 : mark.start]
            self._undefined.append(Undefined("label", label, opening))

    def _take_uncited(self, mark: _Mark, text: str, at: int) -> None:
        if found := _KEY.match(self._body, mark.start):
            bracketed = "[@" in text[max(0, at - 1) : at + 2] and not self._body[mark.start + 1].isspace()
            self._uncited.append(Uncited(found[1].rstrip(":+-"), mark.start, bracketed))

    def _first(self, text: str, kind: Kind) -> _Mark | None:
        if _OPEN not in text:
            return None
        return next((mark for _at, mark in self._each(text) if mark.kind == kind), None)

    def _each(self, text: str) -> Iterator[tuple[int, _Mark]]:
        """The marks in `text`, each with its place in what remains without them."""
        before = 0
        for match in _MARK.finditer(text):
            yield match.start() - before, self._marks[int(match[1])]
            before += len(match[0])


def _is_wordless(alt: str | None, *, raw: bool) -> bool:
    """Whether a picture has no words in its place; in HTML, `alt=""` says that it needs none."""
    return alt is None if raw else not (alt or "").strip()


def _opening(body: str, closing: int) -> int | None:
    """Where the bracket stands that the one at `closing` closes; nowhere if it is escaped or missing."""
    depth = 0
    for at in range(closing, max(-1, body.rfind("\n\n", 0, closing)), -1):
        if body[at] in "[]" and not _escaped(body, at):
            depth += 1 if body[at] == "]" else -1
        if depth <= 0:
            return at if body[at] == "[" else None
    return None


def _closed(body: str, at: int) -> bool:
    """Whether the round bracket before `at` is closed within its paragraph."""
    depth = 1
    for sign in re.finditer(r"[()]|\n[ \t>]*\n", body[at:]):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth == 0 or sign[0].startswith("\n"):
            break
    return depth == 0


def _escaped(body: str, at: int) -> bool:
    start = at
    while start and body[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1
