"""The register of classes: what each plants, and what must stay silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from .constructs import WRAPPERS, Wrapper, fitting, hidden, wrapped
from .tree import GUILTY, Planted, Spot, Tree

Defect = Callable[[Tree, Random], list[Planted]]
LookAlike = Callable[[Tree, Random], None]


@dataclass(frozen=True)
class Class:
    """A kind of defect. `alone` says that it spoils what others need, and so gets a handbook of its own."""

    name: str
    rule: str
    defect: Defect
    look_alike: LookAlike
    alone: bool = False


CLASSES: list[Class] = []


@dataclass(frozen=True)
class Pair:
    """A text that is wrong and the same text put right, each with what stands below it on the page."""

    bad: str
    good: str
    below_bad: str = ""
    below_good: str = ""


def pair(bad: tuple[str, str], good: tuple[str, str]) -> Pair:
    """From two links as a form writes them."""
    right, below = (text.replace(GUILTY, "") for text in good)
    return Pair(bad[0], right, bad[1], below)


def same(text: str, instead: str) -> Pair:
    """From two texts with nothing below them."""
    return Pair(text, instead)


def twin(spot: Spot) -> Spot:
    """The same place in the other language."""
    return replace(spot, language=spot.other)


Writer = Callable[[Spot], str]


def inline(
    rule: str,
    *,
    among: tuple[Wrapper, ...] = WRAPPERS,
    only: str = "",
    hide: bool = True,
    right: tuple[Writer, ...] = (),
) -> Callable[[Callable[[Spot], Pair]], Callable[[Spot], Pair]]:
    """Register a defect that is a text within a chapter.

    Its look-alikes are the same text hidden in code, a comment and so on, and the texts of `right`.
    """

    def register(make: Callable[[Spot], Pair]) -> Callable[[Spot], Pair]:
        def somewhere(tree: Tree, rng: Random) -> Spot:
            spot = tree.spot(rng)
            return replace(spot, language=only or spot.language)

        def defect(tree: Tree, rng: Random) -> list[Planted]:
            spot = somewhere(tree, rng)
            made, number = make(spot), tree.unique()
            wrapper = fitting(rng, made.bad, made.good, among=among)
            planted = []
            for each, text, below in ((spot, made.bad, made.below_bad), (twin(spot), made.good, made.below_good)):
                found = each.put(each.language, wrapped(text, wrapper, number, below))
                planted += [Planted(rule, each.file, line) for line in found]
            return planted

        def look_alike(tree: Tree, rng: Random) -> None:
            spot = somewhere(tree, rng)
            if right and (not hide or rng.random() < 0.6):
                write, state = rng.choice(right), rng.getstate()
                number = tree.unique()
                texts = []
                for each in (spot, twin(spot)):
                    rng.setstate(state)  # the same choices in both languages
                    texts.append((each.language, write(each)))
                wrapper = fitting(rng, *(text for _language, text in texts), among=among)
                for language, text in texts:
                    spot.put(language, wrapped(text, wrapper, number))
            else:
                made = make(spot)
                text = hidden(spot, made.bad, made.below_bad)
                for language in (spot.language, spot.other):
                    spot.put(language, text)

        CLASSES.append(Class(name_of(make), rule, defect, look_alike))
        return make

    return register


def whole(rule: str, look_alike: LookAlike, *, alone: bool = False) -> Callable[[Defect], Defect]:
    """Register a defect that is more than a text: a file, the front matter, the menu, a whole chapter."""

    def register(defect: Defect) -> Defect:
        CLASSES.append(Class(name_of(defect), rule, defect, look_alike, alone))
        return defect

    return register


def name_of(function: object) -> str:
    """The name of the class that a function makes."""
    return str(getattr(function, "__name__", "")).strip("_").replace("_", "-")
