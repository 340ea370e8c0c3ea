"""Defects that are a text within a chapter: links, images, addresses, ids, citations, words."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from .classes import Pair, Writer, inline, pair, same, twin
from .constructs import DOWNLOADS, IMAGES, LINKS, PLAIN, RAW_LINKS, WRAPPERS
from .handbook import ADDRESS, FIGURES, FORBIDDEN, PROGRAMME_WORK, UNSEEN_WORKS, WORKS
from .handbook import DOWNLOADS as FILES
from .tree import GUILTY, Spot

_HEADING = (WRAPPERS[18],)
_NO_HEADING = tuple(each for each in WRAPPERS if each not in _HEADING)
_TYPED = ("debreif", "pulse-meting", "go-see", "hat-kard", "mote")


def _link(spot: Spot, bad: str, good: str = "") -> Pair:
    """The same form of link with two targets."""
    form, number = spot.rng.choice(LINKS), spot.tree.unique()
    return pair(form(bad, number), form(good or spot.to(spot.chapter()), number))


def _missing(spot: Spot) -> str:
    return f"{spot.rng.choice(_TYPED)}-{spot.tree.unique()}"


def _right_link(spot: Spot) -> str:
    form = spot.rng.choice(LINKS[:9])
    anchor = spot.rng.choice(("", "#evidence", "#evidence", "?print#evidence"))
    return form(spot.to(spot.chapter()) + anchor, 0)[0].replace(GUILTY, "")


def _right_image(spot: Spot) -> str:
    name = spot.rng.choice(FIGURES)
    written = spot.rng.choice((name, quote(name)))
    form = spot.rng.choice(IMAGES[:5])
    return form(spot.to_asset(f"figures/{written}"), 0)[0].replace(GUILTY, "")


def _right_raw(spot: Spot) -> str:
    target = spot.address(spot.chapter()) + spot.rng.choice(("", "#evidence", "index.html"))
    return spot.rng.choice(RAW_LINKS[:3])(target, 0)[0].replace(GUILTY, "")


def _of(*texts: str) -> Writer:
    return lambda spot: spot.rng.choice(texts)


@inline("broken-link", right=(_right_link,))
def link_to_missing_chapter(spot: Spot) -> Pair:
    """A link to a chapter that there is not, in the same module or another."""
    module = spot.rng.choice((spot.path, spot.chapter())).rpartition("/")[0]
    anchor = spot.rng.choice(("", "#evidence"))
    return _link(spot, spot.to(f"{module}/{_missing(spot)}") + anchor)


@inline("broken-link", right=(_right_link,))
def link_to_missing_module(spot: Spot) -> Pair:
    """A link to a module that there is not."""
    return _link(spot, spot.to(f"{_missing(spot)}/chapter-aaab"))


@inline("broken-link", right=(_right_link,))
def link_out_of_the_chapters(spot: Spot) -> Pair:
    """One `../` too many or too few."""
    right = spot.to(spot.chapter())
    wrong = f"../../{spot.chapter()}.md" if spot.rng.random() < 0.5 else f"x/{right.rpartition('/')[2]}"
    return _link(spot, wrong, right)


@inline("broken-link", right=(_right_link,))
def link_from_the_root(spot: Spot) -> Pair:
    """A link that begins with a slash."""
    return _link(spot, f"/{spot.rng.choice(('', 'en/', 'sv/'))}{spot.chapter()}{spot.rng.choice(('.md', '/'))}")


@inline("broken-link", right=(_right_link,))
def link_to_an_address(spot: Spot) -> Pair:
    """The address of a page instead of its file."""
    chapter = spot.chapter()
    there = spot.to(chapter).removesuffix(".md")
    return _link(spot, there + spot.rng.choice(("/", "", ".html", "/index.html", "/#evidence")), f"{there}.md")


@inline("broken-anchor", right=(_right_link,))
def link_to_missing_anchor(spot: Spot) -> Pair:
    """An id that the other chapter has not."""
    there = spot.to(spot.chapter())
    return _link(spot, f"{there}#{_missing(spot)}", f"{there}#evidence")


@inline("broken-anchor", right=(_of("[ovan](#evidence)", "[ovan](#evidence 'Underlag')", "[ovan]( #evidence )"),))
def link_to_missing_anchor_here(spot: Spot) -> Pair:
    """An id that the page itself has not."""
    return _link(spot, f"#{_missing(spot)}", "#evidence")


@inline("broken-anchor", right=(_right_link,))
def link_to_words_instead_of_id(spot: Spot) -> Pair:
    """The words of a heading, the id that a tool would make of them, or a repeated id."""
    there = spot.rng.choice(("", spot.to(spot.chapter())))
    wrong = spot.rng.choice(("underlag", "Underlag", "evidence_1", "evidence-1", "på-en-minut", "p%C3%A5-en-minut"))
    return _link(spot, f"{there}#{wrong}", f"{there}#evidence")


@inline("broken-anchor")
def link_to_an_id_in_code(spot: Spot) -> Pair:
    """An id that stands only in an example."""
    name = f"shown-{spot.tree.unique()}"
    shown = spot.rng.choice((f"```markdown\n## Ord {{#{name}}}\n```", f"<!-- <a id={name}></a> -->"))
    for language in (spot.language, spot.other):
        spot.put(language, f"\nSå här skriver ni.\n\n{shown}\n")
    return _link(spot, f"#{name}", "#evidence")


@inline("wrong-case", right=(_right_link,))
def link_in_wrong_case(spot: Spot) -> Pair:
    """Capital letters in the path of a chapter."""
    right = spot.to(spot.chapter())
    folder, slash, name = right.rpartition("/")
    return _link(spot, folder + slash + spot.rng.choice((name.title().replace(".Md", ".md"), name.upper())), right)


@inline("wrong-case", right=(_right_link,))
def anchor_in_wrong_case(spot: Spot) -> Pair:
    """Capital letters in an id."""
    there = spot.rng.choice(("", spot.to(spot.chapter())))
    return _link(spot, there + spot.rng.choice(("#Evidence", "#EVIDENCE")), f"{there}#evidence")


@inline("wrong-case", right=(_right_image,))
def image_in_wrong_case(spot: Spot) -> Pair:
    """Capital letters in the name of an image."""
    return _image(spot, spot.rng.choice(("figures/Flow.svg", "Figures/flow.svg", "figures/flow.SVG")))


def _image(spot: Spot, name: str) -> Pair:
    form, number = spot.rng.choice(IMAGES[:6]), spot.tree.unique()
    return pair(form(spot.to_asset(name), number), form(spot.to_asset("figures/flow.svg"), number))


@inline("broken-file", right=(_right_image,))
def missing_image(spot: Spot) -> Pair:
    """An image that there is not, linked or not, with attributes or not."""
    return _image(spot, f"figures/{_missing(spot)}.{spot.rng.choice(('svg', 'png', 'jpg'))}")


@inline("broken-file", right=(_right_image,))
def missing_image_encoded(spot: Spot) -> Pair:
    """An image with å in its name, written as a browser does, whose letters are in two parts or wrong."""
    wrong = unicodedata.normalize("NFD", "tavla-åäö.svg")
    return _image(spot, f"figures/{quote(spot.rng.choice((wrong, 'tavla-åaö.svg', 'tävla-åäö.svg')))}")


def _right_download(spot: Spot) -> str:
    return spot.rng.choice(DOWNLOADS[:2])(spot.to_asset(spot.rng.choice(FILES)), 0)[0].replace(GUILTY, "")


@inline("broken-file", right=(_right_download,))
def missing_download(spot: Spot) -> Pair:
    """A sheet to print that there is not."""
    form, number = spot.rng.choice(DOWNLOADS), spot.tree.unique()
    bad = spot.to_asset(f"{_missing(spot)}.{spot.rng.choice(('pdf', 'xlsx', 'docx'))}")
    return pair(form(bad, number), form(spot.to_asset("sheet.xlsx"), number))


@inline("link-to-other-language", right=(_right_link,))
def link_to_other_language(spot: Spot) -> Pair:
    """A link that takes the reader to the other language."""
    there = spot.to(spot.chapter())
    up = "../" * (spot.path.count("/") + 1)
    return _link(spot, f"{up}{spot.other}/{spot.chapter()}.md{spot.rng.choice(('', '#evidence'))}", there)


def _raw(spot: Spot, bad: str) -> Pair:
    form = spot.rng.choice(RAW_LINKS)
    return pair(form(bad, 0), form(spot.address(spot.chapter()), 0))


@inline("broken-link", right=(_right_raw,))
def html_link_to_missing_chapter(spot: Spot) -> Pair:
    """HTML that links to nothing, or to a Markdown file, which HTML cannot follow."""
    chapter = spot.chapter()
    return _raw(spot, spot.rng.choice((spot.to(chapter), spot.address(f"{chapter}-gone"), f"../{_missing(spot)}/")))


@inline("broken-anchor", right=(_right_raw,))
def html_link_to_missing_anchor(spot: Spot) -> Pair:
    """HTML that links to an id that there is not."""
    return _raw(spot, spot.rng.choice(("", spot.address(spot.chapter()))) + f"#{_missing(spot)}")


@inline("link-to-other-language", right=(_right_raw,))
def html_link_to_other_language(spot: Spot) -> Pair:
    """HTML that links to the other language."""
    up = "../" * (spot.path.count("/") + 1)
    bad = f"{up}en/{spot.chapter()}/" if spot.language == "sv" else f"{up}../{spot.chapter()}/"
    return _raw(spot, bad)


_MEDIA = (
    '<img src="{t}" alt="Vägen">',
    "<img alt='Vägen' loading=\"lazy\" src='{t}'>",
    '<img src="{r}" srcset="{r} 1x, {t} 2x" alt="Vägen">',
    '<video poster="{t}" src="{v}" controls></video>',
    '<video poster="{r}" src="{t}" controls></video>',
    '<video controls><source src="{t}" type="video/mp4"></video>',
)


def _media(spot: Spot, text: str, target: str) -> str:
    right, film = spot.asset_address("figures/flow.svg"), spot.asset_address("film.mp4")
    return text.replace("{t}", target).replace("{r}", right).replace("{v}", film)


def _right_media(spot: Spot) -> str:
    return _media(spot, spot.rng.choice(_MEDIA), spot.asset_address("figures/roles.svg"))


@inline("broken-file", right=(_right_media,))
def html_media_missing(spot: Spot) -> Pair:
    """HTML that shows an image or a film that there is not: src, srcset, poster, source."""
    text = spot.rng.choice(_MEDIA)
    bad = GUILTY + spot.asset_address(f"figures/{_missing(spot)}.png")
    return same(_media(spot, text, bad), _media(twin(spot), text, twin(spot).asset_address("figures/flow.svg")))


@inline(
    "undefined-label",
    right=(_of("\\[kortet\\]\\[kort\\]", "[kortet] [tavlan]", "[ ] eller [x]", "[namn]", "fältet [1]"),),
)
def undefined_label(spot: Spot) -> Pair:
    """A link label that no line on the page defines."""
    name = _missing(spot)
    text = spot.rng.choice((f"[kortet][{name}]", f"[{name}][]", f"![kortet][{name}]", f"[**kortet**][{name}]"))
    return same(GUILTY + text, "kortet")


def _labelled(spot: Spot, second: str) -> str:
    name, there = f"kort-{spot.tree.unique()}", spot.to(spot.chapter())
    return f"[kortet][{name}] ord.\n\n[{name}]: {there}\n[{name}]: {GUILTY}{second or there}\n\nOrd"


@inline("duplicate-label", among=(WRAPPERS[0],), right=(lambda spot: _labelled(spot, "").replace(GUILTY, ""),))
def duplicate_label(spot: Spot) -> Pair:
    """A label that two lines lead to different places."""
    text = _labelled(spot, spot.rng.choice(("#evidence", "https://example.org/", "../index.md")))
    return same(text, text.partition("\n\n")[0].partition("]")[0].removeprefix("["))


@inline("undefined-footnote", right=(_of("\\[^kort]", "`[^kort]`", "[^ kort", "2^3^"),))
def undefined_footnote(spot: Spot) -> Pair:
    """A mark of a footnote that is not there."""
    return same(f"bladet{GUILTY}[^{_missing(spot)}]", "bladet")


def _picture_link(spot: Spot) -> str:
    return f"[![Vägen]({spot.to_asset('figures/flow.svg')})]({spot.to(spot.chapter())})"


@inline("empty-link", right=(_of("\\[]()", "`[]()`", "\\[ ]", "[ ] ruta", "()"), _picture_link))
def empty_link(spot: Spot) -> Pair:
    """A link with nothing to press, or that leads nowhere."""
    there = spot.to(spot.chapter())
    text = spot.rng.choice(
        (
            f"[]({there})",
            "[kortet]()",
            "[kortet](<>)",
            "[kortet](#)",
            f"[ ]({there})",
            f'<a href="{spot.address(spot.chapter())}"></a>',
        )
    )
    text = text.replace("](", f"]({GUILTY}").replace('href="', f'href="{GUILTY}')
    return same(text, "kortet")


def _decoration(spot: Spot) -> str:
    return f'<img src="{spot.asset_address("figures/flow.svg")}" alt="">'


_NO_NEED = ("`![](a.svg)`", "!\\[](#evidence-)", "bilden")


@inline("image-without-words", right=(_right_image, _decoration, _of(*_NO_NEED)))
def image_without_words(spot: Spot) -> Pair:
    """A picture with nothing to read aloud in its place, linked or not, in Markdown or in HTML."""
    there = spot.to_asset("figures/flow.svg")
    address = spot.asset_address("figures/flow.svg")
    forms = ("![]({t})", "![ ](<{t}>)", "![]({t}){ .figure }", "[![]({t})](https://example.org/)", '<img src="{a}">')
    form = spot.rng.choice(forms)
    bad = form.replace("{t}", GUILTY + there).replace("{a}", GUILTY + address)
    words = form.replace("![]", "![Vägen]").replace("![ ]", "![Vägen]").replace('{a}"', '{a}" alt="Vägen"')
    good = words.replace("{t}", there).replace("{a}", twin(spot).asset_address("figures/flow.svg"))
    return same(bad, good)


@inline("space-in-link", right=(_of("[namn] (se bilagan)", "[1] (sidan 4)", "\\[kortet] (x.md)", "[a] (b)"),))
def space_in_link(spot: Spot) -> Pair:
    """A blank between the brackets."""
    there = spot.rng.choice((spot.to(spot.chapter()), "#evidence", "https://example.org/", "../index.md"))
    return same(f"[kortet]{GUILTY} ({there})", f"[kortet]({spot.to(spot.chapter())})")


@inline(
    "not-a-link",
    right=(
        _of("<https://example.org/a.md>", "[kortet](<#evidence>)", "(se)[två]", "1 < a.md > 0", "\\[kortet](a.md"),
        _of("[kortet (a.md)]", "\\[kortet](a.md)"),
    ),
)
def not_a_link(spot: Spot) -> Pair:
    """An address in brackets of the wrong kind, or in one that never ends."""
    there = spot.to(spot.chapter())
    forms: tuple[str, ...] = ("{g}<{t}>", "{g}<www.example.org>", "{g}(kortet)[{t}]", "[kortet]({g}{t}")
    forms += ("[kortet]({g}{t} (sidan 2)", "{g}[kortet({t})", "kortet]({g}{t})", "{g}[kortet]{{t}}")
    text = spot.rng.choice(forms).replace("{g}", GUILTY).replace("{t}", there)
    return same(text, f"[kortet]({there})")


_ASKING = (
    '--8<-- "../{t}"',
    '--8<-- "docs/sv/{t}"',
    "-8<- '{t}:part'",
    '--8<-- "kort.md:1:3"',
    '--8<-- "https://example.org/a.md"',
    "--8<--\n{t}\n--8<--",
    "--8<-- 'kort.md'",
    "--8<-- kort.md",
    '---8<--- "kort.md"',
    ';--8<-- "kort.md"',
)


@inline("snippet", among=(WRAPPERS[0],), right=(_of("--8<-- i en rad", '`--8<-- "a.md"`', "7-8<-9"),))
def snippet(spot: Spot) -> Pair:
    """A line that asks for another file in a way that no page follows."""
    text = spot.rng.choice(_ASKING).replace("{t}", f"{spot.chapter()}.md")
    if spot.rng.random() < 0.2:
        return same(
            f'ord.\n\n- Papper.\n\n    {GUILTY}--8<-- "kort.md"\n\nOrd', "ord.\n\n- Papper.\n\n    Penna.\n\nOrd"
        )
    return same(f"ord.\n\n{GUILTY}{text}\n\nOrd", "ord.\n\nOrd")


_ADDRESSES = (
    "[sidan](https://example.org/)",
    '[sidan](http://example.org/a_(b) "Titel")',
    "<https://example.org/a?b=1&c=2>",
    "[skriv](mailto:coach@example.org)",
    "<coach@example.org>",
    "[ring](tel:+46701234567)",
    "[sidan](HTTPS://EXAMPLE.ORG/)",
    "https://example.org/ i löpande text",
    "localhost, file: och C: i löpande text",
)


def _outside(spot: Spot, bad: str) -> Pair:
    forms = [form for form in LINKS if "\\" not in bad and " " not in bad] or list(LINKS[:4])
    form, number = spot.rng.choice(forms), spot.tree.unique()
    return pair(form(bad, number), form("https://example.org/", number))


@inline("mistyped-address", right=(_of(*_ADDRESSES),))
def mistyped_address(spot: Spot) -> Pair:
    """A scheme or a host that a finger has slipped on."""
    wrong = (
        "htpps://example.org/",
        "htps://example.org/a",
        "hhtp://example.org/",
        "ttps://example.org/",
        "https:/example.org/",
        "https:example.org",
        "https://",
        "https:///example.org/",
        "//example.org/a",
        "www.example.org",
        "www.produktionslyftet.se/om",
        "produktionslyftet.se",
        "example.com/en/sida",
        "mailo:coach@example.org",
        "https//example.org/",
        "http//www.example.se",
        "http;//example.org",
        "https://https://example.org/",
        "mailto:coach.example.org",
        "coach@example.org",
        "https://example,org/",
    )
    return _outside(spot, spot.rng.choice(wrong))


@inline("unreachable-address", right=(_of(*_ADDRESSES),))
def unreachable_address(spot: Spot) -> Pair:
    """An address that only one computer knows."""
    wrong = (
        "http://localhost:8000/sv/",
        "http://127.0.0.1:8000/",
        "https://localhost/",
        "http://0.0.0.0:8000/a",
        "http://[::1]:8000/",
        "file:///C:/bilder/tavla.png",
        "file://server/delad/blad.xlsx",
        "C:/Users/eva/tavla.png",
        "FILE:///home/eva/a.pdf",
        "http://intranet/blad.pdf",
        "https://filer.local/",
        "http://192.168.1.20/tavla",
    )
    return _outside(spot, spot.rng.choice(wrong))


@inline("unreachable-address", among=PLAIN, right=(_of("`C:\\Temp`", "en \\* stjärna", "\\[kortet\\]"),))
def backslashes(spot: Spot) -> Pair:
    """A path as Windows writes it."""
    wrong = (spot.to(spot.chapter()).replace("/", "\\"), "C:\\Users\\eva\\blad.pdf", "\\\\server\\delad\\blad.pdf")
    bad = next(each for each in spot.rng.sample(wrong, 3) if "\\" in each)
    form = spot.rng.choice((LINKS[0], LINKS[3], LINKS[6]))
    return pair(form(bad, 0), form(spot.to(spot.chapter()), 0))


@inline("own-address", right=(_of("[sidan](https://handbook.example.org/a/)", f"adressen `{ADDRESS}`"),))
def own_address(spot: Spot) -> Pair:
    """The full address of a page of the handbook itself."""
    part = spot.rng.choice(("", "en/", "1.0/", "latest/en/"))
    tail = spot.rng.choice(("", "#evidence", "index.html"))
    return _outside(spot, f"{ADDRESS}{part}{spot.chapter()}/{tail}")


@inline("unsafe-html", right=(_of("[javascript: är farligt](#evidence)", "`javascript:alert(1)`"),))
def unsafe_address(spot: Spot) -> Pair:
    """An address that a browser would run."""
    wrong = ("javascript:alert(1)", "JavaScript:void(0)", "data:text/html,hej", "vbscript:x", "blob:x")
    return _outside(spot, spot.rng.choice(wrong))


_SAFE_HTML = (
    "<kbd>Ctrl</kbd>",
    "<span class='word' data-x='1'>ord</span>",
    "<abbr title='Value stream map'>VSM</abbr>",
    "H<sub>2</sub>O",
    "a < b och b > a",
    "&lt;script&gt;",
    "`<script>alert(1)</script>`",
    "<br>",
)


@inline("unsafe-html", right=(_of(*_SAFE_HTML),))
def unsafe_tag(spot: Spot) -> Pair:
    """A tag that runs or fetches."""
    wrong = (
        "<script>alert(1)</script>",
        '<iframe src="https://example.org/"></iframe>',
        '<object data="https://example.org/"></object>',
        '<embed src="https://example.org/">',
        "<button>Tryck</button>",
        '<input type="text">',
        "<marquee>hej</marquee>",
        "<SCRIPT>alert(1)</SCRIPT>",
    )
    return same(GUILTY + spot.rng.choice(wrong), "texten")


@inline("unsafe-html", right=(_of(*_SAFE_HTML),))
def unsafe_attribute(spot: Spot) -> Pair:
    """An attribute that runs something, or changes how the page looks."""
    wrong = ('<span onclick="a()">ord</span>', '<b style="color:red">ord</b>', "<i ONLOAD=a()>ord</i>")
    return same(GUILTY + spot.rng.choice(wrong), "texten")


@inline(
    "unsafe-html",
    right=(_of('[kortet](#evidence){ title="onclick=a()" }', '`*ord*{ onclick="a()" }`', "ordet onclick"),),
)
def unsafe_attribute_list(spot: Spot) -> Pair:
    """What runs or paints, written in an attribute list."""
    image = f"![Vägen]({spot.to_asset('figures/flow.svg')})"
    element = spot.rng.choice(("*ord*", "**ord**", "[kortet](#evidence)", "<https://example.org/>", image))
    wrong = ('{ onclick="a()" }', "{: style='color:red' .wide }", '{ .wide title="x" onerror="a()"}', "{ONLOAD=a()}")
    return same(f"{element}{GUILTY}{spot.rng.choice(wrong)}", element)


_RIGHT_KEYS = (f"ord [@{WORKS[0]}]", f"`@{WORKS[0]}`", f"\\@{WORKS[0]}", "coach2021@example.org", "@coach", "maj2021")


@inline("not-a-citation", right=(_of(*_RIGHT_KEYS),))
def not_a_citation(spot: Spot) -> Pair:
    """A key whose signs are almost right."""
    forms = ("@{0}", "[{0}]", "(@{0})", "[@ {0}]", "[@{0}, @{1}]", "[@{0}, s. 12]", "[@{0}; {1}]", "[@{2}, s. 12]")
    wrong = spot.rng.choice(forms).format(*WORKS[:2], f"nobody{spot.tree.unique()}")
    return same(f"ord {GUILTY}{wrong}", f"ord [@{WORKS[0]}]" + (f" [@{WORKS[1]}]" if WORKS[1] in wrong else ""))


@inline("not-a-comment", among=(WRAPPERS[0],), hide=False, right=(_of("<!-- minns -->", "`<!- x ->`", "a <- b"),))
def not_a_comment(spot: Spot) -> Pair:
    """What begins like a comment, and that readers see."""
    return same(f"ord {GUILTY}<!- {spot.rng.choice(('minns', 'att göra: [x]', 'handbook: terms'))} ->", "ord")


@inline(
    "unknown-directive",
    among=(WRAPPERS[0],),
    right=(_of("ord <!-- handbook: paths --> ord", "<!-- min handbook: x -->", "`<!-- handbook: x -->`"),),
)
def unknown_directive(spot: Spot) -> Pair:
    """A comment that asks the build for what it does not know."""
    wrong = ("modul-chapters", "term", "waive: för att", "waiver broken-link: x", "waved snippet: x", "karta")
    name = spot.rng.choice((f" {spot.rng.choice(wrong)} ", "paths "))
    return same(f"ord {GUILTY}<!-- handbook:{name}--> ord", "ord")


@inline(
    "unknown-citation",
    right=(_of(f"ord [@{WORKS[0]}]", f"ord [@{WORKS[0]}; @{WORKS[1]}]", "coach@example.org", "\\[@ingen2020]"),),
)
def unknown_citation(spot: Spot) -> Pair:
    """A key that references.bib lacks."""
    form = spot.rng.choice(("[@{}]", f"[@{WORKS[1]}; @{{}}]", f"[@{{}}; @{WORKS[1]}]"))
    wrong = spot.rng.choice((WORKS[0][:-1], WORKS[0].upper(), f"nobody{spot.tree.unique()}"))
    return same(f"ord {GUILTY}{form.format(wrong)}", f"ord {form.format(WORKS[0])}")


@inline("unverified-citation", right=(_of(f"ord [@{WORKS[2]}]", f"`[@{UNSEEN_WORKS[0]}]`"),))
def unverified_citation(spot: Spot) -> Pair:
    """A work that nobody has seen."""
    return same(f"ord {GUILTY}[@{spot.rng.choice(UNSEEN_WORKS)}]", f"ord [@{WORKS[0]}]")


@inline(
    "number-without-source",
    right=(
        _of(
            f"att genomgångar hjälper (d = 0,79 i 61 studier) [@{WORKS[0]}]",
            "att två studier finns",
            "att 12 personer kom 2024 kl. 07.15",
            "avsnitt 3.2 om SD-kort",
            "`d = 0.79` och `n = 12`",
            "rad 4, 5 och 6",
            "att 40 procent av korten i 3 lag är gamla",
            f"att en studie av 51 lag visade det, i ett företag [@{WORKS[0]}]",
            "att tre av fyra i laget studerar tavlan",
            "hålet d = 8 mm och kanten r = 0,5 mm",
            "N = 12 st och k = 3 varv vid p = 6 bar",
            "2 SD-kort, och en gräns vid 3 standardavvikelser",
            "att 50 procent av tavlan är fylld",
        ),
    ),
)
def number_without_source(spot: Spot) -> Pair:
    """A number from a study, and no study."""
    wrong: tuple[str, ...] = (
        "d = 0,79",
        "d=0.5",
        "r = −0,3",
        "N = 129",
        "n = 1 200",
        "0,49 SD",
        "61 studier",
        "46 samples",
        "k = 12",
    )
    wrong += (
        "OR = 1,8",
        "p < 0,05",
        "R² = 0.4",
        "95 % konfidensintervall",
        "i en studie av 51 lag",
        "40 % of one study",
        "0,49 standardavvikelser",
        "0.2 standard deviations",
        "av 120 projekt nådde 27 procent målet",
        "of 40 firms 12 per cent gained",
    )
    return same(f"att det hjälper {GUILTY}({spot.rng.choice(wrong)})", "att det hjälper")


@inline(
    "programme-claim-without-source",
    right=(
        _of(
            f"att Produktionslyftet började 2007 [@{PROGRAMME_WORK}]",
            "att Produktionslyftet började 2007 ([sidan](https://www.produktionslyftet.se/))",
            "om Produktionslyftet",
            "`Produktionslyftet 2007`",
            "att ingen vet vad Produktionslyftet ledde till",
            "steg 2 av 5 med Produktionslyftet",
            "vad Produktionslyftet är på 2 minuter",
            "att Produktionslyftet ska göra företagen lönsammare",
        ),
    ),
)
def programme_claim_without_source(spot: Spot) -> Pair:
    """A year or a number about the programme, and no source of its own."""
    wrong = (
        "Produktionslyftet började 2007",
        "Produktionslyftets 150 företag",
        "the Production Leap ran in 2014",
        "Produktionslyftet ledde till bättre jobb",
        "the Production Leap improved all of it",
        "Produktionslyftet började 2007 ([av.se](https://www.av.se/))",
        "Produktionslyftet har gjort företagen lönsammare",
        "Produktionslyftet fungerar",
        "Produktionslyftsföretagen växer snabbare än andra",
        "thanks to Produktionslyftet productivity rose",
    )
    return same(f"att {GUILTY}{spot.rng.choice(wrong)}", "om Produktionslyftet")


_MYTHS = {
    "sv": ("inlärningspyramiden", "95 % av det överförs", "lagets lärstilar", "7–38–55"),
    "en": ("the learning pyramid", "95 per cent of the transfer", "their learning styles", "7/38/55"),
}


@inline(
    "never-print",
    right=(
        _of(
            "att inlärningspyramiden är en myt",
            "that learning styles are a myth",
            "`lärstilar`",
            "95 % i tid",
            "7 av 38",
        ),
    ),
)
def never_print(spot: Spot) -> Pair:
    """A claim that is never to be printed, told as true."""
    return same(f"om {GUILTY}{spot.rng.choice(_MYTHS[spot.language])}", "om det")


_ENDINGS = {"sv": ("", "n", "s", "möte", "smötets", "-möte"), "en": ("", "s", "’s", "ing", "-like")}


@inline(
    "forbidden-term",
    only="sv",
    right=(_of("rätt ord 1", "pulstavelmöte", "ställtidskurt", "en förlängning", "uppstartsmö", "ställtidskortion"),),
)
def forbidden_swedish(spot: Spot) -> Pair:
    """A Swedish word that the term list forbids, inflected or in a compound."""
    return _forbidden(spot)


@inline(
    "forbidden-term",
    only="en",
    right=(_of("right word 1", "a pulse board", "a start-up meting", "an arm"),),
    hide=True,
)
def forbidden_english(spot: Spot) -> Pair:
    """An English word that the term list forbids."""
    return _forbidden(spot)


def _forbidden(spot: Spot) -> Pair:
    word = spot.rng.choice(FORBIDDEN[spot.language])
    before = spot.rng.choice(("", "", "morgon")) if spot.language == "sv" and " " not in word else ""
    word = before + word + spot.rng.choice(_ENDINGS[spot.language])
    written = spot.rng.choice((word, word.capitalize(), f"**{word}**"))
    return same(f"om {GUILTY}{written} i dag", "om ordet i dag")


_LAWS = (
    "AFS 2015:4",
    "AFS 2001:1",
    "AFS 2012:2",
    "AFS\u00a02015:4",
    "AFS2015:4",
    "AFS 2015: 4",
    "afs 2001:1",
    "Arbetsmiljöverkets föreskrifter (2015:4)",
)


@inline(
    "unknown-term",
    right=(
        lambda spot: f"om [[{'rätt ord 1' if spot.language == 'sv' else 'right word 1'}]]",
        _of("`[[ordet]]`", "\\[[ordet]]", "[[ordet](#evidence)]", "[[ordet]](#evidence)", "[ ] [ordet]"),
    ),
)
def unknown_term(spot: Spot) -> Pair:
    """A word that is marked as a term, and that the term list lacks."""
    word = spot.rng.choice(("finns inte", "rätt odr 1", "WIP", "ett ord"))
    return same(f"om {GUILTY}[[{word}]]", "om ordet")


@inline(
    "unknown-term", among=(WRAPPERS[0],), right=(_of("`*[VSM]: flödet`", "\\*[VSM]: flödet", "*[NOT]: ingenstans"),)
)
def unknown_abbreviation(spot: Spot) -> Pair:
    """An abbreviation that is explained, and that the term list lacks."""
    word = f"{spot.rng.choice(('VSM', 'OEE', 'TAK'))}{spot.tree.unique()}"
    return Pair(f"om {word}", "om ordet", f"{GUILTY}*[{word}]: det långa namnet", "")


@inline(
    "repealed-law",
    right=(
        _of("att AFS 2015:4 upphävdes 2025", "AFS 2023:2", "AFS 2015:40", "att AFS 2001:1 is repealed", "`AFS 2012:2`"),
    ),
)
def repealed_law(spot: Spot) -> Pair:
    """A provision that no longer holds, named as if it did."""
    return same(f"vad {GUILTY}{spot.rng.choice(_LAWS)} kräver", "vad AFS 2023:2 kräver")


@inline("heading-without-id", among=(WRAPPERS[0],), right=(_of("ord #hashtagg", "\\# inte en rubrik"),))
def heading_without_id(spot: Spot) -> Pair:
    """A heading of any form without an id, in both languages."""
    title = f"Rubrik {spot.tree.unique()}"
    forms = ("### {}", "###{} ###", "<h3>{}</h3>", "### {} {{ .wide }}", "#### *{}* {{: .x }}", "{}\n---", "#### `{}`")
    text = f"ord.\n\n{GUILTY}{spot.rng.choice(forms).format(title)}\n\nOrd"
    return same(text, text)


def _with_an_id(spot: Spot) -> str:
    return f"[kortet](#evidence){{ #a3-{spot.rng.randrange(10**12)} }}"


@inline("heading-id", among=(WRAPPERS[0],), right=(_of("`{#Före}`", "\\{#Before}"), _with_an_id))
def heading_id(spot: Spot) -> Pair:
    """A heading whose id has å, a capital or a sign in it, in both languages."""
    name = spot.rng.choice(("Before{}", "före-träffen-{}", "before_meeting_{}", "BEFORE-{}", "before--{}"))
    form = spot.rng.choice(("### Rubrik {{#{}}}", "#### *Rubrik* {{#{} .wide}}", "### Rubrik {{: #{} }}"))
    text = f"ord.\n\n{GUILTY}{form.format(name.format(spot.tree.unique()))}\n\nOrd"
    return same(text, text)


def _named(spot: Spot, name: str) -> str:
    forms = (
        "ord.\n\n### Rubrik {t}\n\nOrd",
        'ord <span id="{n}">här</span>',
        "ord <a name='{n}'></a>",
        "ord [kortet](#evidence){ {h} }",
        "ord *här*{: {h} .x }",
        "ord.\n{: {h} }\n\nOrd",
    )
    form = spot.rng.choice(forms).replace("{t}", "{ {h} }").replace("{h}", "#{n}")
    return "\n".join(GUILTY + line if "{n}" in line else line for line in form.split("\n")).replace("{n}", name)


@inline("duplicate-id", among=(WRAPPERS[0], WRAPPERS[10], WRAPPERS[14]), right=(_of("`{#evidence}`", "\\{#evidence}"),))
def duplicate_id(spot: Spot) -> Pair:
    """An id that the page has already, on a heading, in an attribute list or in HTML."""
    text = _named(spot, spot.slot.section)
    return same(text, text)


@inline("duplicate-id", among=(WRAPPERS[0],), right=(_of("`{#__search}`", "__toc i löpande text", "\\{#fn:1}"),))
def id_of_the_theme(spot: Spot) -> Pair:
    """An id that the site itself gives."""
    text = _named(spot, spot.rng.choice(("__search", "__drawer", "__toc", "__tabbed_1_1", "chapter-title")))
    return same(text, text)


@inline("id-mismatch", among=(WRAPPERS[0],), right=(_of("`{#only-here}`", "{#only-here} i löpande text"),))
def id_in_one_language(spot: Spot) -> Pair:
    """An id that only one language has."""
    # Different letters in each language, or two of them would be taken for one id that drifted.
    letters = "abcdefghijklm" if spot.language == "sv" else "nopqrstuvwxyz"
    name = "".join(spot.rng.choice(letters) for _time in range(12))
    forms = (f'ord <span id="{name}">här</span>', f"ord [kortet](#evidence){{ #{name} }}", f"ord *här*{{: #{name} }}")
    return same(f"{GUILTY}{spot.rng.choice(forms)}", "ord")


@inline("id-mismatch", among=(WRAPPERS[0],), only="en", hide=False, right=(_of("ord", "#evidence"),))
def id_that_drifted(spot: Spot) -> Pair:
    """An id that somebody has translated or shortened in one language."""
    name = f"part-{spot.rng.getrandbits(80):020x}"
    text = "ord.\n\n{}### Rubrik {{#{}}}\n\nOrd"
    return same(text.format(GUILTY, f"{name}x"), text.format("", name))


def _waived(spot: Spot) -> str:
    mistakes = (("broken-link", "finns-inte.md"), ("broken-anchor", "#finns-inte"), ("broken-file", "finns-inte.pdf"))
    rule, target = spot.rng.choice(mistakes)
    mistake = f"[kortet]({target})"
    return f"{mistake} <!-- handbook: waive {rule}: ett exempel -->"


@inline("unneeded-waiver", among=(WRAPPERS[0],), right=(_waived,))
def unneeded_waiver(spot: Spot) -> Pair:
    """A waiver of nothing, or of a rule that cannot be waived."""
    rule = spot.rng.choice(("broken-link", "forbidden-term", "unsafe-html", "symlink"))
    return same(f"ord {GUILTY}<!-- handbook: waive {rule}: ingen minns varför --> och mer", "ord")
