"""Which way each edge takes between the cells, before anything has a size.

The cells make a grid of channels: even numbers are gutters, odd numbers the bodies of columns and rows, so the step in
column c and row r stands at (2c + 1, 2r + 1). A route is a walk from step to step over that grid that never enters the
cell of another step. Walks are chosen one after another by the cheapest way, then each is taken up again and laid anew
while the others lie still.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from dataclasses import dataclass, field

from simpul.rules.pictures.model import Edge, Graph
from simpul.rules.pictures.placing import Placing, is_back

Point = tuple[int, int]
Path = tuple[Point, ...]
RIGHT, LEFT, UP, DOWN = 0, 1, 2, 3
_MOVES = ((1, 0), (-1, 0), (0, -1), (0, 1))
_STEP = (1.0, 1.0, 0.7, 0.7)
_BEND = 0.9
_CROSSING = 0.9
_TOUCH = 0.3
_SHARED_GUTTER, _SHARED_BODY = 0.15, 0.8
_PASSES = 2


def direction(start: Point, end: Point) -> int:
    return _MOVES.index((end[0] - start[0], end[1] - start[1]))


@dataclass(slots=True)
class Traffic:
    """How many routes pass straight or turn at a point, and run along a stretch; also who holds a diamond's top.

    ``away`` is what a step along the middle of cells costs more than one along their borders.
    """

    straight: Counter[tuple[Point, bool]] = field(default_factory=Counter)
    turns: Counter[Point] = field(default_factory=Counter)
    stretches: Counter[tuple[Point, int]] = field(default_factory=Counter)
    away: float = 0.0

    def count(self, path: Path, sign: int) -> None:
        for before, here, after in zip(path, path[1:], path[2:], strict=False):
            came, goes = direction(before, here), direction(here, after)
            if came == goes:
                self.straight[here, came < UP] += sign
            else:
                self.turns[here] += sign
        for here, after in itertools.pairwise(path):
            self.stretches[_stretch(here, direction(here, after))] += sign

    def price(self, here: Point, came: int, goes: int) -> float:
        """Cost of leaving `here` towards `goes` after arriving by `came`: the turn, what is crossed and shared."""
        straight, turns = self.straight.get, self.turns.get(here, 0)  # a Counter is slow where it holds nothing
        price = _STEP[goes]
        if came == goes:
            price += _CROSSING * straight((here, goes >= UP), 0) + _TOUCH * turns
        else:
            price += _BEND + _TOUCH * (straight((here, True), 0) + straight((here, False), 0) + turns)
        in_body = (here[1] if goes < UP else here[0]) % 2
        if in_body:
            price += self.away
        shared = self.stretches.get(_stretch(here, goes), 0)
        return price + (_SHARED_BODY if in_body else _SHARED_GUTTER) * shared if shared else price


def _stretch(here: Point, goes: int) -> tuple[Point, int]:
    """One name for a stretch, whichever way it is walked."""
    if goes == LEFT:
        return (here[0] - 1, here[1]), RIGHT
    if goes == UP:
        return (here[0], here[1] - 1), DOWN
    return here, goes


@dataclass(slots=True)
class Router:
    """Lays the edges of one graph. `below` names the steps under which text hangs, so that no line leaves there."""

    graph: Graph
    placing: Placing
    below: frozenset[str]
    traffic: Traffic = field(default_factory=Traffic)
    tips: dict[str, int] = field(default_factory=dict)
    shapes: dict[str, str] = field(init=False)
    blocked: frozenset[Point] = field(init=False)

    def __post_init__(self) -> None:
        self.shapes = {node.id: node.shape for node in self.graph.nodes}
        self.blocked = frozenset(self._point(node.id) for node in self.graph.nodes)

    def lay(self) -> tuple[Path, ...]:
        """The routes, in the order of the graph's edges."""
        order = sorted(range(len(self.graph.edges)), key=self._urgency)
        paths: dict[int, Path] = {}
        for _ in range(1 + _PASSES):
            for index in order:
                if index in paths:
                    self._take_up(index, paths[index])
                paths[index] = self._find(index)
                self._put_down(index, paths[index])
        return tuple(paths[index] for index in range(len(self.graph.edges)))

    def _urgency(self, index: int) -> tuple[int, int, int]:
        """Links first, for they are the straightest; what leads back comes last."""
        edge = self.graph.edges[index]
        (c1, r1), (c2, r2) = self.placing.cells[edge.source], self.placing.cells[edge.target]
        rank = 0 if edge.kind == "link" else 2 if is_back(edge, self.placing) else 1
        return rank, abs(c2 - c1) + abs(r2 - r1), index

    def _put_down(self, index: int, path: Path) -> None:
        self.traffic.count(path, 1)
        edge = self.graph.edges[index]
        if direction(path[0], path[1]) == UP:
            self.tips[edge.source] = index
        if direction(path[-2], path[-1]) == DOWN:
            self.tips[edge.target] = index

    def _take_up(self, index: int, path: Path) -> None:
        self.traffic.count(path, -1)
        for node in [node for node, holder in self.tips.items() if holder == index]:
            del self.tips[node]

    def _point(self, node: str) -> Point:
        column, row = self.placing.cells[node]
        return 2 * column + 1, 2 * row + 1

    def _exits(self, edge: Edge) -> dict[int, float]:
        """Ways out of the source with their extra cost. A diamond leaves by its right or, once, by its top."""
        start = self._point(edge.source)
        if edge.kind == "link" and edge.source not in self.below:
            return {DOWN: 0.0}
        if self.shapes[edge.source] == "decision":
            used = self.traffic.stretches[start, RIGHT]
            ways = {RIGHT: 1.6 * used + 0.02 * len(edge.label)}
            if edge.source not in self.tips:
                ways[UP] = 0.5
            return ways
        if edge.label:
            return {RIGHT: 0.0}
        ways = {RIGHT: 0.0, UP: 0.3}
        if edge.source not in self.below:
            ways[DOWN] = 0.3
        return ways

    def _entries(self, edge: Edge) -> dict[int, float]:
        """Directions in which the target may be entered, with their extra cost."""
        ways = {RIGHT: 0.0}
        if self.shapes[edge.target] != "decision":
            ways[DOWN] = 0.4
            if edge.target not in self.below:
                ways[UP] = 0.4
        elif edge.target not in self.tips and edge.kind == "link":
            ways[DOWN] = 0.0
        elif edge.target not in self.tips and sum(way.source == edge.target for way in self.graph.edges) < 2:
            ways[DOWN] = 1.0
        return ways

    def _find(self, index: int) -> Path:
        """The cheapest walk for one edge. There always is one: gutters are never closed."""
        edge = self.graph.edges[index]
        start, goal, entries = self._point(edge.source), self._point(edge.target), self._entries(edge)
        wide, high = 2 * self.placing.columns, 2 * self.placing.rows
        price, blocked = self.traffic.price, self.blocked
        queue: list[tuple[float, float, Point, int]] = []
        came_from: dict[tuple[Point, int], tuple[Point, int] | None] = {}
        best: dict[tuple[Point, int], float] = {}
        for way, extra in self._exits(edge).items():
            state = (_moved(start, way), way)
            best[state], came_from[state] = extra + _STEP[way], None
            heapq.heappush(queue, (best[state] + _least(state[0], goal), best[state], *state))
        while queue:
            _, cost, here, came = heapq.heappop(queue)
            if here == goal:
                return self._walk(start, (here, came), came_from)
            if cost > best[here, came]:
                continue
            for goes in range(4):
                x, y = there = _moved(here, goes)
                if goes == came ^ 1 or not (0 <= x <= wide and 0 <= y <= high):
                    continue
                if there in blocked and (there != goal or goes not in entries):
                    continue
                total = cost + price(here, came, goes) + (entries[goes] if there == goal else 0.0)
                if total < best.get((there, goes), float("inf")):
                    best[there, goes], came_from[there, goes] = total, (here, came)
                    heapq.heappush(queue, (total + _least(there, goal), total, there, goes))
        raise ValueError(f"no way from {edge.source} to {edge.target}")

    def _walk(
        self, start: Point, last: tuple[Point, int], came_from: dict[tuple[Point, int], tuple[Point, int] | None]
    ) -> Path:
        points: list[Point] = []
        state: tuple[Point, int] | None = last
        while state is not None:
            points.append(state[0])
            state = came_from[state]
        return (start, *reversed(points))


def _least(here: Point, goal: Point) -> float:
    """What the rest of the way costs at least; the search looks first where this promises most."""
    return abs(here[0] - goal[0]) * _STEP[RIGHT] + abs(here[1] - goal[1]) * _STEP[DOWN]


def _moved(point: Point, way: int) -> Point:
    return point[0] + _MOVES[way][0], point[1] + _MOVES[way][1]
