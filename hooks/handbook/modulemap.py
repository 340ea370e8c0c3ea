"""The modules and what each builds on → a drawing laid out in rows, foundations first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .addresses import page_url
from .model import Handbook

WIDTH = 360
_BOX_WIDTH, _BOX_HEIGHT = 162, 46
_ROW = 92
_MARGIN = 6
_PER_ROW = 2


@dataclass(frozen=True)
class Node:
    """A module's box; `x` and `y` are its upper left corner."""

    module: str
    title: str
    url: str
    x: float
    y: float
    width: float = _BOX_WIDTH
    height: float = _BOX_HEIGHT


@dataclass(frozen=True)
class Edge:
    """An arrow from a module to one that builds on it, as an SVG path."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class ModuleMap:
    """The drawing, and the same in words: for each module's title, the titles it builds on."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    builds_on: Mapping[str, tuple[str, ...]]


def module_map(handbook: Handbook, language: str, without: Collection[str] = ()) -> ModuleMap:
    """Draw the modules of `handbook`, leaving out those in `without`."""
    needs = {
        module: tuple(each for each in modules if each not in without)
        for module, modules in module_needs(handbook).items()
        if module not in without
    }
    rows = [row[at : at + _PER_ROW] for row in _layers(needs) for at in range(0, len(row), _PER_ROW)]
    titles = {module: handbook.chapters[f"{module}/index"].title(language) for module in needs}
    nodes = {
        module: Node(module, titles[module], page_url(language, f"{module}/index"), *_corner(at, row, len(modules)))
        for row, modules in enumerate(rows)
        for at, module in enumerate(modules)
    }
    edges = (Edge(needed, module, _curve(nodes[needed], nodes[module])) for module in needs for needed in needs[module])
    return ModuleMap(
        width=WIDTH,
        height=_MARGIN * 2 + (len(rows) - 1) * _ROW + _BOX_HEIGHT,
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        builds_on={titles[module]: tuple(titles[each] for each in needs[module]) for module in needs},
    )


def module_needs(handbook: Handbook) -> Mapping[str, tuple[str, ...]]:
    """For each module with a page of its own, the others that its chapters need or use."""
    modules = [module for module in handbook.modules if f"{module}/index" in handbook.chapters]
    found: dict[str, tuple[str, ...]] = {}
    for module in modules:
        paths = (path for each in handbook.of_module(module) for path in (*each.meta.needs, *each.meta.uses))
        others = {path.rpartition("/")[0] for path in paths} - {module}
        found[module] = tuple(each for each in modules if each in others)
    return found


def _layers(needs: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Modules by how much lies below them; a ring of modules is cut where it is met again."""
    depth: dict[str, int] = {}

    def measure(module: str, trail: tuple[str, ...]) -> int:
        if module not in depth:
            below = [measure(each, (*trail, module)) for each in needs[module] if each not in (*trail, module)]
            depth[module] = 1 + max(below, default=-1)
        return depth[module]

    for module in needs:
        measure(module, ())
    return [[module for module in needs if depth[module] == level] for level in range(max(depth.values(), default=-1) + 1)]


def _corner(at: int, row: int, count: int) -> tuple[float, float]:
    free = WIDTH - 2 * _MARGIN - count * _BOX_WIDTH
    gap = free / (count + 1) if count == 1 else free / (count - 1)
    left = _MARGIN + (gap if count == 1 else 0) + at * (_BOX_WIDTH + gap)
    return left, _MARGIN + row * _ROW


def _curve(above: Node, below: Node) -> str:
    if below.y < above.y:
        above, below = below, above
    x1, y1 = above.x + above.width / 2, above.y + above.height
    x2, y2 = below.x + below.width / 2, below.y
    if above.y == below.y:  # side by side
        left, right = sorted((above, below), key=lambda node: node.x)
        middle = left.y + left.height / 2
        return f"M{left.x + left.width:g} {middle:g}H{right.x:g}"
    bend = (y2 - y1) / 2
    return f"M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2 - 3:g}"
