"""docs/ → sources and assets, and findings about files that can be neither.

Nothing that this step refuses reaches the site: a link out of the folder, a file that is not text,
a file that the language plugin would drop without a word.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple

from . import drawings, preflight
from .finding import Finding, Place, Text
from .late import late
from .settings import LANGUAGES
from .sharing import FOLDER, is_shared

SHARED_FOLDER = "assets"
_DATA = (".yml", ".bib")
SHARED_FILES = frozenset({"references.bib", "terms.yml", "paths.yml", "redirects.yml"})

_BYTE_ORDER_MARK = "\ufeff"

# static-i18n takes a two-letter folder for a language, and drops what lies in one that is not built.
_LOCALE = late(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?")


class Folder(NamedTuple):
    """What docs/ holds. Paths are relative to docs/ and written with `/`."""

    sources: tuple[Text, ...]
    """The Markdown files of the language folders, and the data files that both languages share."""
    assets: frozenset[str]
    findings: tuple[Finding, ...]
    refused: frozenset[str]
    """What must not be built."""


Checked = Callable[[str, Callable[[], tuple[Finding, ...]]], tuple[Finding, ...]]
"""What is wrong with a file of which this is said, found by a function, or known from an earlier run."""


def read_folder(docs: Path, checked: Checked) -> Folder:
    """Read every file below `docs`; `checked` calls its second argument, or knows what it gives for the first.

    The signs of the chapters are looked at when these are rendered.
    """
    found = {path: _asked(f"{docs}/{path}") for path in sorted(_walk(docs))}
    alike = dict(_named_alike(list(found)))
    ordinary = [path for path, status in found.items() if path not in alike and not S_ISLNK(status.st_mode)]
    findings = list(preflight.names(ordinary))
    misnamed = {_path(finding) for finding in findings}
    published = [path for path in ordinary if path not in misnamed and not _misplaced(path) and not is_shared(path)]
    findings += preflight.addresses(published)
    bad = {_path(finding) for finding in findings}
    findings += preflight.chapters(path for path in published if path not in bad and "/" in path)
    findings += preflight.shared(
        each for each in ordinary if is_shared(each) and each not in bad and not _misplaced(each)
    )
    sources: list[Text] = []
    assets: set[str] = set()
    for path, status in found.items():
        problem = alike.get(path) or _misplaced(path) or _irregular(path, status.st_mode)
        if problem:
            findings.append(problem)
            bad.add(path)
            continue
        problems, source = _read(f"{docs}/{path}", status.st_size, path)
        findings += problems
        if source and (path in bad or not is_chapter(path)):
            about = f"{path}\n{len(problems)}\n{source.text}"
            findings += checked(about, partial(_flaws, source, sound=not problems))
        if source and path not in bad and path.endswith((".md", *SHARED_FILES)):
            sources.append(source)
        elif path not in bad and not path.endswith(".md"):
            assets.add(path)
        if not source and preflight.is_text(path):
            bad.add(path)
    return Folder(tuple(sources), frozenset(assets), tuple(findings), frozenset(bad))


def _asked(file: str) -> os.stat_result:
    """What the system says of `file`, asked once; of one that is gone meanwhile, that it is nothing."""
    try:
        return os.lstat(file)
    except OSError:
        return os.stat_result([0] * 10)


def is_chapter(path: str) -> bool:
    """Whether the file is a chapter in some language; `path` is relative to docs/."""
    return path.endswith(".md") and path.partition("/")[0] in LANGUAGES and not is_shared(path)


def _path(finding: Finding) -> str:
    return finding.place.file.removeprefix("docs/")


def _read(file: str, size: int, path: str) -> tuple[list[Finding], Text | None]:
    """What is wrong with the bytes of `file`, and its text if it is one that can be read."""
    if findings := list(preflight.size(path, size)):
        return findings, None
    try:
        with open(file, "rb") as opened:  # noqa: PTH123  (there are hundreds, and a Path of each takes its time)
            data = opened.read()
    except OSError as error:
        reason = error.strerror or "the system does not say why"
        hint = "let everybody read it, or put it in again"
        return [Finding(Place(f"docs/{path}"), "file-name", f"cannot be opened: {reason}", hint)], None
    findings += preflight.pointer(path, data)
    if not preflight.is_text(path):
        return findings, None
    source = _decode(data, path)
    if isinstance(source, Finding):
        return [source], None
    return [*findings, *preflight.line_ends(path, data)], source


def _flaws(source: Text, *, sound: bool) -> tuple[Finding, ...]:
    """What is wrong with a text that can be read; what is not `sound`, or only points to a text, is no drawing."""
    fences = preflight.fences(source) if source.file.endswith(".md") else ()
    found = (*preflight.text(source), *fences)
    drawn = source.file.lower().endswith(".svg") and sound and not found
    return tuple(drawings.flaws(source)) if drawn else found


def _walk(docs: Path) -> Iterator[str]:
    """Every file, and every symbolic link whether it leads to a file or a folder."""
    for folder, folders, names in os.walk(docs):
        here = Path(folder)
        path = here.relative_to(docs).as_posix()
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links and not name.startswith(".")]
        for name in (*links, *names):
            if preflight.is_seen(name):
                yield name if path == "." else f"{path}/{name}"


def _named_alike(paths: list[str]) -> Iterator[tuple[str, Finding]]:
    alike: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths, key=lambda path: (path != path.lower(), path)):
        alike[path.casefold()].append(path)
    for first, *others in alike.values():
        for other in others:
            yield (
                other,
                Finding(
                    Place(f"docs/{other}"),
                    "case-collision",
                    f"has the same name as docs/{first} but for capital letters",
                    "Windows and macOS keep only one of them: take this one away, or give it another name",
                ),
            )


def _misplaced(path: str) -> Finding | None:
    top, _, rest = path.partition("/")
    if preflight.is_left_behind(name := path.rpartition("/")[2]):
        return None  # to take it away is enough
    if name.startswith("."):
        message, hint = "begins with a dot, and so is left out", "take the dot away, or the file"
        return Finding(Place(f"docs/{path}"), "dropped-file", message, hint)
    if top in LANGUAGES and is_shared(path) and not (name.endswith(".md") and rest == f"{FOLDER}/{name}"):
        text = name.endswith(".md")
        where = f"docs/{top}/{FOLDER}/"
        message = (
            f"lies in a folder within {where}, where no line looks for it"
            if text
            else (f"lies in {where}, which holds the texts that chapters share and nothing else")
        )
        hint = f"move it into {where} itself" if text else "move it into docs/assets/"
        return Finding(Place(f"docs/{path}"), "dropped-file", message, hint)
    if top in LANGUAGES and name.lower().endswith(_DATA):
        message = f"is read by nobody here: the handbook's own are docs/{', docs/'.join(sorted(SHARED_FILES))}"
        return Finding(Place(f"docs/{path}"), "dropped-file", message, "move what it says into one of them")
    if top in LANGUAGES or top == SHARED_FOLDER or path in SHARED_FILES:
        return _dotted(path)
    if not rest:
        message, hint = "lies outside the language folders", "move it into docs/sv/, docs/en/ or docs/assets/"
    elif _LOCALE.fullmatch(top):
        message = f"lies in docs/{top}/, which would be taken for a language and dropped without a word"
        hint = "rename the folder, or move the file into docs/assets/"
    else:
        message, hint = f"lies in docs/{top}/, which no language has", "move it into docs/assets/ or a module"
    return Finding(Place(f"docs/{path}"), "dropped-file", message, hint)


def _dotted(path: str) -> Finding | None:
    stem, _, middle = path.rpartition("/")[2].removesuffix(".md").rpartition(".")
    if not (stem and _LOCALE.fullmatch(middle) and path.endswith(".md")):
        return None
    return Finding(
        Place(f"docs/{path}"),
        "dropped-file",
        f"ends in .{middle}.md, which would be taken for a language and dropped or renamed",
        f"name it {stem}-{middle}.md",
    )


def _irregular(path: str, mode: int) -> Finding | None:
    if S_ISLNK(mode):
        message = "is a symbolic link, which Windows and the published site do not follow"
        return Finding(Place(f"docs/{path}"), "symlink", message, "put the file itself here")
    if not S_ISREG(mode):
        message = "is no ordinary file: reading it might never end"
        return Finding(Place(f"docs/{path}"), "file-name", message, "take it away")
    return None


def _decode(data: bytes, path: str) -> Text | Finding:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        return Finding(
            Place(f"docs/{path}", before.count(b"\n") + 1, column),
            "not-utf8",
            f"is not UTF-8 text: the byte 0x{data[error.start]:02x} stands here",
            "save the file again with the encoding UTF-8",
        )
    return Text(f"docs/{path}", _lines(text.removeprefix(_BYTE_ORDER_MARK)))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
