"""Which days a due time counted, and which it skipped and why.

What holds for HK and hari: as many days are counted as the standard says, the last of them is the due day, and every
day between the start and the due day stands in exactly one of the two lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.clocks import ONE_DAY, days_ending_inside, first_day, same_day
from simpul.rules.working_time.days import Reason
from simpul.rules.working_time.pauses import Pause


class Skipped(NamedTuple):
    """A day that was not counted."""

    date: date
    reason: Reason


class Explanation(NamedTuple):
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]


NOTHING = Explanation((), ())


def between(after: date, until: date) -> Iterator[date]:
    """The days later than ``after``, up to and including ``until``."""
    day = after + ONE_DAY
    while day <= until:
        yield day
        day += ONE_DAY


def of_working_days(start: datetime, due: datetime, n: int, calendar: Calendar, pauses: Sequence[Pause]) -> Explanation:
    """HK: working days but those whose close lay in a pause."""
    after = first_day(start, calendar)
    days = list(between(after, due.date()))
    skipped = {day: reason for day in days if (reason := calendar.reason(day))}
    paused = [day for day in days if day not in skipped and _inside(calendar.close(day), pauses)]
    return _listed(days, n, skipped, paused)


def of_calendar_days(
    start: datetime, due: datetime, n: int, calendar: Calendar, pauses: Sequence[Pause]
) -> Explanation:
    """Hari: all days but those that ended in a pause and those over which the due day was rolled."""
    day = calendar.local(start).date()
    days = list(between(day, due.date()))
    skipped: dict[date, Reason] = {}
    paused: list[date] = []
    moves = [n, *(len(list(days_ending_inside(pause, calendar))) for pause in pauses)]
    for move in moves:
        reached = day + move * ONE_DAY
        day = calendar.index.on_or_after(reached)
        skipped |= {d: reason for d in between(reached - ONE_DAY, day) if (reason := calendar.reason(d))}
    for pause in pauses:
        paused += [d for d in days_ending_inside(pause, calendar) if d not in skipped]
    return _listed(days, n, skipped, paused)


def _listed(days: Sequence[date], n: int, skipped: dict[date, Reason], paused: Collection[date]) -> Explanation:
    """A pause may have held a day outside ``days`` (that of the start); then the first day left stands in for it."""
    reasons = skipped | {day: Reason.PAUSE for day in days if day in paused}
    left = [day for day in days if day not in reasons]
    reasons |= dict.fromkeys(left[: len(left) - n], Reason.PAUSE)
    return _explanation(days, reasons)


def of_same_day(start: datetime, due: datetime, calendar: Calendar) -> Explanation:
    """Hari yang sama: the due day; what lies before it was not worked, or passed in a pause."""
    unmoved = same_day(start, calendar, ()).date()
    days = list(between(calendar.local(start).date() - ONE_DAY, due.date() - ONE_DAY))
    reasons = {day: reason for day in days if (reason := calendar.reason(day))}
    reasons |= {day: Reason.PAUSE for day in days if day >= unmoved and day not in reasons}
    return Explanation((due.date(),), _explanation(days, reasons).skipped)


def of_minutes(start: datetime, due: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Explanation:
    """Menit, jam: days on which at least a minute counted; a day wholly in a pause is skipped."""
    days = list(between(calendar.local(start).date() - ONE_DAY, due.date()))
    counted = tuple(day for day in days if office_time(day, start, due, calendar, pauses))
    reasons = {day: reason for day in days if (reason := calendar.reason(day))}
    for day in days:
        if day not in reasons and day not in counted and office_time(day, start, due, calendar, ()):
            reasons[day] = Reason.PAUSE
    return Explanation(counted, _explanation(days, reasons).skipped)


def of_clock_hours(start: datetime, due: datetime, calendar: Calendar) -> Explanation:
    """Jam kalender: every day from the start to the due time, none skipped."""
    return Explanation(tuple(between(calendar.local(start).date() - ONE_DAY, due.date())), ())


def office_time(day: date, start: datetime, due: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> timedelta:
    """What of ``day`` counted between start and due: its office time outside every pause."""
    midnight = datetime.combine(day, datetime.min.time(), calendar.tz)
    begin, end = max(start, midnight), min(due, midnight + timedelta(days=1))
    held = sum(_open(max(begin, p.start), min(end, p.end), calendar) for p in pauses)
    return timedelta(microseconds=_open(begin, end, calendar) - held)


def _open(begin: datetime, end: datetime, calendar: Calendar) -> int:
    """Office microseconds between two moments, 0 when they stand in the wrong order."""
    return max(0, calendar.elapsed(end) - calendar.elapsed(begin))


def _inside(moment: datetime, pauses: Sequence[Pause]) -> bool:
    return any(pause.start <= moment < pause.end for pause in pauses)


def _explanation(days: Sequence[date], reasons: dict[date, Reason]) -> Explanation:
    return Explanation(
        tuple(day for day in days if day not in reasons),
        tuple(Skipped(day, reasons[day]) for day in days if day in reasons),
    )
