"""Bytes and names, before anything parses: what would be lost, shown wrongly, or keep a build from ending.

Each function takes a path relative to docs/ (written with `/`) and what lies there, and yields findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from .addresses import language_root
from .finding import Finding, Place, Text
from .late import late
from .settings import LANGUAGES

SUFFIXES = frozenset(
    ".md .yml .bib .svg .png .jpg .jpeg .webp .avif .gif .mp4 .vtt .pdf .docx .xlsx .csv .json .txt".split()
)
"""What the handbook publishes or reads."""
MOST_TEXT = 400_000
"""Bytes of a text file: twenty times the longest chapter."""
MOST_ASSET = 5_000_000
MOST_LINE = 10_000
"""Characters of a line."""
MOST_PARAGRAPH = 20_000
"""Characters of a paragraph, a list or a table: of lines with no empty one between them."""
MOST_LINES = 500
"""Lines of the same."""
MOST_OPEN = 100
"""Brackets left open in a paragraph: the renderer's time grows with their square and worse."""
MOST_LEVELS = 20
"""Quotes and lists that begin on one line."""
MOST_INDENT = 80
MOST_BLOCKS = 2_000
"""Headings, rules, boxes, tabs, definitions and ends of code on a page."""
MOST_LOOSE = 200
"""Tags on a page that begin and never end."""
MOST_GARBLED = 3
"""Places in a file where letters were garbled one by one; with more, it was saved wrongly as a whole."""

