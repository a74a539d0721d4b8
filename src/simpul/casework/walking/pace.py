"""The moving clock: acts spread evenly over office time, from far enough back until now, each before it is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from simpul.casework.walking.route import USUAL, Ahead
from simpul.lib import clock
from simpul.rules.working_time import Calendar


class Pace:
    """``end`` is when the walk was started; ``left``: the acts to come, this one included; ``since``: the first day on
    which anything can have happened, however little time that leaves."""

    def __init__(self, calendar: Calendar, end: datetime, left: Ahead, since: date = date.min) -> None:
        self._calendar = calendar
        self.left = left
        self.end = end
        self._since = since
        self.now = self._at(calendar.elapsed(end) - left.room)

    def _at(self, elapsed: int) -> datetime:
        moment = self._calendar.moment(elapsed)
        if moment.date() < self._since:
            moment = datetime.combine(self._since, time(), moment.tzinfo)
        return min(moment.astimezone(UTC), self.end)

    @contextmanager
    def beat(self, due: datetime | None = None) -> Iterator[datetime]:
        """The next act happens here: halfway to ``due`` at the latest; the last one at ``end`` itself."""
        own = self._own(due)
        self.now = self.end if self.left.acts <= 1 else max(self.now, self._next(own))
        self.left = Ahead(self.left.acts - 1, max(1, self.left.room - own))
        with clock.at(self.now):
            yield self.now

    @contextmanager
    def same_moment(self) -> Iterator[datetime]:
        """What is done in one sitting with the act before; a minute passes."""
        self.now = min(self.end, self.now + timedelta(minutes=1))
        with clock.at(self.now):
            yield self.now

    def _own(self, due: datetime | None) -> int:
        """What the act may take: the usual, or half of the way to its due time."""
        elapsed = self._calendar.elapsed
        ahead = elapsed(due) - elapsed(self.now) if due is not None else 0
        return min(USUAL, ahead // 2) if ahead > 0 else USUAL

    def _next(self, own: int) -> datetime:
        """Its share of what is left until the end, and no more than it may take."""
        here = self._calendar.elapsed(self.now)
        share = max(0, self._calendar.elapsed(self.end) - here) * own // max(own, self.left.room)
        return self._at(here + min(own, share))
