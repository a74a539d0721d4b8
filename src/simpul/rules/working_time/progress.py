"""How far a clock has come: for "hari ke-2 dari 3", "1 HK lagi", "terlambat 1 HK" and HK used and allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from simpul.rules.refusals import Refusal
from simpul.rules.working_time import clocks
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.pauses import Pause, Pauses, merged
from simpul.rules.working_time.standard import Standard, Unit

_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Used:
    """``amount`` of ``allowed``, both in ``unit``; clock hours and office hours in minutes (``Unit.MINUTE``).

    For HK the amount is the number of the day that runs: 0 on the day of receipt, 1 on the first day counted. Of what
    is to be done the same day it is the working days past that day, of which none is allowed.
    """

    unit: Unit
    amount: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class Remaining:
    """Whole working days and office minutes between now and the due time; ``late`` tells on which side of it now lies.

    0 working days: due today, or late by less than a working day.
    """

    late: bool
    working_days: int
    minutes: int


def used(
    start: datetime,
    until: datetime,
    standard: Standard,
    calendar: Calendar,
    pauses: Pauses = (),
    units: int | None = None,
) -> Used:
    """What a step has used from ``start`` until its end or the present; the stretches of pauses are not used time."""
    if until < start:
        raise Refusal("KAL-10", "The end %(until)s lies before the start %(start)s.", start=start, until=until)
    clock = [Pause(p.start, min(p.end, until)) for p in merged(pauses, start) if p.start < until]
    if standard.unit is Unit.NONE:
        return Used(Unit.NONE, 0, None)
    if standard.unit is Unit.MINUTE:
        paused = sum(calendar.elapsed(p.end) - calendar.elapsed(p.start) for p in clock)
        amount = (calendar.elapsed(until) - calendar.elapsed(start) - paused) // _MINUTE
        return Used(Unit.MINUTE, amount, standard.amount if units is None else standard.total(units))
    if standard.unit is Unit.CLOCK_HOUR:
        return Used(Unit.MINUTE, int((until - start).total_seconds()) // 60, standard.amount * 60)
    return _days_used(start, until, standard, calendar, clock)


def _days_used(start: datetime, until: datetime, standard: Standard, calendar: Calendar, pauses: list[Pause]) -> Used:
    today = calendar.local(until).date()
    if standard.unit is Unit.DAY:
        paused = sum(1 for pause in pauses for _ in clocks.days_ending_inside(pause, calendar))
        days = (today - calendar.local(start).date()).days
        return Used(Unit.DAY, max(0, days - paused), standard.amount)
    if standard.unit is Unit.SAME_DAY:
        return Used(
            Unit.SAME_DAY, max(0, calendar.index.count(clocks.same_day(start, calendar, pauses).date(), today)), 0
        )
    closes = sum(clocks.closes_inside(pause, calendar) for pause in pauses)
    days = calendar.index.count(clocks.first_day(start, calendar), today)
    return Used(Unit.WORKING_DAY, max(0, days - closes), standard.amount)


def remaining(now: datetime, due: datetime, calendar: Calendar) -> Remaining:
    """How long until ``due``, or how long since."""
    late = now > due
    first, last = (due, now) if late else (now, due)
    days = working_days_between(calendar.local(first).date(), calendar.local(last).date(), calendar)
    return Remaining(late, days, (calendar.elapsed(last) - calendar.elapsed(first)) // _MINUTE)


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """Working days after ``after`` up to and including ``until``; negative when ``until`` is the earlier."""
    return calendar.index.count(after, until)
