"""The finished geometry of a swimlane, in px, open to inspection: what the renderer draws and the tests measure."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from simpul.rules.pictures.model import Edge, Node

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
SymbolState = Literal["", "done", "now", "next", "again"]
LineState = Literal["", "done", "next", "loop", "link"]
_OVAL = 22.0
TEXT_HEIGHT = 14.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text around its middle (x, y). `role` names what it is; `lead` is the bold beginning."""

    x: float
    y: float
    width: float
    text: str
    role: str
    lead: str = ""
    start: bool = False

    @property
    def rect(self) -> Rect:
        """(left, top, right, bottom); `start` texts begin at x, the others are centred on it."""
        left = self.x if self.start else self.x - self.width / 2
        return left, self.y - TEXT_HEIGHT / 2, left + self.width, self.y + TEXT_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Symbol:
    """One step's shape around its middle."""

    node: Node
    x: float
    y: float
    half_w: float
    half_h: float
    state: SymbolState
    texts: tuple[Text, ...]

    @property
    def rect(self) -> Rect:
        return self.x - self.half_w, self.y - self.half_h, self.x + self.half_w, self.y + self.half_h

    @property
    def radius(self) -> float:
        """Corner radius: ovals begin and end a procedure."""
        return min(_OVAL, self.half_h) if self.node.shape in {"start", "end"} else 4.0

    def side_at(self, y: float) -> float:
        """Distance from the middle to the outline, sideways, at the height y."""
        return _outline(self, abs(y - self.y), self.half_h, self.half_w)

    def top_at(self, x: float) -> float:
        """Distance from the middle to the outline, upwards, at the place x."""
        return _outline(self, abs(x - self.x), self.half_w, self.half_h)


def _outline(symbol: Symbol, off: float, across: float, reach: float) -> float:
    if symbol.node.shape == "decision":
        return reach * max(0.0, 1 - off / across)
    into = off - (across - symbol.radius)
    if into <= 0:
        return reach
    return reach - symbol.radius + sqrt(max(0.0, symbol.radius**2 - into**2))


@dataclass(frozen=True, slots=True)
class Line:
    """The way of one edge: corners from the outline of its source to that of its target."""

    edge: Edge
    points: tuple[Point, ...]
    state: LineState
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """The sign "position now" under a symbol; it points up to `tip`."""

    rect: Rect
    tip: Point
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One lane: its top, its height and its name in the header column."""

    top: float
    height: float
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it. `header` is the width of the column with the lane names."""

    width: float
    height: float
    header: float
    bands: tuple[Band, ...]
    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]
    flags: tuple[Flag, ...]
    has_status: bool

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the picture."""
        found = [text for band in self.bands for text in band.texts]
        found += [text for symbol in self.symbols for text in symbol.texts]
        found += [line.label for line in self.lines if line.label]
        return (*found, *(text for flag in self.flags for text in flag.texts))
