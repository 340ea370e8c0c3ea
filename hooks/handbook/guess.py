""" "Did you mean": the nearest of what there is."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def guess(word: str, there_is: Sequence[str], sign: str = "") -> str:
    """A hint that names the nearest of `there_is`, or else lists the first of them."""
    close = get_close_matches(word.casefold(), there_is, 1, 0.5)
    if close:
        return f"did you mean {sign}{close[0]}?"
    return "there are: " + ", ".join(f"{sign}{each}" for each in there_is[:8]) if there_is else ""


def nearest_path(path: str, there_is: Sequence[str]) -> str:
    """The path of `there_is` that `path` was most likely meant to be, or nothing."""
    name = path.rpartition("/")[2]
    named_so = [each for each in there_is if each.rpartition("/")[2] == name and name != "index"]
    close = get_close_matches(path, named_so, 1, 0) or get_close_matches(path, there_is, 1, 0.6)
    if close:
        return close[0]
    by_name = {each.rpartition("/")[2]: each for each in there_is}
    close = get_close_matches(name, by_name, 1, 0.6)
    return by_name[close[0]] if close else ""
