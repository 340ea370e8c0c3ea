"""Defects of texts that chapters share: lines that get none, texts that nobody takes in, and mistakes within them.

A mistake in such a text is planted there by another class, and is to be told at each line that takes the text in.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from . import texts
from .classes import CLASSES, Class, Pair, inline, name_of, same, whole
from .constructs import WRAPPERS
from .handbook import fresh
from .tree import GUILTY, LANGUAGES, Line, Planted, Slot, Spot, Tree

_SAID = {"sv": "Så här gör alla lag.", "en": "This is what every team does."}
_AS_TEXT = (
    texts.link_to_missing_chapter,
    texts.link_to_missing_anchor,
    texts.link_in_wrong_case,
    texts.missing_image,
    texts.html_link_to_missing_chapter,
    texts.undefined_label,
    texts.undefined_footnote,
    texts.mistyped_address,
    texts.own_address,
    texts.unsafe_tag,
    texts.space_in_link,
    texts.not_a_link,
    texts.heading_without_id,
    texts.id_of_the_theme,
    texts.number_without_source,
    texts.unknown_citation,
    texts.forbidden_swedish,
    texts.unneeded_waiver,
)
"""Classes that are planted in shared texts, too."""


def _share(tree: Tree) -> Slot:
    """A text in both languages, and the place in it for more."""
    path = f"_shared/words-{tree.unique_letters()}"
    ends = {each: tree.add(f"docs/{each}/{path}.md", f"{_SAID[each]}\n")[-1] for each in LANGUAGES}
    return Slot(path, "", ends)


def _name(shared: Slot) -> str:
    return f"{shared.path.rpartition('/')[2]}.md"


def _take_in(tree: Tree, rng: Random, shared: Slot) -> dict[str, Line]:
    """The line of a new chapter that takes the text in, by file."""
    path, name = fresh(tree, rng), _name(shared)
    above, below = rng.choice(("", "Läs det här.\n\n", "- Papper.\n\n")), rng.choice(("", "\n\nOrd.", "\nOrd."))
    lines = {}
    for language in LANGUAGES:
        file = f"docs/{language}/{path}.md"
        written = tree.insert(file, tree.line(file, "## "), f'{above}--8<-- "{name}"{below}\n')
        lines[file] = next(line for line in written if line.text.startswith("--8<--"))
    return lines


def _within(tree: Tree, rng: Random, planted: Class) -> tuple[Slot, list[Planted]]:
    """A shared text with a defect of that class, and what is planted in it."""
    shared, slots = _share(tree), tree.slots
    tree.slots = [shared]
    try:
        return shared, planted.defect(tree, rng)
    finally:
        tree.slots = slots


def _in_shared_text(of: Class) -> Class:
    """The class whose defects are those `of` another one, in shared texts."""

    def defect(tree: Tree, rng: Random) -> list[Planted]:
        shared, within = _within(tree, rng, of)
        lines = [each for _time in range(rng.randint(1, 2)) for each in _take_in(tree, rng, shared).items()]
        return [
            Planted(each.rule, file, line)
            for each in within
            for file, line in lines
            if each.file.split("/")[1] == file.split("/")[1]
        ]

    def look_alike(tree: Tree, rng: Random) -> None:
        shared, slots = _share(tree), tree.slots
        tree.slots = [shared]
        of.look_alike(tree, rng)
        tree.slots = slots
        _take_in(tree, rng, shared)

    return Class(f"{of.name}-shared", of.rule, defect, look_alike)


def _of_texts() -> Iterator[Class]:
    named = {each.name: each for each in CLASSES}
    yield from (_in_shared_text(named[name_of(each)]) for each in _AS_TEXT)


CLASSES.extend(_of_texts())


def _taken_in(spot: Spot) -> str:
    """A line that takes in a text that is there."""
    shared = _share(spot.tree)
    other = next(each for each in LANGUAGES if each != spot.language)
    del spot.tree.files[f"docs/{other}/{shared.path}.md"]
    return f'ord.\n\n--8<-- "{_name(shared)}"\n\nOrd'


def _shown(spot: Spot) -> str:
    shown = ("```markdown\n{}\n```", "<!--\n{}\n-->", "`{}`", "Skriv {} på en rad.", "\\{}")
    return f"ord.\n\n{spot.rng.choice(shown)}\n\nOrd".replace("{}", '--8<-- "gone.md"')


@inline("missing-shared-text", among=(WRAPPERS[0],), hide=False, right=(_taken_in, _shown))
def missing_shared_text(spot: Spot) -> Pair:
    """A line that asks for a text that there is not, or that only the other language has."""
    shared = _share(spot.tree)
    del spot.tree.files[f"docs/{spot.language}/{shared.path}.md"]
    if spot.rng.random() < 0.5:
        return same(f'ord.\n\n{GUILTY}--8<-- "{_name(shared)}"\n\nOrd', f'ord.\n\n--8<-- "{_name(shared)}"\n\nOrd')
    del spot.tree.files[f"docs/{spot.other}/{shared.path}.md"]
    return same(f'ord.\n\n{GUILTY}--8<-- "{_name(shared)}"\n\nOrd', "ord.\n\nOrd")


def _used(tree: Tree, rng: Random) -> None:
    _take_in(tree, rng, _share(tree))


@whole("unused-shared-text", _used)
def unused_shared_text(tree: Tree, rng: Random) -> list[Planted]:
    """A text that chapters of one language take in no more, or that is only shown in code."""
    shared, language = _share(tree), rng.choice(LANGUAGES)
    for file, line in _take_in(tree, rng, shared).items():
        if file.startswith(f"docs/{language}/"):
            line.text = rng.choice(("", f"`{line.text}`", f"<!--\n{line.text}\n-->"))
    return [Planted("unused-shared-text", f"docs/{language}/{shared.path}.md")]


def _leads_one_way(tree: Tree, rng: Random) -> None:
    shared = _share(tree)
    there = rng.choice(tree.chapters)
    for language, end in shared.ends.items():
        tree.insert(f"docs/{language}/{shared.path}.md", end, f"\nLäs [kortet](../{there}.md#evidence) `[x](y.md)`.")
    _take_in(tree, rng, shared)


@whole("link-in-shared-text", _leads_one_way)
def link_in_shared_text(tree: Tree, rng: Random) -> list[Planted]:
    """A link in a shared text as chapters of one module would write it."""
    shared = _share(tree)
    lines = _take_in(tree, rng, shared)
    module = next(iter(lines)).split("/")[2]
    beside = [each for each in tree.chapters if each.startswith(f"{module}/")]
    name = rng.choice(beside or [f"{module}/index"]).rpartition("/")[2]
    for language, end in shared.ends.items():
        tree.insert(f"docs/{language}/{shared.path}.md", end, f"\nLäs [kortet]({name}.md).")
    return [Planted("link-in-shared-text", file, line) for file, line in lines.items()]
