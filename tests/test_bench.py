"""The bench meets its bar on defects that no one has seen before."""

from __future__ import annotations

import secrets
from random import Random

import pytest

from bench import score
from bench.defects import CLASSES
from bench.handbook import handbook
from tests.test_golden import _rules_in_the_code

FEW = 2
NOT_PLANTED = frozenset({"redirect"})


def test_finds_all_that_is_planted_and_nothing_else() -> None:
    seed = secrets.randbelow(2**32)
    result = score.run(seed, FEW)
    assert result.good, f"python3 scripts/bench --seed {seed} --count {FEW}\n{result.table()}"


def test_the_same_seed_gives_the_same_handbook() -> None:
    texts = [[line.text for lines in handbook(Random(7), 5).files.values() for line in lines] for _time in range(2)]
    assert texts[0] == texts[1]


def test_every_rule_is_planted() -> None:
    assert set(_rules_in_the_code()) - NOT_PLANTED <= {each.rule for each in CLASSES}


@pytest.mark.parametrize("wrong", ["docs/sv/a.md", "docs/sv/b.md"])
def test_a_finding_elsewhere_is_no_hit(wrong: str) -> None:
    exact, close = score._matched([("r", "docs/sv/c.md", 5)], [("r", wrong, 5)])
    assert (exact, close) == ({}, {})


def test_a_finding_nearby_is_a_hit_on_the_wrong_line() -> None:
    exact, close = score._matched([("r", "a", 5), ("r", "a", 6)], [("r", "a", 6), ("r", "a", 7)])
    assert (exact, close) == ({1: 0}, {0: 1})
