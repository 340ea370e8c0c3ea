"""A drawing becomes a shape of points in per cent of its box."""

from __future__ import annotations

import math
import re

import pytest
from handbook.signs import shape

Point = tuple[float, float]


def points(drawing: str) -> list[Point]:
    """The points of its shape."""
    shown = shape(drawing)
    assert shown.startswith("polygon(evenodd, ")
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.e-]+)% (-?[\d.e-]+)%", shown)]


def is_within(at: Point, outline: list[Point]) -> bool:
    """Whether a point lies in the shape, by the even-odd rule."""
    inside = False
    for (x, y), (to_x, to_y) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y > at[1]) != (to_y > at[1]) and at[0] < (to_x - x) * (at[1] - y) / (to_y - y) + x:
            inside = not inside
    return inside


def test_corners_stand_where_they_are_drawn() -> None:
    assert points('<svg viewBox="0 0 24 24"><path d="M3 6h18v2H3z"/></svg>') == [
        (12.5, 25),
        (87.5, 25),
        (87.5, 33.33),
        (12.5, 33.33),
        (12.5, 25),
    ]


def test_what_is_drawn_within_is_left_out_and_lines_between_leave_no_trace() -> None:
    ring = points('<svg viewBox="0 0 10 10"><path d="M1 1h8v8H1zM3 3h4v4H3z"/><path d="M4 4h2v2H4z"/></svg>')
    inside = [is_within((at * 10, 50.1), ring) for at in range(11)]
    assert inside == [at in (1, 2, 4, 5, 7, 8) for at in range(11)]


def test_a_curve_is_followed() -> None:
    disc = points('<svg viewBox="0 0 24 24"><path d="M12 2A10 10 0 0 1 12 22A10 10 0 0 1 12 2Z"/></svg>')
    distances = [math.dist(each, (50, 50)) for each in disc]
    assert distances == [pytest.approx(1000 / 24, abs=0.02)] * len(disc)
    assert len(disc) > 12


def test_a_drawing_that_is_not_square_stands_in_the_middle() -> None:
    assert points("<svg viewBox='0 0 10 20'><path d='M0 0h10v20H0z'/></svg>")[:3] == [(25, 0), (75, 0), (75, 100)]


@pytest.mark.parametrize("drawing", ["<svg><path d='M0 0h1z'/></svg>", "<svg viewBox='0 0 1 1'></svg>"])
def test_what_has_no_box_or_no_path_is_no_sign(drawing: str) -> None:
    with pytest.raises(ValueError, match="viewBox"):
        shape(drawing)
