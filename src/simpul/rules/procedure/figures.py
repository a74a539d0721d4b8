"""Figures of conformance out of completed entries: time used against the standard, time in which the clock stood, lag.

An entry is measured in the unit of its own standard, counted as the worklist counts it: working days, days, minutes; a
standard "per" something by the piece. Shares of the standard let entries of different standards stand in one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import ceil, floor

from simpul.rules.working_time import Calendar, Pause, Unit, parse, used

LEAST = 5
"""Fewer entries than this make no percentage."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What an entry used of what it was allowed, both in ``unit``; clock hours as minutes."""

    unit: Unit
    used: float
    allowed: float

    @property
    def share(self) -> float:
        """1.0 is the whole standard."""
        return self.used / self.allowed


@dataclass(frozen=True, slots=True)
class Entered:
    """One completed entry. ``month`` is YYYY-MM; ``worked`` and ``waited`` office minutes, None where they were not
    kept; ``amount`` and ``in_time`` None without a clock; ``lag`` clock seconds from happening to entry."""

    step: str
    standard: str
    lane: str
    unit: str
    month: str
    amount: Amount | None
    in_time: bool | None
    worked: int | None
    waited: int | None
    lag: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile, between neighbours by straight line."""

    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of figures. ``used`` is in ``unit`` and only there when all its entries have that unit; ``shares`` of the
    standard; ``worked`` and ``waited`` office minutes, ``worked_sum`` and ``waited_sum`` all of them together."""

    key: tuple[str, ...]
    n: int
    timed: int
    in_time: int
    unit: Unit | None
    used: Spread | None
    shares: Spread | None
    worked: Spread | None
    waited: Spread | None
    worked_sum: int
    waited_sum: int
    lag: Spread

    @property
    def share(self) -> float | None:
        """The share in time, 0 to 1; None where too few entries have a clock."""
        return self.in_time / self.timed if self.timed >= LEAST else None


def amount_of(
    start: datetime, until: datetime, standard: str, calendar: Calendar, pauses: Sequence[Pause], units: int | None
) -> Amount | None:
    """What an entry used; None without a clock, or with a standard per piece and no number of pieces."""
    meaning = parse(standard or "-")
    if meaning.unit is Unit.NONE or (meaning.per and not units):
        return None
    found = used(start, max(start, until), meaning, calendar, pauses, units if meaning.per else None)
    assert found.allowed is not None
    pieces = units if meaning.per and units else 1
    return Amount(found.unit, found.amount / pieces, found.allowed / pieces)


def figures(rows: Iterable[Entered], by: Callable[[Entered], tuple[str, ...]]) -> list[Figure]:
    """One figure per key, in the order of the keys."""
    return [figure(key, list(found)) for key, found in groupby(sorted(rows, key=by), key=by)]


def figure(key: tuple[str, ...], rows: Sequence[Entered]) -> Figure:
    """The figure of these entries; raises ValueError without any."""
    amounts = [row.amount for row in rows if row.amount is not None]
    units = {amount.unit for amount in amounts}
    worked = [row.worked for row in rows if row.worked is not None]
    waited = [row.waited for row in rows if row.waited is not None]
    lag = spread([row.lag for row in rows])
    if lag is None:
        raise ValueError("a figure needs an entry")
    return Figure(
        key=key, n=len(rows), timed=sum(row.in_time is not None for row in rows),
        in_time=sum(row.in_time is True for row in rows), unit=min(units) if len(units) == 1 else None,
        used=spread([amount.used for amount in amounts]) if len(units) == 1 else None,
        shares=spread([amount.share for amount in amounts]), worked=spread(worked), waited=spread(waited),
        worked_sum=sum(worked), waited_sum=sum(waited), lag=lag,
    )  # fmt: skip


def spread(values: Sequence[float]) -> Spread | None:
    """None of nothing."""
    ordered = sorted(values)
    return Spread(_quantile(ordered, 0.5), _quantile(ordered, 0.9)) if ordered else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))
