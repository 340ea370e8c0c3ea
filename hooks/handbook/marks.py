"""A body → the same with a mark at every spot that could be a link, an id, a heading, a citation or a label.

Marks are private-use characters, which neither Markdown nor HTML gives a meaning. What each of them has become,
the rendered page tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from .late import late
from .markup import CITATION, TERM_START
from .preflight import SUFFIXES
from .terms import Sought

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
    "leftover",
    "waiver",
    "word",
    "term",
    "abbreviation",
    "attribute",
    "key",
    "directive",
    "comment",
]

OPEN, CLOSE = "\ue000", "\ue001"
ADDED = " \ue003"
"""Goes before a mark within a tag, where a mark is an attribute of its own."""
MARK = late(f"(?:{ADDED})?{OPEN}(\\d+){CLOSE}")
DASHES = "-–—"
"""A hyphen, and what programs make of two."""
CODE = "\ue002"
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
_AT_THE_END = tuple(f"{sign}{blank}" for sign in "=-" for blank in ("\n", " \n", "  ", " \t", "\t"))
"""How a line ends on such a sign, with or without blanks behind it."""

_SUFFIX = "|".join((*(suffix[1:] for suffix in sorted(SUFFIXES)), "html?"))
_FILE = rf"[^\s<>()\[\]:@\"'=]*\.(?:{_SUFFIX})(?:[?#][^\s<>\]]*)?"
_APART = "javascript|vbscript|data|file|tel|sms|callto|msteams"
"""What may begin an address that Python-Markdown makes no link of, so that a browser takes it for a tag."""
_BARE = rf"<(?:{_FILE}|\.{{1,2}}/[^\s<>=]*|www\.[^\s<>]+|(?i:{_APART}):(?!//)[^\s<>]+)>"
"""An address in angle brackets, which only a scheme makes a link."""
SWAPPED = late(rf"\([^()\[\]\n]+\)\[(?:https?://[^\s\[\]]+|{_FILE})\](?![(\[:])")
"""`(text)[address]`: the brackets have changed places."""
_WHOLE = rf"(?:https?://[^\s()\[\]{{}}]+|{_FILE})"
HALF = late(rf"\[[^\[\]()\n]+\({_WHOLE}\)(?![^\[\]\n]*\])|\[[^\[\]\n]+\]\{{[ ]*{_WHOLE}[ ]*\}}")
"""`[text(address)` and `[text]{address}`: a bracket is missing, or is of another kind."""
UNOPENED = late(rf"\]\([ \t]*{_WHOLE}\)")
"""`text](address)`, where no bracket stands before the words."""
UNQUOTED = late(r"""(?<=<[aA])[ \t][^<>\n]*=["'][^"'<>\n]*>""")
"""What stands after `<a` in a link that lacks its last quotation mark, which makes it text."""
NOTE = late(r"^[ \t>]*(?:\[\^[^\[\]]+\]:|(?:[-*+]|\d+\.)[ \t]+\[[ xX]\](?=[ \t]))")
"""How a footnote's own text begins, and a line to tick."""
_SMALL = "en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|one|two|three|four|five|six|seven|eight|nine|ten"
_SMALL_INITIALS = "".join(sorted({case(word[0]) for word in _SMALL.split("|") for case in (str.lower, str.upper)}))
_REST = r"\d*+(?:[ \u00a0\u202f.,]\d+)*+"
"""The digits after the first of a number, all of them."""
_COUNT = rf"\d(?<![\w.,#/:-]\d){_REST}"
_UNITS = (
    "[µcdkm]?m|[km]?g|ton|[mk]?bar|[kM]?Pa|psi|k?Nm?|k?V|mA|k?Wh?|k?Hz|rpm|°C?|%|x|s|sek|sekunder|min|minuter|minutes|h|tim"
    "|timmar|hours|ml|cl|dl|l|liter|kr|kronor|tum|inch(?:es)?|fot|grader|degrees|varv|turns|revs?|steg|steps|st|stycken"
    "|pcs|pieces|par|pairs|kort|cards|lådor|boxes|pallar|pallets|backar|bins|detaljer|bitar|parts|artiklar|ordrar|orders|skift"
    "|shifts|dagar|days"
)
_NO_UNIT = rf"(?!\s?-?(?:{_UNITS})(?![\w=]))"
"""What is measured or counted on the floor, no study gives: `d = 8 mm`, `N = 12 st`."""
_TO_DO = "ta take gör do kör run läs read hitta find välj choose collect samla mät measure".split()
_NOT_TO_DO = "".join(rf"(?<!{word} \d)(?<!{word.capitalize()} \d)" for word in _TO_DO)
"""What stands before the first digit of a count of something that the reader is to do."""
_DEVIATIONS = r"standardavvikelse\w*|standard deviations?\b"
_COUNTED = (
    "lag|teams?|företag|companies|firms|personer|people|anställda|employees|deltagare|participants|lärare|teachers"
    "|coacher|coaches|sjuksköterskor|nurses|sjukhus|hospitals|läkare|doctors|studenter|students|arbetare|workers"
    "|chefer|managers|ledare|leaders|fabriker|factories|plants|projekt|projects"
    "|enkäter|questionnaires|intervjuer|interviews|respondenter|respondents"
)

# Each match ends where the mark goes; for one of _BEFORE, it begins there. What the mark stands for begins there, too,
# or else where group 1 begins.
# No mark may be the first thing on a line that could be more than text: it would unmake a list or a fence.
# The words before a pattern, in small letters, are those that it cannot do without: a page that has none of
# them is not searched for it. A pattern that begins with a letter, and looks back only then, is found much faster.
_WORDS = ("number", "amount", "claim")
_BEFORE = (*_WORDS, "bare")
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
    (
        "id",
        ("=",),
        r"""[iInN](?<!\w.)(?:(?<=[iI])[dD]|(?<=[nN])[aA][mM][eE])(?:\s*=\s*["']|[ \t]*=[ \t]*(?=[^\s"']))""",
    ),
    ("id", ("#",), r"""\{(?:[^{}\n"']|"[^"\n]*"|'[^'\n]*')*?(?<=[\s{:])#(?=[^\s}])"""),
    ("heading", ("#",), _LEAD + r"#{1,6}+[^\S\n]*_*(?=\S)"),  # a mark before _ would keep it from beginning an emphasis
    ("heading", _AT_THE_END, _LEAD + rf"(?={_TITLE_START}{_UNDERLINED})"),
    ("heading", ("<h",), r"(?i)<h[1-6]\b[^<>]*>[ \t]*(?=\S)"),
    ("label", ("][",), r"(\]\[(?!\^)[^\[\]\n]*\])(?:\{[^{}\n]*\})?(?![(\[{])"),
    ("footnote", ("[^",), r"(?<!\\)(?=\[\^[^\[\]\n]+\](?!:))"),
    ("footnote", ("[^",), r"(?<=[\w,;!?)”’\"|])[ \t]*(?=\[\^[^\[\]\n]+\]:)"),
    # A number as studies give them: an effect size, a sample, a count of studies.
    ("number", ("=",), rf"[dgrδ](?<![\w{{?&].)(?:(?<=d)elta)?\s?=\s?[-−]?[0-3](?!\d){_REST}{_NO_UNIT}"),
    ("number", ("=",), rf"[kNn](?<![\w{{?&].)\s?=\s?\d{_REST}{_NO_UNIT}"),
    (
        "number",
        ("studier", "studies", "urval", "samples"),
        rf"\d(?<![\w.,#/-]\d)(?<!\d (?:av|of) \d)(?={_REST}\s?(?:studier|studies|urval|samples)\b(?!-)){_NOT_TO_DO}",
    ),
    (
        "number",
        ("sd", "standardavvik", "standard deviation"),
        rf"\d(?<![\w.,#/-]\d)(?:(?<=[01])|\d*[.,]\d+)\s?(?:SD\b(?!-|\s(?:kort|cards?)\b)|{_DEVIATIONS})",
    ),
    (
        "number",
        tuple("=<>≤≥"),
        r"[OHRCKSβηχρκ](?<![\w{?&].)(?:(?<=[OHR])R|(?<=[CK])I|(?<=S)MD|(?<=[Rηχ])²|(?<=[βρκ]))"
        r"\s?[=<>≤≥]\s?[-−]?[\d.]",
    ),
    ("number", tuple("=<>≤≥"), r"p(?<![\w{?&]p)\s?[=<>≤≥]\s?0?[.,]\d"),
    (
        "number",
        ("kvot", "ratio", "risk"),
        r"(?i)(?<!\w)(?:oddskvot(?:en)?|odds ratio|riskkvot(?:en)?|hazard ratio|relative risk)\W+(?:\w+\W+)?\d",
    ),
    (
        "number",
        ("effektstorlek", "effect size", "korrelation", "correlation", "cohen", "hedges"),
        r"(?i)(?<!\w)(?:effektstorlek(?:en)?|effect size|korrelation(?:en)?|correlation|cohen[’']?s d|hedges[’']? g)"
        rf"(?:\s\w+){{0,3}}\s[-−]?[01]?[.,]\d{_REST}{_NO_UNIT}",
    ),
    (
        "number",
        ("95",),
        r"(?i)95(?<![\d.,]95)\s?(?:%|procents|procentigt|per ?cent)\s(?:konfidens|confidence|KI\b|CI\b)",
    ),
    # A share or a head count, which is a study's only in a sentence about one.
    ("amount", ("%", "procent", "per cent", "percent"), rf"(?i){_COUNT}\s?(?:%|procent|per ?cent)"),
    (
        "amount",
        ("effekt", "effect"),
        rf"(?i)(?<!\w)(?:effekt(?:en)? (?:på|var|blev)|effect (?:of|was))\s[-−]?[01]?[.,]\d{_REST}{_NO_UNIT}",
    ),
    ("amount", (" av ", " of "), rf"{_COUNT}\s(?:av|of|out of)\s\d"),
    ("amount", tuple(_COUNTED.replace("s?", "").split("|")), rf"(?i){_COUNT}\s(?:\w+\s)?(?:{_COUNTED})\b"),
    (
        "amount",
        (" av ", " of "),
        rf"[{_SMALL_INITIALS}](?<!\w.)(?<=(?=(?i:(?:{_SMALL}) (?:av|of|out of) (?:{_SMALL})\b)).)",
    ),
    ("claim", ("produktionslyft", "production leap"), r"Produktionslyft|Production Leap"),
    # [text] (address): a blank too many, and the link is text.
    (
        "gap",
        ("]",),
        r"\](?<![-*+.)] \[[ xX]\])"
        r"(?=(?:[^\S\n]+|[ \t]*\n[ \t>]*)\((?:https?://|#|\.{0,2}/|[\w./-]+\.md)[^()\s]*\))",
    ),
    # [text]（address）: brackets as Chinese and Japanese have them, which a keyboard may be set to.
    (
        "gap",
        ("]（",),
        r"\](?=（(?:https?://|#|\.{0,2}/|[\w./-]+\.md)[^()（）\s]*）)",
    ),
    ("bare", ("<",), _BARE),
    ("bare", (")[",), rf"(?<![\]\\]){SWAPPED.pattern}"),
    ("bare", (".md", "://", "../"), rf"\[(?<!\\\[)(?<=(?={HALF.pattern})\[)"),
    ("snippet", ("8<",), _LEAD + rf"""(;*[{DASHES}]+8<[{DASHES}]+)(?=[ \t\n"'“”]|\Z)"""),
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
    ("comment", ("<!—", "<!–"), r"<![—–]"),
    ("leftover", ("<!", "<?"), r"(<(?:!\[[A-Za-z]+\[?|![A-Za-z]+|\?[A-Za-z][\w:-]*))"),
    ("waiver", ("<!--",), r"<!--[ \t]*handbook:[ \t]*waive[ \t]+"),
    (
        "tag",
        ("<",),
        rf"<(?<!\]\(<)(?<!\]\( <)(?<!\]:<)(?<!\]: <)(?!{_BARE.removeprefix('<')})"
        r"[A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][\w-]*)?(?=[\s/>])",
    ),
)
_SPOTS = tuple((kind, words, late(pattern)) for kind, words, pattern in _PATTERNS)
_CITATION = late(CITATION)
_AT = late(r"@(?<![\w.@/\\]@)[ \t]?(?=[^\W\d_])")
_YEAR = late(r"(?:1[89]|20)\d\d(?<=[^\W\d_]\d{4})")
"""The year in a key such as `keiser2021aar`."""
KEY = late(r"@?[ \t]?([^\W\d_][\w:+-]*)")
_LOOSE_LABEL = late(r"(?<![\]!])(?<!\]\s)\[(?!\^)[^\[\]]*\](?!:)")
_DESTINATION = late(r"(?:\]\(|\]:)\s*\Z")


