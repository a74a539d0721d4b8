"""Where the word of an outcome stands: beside its line, near the decision, on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from simpul.rules.pictures.chart.model import Label, Stretch, Style
from simpul.rules.pictures.drawing import Line, Rect, Symbol
from simpul.rules.pictures.metrics import width, wrap

_FINE = 1.5


@dataclass
class Labeller:
    """Finds a place for each label in turn. ``bounds`` gives the part of the chart that a row's labels may use."""

    symbols: Sequence[Symbol]
    lines: Sequence[Line]
    bounds: Mapping[str, Rect]
    style: Style
    may_cut: bool = False
    placed: dict[int, Label] = field(default_factory=dict)
    near: dict[Rect, tuple[list[Symbol], list[Rect]]] = field(default_factory=dict)

    def _around(self, bounds: Rect) -> tuple[list[Symbol], list[Rect]]:
        """Symbols and stretches of line in a row: nothing else can be in the way of its labels."""
        if bounds not in self.near:
            boxes = (_box(stretch) for line in self.lines for stretch in pairwise(line.points))
            symbols = [symbol for symbol in self.symbols if _touching(bounds, symbol.rect)]
            self.near[bounds] = symbols, [box for box in boxes if _touching(bounds, box)]
        return self.near[bounds]

    def place(self) -> list[int]:
        """Place them all; the numbers of the lines whose label found no room."""
        failed = []
        seen: set[tuple[str, str]] = set()
        for number, line in enumerate(self.lines):
            outcome = line.edge.source, line.edge.label
            if not line.edge.label or outcome in seen:
                continue
            seen.add(outcome)
            found = next((spot for spot in self._spots(line) if self._free(spot.rect, line)), None)
            if found is None:
                failed.append(number)
            else:
                self.placed[number] = found
        return failed

    def _spots(self, line: Line) -> Iterator[Label]:
        """Places in the order of liking: whole words near the line's beginning first."""
        source = next(symbol for symbol in self.symbols if symbol.node.id == line.edge.source)
        (x, y), (x2, y2) = line.points[0], line.points[1]
        for lines in self._wordings(line.edge.label, line.edge.words):
            box = max(width(text, self.style.text) for text in lines), len(lines) * self.style.leading
            corners = _beside(x, x2, y, box, self.style) if y == y2 else _under(x, y, y2, box, self.style, source)
            for left, top in corners:
                yield Label((left, top, left + box[0], top + box[1]), lines)

    def _wordings(self, text: str, short: str) -> Iterator[tuple[str, ...]]:
        """The text in lines; only when a higher row did not help, in its short form, and then with words cut."""
        yield from (wrap(text, self.style.text, limit) for limit in self._widths(text))
        if self.may_cut:
            if short:
                yield from (wrap(short, self.style.text, limit) for limit in self._widths(short))
            longest = self._widths(text)[-1]
            yield from (wrap(text, self.style.text, longest * part) for part in (0.6, 0.4))

    def _widths(self, text: str) -> tuple[float, ...]:
        """Widths to wrap to, down to that of the longest word."""
        wide = width(text, self.style.text) + 0.5
        longest = max(width(word, self.style.text) for word in text.split()) + 0.5
        return tuple(dict.fromkeys((wide, max(longest, wide * 0.6), longest)))

    def _free(self, rect: Rect, own: Line) -> bool:
        left, top, right, bottom = self.bounds[own.edge.source]
        if rect[0] < left or rect[1] < top or rect[2] > right or rect[3] > bottom:
            return False
        grown = _grown(rect, self.style.gap)
        symbols, stretches = self._around((left, top, right, bottom))
        if any(_touching(grown, stretch) for stretch in stretches):
            return False
        if any(_touches(symbol, grown) for symbol in symbols):
            return False
        return not any(_touching(grown, other.rect) for other in self.placed.values())


def _beside(x: float, x2: float, y: float, box: tuple[float, float], style: Style) -> Iterator[tuple[float, float]]:
    """Along a line that leaves sideways: over it, under it, then farther off."""
    wide, tall = box
    sign = 1 if x2 > x else -1
    for off in (0.0, *(step * _FINE for step in range(1, 14))):
        for along in range(-8, 40):
            near = x + sign * along * _FINE
            left = near if sign > 0 else near - wide
            yield left, y - style.gap - off - tall - 0.1
            yield left, y + style.gap + off + 0.1


def _under(
    x: float, y: float, y2: float, box: tuple[float, float], style: Style, source: Symbol
) -> Iterator[tuple[float, float]]:
    """Along a line that leaves downwards: right of it, left of it, lower and lower."""
    wide = box[0]
    first = y - source.half_h * 0.7
    for step in range(60):
        top = first + step * _FINE
        for off in range(6):
            yield x + style.gap + 0.2 + off * _FINE, top
            yield x - style.gap - 0.2 - off * _FINE - wide, top


def _box(stretch: Stretch) -> Rect:
    (x1, y1), (x2, y2) = stretch
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _grown(rect: Rect, by: float) -> Rect:
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def _touching(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share a point; a line is a rectangle without area."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _touches(symbol: Symbol, rect: Rect) -> bool:
    if symbol.node.shape != "decision":
        return _touching(rect, symbol.rect)
    near_x = min(max(symbol.x, rect[0]), rect[2])
    near_y = min(max(symbol.y, rect[1]), rect[3])
    return abs(near_x - symbol.x) / symbol.half_w + abs(near_y - symbol.y) / symbol.half_h < 1.0
