"""Bytes and names, before anything parses: what would be lost, shown wrongly, or keep a build from ending.

Each function takes a path relative to docs/ (written with `/`) and what lies there, and yields findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from .finding import Finding, Place, Text

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
MOST_OPEN = 200
"""Brackets left open in a paragraph: the renderer's time grows with their square and worse."""
MOST_LEVELS = 20
"""Quotes and lists that begin on one line."""
MOST_INDENT = 80
MOST_LOOSE = 200
"""Tags on a page that begin and never end."""

_JUNK = re.compile(
    r"Thumbs\.db|desktop\.ini|.*~|.*\.(?:bak|orig|rej|tmp|swp|part|crdownload)|~\$.*|.* - (?:Kopia|Copy).*",
    re.I,
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = re.compile(r'[<>:"\\|?*]')

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# A joiner between two signs makes one of them.
_INVISIBLE = re.compile(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]"
)
# UTF-8 read as Windows-1252 and saved again: å ä ö and curly quotes turn into pairs.
_MOJIBAKE = re.compile(r"Ã[\u0080-\u00bf…†‡ˆ‰Š‹Œ–—˜™š›œžŸ]|â€[™œ\u009d“”˜¦]|Â[\u00a0«»°·§]")
_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)")
_BRACKET = re.compile(r"\]\(|[\[\])]")
_LEVEL = re.compile(r">|(?:[-*+]|\d+[.)])[ \t]")
_LEAD = re.compile(rf"(?:[ \t]|{_LEVEL.pattern})*")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*")
_LOOSE_TAG = re.compile(r"<[A-Za-z][^<>]*(?=<|\Z)")
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|>{7} .*)$", re.MULTILINE)
_POINTER = "version https://git-lfs.github.com/spec/"


