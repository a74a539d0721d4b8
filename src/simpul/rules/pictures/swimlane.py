"""The swimlane of a procedure: from lanes, steps and edges to a drawing, from a drawing to SVG.

    drawing = layout(lanes, nodes, edges, status)
    svg = render(drawing, title=..., desc=...)

The drawing keeps what a reader needs: no line runs through a symbol, no two lines lie on each other but for a last
stretch into the same diamond, no two texts touch, every edge ends in an arrow head.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from simpul.rules.pictures.axes import HEADER, LANE_LINE, SLOT, Axis, LabelRoom
from simpul.rules.pictures.axes import columns as column_axis
from simpul.rules.pictures.axes import rows as row_axis
from simpul.rules.pictures.drawing import Band, Drawing, Line, LineState, Point, Symbol, SymbolState, Text
from simpul.rules.pictures.metrics import shorten, width, wrap
from simpul.rules.pictures.model import WORDS, Edge, Graph, Lane, Node, Status, Words
from simpul.rules.pictures.placing import Placing, place
from simpul.rules.pictures.ports import corner, port
from simpul.rules.pictures.routing import DOWN, RIGHT, UP, Path, Router, direction
from simpul.rules.pictures.runs import Run, cut
from simpul.rules.pictures.spreading import spread
from simpul.rules.pictures.svg import render
from simpul.rules.pictures.symbols import SIZE, Measured, measure
from simpul.rules.pictures.symbols import dress as dress_symbol
from simpul.rules.pictures.symbols import hoist as hoist_flag
from simpul.rules.pictures.tracks import Attachments, assign

__all__ = ["layout", "render"]

_LANE_NAME = 13.0
_LABEL_MOST = 210.0


def layout(
    lanes: Sequence[Lane],
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    status: Status | None = None,
    words: Words = WORDS,
) -> Drawing:
    """The drawing of a procedure, with the position of one case when `status` is given. Same input, same drawing.

    A step of several lanes has a symbol in each; lines of kind "link" join them, after those of `edges`.

    Raises ValueError for a step in an unknown lane or an edge to an unknown step.
    """
    return _layout(spread(Graph(tuple(lanes), tuple(nodes), tuple(edges)), status), status, words)


@lru_cache(maxsize=64)
def _layout(graph: Graph, status: Status | None, words: Words) -> Drawing:
    sized = tuple(measure(node, status, words) for node in graph.nodes)
    placing = place(graph)
    below = frozenset(one.node.id for one in sized if one.hang)
    paths = Router(graph, placing, below).lay()
    ways = tuple(tuple(cut(index, path)) for index, path in enumerate(paths))
    assign([run for way in ways for run in way], _attachments(graph, paths, ways))
    return _Draughtsman(graph, status, placing, paths, ways, _stretched(graph, sized, paths, ways)).draw()


def _attachments(graph: Graph, paths: Sequence[Path], ways: Sequence[Sequence[Run]]) -> Attachments:
    """What diamonds ask of the runs at their tips: lines enter at the left tip and leave the top one in the middle.

    Of several straight lines into one diamond only the first may have the tip, for the others would hide under it.
    """
    diamonds = {node.id for node in graph.nodes if node.shape == "decision"}
    pinned: set[Run] = set()
    merging: dict[Run, str] = {}
    tips: set[Run] = set()
    straight: set[str] = set()
    for edge, path, way in zip(graph.edges, paths, ways, strict=True):
        last = way[-1]
        if edge.target in diamonds and not (last.through and edge.target in straight):
            pinned.add(last)
            straight |= {edge.target} if last.through else set()
            if direction(path[-2], path[-1]) == RIGHT:
                merging[last] = edge.target
        if edge.source in diamonds:
            (pinned if direction(path[0], path[1]) in (UP, DOWN) else tips).add(way[0])
    return Attachments(frozenset(pinned), merging, frozenset(tips))


def _stretched(
    graph: Graph, sized: Sequence[Measured], paths: Sequence[Path], ways: Sequence[Sequence[Run]]
) -> tuple[Measured, ...]:
    """The symbols, grown where the lines at their sides need more room."""
    tall: dict[str, float] = {}
    wide: dict[str, float] = {}
    for edge, way in zip(graph.edges, ways, strict=True):
        for node, run in ((edge.source, way[0]), (edge.target, way[-1])):
            need = tall if run.horizontal else wide
            need[node] = max(need.get(node, 0.0), abs(run.minor) * SLOT + 10)
    return tuple(
        replace(
            one,
            half_h=max(one.half_h, tall.get(one.node.id, 0.0)),
            half_w=max(one.half_w, wide.get(one.node.id, 0.0)),
        )
        for one in sized
    )


@dataclass(frozen=True)
class _Draughtsman:
    """Turns places into px."""

    graph: Graph
    status: Status | None
    placing: Placing
    paths: Sequence[Path]
    ways: Sequence[Sequence[Run]]
    sized: Sequence[Measured]

    def draw(self) -> Drawing:
        labels = {
            index: shorten(edge.said, SIZE, _LABEL_MOST) for index, edge in enumerate(self.graph.edges) if edge.label
        }
        names = [wrap(lane.label, _LANE_NAME, HEADER - 20, bold=True, most=5) for lane in self.graph.lanes]
        room = self._room(labels)
        runs = [run for way in self.ways for run in way]
        xs = column_axis(self.placing, self.sized, runs, room)
        ys, borders = row_axis(self.placing, self.sized, runs, room, [len(name) for name in names])
        symbols = {one.node.id: self._symbol(one, xs, ys) for one in self.sized}
        lines = tuple(self._line(index, labels.get(index, ""), xs, ys, symbols) for index in range(len(self.ways)))
        flags = tuple(hoist_flag(one, symbols[one.node.id]) for one in self.sized if one.flag)
        bands = tuple(_band(name, top, bottom) for name, top, bottom in zip(names, borders, borders[1:], strict=False))
        return Drawing(
            round(xs.length + 1),
            round(borders[-1] + 1),
            HEADER,
            bands,
            tuple(symbols.values()),
            lines,
            flags,
            self.status is not None,
        )

    def _room(self, labels: dict[int, str]) -> LabelRoom:
        """Where labels stand: right of a step before the tracks, or over the top of a diamond."""
        beside: dict[int, float] = {}
        over: dict[int, float] = {}
        labelled_rows = set()
        for index, label in labels.items():
            column, row = self.placing.cells[self.graph.edges[index].source]
            if direction(*self.paths[index][:2]) == UP:
                over[column] = max(over.get(column, 0.0), width(label, SIZE))
                labelled_rows.add(row)
            else:
                beside[column] = max(beside.get(column, 0.0), width(label, SIZE))
        return LabelRoom(beside, frozenset(labelled_rows), over)

    def _symbol(self, one: Measured, xs: Axis, ys: Axis) -> Symbol:
        column, row = self.placing.cells[one.node.id]
        return dress_symbol(one, xs.middles[column], ys.middles[row], self._state(one.node))

    def _state(self, node: Node) -> SymbolState:
        if self.status is None:
            return ""
        if node.repeats:
            return "again"
        if self.status.is_current(node.id):
            return "now"
        return "done" if node.id in self.status.done else "next"

    def _line(self, index: int, label: str, xs: Axis, ys: Axis, symbols: dict[str, Symbol]) -> Line:
        edge, path, way = self.graph.edges[index], self.paths[index], self.ways[index]
        corners = [corner(before, after, xs, ys) for before, after in itertools.pairwise(way)]
        start = port(symbols[edge.source], way[0], direction(path[0], path[1]), xs, ys)
        end = port(symbols[edge.target], way[-1], direction(path[-2], path[-1]) ^ 1, xs, ys)
        return Line(edge, (start, *corners, end), self._line_state(edge), self._label(index, label, start, xs, ys))

    def _label(self, index: int, label: str, start: Point, xs: Axis, ys: Axis) -> Text | None:
        if not label:
            return None
        column, row = self.placing.cells[self.graph.edges[index].source]
        wide = width(label, SIZE)
        role = "round" if self._line_state(self.graph.edges[index]) == "loop" else "edge"
        if direction(*self.paths[index][:2]) == UP:
            return Text(start[0], ys.gutters[row][1] - 11, wide, label, role)
        return Text(xs.gutters[column + 1][0] + 7 + wide / 2, start[1], wide, label, role)

    def _line_state(self, edge: Edge) -> LineState:
        if edge.kind == "link":
            return "link"
        if self.status is None:
            return ""
        if (edge.source, edge.target) in self.status.looped:
            return "loop"
        reached = edge.target in self.status.done or self.status.is_current(edge.target)
        return "done" if edge.source in self.status.done and reached and edge.kind != "return" else "next"


def _band(name: tuple[str, ...], top: float, bottom: float) -> Band:
    first = (top + bottom) / 2 - (len(name) - 1) * LANE_LINE / 2
    texts = tuple(
        Text(10.5, first + number * LANE_LINE, width(line, _LANE_NAME, bold=True), line, "lane", start=True)
        for number, line in enumerate(name)
    )
    return Band(top, bottom - top, texts)
