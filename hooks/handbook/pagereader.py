"""A rendered page → what its marks have become, and what else the checks ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

from . import blocks, outline
from .htmltree import HEADINGS, Tree
from .late import late
from .marks import (
    ADDED,
    CLOSE,
    CODE,
    HALF,
    KEY,
    MARK,
    NOTE,
    OPEN,
    SWAPPED,
    UNOPENED,
    UNQUOTED,
    Kind,
    Mark,
    clean,
    is_closed,
    is_escaped,
    opening_of,
)
from .rendered import (
    Anchor,
    Attribute,
    Citation,
    Directive,
    Heading,
    Line,
    Mention,
    Reference,
    Rendered,
    Tag,
    Uncited,
    Undefined,
    Waiver,
)
from .terms import Sought

_FOOTNOTE = late(r"\[\^([^\[\]]+)\]")
_ADDRESS = late(r"\S(?:.*\S)?|$", re.DOTALL)
_SOURCE_SET = late(r"([^\s,](?:\S*[^\s,])?)(?:,+(?=\s|$)|\s+[^,]*,?|$)")
IN_TREE = "data-in-tree"
_TARGET_ATTRIBUTES = ("href", "src", "srcset", "poster")
REWRITTEN = {"a": "href", "img": "src"}
"""What MkDocs turns from a file into an address."""
_BLOCKS = frozenset(
    "p li tr h1 h2 h3 h4 h5 h6 dt dd blockquote summary div label figcaption pre table ul ol dl details".split()
)
_CODE_TAGS = ("code", "pre", "script", "style")

_PLAIN_ATTRIBUTE = r'([a-z][a-z-]*)(?:(=)"([^"<>]*)")?'
_PLAIN_MARK = rf"{OPEN}\d+{CLOSE}"
_ATTRIBUTE = late(rf"{_PLAIN_ATTRIBUTE}|({_PLAIN_MARK})")
_TAG = late(rf"(/?)(?!script|style)([a-z][a-z0-9]*)((?: {_PLAIN_ATTRIBUTE}|{ADDED}{_PLAIN_MARK})*)( ?/)?")
_COMMENT = late("!--((?:(?!--)[^<>])*)--")
_MOST_KNOWN = 2_000
_TEXT_ALONE = Line("", (), (), (), ())[1:]
_ENDS = tuple(".!?…")
_ENDED = late(r"(?:[.!?…]|(?<=[^\W\d]|[)\]”’])[.!?…]\d+)[^\w\s]*$")
"""How a line ends where its sentence does; the number of a footnote may follow."""


class _Tag:
    """A tag or a comment."""

    def __init__(
        self,
        name: str,
        attributes: Sequence[tuple[str, str | None]],
        *,
        closing: bool = False,
        alone: bool = False,
        comment: str | None = None,
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.closing = closing
        self.alone = alone
        self.comment = comment
        self.values = {name: value or "" for name, value in attributes}
        self.marked = any(OPEN in name or OPEN in value for name, value in self.values.items())
        self.said = {name: clean(value) for name, value in self.values.items()} if self.marked else self.values


_KNOWN: dict[str, _Tag] = {}
"""Tags by what stands between < and >: most of them, a page has in common with all others."""


def _plain(written: str) -> _Tag | None:
    """The tag or the comment that `written` is, if nobody could read it in another way."""
    if comment := _COMMENT.fullmatch(written):
        return _Tag("", (), comment=comment[1])
    found = _TAG.fullmatch(written)
    if not found:
        return None
    attributes = [
        (mark or name, unescape(value) if equals else None)
        for name, equals, value, mark in _ATTRIBUTE.findall(found[3])
    ]
    tag = _Tag(found[2], attributes, closing=bool(found[1]), alone=bool(found[7]))
    if not tag.marked and len(_KNOWN) < _MOST_KNOWN:
        _KNOWN[written] = tag
    return tag


class PageReader(HTMLParser):
    """Reads the rendered page and collects what the marks became."""

    def __init__(self, body: str, marks: Sequence[Mark], words: Sought | None) -> None:
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
        self._sentences: list[Line] = []
        self._placeholders: set[str] = set()
        self._buffer: list[str] = []
        self._targets: dict[Mark, str] = {}
        self._keys: dict[Mark, str] = {}
        self._code = 0
        self._in_row = False
        self._example = 0  # how many elements were open when the outermost box with an example began
        self._heading: tuple[int, str, int | None] | None = None
        self._title: list[str] = []
        self._made = False
        self._gaps: list[int] = []
        self._bare: list[int] = []
        self._snippets: list[int] = []
        self._tags: list[Tag] = []
        self._link: int | None = None
        self._pressed = False
        self._tree = Tree()
        self._waivers: list[Waiver] = []
        self._mentions: dict[Mention, None] = {}
        self._attributes: list[Attribute] = []
        self._uncited: list[Uncited] = []
        self._directives: list[Directive] = []
        self._comments: list[int] = []
        self._endless: int | None = None
        self._within = 0

    def rendered(self) -> Rendered:
        """What has been read."""
        self._end_block()
        root = self._tree.root()
        found = outline.blocks(root)
        kinds = {block.kind for block in found}
        return Rendered(
            tuple(self._references),
            tuple(self._anchors),
            tuple(self._headings),
            tuple(self._citations),
            tuple(self._undefined),
            (),
            "\n".join(line.text for line in self._lines),
            tuple(line for line in self._sentences if line[1:] != _TEXT_ALONE),
            frozenset(self._placeholders),
            tuple(self._gaps),
            tuple(self._bare),
            tuple(self._snippets),
            tuple(self._tags),
            found,
            tuple(self._waivers),
            tuple(self._mentions),
            tuple(self._worded()),
            blocks.sections(root),
            blocks.examples(root) if "box" in kinds else (),
            tuple(self._attributes),
            tuple(self._uncited),
            tuple(self._directives),
            tuple(self._comments),
            blocks.tasks(root) if "checklist" in kinds else (),
        )

    def _worded(self) -> Iterator[Line]:
        sought = self._words.within("\n".join(line.text for line in self._sentences)) if self._words else None
        if sought:
            yield from (line for line in self._sentences if sought.search(line.text))

    def feed(self, data: str) -> None:
        """Read `data`, a whole page: what is written plainly, here; from the first thing that is not, by the parser."""
        text, *pieces = data.split("<")
        if text:
            self.handle_data(unescape(text))
        at, known, between = len(text), _KNOWN.get, self._tree.data
        for piece in pieces:
            inside, end, text = piece.partition(">")
            tag = known(inside) or _plain(inside)
            if not (end and tag):
                super().feed(data[at:])
                return
            if tag.comment is not None:
                self.handle_comment(tag.comment)
            elif tag.closing:
                self.handle_endtag(tag.name)
            else:
                self._start(tag)
                if tag.alone and tag.name in _CODE_TAGS:
                    self._code -= 1
            if text == "\n" and not self._buffer and self._heading is None and not self._made:
                between(text)
            elif text:
                self.handle_data(unescape(text) if "&" in text else text)
            at += len(piece) + 1

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Keep no count of the rendered page's lines: the marks say where things stand in the source."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._start(_Tag(tag, attrs))

    def _start(self, plain: _Tag) -> None:
        tag, values = plain.name, plain.values
        self._tree.start(tag, plain.said)
        if tag in _BLOCKS:
            self._within += 1
            if self._buffer:
                self._end_block()
        if not self._example and blocks.EXAMPLE in plain.said.get("class", "").split():
            self._example = self._tree.depth
        if tag in _CODE_TAGS:
            self._code += 1
        elif tag == "br":
            self._buffer.append("\n\n")  # a line that is broken on purpose ends a sentence
        elif tag == "tr":
            self._in_row = True
        elif tag == "a":
            self._made = values.get("class") == "headerlink" or "data-key" in values
            self._link, self._pressed = len(self._references), False
        elif tag in ("img", "svg", "picture"):
            self._pressed = True
            self._buffer.append(f" {values.get('alt', '')} ".replace("\n", " "))  # read aloud where the picture stands
        explicit = self._take_attributes(tag, plain.attributes, values) if plain.marked else None
        if tag in HEADINGS:
            self._heading = (HEADINGS[tag], clean(values.get("id", "")), explicit)
            self._title.clear()

    def _take_attributes(
        self, tag: str, attrs: Sequence[tuple[str, str | None]], values: Mapping[str, str]
    ) -> int | None:
        """Take what the attributes hold; return where the id is written, if it is."""
        self._take_tag(tag, attrs)
        for attribute in _TARGET_ATTRIBUTES:
            if attribute in values:
                raw = values.get(IN_TREE) != attribute
                wordless = tag == "img" and attribute == "src" and _is_wordless(values.get("alt"), raw=raw)
                self._take_target(tag, values[attribute], raw=raw, several=attribute == "srcset", empty=wordless)
        explicit = self._take_id(values.get("id") or (values.get("name", "") if tag == "a" else ""))
        if "data-key" in values:
            self._take_citation(values["data-key"])
        self._take_mention(values.get("data-term", ""), values.get("title", "") if tag == "abbr" else "")
        return explicit

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag in _CODE_TAGS:
            self._code -= 1

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _CODE_TAGS:
            self._code = max(0, self._code - 1)
            self._buffer.append(CODE)
        if tag == "a":
            self._made, self._endless = False, None
            self._end_link()
        if self._heading and tag == f"h{self._heading[0]}":
            self._end_heading(*self._heading)
        if tag in _BLOCKS:
            self._leave_block()
        if tag == "tr":
            self._in_row = False
        self._tree.end(tag)
        if self._example and self._tree.depth < self._example:
            self._example = 0

    def _leave_block(self) -> None:
        self._within -= 1
        if self._endless is not None and self._within < 0:
            self._bare.append(self._endless)
            self._endless = None
        if self._buffer:
            self._end_block()

    def handle_data(self, data: str) -> None:
        """Text stands within whatever is open."""
        if self._made:  # the permalink's sign and the citation's words are not the chapter's
            return
        said = clean(data) if OPEN in data else data
        if self._heading:
            self._title.append(data)
        self._pressed = self._pressed or bool(said.strip())
        self._tree.data(said)
        if not self._code:
            # A row of a table is read as one line: a claim in one cell, its source in the next.
            self._buffer.append(data.replace("\n", " ") if self._in_row else data)

    def handle_comment(self, data: str) -> None:
        """A comment stands here."""
        if mark := self._first(data, "waiver"):
            rule, _, reason = clean(data.partition(mark.sign)[2]).partition(":")
            self._waivers.append(Waiver(rule.strip(), reason.strip(), mark.start))
            return
        self._take_leftover(data)
        if (mark := self._first(data, "comment")) and self._body.endswith("-", 0, mark.start):
            self._comments.append(mark.start - len("<!--"))
        name, _, what = clean(data).strip().partition(":")
        if name == "handbook":
            self._placeholders.add(what.strip())
        if mark := self._first(data, "directive"):
            asked = what.strip()
            exact = self._body.startswith(f"<!-- handbook: {asked} -->", mark.start - len("<!-- handbook: "))
            self._directives.append(Directive(asked, mark.start, exact))

    def handle_pi(self, data: str) -> None:
        """What a program is to do, such as `<?xml ... ?>`, stands here."""
        self._take_leftover(data)

    def handle_decl(self, decl: str) -> None:
        """What kind of file this is, such as `<!DOCTYPE html>`, stands here."""
        self._take_leftover(decl)

    def unknown_decl(self, data: str) -> None:
        """What Word and XML put in for themselves, such as `<![if ...]>`, stands here."""
        self._take_leftover(data)

    def _take_leftover(self, data: str) -> None:
        mark = self._first(data, "leftover")
        if mark and data.lstrip("[").startswith(self._body[mark.start : mark.offset].lstrip("<!?[")):
            self._add_leftover(mark)

    def _add_leftover(self, mark: Mark) -> None:
        """Whether a browser hides it or readers see it, it is told as a tag."""
        self._tags.append(Tag(self._body[mark.start + 1 : mark.offset], (), mark.start))

    def _take_target(self, tag: str, value: str, *, raw: bool, several: bool, empty: bool) -> None:
        mark = self._first(value, "target")
        if mark is None:
            return
        written = clean(value)
        found = _SOURCE_SET.finditer(written) if several else [_ADDRESS.search(written)]
        for address in filter(None, found):
            target = address[1] if several else address[0]
            self._references.append(Reference(target, mark.start + address.start(), tag, raw, empty))
        self._targets[mark] = written.strip()
        self._buffer.append(mark.sign)

    def _end_link(self) -> None:
        if self._link is not None and self._link < len(self._references) and not self._pressed:
            self._references[self._link] = self._references[self._link]._replace(empty=True)
        self._link = None

    def _take_tag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """A tag that carries a mark was written in the chapter; the others come from Markdown."""
        marks = [mark for name, _value in attrs if (mark := self._first(name, "tag"))]
        if marks:
            written = tuple((name, clean(value or "")) for name, value in attrs if not MARK.search(name))
            self._tags.append(Tag(tag, written, marks[0].start - len(tag) - 1))
            if tag == "a" and any(name == "href" for name, _value in written):
                self._endless, self._within = self._tags[-1].offset, 0
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
        self._anchors.append(Anchor(clean(value), mark.start))
        return mark.start

    def _take_citation(self, value: str) -> None:
        mark = self._first(value, "citation")
        if mark is not None:
            self._keys[mark] = clean(value)
            self._citations.append(Citation(self._keys[mark], mark.start))
            self._buffer.append(mark.sign)

    def _take_mention(self, term: str, explained: str) -> None:
        if mark := self._first(term, "term"):
            self._mentions[Mention(clean(term), mark.start)] = None
        elif mark := self._first(explained, "abbreviation"):
            word = self._body[mark.start :].partition("]")[0]
            self._mentions[Mention(word, mark.start, abbreviation=True)] = None

    def _end_heading(self, level: int, given: str, explicit: int | None) -> None:
        marked = "".join(self._title)
        text = clean(marked).strip()
        mark = self._first(marked, "heading")
        found = max(0, self._body.find(text.partition(" ")[0]))
        offset = mark.start if mark else found if explicit is None else explicit
        self._headings.append(Heading(level, text, given, explicit is not None, offset))
        self._heading = None

    def _end_block(self) -> None:
        goes_on = False
        for marked in "".join(self._buffer).split("\n"):
            if not marked.strip():
                goes_on = False
                continue
            line = self._line(marked)
            self._lines.append(line)
            if goes_on:
                self._sentences[-1] = self._sentences[-1].followed_by(line)
            else:
                self._sentences.append(line)
            goes_on = not _is_ended(line.text)
        self._buffer.clear()

    def _line(self, marked: str) -> Line:
        if OPEN not in marked:
            return Line(marked.strip(), *_TEXT_ALONE)
        text = clean(marked)
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
            elif mark.kind == "leftover":
                self._add_leftover(mark)
            elif mark.kind == "tag" and UNQUOTED.match(self._body, mark.start):
                self._bare.append(self._body.rfind("<", 0, mark.start))
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
            invented=bool(self._example),
        )

    def _is_bare(self, mark: Mark, text: str, at: int) -> bool:
        """Whether an address stands here that was meant to be a link, and is text or nothing at all."""
        if mark.kind == "bare":
            return self._body.startswith("<", mark.start) or any(each.match(text, at) for each in (SWAPPED, HALF))
        if mark.kind != "target" or mark in self._targets or not text[:at].rstrip().endswith("]("):
            return False
        closing = self._body.rfind("](", 0, mark.offset)
        opening = None if is_escaped(self._body, closing) else opening_of(self._body, closing)
        if opening is None and UNOPENED.match(self._body, closing):
            words = self._body[self._body.rfind("\n", 0, closing) + 1 : closing]
            return "[" not in NOTE.sub("", words) and words[-1:].isalnum()
        on_line = opening is not None and "\n" not in self._body[opening:closing]
        return on_line and not is_closed(self._body, mark.offset)

    def _opened(self, mark: Mark) -> bool:
        return opening_of(self._body, mark.start - 1) is not None

    def _take_undefined(self, mark: Mark, text: str, at: int) -> None:
        """A label that still stands as it was written found no definition."""
        if mark.kind == "footnote":
            if found := _FOOTNOTE.match(text, at):
                self._undefined.append(Undefined("footnote", found[1], mark.start))
            return
        written = self._body[mark.start : mark.offset]
        opening = opening_of(self._body, mark.start) if text.endswith(written[1:], 0, at) else None
        if opening is not None:
            label = written[2:].partition("]")[0] or self._body[opening + 1 : mark.start]
            self._undefined.append(Undefined("label", label, opening))

    def _take_uncited(self, mark: Mark, text: str, at: int) -> None:
        if found := KEY.match(self._body, mark.start):
            bracketed = "[@" in text[max(0, at - 1) : at + 2] and not self._body[mark.start + 1].isspace()
            self._uncited.append(Uncited(found[1].rstrip(":+-"), mark.start, bracketed))

    def _first(self, text: str, kind: Kind) -> Mark | None:
        if OPEN not in text:
            return None
        for match in MARK.finditer(text):
            if (mark := self._marks[int(match[1])]).kind == kind:
                return mark
        return None

    def _each(self, text: str) -> Iterator[tuple[int, Mark]]:
        """The marks in `text`, each with its place in what remains without them."""
        before = 0
        for match in MARK.finditer(text):
            yield match.start() - before, self._marks[int(match[1])]
            before += len(match[0])


def _is_ended(line: str) -> bool:
    """Whether a sentence ends where `line` does."""
    last = line[-1:]
    return last in _ENDS or (not last.isalpha() and bool(_ENDED.search(line)))


def _is_wordless(alt: str | None, *, raw: bool) -> bool:
    """Whether a picture has no words in its place; in HTML, `alt=""` says that it needs none."""
    return alt is None if raw else not (alt or "").strip()
