"""Words: variants that the term list forbids, rules of law that no longer hold, claims never to be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from ..content import Page
from ..finding import Finding, Place
from ..inflection import variant
from ..late import late
from ..markup import TERMS
from ..model import Handbook
from ..preflight import garbled
from ..rendered import Line
from ..settings import LANGUAGES
from ..terms import FILE, REPEALED, Myth, term_named

_REPEALED = late(REPEALED, re.IGNORECASE)
_PROVISIONS = late(r"\bAFS|arbetsmiljöverket|föreskrift|provision|regulation|work environment authority", re.IGNORECASE)
"""What makes a number such as 2015:4 one of the Work Environment Authority's."""
_UNSEEN = r"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|<[^<>\n]*>"
"""What readers do not see of a link, and of a tag."""
_BETWEEN = rf"(?:{_UNSEEN}|\W|&#?\w+;)+"
"""What may stand between two words in the source: a sign, too, as in **AFS** 2015:4."""
_ADDRESS = late(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|[\w.+-]+@(?=\w))\S+|(?<![\w/])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*")
"""What is no word of the chapter: where something lies on the web, or whom to write to."""
_AS_HISTORY = late(
    r"upphäv|upphör|ersatt|ersätt|före (?:den )?(?:1 januari )?2025|(?:till|fram till|till och med)"
    r"(?: den 31 december)? 2024|histori|gällde|tidigare|inte längre|gäller (?:alltså )?inte|\bförr\b|\bgamla\b"
    r"|utgått|slutade gälla"
    r"|repeal|replac|supersed|before (?:1 January )?2025|until|histor|former|no longer|expired|ceased|not in force"
    r"|\bwas in force|\bold\b|(?:does|do) not (?:hold|apply)",
    re.IGNORECASE,
)
_AS_MYTH = late(
    r"\bmyt(?:en|er)?\b|\baldrig\b|(?:skriv|säg|påstå|räkna|tro|använd)(?: det| den| dem)? inte"
    r"|(?:stämmer|håller|gäller|finns) inte|inte (?:sant|belagd?t?|bevisa[td]|visa[td]|mätt|sett|hittat)|saknar"
    r"|\bing(?:en|a|et) (?:käll|mätning|studi|forskning|deltagare|data|stöd|belägg|bevis)|utan (?:data|stöd|källa)"
    r"|gissning|gissat|uppskattning|påhitt|motbevis|avfärda|\bfalsk|vandringssägen|seglivad|är teori|trots att"
    r"|visar in(?:te|get)|ingen har (?:visat|mätt|sett|belagt)"
    r"|\bmyth|\bnever\b|(?:do not|don[’']t) (?:say|print|write|use|believe|claim)"
    r"|not (?:been )?(?:true|shown|measured|proved|proven|supported|seen|found)|without (?:data|support)"
    r"|\bno (?:evidence|source|measurement|study|studies|data|participants|support|proof)"
    r"|guess|estimate|debunk|untrue|\bfalse\b|unsupported|is theory|does not (?:hold|show|prove)"
    r"|(?:shows?|proves?) nothing|nobody has (?:shown|measured|found|seen)",
    re.IGNORECASE,
)
"""What names a claim in order to reject it."""
CLAIMS = "evaluation/claims"
"""The chapter that names what is never to be printed in order to forbid it."""


def variants(handbook: Handbook) -> Iterator[Finding]:
    """A forbidden variant, in any inflection or compound; a compound that the term list itself has is none."""
    for language in LANGUAGES:
        forbidden = {word: term.names[language] for term in handbook.terms for word in term.avoid.get(language, ())}
        patterns = {word: late(variant(word, language), re.IGNORECASE) for word in forbidden}
        allowed = {word: _with(handbook, word, language) for word in forbidden}
        for page in handbook.pages.values():
            if page.language == language and page.path != TERMS and page.rendered.worded:
                for word, right in forbidden.items():
                    fact, hint = f"the term list says {right}", f"write {right}"
                    yield from _found(page, patterns[word], "forbidden-term", fact, hint, within=allowed[word])


def _with(handbook: Handbook, word: str, language: str) -> re.Pattern[str] | None:
    """The names and synonyms of the term list that hold the forbidden `word`."""
    names = {
        name
        for term in handbook.terms
        for name in (term.names[language], *term.synonyms.get(language, ()))
        if word.casefold() in name.casefold()
    }
    return late("|".join(map(re.escape, sorted(names, key=len, reverse=True))), re.IGNORECASE) if names else None


