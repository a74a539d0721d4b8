"""The moving clock: acts spread evenly over office time, from far enough back until now, each before it is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from simpul.lib import clock
from simpul.rules.working_time import Calendar

_USUAL = 200 * 60 * 1_000_000
"""Office microseconds between two acts: about two acts a day."""


class Pace:
    """``end`` is when the walk was started; ``left`` how many acts are to come, this one included."""

    def __init__(self, calendar: Calendar, end: datetime, acts: int) -> None:
        self._calendar = calendar
        self.left = acts
        self.end = end
        self.now = self._at(calendar.elapsed(end) - acts * _USUAL)

    def _at(self, elapsed: int) -> datetime:
        return min(self._calendar.moment(elapsed).astimezone(UTC), self.end)

    @contextmanager
    def beat(self, due: datetime | None = None) -> Iterator[datetime]:
        """The next act happens here: halfway to ``due`` at the latest; the last one at ``end`` itself."""
        self.now = self.end if self.left <= 1 else max(self.now, self._next(due))
        self.left -= 1
        with clock.at(self.now):
            yield self.now

    @contextmanager
    def same_moment(self) -> Iterator[datetime]:
        """What is done in one sitting with the act before; a minute passes."""
        self.now = min(self.end, self.now + timedelta(minutes=1))
        with clock.at(self.now):
            yield self.now

    def _next(self, due: datetime | None) -> datetime:
        elapsed = self._calendar.elapsed
        here = elapsed(self.now)
        step = max(0, elapsed(self.end) - here) // self.left
        if due is not None and elapsed(due) > here:
            step = min(step, (elapsed(due) - here) // 2)
        return self._at(here + step)
