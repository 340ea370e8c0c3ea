"""A clean handbook of any size, in two languages, as real chapters look; the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from posixpath import dirname, relpath
from random import Random

from handbook.frontmatter import KEYS
from handbook.markup import REFERENCES, TERMS

from .tree import LANGUAGES, NAVIGATION, Line, Slot, Tree, in_letters

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "https://handbook.example/"
WORKS = ("larsson2021debrief", "berg2019distance", "nilsen2016teams")
PROGRAMME_WORK = "institute2014programme"
UNSEEN_WORKS = ("lind1999memory", "ek2003shelf")
FIGURES = ("flow.svg", "tavla-åäö.svg", "roles.svg")
DOWNLOADS = ("sheet.xlsx", "card.pdf", "film.mp4")
FORBIDDEN = {
    "sv": ("pulstavla", "uppstartsmöte", "ställtidskort", "förlängd arm"),
    "en": ("pulse boardlet", "start-up meet", "setup cardlet", "long arm"),
}
MODULES = ("coach-role", "distance-pedagogy", "leader-support", "start-programme", "toolbox", "evaluation")
PATHS = "docs/paths.yml"

Both = tuple[str, str]
"""The same thing in Swedish and in English."""

_SENTENCES: tuple[Both, ...] = (
    ("Ställ er vid tavlan och börja med det som hände i går.", "Stand by the board and begin with yesterday."),
    ("Fråga först, och vänta tills någon svarar.", "Ask first, and wait until somebody answers."),
    ("Nyckelpersonen skriver, du håller tiden.", "The key person writes, you keep the time."),
    ("Om nätet ligger nere ringer ni i stället.", "If the network is down, use the telephone instead."),
    ("Skriv vem som gör vad, och till vilken dag.", "Write who does what, and by which day."),
    ("Skyddsombudet får bladet innan mötet börjar.", "The safety representative has the sheet before you begin."),
    ("Lagledaren talar sist, annars följer de andra efter.", "The team leader speaks last, or the rest will follow."),
    ("Räkna bara det som ni har sett med egna ögon.", "Count only what you have seen with your own eyes."),
    ("En fara stoppar mötet genast.", "A danger stops the meeting at once."),
    ("Säg tack, och svara inte än.", "Say thank you, and do not answer yet."),
    ("Häng upp bladet där alla går förbi.", "Hang the sheet where everyone passes."),
    ("Gå till platsen innan ni bestämmer något.", "Go to the place before you decide anything."),
    ("Låt den som gör arbetet visa hur det går till.", "Let whoever does the work show how it is done."),
    ("Det som sägs i rummet stannar i rummet.", "What is said in the room stays in the room."),
    ("Två frågor räcker, om de är öppna.", "Two questions are enough, if they are open."),
    ("Boka nästa tid innan ni skiljs åt.", "Book the next time before you part."),
    ("Pröva i liten skala, och bara en sak i taget.", "Try on a small scale, and one thing at a time."),
    ("Ingen jämför människor, bara sätt att arbeta.", "Nobody compares people, only ways of working."),
    ("Kaffet kan vänta, avlösningen kan det inte.", "Coffee can wait, the stand-in cannot."),
    ("Rita vägen som delen går genom verkstaden.", "Draw the way that the part takes through the works."),
)
_ITEMS: tuple[Both, ...] = (
    ("papper och pennor", "paper and pens"),
    ("tavlan i hallen", "the board in the hall"),
    ("en klocka som alla ser", "a clock that everyone sees"),
    ("listan över faror", "the list of dangers"),
    ("ett tyst rum", "a quiet room"),
    ("förra veckans blad", "last week’s sheet"),
)
_TITLES: dict[str, Both] = {
    "in-a-minute": ("På en minut", "In a minute"),
    "before": ("Före", "Before"),
    "run-sheet": ("Körschema", "Run sheet"),
    "question-bank": ("Frågebank", "Question bank"),
    "worksheets": ("Arbetsblad", "Worksheets"),
    "observation-sheet": ("Observationsprotokoll", "Observation sheet"),
    "forms": ("På plats, hybrid, distans", "On site, hybrid, remote"),
    "measures": ("Mått", "Measures"),
    "pitfalls": ("Fallgropar", "Pitfalls"),
    "assignment": ("Uppdrag", "Assignment"),
    "work-environment-check": ("Arbetsmiljökoll", "Work environment check"),
    "after": ("Efter", "After"),
    "evidence": ("Underlag", "Evidence"),
    "see-also": ("Se även", "See also"),
    "front": ("Framsida", "Front"),
    "back": ("Baksida", "Back"),
}
SECTIONS = {
    "guide": tuple(each for each in _TITLES if each not in ("front", "back")),
    "method": ("in-a-minute", "before", "forms", "evidence", "see-also"),
    "background": ("in-a-minute", "evidence", "see-also"),
    "card": ("front", "back", "evidence"),
}
_KINDS = ("guide", "method", "card", "background", "method")


def handbook(rng: Random, chapters: int, size: int = 0) -> Tree:
    """A clean handbook of `chapters` chapters, each of at least `size` characters in Swedish."""
    tree = Tree()
    _shared(tree)
    names = [(_module(at), f"chapter-{in_letters(at)}", _KINDS[at % len(_KINDS)]) for at in range(chapters)]
    modules = list(dict.fromkeys([*MODULES, *(module for module, _name, _kind in names)]))
    _navigation(tree, modules)
    for module in modules:
        _landing(tree, module)
    tree.chapters = [f"{module}/{name}" for module, name, _kind in names]
    kinds = {f"{module}/{name}": kind for module, name, kind in names}
    for path, kind in kinds.items():
        add_chapter(tree, rng, path, kind, size=size, uses=_card_for(path, kinds), open_to_plants=True)
    _lists(tree, rng)
    add_path(tree, tree.chapters[:5])
    return tree


def add_chapter(
    tree: Tree,
    rng: Random,
    path: str,
    kind: str,
    *,
    size: int = 0,
    uses: Sequence[str] = (),
    front: dict[str, str] | None = None,
    open_to_plants: bool = False,
) -> None:
    """Put in a chapter in both languages, in the menu and in the list on its module's page."""
    sections = [(section, _section(tree, rng, path, section)) for section in SECTIONS[kind]]
    while sum(len(sv) for _section, (sv, _en) in sections) < size:
        at = rng.randrange(1, len(sections)) if kind != "card" else 0
        section, (sv, en) = sections[at]
        more = _block(tree, rng, path)
        sections[at] = (section, (f"{sv}\n\n{more[0]}", f"{en}\n\n{more[1]}"))
    keys = _keys(kind, uses) | (front or {})
    for at, language in enumerate(LANGUAGES):
        lines = tree.add(f"docs/{language}/{path}.md", _front_matter(path, language, keys))
        for section, texts in sections:
            title = _TITLES[section][at]
            written = f"## {title} {{#{section}}}\n\n{texts[at]}\n"
            lines += [Line(line) for line in written.split("\n")]
    if open_to_plants:
        tree.slots += [_slot(tree, path, section) for section, _texts in sections if section != "see-also"]
    _list(tree, path)


