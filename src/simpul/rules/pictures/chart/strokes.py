"""What the pen draws: every line as it is, but the shared way of one outcome only once, so that dashes stay dashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simpul.rules.pictures.chart.model import Chart, key
from simpul.rules.pictures.drawing import Line, Point


@dataclass(frozen=True, slots=True)
class Stroke:
    """A way of the pen."""

    points: tuple[Point, ...]
    dashed: bool


def strokes(chart: Chart) -> tuple[Stroke, ...]:
    """Everything but symbols and arrow heads."""
    nets: dict[tuple[object, bool], list[Line]] = defaultdict(list)
    for line in chart.lines:
        nets[key(line.edge), is_dashed(chart, line)].append(line)
    found: list[Stroke] = []
    for (_, dashed), lines in nets.items():
        ways = [line.points for line in lines] if len(lines) == 1 else _merged(lines)
        found += [Stroke(points, dashed) for points in ways]
    return tuple(found)


def is_dashed(chart: Chart, line: Line) -> bool:
    """Links join the symbols of one step; a way is dashed when it, or a step at one of its ends, was added."""
    added = {symbol.node.id for symbol in chart.symbols if symbol.node.added}
    return line.edge.kind == "link" or line.edge.added or not added.isdisjoint({line.edge.source, line.edge.target})


def _merged(lines: Sequence[Line]) -> list[tuple[Point, ...]]:
    """The stretches of several lines, those on each other made one."""
    spans: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            upright = x1 == x2
            low, high = sorted((y1, y2) if upright else (x1, x2))
            spans[upright, x1 if upright else y1].append((low, high))
    return [
        ((at, low), (at, high)) if upright else ((low, at), (high, at))
        for (upright, at), found in spans.items()
        for low, high in _joined(found)
    ]


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found
