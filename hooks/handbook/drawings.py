"""SVG, read before anything shows it: a drawing only draws, and neither runs nor fetches anything.

The build puts drawings into the page itself, where a script would be the page's own. Read by expat with places,
and no further than a document type, whose entities could grow without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from .finding import Finding, Place, Text
from .late import late

SVG = "http://www.w3.org/2000/svg"
MOST_LEVELS = 100
"""Elements within one another."""

_XHTML = "http://www.w3.org/1999/xhtml"
_ELEMENTS = frozenset(
    "svg g defs symbol use switch title desc metadata view path rect circle ellipse line polyline polygon text tspan "
    "textPath image marker clipPath mask pattern linearGradient radialGradient stop filter style".split()
)
_EFFECT = late(r"fe[A-Z]\w*")
_PICTURE = late(r"data:image/(?:png|jpeg|webp|gif);base64,", re.IGNORECASE)
_FETCHED = late(r"url\(\s*[\"']?(?!\s*[\"']?#)|@import|expression\(|javascript:", re.IGNORECASE)
"""What makes CSS fetch or run something."""


def flaws(source: Text) -> Iterator[Finding]:
    """What keeps the drawing `source` from being shown."""
    reader = _Reader(source)
    yield from reader.read()


class _Flaw(Exception):
    """Ends the reading; the finding is already made."""


class _Reader:
    def __init__(self, source: Text) -> None:
        self._source = source
        self._data = source.text.encode("utf-8", "surrogatepass")
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._document_type
        self._parser.ProcessingInstructionHandler = self._instruction
        self._open: list[str] = []
        self._refused = 0
        """How many elements are open in one that is refused, itself among them."""
        self._began = 0
        """Where the last element began, in characters."""
        self._found: list[Finding] = []

    def read(self) -> list[Finding]:
        """The findings, in the drawing's order."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            problem = f"cannot be read as SVG: {expat.ErrorString(error.code)}"
            place = Place(self._source.file, error.lineno, error.offset + 1)
            self._found.append(
                Finding(place, "broken-drawing", problem, "export the drawing again; in words, & is written &amp;")
            )
        except _Flaw:
            pass
        return self._found

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        self._open.append(tag)
        self._began = self._here()
        if len(self._open) == 1 and (tag != "svg" or namespace not in ("", SVG)):
            raise self._end_with("broken-drawing", "is no SVG drawing", f'begin it with <svg xmlns="{SVG}">')
        if len(self._open) > MOST_LEVELS:
            raise self._end_with("too-deep", f"has more than {MOST_LEVELS} elements in one another", "draw it simpler")
        if self._refused:
            self._refused += 1
            return
        known = tag in _ELEMENTS or _EFFECT.fullmatch(tag)
        if namespace == _XHTML or (namespace in ("", SVG) and not known):
            self._refused = 1
            self._add("unsafe-html", f"<{tag}> does not belong in a drawing", "take it away, and draw it instead", tag)
            return
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2], value)

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            message = f"the attribute {name} does not belong in a drawing"
            self._add("unsafe-html", message, "take it away", name)
        elif name in ("href", "src"):
            if not (value.startswith("#") or _PICTURE.match(value)):
                self._refer(value, name)
        elif _FETCHED.search(value):
            self._refer(value, name)

    def _refer(self, value: str, written: str) -> None:
        shown = value if len(value) <= 60 else f"{value[:60]}…"
        message = f"refers to {shown}, and a drawing can show only what it holds"
        self._add("unsafe-html", message, "draw it here, or place the picture beside the drawing", written)

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] == "style" and not self._refused and (found := _FETCHED.search(text)):
            self._refer(text[found.start() :].partition(";")[0].strip(), found[0])

    def _end(self, _name: str) -> None:
        self._open.pop()
        self._refused = max(0, self._refused - 1)

    def _document_type(self, *_given: object) -> None:
        message = "has a <!DOCTYPE>, in which words can grow without end"
        self._began = self._source.text.find("<!DOCTYPE")
        raise self._end_with("unsafe-html", message, "take the line away", "<!DOCTYPE")

    def _instruction(self, target: str, _data: str) -> None:
        self._began = self._here()
        self._add("unsafe-html", f"<?{target}?> does not belong in a drawing", "take it away", target)

    def _end_with(self, rule: str, message: str, hint: str, written: str = "") -> _Flaw:
        self._add(rule, message, hint, written)
        return _Flaw()

    def _add(self, rule: str, message: str, hint: str, written: str) -> None:
        """A finding at `written`, which stands where the last element began or after it."""
        found = re.compile(rf"(?<![\w-]){re.escape(written)}").search(self._source.text, self._began)
        offset = found.start() if found else self._began
        self._found.append(Finding(self._source.place(offset, len(written)), rule, message, hint))

    def _here(self) -> int:
        return len(self._data[: self._parser.CurrentByteIndex].decode("utf-8", "replace"))
