"""The clocks, one function per unit: from the start, over the pauses, to the due time.

Every function takes pauses that are merged and in order. Each pause is held against the due time as moved so far;
one that begins after it moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from simpul.rules.refusals import Refusal
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.pauses import Pause

ONE_DAY = timedelta(days=1)


def first_day(start: datetime, calendar: Calendar) -> date:
    """The day before day 1: the local date of the start, or the day before it when the day of receipt counts."""
    here = calendar.local(start)
    day = here.date()
    if calendar.receipt_counts and calendar.is_working(day) and here < calendar.close(day):
        return day - ONE_DAY
    return day


def working_days(start: datetime, n: int, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """N HK: the close of the n-th working day; a pause moves it by the working days whose close lies inside."""
    due = calendar.close(calendar.index.add(first_day(start, calendar), n))
    for pause in pauses:
        if pause.start > due:
            break
        if moved := closes_inside(pause, calendar):
            due = calendar.close(calendar.index.add(due.date(), moved))
    return due


def calendar_days(start: datetime, n: int, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """N hari: the n-th calendar day, rolled to a working day; a pause moves it by day ends inside, and it rolls."""
    due = calendar.close(calendar.index.on_or_after(calendar.local(start).date() + n * ONE_DAY))
    for pause in pauses:
        if pause.start > due:
            break
        if moved := sum(1 for _ in days_ending_inside(pause, calendar)):
            due = calendar.close(calendar.index.on_or_after(due.date() + moved * ONE_DAY))
    return due


def same_day(start: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """Hari yang sama: the close of the day, or of the next working day; a pause moves it to the day it ends on."""
    here = calendar.local(start)
    due = close_of(here.date(), here, calendar)
    if due == here:  # the start lies before the close, not on it
        due = calendar.close(calendar.index.add(here.date(), 1))
    for pause in pauses:
        if pause.start > due:
            break
        end = calendar.local(pause.end)
        due = max(due, close_of(end.date(), end, calendar))
    return due


def close_of(day: date, moment: datetime, calendar: Calendar) -> datetime:
    """The close of ``day`` if it is worked and ``moment`` is not past it, else the close of the next working day."""
    close = calendar.close(calendar.index.on_or_after(day))
    return close if moment <= close else calendar.close(calendar.index.add(day, 1))


def office_minutes(start: datetime, n: int, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """N menit, N jam: when the office minutes are full; a pause moves it by the office minutes inside."""
    full = calendar.elapsed(start) + n * 60_000_000
    due = calendar.moment(full)
    for pause in pauses:
        if pause.start > due:
            break
        full += calendar.elapsed(pause.end) - calendar.elapsed(pause.start)
        due = calendar.moment(full)
    return due


def clock_hours(start: datetime, n: int, calendar: Calendar) -> datetime:
    """N jam kalender: plain hours; nothing is skipped and no pause holds."""
    try:
        return calendar.local(start) + timedelta(hours=n)
    except OverflowError:
        raise Refusal("KAL-06", "The year %(year)s lies outside the calendar.", year=start.year) from None


def closes_inside(pause: Pause, calendar: Calendar) -> int:
    """How many closes c there are with start <= c < end."""
    return _closes_before(pause.end, calendar) - _closes_before(pause.start, calendar)


def _closes_before(moment: datetime, calendar: Calendar) -> int:
    here = calendar.local(moment)
    day = here.date()
    earlier = calendar.index.count(calendar.index.first, day)
    return earlier - 1 if calendar.is_working(day) and calendar.close(day) >= here else earlier


def days_ending_inside(pause: Pause, calendar: Calendar) -> Iterator[date]:
    """The calendar days whose end, the local midnight after them, lies inside the pause (its end excluded)."""
    day = calendar.local(pause.start - timedelta(microseconds=1)).date()
    last = calendar.local(pause.end - timedelta(microseconds=1)).date()
    while day < last:
        yield day
        day += ONE_DAY