def fresh(tree: Tree, rng: Random, kind: str = "method", **more: object) -> str:
    """A new chapter that no one else changes, and the way to it; its path is returned."""
    module = rng.choice(MODULES[:5])
    path = f"{module}/{rng.choice(('visit', 'round', 'talk', 'walk'))}-{tree.unique_letters()}"
    add_chapter(tree, rng, path, kind, **more)  # type: ignore[arg-type]
    return path


def add_path(tree: Tree, chapters: Sequence[str]) -> list[Line]:
    """A learning path through `chapters`, one on each line; its lines are returned."""
    number = tree.unique()
    head = (f"  - id: path-{number}", "    title: {sv: Väg, en: Path}", "    for: {sv: För dig., en: For you.}")
    lines = [Line(line) for line in (*head, "    chapters:", *(f"      - {chapter}" for chapter in chapters))]
    tree.files[PATHS] += lines
    return lines


def _slot(tree: Tree, path: str, section: str) -> Slot:
    """The empty line that ends a section, in both languages."""
    ends: dict[str, Line] = {}
    for language in LANGUAGES:
        lines = tree.files[f"docs/{language}/{path}.md"]
        at = next(at for at, line in enumerate(lines) if line.text.endswith(f"{{#{section}}}"))
        following = (at for at in range(at + 1, len(lines)) if lines[at].text.startswith("## "))
        ends[language] = lines[next(following, len(lines)) - 1]
    return Slot(path, section, ends)


