"""What must hold in every chart and on every page of a sheet, measured on the geometry."""

from __future__ import annotations

from itertools import combinations, pairwise

from simpul.rules.pictures.chart.model import Chart, Stretch, key
from simpul.rules.pictures.drawing import Line, Rect, Symbol
from simpul.rules.pictures.sop_sheet.model import LEAST, Page, Paper

_HAIR = 0.01


def stretches(line: Line) -> list[Stretch]:
    return list(pairwise(line.points))


def box(stretch: Stretch) -> Rect:
    (x1, y1), (x2, y2) = stretch
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def meet(one: Rect, other: Rect, by: float = 0.0) -> bool:
    """Whether two rectangles share more than an edge; a line is a rectangle without area."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > by and tall > by


def slanted(chart: Chart) -> list[Line]:
    pairs = [(line, stretch) for line in chart.lines for stretch in stretches(line)]
    return [line for line, (a, b) in pairs if abs(a[0] - b[0]) > _HAIR and abs(a[1] - b[1]) > _HAIR]


def unattached(chart: Chart) -> list[Line]:
    symbols = {symbol.node.id: symbol for symbol in chart.symbols}
    return [
        line
        for line in chart.lines
        if not (_on(symbols[line.edge.source], line.points[0]) and _on(symbols[line.edge.target], line.points[-1]))
    ]


def _on(symbol: Symbol, point: tuple[float, float]) -> bool:
    sideways = abs(abs(point[0] - symbol.x) - symbol.side_at(point[1])) < _HAIR
    upright = abs(abs(point[1] - symbol.y) - symbol.top_at(point[0])) < _HAIR
    return sideways or upright


def pierced(chart: Chart) -> list[tuple[str, Line]]:
    """Lines through the inside of a symbol."""
    return [
        (symbol.node.id, line)
        for symbol in chart.symbols
        for line in chart.lines
        for stretch in stretches(line)
        if _within(symbol, stretch)
    ]


def _within(symbol: Symbol, stretch: Stretch) -> bool:
    left, top, right, bottom = box(stretch)
    if symbol.node.shape == "decision":
        near_x, near_y = min(max(symbol.x, left), right), min(max(symbol.y, top), bottom)
        return abs(near_x - symbol.x) / symbol.half_w + abs(near_y - symbol.y) / symbol.half_h < 0.98
    inside = symbol.rect[0] + 0.3, symbol.rect[1] + 0.3, symbol.rect[2] - 0.3, symbol.rect[3] - 0.3
    grazes = symbol.radius > 4 and any(_on(symbol, point) for point in stretch)
    return meet((left, top, right, bottom), inside, -_HAIR) and not grazes


def lying_on_each_other(chart: Chart) -> list[tuple[Line, Line]]:
    """Lines of different outcomes with a stretch in common; those to one and the same diamond may join before it."""
    return [
        (one, other)
        for one, other in combinations(chart.lines, 2)
        if key(one.edge) != key(other.edge)
        for a in stretches(one)
        for b in stretches(other)
        if _collinear(a, b) and not _joining(chart, one, other)
    ]


def _joining(chart: Chart, one: Line, other: Line) -> bool:
    pointed = {symbol.node.id for symbol in chart.symbols if symbol.node.shape in {"decision", "connector"}}
    same = one.edge.target.partition("@")[0] == other.edge.target.partition("@")[0]
    return same and one.edge.target in pointed


def _collinear(a: Stretch, b: Stretch) -> bool:
    one, other = box(a), box(b)
    along = max(min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1]))
    return (one[1] == one[3]) == (other[1] == other[3]) and meet(one, other, -_HAIR) and along > 0.3


def on_borders(chart: Chart) -> list[Line]:
    """Upright lines on the border of two columns, where they look like a rule of the table."""
    return [
        line
        for line in chart.lines
        for (x1, _), (x2, _) in stretches(line)
        if abs(x1 - x2) < _HAIR and any(abs(x1 - border) < 1.5 for border in chart.columns)
    ]


def cramped_heads(chart: Chart) -> list[Line]:
    return [
        line
        for line in chart.lines
        if line.edge.kind != "link" and sum(abs(a - b) for a, b in zip(*line.points[-2:], strict=True)) < 5
    ]


def crowded_symbols(chart: Chart) -> list[tuple[str, str]]:
    return [(a.node.id, b.node.id) for a, b in combinations(chart.symbols, 2) if meet(a.rect, b.rect)]


def strays(chart: Chart) -> list[str]:
    """Symbols out of their cell, lines out of the chart."""
    outer = chart.columns[0], chart.rows[0], chart.columns[-1], chart.rows[-1]
    found = [line.edge.source for line in chart.lines for stretch in stretches(line) if not _holds(outer, box(stretch))]
    for symbol in chart.symbols:
        across = next(pair for pair in pairwise(chart.columns) if pair[0] < symbol.x < pair[1])
        along = next(pair for pair in pairwise(chart.rows) if pair[0] < symbol.y < pair[1])
        if not _holds((across[0], along[0], across[1], along[1]), symbol.rect):
            found.append(symbol.node.id)
    return found


def _holds(outer: Rect, inner: Rect) -> bool:
    sides = zip(outer[:2], inner[:2], strict=True), zip(inner[2:], outer[2:], strict=True)
    return all(low <= high + _HAIR for side in sides for low, high in side)


def buried_labels(chart: Chart) -> list[tuple[str, ...]]:
    """Labels that touch a line, a symbol or one another."""
    found = [a.lines for a, b in combinations(chart.labels.values(), 2) if meet(a.rect, b.rect)]
    for label in chart.labels.values():
        lines = [stretch for line in chart.lines for stretch in stretches(line)]
        if any(meet(label.rect, box(stretch), -_HAIR) for stretch in lines):
            found.append(label.lines)
        if any(
            _within(symbol, ((label.rect[0], label.rect[1]), (label.rect[2], label.rect[3])))
            for symbol in chart.symbols
        ):
            found.append(label.lines)
    return found


def _between(one: Rect, other: Rect) -> float:
    """The distance of two rectangles."""
    wide = max(one[0] - other[2], other[0] - one[2], 0.0)
    tall = max(one[1] - other[3], other[1] - one[3], 0.0)
    return float((wide**2 + tall**2) ** 0.5)


def strange_labels(chart: Chart) -> list[tuple[str, ...]]:
    """Labels that stand as near to a line of another outcome as to their own, or nearer."""
    found = []
    for number, label in chart.labels.items():
        own: list[float] = []
        other = [float("inf")]
        for line in chart.lines:
            mine = key(line.edge) == key(chart.lines[number].edge)
            (own if mine else other).extend(_between(label.rect, box(stretch)) for stretch in stretches(line))
        if min(own) >= min(other):
            found.append(label.lines)
    return found


def broken_words(chart: Chart) -> list[tuple[str, ...]]:
    """Labels that do not say an outcome in whole words."""
    said = {number: (line.edge.label, line.edge.words) for number, line in enumerate(chart.lines)}
    return [label.lines for number, label in chart.labels.items() if " ".join(label.lines) not in said[number]]


def untold(chart: Chart) -> list[Line]:
    """Outcomes of a step that no label says."""
    told = {key(chart.lines[number].edge) for number in chart.labels}
    return [line for line in chart.lines if line.edge.label and key(line.edge) not in told]


def assert_drawn(chart: Chart) -> None:
    """Everything that a chart must keep."""
    for fault in (
        slanted,
        unattached,
        pierced,
        lying_on_each_other,
        on_borders,
        cramped_heads,
        crowded_symbols,
        strays,
        buried_labels,
        strange_labels,
        broken_words,
        untold,
    ):
        found = fault(chart)
        assert not found, f"{fault.__name__}: {found[0]}"


def touching_words(page: Page) -> list[tuple[str, str]]:
    ordered = sorted(page.words, key=lambda words: words.rect[1])
    return [
        (a.text, b.text)
        for number, a in enumerate(ordered)
        for b in ordered[number + 1 :]
        if b.rect[1] < a.rect[3] and meet(a.rect, b.rect, 0.05)
    ]


def assert_printable(page: Page, paper: Paper) -> None:
    """Texts apart from each other, none too small, all on the paper; nothing crosses a symbol or a label."""
    assert not touching_words(page)
    assert all(words.size >= LEAST for words in page.words)
    inner = paper.margin - 1, paper.margin - 1, paper.width - paper.margin + 1, page.height - paper.margin + 3
    assert not [words.text for words in page.words if not _holds(inner, words.rect)]
    if page.chart is not None:
        assert_drawn(page.chart)