class Mark(NamedTuple):
    """A mark, and what it stands for."""

    number: int
    offset: int
    """Where the mark stands."""
    start: int
    """Where the thing begins that it marks."""
    kind: Kind

    @property
    def sign(self) -> str:
        """How it stands in the text."""
        return f"{ADDED if self.kind == 'tag' else ''}{OPEN}{self.number}{CLOSE}"


def marks_of(body: str, words: Sought | None) -> list[Mark]:
    """The marks that `body` gets, and those where `words` stand."""
    found: set[tuple[int, int, Kind]] = set()
    folded = f"{body.casefold()}\n"
    for kind, needed, spot in _SPOTS:
        for match in spot.finditer(body) if any(word in folded for word in needed) else ():
            at = match.start() if kind in _BEFORE else match.end()
            start = match.start(1) if spot.groups else at
            outside = _outside_label(body, at) if kind in _WORDS else at
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
    sought = words.within(body) if words else None
    for word in sought.finditer(body) if sought else ():
        outside = _outside_label(body, word.start())
        if outside == word.start() or (outside is not None and body.startswith("![", outside)):
            found.add((word.start(), word.start(), "word"))
    return [Mark(number, *each) for number, each in enumerate(sorted(found))]


def _keys(body: str) -> Iterator[int]:
    """Where words stand that may be keys: after an @, or with a year in them."""
    if "@" in body:
        yield from (match.start() for match in _AT.finditer(body))
    for year in _YEAR.finditer(body):
        start = year.start()
        while start and (body[start - 1].isalnum() or body[start - 1] in "_:+-"):
            start -= 1
        word = KEY.match(body, start)
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
    if opening < 0 or closing < 0 or nested or is_escaped(body, opening):
        return at
    if body.endswith("!", 0, opening) and body.startswith("](", closing) and not is_escaped(body, opening - 1):
        return opening - 1
    return opening if _LOOSE_LABEL.match(body, opening) else None


