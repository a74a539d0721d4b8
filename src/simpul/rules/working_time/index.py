"""The calendar compiled into arrays: a question about days or minutes is a look-up, however far apart they lie."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import repeat
from operator import itemgetter

from simpul.rules.refusals import Refusal
from simpul.rules.working_time.hours import Stretch

MINUTE = 60_000_000  # microseconds
_ONE_DAY = timedelta(days=1)


class DayIndex:
    """``stretches[i]`` are the office hours of the i-th day from ``first``, empty on a day that is not worked;
    ``seen[i]`` the working days up to and including it."""

    __slots__ = ("_base", "_before", "_dates", "_pick", "first", "last", "seen", "stretches")

    def __init__(self, first: date, stretches: Sequence[tuple[Stretch, ...]]) -> None:
        self.first, self.last = first, first + timedelta(days=len(stretches) - 1)
        self.stretches = stretches
        self._base = first.toordinal()
        self.seen = array("i")
        self._before = array("q", [0])  # office microseconds before the i-th day
        self._dates: list[date] = []
        self._pick: Callable[[tuple[date, ...]], tuple[date, ...]] | None = None  # all of seen; made when asked for
        for offset, today in enumerate(stretches):
            if today:
                self._dates.append(first + timedelta(days=offset))
            self.seen.append(len(self._dates))
            self._before.append(self._before[-1] + sum(b - a for a, b in today) * MINUTE)

    def position(self, day: date) -> int:
        """Where ``day`` stands in the arrays; refuses a day that the calendar does not cover (KAL-06)."""
        at = day.toordinal() - self._base
        if not 0 <= at < len(self.stretches):
            raise self.outside(day.year)
        return at

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day`` (n >= 1)."""
        at = day.toordinal() - self._base
        if at < 0 or n < 1:
            raise self.outside(day.year)
        try:
            return self._dates[self.seen[at] + n - 1]
        except IndexError:
            raise self.outside(self.last.year + 1) from None

    def back(self, day: date, n: int) -> date:
        """The ``n``-th working day before ``day`` (n >= 1)."""
        at = day.toordinal() - self._base - 1
        if not 0 <= at < len(self.seen) or not 1 <= n <= self.seen[at]:
            raise self.outside(day.year)
        return self._dates[self.seen[at] - n]

    def every(self, n: int) -> tuple[date, ...]:
        """``add(day, n)`` for each day of the calendar in order, as far as the answers lie inside it."""
        if n < 1:
            raise self.outside(self.first.year)
        inside = bisect_right(self.seen, len(self._dates) - n)
        if inside < 2:
            return ()
        if self._pick is None:
            self._pick = itemgetter(*self.seen)
        shifted = (*self._dates[n - 1 :], *repeat(self.last, n))  # what the days behind the last answer pick is cut off
        return self._pick(shifted)[:inside]

    def on_or_after(self, day: date) -> date:
        """``day`` if it is worked, else the next working day."""
        return day if self.stretches[self.position(day)] else self.add(day, 1)

    def count(self, after: date, until: date) -> int:
        """Working days after ``after`` up to and including ``until``; negative when ``until`` is the earlier."""
        return self.seen[self.position(until)] - self.seen[self.position(after)]

    def elapsed(self, day: date, microsecond: int) -> int:
        """Office microseconds from the beginning of the calendar to that moment of the local day."""
        return self.passed(self.position(day), microsecond)

    def passed(self, at: int, microsecond: int) -> int:
        """The same for the ``at``-th day of the calendar."""
        today = sum(
            min(max(microsecond - a * MINUTE, 0), (b - a) * MINUTE) for a, b in self.stretches[at]
        )  # each stretch gives what of it has passed
        return self._before[at] + today

    def moment(self, elapsed: int) -> tuple[date, int]:
        """The earliest moment by which so many office microseconds have passed, so a close and not the next opening."""
        after = bisect_left(self._before, elapsed)
        if not 0 < after < len(self._before):
            raise self.outside(self.last.year + 1)
        rest = elapsed - self._before[after - 1]
        for a, b in self.stretches[after - 1]:
            if rest <= (b - a) * MINUTE:
                break
            rest -= (b - a) * MINUTE
        return self.first + (after - 1) * _ONE_DAY, a * MINUTE + rest

    def outside(self, year: int) -> Refusal:
        """The refusal for what the calendar does not cover."""
        return Refusal(
            "KAL-06",
            "The calendar covers %(first)s to %(last)s and %(year)s lies outside. Enter the holidays of that year.",
            first=self.first.year,
            last=self.last.year,
            year=year,
        )
