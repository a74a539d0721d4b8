"""A stretch of rows as a chart of its own: symbols per lane, lines between them, pentagons for what leaves the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import ascii_uppercase

from simpul.rules.pictures.chart.model import Spot
from simpul.rules.pictures.model import Edge, Node
from simpul.rules.pictures.sop_sheet.content import Content, Row, name_of

SYMBOL = (15.0, 8.5)
DIAMOND = (16.0, 10.0)
PENTAGON = (14.5, 11.0)


@dataclass(frozen=True, slots=True)
class Connector:
    """A line that goes on on another page: the edge, its letter, the number of the page at the other end and how the
    step there is called; ``coming`` from there, or leaving."""

    edge: Edge
    letter: str
    page: int
    other: str
    coming: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one page. ``before`` and ``after`` are its bands of connectors, each a list of rows of them."""

    rows: tuple[Row, ...]
    before: tuple[tuple[Connector, ...], ...]
    after: tuple[tuple[Connector, ...], ...]
    spots: tuple[Spot, ...]
    edges: tuple[Edge, ...]
    connectors: Mapping[str, Connector]

    @property
    def bands(self) -> int:
        return len(self.before) + len(self.after)


def parts(content: Content, cuts: Sequence[int], first: int = 1) -> tuple[Part, ...]:
    """The pages: ``cuts`` holds the number of the first row of each, ``first`` is the number of the first page."""
    return tuple(part_of(content, cuts, number, first) for number in range(len(cuts)))


def part_of(content: Content, cuts: Sequence[int], number: int, first: int = 1) -> Part:
    """One of those pages, ``number`` from 0."""
    bounds = [*cuts, len(content.rows)]
    page_of = {
        row.node.id: page
        for page, (start, end) in enumerate(pairwise(bounds), first)
        for row in content.rows[start:end]
    }
    crossing = [edge for edge in content.edges if page_of[edge.source] != page_of[edge.target]]
    letters = {edge: letter(at) for at, edge in enumerate(crossing)}
    return _part(content, content.rows[bounds[number] : bounds[number + 1]], first + number, page_of, letters)


def letter(number: int) -> str:
    """A, B ... Z, AA, AB ..."""
    before, last = divmod(number, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def _part(
    content: Content, rows: tuple[Row, ...], page: int, page_of: Mapping[str, int], letters: Mapping[Edge, str]
) -> Part:
    columns = {lane.id: number for number, lane in enumerate(content.lanes)}
    by_id = {row.node.id: row.node for row in content.rows}
    names = {row.node.id: name_of(row) for row in content.rows}
    coming = [
        Connector(e, x, page_of[e.source], names[e.source], True)
        for e, x in letters.items()
        if page_of[e.target] == page
    ]
    leaving = [
        Connector(e, x, page_of[e.target], names[e.target], False)
        for e, x in letters.items()
        if page_of[e.source] == page
    ]
    before = _banded(coming, [columns[by_id[one.edge.target].lane] for one in coming], len(columns))
    after = _banded(leaving, [columns[by_id[one.edge.source].lane] for one in leaving], len(columns))
    places: dict[str, tuple[Spot, ...]] = {}
    for number, band in enumerate(before):
        places |= {f"< {one.letter}": (_pentagon(one, column, number, "<"),) for column, one in band}
    for number, row in enumerate(rows, len(before)):
        places[row.node.id] = tuple(_symbol(row.node, columns[lane], number) for lane in _in_order(row.node, columns))
    for number, band in enumerate(after, len(before) + len(rows)):
        places |= {f"> {one.letter}": (_pentagon(one, column, number, ">"),) for column, one in band}
    edges = [edge for edge in content.edges if page_of[edge.source] == page_of[edge.target] == page]
    edges += [replace(one.edge, source=f"< {one.letter}", label="") for one in coming]
    edges += [replace(one.edge, target=f"> {one.letter}") for one in leaving]
    return Part(
        rows=tuple(rows),
        before=tuple(tuple(one for _, one in band) for band in before),
        after=tuple(tuple(one for _, one in band) for band in after),
        spots=tuple(spot for spots in places.values() for spot in spots),
        edges=(*_links(places), *(one for edge in edges for one in _spread(edge, places))),
        connectors={f"< {one.letter}@": one for one in coming} | {f"> {one.letter}@": one for one in leaving},
    )


def _in_order(node: Node, columns: Mapping[str, int]) -> list[str]:
    return sorted(dict.fromkeys(node.lanes or (node.lane,)), key=lambda lane: columns[lane])


def _symbol(node: Node, column: int, row: int) -> Spot:
    half_w, half_h = DIAMOND if node.shape == "decision" else SYMBOL
    return Spot(replace(node, id=f"{node.id}@{column}"), column, row, half_w, half_h)


def _pentagon(one: Connector, column: int, row: int, side: str) -> Spot:
    node = Node(f"{side} {one.letter}@", one.letter, "", "", "connector", added=one.edge.added)
    return Spot(node, column, row, *PENTAGON)


def _banded(found: Sequence[Connector], wanted: Sequence[int], count: int) -> list[list[tuple[int, Connector]]]:
    """Connectors in rows: each in the column it wants where that is free, else in the nearest one."""
    bands: list[list[tuple[int, Connector]]] = []
    for start in range(0, len(found), count):
        chosen = list(zip(wanted[start : start + count], found[start : start + count], strict=True))
        first: dict[int, Connector] = {}
        for column, one in chosen:
            first.setdefault(column, one)
        free = set(range(count)) - set(first)
        band = list(first.items())
        for column, one in chosen:
            if first[column] is not one:
                best = min((abs(number - column), number) for number in free)[1]
                free.remove(best)
                band.append((best, one))
        bands.append(sorted(band, key=lambda pair: pair[0]))
    return bands


def _links(places: Mapping[str, tuple[Spot, ...]]) -> list[Edge]:
    """The dashed lines that join the symbols of one step."""
    return [
        Edge(one.node.id, other.node.id, kind="link") for spots in places.values() for one, other in pairwise(spots)
    ]


def _spread(edge: Edge, places: Mapping[str, tuple[Spot, ...]]) -> list[Edge]:
    """An edge between steps as lines between their symbols: each symbol has its nearest partner, none is left out.

    What leads back is one line, between the two symbols that are nearest to each other; so it is through a pentagon.
    """
    sources, targets = places[edge.source], places[edge.target]
    if edge.kind == "return" or targets[0].row <= sources[0].row:
        pairs = {min(((one, other) for one in sources for other in targets), key=lambda pair: _apart(*pair))}
    else:
        pairs = {(one, min(targets, key=lambda other: _apart(one, other))) for one in sources}
        reached = {target.node.id for _, target in pairs}
        pairs |= {
            (min(sources, key=lambda one: _apart(one, other)), other)
            for other in targets
            if other.node.id not in reached
        }
    ordered = sorted(pairs, key=lambda pair: (pair[0].column, pair[1].column))
    return [replace(edge, source=one.node.id, target=other.node.id) for one, other in ordered]


def _apart(one: Spot, other: Spot) -> tuple[int, int]:
    return abs(one.column - other.column), other.column
