"""Names of chapters and sections that were written wrongly, or have moved, and the one that each stands for now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..checks.redirects import is_there
from ..content import Page
from ..editing import Edit, at_place
from ..finding import Finding, Text
from ..model import Handbook
from ..settings import LANGUAGES, SOURCE


@dataclass(frozen=True)
class Section:
    """A chapter, or a section of it, as the readers of one language get it."""

    path: str
    id: str = ""


@dataclass(frozen=True)
class Names:
    """What there is to lead to, in a handbook some of whose ids get other names."""

    handbook: Handbook
    renamed: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """New ids, by language, chapter and the id that it is now."""

    def now(self, language: str, section: Section) -> Section | None:
        """What `section` leads readers of `language` to: itself, what it has become, or itself in other letters.

        Nothing if there is no such thing, or if there are several.
        """
        for _step in range(len(self.handbook.redirects.entries) + 1):
            found = self._there(language, section)
            if found:
                return found
            moved = self._moved(section)
            if moved is None:
                break
            section = moved
        return None

    def _there(self, language: str, section: Section) -> Section | None:
        path = only(self.handbook.chapters, section.path)
        page = self._page(language, path)
        if page is None or not section.id:
            return Section(path) if page else None
        ids = self.handbook.ids(page)
        if f"{path}#{section.id}" in self.handbook.redirects.targets and section.id not in ids:
            return None
        identity = only(ids, section.id)
        renamed = self.renamed.get((page.language, path, identity), identity)
        return Section(path, renamed) if identity else None

    def _page(self, language: str, path: str) -> Page | None:
        """The page that readers of `language` get: a chapter that is in Swedish only is shown in Swedish."""
        pages = self.handbook.pages
        return pages.get((language, path)) or pages.get((SOURCE, path))

    def _moved(self, section: Section) -> Section | None:
        """One step along the redirects."""
        targets = self.handbook.redirects.targets
        if section.id and (there := targets.get(f"{section.path}#{section.id}")):
            path, _, identity = there.partition("#")
            return Section(path, identity)
        if there := targets.get(section.path):
            path, _, identity = there.partition("#")
            return None if identity and section.id else Section(path, identity or section.id)
        return None


def relation(names: Names, finding: Finding) -> Iterator[Edit]:
    """An item of `needs` or `uses` that names no chapter."""
    for page in names.handbook.pages.values():
        for kind in ("needs", "uses") if page.file == finding.place.file else ():
            listed: tuple[str, ...] = getattr(page.meta, kind)
            for at, name in enumerate(listed):
                if page.meta.places.get(f"{kind}.{at}") == finding.place:
                    meant = _chapter(names, name)
                    if meant and meant not in (page.path, *listed):
                        yield at_place(page.source, finding.place, name, meant)


def entry(names: Names, finding: Finding, menu: Text) -> Iterator[Edit]:
    """A line of the menu that names no chapter."""
    listed = [each.path for each in names.handbook.navigation]
    for each in names.handbook.navigation:
        meant = _chapter(names, each.path) if each.place == finding.place else ""
        if meant and f"{meant}.md" not in listed:
            yield at_place(menu, each.place, each.path, f"{meant}.md")


def redirect(names: Names, finding: Finding) -> Iterator[Edit]:
    """A redirect to what is itself redirected, which is to lead where the last one does."""
    redirects = names.handbook.redirects
    for each in redirects.entries:
        trail = redirects.trail(each.source)
        leads_on = len(trail) > 2 and trail[-1] not in trail[:-1]
        if each.target_place == finding.place and leads_on and is_there(names.handbook, trail[-1]):
            yield at_place(redirects.text, each.target_place, each.target, trail[-1])


def _chapter(names: Names, name: str) -> str:
    """The chapter that a name such as `a/Old`, `a/old.md` or `sv/a/old` stands for."""
    first, _, rest = name.removesuffix(".md").partition("/")
    path = rest if first in LANGUAGES else name.removesuffix(".md")
    found = names.now(SOURCE, Section(path))
    return found.path if found else ""


def only(there_is: Iterable[str], name: str) -> str:
    """`name` if it is there, or else the only one that differs from it in capital letters alone."""
    alike = {each for each in there_is if each.casefold() == name.casefold()}
    if name in alike:
        return name
    return alike.pop() if len(alike) == 1 else ""
