"""From runs to points: where two runs meet, and where a run meets the outline of a symbol."""

from __future__ import annotations

from typing import Protocol

from simpul.rules.pictures.drawing import Point, Symbol
from simpul.rules.pictures.routing import DOWN, LEFT, RIGHT
from simpul.rules.pictures.runs import Run


class Places(Protocol):
    """One axis of a picture."""

    def at(self, run: Run) -> float:
        """The px of a run that lies along the other axis."""
        ...


def corner(before: Run, after: Run, xs: Places, ys: Places) -> Point:
    """Where two runs that follow each other meet."""
    return (xs.at(after), ys.at(before)) if before.horizontal else (xs.at(before), ys.at(after))


def port(symbol: Symbol, run: Run, side: int, xs: Places, ys: Places) -> Point:
    """Where a run meets the outline of a symbol on one of its sides."""
    if side in {RIGHT, LEFT}:
        y = ys.at(run)
        return symbol.x + symbol.side_at(y) * (1 if side == RIGHT else -1), y
    x = xs.at(run)
    return x, symbol.y + symbol.top_at(x) * (1 if side == DOWN else -1)
