"""What each of many entries used of one standard: :func:`progress.used` for entries whose clocks never stood.

A page of figures asks for a hundred thousand of them at once, so moments are bare numbers here, microseconds since
1970, and none has to become a datetime, a local time and a date of its own. A test holds every answer against ``used``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.index import MINUTE, DayIndex
from simpul.rules.working_time.standard import Standard, Unit

_DAY = 24 * 60 * MINUTE
_EPOCH = date(1970, 1, 1)
_TICK = timedelta(microseconds=1)

Way = Callable[[DayIndex, int, int], int]
"""The days of a calendar; start and end as local microseconds since its first midnight."""


def used_by_each(starts: Sequence[int], untils: Sequence[int], standard: Standard, calendar: Calendar) -> Sequence[int]:
    """The amounts in their order, in the unit of ``used``; an end before its start counts as the start."""
    if not starts:
        return ()
    days = calendar.index
    shift = ((_EPOCH - days.first) + (calendar.tz.utcoffset(None) or timedelta())) // _TICK
    here = [(start + shift, max(start, until) + shift) for start, until in zip(starts, untils, strict=True)]
    for moment in (min(here)[0], max(until for _start, until in here)):
        days.position(days.first + timedelta(days=moment // _DAY))
    way = _with_first_day if standard.unit is Unit.WORKING_DAY and calendar.receipt_counts else _WAYS[standard.unit]
    return [way(days, start, until) for start, until in here]


def _working_days(days: DayIndex, start: int, until: int) -> int:
    return days.seen[until // _DAY] - days.seen[start // _DAY]


def _with_first_day(days: DayIndex, start: int, until: int) -> int:
    """The day of the start is day 1 when it is worked and its close lies ahead."""
    hours = days.stretches[start // _DAY]
    return _working_days(days, start, until) + bool(hours and start % _DAY < hours[-1][1] * MINUTE)


def _days_past(days: DayIndex, start: int, until: int) -> int:
    """Past the day of the start, or past the next working day when the start lies outside it."""
    hours = days.stretches[start // _DAY]
    is_its_day = bool(hours and start % _DAY < hours[-1][1] * MINUTE)
    return max(0, _working_days(days, start, until) - (not is_its_day))


def _days(_days: DayIndex, start: int, until: int) -> int:
    return until // _DAY - start // _DAY


def _office_minutes(days: DayIndex, start: int, until: int) -> int:
    return (days.passed(*divmod(until, _DAY)) - days.passed(*divmod(start, _DAY))) // MINUTE


def _clock_minutes(_days: DayIndex, start: int, until: int) -> int:
    return (until - start) // MINUTE


_WAYS: Mapping[Unit, Way] = {
    Unit.WORKING_DAY: _working_days,
    Unit.SAME_DAY: _days_past,
    Unit.DAY: _days,
    Unit.MINUTE: _office_minutes,
    Unit.CLOCK_HOUR: _clock_minutes,
    Unit.NONE: lambda _days, _start, _until: 0,
}