def _module(at: int) -> str:
    # As many chapters in a module as the real ones have, however large the handbook grows.
    number = at // 12
    return MODULES[number] if number < 5 else f"module-{in_letters(number)}"


def _card_for(path: str, kinds: dict[str, str]) -> list[str]:
    """Each guide uses the card that comes two chapters after it; the last cards find the nearest guide."""
    paths = list(kinds)
    at = paths.index(path)
    if kinds[path] == "guide":
        return [each for each in paths[at : at + 5] if kinds[each] == "card"]
    return []


def _keys(kind: str, uses: Sequence[str]) -> dict[str, str]:
    keys = {"type": kind, "state": "draft", "evidence": "practice"}
    if kind == "guide":
        keys |= {"minutes": "60", "roles": "[coach, key-person]", "forms": "[on-site, hybrid, remote]"}
    return keys | {"needs": "[]", "uses": f"[{', '.join(uses)}]", "reviewed": "2026-11-23"}


def _front_matter(path: str, language: str, keys: dict[str, str]) -> str:
    title, description = ("Kapitlet", "Led mötet så att") if language == "sv" else ("The chapter", "Lead it so that")
    said = {"title": f"{title} {path}", "description": f"{description} {path.rpartition('/')[2]}."}
    said |= {key: keys[key] for key in KEYS if key in keys} if language == "sv" else {}
    return "\n".join(("---", *(f"{key}: {value}" for key, value in said.items()), "---", ""))


def _landing(tree: Tree, module: str) -> None:
    for at, language in enumerate(LANGUAGES):
        words = ("Modulens kapitel, i den ordning de läses.", "The chapters, in the order they are read.")[at]
        title = f"{module} ({language})"
        text = f"---\ntitle: {title}\ndescription: {words}\n---\n\n{words}\n\n<!-- handbook: module-chapters -->\n"
        tree.add(f"docs/{language}/{module}/index.md", text)


def _lists(tree: Tree, rng: Random) -> None:
    for path, name in ((TERMS, "terms"), (REFERENCES, "references")):
        add_chapter(tree, rng, path, "background")
        for language in LANGUAGES:
            file = f"docs/{language}/{path}.md"
            tree.insert(file, tree.files[file][-1], f"<!-- handbook: {name} -->\n")


def _list(tree: Tree, path: str) -> None:
    """A line in the menu, and one on the module's page in each language."""
    module, name = dirname(path), path.rpartition("/")[2]
    last = [line for line in tree.files[NAVIGATION] if line.text.startswith(f"      - {module}/")][-1]
    at = tree.files[NAVIGATION].index(last)
    tree.files[NAVIGATION].insert(at + 1, Line(f"      - {path}.md"))
    for language in LANGUAGES:
        file = f"docs/{language}/{module}/index.md"
        tree.insert(file, tree.line(file, "<!-- handbook"), f"- [{name}]({name}.md)\n")


def _navigation(tree: Tree, modules: Sequence[str]) -> None:
    nav = "".join(f"  - {module}:\n      - {module}/index.md\n" for module in modules)
    tree.add(NAVIGATION, f"site_url: {ADDRESS}\nsite_name: Bench\nnav:\n  - index.md\n{nav}\n{extensions()}")
    links = "\n".join(f"- [{module}]({module}/index.md)" for module in modules)
    for language in LANGUAGES:
        front = "---\ntitle: Hem\ndescription: Var allt finns.\n---\n"
        tree.add(f"docs/{language}/index.md", f"{front}\n{links}\n")


