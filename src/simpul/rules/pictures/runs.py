"""A route cut into straight runs, and what two runs of one channel do to each other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from simpul.rules.pictures.routing import Path, direction

Key = tuple[float, float]
_OVERLAP = 1000


@dataclass(eq=False, slots=True)
class Run:
    """One straight stretch of edge `edge`, in `channel` (row channel when horizontal, else column channel).

    `lo` and `hi` are channel numbers across, a half off where the run is attached to a step. `low_turn` and `high_turn`
    say where the route goes on at that end: -1 up or left, 1 down or right, 0 attached. `minor` is the place within the
    channel: a track number in a gutter, an offset from the middle in a body.
    """

    edge: int
    horizontal: bool
    channel: int
    lo: float
    hi: float
    low_turn: int = 0
    high_turn: int = 0
    low_next: Run | None = None
    high_next: Run | None = None
    minor: int = 0

    @property
    def in_body(self) -> bool:
        return self.channel % 2 == 1

    @property
    def through(self) -> bool:
        """Whether the run alone is the whole route."""
        return self.low_next is None and self.high_next is None

    def ends(self) -> tuple[tuple[Key, int], tuple[Key, int]]:
        """Both ends as (place across, turn)."""
        return (_key(self.lo, self.low_next), self.low_turn), (_key(self.hi, self.high_next), self.high_turn)


def _key(major: float, neighbour: Run | None) -> Key:
    return (major, neighbour.minor if neighbour else 0)


def cut(edge: int, path: Path) -> list[Run]:
    """The runs of a route in walking order, linked to their neighbours."""
    corners = [path[0]]
    for before, here, after in zip(path, path[1:], path[2:], strict=False):
        if direction(before, here) != direction(here, after):
            corners.append(here)
    corners.append(path[-1])
    runs = []
    for number, (start, end) in enumerate(itertools.pairwise(corners)):
        across = 0 if start[1] == end[1] else 1
        sign = 1 if end[across] > start[across] else -1
        first: float = start[across] + (0.5 * sign if number == 0 else 0)
        last: float = end[across] - (0.5 * sign if number == len(corners) - 2 else 0)
        runs.append(Run(edge, across == 0, start[1 - across], min(first, last), max(first, last)))
    for before_run, after_run, (a, b, c) in zip(
        runs, runs[1:], zip(corners, corners[1:], corners[2:], strict=False), strict=False
    ):
        _link(before_run, after_run, a, b, c)
    return runs


def _link(before: Run, after: Run, a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> None:
    """Join two runs at the corner b of the walk a, b, c."""
    here = 0 if before.horizontal else 1
    goes = 1 if c[1 - here] > b[1 - here] else -1
    if b[here] > a[here]:
        before.high_turn, before.high_next = goes, after
    else:
        before.low_turn, before.low_next = goes, after
    came = 1 if a[here] > b[here] else -1
    if c[1 - here] > b[1 - here]:
        after.low_turn, after.low_next = came, before
    else:
        after.high_turn, after.high_next = came, before


def overlap(one: Run, other: Run) -> bool:
    """Whether two runs of one channel would touch if they had the same place in it."""
    return one.lo <= other.hi and other.lo <= one.hi


def crossings(first: Run, second: Run) -> int:
    """Crossings of two runs of one channel when `first` lies above (or left of) `second`.

    Where `first` goes on down from the very place that `second` goes up to, the two would lie on each other: that
    weighs more than any number of crossings.
    """
    (low, high), (other_low, other_high) = first.ends(), second.ends()
    found = sum(turn == 1 and other_low[0] < key < other_high[0] for key, turn in (low, high))
    found += sum(turn == -1 and low[0] < key < high[0] for key, turn in (other_low, other_high))
    facing = sum((key, -turn) in (other_low, other_high) for key, turn in (low, high) if turn == 1)
    return found + _OVERLAP * facing
