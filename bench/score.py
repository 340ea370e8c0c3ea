"""Planted handbook → what the check said of it, against the truth, per class."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from handbook.checks import check
from handbook.finding import Finding
from handbook.model import read_handbook
from handbook.settings import SettingsError, read_settings

from .classes import Class
from .defects import CLASSES
from .handbook import handbook
from .tree import Planted, Tree

CHAPTERS = 30
NEAR = 3
"""A finding that names the file and comes this close is found, on the wrong line."""
RECALL, PRECISION, LINES = 1.0, 1.0, 0.98


@dataclass
class Score:
    """What became of the defects and the look-alikes of one class."""

    rule: str = ""
    planted: int = 0
    found: int = 0
    on_line: int = 0
    look_alikes: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        """The share of the planted that was found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """The share of the findings that were planted."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def lines(self) -> float:
        """The share of the found that names the right line."""
        return self.on_line / self.found if self.found else 1.0

    @property
    def good(self) -> bool:
        """Whether the bar is met."""
        return self.recall >= RECALL and self.precision >= PRECISION and self.lines >= LINES


@dataclass
class Result:
    """The scores of a run, and the words for what went wrong."""

    seed: int
    scores: dict[str, Score] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    @property
    def total(self) -> Score:
        """All classes together."""
        total = Score()
        for each in self.scores.values():
            for name in ("planted", "found", "on_line", "look_alikes", "false"):
                setattr(total, name, getattr(total, name) + getattr(each, name))
        return total

    @property
    def good(self) -> bool:
        """Whether the bar is met over all."""
        return self.total.good

    def table(self) -> str:
        """The scores in columns."""
        lines = [_row("class", "rule", "planted", "look-alikes", "recall", "precision", "lines")]
        for name, each in self.scores.items():
            lines.append(_told(name, each))
        return "\n".join((*lines, _told("all", self.total), *self.troubles))


def run(seed: int, count: int, classes: Sequence[Class] = tuple(CLASSES), chapters: int = CHAPTERS) -> Result:
    """Plant `count` defects and as many look-alikes of each class, check, and score."""
    result = Result(seed, {each.name: Score(each.rule) for each in classes})
    together = [each for each in classes if not each.alone]
    rng = Random(seed)
    _round(result, rng, chapters, [each for each in together for _time in range(count)])
    for each in classes:
        if each.alone:
            for _time in range(count):
                _round(result, rng, 5, [each])
    return result


def findings(tree: Tree) -> tuple[Finding, ...]:
    """What the check says of a tree."""
    with tempfile.TemporaryDirectory() as folder:
        tree.write(Path(folder))
        try:
            return check(read_handbook(read_settings(Path(folder))))
        except SettingsError as error:
            return (error.finding,)


def _round(result: Result, rng: Random, chapters: int, classes: Iterable[Class]) -> None:
    tree = handbook(rng, chapters)
    assert not findings(tree), "the clean handbook is not clean"
    truth: list[tuple[str, Planted]] = []
    works = [(each, plants) for each in classes for plants in (True, False)]
    rng.shuffle(works)
    for each, plants in works:
        if plants:
            truth += [(each.name, planted) for planted in each.defect(tree, rng)]
        else:
            each.look_alike(tree, rng)
            result.scores[each.name].look_alikes += 1
    _score(result, tree, truth, findings(tree))


def _score(result: Result, tree: Tree, truth: list[tuple[str, Planted]], found: Sequence[Finding]) -> None:
    names = [name for name, _planted in truth]
    wanted = [(planted.rule, planted.file, tree.number(planted)) for _name, planted in truth]
    exact, close = _matched(wanted, [(each.rule, each.place.file, each.place.line) for each in found])
    for at, name in enumerate(names):
        score = result.scores[name]
        score.planted += 1
        score.found += at in exact or at in close
        score.on_line += at in exact
        if at not in exact:
            what = f"said of line {found[close[at]].place.line}" if at in close else "missed"
            result.troubles.append(f"{what}: {_shown(tree, name, *wanted[at])}")
    matched = {*exact.values(), *close.values()}
    for at, finding in enumerate(found):
        if at not in matched:
            name = _blamed(result, names, wanted, finding)
            result.scores[name].false += 1
            place = finding.place
            told = _shown(tree, name, finding.rule, place.file, place.line)
            result.troubles.append(f"false alarm: {told} ({finding.message})")


def _matched(
    wanted: Sequence[tuple[str, str, int]], found: Sequence[tuple[str, str, int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Each planted defect with one finding: first those on the right line, then those near it."""
    exact: dict[int, int] = {}
    close: dict[int, int] = {}
    free = dict(enumerate(found))
    for reach, taken in ((0, exact), (NEAR, close)):
        for at, (rule, file, line) in enumerate(wanted):
            near = (
                other
                for other, each in free.items()
                if at not in exact and each[:2] == (rule, file) and abs(each[2] - line) <= reach
            )
            if (other := next(near, None)) is not None:
                taken[at] = other
                del free[other]
    return exact, close


def _blamed(result: Result, names: Sequence[str], wanted: Sequence[tuple[str, str, int]], finding: Finding) -> str:
    """The class that a false alarm is counted under: that of a defect on its line, or else of its rule."""
    here = (finding.place.file, finding.place.line)
    on_line = [name for name, each in zip(names, wanted, strict=True) if each[1:] == here]
    of_rule = [name for name, score in result.scores.items() if score.rule == finding.rule]
    return next(iter((*on_line, *of_rule)), next(iter(result.scores)))


def _shown(tree: Tree, name: str, rule: str, file: str, line: int) -> str:
    lines = tree.files.get(file, [])
    text = lines[line - 1].text if line <= len(lines) else ""
    return f"[{rule}] {file}:{line} ({name}): {text[:150]!r}"


def _told(name: str, score: Score) -> str:
    shares = (f"{share:.3f}" for share in (score.recall, score.precision, score.lines))
    return _row(name, score.rule, str(score.planted), str(score.look_alikes), *shares)


def _row(name: str, rule: str, *numbers: str) -> str:
    return f"{name:<34}{rule:<32}" + "".join(f"{number:>12}" for number in numbers)
