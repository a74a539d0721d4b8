"""What a chart is made from and what it becomes. Lengths are in whatever unit the caller measures in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.rules.pictures.drawing import Line, Point, Rect, Symbol
from simpul.rules.pictures.model import Edge, Node


@dataclass(frozen=True, slots=True)
class Spot:
    """A symbol and the cell it stands in; no two symbols share a cell."""

    node: Node
    column: int
    row: int
    half_w: float
    half_h: float


@dataclass(frozen=True, slots=True)
class Style:
    """``track``: from line to line on a border; ``slot``: from port to port at a symbol; ``head``: room for an arrow
    head; ``text`` and ``leading``: size and line distance of labels; ``gap``: what no two things come nearer than."""

    track: float = 4.0
    slot: float = 5.0
    head: float = 6.6
    text: float = 7.0
    leading: float = 8.2
    gap: float = 1.6


@dataclass(frozen=True, slots=True)
class Room:
    """The corner the chart begins at, how many columns it has, and the least width of each column and height of
    each row. In ``fixed`` columns a label wanders along its line before a column grows for it."""

    left: float
    top: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    width: float = 0.0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The outcome beside its line: wrapped words around the middle of ``rect``."""

    rect: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """The geometry. ``columns`` and ``rows`` are the borders, one more than there are columns and rows."""

    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]
    labels: Mapping[int, Label]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    needs: tuple[float, ...] = field(default=())

    @property
    def width(self) -> float:
        return self.columns[-1] - self.columns[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]


Stretch = tuple[Point, Point]


def key(edge: Edge) -> tuple[str, str, str]:
    """Lines with one key may run together: they are one outcome of one step, from any of its symbols."""
    return edge.source.partition("@")[0], edge.label, "link" if edge.kind == "link" else ""
