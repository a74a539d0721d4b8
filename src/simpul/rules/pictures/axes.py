"""From channels and places to px: how wide every column, row and gutter must be for what lies in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simpul.rules.pictures.placing import Placing
from simpul.rules.pictures.runs import Run
from simpul.rules.pictures.symbols import Measured

SLOT = 14.0
TRACK = 12.0
HEADER = 150.0
LABEL_ROOM = 18.0
LANE_LINE = 16.0
_EDGE = 12.0
_GAP = 24.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Middles of the bodies, first tracks of the gutters, where each gutter begins and ends, and the whole length."""

    middles: tuple[float, ...]
    tracks: tuple[float, ...]
    gutters: tuple[tuple[float, float], ...]

    @property
    def length(self) -> float:
        return self.gutters[-1][1]

    def at(self, run: Run) -> float:
        """The px of a run that lies along the other axis."""
        if run.in_body:
            return self.middles[run.channel // 2] + run.minor * SLOT
        return self.tracks[run.channel // 2] + run.minor * TRACK


@dataclass(frozen=True, slots=True)
class LabelRoom:
    """Label widths: beside the exits of a column, and over the tops of a row and of a column."""

    beside: dict[int, float]
    rows: frozenset[int]
    over: dict[int, float]


def _widest(runs: Iterable[Run]) -> dict[int, int]:
    """Highest place used in each channel of one direction; the distance from the middle in bodies."""
    found: dict[int, int] = defaultdict(int)
    for run in runs:
        found[run.channel] = max(found[run.channel], abs(run.minor) + (0 if run.in_body else 1))
    return found


def columns(placing: Placing, sized: Sequence[Measured], runs: Sequence[Run], room: LabelRoom) -> Axis:
    """The x axis. A gutter holds the labels of the exits on its left, then its tracks, then room for an arrow head."""
    used = _widest(run for run in runs if not run.horizontal)
    halves = [used[2 * column + 1] * SLOT + 10 for column in range(placing.columns)]
    for one in sized:
        column = placing.cells[one.node.id][0]
        halves[column] = max(halves[column], one.reach, room.over.get(column, 0.0) / 2 + 4)
    x, middles, tracks, gutters = HEADER, [], [], []
    for column in range(placing.columns + 1):
        label = room.beside.get(column - 1, 0.0)
        first = x + (label + 18 if label else _EDGE)
        count = used[2 * column]
        end = first + ((count - 1) * TRACK + 16 if count else 6)
        end = max(end, x + (_GAP if 0 < column < placing.columns else 14))
        gutters.append((x, end))
        tracks.append(first)
        x = end
        if column < placing.columns:
            middles.append(x + halves[column])
            x += 2 * halves[column]
    return Axis(tuple(middles), tuple(tracks), tuple(gutters))


def _heights(
    placing: Placing, sized: Sequence[Measured], used: dict[int, int], lane_lines: Sequence[int]
) -> list[tuple[float, float]]:
    """For each row how far it reaches above and below its middle; short lanes grow to hold their name."""
    spans = [(used[2 * row + 1] * SLOT + 8, used[2 * row + 1] * SLOT + 8) for row in range(placing.rows)]
    for one in sized:
        row = placing.cells[one.node.id][1]
        spans[row] = max(spans[row][0], one.half_h), max(spans[row][1], one.half_h + one.hang)
    for rows, lines in zip(placing.lane_rows, lane_lines, strict=True):
        short = lines * LANE_LINE - sum(sum(spans[row]) for row in rows)
        if short > 0:
            spans[rows[0]] = spans[rows[0]][0] + short / 2, spans[rows[0]][1] + short / 2
    return spans


def rows(
    placing: Placing, sized: Sequence[Measured], runs: Sequence[Run], room: LabelRoom, lane_lines: Sequence[int]
) -> tuple[Axis, tuple[float, ...]]:
    """The y axis, and the borders of the lanes: the top of the first, then the bottom of each."""
    used = _widest(run for run in runs if run.horizontal)
    spans = _heights(placing, sized, used, lane_lines)
    borders_after = {lane[-1] for lane in placing.lane_rows}
    y, middles, tracks, gutters, borders = 0.5, [], [], [], [0.5]
    for row in range(placing.rows + 1):
        start, first = y, y + _EDGE
        y = first + (max(used[2 * row] - 1, 0) * TRACK + 10 if used[2 * row] else 0)
        if row - 1 in borders_after:
            borders.append(y)
        if row < placing.rows:
            y += _EDGE if row - 1 in borders_after or used[2 * row] else 4
            y += LABEL_ROOM if row in room.rows else 0
        gutters.append((start, y))
        tracks.append(first)
        if row < placing.rows:
            middles.append(y + spans[row][0])
            y += sum(spans[row])
    return Axis(tuple(middles), tuple(tracks), tuple(gutters)), tuple(borders)