def marked_with(body: str, marks: Iterable[Mark]) -> str:
    """`body` with the marks in it."""
    for sign in (OPEN, CLOSE, CODE, ADDED[1]):
        body = body.replace(sign, "\ufffd")  # a mark of the source's own would be taken for one of these
    pieces: list[str] = []
    start = 0
    for mark in marks:
        pieces += (body[start : mark.offset], mark.sign)
        start = mark.offset
    return "".join((*pieces, body[start:]))


def clean(text: str) -> str:
    """`text` without its marks."""
    return MARK.sub("", text) if OPEN in text else text


def opening_of(body: str, closing: int) -> int | None:
    """Where the bracket stands that the one at `closing` closes; nowhere if it is escaped or missing."""
    depth = 0
    for at in range(closing, max(-1, body.rfind("\n\n", 0, closing)), -1):
        if body[at] in "[]" and not is_escaped(body, at):
            depth += 1 if body[at] == "]" else -1
        if depth <= 0:
            return at if body[at] == "[" else None
    return None


def is_closed(body: str, at: int) -> bool:
    """Whether the round bracket before `at` is closed within its paragraph."""
    depth = 1
    for sign in re.finditer(r"[()]|\n[ \t>]*\n", body[at:]):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth == 0 or sign[0].startswith("\n"):
            break
    return depth == 0


def is_escaped(body: str, at: int) -> bool:
    """Whether a backslash takes its meaning from the sign at `at`."""
    start = at
    while start and body[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1
