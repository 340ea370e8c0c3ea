"""Defects that are more than a text: front matter, relations, the menu, frames, files, names and bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from .classes import LookAlike, whole
from .handbook import MODULES, add_chapter, fresh
from .tree import GUILTY, LANGUAGES, NAVIGATION, Line, Planted, Tree

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
    """Put a key into the front matter."""
    file = _file(path, language)
    return tree.insert(file, tree.line(file, "title:"), f"{key}: {value}")[0]


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
        ("state", '"trial"'),
        ("needs", "[ ]"),
    )
    _set(tree, path, *rng.choice(good))


@whole("front-matter", _chapter(_values))
def front_matter_unreadable(tree: Tree, rng: Random) -> list[Planted]:
    """Front matter that YAML cannot read, on the line that is wrong."""
    path = fresh(tree, rng)
    key, value = rng.choice(
        (("description", "Mötet: så leder du det"), ("needs", "[a, b"), ("title", '"Mötet'), ("title", "@mötet"))
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
    )
    line = _set(tree, path, *rng.choice(wrong))
    return [Planted("front-matter-value", _file(path), line)]


# --- languages ------------------------------------------------------------------------------------------------


def _swedish_only(tree: Tree, _rng: Random, path: str) -> None:
    _add(tree, path, "languages", "[sv]")
    del tree.files[_file(path, "en")]


@whole("missing-translation", _chapter(_swedish_only))
def missing_translation(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter without its English file."""
    path = fresh(tree, rng)
    del tree.files[_file(path, "en")]
    return [Planted("missing-translation", _file(path))]


@whole("missing-source", _chapter(_swedish_only))
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
    _add(tree, path, "translated_from", _fingerprint(tree, path), "en")


@whole("stale-translation", _chapter(_translated))
def stale_translation(tree: Tree, rng: Random) -> list[Planted]:
    """A translation whose Swedish text has changed."""
    path = fresh(tree, rng)
    line = _add(tree, path, "translated_from", _fingerprint(tree, path), "en")
    _text(tree, _file(path), "En rad till.")
    return [Planted("stale-translation", _file(path, "en"), line)]


_EXTRA = (
    "| Vad | När |\n|---|---|\n| Ett | Två |",
    '!!! note "Ruta"\n\n    Text.',
    '??? info "Ruta"\n\n    Text.',
    '=== "Flik"\n\n    Text i fliken.',
    "- [ ] Att göra",
    "Text [@larsson2021debrief].",
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
    file, english = _file(path, language), _file(path, "en")
    heading = next(line for line in tree.files[file] if line.text.endswith(f"{{#{following}}}"))
    tree.insert(file, heading, f"Och:\n\n{rng.choice(_EXTRA)}\n")
    line = next(line for line in tree.files[english] if line.text.endswith(f"{{#{section}}}"))
    return [Planted("structure-mismatch", english, line)]


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


def _on_trial(tree: Tree, rng: Random, path: str) -> None:
    needed = _earlier(tree, rng, path)
    _set(tree, path, "state", "included")
    _set(tree, path, "needs", f"[{needed}]")


@whole("needs-draft", _chapter(_on_trial))
def needs_draft(tree: Tree, rng: Random) -> list[Planted]:
    """An included chapter that rests on a draft."""
    pair = sorted(
        (fresh(tree, rng), fresh(tree, rng)), key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each))
    )
    _set(tree, pair[0], "state", "draft")
    _set(tree, pair[1], "state", "included")
    line = _set(tree, pair[1], "needs", f"[{pair[0]}]")
    return [Planted("needs-draft", _file(pair[1]), line)]


@whole("order-against-needs", _chapter(_chain))
def order_against_needs(tree: Tree, rng: Random) -> list[Planted]:
    """A menu that shows a chapter before one that it needs."""
    pair = sorted(
        (fresh(tree, rng), fresh(tree, rng)), key=lambda each: tree.files[NAVIGATION].index(_menu(tree, each))
    )
    _set(tree, pair[0], "needs", f"[{pair[1]}]")
    return [Planted("order-against-needs", NAVIGATION, _menu(tree, pair[0]))]


@whole("not-in-navigation", _chapter())
def not_in_navigation(tree: Tree, rng: Random) -> list[Planted]:
    """A chapter that stands in no menu."""
    path = fresh(tree, rng)
    tree.files[NAVIGATION].remove(_menu(tree, path))
    return [Planted("not-in-navigation", _file(path))]