_TEXTS = (".md", ".yml", ".bib", ".svg", ".vtt", ".json", ".txt")
_JUNK = late(
    r"Thumbs\.db|desktop\.ini|.*~|.*\.(?:bak|orig|rej|tmp|swp|save|part|crdownload)|[~.]\$.*|#.*#"
    r"|.* - (?:Kopia|Copy).*|(?:Kopia av|Copy of) .*|.*conflicted copy.*|.*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\..*",
    re.IGNORECASE,
)
_COPY = late(r".* \(\d\)\..*|.*[ _](?:kopia|copy)(?: ?\(?\d\)?)?\..*", re.IGNORECASE)
"""What a browser or the Finder calls the second of two files with one name."""
_HIDDEN_JUNK = late(r"\.DS_Store|\..*\.sw[nop]")
"""What the Finder and an editor keep beside the files: the only names with a dot first that are looked at."""
_CHAPTER = late(r"[a-z]+(?:-[a-z]+)*")
"""A chapter's name, or its folder's."""
_RESERVED = late(r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = late(r'[\x00-\x1f<>:"\\|?*]')

_CONTROL = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PRIVATE = late(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# A joiner between two signs makes one of them, and so do the tags after a flag.
_INVISIBLE = late(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
    r"|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
    r"|[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)
_ACCENTED = late(r".[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*")
_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•–—˜™š›œžŸ"
_QUOTES = "‘’“”"
# UTF-8 read as the letters of Windows, an old Mac or DOS and saved again: å, ä, ö and “ turn into pairs and more.
_GARBLED = late(
    rf"(?:Ã[{_HIGH}]|(?<!«)Â[\u00a0-\u00bf]|â[€‚†ˆ‰œ][{_HIGH}{_QUOTES}]|ðŸ[{_HIGH}{_QUOTES}]{{2}}|ï»¿"
    r"|√[•§∂ÖÑñ©]|├[ÑñÂàäûë®╢╝⌐])+"
    r"|(?<=[a-zåäö.,:;0-9])Â (?=[a-zåäö0-9%€°])"
)
_LOST = late("[\ufffd\ud800-\udfff]")
_UNLIKE = late(f"{_LOST.pattern}|{_GARBLED.pattern}")
_STRANGE = late(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff"
    r"\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U0010ffffÃÂâðï√├]"
)
"""What any of the five patterns above begins with: a text without it need not be searched for each."""
_FENCE = late(r"(?P<lead>(?:[ \t>]|(?:[-*+:]|\d+[.)])(?=[ \t]))*)(?P<sign>`{3,}|~{3,})(?P<rest>.*)")
_LIST = late(r"[-*+:\d]")
_HOLDS = late(r"[ \t>]*(?:[-*+:]|\d+[.)]|!!!|\?\?\?|===|\[\^|<)")
"""A line that what is indented below it belongs to."""
_HIDDEN = late(r"[ \t>]*(?:<!--(?!.*-->)(?P<comment>)|<pre\b(?!.*</pre>))")
_OPENS = {"[": 1, "](": 0, "]": -1, ")": -1}
"""How many brackets each sign leaves open: `](` closes one and opens another."""
_BRACKET = late(r"\]\(|[\[\])]")
_LEVEL = late(r">|(?:[-*+]|\d+[.)])[ \t]")
_LEVEL_SIGNS = (">", "-", "*", "+")
_LEAD = late(rf"(?:[ \t]|{_LEVEL.pattern})*")
_FAR_IN = late(rf"^(?:[ \t]{{{MOST_INDENT + 1}}}|(?:[ \t]*(?:{_LEVEL.pattern})){{{MOST_LEVELS + 1}}})", re.MULTILINE)
_RULE = late(r"[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*")
_LOOSE_TAG = late(r"<[A-Za-z][^<>]*(?=<|\Z)")
_BLOCK = late(r"^[ \t>]*(?:#|(?:=+|-+)[ \t]*$|===|!!!|\?\?\?|:[ \t]|\*\[|```|~~~)", re.MULTILINE)
_CONFLICT = late(r"<{7}(?: .*)?|\|{7} [^|]*|>{7} .*")
_SIGNS_OF_CONFLICT = ("<<<<<<<", "|||||||", ">>>>>>>")
_POINTER = b"version https://git-lfs.github.com/spec/"


def is_text(path: str) -> bool:
    """Whether the file is one that a person writes, and so one whose bytes are checked."""
    return path.lower().endswith(_TEXTS)


def is_published(name: str) -> bool:
    """Whether the name is one of a file that the handbook publishes or reads."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def garbled(text: str) -> bool:
    """Whether letters of `text` were lost or garbled, which is a finding of its own."""
    return bool(_UNLIKE.search(text))


def is_left_behind(name: str) -> bool:
    """Whether a program left the file of that name, or it is a copy of another."""
    return bool(_JUNK.fullmatch(name) or _COPY.fullmatch(name) or _HIDDEN_JUNK.fullmatch(name))


def is_seen(name: str) -> bool:
    """Whether the file of that name is looked at: one that begins with a dot seldom is."""
    return (
        not name.startswith(".")
        or bool(_HIDDEN_JUNK.fullmatch(name))
        or (is_published(name) and not name.startswith("._"))
    )


def names(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that one system or another cannot keep."""
    for path in paths:
        yield from _name(path)


def chapters(paths: Iterable[str]) -> Iterator[Finding]:
    """Names of chapters that are no good addresses: each is one, the same in both languages."""
    paths = list(paths)
    known = {path.partition("/")[2] for path in paths}
    for path in paths:
        language, *folders, name = path.split("/")
        stem, _, suffix = name.rpartition(".")
        wrong = [part for part in (*folders, stem) if not _CHAPTER.fullmatch(part)]
        small = "/".join((*folders, name)).lower()
        # Where the other language has it in small letters, that the two differ is the finding.
        if (
            suffix == "md"
            and language in LANGUAGES
            and wrong
            and not (small in known and small != path.partition("/")[2])
        ):
            fact = f"holds “{wrong[0]}”; a chapter’s name has small letters a–z, with a hyphen between words"
            yield _finding(path, "file-name", fact, f"rename it, in English, such as {_plain(wrong[0])}")


def shared(paths: Iterable[str]) -> Iterator[Finding]:
    """Files where chapters find the texts that they share, which no line can name."""
    for path in paths:
        stem, _, suffix = path.rpartition("/")[2].rpartition(".")
        if suffix == "md" and not is_plain(stem):
            fact = f"holds “{stem}”; the name of a text that chapters share has small letters a–z and hyphens"
            yield _finding(path, "file-name", fact, f"rename it, such as {_plain(stem)}")


def is_plain(stem: str) -> bool:
    """Whether `stem` is a name as chapters and shared texts have."""
    return bool(_CHAPTER.fullmatch(stem))


def _plain(name: str) -> str:
    """`name` in small letters and hyphens, or an example where nothing is left of it."""
    letters = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z]+", "-", letters).strip("-") or "pulse-meeting"


def addresses(paths: Iterable[str]) -> Iterator[Finding]:
    """Two files that want one address."""
    claimed: dict[str, list[str]] = defaultdict(list)
    # A module's own page comes before a chapter that has the module's name.
    for path in sorted(paths, key=lambda path: (path.endswith("/README.md"), not path.endswith("/index.md"), path)):
        claimed[_address(path)].append(path)
    hint = "keep one of the two, or rename one"
    for address, (first, *others) in claimed.items():
        for other in others:
            message = f"would be published at the same address as docs/{first}"
            yield _finding(other, "same-address", message, hint)
        folder = address
        while folder := folder.rpartition("/")[0]:
            if folder in claimed:
                message = f"would be published in a folder of the same address as docs/{claimed[folder][0]}"
                yield _finding(first, "same-address", message, hint)


def size(path: str, length: int) -> Iterator[Finding]:
    """A file of `length` bytes that is larger than any that belongs here."""
    most = MOST_TEXT if is_text(path) else MOST_ASSET
    if length > most:
        hint = "split the chapter" if path.endswith(".md") else "make it smaller"
        yield _finding(path, "file-too-large", f"is {length:,} bytes; the most is {most:,}", hint)


def line_ends(path: str, data: bytes) -> Iterator[Finding]:
    """A mark before the first letter, and line ends that only very old programs write."""
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save the file again as UTF-8 without BOM"
        yield _finding(path, "strange-character", "begins with an invisible mark (BOM)", hint)
    if lone := re.search(rb"\r(?!\n)", data):
        place = Place(f"docs/{path}", len(re.findall(rb"\r\n|\r|\n", data[: lone.start()])) + 1)
        yield Finding(place, "strange-character", "has line ends that only CR marks", "save it with LF or CRLF")


def pointer(path: str, data: bytes) -> Iterator[Finding]:
    """What git-lfs leaves in place of a file that it has not fetched."""
    if data.startswith(_POINTER):
        message = "holds only a pointer of git-lfs, not the file"
        yield _finding(path, "left-behind", message, "run: git lfs pull")


def text(source: Text) -> Iterator[Finding]:
    """Characters that are not what they seem, and lines that a tool left behind."""
    yield from _characters(source)
    if not any(sign in source.text for sign in _SIGNS_OF_CONFLICT):
        return
    lines = source.text.split("\n")
    code = {at for fence in _fences(lines) if fence.end for at in range(fence.start, fence.end)}
    opened = False
    for at, line in enumerate(lines):
        if at in code or not _CONFLICT.fullmatch(line):
            continue
        within, opened = opened, not line.startswith(">")
        if not within or line.startswith("<"):  # the other signs of the same two versions go with the first
            yield Finding(
                Place(source.file, at + 1, 1, len(line)),
                "left-behind",
                "is a mark of two versions that git could not join",
                "keep the text that is right and take the lines with <<<<<<<, ======= and >>>>>>> away",
            )


def fences(source: Text) -> Iterator[Finding]:
    """A block of code that begins and never ends, so that the rest of the page is lost in it."""
    for fence in _fences(source.text.split("\n")):
        if fence.end is None:
            place = Place(source.file, fence.start + 1, len(fence.lead) + 1, len(fence.sign))
            message = "a block of code begins here and never ends"
            yield Finding(place, "unclosed-fence", message, f"end it with a line {fence.sign}, indented as the first")


class _Fence(NamedTuple):
    """A block of code, from the line `start` to the line `end`, both counted from 0; `end` is none if it never ends."""

    start: int
    end: int | None
    lead: str
    sign: str

    def ends_with(self, line: str) -> bool:
        """Whether `line` ends the block, as pymdownx.superfences has it: the same signs, as far in."""
        inside = line.lstrip(" \t>")
        listed = _LIST.search(self.lead)
        return inside.rstrip() == self.sign and (bool(listed) or _width(line) == _width(self.lead))

    def is_left_by(self, line: str) -> bool:
        """Whether `line` stands so far out that the block cannot go on."""
        return bool(line.strip(" \t>")) and not _LIST.search(self.lead) and _width(line) < _width(self.lead)


def _fences(lines: list[str]) -> Iterator[_Fence]:
    """The blocks of code, up to the first that never ends."""
    opened: _Fence | None = None
    hidden = ""
    for at, line in enumerate(lines):
        if hidden:
            hidden = "" if hidden in line else hidden
        elif opened is None:
            if "<" not in line and "```" not in line and "~~~" not in line:
                continue
            found = _HIDDEN.match(line)
            hidden = "" if found is None else "-->" if found["comment"] is not None else "</pre>"
            opened = None if hidden else _begun(lines, at)
        elif opened.ends_with(line):
            yield opened._replace(end=at)
            opened = None
        elif opened.is_left_by(line):
            break
    if opened:
        yield opened


def _begun(lines: list[str], at: int) -> _Fence | None:
    found = _FENCE.match(lines[at])
    if not found or found["sign"][0] in found["rest"] or _is_sample(lines, at):
        return None
    return _Fence(at, None, found["lead"], found["sign"])


def _is_sample(lines: list[str], at: int) -> bool:
    """Whether the line is indented so that it is code itself: nothing that it could belong to stands further out."""
    width = _width(lines[at])
    if width < 4 or not lines[at].startswith((" ", "\t")):
        return False
    further_out = (line for line in reversed(lines[:at]) if line.strip(" \t>") and _width(line) < width)
    return not _HOLDS.match(next(further_out, ""))


def _width(line: str) -> int:
    """How far in a line begins."""
    return len(line[: len(line) - len(line.lstrip(" \t>"))].expandtabs(4))


def limits(source: Text, start: int) -> tuple[Finding, ...]:
    """What would keep the renderer busy for minutes, from `start` on; such a page is not rendered."""
    return tuple(_limits(source, start))


def _limits(source: Text, start: int) -> Iterator[Finding]:
    body = source.text[start:]
    paragraph = _Paragraph()
    offset = start
    for line in body.split("\n") if _may_be_too_much(body) else ():
        paragraph = paragraph.with_line(line)
        if problem := _too_much_on(line) or paragraph.too_much:
            yield Finding(source.place(offset), "too-deep", problem, "write it simpler, or in several paragraphs")
            return
        offset += len(line) + 1
    yield from _too_many(source, start)


def _may_be_too_much(body: str) -> bool:
    """Whether a line or a paragraph is worth a closer look: most pages are far from any limit."""
    paragraphs = body.split("\n\n")
    return (
        bool(_FAR_IN.search(body))
        or max(map(len, body.split("\n"))) > MOST_LINE
        or any(
            len(each) > MOST_PARAGRAPH - 2 or each.count("\n") > MOST_LINES - 2 or each.count("[") > MOST_OPEN
            for each in paragraphs
        )
    )


def _too_many(source: Text, start: int) -> Iterator[Finding]:
    blocks = "has more than {:,} headings, boxes, tabs and blocks of code"
    tags = "begins more than {:,} tags that never end"
    for pattern, sign, most, problem, hint in (
        (_BLOCK, "\n", MOST_BLOCKS, blocks, "write several chapters"),
        (_LOOSE_TAG, "<", MOST_LOOSE, tags, "end each tag with >, or write < as `<`"),
    ):
        if source.text.count(sign, start) < most:
            continue  # each has one of its own, but for what stands on the first line
        found = [match.start() for match in pattern.finditer(source.text, start)]
        if len(found) > most:
            yield Finding(source.place(found[most]), "too-deep", problem.format(most), hint)


class _Paragraph(NamedTuple):
    """Lines with no empty one between them, as far as they are read."""

    characters: int = 0
    lines: int = 0
    open: int = 0

    def with_line(self, line: str) -> _Paragraph:
        """This paragraph and `line`, or a new one."""
        if not line.strip():
            return _Paragraph()
        left_open = self.open
        for bracket in _BRACKET.findall(line) if left_open or "[" in line else ():
            left_open = max(0, left_open + _OPENS[bracket])
        return _Paragraph(self.characters + len(line) + 1, self.lines + 1, left_open)

    @property
    def too_much(self) -> str:
        """What would keep the renderer busy, or nothing."""
        if self.open > MOST_OPEN:
            return f"leaves more than {MOST_OPEN} brackets open in one paragraph"
        if self.lines > MOST_LINES:
            return f"is line {self.lines} of one paragraph; the most is {MOST_LINES}"
        if self.characters > MOST_PARAGRAPH:
            return f"makes a paragraph of more than {MOST_PARAGRAPH:,} characters"
        return ""


def _too_much_on(line: str) -> str:
    said = line.lstrip(" \t")
    indent = len(line) - len(said)
    levels = _levels(line) if said.startswith(_LEVEL_SIGNS) or said[:1].isdecimal() else 0
    if len(line) > MOST_LINE:
        return f"is {len(line):,} characters long; the most is {MOST_LINE:,}"
    if indent > MOST_INDENT and line.strip():
        return f"is indented by {indent} characters; the most is {MOST_INDENT}"
    return f"begins {levels} quotes and lists in one another; the most is {MOST_LEVELS}" if levels > MOST_LEVELS else ""


def _levels(line: str) -> int:
    """How many quotes and lists begin on `line`."""
    lead = _LEAD.match(line)
    return 0 if lead is None or _RULE.fullmatch(line) else len(_LEVEL.findall(line, 0, lead.end()))


def _name(path: str) -> Iterator[Finding]:
    parts = path.split("/")
    name = parts[-1]
    if path != unicodedata.normalize("NFC", path):
        yield _finding(path, "file-name", "has letters in two parts (å as a and a ring)", "type the name again")
    if _INVISIBLE.search(path) or _GARBLED.search(path) or _LOST.search(path):
        yield _finding(path, "file-name", "has letters that were lost or cannot be seen", "type the name again")
    if is_left_behind(name):
        copied = _COPY.fullmatch(name)
        message = "is named as a copy of another file" if copied else "was left behind by a program"
        hint = "take it away, or give it a name of its own" if copied else "take it away"
        yield _finding(path, "left-behind", message, hint)
        return
    for part in parts:
        if _RESERVED.fullmatch(part):
            yield _finding(path, "file-name", f"holds {part}, a name that Windows keeps for itself", "rename it")
        elif part.endswith((".", " ")) or part.startswith(" ") or _NOT_ON_WINDOWS.search(part):
            yield _finding(path, "file-name", f"holds “{part}”, which Windows cannot keep", "rename it")
    suffix = PurePosixPath(name.rstrip(". ")).suffix
    if suffix.lower() not in SUFFIXES:
        hint = "the handbook takes: " + " ".join(sorted(SUFFIXES))
        yield _finding(path, "file-name", "is of a kind that the handbook does not publish", hint)
    elif name.lower().endswith(".md.txt"):
        hint = f"rename it {name[: -len('.txt')]}"
        yield _finding(path, "file-name", f"ends in {suffix} after .md, and so would be no page", hint)
    elif suffix.lower() == ".md" and suffix != ".md":
        yield _finding(path, "file-name", f"ends in {suffix}, and so would be no page", "end it in .md")


def _address(path: str) -> str:
    """The file that the site gets: Swedish lies at its root, and each page is the index of a folder."""
    language, _, rest = path.partition("/")
    published = f"{language_root(language)}{rest}" if language in LANGUAGES else path
    stem, _, suffix = published.rpartition(".")
    if suffix not in ("md", "html"):
        return published
    folder, _, name = stem.rpartition("/")
    page = folder if name in ("index", "README") else stem
    return f"{page}/index.html".lstrip("/")


def _characters(source: Text) -> Iterator[Finding]:
    strange = _STRANGE.search(source.text)
    wrong = list(_UNLIKE.finditer(source.text)) if strange else []
    garbled_at = [match.span() for match in wrong]
    saved_wrongly = len(wrong) > MOST_GARBLED
    for rule, pattern, message, hint in (
        ("strange-character", _CONTROL, "a control character stands here", "take it away"),
        ("strange-character", _PRIVATE, "a character without a meaning stands here", "type the word again"),
        ("strange-character", _INVISIBLE, "an invisible character stands here", "type the words around it again"),
    ):
        for match in pattern.finditer(source.text) if strange else ():
            within = any(begin <= match.start() < end for begin, end in garbled_at)
            if not within and not (saved_wrongly and "\x80" <= match[0] <= "\x9f"):
                yield Finding(source.place(match.start(), len(match[0])), rule, message, hint)
    yield from _unlike(source, wrong)
    if not unicodedata.is_normalized("NFC", source.text):
        yield from _decomposed(source)


def _unlike(source: Text, wrong: list[re.Match[str]]) -> Iterator[Finding]:
    """Letters that were lost or garbled: each, or the file once where it was saved wrongly as a whole."""
    if len(wrong) > MOST_GARBLED:
        place = source.place(wrong[0].start(), len(wrong[0][0]))
        message = f"letters were lost or garbled here and in {len(wrong) - 1} more places: the file was saved wrongly"
        hint = "take back the version from before, or paste the text in again, and save with the encoding UTF-8"
        yield Finding(place, "garbled-text", message, hint)
        return
    for match in wrong:
        lost = _LOST.match(match[0])
        message = "a character was lost here: it reads “\ufffd”" if lost else "letters were garbled here"
        hint = "type the word again" if lost else "type the word again, and save as UTF-8"
        yield Finding(source.place(match.start(), len(match[0])), "garbled-text", message, hint)


def _decomposed(source: Text) -> Iterator[Finding]:
    for match in _ACCENTED.finditer(source.text):
        if not unicodedata.is_normalized("NFC", match[0]):
            alone = len(match[0]) == 1
            what = "is a sign that only looks like the letter" if alone else "is written as a letter and a loose accent"
            place = source.place(match.start(), len(match[0]))
            yield Finding(place, "strange-character", f"{match[0]} {what}", "type the letter again")


def _finding(path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(Place(f"docs/{path}"), rule, message, hint)
