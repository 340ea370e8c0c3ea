"""Defects that are more than a text: front matter, relations, the menu, frames, files, names and bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from handbook.frontmatter import KEYS

from .classes import LookAlike, whole
from .handbook import FIGURES, MODULES, PATHS, WORKS, add_chapter, add_path, fresh
from .tree import GUILTY, LANGUAGES, NAVIGATION, Line, Planted, Tree, guilty

Change = Callable[[Tree, Random, str], None]


def _file(path: str, language: str = "sv") -> str:
    return f"docs/{language}/{path}.md"


def _nothing(_tree: Tree, _rng: Random, _path: str) -> None:
    return


def _chapter(change: Change = _nothing, kind: str = "method", **more: object) -> LookAlike:
    """A look-alike: a chapter of its own, changed in a way that is right."""

    def look_alike(tree: Tree, rng: Random) -> None:
        change(tree, rng, fresh(tree, rng, kind, **more))

    return look_alike


def _at(tree: Tree, rule: str, file: str, start: str) -> list[Planted]:
    """The finding stands on the line that begins with `start`."""
    return [Planted(rule, file, tree.line(file, start))]


def _both(rule: str, path: str) -> list[Planted]:
    return [Planted(rule, _file(path, language)) for language in LANGUAGES]


def _set(tree: Tree, path: str, key: str, value: str, language: str = "sv") -> Line:
    """Give a key of the front matter another value."""
    line = tree.line(_file(path, language), f"{key}:")
    line.text = f"{key}: {value}"
    return line


def _add(tree: Tree, path: str, key: str, value: str, language: str = "sv") -> Line:
    """Put a key into the front matter, where it belongs; one that there is not comes first."""
    file = _file(path, language)
    later = KEYS[KEYS.index(key) + 1 :] if key in KEYS else ("title",)
    lines = tree.files[file]
    end = next(at for at, line in enumerate(lines) if at and line.text == "---")
    before = next((line for line in lines[:end] if line.text.partition(":")[0] in later), lines[end])
    return tree.insert(file, before, f"{key}: {value}")[0]


def _text(tree: Tree, file: str, text: str, after: str = "## ") -> list[Line]:
    """Put lines before the first heading."""
    return tree.insert(file, tree.line(file, after), f"{text}\n")


def _menu(tree: Tree, path: str) -> Line:
    return tree.line(NAVIGATION, f"- {path}.md")


# --- front matter ---------------------------------------------------------------------------------------------


def _values(tree: Tree, rng: Random, path: str) -> None:
    good = (
        ("title", '"Mötet: så leder du det"'),
        ("description", "'Läs [kortet](finns-inte.md), AFS 2015:4 och d = 0,79.'"),
        ("description", "Klockan 07:15 & sedan, [[inte]] en länk"),
        ("reviewed", "2026-11-23 # i dag"),
        ("state", '"draft"'),
        ("needs", "[ ]"),
    )
    _set(tree, path, *rng.choice(good))


@whole("front-matter", _chapter(_values))
def front_matter_unreadable(tree: Tree, rng: Random) -> list[Planted]:
    """Front matter that YAML cannot read, on the line that is wrong."""
    path = fresh(tree, rng)
    key, value = rng.choice(
        (
            ("description", "Mötet: så leder du det"),
            ("needs", "[a, b"),
            ("title", '"Mötet'),
            ("title", "@mötet"),
            ("title", "[" * 100),
            ("title", "{a: " * 3000),
        )
    )
    _set(tree, path, key, value)
    return _at(tree, "front-matter", _file(path), f"{key}:")


@whole("front-matter", _chapter(_values))
def front_matter_missing(tree: Tree, rng: Random) -> list[Planted]:
    """No front matter at all, or one that never ends."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    file = _file(path, language)
    lines = tree.files[file]
    end = next(at for at, line in enumerate(lines) if at and line.text == "---")
    tree.files[file] = rng.choice((lines[end + 1 :], lines[:end] + lines[end + 1 :]))
    return [Planted("front-matter", file)]


@whole("front-matter", _chapter(_values))
def front_matter_key_twice(tree: Tree, rng: Random) -> list[Planted]:
    """A key that stands twice, or an alias."""
    path = fresh(tree, rng)
    file = _file(path)
    if rng.random() < 0.5:
        line = tree.insert(file, tree.line(file, "reviewed:"), "state: trial")[0]
    else:
        line = _set(tree, path, "description", rng.choice(("&name text", "*name")))
    return [Planted("front-matter", file, line)]


@whole("front-matter-key", _chapter(_values))
def front_matter_unknown_key(tree: Tree, rng: Random) -> list[Planted]:
    """A key that there is not, or that does not belong in the English file."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    wrong = ("titel", "author", "tags") if language == "sv" else ("type", "state", "needs", "slug")
    line = _add(tree, path, rng.choice(wrong), "method" if language == "en" else "x", language)
    if line.text.startswith(("state", "needs")):
        line.text = "reviewed: 2026-11-23"
    return [Planted("front-matter-key", _file(path, language), line)]


@whole("front-matter-key", _chapter(_values))
def front_matter_lacks_key(tree: Tree, rng: Random) -> list[Planted]:
    """A key that must be there and is not."""
    path, language = fresh(tree, rng, "background"), rng.choice(LANGUAGES)
    file = _file(path, language)
    key = rng.choice(("title", "description", "state", "evidence", "reviewed") if language == "sv" else ("title",))
    tree.files[file].remove(tree.line(file, f"{key}:"))
    return [Planted("front-matter-key", file)]


@whole("front-matter-value", _chapter(_values))
def front_matter_wrong_value(tree: Tree, rng: Random) -> list[Planted]:
    """A word, a number, a day or a list that cannot be."""
    path = fresh(tree, rng, "background")
    wrong = (
        ("state", "utkast"),
        ("evidence", "[practice]"),
        ("reviewed", "23 november"),
        ("reviewed", "2026-02-30"),
        ("needs", "coach-role"),
        ("type", "Background"),
        ("title", "<b>Mötet</b>"),
        ("description", '"</title><script>x"'),
        ("title", '""'),
        ("title", "2026"),
        ("title", "Pulsmöte #1"),
        ("description", "Led ett möte. " * 12),
    )
    line = _set(tree, path, *rng.choice(wrong))
    return [Planted("front-matter-value", _file(path), line)]


@whole("front-matter-order", _chapter(_values))
def front_matter_order(tree: Tree, rng: Random) -> list[Planted]:
    """A key that stands last and belongs before."""
    path, language = fresh(tree, rng, rng.choice(("background", "guide"))), rng.choice(LANGUAGES)
    file = _file(path, language)
    lines = tree.files[file]
    end = next(at for at, line in enumerate(lines) if at and line.text == "---")
    moved = rng.choice(lines[1 : end - 1])
    lines.remove(moved)
    lines.insert(end - 1, moved)
    return [Planted("front-matter-order", file, moved)]


# --- languages ------------------------------------------------------------------------------------------------


def _swedish_only(tree: Tree, _rng: Random, path: str) -> None:
    _add(tree, path, "languages", "[sv]")
    del tree.files[_file(path, "en")]


def _swedish_only_and_said(tree: Tree, rng: Random, path: str) -> None:
    module, _, name = path.rpartition("/")
    _swedish_only(tree, rng, path)
    tree.line(f"docs/en/{module}/index.md", f"- [{name}]").text += '{ hreflang="sv" }'


@whole("missing-translation", _chapter(_swedish_only_and_said))
def missing_translation(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter without its English file."""
    path = fresh(tree, rng)
    _swedish_only_and_said(tree, rng, path)
    tree.files[_file(path)].remove(tree.line(_file(path), "languages:"))
    return [Planted("missing-translation", _file(path))]


