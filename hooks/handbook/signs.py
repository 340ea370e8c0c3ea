"""A drawing → a shape that a style sheet cuts out of a box: nothing to fetch, and nothing to open as a picture.

A browser opens each drawing that a style names as a document of its own, which took a phone a quarter of the time
that a page did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svg.path import Arc, Close, CubicBezier, Move, QuadraticBezier, parse_path

_BOX = re.compile(r"viewBox=[\"'](?P<box>[^\"']+)[\"']")
_PATH = re.compile(r"\sd=[\"'](?P<path>[^\"']+)[\"']")
_STEPS = 6
"""Points on a curve: at three times its size, a sign's corners are still smaller than a pixel."""


def shape(drawing: str) -> str:
    """The shape, as CSS has it, that the paths of `drawing` fill, by the even-odd rule.

    Args:
        drawing: an SVG of filled paths, whose box lies at 0 0.

    Raises:
        ValueError: if it has no box or no path.
    """
    box, paths = _BOX.search(drawing), _PATH.findall(drawing)
    if not box or not paths:
        raise ValueError("a sign has a viewBox and a path")
    _left, _top, width, height = map(float, box["box"].split())
    side = max(width, height)
    middle = complex(side - width, side - height) / 2
    outlines = [outline for path in paths for outline in _outlines(path)]
    points = ", ".join(_point((each + middle) / side) for each in _bridged(outlines))
    return f"polygon(evenodd, {points})"


def _outlines(path: str) -> Iterator[list[complex]]:
    """Each closed outline of a path, as the points that are its corners or lie on its curves."""
    outline: list[complex] = []
    for step in parse_path(path):
        if isinstance(step, Move):
            if outline:
                yield outline
            outline = [step.end]
        elif isinstance(step, (Arc, CubicBezier, QuadraticBezier)):
            outline += [step.point(at / _STEPS) for at in range(1, _STEPS + 1)]
        elif not isinstance(step, Close):
            outline.append(step.end)
    yield outline


def _bridged(outlines: list[list[complex]]) -> Iterator[complex]:
    """One way round all outlines: it goes out to each by a line, and back by the same, which leaves no trace."""
    for outline in outlines:
        yield from (*outline, outline[0])
    yield from (outline[0] for outline in reversed(outlines[:-1]))


def _point(at: complex) -> str:
    return f"{100 * at.real:.4g}% {100 * at.imag:.4g}%"
