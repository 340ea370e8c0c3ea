"""What is said of the programme: no year, sum, count, share or result of it without a source about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..bibliography import Bibliography
from ..content import Page
from ..finding import Finding
from ..late import late
from ..model import Handbook
from ..rendered import Line
from .terms import never_on

_HOSTS = ("produktionslyftet.se",)
"""Where the programme tells of itself; the works about it add the sites that they lie on."""
_NAMED = r"(?:Produktionslyft\w*|Production Leap)"
_PROGRAMME = late(_NAMED)
_MANY = (
    r"(?:\d+(?:[ \u00a0\u202f.,]\d+)*"
    r"|\w*(?:tiotal|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|tusen)\w*"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:hundred|thousand|dozen)s?(?: of)?)"
)
"""A number, in digits or, if it is no small one, in words."""
_SOME = r"(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|two|three|four|five|six|seven|eight|nine|ten)"
_COUNTED = "|".join(
    (
        r"\w*företag\w*|compan(?:y|ies)|firms?|fabriker|factories|skolor|schools",
        r"coach(?:er|erna|es)?|person(?:er|s)?|people|anställda|employees|deltagare\w*|participants?",
        r"chefer|managers|ledare|leaders|utbildare|trainers|partners?|region(?:er|erna|s)?|noder|nodes",
        r"seminarie[rt]\w*|seminars?|kurser|courses|högskolepoäng|credits|startprogram\w*|utvecklingsprogram\w*|programmes",
    )
)
_FACT = late(
    "|".join(
        (
            r"(?<![\w.,:/-])(?:199\d|20[0-3]\d)(?![\w:%/]|[.,]\d)",
            r"\d\s?(?:kr|kronor|sek|[mt]kr|miljon\w*|miljard\w*|euro|million|billion)\b|[€£$]\s?\d",
            r"\d\s?(?:%|procent|per ?cent)",
            rf"(?<!steg )(?<!step )(?<!del )(?<!part )(?<!\d){_SOME} (?:av|of|out of) {_SOME}\b",
            rf"(?<![\w.,#/-]){_MANY}\s(?:\w+\s){{0,2}}?(?:{_COUNTED})\b",
            r"\d{3}\s(?:timmar|hours)\b|\d-tal(?:et)?\b|\d[- ](?:månaders\w*|month|year)\b",
            rf"(?:är|tar|varar|pågår|omfattar|i|under|is|lasts|takes|for)\s{_MANY}\s(?:månader|months|år|years)\b",
        )
    ),
    re.IGNORECASE,
)
"""A year, a sum of money, a share, a count of those who are in the programme, or how long it takes.

The number of a step, a time, minutes and what to bring are none of these.
"""
_ERRAND = late(
    r"\W*(?:(?:steg|step)\s\d+\W+)?(?:ring|mejla|maila|skicka|boka|bjud|kontakta|anmäl|lämna|fråga|träffa|möt|samla"
    r"|besök|välj|ta|call|phone|e-?mail|send|book|invite|contact|hand|ask|meet|gather|visit|choose|take)\b"
    r"(?!.*\b(?:sedan|since|startade|började|started|began)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that sends the reader to the programme, and says nothing of it."""