def _linked_from_english(tree: Tree, rng: Random, after: str) -> Line:
    """A link from an English chapter to one that is in Swedish only; the Swedish page has the same."""
    path = fresh(tree, rng)
    _swedish_only(tree, rng, path)
    index = f"docs/en/{path.rpartition('/')[0]}/index.md"
    line = tree.line(index, f"- [{path.rpartition('/')[2]}]")
    line.text += after
    return line


def _says_so(tree: Tree, rng: Random) -> None:
    _linked_from_english(tree, rng, '{ hreflang="sv" }')


@whole("falls-back", _says_so)
def falls_back(tree: Tree, rng: Random) -> list[Planted]:
    """An English link to a chapter in Swedish only, which does not say so."""
    line = _linked_from_english(tree, rng, "")
    file = next(name for name, lines in tree.files.items() if line in lines)
    return [Planted("falls-back", file, line)]


@whole("missing-source", _chapter(_swedish_only_and_said))
def missing_source(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter without its Swedish file, and the Swedish link to it."""
    path = fresh(tree, rng)
    del tree.files[_file(path)]
    module, _, name = path.rpartition("/")
    index = f"docs/sv/{module}/index.md"
    return [Planted("missing-source", _file(path, "en")), *_at(tree, "broken-link", index, f"- [{name}]")]


def _fingerprint(tree: Tree, path: str) -> str:
    from hashlib import sha256

    text = "\n".join(line.text for line in tree.files[_file(path)])
    _start, front, body = text.split("---\n", 2)
    said = dict(line.split(": ", 1) for line in front.splitlines())
    return sha256("\n".join((said["title"], said["description"], body.strip())).encode()).hexdigest()[:12]


def _translated(tree: Tree, _rng: Random, path: str) -> None:
    _add(tree, path, "translated_from", f'"{_fingerprint(tree, path)}"', "en")


@whole("stale-translation", _chapter(_translated))
def stale_translation(tree: Tree, rng: Random) -> list[Planted]:
    """A translation whose Swedish text has changed."""
    path = fresh(tree, rng)
    line = _add(tree, path, "translated_from", f'"{_fingerprint(tree, path)}"', "en")
    _text(tree, _file(path), "En rad till.")
    return [Planted("stale-translation", _file(path, "en"), line)]


_EXTRA = (
    "| Vad | När |\n|---|---|\n| Ett | Två |",
    '!!! note "Ruta"\n\n    Text.',
    '??? info "Ruta"\n\n    Text.',
    '=== "Flik"\n\n    Text i fliken.',
    "- [ ] Att göra",
    "Text [@larsson2021debrief].",
    "Text [bladet](../../assets/sheet.xlsx).",
)


def _equal(tree: Tree, rng: Random, path: str) -> None:
    text = rng.choice((*_EXTRA, "```text\n| A |\n|---|\n| B |\n```", "1. Ett\n2. Två"))
    for language in LANGUAGES:
        _text(tree, _file(path, language), text)


def _said_otherwise(tree: Tree, rng: Random, path: str) -> None:
    # The same skeleton in other words: more sentences, a list instead of them, code that looks like a table.
    text = rng.choice(("En mening till.\nOch en.", "- Ett\n- Två", "```text\n| A |\n|---|\n| B |\n```", "> Citat."))
    _text(tree, _file(path, rng.choice(LANGUAGES)), text)


@whole("structure-mismatch", _chapter(lambda *given: given[1].choice((_equal, _said_otherwise))(*given)))
def structure_mismatch(tree: Tree, rng: Random) -> list[Planted]:
    """A table, a box, tabs, a checklist or a citation that only one language has."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    section, following = rng.choice((("in-a-minute", "before"), ("before", "forms"), ("forms", "evidence")))
    file, extra = _file(path, language), rng.choice(_EXTRA)
    heading = next(line for line in tree.files[file] if line.text.endswith(f"{{#{following}}}"))
    tree.insert(file, heading, f"Och:\n\n{extra}\n")
    # A citation is told where it is lacking, anything else in the translation.
    told = _file(path, "sv" if "[@" in extra and language == "en" else "en")
    line = next(line for line in tree.files[told] if line.text.endswith(f"{{#{section}}}"))
    return [Planted("structure-mismatch", told, line)]


_PAIRS = (
    tuple(f"Ord [@{work}]." for work in WORKS),
    tuple(f"![Tavlan](../../assets/figures/{figure}){{ .figure }}" for figure in FIGURES),
    tuple(f"![Tavlan](../../assets/figures/{figure})" for figure in FIGURES),
)


def _otherwise_ordered(tree: Tree, rng: Random, path: str) -> None:
    both = rng.sample(rng.choice(_PAIRS), 2)
    for language, texts in zip(LANGUAGES, (both, both[::-1]), strict=True):
        _text(tree, _file(path, language), "\n\n".join(texts))


@whole("structure-mismatch", _chapter(_otherwise_ordered))
def another_work_or_picture(tree: Tree, rng: Random) -> list[Planted]:
    """As many works or pictures in both languages, but one of them is another."""
    path, texts = fresh(tree, rng), rng.sample(rng.choice(_PAIRS), 2)
    following = rng.choice(("before", "forms", "evidence"))
    for language, text in zip(LANGUAGES, texts, strict=True):
        lines = tree.files[_file(path, language)]
        heading = next(line for line in lines if line.text.endswith(f"{{#{following}}}"))
        inserted = tree.insert(_file(path, language), heading, f"{text}\n")
    return [Planted("structure-mismatch", _file(path, "en"), inserted[0])]


@whole("heading-without-id", _chapter(_equal))
def heading_without_id_in_one_language(tree: Tree, rng: Random) -> list[Planted]:
    """A heading whose id is left out, or not read as one, in one language; what it holds is compared no more."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    line = next(line for line in tree.files[_file(path, language)] if line.text.endswith("{#before}"))
    line.text = line.text.replace(" {#before}", rng.choice(("", " {# before}", " #before}")))
    return [Planted("heading-without-id", _file(path, language), line)]


@whole("number-without-source", _chapter(_equal))
def source_left_out_in_one_language(tree: Tree, rng: Random) -> list[Planted]:
    """A number from a study whose source only one language gives."""
    path, without = fresh(tree, rng), rng.choice(LANGUAGES)
    claims = {"sv": "Effekten var d = 0,71", "en": "The effect was d = 0.71"}
    said = {language: claims[language] + " [@larsson2021debrief]" * (language != without) for language in LANGUAGES}
    lines = {language: _text(tree, _file(path, language), f"{said[language]}.") for language in LANGUAGES}
    return [Planted("number-without-source", _file(path, without), lines[without][0])]


@whole("structure-mismatch", _chapter(_equal))
def heading_of_other_level(tree: Tree, rng: Random) -> list[Planted]:
    """A heading that is deeper in one language."""
    path = fresh(tree, rng)
    line = next(line for line in tree.files[_file(path, "en")] if line.text.endswith("{#before}"))
    line.text = f"#{line.text}"
    return [Planted("structure-mismatch", _file(path, "en"), line)]


# --- modules and the menu -------------------------------------------------------------------------------------


def _needs_earlier(tree: Tree, rng: Random, path: str) -> None:
    _set(tree, path, rng.choice(("needs", "uses")), f"[{_earlier(tree, rng, path)}]")


def _earlier(tree: Tree, rng: Random, path: str) -> str:
    entries = [line.text.strip(" -").removesuffix(".md") for line in tree.files[NAVIGATION]]
    before = [each for each in tree.chapters if entries.index(each) < entries.index(path)]
    return rng.choice(before)


@whole("unknown-chapter", _chapter(_needs_earlier))
def unknown_chapter(tree: Tree, rng: Random) -> list[Planted]:
    """`needs` or `uses` that names no chapter."""
    path = fresh(tree, rng)
    good = _earlier(tree, rng, path)
    wrong = rng.choice((f"{good}.md", f"../{good}", f"{good}x", good.title(), f"/{good}", good.rpartition("/")[2]))
    line = _set(tree, path, rng.choice(("needs", "uses")), f"[{wrong}]")
    return [Planted("unknown-chapter", _file(path), line)]


def _chain(tree: Tree, rng: Random, path: str) -> None:
    last = fresh(tree, rng)
    first, second = sorted((path, last), key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each)))
    _set(tree, second, "needs", f"[{first}]")


@whole("needs-cycle", _chapter(_chain))
def needs_cycle(tree: Tree, rng: Random) -> list[Planted]:
    """Chapters that need each other in a ring of one, two or three."""
    ring = [fresh(tree, rng) for _time in range(rng.randint(1, 3))]
    ring.sort(key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each)))
    for path, needed in zip(ring, [*ring[1:], ring[0]], strict=True):
        _set(tree, path, "needs", f"[{needed}]")
    return _at(tree, "needs-cycle", _file(ring[0]), "needs:")


_STATES = {
    "draft": ("utkast", "a draft"),
    "trial": ("prövas", "on trial"),
    "withdrawn": ("utgått", "withdrawn"),
}


def _resting(tree: Tree, rng: Random, above: str, below: str) -> tuple[Line, str, str]:
    """A chapter in the state `above` that rests on one in the state `below`: its line, its path, the other's."""
    pair = [fresh(tree, rng, "background") for _time in range(2)]
    pair.sort(key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each)))
    _set(tree, pair[0], "state", below)
    _set(tree, pair[1], "state", above)
    return _set(tree, pair[1], rng.choice(("needs", "uses")), f"[{pair[0]}]"), pair[1], pair[0]


