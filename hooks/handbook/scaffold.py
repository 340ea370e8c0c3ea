"""What the verbs write into the handbook: a new chapter, the mark of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from .late import late
from .model import Chapter, Handbook
from .settings import LANGUAGES, SOURCE

_TEMPLATES = Path(__file__).parent.parent.parent / "scripts" / "templates"
_PATH = late(r"(?P<module>[a-z][a-z0-9-]*)/(?P<name>[a-z][a-z0-9-]*)")


class Refused(Exception):
    """Why nothing was written, in one line."""


def new_chapter(handbook: Handbook, path: str, kind: str, today: date) -> Mapping[str, str]:
    """The files of a new chapter of type `kind` at `path`, and mkdocs.yml with its line in the menu.

    Returns:
        Each file's path relative to the project, and its text.

    Raises:
        Refused: if the path is not `module/name`, the module unknown, or the chapter there already.
    """
    found = _PATH.fullmatch(path)
    if not found or found["name"] == "index":
        raise Refused(f"{path} is no chapter's path: write module/name in English, lower case, with hyphens.")
    if path in handbook.chapters:
        raise Refused(f"{handbook.chapters[path].page(SOURCE).file} exists already.")
    module_there(handbook, found["module"])
    title = found["name"].replace("-", " ").capitalize()
    texts = {language: (_TEMPLATES / f"{kind}.{language}.md").read_text("utf-8") for language in LANGUAGES}
    files = {
        f"docs/{language}/{path}.md": text.replace("TITLE", title).replace("TODAY", today.isoformat())
        for language, text in texts.items()
    }
    return {**files, "mkdocs.yml": _with_entry(handbook, found["module"], path)}


def module_there(handbook: Handbook, module: str) -> None:
    """Nothing, if there is a module of that name.

    Raises:
        Refused: if there is none, with the one that was meant.
    """
    if module not in handbook.modules:
        near = get_close_matches(module, handbook.modules, 1)
        guess = f"Did you mean {near[0]}?" if near else "The modules are: " + ", ".join(handbook.modules)
        raise Refused(f"There is no module {module}. {guess}")


def translated(handbook: Handbook, paths: Iterable[str]) -> Mapping[str, str]:
    """The English files of `paths`, marked as made from the present Swedish text.

    Returns:
        Each changed file's path relative to the project, and its text.

    Raises:
        Refused: if a path names no chapter.
    """
    files: dict[str, str] = {}
    for path in paths:
        chapter = handbook.chapters.get(path)
        if chapter is None:
            near = get_close_matches(path, handbook.chapters, 1)
            raise Refused(f"There is no chapter {path}." + (f" Did you mean {near[0]}?" if near else ""))
        if changed := _marked(chapter):
            files[chapter.pages["en"].file] = changed
    return files


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write `files` below the folder `root`."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _with_entry(handbook: Handbook, module: str, path: str) -> str:
    lines = (handbook.settings.root / "mkdocs.yml").read_text("utf-8").splitlines(keepends=True)
    last = max(entry.place.line for entry in handbook.navigation if entry.path.startswith(f"{module}/"))
    indent = re.match(r"\s*", lines[last - 1])
    lines.insert(last, f"{indent[0] if indent else ''}- {path}.md\n")
    return "".join(lines)


def _marked(chapter: Chapter) -> str:
    """The English page's text with the Swedish page's fingerprint, or nothing if it has it already."""
    page, source = chapter.pages.get("en"), chapter.pages.get(SOURCE)
    if not page or not source or page.meta.translated_from == source.fingerprint or not page.body_offset:
        return ""
    line = f'translated_from: "{source.fingerprint}"\n'
    head = re.sub(r"^translated_from:.*\n", "", page.source.text[: page.body_offset], flags=re.MULTILINE)
    return re.sub(r"---[ \t]*\n?\Z", lambda end: line + end[0], head) + page.whole.written
