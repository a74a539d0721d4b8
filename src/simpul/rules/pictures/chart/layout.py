"""The chart itself: from spots and edges to symbols, lines and labels.

No line runs through a symbol, no two lines lie on each other but those of one outcome and the last stretches into one
diamond, no label touches anything, every edge ends at its symbol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from simpul.rules.pictures.chart.axes import Axis, columns, places_used, rows
from simpul.rules.pictures.chart.bundles import assign_bundled
from simpul.rules.pictures.chart.labels import Freedom, Labeller
from simpul.rules.pictures.chart.model import Chart, Room, Spot, Style, key
from simpul.rules.pictures.chart.router import ChartRouter
from simpul.rules.pictures.drawing import Line, Symbol
from simpul.rules.pictures.model import Edge, Graph, Lane
from simpul.rules.pictures.placing import Placing
from simpul.rules.pictures.ports import corner, port
from simpul.rules.pictures.routing import DOWN, Path, direction
from simpul.rules.pictures.runs import Run, cut
from simpul.rules.pictures.tracks import Attachments

_TRIES, _WHOLE_TRIES = 10, 6
_MORE_ROOM = 4.0
_WIDENINGS = {Freedom.SHORT: 3, Freedom.WANDER: 2, Freedom.LOOSE: 6, Freedom.ANYHOW: 6}
_MORE_WIDTH = 14.0


def lay(spots: Sequence[Spot], edges: Sequence[Edge], room: Room, style: Style | None = None) -> Chart:
    """The chart. Same input, same chart. Raises ValueError for an edge to no spot, or when a label finds no room."""
    style = style or Style()
    routes = _routed(tuple(spots), tuple(edges), len(room.columns), len(room.rows))
    runs = [run for way in routes.ways for run in way]
    grown = _stretched(spots, edges, routes.ways, style)
    ports = places_used(runs, False), places_used(runs, True)
    for freedom, most in _WIDENINGS.items():
        widenings = 0 if room.fixed and freedom < Freedom.LOOSE else most
        found = _widened(grown, edges, routes, ports, room, style, freedom, widenings)
        if found is not None:
            return found
    raise ValueError("no room for the words of an outcome")


def least_bottom(spots: Sequence[Spot], edges: Sequence[Edge], room: Room, style: Style | None = None) -> float:
    """Where the chart ends at least: what its labels ask for comes on top."""
    style = style or Style()
    ways = _routed(tuple(spots), tuple(edges), len(room.columns), len(room.rows)).ways
    used = places_used([run for way in ways for run in way], True)
    return rows(_stretched(spots, edges, ways, style), used, room, style, {}).borders[-1]


def _widened(
    grown: Sequence[Spot],
    edges: Sequence[Edge],
    routes: _Routes,
    ports: tuple[Mapping[int, int], Mapping[int, int]],
    room: Room,
    style: Style,
    freedom: Freedom,
    most: int,
) -> Chart | None:
    """The chart with columns as wide as its labels ask; None when that does not help, so that they stay as they are."""
    for _ in range(most + 1):
        xs, needs = columns(grown, ports[0], room, style)
        chart, crowded = _fitted(grown, edges, routes, ports[1], xs, room, style, freedom)
        if not crowded:
            return replace(chart, needs=tuple(max(pair) for pair in zip(needs, room.columns, strict=True)))
        more = (_MORE_WIDTH if number in crowded else 0.0 for number in range(len(room.columns)))
        wider = tuple(b - a + add for (a, b), add in zip(pairwise(xs.borders), more, strict=True))
        room = replace(room, columns=wider, width=0.0)
    return None


def _fitted(
    grown: Sequence[Spot],
    edges: Sequence[Edge],
    routes: _Routes,
    used: Mapping[int, int],
    xs: Axis,
    room: Room,
    style: Style,
    freedom: Freedom,
) -> tuple[Chart, set[int]]:
    """The chart with rows as high as its labels ask; the columns that would have to be wider for some of them."""
    cells = {spot.node.id: (spot.column, spot.row) for spot in grown}
    extra: dict[int, float] = {}
    for tried in range(_TRIES):
        ys = rows(grown, used, room, style, extra)
        drawn = _Drawn(grown, edges, routes.paths, routes.ways, xs, ys)
        labeller = drawn.labeller(style, freedom if tried >= _WHOLE_TRIES else Freedom.WHOLE)
        failed = [cells[edges[number].source] for number in labeller.place()]
        if not failed:
            break
        for row in {row for _, row in failed}:
            extra[row] = extra.get(row, 0.0) + _MORE_ROOM
    chart = Chart(drawn.symbols(), drawn.lines(), labeller.placed, xs.borders, ys.borders)
    return chart, {column for column, _ in failed}


@dataclass(frozen=True)
class _Routes:
    """The ways of all edges over the grid, and their runs with a place in each channel."""

    paths: tuple[Path, ...]
    ways: tuple[tuple[Run, ...], ...]


@lru_cache(maxsize=256)
def _routed(spots: tuple[Spot, ...], edges: tuple[Edge, ...], column_count: int, row_count: int) -> _Routes:
    """Routing looks at cells only: a chart laid anew with other widths keeps its ways."""
    graph = _graph(spots, edges, column_count)
    placing = Placing({spot.node.id: (spot.column, spot.row) for spot in spots}, (), column_count, row_count)
    paths = ChartRouter(graph, placing, frozenset()).lay()
    ways = tuple(tuple(cut(index, path)) for index, path in enumerate(paths))
    assign_bundled(ways, [key(edge) for edge in edges], _attachments(graph, paths, ways))
    return _Routes(paths, ways)


def _graph(spots: Sequence[Spot], edges: Sequence[Edge], count: int) -> Graph:
    lanes = tuple(Lane(str(number), "") for number in range(count))
    return Graph(lanes, tuple(replace(spot.node, lane=str(spot.column)) for spot in spots), tuple(edges))


def _attachments(graph: Graph, paths: Sequence[Path], ways: Sequence[Sequence[Run]]) -> Attachments:
    """Lines enter a diamond by its top tip and leave it by a tip; those of one outcome may share their beginning."""
    diamonds = {node.id for node in graph.nodes if node.shape in {"decision", "connector"}}
    pinned: set[Run] = set()
    tips: set[Run] = set()
    merging: dict[Run, str] = {}
    straight: set[str] = set()
    for edge, path, way in zip(graph.edges, paths, ways, strict=True):
        first, last = way[0], way[-1]
        if edge.kind == "link":
            pinned.add(first)
            continue
        if edge.target in diamonds and not (last.through and edge.target in straight):
            pinned.add(last)
            straight |= {edge.target} if last.through else set()
            merging[last] = f"to {edge.target}"
        if edge.source in diamonds and first not in pinned:
            (tips if direction(path[0], path[1]) == DOWN else pinned).add(first)
    return Attachments(frozenset(pinned), merging, frozenset(tips))


def _stretched(
    spots: Sequence[Spot], edges: Sequence[Edge], ways: Sequence[Sequence[Run]], style: Style
) -> tuple[Spot, ...]:
    """The symbols, grown where their ports need more room."""
    tall: dict[str, float] = {}
    wide: dict[str, float] = {}
    for edge, way in zip(edges, ways, strict=True):
        for node, run in ((edge.source, way[0]), (edge.target, way[-1])):
            need = tall if run.horizontal else wide
            need[node] = max(need.get(node, 0.0), abs(run.minor) * style.slot + style.slot)
    return tuple(
        replace(
            spot,
            half_h=max(spot.half_h, tall.get(spot.node.id, 0.0)),
            half_w=max(spot.half_w, wide.get(spot.node.id, 0.0)),
        )
        for spot in spots
    )


@dataclass(frozen=True)
class _Drawn:
    """Symbols and lines in their places."""

    spots: Sequence[Spot]
    edges: Sequence[Edge]
    paths: Sequence[Path]
    ways: Sequence[Sequence[Run]]
    xs: Axis
    ys: Axis

    def symbols(self) -> tuple[Symbol, ...]:
        return tuple(
            Symbol(spot.node, self.xs.middles[spot.column], self.ys.middles[spot.row], spot.half_w, spot.half_h, "", ())
            for spot in self.spots
        )

    def lines(self) -> tuple[Line, ...]:
        by_id = {symbol.node.id: symbol for symbol in self.symbols()}
        found = []
        for edge, path, way in zip(self.edges, self.paths, self.ways, strict=True):
            corners = [corner(before, after, self.xs, self.ys) for before, after in pairwise(way)]
            start = port(by_id[edge.source], way[0], direction(path[0], path[1]), self.xs, self.ys)
            end = port(by_id[edge.target], way[-1], direction(path[-2], path[-1]) ^ 1, self.xs, self.ys)
            found.append(Line(edge, (start, *corners, end), ""))
        return tuple(found)

    def labeller(self, style: Style, freedom: Freedom) -> Labeller:
        """What places the labels, each within a row and between the outer borders."""
        left, right = self.xs.borders[0] + 1, self.xs.borders[-1] - 1
        rows = [(left, top + 1, right, bottom - 1) for top, bottom in pairwise(self.ys.borders)]
        home = {spot.node.id: spot.row for spot in self.spots}
        return Labeller(self.symbols(), self.lines(), rows, home, style, freedom)
