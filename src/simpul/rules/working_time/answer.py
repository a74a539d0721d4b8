"""When a step is due: the answer with the days behind it.

What the sources leave open, and how it is read here: docs/adr/0006-working-time.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from simpul.rules.working_time import cautions, clocks, explanation
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.cautions import Caution
from simpul.rules.working_time.explanation import Explanation, Skipped
from simpul.rules.working_time.pauses import Pause, Pauses, merged
from simpul.rules.working_time.standard import Standard, Unit


@dataclass(frozen=True, slots=True)
class Due:
    """``due`` is aware, in the zone of the calendar; None when the standard has no clock."""

    due: datetime | None
    counted: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Caution, ...] = ()


def deadline(
    start: datetime, standard: Standard, calendar: Calendar, units: int | None = None, pauses: Pauses = ()
) -> datetime | None:
    """Only the due time, without the days behind it: what a transition needs."""
    return (
        _deadline(start, standard, calendar, units, merged(pauses, start)) if standard.unit is not Unit.NONE else None
    )


def due(start: datetime, standard: Standard, calendar: Calendar, units: int | None = None, pauses: Pauses = ()) -> Due:
    """The due time of a step entered at ``start`` (aware), with the days counted and skipped and the warnings.

    ``units``: how many pieces, for a standard "per" something. Raises KAL-03 to KAL-07 for what cannot be counted.
    """
    if standard.unit is Unit.NONE:
        return Due(None)
    stretches = merged(pauses, start)
    moment = _deadline(start, standard, calendar, units, stretches)
    held = [pause for pause in stretches if pause.start <= moment]
    why = _explained(start, moment, standard, calendar, units, held)
    return Due(moment, why.counted, why.skipped, _warnings(start, moment, standard, calendar, why, held))


def _deadline(
    start: datetime, standard: Standard, calendar: Calendar, units: int | None, pauses: Sequence[Pause]
) -> datetime:
    amount = standard.total(units)
    if standard.unit is Unit.WORKING_DAY:
        return clocks.working_days(start, amount, calendar, pauses)
    if standard.unit is Unit.MINUTE:
        return clocks.office_minutes(start, amount, calendar, pauses)
    if standard.unit is Unit.DAY:
        return clocks.calendar_days(start, amount, calendar, pauses)
    if standard.unit is Unit.SAME_DAY:
        return clocks.same_day(start, calendar, pauses)
    return clocks.clock_hours(start, amount, calendar)


def _explained(
    start: datetime,
    moment: datetime,
    standard: Standard,
    calendar: Calendar,
    units: int | None,
    pauses: Sequence[Pause],
) -> Explanation:
    amount = standard.total(units)
    if standard.unit is Unit.WORKING_DAY:
        return explanation.of_working_days(start, moment, amount, calendar, pauses)
    if standard.unit is Unit.MINUTE:
        return explanation.of_minutes(start, moment, calendar, pauses)
    if standard.unit is Unit.DAY:
        return explanation.of_calendar_days(start, moment, amount, calendar, pauses)
    if standard.unit is Unit.SAME_DAY:
        return explanation.of_same_day(start, moment, calendar)
    return explanation.of_clock_hours(start, moment, calendar)


def _warnings(
    start: datetime,
    moment: datetime,
    standard: Standard,
    calendar: Calendar,
    why: Explanation,
    pauses: Sequence[Pause],
) -> tuple[Caution, ...]:
    """Clock hours rest on no calendar. The others rest on its years, and on Ramadan where its hours decided."""
    if standard.unit is Unit.CLOCK_HOUR:
        return ()
    decided = {moment.date(), *_closes(start, standard.unit, calendar, pauses)}
    if standard.unit is Unit.MINUTE:
        decided.update(why.counted)
    return cautions.of_years(start, moment, calendar) + cautions.of_ramadan(decided, calendar)


def _closes(start: datetime, unit: Unit, calendar: Calendar, pauses: Sequence[Pause]) -> Iterable[date]:
    """The days, besides the due day, whose close a start or a pause was held against."""
    if unit is Unit.SAME_DAY or (unit is Unit.WORKING_DAY and calendar.receipt_counts):
        yield calendar.local(start).date()
    for pause in pauses:
        first, last = calendar.local(pause.start).date(), calendar.local(pause.end).date()
        if unit is Unit.WORKING_DAY:
            yield from explanation.between(first - clocks.ONE_DAY, last)
        elif unit is Unit.SAME_DAY:
            yield last