def _web_entry(tree: Tree, _rng: Random) -> None:
    tree.insert(NAVIGATION, tree.line(NAVIGATION, f"- {MODULES[0]}:"), "  - Sidan: https://example.org/")


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
    languages = (rng.choice(LANGUAGES),)
    if rng.random() < 0.5:
        _set(tree, path, "minutes", rng.choice(("55", "90")))
        languages = LANGUAGES  # type: ignore[assignment]
    else:
        row = tree.line(_file(path, languages[0]), "| 20 |")
        row.text = rng.choice(
            (row.text.replace("20", "25"), row.text.replace("Välj", "Kärna").replace("Choose", "Core"))
        )
    files = [_file(path, language) for language in languages]
    ends = ("## Körschema", "## Run sheet")
    return [_at(tree, "minutes-differ", file, ends[file.startswith("docs/en")])[0] for file in files]


def _reworded(tree: Tree, rng: Random, path: str) -> None:
    _set(tree, path, "forms", rng.choice(("[on-site]", "[on-site, remote]")))


@whole("form-without-tab", _chapter(_reworded, "guide"))
def form_without_tab(tree: Tree, rng: Random) -> list[Planted]:
    """A form without its tab, or a tab that says nothing."""
    path, language = fresh(tree, rng, "guide"), rng.choice(LANGUAGES)
    file = _file(path, language)
    tab = tree.line(file, '=== "Hybrid"')
    if rng.random() < 0.5:
        tab.text = '=== "Blandat"'
    else:
        tree.files[file][tree.files[file].index(tab) + 2].text = rng.choice(("    Ja.", "    Inte här.", "    –"))
    return _at(tree, "form-without-tab", file, "## På plats" if language == "sv" else "## On site")


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
        f"@book{{{key},\n  author = {{A, B}},\n  title = {{T}},\n  publisher = {{P}},\n  verified = {{memory}},\n}}\n",
    )


@whole("bibliography", _work)
def work_that_cannot_be_listed(tree: Tree, rng: Random) -> list[Planted]:
    """A work without what its kind needs, or with a word for `verified` that there is not."""
    key = f"bad{tree.unique()}"
    kind, verified = rng.choice((("book", "seen"), ("poem", "seen"), ("misc", "yes")))
    fields = f"author = {{A, B}},\n  title = {{T}},\n  year = {{2020}},\n  verified = {{{verified}}}"
    line = _entry(tree, f"{GUILTY}@{kind}{{{key},\n  {fields},\n}}\n")[0]
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
    return [Planted("left-behind", file, lines[at]) for at in (0, 4)]


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


@whole("left-behind", _GOOD_NAMES)
def left_behind_file(tree: Tree, rng: Random) -> list[Planted]:
    """A file that a program left, or a pointer instead of the file."""
    if rng.random() < 0.3:
        path = fresh(tree, rng, "background")
        file, text = _file(path), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
        tree.add(file, text)
        return [Planted("left-behind", file), Planted("front-matter", file), *_ids_gone(tree, path)]
    names = (
        "Thumbs.db",
        "desktop.ini",
        "blad.md~",
        "blad.bak",
        "~$blad.docx",
        "blad - Kopia.pdf",
        "a.crdownload",
        "x.orig",
    )
    return [Planted("left-behind", _named(tree, rng.choice(names)))]


def _ids_gone(tree: Tree, path: str) -> list[Planted]:
    """The English page's ids, which the emptied Swedish one has not."""
    file = _file(path, "en")
    return [Planted("id-mismatch", file, line) for line in tree.files[file] if "{#" in line.text]


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
    path = f"{MODULES[0]}/{rng.choice(('v1.2', 'steg.ett', 'a.b-c', 'lean-it'))}-{tree.unique()}"
    add_chapter(tree, rng, path, "background")


@whole("dropped-file", _dotted)
def dropped_file(tree: Tree, rng: Random) -> list[Planted]:
    """A place or a name that keeps a file off the site."""
    number = tree.unique()
    name = rng.choice(
        (f"it/bild-{number}.png", f"bilder/bild-{number}.png", f"blad-{number}.md", f"sv/toolbox/kort-{number}.en.md")
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
    return [Planted("same-address", found) for found in _later(first)]


def add_twin(tree: Tree, rng: Random, path: str) -> None:
    """A page at `path`/index.md, in both languages, beside the one at `path`.md."""
    del rng
    for language in LANGUAGES:
        tree.add(f"docs/{language}/{path}/index.md", f"---\ntitle: {path}\ndescription: Två.\n---\n\nText.\n")
    tree.insert(NAVIGATION, _menu(tree, path), f"      - {path}/index.md")


def _later(path: str) -> list[str]:
    return [max(_file(path, language), f"docs/{language}/{path}/index.md") for language in LANGUAGES]


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
    return [Planted("sheet-mismatch", _file(path, LANGUAGES[at]), headings[at])]


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
