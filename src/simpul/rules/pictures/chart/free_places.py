"""Where beside a straight stretch of line a box fits: exactly, not by trying one place after another.

Everything is told along the stretch and across it, so that upright stretches are lying ones with x and y exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simpul.rules.pictures.chart.model import Stretch
from simpul.rules.pictures.drawing import Rect, Symbol

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Diamond:
    """Middle and half axes."""

    x: float
    y: float
    half_x: float
    half_y: float

    def within(self, low: float, high: float) -> Span | None:
        """From where to where it reaches between two heights."""
        near = min(max(self.y, low), high)
        half = self.half_x * (1 - abs(near - self.y) / self.half_y)
        return (self.x - half, self.x + half) if half > 0 else None


@dataclass(frozen=True, slots=True)
class Things:
    """What lies in a row: its frame, the outcome's own stretches, those of others, solid boxes, and diamonds."""

    frame: Rect
    own: tuple[Rect, ...]
    foreign: tuple[Rect, ...]
    solid: tuple[Rect, ...]
    diamonds: tuple[Diamond, ...]

    def turned(self) -> Things:
        """With x and y exchanged."""
        return Things(
            turned(self.frame),
            tuple(map(turned, self.own)),
            tuple(map(turned, self.foreign)),
            tuple(map(turned, self.solid)),
            tuple(Diamond(one.y, one.x, one.half_y, one.half_x) for one in self.diamonds),
        )

    def taken(self, low: float, high: float, gap: float, clear: float) -> Iterator[Span]:
        """What may not be covered by a box between two heights: ``gap`` from everything, ``clear`` from other lines."""
        for rects, by in ((self.own, gap), (self.solid, gap), (self.foreign, clear)):
            for left, top, right, bottom in rects:
                if top <= high + by and low - by <= bottom:
                    yield left - by, right + by
        for one in self.diamonds:
            if span := one.within(low - gap, high + gap):
                yield span[0] - gap, span[1] + gap


def turned(rect: Rect) -> Rect:
    return rect[1], rect[0], rect[3], rect[2]


def box_of(stretch: Stretch) -> Rect:
    (x1, y1), (x2, y2) = stretch
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def touching(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share a point; a line is a rectangle without area."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def grown(rect: Rect, by: float) -> Rect:
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def diamond_of(symbol: Symbol) -> Diamond:
    return Diamond(symbol.x, symbol.y, symbol.half_w, symbol.half_h)


def nearest_free(wanted: float, allowed: Span, long: float, taken: Sequence[Span]) -> float | None:
    """Where a box of this length may begin, as near to ``wanted`` as can be."""
    low, high = allowed
    if low > high:
        return None
    barred = [(left - long, right) for left, right in taken]
    tried = [min(max(wanted, low), high), *(end for span in barred for end in span if low <= end <= high)]
    free = (place for place in tried if not any(left < place < right for left, right in barred))
    return min(free, key=lambda place: (abs(place - wanted), place), default=None)
