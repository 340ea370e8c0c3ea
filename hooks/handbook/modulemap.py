"""The modules and what each builds on → a drawing: a column of boxes, foundations first, arrows beside it.

Arrows that run beside the boxes never cross one, and a single column is read on a phone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .addresses import page_url
from .model import Handbook

WIDTH = 360
_BOX_WIDTH, _BOX_HEIGHT = 216, 42
_ROW = 56
_MARGIN = 4
_STEP = 21
"""How much further out an arrow runs for each box that it passes."""
_APART = 8
"""Arrows leave a box below its middle and reach it above."""


@dataclass(frozen=True)
class Node:
    """A module's box; `x` and `y` are its upper left corner."""

    module: str
    title: str
    url: str
    x: int
    y: int
    width: int = _BOX_WIDTH
    height: int = _BOX_HEIGHT


@dataclass(frozen=True)
class Edge:
    """An arrow from a module to one that builds on it, as an SVG path."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class ModuleMap:
    """The drawing, and the same in words: for each module's title, the titles it builds on."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    builds_on: Mapping[str, tuple[str, ...]]


def module_map(handbook: Handbook, language: str, without: Collection[str] = ()) -> ModuleMap:
    """Draw the modules of `handbook` in the words of `language`, leaving out those in `without`."""
    needs = {
        module: tuple(each for each in modules if each not in without)
        for module, modules in module_needs(handbook).items()
        if module not in without
    }
    order = _foundations_first(needs)
    titles = {module: handbook.chapters[f"{module}/index"].title(language) for module in order}
    nodes = tuple(
        Node(module, titles[module], page_url(language, f"{module}/index"), _MARGIN, _MARGIN + at * _ROW)
        for at, module in enumerate(order)
    )
    rows = {module: at for at, module in enumerate(order)}
    edges = (Edge(each, module, _arc(rows[each], rows[module])) for module in order for each in needs[module])
    return ModuleMap(
        width=WIDTH,
        height=_MARGIN * 2 + (len(order) - 1) * _ROW + _BOX_HEIGHT,
        nodes=nodes,
        edges=tuple(edges),
        builds_on={titles[module]: tuple(titles[each] for each in needs[module]) for module in order},
    )


def module_needs(handbook: Handbook) -> Mapping[str, tuple[str, ...]]:
    """For each module with a page of its own, the others that its chapters need."""
    modules = [module for module in handbook.modules if f"{module}/index" in handbook.chapters]
    found: dict[str, tuple[str, ...]] = {}
    for module in modules:
        paths = (path for each in handbook.of_module(module) for path in each.meta.needs)
        others = {path.rpartition("/")[0] for path in paths} - {module}
        found[module] = tuple(each for each in modules if each in others)
    return found


def _foundations_first(needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Each module after those it builds on; a ring of modules is cut where it is met again."""
    order: list[str] = []

    def place(module: str, trail: tuple[str, ...]) -> None:
        for each in needs[module]:
            if each not in (*order, *trail):
                place(each, (*trail, module))
        if module not in order:
            order.append(module)

    for module in needs:
        place(module, ())
    return order


def _arc(source: int, target: int) -> str:
    right = _MARGIN + _BOX_WIDTH
    middle = _MARGIN + _BOX_HEIGHT // 2
    y1, y2 = middle + source * _ROW + _APART, middle + target * _ROW - _APART
    out = right + 12 + _STEP * abs(target - source)
    turn = 10 if target > source else -10
    there = f"M{right} {y1}H{out - 10}Q{out} {y1} {out} {y1 + turn}"
    return f"{there}V{y2 - turn}Q{out} {y2} {out - 10} {y2}H{right + 7}"
