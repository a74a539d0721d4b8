"""Figures of conformance out of completed entries: time used against the standard, time in which the clock stood, lag.

An entry is measured in the unit of its own standard, counted as the worklist counts it: working days, days, minutes; a
standard "per" something by the piece; "hari yang sama" by the working days past that day. Shares of the standard let
entries of different standards stand in one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain, groupby
from math import ceil, floor

from simpul.rules.working_time import Calendar, Pause, Unit, parse, used, used_by_each

LEAST = 5
"""Fewer entries than this make no percentage."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What entries used of what each was allowed, all in ``unit``; clock hours as minutes."""

    unit: Unit
    used: Sequence[float]
    allowed: float

    @property
    def shares(self) -> list[float]:
        """1.0 is the whole standard; none of what allows no time, as "hari yang sama" does."""
        return [amount / self.allowed for amount in self.used] if self.allowed else []


@dataclass(frozen=True, slots=True)
class Entered:
    """Completed entries that have step, standard, lane, unit and month (YYYY-MM) in common.

    ``n`` of them, ``timed`` with a clock, ``in_time`` of these. ``amounts``: of those with a clock, None where their
    standard does not tell; ``worked`` and ``waited``: office minutes of those for which they were kept; ``lags``: clock
    seconds from happening to entry, of each.
    """

    step: str
    standard: str
    lane: str
    unit: str
    month: str
    n: int
    timed: int
    in_time: int
    amounts: Amounts | None
    worked: Sequence[int]
    waited: Sequence[int]
    lags: Sequence[float]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile, between neighbours by straight line."""

    median: float
    p90: float


@dataclass(frozen=True)
class Figure:
    """One row of figures, each worked out when it is asked for. ``used`` is in ``unit`` and only there when all its
    entries have that unit; ``shares`` of the standard; ``worked`` and ``waited`` office minutes, ``worked_sum`` and
    ``waited_sum`` all of them together; ``lag`` clock seconds."""

    key: tuple[str, ...]
    entries: Sequence[Entered]

    @cached_property
    def n(self) -> int:
        """Completed entries."""
        return sum(row.n for row in self.entries)

    @cached_property
    def timed(self) -> int:
        """Those with a clock."""
        return sum(row.timed for row in self.entries)

    @cached_property
    def in_time(self) -> int:
        """Those with a clock that were done by their due time."""
        return sum(row.in_time for row in self.entries)

    @property
    def share(self) -> float | None:
        """The share in time, 0 to 1; None where too few entries have a clock."""
        return self.in_time / self.timed if self.timed >= LEAST else None

    @cached_property
    def unit(self) -> Unit | None:
        """The unit of all amounts, None where they differ."""
        units = {amounts.unit for amounts in self._amounts}
        return units.pop() if len(units) == 1 else None

    @cached_property
    def used(self) -> Spread | None:
        """Amounts in that unit."""
        return spread(amounts.used for amounts in self._amounts) if self.unit is not None else None

    @cached_property
    def shares(self) -> Spread | None:
        """Amounts as shares of their standards."""
        return spread(amounts.shares for amounts in self._amounts)

    @cached_property
    def shared(self) -> int:
        """How many entries have such a share."""
        return sum(len(amounts.used) for amounts in self._amounts if amounts.allowed)

    @cached_property
    def worked(self) -> Spread | None:
        """Office minutes spent."""
        return spread(row.worked for row in self.entries)

    @cached_property
    def waited(self) -> Spread | None:
        """Office minutes in which the clock stood."""
        return spread(row.waited for row in self.entries)

    @cached_property
    def worked_sum(self) -> int:
        """Together."""
        return sum(sum(row.worked) for row in self.entries)

    @cached_property
    def waited_sum(self) -> int:
        """Together."""
        return sum(sum(row.waited) for row in self.entries)

    @cached_property
    def lag(self) -> Spread:
        """From happening to entry; raises ValueError without any entry."""
        found = spread(row.lags for row in self.entries)
        if found is None:
            raise ValueError("a figure needs an entry")
        return found

    @property
    def _amounts(self) -> Iterable[Amounts]:
        return [row.amounts for row in self.entries if row.amounts is not None and row.amounts.used]


def amount_of(
    start: datetime, until: datetime, standard: str, calendar: Calendar, pauses: Sequence[Pause], units: int | None
) -> Amounts | None:
    """What one entry used; None without a clock, or with a standard per piece and no number of pieces."""
    meaning, pieces = parse(standard or "-"), _pieces(standard, units)
    if pieces is None:
        return None
    found = used(start, max(start, until), meaning, calendar, pauses, units if meaning.per else None)
    unit, allowed = meaning.read_in
    return Amounts(unit, (found.amount / pieces,), allowed)


def amounts_of(
    starts: Sequence[int], untils: Sequence[int], standard: str, calendar: Calendar, units: int | None
) -> Amounts | None:
    """The same for many entries whose clocks never stood; moments in microseconds since 1970."""
    meaning, pieces = parse(standard or "-"), _pieces(standard, units)
    if pieces is None:
        return None
    unit, allowed = meaning.read_in
    found = used_by_each(starts, untils, meaning, calendar)
    return Amounts(unit, [amount / pieces for amount in found], allowed)


def _pieces(standard: str, units: int | None) -> int | None:
    meaning = parse(standard or "-")
    if meaning.unit is Unit.NONE:
        return None
    return (units or None) if meaning.per else 1


def figures(rows: Iterable[Entered], by: Callable[[Entered], tuple[str, ...]]) -> list[Figure]:
    """One figure per key, in the order of the keys."""
    return [Figure(key, tuple(found)) for key, found in groupby(sorted(rows, key=by), key=by)]


def spread(values: Iterable[Iterable[float]]) -> Spread | None:
    """Over all of them together; None of nothing."""
    ordered = sorted(chain.from_iterable(values))
    return Spread(_quantile(ordered, 0.5), _quantile(ordered, 0.9)) if ordered else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))
