"""Corners of what is not a rectangle: diamonds, pentagons, arrow heads."""

from __future__ import annotations

from simpul.rules.pictures.drawing import Line, Point, Symbol

_HEAD = (4.6, 2.1)


def outline(symbol: Symbol) -> tuple[Point, ...]:
    """Corners of a diamond or a pentagon."""
    left, top, right, bottom = symbol.rect
    if symbol.node.shape == "decision":
        return (symbol.x, top), (right, symbol.y), (symbol.x, bottom), (left, symbol.y)
    shoulder = bottom - symbol.half_h * 0.45
    return (left, top), (right, top), (right, shoulder), (symbol.x, bottom), (left, shoulder)


def head(line: Line) -> tuple[Point, Point, Point]:
    """The three corners of the arrow head."""
    (x1, y1), (x, y) = line.points[-2:]
    dx, dy = (x > x1) - (x < x1), (y > y1) - (y < y1)
    long, half = _HEAD
    back = x - long * dx, y - long * dy
    return (x, y), (back[0] - half * dy, back[1] - half * dx), (back[0] + half * dy, back[1] + half * dx)
