"""From channels to lengths: how wide each column and how high each row must be for what lies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simpul.rules.pictures.chart.model import Room, Spot, Style
from simpul.rules.pictures.runs import Run

_EDGE = 2.5


@dataclass(frozen=True, slots=True)
class Axis:
    """Middles of the bodies, first track of each gutter, borders of the cells."""

    middles: tuple[float, ...]
    tracks: tuple[float, ...]
    borders: tuple[float, ...]
    slot: float
    track: float

    def at(self, run: Run) -> float:
        if run.in_body:
            return self.middles[run.channel // 2] + run.minor * self.slot
        return self.tracks[run.channel // 2] + run.minor * self.track


def places_used(runs: Sequence[Run], horizontal: bool) -> Mapping[int, int]:
    """In each gutter the number of tracks, in each body the farthest port from its middle."""
    found: dict[int, int] = defaultdict(int)
    for run in runs:
        if run.horizontal is horizontal:
            found[run.channel] = max(found[run.channel], abs(run.minor) + (0 if run.in_body else 1))
    return found


def columns(spots: Sequence[Spot], used: Mapping[int, int], room: Room, style: Style) -> tuple[Axis, tuple[float, ...]]:
    """The x axis and what each column needs at least. Room that is left goes to the narrowest columns first.

    No track lies on the border itself, where its line would look like a rule of the table.
    """
    count = len(room.columns)
    odd = [used.get(2 * number, 0) % 2 for number in range(count + 1)]
    gutters = [_gutter(used.get(2 * number, 0), style) + odd[number] * style.track for number in range(count + 1)]
    bodies = [2 * (used.get(2 * number + 1, 0) * style.slot + style.gap) for number in range(count)]
    for spot in spots:
        bodies[spot.column] = max(bodies[spot.column], 2 * (spot.half_w + style.head + 1))
    shares = [gutters[0], *(width / 2 for width in gutters[1:-1]), gutters[-1]]
    needs = [shares[n] + bodies[n] + shares[n + 1] for n in range(count)]
    widths = level([max(need, least) for need, least in zip(needs, room.columns, strict=True)], room.width)
    borders = [room.left]
    for width in widths:
        borders.append(borders[-1] + width)
    middles = [borders[n] + shares[n] + (widths[n] - shares[n] - shares[n + 1]) / 2 for n in range(count)]
    spans = [(used.get(2 * n, 1) - 1) * style.track / 2 for n in range(count + 1)]
    tracks = [border - span + style.track / 2 * one for border, span, one in zip(borders, spans, odd, strict=True)]
    tracks[0] = borders[0] + style.track
    tracks[-1] = borders[-1] - style.track - 2 * spans[-1]
    return Axis(tuple(middles), tuple(tracks), tuple(borders), style.slot, style.track), tuple(needs)


def _gutter(tracks: int, style: Style) -> float:
    return (tracks + 1) * style.track if tracks else 2 * _EDGE


def level(widths: Sequence[float], total: float) -> list[float]:
    """The widths raised to ``total``, the narrowest first, as water fills a vessel."""
    spare = total - sum(widths)
    order = sorted(range(len(widths)), key=lambda number: widths[number])
    raised = list(widths)
    for filled in range(1, len(order) + 1):
        if spare <= 0:
            break
        level = widths[order[filled]] if filled < len(order) else float("inf")
        step = min(spare / filled, level - raised[order[0]])
        for number in order[:filled]:
            raised[number] += step
        spare -= step * filled
    return raised


def rows(spots: Sequence[Spot], used: Mapping[int, int], room: Room, style: Style, extra: Mapping[int, float]) -> Axis:
    """The y axis. The lines below a step lie in its own row; ``extra`` is room for labels under its symbol."""
    count = len(room.rows)
    halves = [used.get(2 * number + 1, 0) * style.slot + style.gap for number in range(count)]
    for spot in spots:
        halves[spot.row] = max(halves[spot.row], spot.half_h)
    y = room.top
    middles, tracks, borders = [], [], [y]
    for row in range(count):
        above = style.head + 2
        if row == 0:
            tracks.append(y + style.track)
            above += used.get(0, 0) * style.track
        lines = used.get(2 * row + 2, 0)
        below = _EDGE + (2.5 + lines * style.track if lines else 2.5)
        height = above + 2 * halves[row] + extra.get(row, 0.0) + below
        spare = max(0.0, room.rows[row] - height) / 2
        middles.append(y + above + spare + halves[row])
        y += height + 2 * spare
        tracks.append(y - _EDGE - max(lines - 1, 0) * style.track)
        borders.append(y)
    return Axis(tuple(middles), tuple(tracks), tuple(borders), style.slot, style.track)
