"""The way back: so many working days, calendar days or office minutes before a moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from simpul.rules.refusals import Refusal
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.standard import Standard, Unit

_ONE_DAY = timedelta(days=1)
_MINUTE = 60_000_000


def earlier(moment: datetime, standard: Standard, calendar: Calendar) -> datetime:
    """``standard`` before ``moment`` (aware), in the zone of the calendar.

    ``2 HK``: the second working day before, at the same time of day but no later than its close. ``2 hari``: the same
    for calendar days, and from a day off back to the working day before it. ``120 menit``, ``2 jam``: office time.
    Refuses any other unit (KAL-15) and what lies before the calendar (KAL-06).
    """
    here = calendar.local(moment)
    match standard.unit:
        case Unit.WORKING_DAY:
            return _on(calendar.index.back(here.date(), standard.amount), here, calendar)
        case Unit.DAY:
            day = here.date() - standard.amount * _ONE_DAY
            return _on(calendar.index.back(day + _ONE_DAY, 1), here, calendar)
        case Unit.MINUTE if not standard.per:
            return calendar.moment(calendar.elapsed(moment) - standard.amount * _MINUTE)
        case _:
            raise Refusal("KAL-15", "“%(text)s” cannot be counted back from a due time.", text=standard.text)


def _on(day: date, here: datetime, calendar: Calendar) -> datetime:
    return min(datetime.combine(day, here.timetz()), calendar.close(day))
