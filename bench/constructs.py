"""Where a text may stand in a chapter, how a link may be written, and how a text is hidden from readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .tree import GUILTY, Spot


@dataclass(frozen=True)
class Wrapper:
    """A Markdown construct around a text; `{n}` is a number of its own, for labels and ids."""

    before: str = ""
    first: str = ""
    """What stands before the text on its first line."""
    rest: str = ""
    """What stands before its other lines."""
    last: str = ""
    """What stands after it on its last line."""
    after: str = ""
    single: bool = False
    """Whether the text must stand on one line, without `|`."""

    def around(self, text: str, number: int) -> str:
        """The lines of the construct."""
        body = f"{self.first}{text}{self.last}".replace("\n", f"\n{self.rest}")
        return f"{self.before}{body}{self.after}".replace("{n}", str(number))


_IN = "    "
WRAPPERS: tuple[Wrapper, ...] = (
    Wrapper("", "Läs ", "", " före mötet."),
    Wrapper("", "**Läs** ", "", " *före* mötet.  \nOch sedan en gång till."),
    Wrapper("- Papper.\n", "- Läs ", "  ", ".\n- Klocka."),
    Wrapper("1. Papper.\n", "2. Läs ", "   ", "."),
    Wrapper("- Papper.\n", f"{_IN}- Läs ", f"{_IN}  ", "."),
    Wrapper("- [ ] Papper.\n", "- [x] Läs ", "  ", "."),
    Wrapper("> Hon sa:\n>\n", "> Läs ", "> ", "."),
    Wrapper("> - Papper.\n", "> - Läs ", ">   ", "."),
    Wrapper("| Steg | Gör |\n|---|---|\n| Ett | Vänta |\n", "| Två | Läs ", "", " |", "\n| Tre | Tacka |", single=True),
    Wrapper("Tavlan\n", ":   Läs ", _IN, ".\n"),
    Wrapper('??? info "Exempel"\n\n', f"{_IN}Läs ", _IN, "."),
    Wrapper('???+ tip "Öppet"\n\n', f"{_IN}- Läs ", f"{_IN}  ", "."),
    Wrapper('!!! note "Kom ihåg"\n\n', f"{_IN}Läs ", _IN, "."),
    Wrapper("!!! warning\n", f"{_IN}Läs ", _IN, "."),
    Wrapper('=== "Vid tavlan {n}"\n\n', f"{_IN}Läs ", _IN, ".", '\n\n=== "Vid skärmen {n}"\n\n    Tala långsamt.'),
    Wrapper(
        '=== "Vid tavlan {n}"\n\n    Vänta.\n\n=== "Vid skärmen {n}"\n\n    !!! tip "Så här"\n\n',
        f"{_IN * 2}1. Läs ",
        f"{_IN * 2}   ",
        ".",
    ),
    Wrapper('<div markdown="1">\n\n', "Läs ", "", ".", "\n\n</div>"),
    Wrapper('<details markdown="1">\n<summary>Mer</summary>\n\n', "Läs ", "", ".", "\n\n</details>"),
    Wrapper("", "### Läs ", "", " nu {#bench-{n}}", single=True),
    Wrapper("Mötet är kort.[^note-{n}]\n\n", "[^note-{n}]: Läs ", _IN, "."),
    Wrapper("| Steg | Läs | Gör |\n|---|---|---|\n", "| Ett | ", "", " | Vänta |", single=True),
)
PLAIN = (WRAPPERS[0], WRAPPERS[2], WRAPPERS[8], WRAPPERS[10], WRAPPERS[12], WRAPPERS[14], WRAPPERS[16])
"""Constructs that take any text."""


def wrapped(text: str, wrapper: Wrapper, number: int, tail: str = "") -> str:
    """A construct after a sentence of its own, so that no list or code before it takes it in."""
    end = f"\n\n{tail}" if tail else ""
    return f"\nSå här gör ni.\n\n{wrapper.around(text, number)}{end}\n"


def fitting(rng: Random, *texts: str, among: tuple[Wrapper, ...] = WRAPPERS) -> Wrapper:
    """A construct that can hold each of the texts."""
    broken = any("\n" in text or "|" in text for text in texts)
    return rng.choice([each for each in among if not (broken and each.single)])


Form = Callable[[str, int], tuple[str, str]]
"""A target and a number → how a link is written, and what stands below it on the page."""


def _form(text: str, tail: str = "") -> Form:
    def write(target: str, number: int) -> tuple[str, str]:
        def fill(part: str) -> str:
            return part.replace("{t}", f"{GUILTY}{target}").replace("{n}", str(number))

        return fill(text), fill(tail)

    return write


LINKS: tuple[Form, ...] = (
    _form("[kortet]({t})"),
    _form("[**kortet** och `koden`]({t})"),
    _form('[kortet]({t} "Kortet")'),
    _form("[kortet]({t} 'Kortet')"),
    _form("[kortet](<{t}>)"),
    _form("[kortet]( {t} )"),
    _form("[kortet]({t}){ .button }"),
    _form("[kortet\nsom hänger där]({t})"),
    _form("*[kortet]({t})*"),
    _form("[kortet][way-{n}]", "[way-{n}]: {t}"),
    _form("[way-{n}][]", '[way-{n}]: {t} "Kortet"'),
    _form("[way-{n}]", "[Way-{n}]: <{t}>"),
    _form("[kortet][way-{n}]", "[way-{n}]:\n    {t}"),
)
IMAGES: tuple[Form, ...] = (
    _form("![Vägen]({t})"),
    _form('![Vägen]({t} "Vägen")'),
    _form("![Vägen]({t}){ .figure }"),
    _form("![Vägen](<{t}>)"),
    _form("[![Vägen]({t})](https://example.org/)"),
    _form("![Vägen][image-{n}]", "[image-{n}]: {t}"),
    _form('<img src="{t}" alt="Vägen">'),
)
DOWNLOADS: tuple[Form, ...] = (
    _form("[bladet]({t})"),
    _form('[bladet]({t} "Skriv ut"){ .button }'),
    _form("[bladet][sheet-{n}]", "[sheet-{n}]: {t}"),
)
RAW_LINKS: tuple[Form, ...] = (
    _form('<a href="{t}">kortet</a>'),
    _form("<a class='button' href='{t}'>kortet</a>"),
    _form('<a title="Kortet" href = "{t}" hreflang="sv">**kortet**</a>'),
    _form("<a href={t}>kortet</a>"),
)

Disguise = Callable[[str, int], str]


def _fenced(fence: str, kind: str) -> Disguise:
    return lambda text, _number: f"\nSå här skriver ni.\n\n{fence}{kind}\n{text}\n{fence}\n"


def _within(before: str, indent: str, after: str = "") -> Disguise:
    def hide(text: str, _number: int) -> str:
        lines = f"\n{indent}".join(("```markdown", *text.split("\n"), "```"))
        return f"\nSå här skriver ni.\n\n{before}{indent}{lines}{after}\n"

    return hide


def _comment(text: str, _number: int) -> str:
    return f"\nSå här gör ni.\n\n<!--\n{text.replace('--', '')}\n-->\n"


def _indented(text: str, _number: int) -> str:
    lines = text.replace("\n", "\n    ")
    return f"\nSå här skriver ni.\n\n    {lines}\n\nOch så vidare.\n"


def _inline(text: str, number: int) -> str:
    ticks = "```" if "`" in text else "`"
    code = f"{ticks} {text} {ticks}".replace("\n", " ")
    single = "|" in code
    wrapper = WRAPPERS[0] if single else WRAPPERS[number % len(WRAPPERS)]
    return wrapped(code, wrapper, number)


DISGUISES: tuple[Disguise, ...] = (
    _fenced("```", "markdown"),
    _fenced("~~~", ""),
    _fenced("````", "text"),
    _within('??? info "Exempel"\n\n', _IN),
    _within('=== "Vid tavlan"\n\n', _IN, '\n\n=== "Vid skärmen"\n\n    Vänta.'),
    _within("- Papper.\n\n", _IN),
    _comment,
    _indented,
    _inline,
)


def hidden(spot: Spot, text: str, tail: str = "") -> str:
    """The text as readers see it only as an example, or not at all."""
    bare = f"{text}\n\n{tail}".rstrip().replace(GUILTY, "")
    disguise = spot.rng.choice(DISGUISES)
    return disguise(bare if disguise is not _inline else text.replace(GUILTY, ""), spot.tree.unique())