def _say(tree: Tree, rng: Random, path: str, other: str, state: str, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Say in `path` that the other chapter is in `state`."""
    way = f"../{other}.md"
    form = rng.choice(("[{0}]({1}): {2}.", "- Se [{0}]({1}), {2}.", "| A | B |\n|---|---|\n| [{0}]({1}) | **{2}** |"))
    for at, language in enumerate(LANGUAGES):
        word = _STATES[state][at] if language in languages else "x"
        _text(tree, _file(path, language), form.format("sidan", way, word))


def _said_so(above: str, *below: str) -> LookAlike:
    def look_alike(tree: Tree, rng: Random) -> None:
        state = rng.choice(below)
        _line, path, other = _resting(tree, rng, above, state)
        if rng.random() < 0.5:
            _say(tree, rng, path, other, state)
        else:
            _set(tree, path, "state", state)  # as unsure as what it rests on

    return look_alike


@whole("needs-draft", _said_so("included", "draft", "trial"))
def needs_draft(tree: Tree, rng: Random) -> list[Planted]:
    """An included chapter that rests on a draft or on one on trial, and says so in one language at the most."""
    state = rng.choice(("draft", "trial"))
    line, path, other = _resting(tree, rng, "included", state)
    if rng.random() < 0.5:
        _say(tree, rng, path, other, state, (rng.choice(LANGUAGES),))
    return [Planted("needs-draft", _file(path), line)]


@whole("needs-withdrawn", _said_so("trial", "withdrawn"))
def needs_withdrawn(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter in use that rests on a withdrawn one."""
    line, path, _other = _resting(tree, rng, rng.choice(("draft", "trial", "included")), "withdrawn")
    return [Planted("needs-withdrawn", _file(path), line)]


_LOG = {
    "sv": ("Datum", "Form", "Region eller bransch", "Anpassat", "Hände", "Beslut"),
    "en": ("Date", "Form", "Region or sector", "Adapted", "Happened", "Decision"),
}
_RUNS = (
    ("12 januari 2027", "Hybrid", "Trä", "Inget", "Tog 14 minuter", ""),
    ("13 januari 2027", "Distans", "Plast", "Tiden", "Bröts", "Prova mer"),
    ("14 januari 2027", "På plats", "Trä", "Inget", "Blev klart", "Ändra, 1 februari 2027"),
    ("9 februari 2027", "På plats", "Småland", "Inget", "Blev klart", ""),
    ("16 februari 2027", "Hybrid", "Plast", "Inget", "Blev klart", "Ta in, 3 mars 2027"),
)
"""As many and as various as it takes."""
_IN_ENGLISH = {
    "På plats": "On site",
    "Distans": "Remote",
    "Prova mer": "Try more",
    "Ändra": "Change",
    "Ta in": "Take in",
}


_FORM = {"sv": "Distans", "en": "Remote"}
"""The form of the run that is spoilt."""


def _logged(tree: Tree, path: str, runs: tuple[tuple[str, ...], ...]) -> dict[str, list[Line]]:
    """Give a chapter a trial log with `runs`; the lines of each language are returned."""
    made = {}
    for language in LANGUAGES:
        rows = "\n".join(f"| {' | '.join(row)} |" for row in runs or [("",) * 6])
        if language != "sv":
            rows = re.sub("|".join(_IN_ENGLISH), lambda found: _IN_ENGLISH[found[0]], rows)
        head = "\n".join(f"| {' | '.join(row)} |" for row in (_LOG[language], ("---",) * 6))
        made[language] = _text(tree, _file(path, language), f"## Logg {{#trial-log}}\n\n{head}\n{rows}")
    return made


def _trial_with_log(tree: Tree, rng: Random, path: str) -> None:
    kind = rng.choice(("trial", "included"))
    _set(tree, path, "state", kind)
    _logged(tree, path, _RUNS if kind == "included" else _RUNS[: rng.randint(0, 3)])


@whole("trial-log", _chapter(_trial_with_log))
def trial_log(tree: Tree, rng: Random) -> list[Planted]:
    """A method on trial without its log, or with one that says too little or too much, in one language."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    state = _set(tree, path, "state", "trial")
    if rng.random() < 0.3:
        return [Planted("trial-log", _file(path), state), Planted("trial-log", _file(path, "en"))]
    lines = _logged(tree, path, _RUNS)[language]
    if rng.random() < 0.4:
        column = rng.choice(_LOG[language])
        lines[2].text = lines[2].text.replace(f"| {column} |", "| X |")
        return [Planted("trial-log", _file(path, language), lines[0])]
    wrong = rng.choice(
        (("Plast", "Plast i Ås AB"), ("Tiden", ""), ("13 januari 2027", ""), (_FORM[language], "Telefon"))
    )
    lines[5].text = lines[5].text.replace(*wrong)
    return [Planted("trial-log", _file(path, language), lines[5])]


@whole("included-without-trial", _chapter(_trial_with_log))
def included_without_trial(tree: Tree, rng: Random) -> list[Planted]:
    """A method that is included after too few runs, in too few places, too soon after a change, or undecided."""
    path = fresh(tree, rng)
    state = _set(tree, path, "state", "included")
    one_place = tuple((*run[:2], "Trä", *run[3:]) for run in _RUNS)
    changed_last = (*_RUNS[:3], (*_RUNS[3][:5], "Ändra"), _RUNS[4])
    _logged(tree, path, rng.choice((_RUNS[1:], one_place, changed_last, (*_RUNS, _RUNS[0]), ())))
    return [
        Planted("included-without-trial", _file(path), state),
        Planted("included-without-trial", _file(path, "en")),
    ]


@whole("order-against-needs", _chapter(_chain))
def order_against_needs(tree: Tree, rng: Random) -> list[Planted]:
    """A menu that shows a chapter before one that it needs."""
    pair = sorted(
        (fresh(tree, rng), fresh(tree, rng)), key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each))
    )
    _set(tree, pair[0], "needs", f"[{pair[1]}]")
    return [Planted("order-against-needs", NAVIGATION, _menu(tree, pair[0]))]


def _ordered(tree: Tree, rng: Random) -> list[str]:
    """Two new chapters, the second of which needs the first."""
    pair = sorted(
        (fresh(tree, rng), fresh(tree, rng)), key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each))
    )
    _set(tree, pair[1], "needs", f"[{pair[0]}]")
    return pair


def _path_in_order(tree: Tree, rng: Random) -> None:
    first, second = _ordered(tree, rng)
    add_path(tree, rng.choice(([first, second], [first, rng.choice(tree.chapters), second], [first])))


@whole("path-before-needs", _path_in_order)
def path_before_needs(tree: Tree, rng: Random) -> list[Planted]:
    """A learning path that meets a chapter before what it needs, or without it."""
    first, second = _ordered(tree, rng)
    lines = add_path(tree, rng.choice(([second, first], [rng.choice(tree.chapters), second], [second])))
    return [Planted("path-before-needs", PATHS, next(line for line in lines if line.text.endswith(second)))]


def _path(tree: Tree, rng: Random) -> None:
    add_path(tree, rng.sample(tree.chapters, 3))


@whole("unknown-chapter", _path)
def path_to_unknown_chapter(tree: Tree, rng: Random) -> list[Planted]:
    """A learning path that names no chapter."""
    good = rng.choice(tree.chapters)
    wrong = rng.choice((f"{good}.md", f"../{good}", f"{good}x", good.title(), good.rpartition("/")[2]))
    return [Planted("unknown-chapter", PATHS, add_path(tree, [wrong])[-1])]


@whole("learning-path", _path)
def learning_path(tree: Tree, rng: Random) -> list[Planted]:
    """A path that lacks a key, has one too many, names a chapter twice or leads to a withdrawn one."""
    chapter = rng.choice(tree.chapters)
    if rng.random() < 0.4:
        if rng.random() < 0.5:
            chapter = fresh(tree, rng, "background")
            _set(tree, chapter, "state", "withdrawn")
            return [Planted("learning-path", PATHS, add_path(tree, [chapter])[-1])]
        return [Planted("learning-path", PATHS, add_path(tree, [chapter, chapter])[-1])]
    lines = add_path(tree, [chapter])
    at, wrong = rng.choice(
        (
            (0, "  - id: Ny coach"),
            (1, "    title: Väg"),
            (1, "    titel: {sv: Väg, en: Path}"),
            (2, "    for: {sv: För dig.}"),
            (2, "    for: {sv: För dig., en: yes}"),
        )
    )
    lines[at].text = wrong
    return [Planted("learning-path", PATHS, lines[at])]


def _new_work(tree: Tree, *fields: str) -> list[Line]:
    """A new work in the bibliography; its lines are returned."""
    file, key = "docs/references.bib", f"more2021n{tree.unique()}"
    about = ("author = {Ek, Eva}", "title = {On work}", "journal = {Journal of Work}", "year = {2021}", *fields)
    text = "\n".join((f"@article{{{key},", *(f"  {field}," for field in about), "}"))
    return tree.insert(file, tree.files[file][-1], text)


def _cited_or_kept(tree: Tree, rng: Random) -> None:
    if rng.random() < 0.5:
        _new_work(tree, "keywords = {coach, further}", f"verified = {{{rng.choice(('seen', 'memory'))}}}")
        return
    key = _new_work(tree, "verified = {seen}")[0].text.partition("{")[2].strip(",")
    path = fresh(tree, rng)
    for language in LANGUAGES:
        _text(tree, _file(path, language), f"Ord [@{key}].")


@whole("unused-work", _cited_or_kept)
def unused_work(tree: Tree, rng: Random) -> list[Planted]:
    """A work that no chapter cites, or only in code."""
    line = _new_work(
        tree, *rng.choice((("verified = {seen}",), ("keywords = {coach, sv}", "verified = {second-hand}"), ()))
    )[0]
    if rng.random() < 0.5:
        path, key = fresh(tree, rng), line.text.partition("{")[2].strip(",")
        for language in LANGUAGES:
            _text(tree, _file(path, language), f"Ord `[@{key}]`.")
    return [Planted("unused-work", "docs/references.bib", line)]


@whole("not-in-navigation", _chapter())
def not_in_navigation(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter that stands in no menu."""
    path = fresh(tree, rng)
    tree.files[NAVIGATION].remove(_menu(tree, path))
    return [Planted("not-in-navigation", _file(path))]


def _web_entry(tree: Tree, _rng: Random) -> None:
    tree.insert(NAVIGATION, tree.line(NAVIGATION, f"- {MODULES[0]}:"), "  - Sidan: https://example.org/")


@whole("twice-in-navigation", _web_entry)
def twice_in_navigation(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter that the menu names twice."""
    second = _menu(tree, fresh(tree, rng))
    tree.insert(NAVIGATION, second, second.text)
    return [Planted("twice-in-navigation", NAVIGATION, second)]


@whole("navigation-without-chapter", _web_entry)
def navigation_without_chapter(tree: Tree, rng: Random) -> list[Planted]:
    """A menu that names no chapter."""
    good = rng.choice(tree.chapters)
    wrong = rng.choice((f"{good}x.md", f"{good}", f"sv/{good}.md", good.title() + ".md"))
    line = tree.insert(NAVIGATION, _menu(tree, good), f"      - {wrong}")[0]
    return [Planted("navigation-without-chapter", NAVIGATION, line)]


def _used(tree: Tree, rng: Random, path: str) -> None:
    _set(tree, fresh(tree, rng), "uses", f"[{path}]")


@whole("unused-card", _chapter(_used, "card"))
def unused_card(tree: Tree, rng: Random) -> list[Planted]:
    """A card that no chapter uses."""
    return [Planted("unused-card", _file(fresh(tree, rng, "card")))]


@whole("unreached-chapter", _chapter())
def unreached_chapter(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter that nothing but the menu leads to."""
    path = fresh(tree, rng)
    _unlink(tree, path)
    return [Planted("unreached-chapter", _file(path))]


def _unlink(tree: Tree, path: str) -> None:
    module, _, name = path.rpartition("/")
    for language in LANGUAGES:
        file = f"docs/{language}/{module}/index.md"
        tree.files[file].remove(tree.line(file, f"- [{name}]"))


# --- guides ---------------------------------------------------------------------------------------------------


def _shorter(tree: Tree, _rng: Random, path: str) -> None:
    _set(tree, path, "minutes", "30")
    for language, choose in (("sv", "Välj"), ("en", "Choose")):
        file = _file(path, language)
        tree.files[file] = [line for line in tree.files[file] if f"**{choose}**" not in line.text]


@whole("missing-part", _chapter(_shorter, "guide"))
def missing_part(tree: Tree, rng: Random) -> list[Planted]:
    """A guide that lacks a part of the frame, in both languages."""
    path = fresh(tree, rng, "guide")
    part = rng.choice(("before", "question-bank", "pitfalls", "work-environment-check", "after"))
    for language in LANGUAGES:
        line = next(line for line in tree.files[_file(path, language)] if line.text.endswith(f"{{#{part}}}"))
        line.text = line.text.replace(f"#{part}", f"#other-{part}")
    return _both("missing-part", path)


@whole("minutes-differ", _chapter(_shorter, "guide"))
def minutes_differ(tree: Tree, rng: Random) -> list[Planted]:
    """Minutes that do not add up, in one language or in the front matter; a core that is not thirty."""
    path = fresh(tree, rng, "guide")
    if rng.random() < 0.5:
        _set(tree, path, "minutes", rng.choice(("55", "90")))
        return _at(tree, "minutes-differ", _file(path), "minutes:")
    language = rng.choice(LANGUAGES)
    file = _file(path, language)
    row = tree.line(file, "| 20 |")
    row.text = rng.choice((row.text.replace("20", "25"), row.text.replace("Välj", "Kärna").replace("Choose", "Core")))
    return [Planted("minutes-differ", file, row)]


def _reworded(tree: Tree, rng: Random, path: str) -> None:
    _set(tree, path, "forms", rng.choice(("[on-site]", "[on-site, remote]")))
    own = rng.choice((("Samma som på plats, men", "The same as on site, but"), ("Går inte, för", "Not possible:")))
    for at, language in enumerate(LANGUAGES):
        lines = tree.files[_file(path, language)]
        text = lines[lines.index(tree.line(_file(path, language), '=== "Hybrid"')) + 2]
        text.text = text.text.replace("    ", f"    {own[at]} ", 1)


_EMPTY_TABS = {
    "sv": (
        "    Ja.",
        "    Inte här.",
        "    –",
        "    Samma som på plats.",
        "    TODO: skriv om hybrid.",
        "    Går inte i hybrid.",
    ),
    "en": ("    Yes.", "    Not here.", "    –", "    The same as on site.", "    To be written later on.", "    N/A"),
}


@whole("form-without-tab", _chapter(_reworded, "guide"))
def form_without_tab(tree: Tree, rng: Random) -> list[Planted]:
    """A form without its tab, or a tab that says nothing."""
    path, language = fresh(tree, rng, "guide"), rng.choice(LANGUAGES)
    file = _file(path, language)
    tab = tree.line(file, '=== "Hybrid"')
    if rng.random() < 0.5:
        tab.text = '=== "Blandat"'
    else:
        tree.files[file][tree.files[file].index(tab) + 2].text = rng.choice(_EMPTY_TABS[language])
    return [Planted("form-without-tab", file, tab)]


def _closed(tree: Tree, rng: Random, path: str) -> None:
    card = fresh(tree, rng, "card", front={"forms": rng.choice(("[on-site, remote, hybrid]", "[]"))})
    _set(tree, path, "uses", f"[{card}]")


@whole("form-not-closed", _chapter(_closed, "guide"))
def form_not_closed(tree: Tree, rng: Random) -> list[Planted]:
    """A guide that claims a form which a chapter that it rests on, at one or two steps, has not."""
    card = fresh(tree, rng, "card", front={"forms": "[on-site, hybrid]"})
    middle = fresh(tree, rng, "method")
    guide = fresh(tree, rng, "guide")
    _set(tree, middle, "uses", f"[{card}]")
    _set(tree, guide, "uses", f"[{rng.choice((card, middle))}]")
    return _at(tree, "form-not-closed", _file(guide), "forms:")


# --- data -----------------------------------------------------------------------------------------------------


def _entry(tree: Tree, text: str) -> list[Line]:
    file = "docs/references.bib"
    found = tree.insert(file, tree.files[file][-1], text)
    return [line for line in found if GUILTY in line.text]


def _work(tree: Tree, _rng: Random) -> None:
    key = f"more{tree.unique()}"
    _entry(
        tree,
        f"@book{{{key},\n  author = {{A, B}},\n  title = {{T}},\n  publisher = {{P}},\n  keywords = {{further}},\n}}\n",
    )


@whole("bibliography", _work)
def work_that_cannot_be_listed(tree: Tree, rng: Random) -> list[Planted]:
    """A work without what its kind needs, or with a word for `verified` or a field that there is not."""
    key = f"bad{tree.unique()}"
    kind, verified, more = rng.choice(
        (
            ("book", "seen", "title = {T}"),
            ("poem", "seen", "title = {T}"),
            ("misc", "yes", "title = {T}"),
            ("misc", "seen", "note = {N}"),
            ("misc", "seen", "title = {T},\n  keyword = {tool}"),
        )
    )
    about = f"author = {{A, B}},\n  {more}"
    fields = f"{about},\n  keywords = {{further}},\n  year = {{2020}},\n  verified = {{{verified}}}"
    entry = f"@{kind}{{{key},\n  {fields},\n}}\n"
    wrong = next((field for field in ("  verified = {yes}", "  keyword = {tool}") if field in entry), "@")
    line = _entry(tree, entry.replace(wrong, f"{GUILTY}{wrong}", 1))[0]
    line.text = line.text.replace(GUILTY, "")
    return [Planted("bibliography", "docs/references.bib", line)]


@whole("bibliography", _work, alone=True)
def bibliography_unreadable(tree: Tree, rng: Random) -> list[Planted]:
    """A work that is never closed, or that stands twice."""
    wrong = (f"{GUILTY}@misc{{open,\n  title = {{T,\n}}\n", f"{GUILTY}@misc{{berg2019distance,\n  title = {{T}},\n}}\n")
    line = _entry(tree, rng.choice(wrong))[0]
    line.text = line.text.replace(GUILTY, "")
    return [Planted("bibliography", "docs/references.bib", line)]


def _term(tree: Tree, _rng: Random) -> None:
    number = tree.unique()
    tree.insert(
        "docs/terms.yml", tree.files["docs/terms.yml"][-1], f"      - {{id: more-{number}, sv: ö, en: o, seen: false}}"
    )


@whole("term-list", _term, alone=True)
def term_list_unreadable(tree: Tree, rng: Random) -> list[Planted]:
    """A term that lacks something, stands twice or is not YAML."""
    wrong = (
        "{id: bad, sv: ett, seen: true}",
        "{id: term-0, sv: a, en: b, seen: true}",
        "{id: bad, sv: no, en: b, seen: true}",
    )
    file = "docs/terms.yml"
    line = tree.insert(file, tree.files[file][-1], f"      - {rng.choice(wrong)}")[0]
    return [Planted("term-list", file, line)]


# --- bytes ----------------------------------------------------------------------------------------------------


def _spelt(tree: Tree, rng: Random, path: str) -> None:
    good = ("Åäö – ”citat” … ’s", "Café naïve Ångström", "Hård\u00a0blank", "SMÅ BOKSTÄVER Ã och â", "👩", "Â")
    _text(tree, _file(path, rng.choice(LANGUAGES)), rng.choice(good))


def _bytes(wrong: tuple[str, ...], rule: str) -> Callable[[Tree, Random], list[Planted]]:
    def defect(tree: Tree, rng: Random) -> list[Planted]:
        path, language = fresh(tree, rng), rng.choice(LANGUAGES)
        file = _file(path, language)
        line = _text(tree, file, f"Ord {rng.choice(wrong)} ord.")[0]
        return [Planted(rule, file, line)]

    return defect


@whole("strange-character", _chapter(_spelt))
def strange_character(tree: Tree, rng: Random) -> list[Planted]:
    """A control, invisible, turning or private character, or a letter in two parts."""
    wrong = ("a\x00b", "\x07", "\x1b[1m", "noll\u200bbredd", "\u202etxet", "\u2066x", "mjukt\u00adstreck", "\ue123")
    decomposed = (unicodedata.normalize("NFD", "å"), unicodedata.normalize("NFD", "ö"))
    return _bytes((*wrong, *decomposed), "strange-character")(tree, rng)


@whole("garbled-text", _chapter(_spelt))
def garbled_text(tree: Tree, rng: Random) -> list[Planted]:
    """Text that was read in the wrong encoding and saved again, or lost."""
    wrong = ("fÃ¶re", "pÃ¥", "nÃ¤r", "sÃ¥", "dâ€™accord", "\ufffd", "Ã…tgÃ¤rd"[:2], "Â»hej")
    return _bytes(wrong, "garbled-text")(tree, rng)


def _windows(tree: Tree, rng: Random, path: str) -> None:
    tree.encoders[_file(path, rng.choice(LANGUAGES))] = lambda text: text.replace("\n", "\r\n").encode()


@whole("not-utf8", _chapter(_windows))
def not_utf8(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter in another encoding: the line of its first å, ä or ö."""
    path = fresh(tree, rng)
    file = _file(path)
    tree.encoders[file] = lambda text: text.encode("cp1252", errors="replace")
    line = next(line for line in tree.files[file] if not line.text.isascii())
    return [Planted("not-utf8", file, line)]


@whole("strange-character", _chapter(_windows))
def byte_order_mark_or_old_line_ends(tree: Tree, rng: Random) -> list[Planted]:
    """A BOM, or line ends of CR only."""
    path = fresh(tree, rng)
    file = _file(path, rng.choice(LANGUAGES))
    tree.encoders[file] = rng.choice(
        (lambda text: text.encode("utf-8-sig"), lambda text: text.replace("\n", "\r").encode())
    )
    return [Planted("strange-character", file)]


_LOOKS_LEFT = ("Rubrik\n: =======", "> > > > > > > citat", "`<<<<<<< HEAD`", "    <<<<<<< HEAD", "- > x", "<<<<<< HEAD")


def _almost_left(tree: Tree, rng: Random, path: str) -> None:
    for language in LANGUAGES:
        _text(tree, _file(path, language), "Ord.\n\n" + rng.choice(_LOOKS_LEFT[1:4]))


@whole("left-behind", _chapter(_almost_left))
def conflict_left(tree: Tree, rng: Random) -> list[Planted]:
    """Two versions that git could not join."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    file = _file(path, language)
    lines = _text(tree, file, "<<<<<<< HEAD\nVi ses sju.\n=======\nVi ses åtta.\n>>>>>>> other")
    return [Planted("left-behind", file, lines[0])]


def _closed_fence(tree: Tree, rng: Random, path: str) -> None:
    good = (
        "```text\nhej\n```",
        "````text\n```\nhej\n````",
        "~~~\n```\n~~~",
        "Ord ```kod``` ord.",
        "- Ett\n\n    ```\n    x\n    ```",
    )
    for language in LANGUAGES:
        _text(tree, _file(path, language), rng.choice(good))


@whole("unclosed-fence", _chapter(_closed_fence))
def unclosed_fence(tree: Tree, rng: Random) -> list[Planted]:
    """A block of code that never ends, in the last part of a chapter."""
    path, language = fresh(tree, rng, "background"), rng.choice(LANGUAGES)
    file = _file(path, language)
    text = rng.choice(("```text\nhej", "~~~\nhej\n```", "````\nhej\n```", "!!! note\n\n    ```text\n    hej"))
    boxed = text.startswith("!!!")
    lines = tree.insert(file, tree.files[file][-1], f"\nOrd.\n\n{text}")
    if boxed:
        other = _file(path, next(each for each in LANGUAGES if each != language))
        tree.insert(other, tree.files[other][-1], "\nOrd.\n\n!!! note\n\n    hej")
    line = next(line for line in lines if line.text.lstrip().startswith(("```", "~~~")))
    return [Planted("unclosed-fence", file, line)]


_UNMADE = (
    (f"Ord:\n{GUILTY}- Ett\n- Två", "Ord:\n\n- Ett\n- Två"),
    (f"Ord:\n{GUILTY}1. Ett\n2. Två", "Ord:\n\n1. Ett\n2. Två"),
    (f"{GUILTY}• Ett\n• Två", "\\- Ett\n\\- Två"),
    (f"Ord:\n{GUILTY}- [ ] Ett", "Ord:\n\n- [ ] Ett"),
    (f"- Ett\n- {GUILTY}[] Två", "- Ett\n- `[]` Två"),
    (f"Ord:\n{GUILTY}| A | B |\n|---|---|\n| 1 | 2 |", "Ord:\n\n| A | B |\n|---|---|\n| 1 | 2 |"),
    (f"{GUILTY}| A | B |\n| 1 | 2 |", "```text\n| A | B |\n| 1 | 2 |\n```"),
    (f"{GUILTY}!! note\n    Ord.", "!!! note\n    Ord."),
    (f"{GUILTY}!!! note “Ruta”\n    Ord.", '!!! note "Ruta"\n    Ord.'),
    (f"{GUILTY}=== “Flik”\n\n    Ord.", '=== "Flik"\n\n    Ord.'),
    (f"{GUILTY}´´´text\nOrd.\n´´´", "```text\nOrd.\n```"),
)
_EMPTY_BOXES = (
    ("!!! note\nOrd.", "!!! note\n    Ord."),
    ('??? info "Ruta"\n\n  Ord.', '??? info "Ruta"\n\n    Ord.'),
    ('=== "Flik"\n\nOrd.', '=== "Flik"\n\n    Ord.'),
    ("- Ett\n\n    !!! note\n    Ord.", "- Ett\n\n    !!! note\n        Ord."),
)
_LOST_CELLS = (
    ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", "| A | B |\n|---|---|\n| 1 | 2 | |"),
    ("A | B\n--- | ---\n1 | 2 | 3", "A | B\n--- | ---\n1 | `2|3`"),
    ("| A | B |\n|---|---|\n| 1 | 2|3 |", "| A | B |\n|---|---|\n| 1 | 2\\|3 |"),
)


def _meant(texts: tuple[tuple[str, str], ...]) -> LookAlike:
    def good(tree: Tree, rng: Random, path: str) -> None:
        _bad, right = rng.choice(texts)
        for language in LANGUAGES:
            _text(tree, _file(path, language), f"Ord.\n\n{right}\n\nOrd")

    return _chapter(good)


def _spoilt(tree: Tree, rng: Random, texts: tuple[tuple[str, str], ...]) -> tuple[str, list[Line]]:
    """A text that did not come about as it was meant, in both languages, and where it stands in one of them."""
    path, (bad, right) = fresh(tree, rng), rng.choice(texts)
    language, other = rng.sample(LANGUAGES, 2)
    _text(tree, _file(path, other), f"Ord.\n\n{right}\n\nOrd")
    return _file(path, language), _text(tree, _file(path, language), f"Ord.\n\n{bad}\n\nOrd")


@whole("shown-as-text", _meant(_UNMADE))
def shown_as_text(tree: Tree, rng: Random) -> list[Planted]:
    """A list, a table, a box, a tab or code whose signs readers see."""
    file, lines = _spoilt(tree, rng, _UNMADE)
    return [Planted("shown-as-text", file, guilty(lines)[0])]


@whole("empty-box", _meant(_EMPTY_BOXES))
def empty_box(tree: Tree, rng: Random) -> list[Planted]:
    """A box or a tab whose text stands beside it."""
    file, lines = _spoilt(tree, rng, _EMPTY_BOXES)
    return [Planted("empty-box", file, next(line for line in lines if line.text.lstrip()[:3] in ("!!!", "???", "===")))]


@whole("lost-cell", _meant(_LOST_CELLS))
def lost_cell(tree: Tree, rng: Random) -> list[Planted]:
    """A cell beyond the last column."""
    file, lines = _spoilt(tree, rng, _LOST_CELLS)
    return [Planted("lost-cell", file, next(line for line in lines if "3" in line.text))]


def _deep(tree: Tree, rng: Random, path: str) -> None:
    good = ("ord " * 1500, "[x] " * 150, "> > > > ord", "    " * 10 + "kod")
    text = rng.choice(good)
    for language in LANGUAGES:
        _text(tree, _file(path, language), text)


@whole("too-deep", _chapter(_deep))
def too_deep(tree: Tree, rng: Random) -> list[Planted]:
    """What would keep the renderer busy for minutes."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    wrong = ("ord " * 3000, "[" * 20_000, "[a" * 300, ">" * 500 + " ord", " " * 200 + "- ord", "![" * 5000)
    line = _text(tree, _file(path, language), rng.choice(wrong))[0]
    return [Planted("too-deep", _file(path, language), line)]


# --- settings -----------------------------------------------------------------------------------------------


def _more_settings(tree: Tree, rng: Random) -> None:
    more = ("# INHERIT: other.yml", "edit_uri: ''", "extra: {a: [b, {c: d}]}", "strict: !ENV [STRICT, true]")
    tree.insert(NAVIGATION, tree.line(NAVIGATION, "nav:"), rng.choice(more))


@whole("settings", _more_settings, alone=True)
def settings_unreadable(tree: Tree, rng: Random) -> list[Planted]:
    """Settings that nobody can read, or that MkDocs would read for ever."""
    wrong = (
        "INHERIT: mkdocs.yml",
        "extra: &a [*a]",
        "site_url: https://example.org/",
        "<<<<<<< HEAD",
        "extra: " + "[" * 5000,
        "\tsite_author: Eva",
    )
    line = tree.insert(NAVIGATION, tree.line(NAVIGATION, "nav:"), rng.choice(wrong))[0]
    return [Planted("settings", NAVIGATION, line)]


# --- files and names ------------------------------------------------------------------------------------------


def _asset(*names: str) -> LookAlike:
    def look_alike(tree: Tree, rng: Random) -> None:
        stem, dot, suffix = rng.choice(names).rpartition(".")
        tree.assets[f"docs/assets/{stem}{tree.unique()}{dot}{suffix}"] = b"x"

    return look_alike


_GOOD_NAMES = _asset("tavla-åäö.png", "console.pdf", "a b.pdf", "v1.2.pdf", "Kort (2).pdf", "COMPANY.xlsx", "kopia.pdf")


def _named(tree: Tree, name: str, data: bytes = b"x") -> str:
    file = f"docs/assets/part-{tree.unique()}/{name}"
    tree.assets[file] = data
    return file


@whole("file-name", _GOOD_NAMES)
def file_name(tree: Tree, rng: Random) -> list[Planted]:
    """A name that Windows cannot keep, letters in two parts, a kind that is not published, a pipe."""
    wrong = (
        "con.pdf",
        "NUL.png",
        "lpt1.svg.png",
        "a:b.png",
        "vad?.pdf",
        'a"b.pdf',
        "tavla.exe",
        "blad.pages",
        " blad.pdf",
    )
    name = rng.choice((*wrong, unicodedata.normalize("NFD", "tavla-å.png"), "a|b.png", "pipe"))
    if name == "pipe":
        file = f"docs/assets/pipe-{tree.unique()}.png"
        tree.pipes.append(file)
        return [Planted("file-name", file)]
    return [Planted("file-name", _named(tree, name))]


@whole("file-name", _asset("Prov_Kort.pdf", "provkort-åäö.png", "PROV.xlsx"))
def chapter_name(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter's name that is no good address, in both languages."""
    name = rng.choice(("Prov-Kort", "provkort-åäö", "prov kort", "prov_kort", "PROV", "kort-2"))
    path = f"{MODULES[0]}/{name}-{tree.unique_letters()}"
    add_chapter(tree, rng, path, "background")
    return _both("file-name", path)


@whole("left-behind", _GOOD_NAMES)
def left_behind_file(tree: Tree, rng: Random) -> list[Planted]:
    """A file that a program left, or a pointer instead of the file."""
    if rng.random() < 0.3:
        path = fresh(tree, rng, "background")
        file, text = _file(path), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
        tree.add(file, text)
        return [Planted("left-behind", file)]
    names = (
        "Thumbs.db",
        "desktop.ini",
        "blad.md~",
        "blad.bak",
        "~$blad.docx",
        "blad - Kopia.pdf",
        "a.crdownload",
        "x.orig",
        "Kort (2).pdf",
        "kort kopia.pdf",
        ".DS_Store",
        ".blad.md.swp",
    )
    return [Planted("left-behind", _named(tree, rng.choice(names)))]


_SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n{}\n</svg>\n'


def _drawn(tree: Tree, inside: str) -> tuple[str, Line]:
    """A drawing, and the line of what is in it."""
    file = f"docs/assets/figures/drawn-{tree.unique()}.svg"
    return file, tree.add(file, _SVG.format(inside))[1]


def _right_drawing(tree: Tree, rng: Random) -> None:
    good = (
        "<text>&lt;script&gt; och onload=x</text>",
        "<!-- <script>x()</script> -->",
        '<defs><path id="a" d="M0 0"/></defs><use href="#a"/>',
        '<rect fill="url(#a)" style="stroke: url(#b)"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>rect { fill: red }</style>",
        "<text>&amp; &#229;</text>",
    )
    _drawn(tree, rng.choice(good))


@whole("unsafe-html", _right_drawing)
def unsafe_drawing(tree: Tree, rng: Random) -> list[Planted]:
    """A drawing that runs or fetches something."""
    wrong = (
        "<script>x()</script>",
        '<rect onclick="x()"/>',
        "<foreignObject><div/></foreignObject>",
        '<image href="https://example.org/a.png"/>',
        '<use href="other.svg#a"/>',
        '<a href="javascript:x()"><rect/></a>',
        '<rect style="fill: url(https://example.org/a)"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        '<animate attributeName="href" to="x"/>',
    )
    return [Planted("unsafe-html", *_drawn(tree, rng.choice(wrong)))]


@whole("broken-drawing", _right_drawing)
def broken_drawing(tree: Tree, rng: Random) -> list[Planted]:
    """A drawing that no browser can read."""
    wrong = ("<text>Åsa & Bo</text>", "<g><rect></g>", "<text>&nbsp;</text>", "<rect width=3/>", "<1/>")
    return [Planted("broken-drawing", *_drawn(tree, rng.choice(wrong)))]


@whole("file-too-large", _asset("film.mp4", "blad.pdf"))
def file_too_large(tree: Tree, rng: Random) -> list[Planted]:
    """A file over the cap."""
    if rng.random() < 0.5:
        return [Planted("file-too-large", _named(tree, "film.mp4", b"x" * 5_000_001))]
    return [Planted("file-too-large", _named(tree, "bild.svg", b"<svg/>" + b" " * 400_000))]


@whole("symlink", _GOOD_NAMES)
def symlink(tree: Tree, rng: Random) -> list[Planted]:
    """A link to a file, to a folder, out of the handbook, or to nothing."""
    file = f"docs/assets/link-{tree.unique()}.svg"
    tree.symlinks[file] = rng.choice(("figures/flow.svg", "figures", "/etc/passwd", "nowhere.svg"))
    return [Planted("symlink", file)]


@whole("case-collision", _GOOD_NAMES)
def case_collision(tree: Tree, rng: Random) -> list[Planted]:
    """Two names that differ only in capital letters."""
    _named(tree, "blad.pdf")
    folder = list(tree.assets)[-1].rpartition("/")[0]
    file = f"{folder}/{rng.choice(('Blad.pdf', 'BLAD.pdf', 'blad.PDF'))}"
    tree.assets[file] = b"x"
    return [Planted("case-collision", file)]


def _dotted(tree: Tree, rng: Random) -> None:
    path = f"{MODULES[0]}/{rng.choice(('lean-it', 'it-lean', 'en-a-sv'))}-{tree.unique_letters()}"
    add_chapter(tree, rng, path, "background")


@whole("dropped-file", _dotted)
def dropped_file(tree: Tree, rng: Random) -> list[Planted]:
    """A place or a name that keeps a file off the site."""
    number = tree.unique()
    name = rng.choice(
        (
            f"sv/toolbox/.kort-{number}.md",
            f"it/bild-{number}.png",
            f"bilder/bild-{number}.png",
            f"blad-{number}.md",
            f"sv/toolbox/kort-{number}.en.md",
        )
    )
    tree.add(f"docs/{name}", "x\n")
    return [Planted("dropped-file", f"docs/{name}")]


@whole("same-address", _GOOD_NAMES)
def same_address(tree: Tree, rng: Random) -> list[Planted]:
    """Two sources for one address: a page beside a folder of its name."""
    path = fresh(tree, rng, "background")
    module, _, name = path.rpartition("/")
    first = f"{module}/{name}"
    add_twin(tree, rng, first)
    return [Planted("same-address", _file(first, language)) for language in LANGUAGES]


def add_twin(tree: Tree, rng: Random, path: str) -> None:
    """A page at `path`/index.md, in both languages, beside the one at `path`.md."""
    del rng
    for language in LANGUAGES:
        tree.add(f"docs/{language}/{path}/index.md", f"---\ntitle: {path}\ndescription: Två.\n---\n\nText.\n")
    tree.insert(NAVIGATION, _menu(tree, path), f"      - {path}/index.md")


# --- sheets ---------------------------------------------------------------------------------------------------

_BLANKS = (
    "| Fråga | Svar |\n|---|---|\n| Vad? | |",
    "| Dag | Vad | Vem |\n|---|---|---|\n| 1 | Allt | Alla |\n| | | |",
    "```text\nTill [namn]\nI dag provar vi vagnen.\n```",
)
_TO_READ = (
    "- [ ] Alla når att skriva.",
    "1. Stå still.\n2. Titta.",
    "> Vad ser du?",
    "| Nu | Sedan |\n|---|---|\n| 6 | 2 |",
)
_MARKED = {"sv": "Påhittat exempel: ifyllt", "en": "Invented example: completed"}
_UNSAID = (
    "Exempel: ifyllt",
    "Så gjorde ett företag",
    "Ifyllt, påhittat exempel",
    "Example: invented",
    "invented example",
)


def _example(title: str, rng: Random) -> str:
    sign, gap = rng.choice(("???", "???+", "!!!")), rng.choice(("\n", ""))
    return f'{sign} example "{title}"\n{gap}    Vagnen, i morgon.'


def _sheet(tree: Tree, path: str, texts: dict[str, str], mark: str = " .sheet") -> list[Line]:
    """A sheet before the first heading, in both languages; its headings are returned."""
    number = tree.unique()
    heading = f"## Blad {{#bench-sheet-{number}{mark}}}"
    written = ((_file(path, each), f"{heading}\n\n{texts[each]}".rstrip("\n")) for each in LANGUAGES)
    return [_text(tree, file, text)[0] for file, text in written]


def _right_sheet(tree: Tree, rng: Random, path: str) -> None:
    """To fill in and shown filled in, or only to read."""
    text, read = rng.choice(_BLANKS), rng.choice(_TO_READ)
    shown = {each: f"{text}\n\n{_example(_MARKED[each], rng)}" for each in LANGUAGES}
    _sheet(tree, path, rng.choice((shown, dict.fromkeys(LANGUAGES, read))))


@whole("empty-sheet", _chapter(_right_sheet))
def empty_sheet(tree: Tree, rng: Random) -> list[Planted]:
    """A sheet with nothing under its heading, or nothing that readers see."""
    path = fresh(tree, rng)
    texts = dict.fromkeys(LANGUAGES, rng.choice(("", "<!-- Tabellen kommer. -->")))
    headings = _sheet(tree, path, texts, rng.choice((" .sheet", " .wide .sheet")))
    return [Planted("empty-sheet", _file(path, each), line) for each, line in zip(LANGUAGES, headings, strict=True)]


@whole("sheet-without-example", _chapter(_right_sheet))
def sheet_without_example(tree: Tree, rng: Random) -> list[Planted]:
    """A sheet to fill in that is never shown filled in, or only in a box of another kind."""
    path = fresh(tree, rng)
    text = rng.choice(_BLANKS) + rng.choice(("", '\n\n??? note "Påhittat"\n\n    Vagnen.'))
    headings = _sheet(tree, path, dict.fromkeys(LANGUAGES, text))
    files = (_file(path, each) for each in LANGUAGES)
    return [Planted("sheet-without-example", file, line) for file, line in zip(files, headings, strict=True)]


@whole("example-not-marked", _chapter(_right_sheet))
def example_not_marked(tree: Tree, rng: Random) -> list[Planted]:
    """An example that does not say at once that it is invented, in one language."""
    path, language = fresh(tree, rng), rng.choice(LANGUAGES)
    texts, state = {}, rng.getstate()
    for each in LANGUAGES:
        rng.setstate(state)  # the same kind of box in both languages
        texts[each] = _example(_UNSAID[state[1][0] % len(_UNSAID)] if each == language else _MARKED[each], rng)
    for each in LANGUAGES:
        _text(tree, _file(path, each), texts[each])
    return _at(tree, "example-not-marked", _file(path, language), texts[language].split("\n")[0])


@whole("sheet-mismatch", _chapter(_right_sheet))
def sheet_mismatch(tree: Tree, rng: Random) -> list[Planted]:
    """A heading that begins a sheet in one language only."""
    path, at = fresh(tree, rng), rng.randrange(2)
    headings = _sheet(tree, path, dict.fromkeys(LANGUAGES, rng.choice(_TO_READ)))
    headings[1 - at].text = headings[1 - at].text.replace(" .sheet", rng.choice(("", " .wide", " .sheets")))
    return [Planted("sheet-mismatch", _file(path, "en"), headings[1])]


def _right_part(tree: Tree, rng: Random, path: str) -> None:
    text = f"### Blad {{#bench-sheet-{tree.unique()} .sheet}}\n\n{rng.choice(_BLANKS)}"
    for language in LANGUAGES:
        shown = f"{text}\n\n{_example(_MARKED[language], Random(0))}"
        _text(tree, _file(path, language), shown, _AFTER_WORKSHEETS[language])


_AFTER_WORKSHEETS = {"sv": "## Observationsprotokoll", "en": "## Observation sheet"}


@whole("unmarked-sheet", _chapter(_right_part, "guide"))
def unmarked_sheet(tree: Tree, rng: Random) -> list[Planted]:
    """Something to fill in among a guide's sheets, without the class."""
    path, planted = fresh(tree, rng, "guide"), []
    text = f"### Blad {{#bench-sheet-{tree.unique()}}}\n\n{rng.choice(_BLANKS[:2])}"
    for language in LANGUAGES:
        file = _file(path, language)
        lines = _text(tree, file, text, _AFTER_WORKSHEETS[language])
        planted.append(Planted("unmarked-sheet", file, lines[0]))
    return planted