def names(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that one system or another cannot keep, and two files that want one address."""
    paths = list(paths)
    for path in paths:
        yield from _name(path)
    yield from _same_address(paths)


def size(path: str, length: int) -> Iterator[Finding]:
    """A file of `length` bytes that is larger than any that belongs here."""
    most = MOST_TEXT if path.endswith((".md", ".yml", ".bib", ".svg")) else MOST_ASSET
    if length > most:
        hint = "split the chapter" if path.endswith(".md") else "make it smaller"
        yield _finding(path, "file-too-large", f"is {length:,} bytes; the most is {most:,}", hint)


def line_ends(path: str, data: bytes) -> Iterator[Finding]:
    """A mark before the first letter, and line ends that only very old programs write."""
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save the file again as UTF-8 without BOM"
        yield _finding(path, "strange-character", "begins with an invisible mark (BOM)", hint)
    if lone := re.search(rb"\r(?!\n)", data):
        line = data[: lone.start()].count(b"\r") + 1
        place = Place(f"docs/{path}", line)
        yield Finding(place, "strange-character", "has line ends that only CR marks", "save it with LF or CRLF")


def text(source: Text) -> Iterator[Finding]:
    """Characters that are not what they seem, and lines that a tool left behind."""
    written = source.text
    if written.startswith(_POINTER):
        message = "holds only a pointer of git-lfs, not the file"
        yield Finding(Place(source.file), "left-behind", message, "run: git lfs pull")
    yield from _characters(source)
    for match in _CONFLICT.finditer(written):
        yield Finding(
            source.place(match.start(), len(match[0])),
            "left-behind",
            "is a mark of two versions that git could not join",
            "keep the text that is right and take the lines with <<<<<<<, ======= and >>>>>>> away",
        )


def fences(source: Text) -> Iterator[Finding]:
    """A block of code that begins and never ends, so that the rest of the page is lost in it."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(source.text.split("\n"), 1):
        found = _FENCE.match(line)
        if not found:
            continue
        if opened is None:
            opened = (number, found["fence"]) if "`" not in found["rest"] else None
        elif found["fence"].startswith(opened[1]) and not found["rest"].strip():
            opened = None
    if opened:
        place = Place(source.file, opened[0], 1, len(opened[1]))
        message = "a block of code begins here and never ends"
        yield Finding(place, "unclosed-fence", message, f"end it with a line {opened[1]}, indented as the first")


def limits(source: Text, start: int) -> tuple[Finding, ...]:
    """What would keep the renderer busy for minutes, from `start` on; such a page is not rendered."""
    return tuple(_limits(source, start))


def _limits(source: Text, start: int) -> Iterator[Finding]:
    paragraph = _Paragraph()
    offset = start
    for line in source.text[start:].split("\n"):
        paragraph = paragraph.with_line(line)
        if problem := _too_much_on(line) or paragraph.too_much:
            yield Finding(source.place(offset), "too-deep", problem, "write it simpler, or in several paragraphs")
            return
        offset += len(line) + 1
    loose = [match.start() for match in _LOOSE_TAG.finditer(source.text, start)]
    if len(loose) > MOST_LOOSE:
        problem = f"begins more than {MOST_LOOSE} tags that never end"
        yield Finding(source.place(loose[MOST_LOOSE]), "too-deep", problem, "write < as `<`, or end each tag with >")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines with no empty one between them, as far as they are read."""

    characters: int = 0
    lines: int = 0
    open: int = 0

    def with_line(self, line: str) -> _Paragraph:
        """This paragraph and `line`, or a new one."""
        if not line.strip():
            return _Paragraph()
        left_open = self.open
        for bracket in _BRACKET.findall(line):
            left_open = max(0, left_open + (-1 if bracket in (")", "]") else 1))
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
    indent = len(line) - len(line.lstrip(" \t"))
    levels = 0 if _RULE.fullmatch(line) else len(_LEVEL.findall(line, 0, _LEAD.match(line).end()))  # type: ignore[union-attr]
    if len(line) > MOST_LINE:
        return f"is {len(line):,} characters long; the most is {MOST_LINE:,}"
    if indent > MOST_INDENT and line.strip():
        return f"is indented by {indent} characters; the most is {MOST_INDENT}"
    return f"begins {levels} quotes and lists in one another; the most is {MOST_LEVELS}" if levels > MOST_LEVELS else ""


def _name(path: str) -> Iterator[Finding]:
    name = PurePosixPath(path).name
    if path != unicodedata.normalize("NFC", path):
        yield _finding(path, "file-name", "has letters in two parts (å as a and a ring)", "type the name again")
    if _JUNK.fullmatch(name):
        yield _finding(path, "left-behind", "was left behind by a program", "take it away")
        return
    for part in PurePosixPath(path).parts:
        if _RESERVED.fullmatch(part):
            yield _finding(path, "file-name", f"holds {part}, a name that Windows keeps for itself", "rename it")
        elif part.endswith((".", " ")) or part.startswith(" ") or _NOT_ON_WINDOWS.search(part):
            yield _finding(path, "file-name", f"holds “{part}”, which Windows cannot keep", "rename it")
    if PurePosixPath(path).suffix.lower() not in SUFFIXES:
        hint = "the handbook takes: " + " ".join(sorted(SUFFIXES))
        yield _finding(path, "file-name", "is of a kind that the handbook does not publish", hint)


def _same_address(paths: list[str]) -> Iterator[Finding]:
    claimed: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        claimed[_address(path)].append(path)
    for first, *others in claimed.values():
        for other in others:
            message = f"would be published at the same address as docs/{first}"
            yield _finding(other, "same-address", message, "keep one of the two, or rename one")


def _address(path: str) -> str:
    stem, dot, suffix = path.rpartition(".")
    if suffix not in ("md", "html"):
        return path
    folder, _, name = stem.rpartition("/")
    page = folder if name in ("index", "README") else stem
    return f"{page}/index.html" if dot else path


def _characters(source: Text) -> Iterator[Finding]:
    for rule, pattern, message, hint in (
        ("strange-character", _CONTROL, "a control character stands here", "take it away"),
        ("strange-character", _PRIVATE, "a character without a meaning stands here", "type the word again"),
        (
            "strange-character",
            _INVISIBLE,
            "an invisible character stands here",
            "type the words around it again",
        ),
        (
            "garbled-text",
            re.compile("\ufffd"),
            "a character was lost here: it reads “\ufffd”",
            "type the word again",
        ),
        ("garbled-text", _MOJIBAKE, "letters were garbled here", "type the word again, and save as UTF-8"),
    ):
        for match in pattern.finditer(source.text):
            yield Finding(source.place(match.start(), len(match[0])), rule, message, hint)
    if not unicodedata.is_normalized("NFC", source.text):
        yield from _decomposed(source)


def _decomposed(source: Text) -> Iterator[Finding]:
    for number, line in enumerate(source.text.split("\n"), 1):
        for match in re.finditer(r"\w[\u0300-\u036f]+", line):
            if match[0] != unicodedata.normalize("NFC", match[0]):
                place = Place(source.file, number, match.start() + 1, len(match[0]))
                message = f"{match[0]} is written as a letter and a loose accent"
                yield Finding(place, "strange-character", message, "type the letter again")


def _finding(path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(Place(f"docs/{path}"), rule, message, hint)
