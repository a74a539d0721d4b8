"""Which way each line of a chart takes: out at the bottom, in at the top; what goes back leaves at a side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from simpul.rules.pictures.chart.model import key
from simpul.rules.pictures.model import Edge
from simpul.rules.pictures.routing import DOWN, LEFT, RIGHT, Path, Router, Traffic, direction

_SIDES = (LEFT, RIGHT)
_AWAY_FROM_BORDER = 0.35


@dataclass(slots=True)
class ChartRouter(Router):
    """``cells`` of the placing are (column, row). A link between two symbols of one step is a straight line.

    The borders between cells are preferred to their middles.
    """

    traffic: Traffic = field(default_factory=partial(Traffic, away=_AWAY_FROM_BORDER))
    held: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def _urgency(self, index: int) -> tuple[bool, int, int]:
        edge = self.graph.edges[index]
        if edge.kind == "link":
            return False, -1, index
        (c1, r1), (c2, r2) = self.placing.cells[edge.source], self.placing.cells[edge.target]
        return r2 <= r1, abs(c2 - c1) + abs(r2 - r1), index

    def _put_down(self, index: int, path: Path) -> None:
        self.traffic.count(path, 1)
        for place in self._ends(index, path):
            self.held[place].append(index)

    def _take_up(self, index: int, path: Path) -> None:
        self.traffic.count(path, -1)
        for place in self._ends(index, path):
            self.held[place].remove(index)

    def _ends(self, index: int, path: Path) -> tuple[tuple[str, int], tuple[str, int]]:
        """The sides of the two symbols that a way takes."""
        edge = self.graph.edges[index]
        return (edge.source, direction(path[0], path[1])), (edge.target, direction(path[-2], path[-1]) ^ 1)

    def _goes_back(self, edge: Edge) -> bool:
        return self.placing.cells[edge.target][1] <= self.placing.cells[edge.source][1]

    def _exits(self, edge: Edge) -> dict[int, float]:
        """What decides gives each outcome a tip of its own while there is one, the first the lowest; what goes back
        prefers a side."""
        back = self._goes_back(edge)
        if not self._decides(edge.source):
            if not back:
                return {DOWN: 0.0}
            return {DOWN: 1.5, **{side: 0.0 for side in _SIDES if not self.held[edge.source, side]}}
        taken = [side for side in (DOWN, *_SIDES) if self._siblings(edge, side)]
        if taken:
            return {taken[0]: 0.0}
        ways = {DOWN: (0.9 if back else 0.0) + self._rank(edge) + 2.5 * self._others(edge, DOWN)}
        free = [side for side in _SIDES if not self._others(edge, side)]
        return ways | dict.fromkeys(free, 0.0 if back else 0.8)

    def _decides(self, symbol: str) -> bool:
        """Whether several outcomes leave here, be it a diamond or not: lines side by side leave no room for words."""
        return (
            self.shapes[symbol] == "decision"
            or len({one.label for one in self.graph.edges if one.source == symbol}) > 1
        )

    def _rank(self, edge: Edge) -> int:
        """Which of the outcomes of its step this is, from 0."""
        labels = dict.fromkeys(one.label for one in self.graph.edges if one.source == edge.source)
        return list(labels).index(edge.label)

    def _siblings(self, edge: Edge, side: int) -> bool:
        """Whether another way of the same outcome leaves by this side."""
        holders = (self.graph.edges[index] for index in self.held[edge.source, side])
        return any(one.source == edge.source and key(one) == key(edge) for one in holders)

    def _others(self, edge: Edge, side: int) -> int:
        """How many ways of another outcome, or into the symbol, take this side."""
        holders = [self.graph.edges[index] for index in self.held[edge.source, side]]
        return sum(one.source != edge.source or key(one) != key(edge) for one in holders)

    def _entries(self, edge: Edge) -> dict[int, float]:
        """Directions of arrival: from above, or into a free side of a plain step for what comes back."""
        if not self._goes_back(edge) or self.shapes[edge.target] != "process" or self._decides(edge.target):
            return {DOWN: 0.0}
        return {DOWN: 0.5} | {side: 0.0 for side in _SIDES if not self.held[edge.target, side ^ 1]}

    def _find(self, index: int) -> Path:
        edge = self.graph.edges[index]
        if edge.kind != "link":
            return Router._find(self, index)
        (x1, y), (x2, _) = self._point(edge.source), self._point(edge.target)
        return tuple((x, y) for x in range(x1, x2 + 1))