def never(handbook: Handbook) -> Iterator[Finding]:
    """A claim that the list says is never to be printed, unless the sentence rejects it."""
    for page in handbook.pages.values():
        yield from never_on(handbook, page)


def never_on(handbook: Handbook, page: Page) -> Iterator[Finding]:
    """The same on one page."""
    told: dict[tuple[int, str], tuple[str, Myth]] = {}
    for line in page.rendered.worded if page.path != CLAIMS else ():
        folded = line.text.casefold()
        for saying in handbook.terms.sayings[page.language]:
            found = saying.said_in(line.text, folded)
            if found and not _AS_MYTH.search(line.text):
                at = _written(page, line, found, 0)
                told.setdefault((at, saying.myth.id), (found[0], saying.myth))
    for (at, _identity), (word, myth) in told.items():
        yield Finding(
            _place(page, at, word),
            "never-print",
            f"says what is not to be printed: {myth.reason}",
            "take the sentence away, or say in it that this does not hold",
        )


def unknown(handbook: Handbook) -> Iterator[Finding]:
    """A word that is marked as a term, or an abbreviation that is explained, and that the term list lacks."""
    if FILE in handbook.content.refused or handbook.terms.findings:
        return  # that it cannot be read is one mistake, not one at every term
    for page in handbook.pages.values():
        for mention in page.rendered.mentions:
            languages = LANGUAGES if mention.abbreviation else (page.language,)
            known = any(term_named(handbook.terms, mention.word, language) for language in languages)
            if known or garbled(mention.word):
                continue
            names = [term.names[page.language] for term in handbook.terms]
            near = get_close_matches(mention.word, names, 1, 0.6)
            what = "explains the abbreviation" if mention.abbreviation else "marks as a term"
            yield Finding(
                page.place(mention.offset, len(mention.word)),
                "unknown-term",
                f"{what} {mention.word}, which the term list lacks",
                f"did you mean {near[0]}?" if near else "add it to docs/terms.yml, or write it without the marks",
            )


def repealed(handbook: Handbook) -> Iterator[Finding]:
    """A provision that no longer holds, named as if it did."""
    for page in handbook.pages.values():
        hint = "AFS 2023:1 and AFS 2023:2 hold since 1 January 2025; name the old one only as history"
        yield from _found(page, _REPEALED, "repealed-law", "does not hold any more", hint, _no_law_now)


def _no_law_now(text: str) -> bool:
    """Whether a line names no provisions, or names them as history."""
    return not _PROVISIONS.search(text) or bool(_AS_HISTORY.search(text))


def _found(
    page: Page,
    pattern: re.Pattern[str],
    rule: str,
    fact: str,
    hint: str,
    unless: Callable[[str], bool] = lambda _text: False,
    within: re.Pattern[str] | None = None,
) -> Iterator[Finding]:
    """Each place in the page's running text, code and front matter left out, where `pattern` stands.

    Lines for which `unless` holds are left out, and so is what stands in an address or in a match of `within`.
    """
    start = 0
    for line in page.rendered.worded:
        if not pattern.search(line.text) or unless(line.text):
            continue
        patterns = (_ADDRESS, within) if within else (_ADDRESS,)
        right = [each.span() for every in patterns for each in every.finditer(line.text)]
        for match in pattern.finditer(line.text):
            if any(begin <= match.start() < end for begin, end in right):
                continue
            at = _written(page, line, match, start)
            start = max(start, at)
            yield Finding(_place(page, at, match[0]), rule, f"{match[0]}: {fact}", hint)


def _place(page: Page, at: int, word: str) -> Place:
    """The place of `word`, which stands at `at`: what goes on beyond the end of the line is left out."""
    end = page.body.find("\n", at)
    return page.place(at, len(word) if end < 0 else min(len(word), end - at))


def _written(page: Page, line: Line, said: re.Match[str], start: int) -> int:
    """Where in the source that stands which `line` says: marks tell, or else what stands around it."""
    within = (place for at, place in line.words if said.start() <= at < said.end())
    return next(within, None) or _position(page, said, start)


def _position(page: Page, said: re.Match[str], start: int) -> int:
    """Where what is `said` in a line of text stands in the source: after the words before it, if they can be found."""
    before, words = said.string[: said.start()].split(), said[0].split()
    for context in (before[-3:], before[-1:], []):
        parts = [re.escape(each) for each in (*context, *words)]
        parts[len(context)] = f"({parts[len(context)]}"
        pattern = re.compile(_BETWEEN.join(parts) + ")")
        if found := pattern.search(page.body, start) or pattern.search(page.body):
            return found.start(1)
    return 0
