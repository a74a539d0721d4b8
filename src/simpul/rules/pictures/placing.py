"""Which column and which row each step takes: columns by the longest path, rows by lane."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from simpul.rules.pictures.model import Edge, Graph


@dataclass(frozen=True, slots=True)
class Placing:
    """`cells` maps a step to (column, row); `lane_rows` gives the rows of each lane in printed order."""

    cells: dict[str, tuple[int, int]]
    lane_rows: tuple[tuple[int, ...], ...]
    columns: int
    rows: int


def _forward(graph: Graph) -> dict[str, list[str]]:
    """Successors without returns and links; an edge that closes a circle is left out whatever its kind says."""
    ways: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.kind not in ("return", "link") and edge.source != edge.target:
            ways[edge.source].append(edge.target)
    return _acyclic(ways)


def _acyclic(ways: dict[str, list[str]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {node: [] for node in ways}
    state: dict[str, int] = {}
    for root in ways:
        stack = [(root, iter(ways[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                state[node] = 2
                stack.pop()
            elif state.get(target) != 1:
                kept[node].append(target)
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(ways[target])))
    return kept


def columns(graph: Graph) -> dict[str, int]:
    """Column of each step: the longest way to it from a step that nothing leads to."""
    ways = _forward(graph)
    open_ins: dict[str, int] = defaultdict(int)
    for targets in ways.values():
        for target in targets:
            open_ins[target] += 1
    ready = [node.id for node in graph.nodes if not open_ins[node.id]]
    column = dict.fromkeys((node.id for node in graph.nodes), 0)
    for node in ready:  # grows while it is walked
        for target in ways[node]:
            column[target] = max(column[target], column[node] + 1)
            open_ins[target] -= 1
            if not open_ins[target]:
                ready.append(target)
    return column


def place(graph: Graph) -> Placing:
    """Cells of all symbols. Two steps of one lane in one column stand below each other, in printed order."""
    steps = columns(graph)
    column = {node.id: steps[node.step] for node in graph.nodes}
    cells: dict[str, tuple[int, int]] = {}
    lane_rows: list[tuple[int, ...]] = []
    first = 0
    for lane in graph.lanes:
        taken: dict[int, int] = defaultdict(int)
        for node in graph.nodes:
            if node.lane == lane.id:
                cells[node.id] = (column[node.id], first + taken[column[node.id]])
                taken[column[node.id]] += 1
        count = max(taken.values(), default=1)
        lane_rows.append(tuple(range(first, first + count)))
        first += count
    return Placing(cells, tuple(lane_rows), max(column.values(), default=0) + 1, first)


def is_back(edge: Edge, placing: Placing) -> bool:
    """Whether the edge leads to an earlier column or to its own."""
    return placing.cells[edge.target][0] <= placing.cells[edge.source][0]
