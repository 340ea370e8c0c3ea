"""The bench meets its bar on defects that no one has seen before."""

from __future__ import annotations

import secrets
from random import Random

import pytest

from bench import lighthouse, score
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


def test_without_node_lighthouse_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"needs Node\.js .* install it"):
        next(lighthouse.lighthouse())


def test_a_report_of_lighthouse_is_read() -> None:
    audits = {name: {"id": name, "title": name.upper(), "score": 0.5, "numericValue": 7} for name in lighthouse.TIMES}
    audits |= {name: {"id": name, "title": name.upper(), "score": score} for name, score in _AUDITS.items()}
    whole = {"score": 0.91, "auditRefs": [{"id": name, "weight": name != "light"} for name in _AUDITS]}
    swift = {"score": 0.96, "auditRefs": [{"id": name, "weight": 10} for name in lighthouse.TIMES]}
    report = lighthouse.read(
        {"categories": {**dict.fromkeys(lighthouse.BARS, whole), "performance": swift}, "audits": audits}
    )
    assert report.scores == {"performance": 96, "accessibility": 91, "best-practices": 91, "seo": 91}
    assert report.times == dict.fromkeys(lighthouse.TIMES, 7)
    assert set(report.faults) == {"link-text: LINK-TEXT"}


_AUDITS = {"link-text": 0, "image-alt": 1, "hreflang": None, "light": 0}
"""One that fails, one that passes, one that asks for nothing here, one that does not count."""