def extensions() -> str:
    """The `markdown_extensions` of the project's own mkdocs.yml, word for word."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", settings, re.MULTILINE)
    assert found, "mkdocs.yml has no markdown_extensions"
    return found[0]


def _shared(tree: Tree) -> None:
    entries = [_work(key, "article", "seen") for key in WORKS]
    entries.append(_work(PROGRAMME_WORK, "article", "second-hand", "programme, sv, further"))
    entries += [_work(key, "article", "memory") for key in UNSEEN_WORKS]
    tree.add("docs/references.bib", "% The works cited.\n\n" + "\n".join(entries))
    tree.add("docs/terms.yml", _terms())
    tree.add(PATHS, "# Who reads what.\npaths:")
    for name in FIGURES:
        text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n  <title>{name}</title>\n</svg>\n'
        tree.add(f"docs/assets/figures/{name}", text)
    for name in DOWNLOADS:
        tree.assets[f"docs/assets/{name}"] = name.encode()


def _work(key: str, kind: str, verified: str, keywords: str = "tool, further") -> str:
    fields = f"author = {{Svensson, Eva and Åberg, Jan}},\n  title = {{On {key}}},\n  journal = {{Journal of Work}}"
    rest = f"year = {{2021}},\n  keywords = {{{keywords}}},\n  verified = {{{verified}}}"
    return f"@{kind}{{{key},\n  {fields},\n  {rest},\n}}\n"


def _terms() -> str:
    lines = ["groups:", "  - id: work", "    title: {sv: Arbete, en: Work}", "    terms:"]
    for at, (sv, en) in enumerate(zip(FORBIDDEN["sv"], FORBIDDEN["en"], strict=True)):
        names = f"id: term-{at}, sv: rätt ord {at}, en: right word {at}, seen: true"
        lines.append(f"      - {{{names}, avoid: {{sv: [{sv}], en: [{en}]}}}}")
    return "\n".join((*_NEVER, *lines)) + "\n"


_NEVER = (
    "never:",
    "  - id: pyramid",
    "    says: {sv: [inlärningspyramid, lärstil], en: [learning pyramid, learning style]}",
    "    because: it is a myth",
    "  - id: numbers",
    "    says: {sv: [95 % + överföra, 7/38/55], en: [95 % + transfer, 7/38/55]}",
    "    because: nobody has measured it",
)


def _section(tree: Tree, rng: Random, path: str, section: str) -> Both:
    if section == "run-sheet":
        return _run_sheet()
    if section == "forms":
        return _forms(rng)
    if section == "see-also":
        return _see_also(tree, rng, path)
    first, second = _paragraph(tree, rng, path), _block(tree, rng, path)
    return f"{first[0]}\n\n{second[0]}", f"{first[1]}\n\n{second[1]}"


def _block(tree: Tree, rng: Random, path: str) -> Both:
    """Something of what chapters hold, with a sentence after it, so that lists do not run together."""
    made, end = rng.choice(_BLOCKS)(tree, rng, path), rng.choice(_SENTENCES)
    return f"{made[0]}\n\n{end[0]}", f"{made[1]}\n\n{end[1]}"


def _paragraph(_tree: Tree, rng: Random, _path: str) -> Both:
    chosen = rng.sample(_SENTENCES, 3)
    return "\n".join(sv for sv, _en in chosen), "\n".join(en for _sv, en in chosen)


def _listed(sign: str) -> Callable[[Tree, Random, str], Both]:
    def block(_tree: Tree, rng: Random, _path: str) -> Both:
        chosen = rng.sample(_ITEMS, 4)
        return "\n".join(f"{sign} {sv}" for sv, _en in chosen), "\n".join(f"{sign} {en}" for _sv, en in chosen)

    return block


def _table(_tree: Tree, rng: Random, _path: str) -> Both:
    rows = rng.sample(_ITEMS, 3)
    sv = "| Vad | Vem | När |\n|---|---|---|\n" + "\n".join(f"| {row[0]} | laget | varje dag |" for row in rows)
    en = "| What | Who | When |\n|---|---|---|\n" + "\n".join(f"| {row[1]} | the team | daily |" for row in rows)
    return sv, en


def _box(_tree: Tree, rng: Random, _path: str) -> Both:
    said = rng.choice(_SENTENCES)
    kind = rng.choice(("note", "tip", "warning"))
    return f'!!! {kind} "Kom ihåg"\n\n    {said[0]}', f'!!! {kind} "Remember"\n\n    {said[1]}'


def _details(_tree: Tree, rng: Random, _path: str) -> Both:
    said = rng.choice(_SENTENCES)
    form = '??? example "{}"\n\n    ```text\n    {}\n    Hej [namn], se [bladet](saknas.md).\n    ```'
    return form.format("Påhittat exempel", said[0]), form.format("Invented example", said[1])


def _quote(_tree: Tree, rng: Random, _path: str) -> Both:
    said = rng.choice(_SENTENCES)
    return f"> ”{said[0]}”", f"> ‘{said[1]}’"


def _figure(_tree: Tree, rng: Random, path: str) -> Both:
    there = relpath(f"assets/figures/{rng.choice(FIGURES)}", f"sv/{dirname(path)}")
    return f"![Vägen i bild.]({there}){{ .figure }}", f"![The way, drawn.]({there}){{ .figure }}"


def _cited(_tree: Tree, rng: Random, _path: str) -> Both:
    key = rng.choice(WORKS)
    sv = f"Genomgångar hjälper (d = 0,79 i 61 studier; hur många som gäller industrin sägs inte) [@{key}]."
    en = f"Debriefs help (d = 0.79 over 61 studies; how many are from industry is not said) [@{key}]."
    return sv, en


def _linked(tree: Tree, rng: Random, path: str) -> Both:
    there = relpath(f"{rng.choice(tree.chapters)}.md", dirname(path))
    anchor = "#evidence" if rng.random() < 0.5 else ""
    site = "[sidan](https://example.org/a?b=1)"
    return f"Läs [mer här]({there}{anchor}) och på {site}.", f"Read [more here]({there}{anchor}) and on {site}."


def _defined(_tree: Tree, rng: Random, _path: str) -> Both:
    said = rng.choice(_SENTENCES)
    return f"Tavlan\n:   {said[0]}", f"The board\n:   {said[1]}"


def _forms(rng: Random) -> Both:
    said = rng.sample(_SENTENCES, 3)
    labels = (("På plats", "On site"), ("Hybrid", "Hybrid"), ("Distans", "Remote"))
    sv = (f'=== "{label[0]}"\n\n    {each[0]}' for label, each in zip(labels, said, strict=True))
    en = (f'=== "{label[1]}"\n\n    {each[1]}' for label, each in zip(labels, said, strict=True))
    return "\n\n".join(sv), "\n\n".join(en)


def _run_sheet() -> Both:
    rows = ((5, 1, "Öppna", "Open"), (25, 1, "Gör", "Do"), (20, 0, "Pröva", "Try"), (10, 0, "Spara", "Spare"))
    sv = "\n".join(f"| {row[0]} | **{'Kärna' if row[1] else 'Välj'}** {row[2]} | Säg till. |" for row in rows)
    en = "\n".join(f"| {row[0]} | **{'Core' if row[1] else 'Choose'}** {row[3]} | Say so. |" for row in rows)
    return f"| Min | Del | Du gör |\n|---|---|---|\n{sv}", f"| Min | Part | You do |\n|---|---|---|\n{en}"


def _see_also(tree: Tree, rng: Random, path: str) -> Both:
    chosen = rng.sample(tree.chapters, min(3, len(tree.chapters)))
    lines = [f"- [{each}]({relpath(f'{each}.md', dirname(path))})" for each in chosen if each != path]
    text = "\n".join(lines) or "- [index](index.md)"
    return text, text


_BLOCKS: tuple[Callable[[Tree, Random, str], Both], ...] = (
    _paragraph,
    _listed("-"),
    _listed("1."),
    _listed("- [ ]"),
    _table,
    _box,
    _details,
    _quote,
    _figure,
    _cited,
    _linked,
    _defined,
)