_NEAR = r"(?:[^\w.;:!?]+\w+){0,8}?[^\w.;:!?]+"
"""At most eight words of the same sentence."""
_BETTER = (
    r"(?:bättre|lönsammare|snabbare|starkare|effektivare|tryggare|säkrare|friskare|nöjdare|produktivare|större|högre"
    r"|lägre|fler|färre|mer \w+|mindre \w+|konkurrenskraftigare|better|faster|quicker|stronger|safer|healthier|leaner"
    r"|higher|lower|fewer|more \w+|less \w+)"
)
_ACHIEVED = "|".join(
    (
        r"led(?:de|er)? till|lett till|bevisa[rdt]\w*|visa(?:de|t) (?:sig|att|bättre|goda?|bra)",
        r"(?:förbättra|öka|minska|halvera|fördubbla|spara)(?:r|de|t)|höj(?:er|de|t)|sänk(?:er|te|t)|stärk(?:er|te|t)",
        r"hjälpte|hjälpt|lycka(?:s|des|ts)|uppnå(?:r|dde|tt)|nådde|lönar sig|betalar sig",
        r"fungera(?:r|de|t)(?! som| så| ungefär)",
        r"led to|has led|(?:showed|has shown) (?:that|better|good)|prove[sdn]|improve[sd]|increase[sd]|reduce[sd]",
        r"halved|doubled|saved|raise[sd]|lower(?:s|ed)|strengthen(?:s|ed)|helped|achieved|reached",
        r"succeed(?:s|ed)|pays off",
        r"works(?! (?:with|for|in|on|at|from|by|through|together|as|to|out|like)\b)",
        rf"(?:ger|gav|gett|gives?|gave|given) (?:\w+ ){{0,2}}?(?:resultat|effekt\w*|results?|{_BETTER})",
        rf"(?:gör|gjorde|gjort|makes?|made) (?:\w+ ){{0,4}}?{_BETTER}",
        rf"(?:växer|växte|vuxit|utveckla(?:s|des|ts)|prestera(?:r|de|t)|klara(?:r|de|t) sig) (?:\w+ ){{0,2}}?{_BETTER}",
        rf"(?:grows?|grew|performs?|performed|does|did) (?:\w+ ){{0,2}}?{_BETTER}",
        rf"(?:är|blir|blev|blivit|are|is|became|become) (?:\w+ ){{0,2}}?{_BETTER} (?:än|than)",
    )
)
_MEMBERS = (
    r"företag(?:en|s)?|deltagar(?:e|na)|fabriker(?:na)?|lag(?:en)?|medlemmar(?:na)?|compan(?:y|ies)|firms|factories"
    r"|participants|members|teams"
)
_FARE = (
    r"(?:blir|blev|blivit|mår|mådde|går|gick|gått|become|became|becomes|feel|felt|do|did|fare|fared)"
    rf" (?:\w+ ){{0,2}}?{_BETTER}"
)
_CAUSE = "tack vare|genom|på grund av|efter|med|thanks to|because of|due to|through|after|with"
_ROSE = rf"steg(?= \w+(?:en|et|na)\b)|sjönk|växte|rose|grew|fell|dropped|(?:blev|became) (?:\w+ )?{_BETTER}"
_WITHIN = r"(?:\w+ ){0,3}?"
_RESULT = late(
    rf"{_NAMED}{_NEAR}(?:{_ACHIEVED})(?!\w)|(?:{_CAUSE}) (?:the )?{_NAMED}{_NEAR}(?:{_ROSE})(?!\w)"
    rf"|{_NAMED}(?:[’']s)? (?:{_MEMBERS}) {_WITHIN}{_FARE}(?!\w)"
    rf"|\b(?:{_MEMBERS}) (?:\w+ ){{0,2}}?(?:i|in|från|from|med|of) (?:the )?{_NAMED} {_WITHIN}{_FARE}(?!\w)"
    rf"|\b(?:{_MEMBERS}) {_WITHIN}{_FARE} (?:av|genom|tack vare|through|from|thanks to|because of) (?:the )?{_NAMED}",
    re.IGNORECASE,
)
"""What the programme is said to have led to."""
_OPEN = late(
    r"\?|\binte\b|\bing(?:en|et|a)\b|\bvet\b|huruvida|\bom (?:Produktionslyft|the Prod)|förslag|påhitt|oklar|okän"
    r"|\bhur\b|\bhow\b|\bnot\b|\bno\b|nobody|unknown|unclear|whether|\bif\b|proposal|invented",
    re.IGNORECASE,
)
"""What says that something is not known, asked or made up."""
_MEANT = late(
    r"\b(?:ska|skall|skulle|kan|kunde|vill|ville|bör|borde|måste|syfta\w*|syftet|mål(?:et)?|tanken|hoppas|tror|kanske"
    r"|fråga|för att|may|might|can|could|would|should|will|wants?|aims?|goal|purpose|meant|hopes?|perhaps|maybe|ask"
    r"|in order to)\b",
    re.IGNORECASE,
)
"""What says, before a result, that it is only planned, wished or possible."""
_ASKED = late(r"\W*(?!visste|vet|varför|why|did you|do you)\w.*\?\W*", re.IGNORECASE)
"""A question, but for one that takes its answer for known."""
_SENTENCES = late(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def claims(handbook: Handbook) -> Iterator[Finding]:
    """A dated, counted or proud statement about the programme without a source from or about the programme."""
    for page in handbook.pages.values():
        for offset, what in unfounded(handbook, page):
            if page.place(offset).line in {finding.place.line for finding in never_on(handbook, page)}:
                continue  # it is never to be printed, whatever its source
            named = _PROGRAMME.match(page.body, offset)
            yield Finding(
                page.place(offset, len(named[0]) if named else 1),
                "programme-claim-without-source",
                f"states {what} the programme without a source",
                "cite a work about the programme, or link to the page on produktionslyftet.se",
            )


def unfounded(handbook: Handbook, page: Page) -> Iterator[tuple[int, str]]:
    """Where each sentence names the programme that says more of it than its sources do, and what it says."""
    named = [line for line in page.rendered.lines if line.claims]
    hosts = _hosts(handbook.bibliography) if named else frozenset()
    for line in named:
        told = " ".join(each for each in _SENTENCES.split(line.text) if not _ASKED.fullmatch(each))
        counted = bool(_FACT.search(told) and not _ERRAND.match(line.text))
        proud = any(map(_is_proud, _SENTENCES.split(line.text)))
        if (counted or proud) and not _has_source(handbook, line, hosts):
            yield line.claims[0], "a year or a number about" if counted else "a result of"


def _is_proud(sentence: str) -> bool:
    """Whether `sentence` says that the programme has led to something, and neither asks nor plans it."""
    result = _RESULT.search(sentence)
    return bool(result and not _OPEN.search(sentence) and not _MEANT.search(sentence, 0, result.end()))


def _has_source(handbook: Handbook, line: Line, hosts: frozenset[str]) -> bool:
    works = handbook.bibliography.works
    about = any(key not in works or works[key].about_programme for key in line.cited)
    return about or any(_host(link) in hosts for link in line.links)


def _hosts(bibliography: Bibliography) -> frozenset[str]:
    """The sites whose pages count as sources about the programme."""
    about = (dict(work.fields).get("url", "") for work in bibliography.works.values() if work.about_programme)
    return frozenset((*_HOSTS, *filter(None, map(_host, about))))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no IPv6 address
        return ""
