"""What must hold in every drawing, measured on its geometry."""

from __future__ import annotations

from itertools import combinations

from simpul.rules.pictures.drawing import Drawing, Line, Point, Rect, Symbol

Stretch = tuple[Point, Point]
_HAIR = 0.01


def stretches(line: Line) -> list[Stretch]:
    return list(zip(line.points, line.points[1:], strict=False))


def _box(stretch: Stretch) -> Rect:
    (x1, y1), (x2, y2) = stretch
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _meet(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share more than an edge; a line is a rectangle without area."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > -_HAIR and tall > -_HAIR


def _shrunk(rect: Rect, by: float) -> Rect:
    return rect[0] + by, rect[1] + by, rect[2] - by, rect[3] - by


def slanted(drawing: Drawing) -> list[Line]:
    return [
        line
        for line in drawing.lines
        if any(abs(a[0] - b[0]) > _HAIR and abs(a[1] - b[1]) > _HAIR for a, b in stretches(line))
    ]


def unattached(drawing: Drawing) -> list[Line]:
    """Lines whose ends do not lie on the outlines of their steps."""
    symbols = {symbol.node.id: symbol for symbol in drawing.symbols}
    return [
        line
        for line in drawing.lines
        if not (_on(symbols[line.edge.source], line.points[0]) and _on(symbols[line.edge.target], line.points[-1]))
    ]


def _on(symbol: Symbol, point: Point) -> bool:
    sideways = abs(abs(point[0] - symbol.x) - symbol.side_at(point[1])) < _HAIR
    upright = abs(abs(point[1] - symbol.y) - symbol.top_at(point[0])) < _HAIR
    return sideways or upright


def _within(symbol: Symbol, stretch: Stretch) -> bool:
    """Whether a stretch runs through the symbol's inside."""
    left, top, right, bottom = _box(stretch)
    if symbol.node.shape != "decision":
        return _meet((left, top, right, bottom), _shrunk(symbol.rect, 0.5)) and not _grazes(symbol, stretch)
    near_x = min(max(symbol.x, left), right)
    near_y = min(max(symbol.y, top), bottom)
    return abs(near_x - symbol.x) / symbol.half_w + abs(near_y - symbol.y) / symbol.half_h < 0.99


def _grazes(symbol: Symbol, stretch: Stretch) -> bool:
    """The rounded corner of an oval lies inside its rectangle; a line may end there."""
    return symbol.radius > 4 and any(_on(symbol, point) for point in stretch)


def pierced(drawing: Drawing) -> list[tuple[str, Line]]:
    return [
        (symbol.node.id, line)
        for symbol in drawing.symbols
        for line in drawing.lines
        for stretch in stretches(line)
        if _within(symbol, stretch)
    ]


def touching_texts(drawing: Drawing) -> list[tuple[str, str]]:
    pairs = combinations(drawing.texts, 2)
    return [(a.text, b.text) for a, b in pairs if _meet(_shrunk(a.rect, 0.1), _shrunk(b.rect, 0.1))]


def crossed_texts(drawing: Drawing) -> list[tuple[str, Line]]:
    """Texts with a line through them; a label may stand on its own line."""
    own = {id(line.label): line for line in drawing.lines if line.label}
    return [
        (text.text, line)
        for text in drawing.texts
        for line in drawing.lines
        if own.get(id(text)) is not line
        for stretch in stretches(line)
        if _meet(_box(stretch), _shrunk(text.rect, 0.5))
    ]


def hidden_texts(drawing: Drawing) -> list[str]:
    """Labels of lines that reach into a symbol or a flag, and texts beyond the picture."""
    solid = [symbol.rect for symbol in drawing.symbols if symbol.node.shape != "decision"]
    solid += [flag.rect for flag in drawing.flags]
    labels = [line.label for line in drawing.lines if line.label]
    found = [label.text for label in labels if any(_meet(label.rect, _shrunk(rect, 0.1)) for rect in solid)]
    canvas = (0.0, 0.0, drawing.width, drawing.height)
    return found + [text.text for text in drawing.texts if not _holds(canvas, text.rect)]


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def strays(drawing: Drawing) -> list[str]:
    """Symbols and lines beyond the picture, and symbols outside the band of their lane."""
    canvas = (drawing.header, 0.0, drawing.width, drawing.height)
    found = [symbol.node.id for symbol in drawing.symbols if not _holds(canvas, symbol.rect)]
    found += [
        line.edge.source for line in drawing.lines for stretch in stretches(line) if not _holds(canvas, _box(stretch))
    ]
    return found


def crowded_symbols(drawing: Drawing) -> list[tuple[str, str]]:
    pairs = combinations(drawing.symbols, 2)
    return [(a.node.id, b.node.id) for a, b in pairs if _meet(a.rect, b.rect)]


def lying_on_each_other(drawing: Drawing) -> list[tuple[Line, Line]]:
    """Pairs of lines with a stretch in common, but for the shared last stretch into one and the same point."""
    return [
        (one, other)
        for one, other in combinations(drawing.lines, 2)
        for a in stretches(one)
        for b in stretches(other)
        if _collinear(a, b) and not (_last(one, a) and _last(other, b) and one.points[-1] == other.points[-1])
    ]


def _last(line: Line, stretch: Stretch) -> bool:
    return stretch[1] == line.points[-1]


def _collinear(a: Stretch, b: Stretch) -> bool:
    one, other = _box(a), _box(b)
    along = max(min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1]))
    flat = (one[1] == one[3]) == (other[1] == other[3])
    return flat and _meet(one, other) and along > 0.5


def cramped_heads(drawing: Drawing) -> list[Line]:
    """Lines whose last stretch is too short for the arrow head."""
    return [line for line in drawing.lines if sum(abs(a - b) for a, b in zip(*line.points[-2:], strict=True)) < 9]
