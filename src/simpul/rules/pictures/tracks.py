"""A place of its own for every run of a channel, chosen so that few runs cross and none lie on each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from simpul.rules.pictures.runs import Run, crossings, overlap

_ROUNDS = 3
_OFF_MIDDLE = 0.35
_OFF_TIP = 0.7


@dataclass(frozen=True, slots=True)
class Attachments:
    """Runs that diamonds bind: `pinned` must lie in the middle, `merging` maps such a run to the diamond it may share
    the last stretch into, `tips` should leave by the middle if they can."""

    pinned: frozenset[Run]
    merging: dict[Run, str]
    tips: frozenset[Run]


def assign(runs: Sequence[Run], bound: Attachments) -> None:
    """Set `minor` of all runs. Bodies first, for their ends stand at the symbols; the gutters follow, twice over."""
    channels: dict[tuple[bool, int], list[Run]] = defaultdict(list)
    for run in runs:
        channels[run.horizontal, run.channel].append(run)
    bodies = [channel for key, channel in sorted(channels.items()) if key[1] % 2]
    gutters = [channel for key, channel in sorted(channels.items()) if not key[1] % 2]
    for _ in range(2):
        for channel in bodies:
            _offsets(channel, bound)
    for _ in range(_ROUNDS):
        for channel in gutters:
            _number(_ordered(channel))


def _offsets(channel: list[Run], bound: Attachments) -> None:
    """Offsets from the middle: -1, 0, 1 ... Bound runs come first, then those that need no corner."""
    order = sorted(channel, key=lambda run: (run not in bound.pinned, not run.through, run not in bound.tips))
    placed: list[Run] = []
    for _ in range(_ROUNDS):
        for run in order:
            placed = [other for other in placed if other is not run]
            if run not in bound.pinned:
                run.minor = _best_offset(run, [other for other in placed if _conflict(run, other, bound)], bound)
            else:
                run.minor = 0
            placed.append(run)


def _conflict(one: Run, other: Run, bound: Attachments) -> bool:
    shared = one in bound.merging and bound.merging[one] == bound.merging.get(other)
    return overlap(one, other) and not shared


def _best_offset(run: Run, rivals: list[Run], bound: Attachments) -> int:
    reach = max((abs(other.minor) for other in rivals), default=0) + 1
    free = [place for place in range(-reach, reach + 1) if all(other.minor != place for other in rivals)]
    weight = _OFF_TIP if run in bound.tips else _OFF_MIDDLE

    def price(place: int) -> tuple[float, int, int]:
        crossed = sum(crossings(run, o) if place < o.minor else crossings(o, run) for o in rivals)
        return crossed + weight * abs(place), abs(place), place

    return min(free, key=price)


def _ordered(channel: list[Run]) -> list[Run]:
    """The runs from first to last track: each put where it crosses least, then neighbours swapped while that helps."""
    order: list[Run] = []
    for run in sorted(channel, key=lambda known: (known.lo - known.hi, known.lo, known.edge)):
        costs = [
            sum(crossings(other, run) for other in order[:spot]) + sum(crossings(run, other) for other in order[spot:])
            for spot in range(len(order) + 1)
        ]
        order.insert(costs.index(min(costs)), run)
    for _ in range(len(order)):
        for spot in range(len(order) - 1):
            one, other = order[spot], order[spot + 1]
            if crossings(other, one) < crossings(one, other):
                order[spot], order[spot + 1] = other, one
    return order


def _number(order: list[Run]) -> None:
    """Track numbers in that order; runs that cannot touch share a track."""
    done: list[Run] = []
    for run in order:
        run.minor = 1 + max((other.minor for other in done if overlap(run, other)), default=-1)
        done.append(run)
