"""Styles and scripts: what a page is made with, from files that each hold one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, normpath

from .signs import shape

SCRIPTS = "assets/scripts"
NOT_PUBLISHED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon", "styles/")
"""The theme's scripts and styles, and what the one style sheet is joined from."""
MAIN = "main.js"
"""What every page needs."""
ENTRIES = {"scripts": (MAIN,), "search_scripts": ("search/dialog.js", "search/engine.js")}
"""The lists that templates know: what every page needs, and what a search needs when it is opened."""

_RULE = re.compile(r"(?P<head>[^{}]+)\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\}")
_UNUSED = re.compile(
    r"\.md-(?!typeset)|\[data-md-|\[dir=rtl\]|\.focus-visible|\.(?:js|mermaid|grid|critic|keys|arithmatex|doc)\b"
    r"|\.no-js\b|:nth-child\((?:[4-9]|1\d|20)\)"
)
"""What the theme's styles say of parts that our pages lack: its frame, menus, search, script, other directions; and of
the fourth to the twentieth of alternatives, of which each would be tried on each element of a page."""
_SIGN = re.compile(r'url\("sign:(?P<name>[\w-]+)"\)')
"""A drawing of the theme's as a shape, as our styles ask for it: `clip-path: url("sign:menu")`."""
_HELD = re.compile(r'(?P<name>--[\w-]+):url\("[^"]*"\);?')
"""A picture that a property of the theme's holds for others."""
_FOR_THOSE_WHO_WRITE = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)
"""Comments, blank lines and indents in our styles: an eighth of what a phone would fetch."""
_SOURCE_MAP = re.compile(r"/\*#.*?\*/\s*$", re.DOTALL)
_IMPORT = re.compile(r'^(?:import|export)\b(?: \{(?P<names>[^;"(}]*)\} from)? "(?P<name>\.{1,2}/[^"]+)";', re.MULTILINE)
_ASKED = re.compile(r'(?:\bfrom |^import |\bimport\()["`](\.{1,2}/[^"`]+\.js)', re.MULTILINE)
"""Every script that one asks for, be it when a reader acts."""
_GIVES = re.compile(r"^export\b", re.MULTILINE)


def stylesheet(own: Path) -> str:
    """One style sheet: the theme's, then the files in the folder `own`.

    The base first and paper last; the others, by name, each have their own part of the page.
    """
    lender = Path(str(files("material")), "templates")
    (theme,) = lender.glob("assets/stylesheets/main.*.css")
    parts = sorted(own.glob("*.css"), key=lambda file: (file.stem != "base", file.stem.startswith("print"), file.name))
    lent = "".join(_used(_SOURCE_MAP.sub("", theme.read_text("utf-8"))))
    css = "\n".join((lent, *(_FOR_THOSE_WHO_WRITE.sub("", part.read_text("utf-8")) for part in parts)))
    signs = lender / ".icons" / "material"
    css = _without_unasked(css)
    return _SIGN.sub(lambda sign: shape((signs / f"{sign['name']}.svg").read_text("utf-8")), css)


def _without_unasked(css: str) -> str:
    """`css` less the pictures that a property holds for parts that our pages lack."""
    return _HELD.sub(lambda held: held[0] if f"var({held['name']})" in css else "", css)


def _used(css: str) -> Iterator[str]:
    """The rules of `css` that our pages use: three in four are for parts of the theme that they do not have."""
    for rule in _RULE.finditer(css):
        head, body = rule["head"], rule["body"]
        if head.startswith(("@media", "@supports")):
            inner = "".join(_used(body))
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@"):
            yield rule[0]
        else:
            kept = [each for each in _selectors(head) if not _UNUSED.search(each)]
            yield f"{','.join(kept)}{{{body}}}" if kept else ""


def _selectors(head: str) -> list[str]:
    """The selectors of a rule; a comma between brackets parts none."""
    return re.findall(r"(?:[^,()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", head)


def unpublished(look: Path) -> tuple[str, ...]:
    """How the addresses begin of what no page asks for; `look` is the folder of templates."""
    return (*NOT_PUBLISHED, *(f"{SCRIPTS}/{name}" for name in parts_of(look / SCRIPTS)))


def made(look: Path) -> Mapping[str, str]:
    """The files that are made of several in the folder of templates `look`, by address."""
    return {"assets/handbook.css": stylesheet(look / "styles"), f"{SCRIPTS}/{MAIN}": joined(look / SCRIPTS)}


def fetched(look: Path) -> Mapping[str, list[str]]:
    """For each moment at which scripts are fetched together, their addresses; `look` is the folder of templates."""
    inside = parts_of(look / SCRIPTS)
    needed = {moment: modules(look / SCRIPTS, entries) for moment, entries in ENTRIES.items()}
    return {moment: [f"{SCRIPTS}/{name}" for name in names if name not in inside] for moment, names in needed.items()}


def parts_of(folder: Path, whole: str = MAIN) -> tuple[str, ...]:
    """The scripts in `folder` that are published within the script `whole`: those that serve nothing but it.

    It imports each for what it does; they lie beside it, give nothing to others, and nothing else imports them.
    """
    texts = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.js")}
    asked = [_meant(name, each) for name in texts for each in _ASKED.findall(texts[name])]
    beside = (normpath(each["name"]) for each in _IMPORT.finditer(texts[whole]) if not each["names"])
    return tuple(
        name for name in beside if "/" not in name and asked.count(name) == 1 and not _GIVES.search(texts[name])
    )


def joined(folder: Path, whole: str = MAIN) -> str:
    """The script `whole` with its parts in it, each in a block of its own: a request for each would cost a phone more.

    Raises:
        ValueError: if two of them import different things under one name.
    """
    names = (*parts_of(folder, whole), whole)
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    wanted: dict[str, dict[str, None]] = {}
    for found in (found for text in texts.values() for found in _IMPORT.finditer(text)):
        if normpath(found["name"]) not in names:
            wanted.setdefault(found["name"], {}).update(dict.fromkeys(_words(found["names"] or "")))
    known = [name.split()[-1] for names_of in wanted.values() for name in names_of]
    if len(known) != len(set(known)):
        raise ValueError(f"two of {', '.join(names)} import different things under one name")
    *parts, own = (_IMPORT.sub("", text).strip() for text in texts.values())
    return "\n".join((*map(_import, wanted, wanted.values()), *(f"{{\n{part}\n}}" for part in parts), own, ""))


def _import(name: str, wanted: Iterable[str]) -> str:
    listed = ", ".join(wanted)
    return f'import {{ {listed} }} from "{name}";' if listed else f'import "{name}";'


def _words(listed: str) -> list[str]:
    """The names in `a, b as c`."""
    return [each.strip() for each in listed.split(",") if each.strip()]


def modules(folder: Path, entries: Iterable[str] = ENTRIES["scripts"]) -> tuple[str, ...]:
    """The scripts that `entries` need before they run, each followed by itself, as names in `folder`.

    What is loaded only when a reader acts is not among them.
    """
    return tuple(dict.fromkeys(name for entry in entries for name in _needed(folder, entry, ())))


def _meant(name: str, address: str) -> str:
    """The script that the one called `name` means by `address`."""
    return normpath(f"{dirname(name)}/{address}".lstrip("/"))


def _needed(folder: Path, name: str, above: tuple[str, ...]) -> Iterator[str]:
    text = (folder / name).read_text("utf-8")
    for found in _IMPORT.finditer(text):
        imported = _meant(name, found["name"])
        if imported not in above:
            yield from _needed(folder, imported, (*above, name))
    yield name
