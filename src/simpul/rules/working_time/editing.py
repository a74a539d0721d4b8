"""How a calendar is changed: an edit makes a new one of an old one and refuses what makes no sense."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from simpul.rules.refusals import Refusal
from simpul.rules.working_time.calendar import Calendar
from simpul.rules.working_time.days import CalendarYear, DayOff, RamadanRow


def with_year(calendar: Calendar, year: CalendarYear, days: Iterable[DayOff]) -> Calendar:
    """The year anew: its decrees and all of its days. A year next to those covered extends the calendar."""
    entered = sorted(set(days), key=lambda entry: (entry.day, entry.kind))
    for entry in entered:
        if entry.day.year != year.year:
            raise Refusal(
                "KAL-13", "%(day)s does not lie in %(year)s. Enter each day under its own year.",
                day=entry.day.isoformat(), year=year.year,
            )  # fmt: skip
    _once([(entry.day, entry.kind) for entry in entered])
    others = [row for row in calendar.years if row.year != year.year]
    kept = [entry for entry in calendar.days if entry.day.year != year.year]
    return replace(
        calendar,
        years=tuple(sorted([*others, year], key=lambda row: row.year)),
        days=tuple(sorted([*kept, *entered], key=lambda entry: (entry.day, entry.kind))),
    )


def with_day(calendar: Calendar, day: DayOff) -> Calendar:
    """One day more, for example joint leave added by a later decree; a day already there is renamed."""
    year = next((row for row in calendar.years if row.year == day.day.year), CalendarYear(day.day.year))
    others = [e for e in calendar.days if e.day.year == day.day.year and (e.day, e.kind) != (day.day, day.kind)]
    return with_year(calendar, year, [*others, day])


def without_day(calendar: Calendar, day: date) -> Calendar:
    """A holiday or joint leave withdrawn: the day is worked again, whatever it was called."""
    return replace(calendar, days=tuple(entry for entry in calendar.days if entry.day != day))


def with_ramadan(calendar: Calendar, row: RamadanRow) -> Calendar:
    """The row takes the place of those it overlaps, such as the estimate it confirms."""
    if row.last < row.first or (row.last - row.first).days > 30:
        raise Refusal("KAL-14", "Ramadan has 29 or 30 days. Check the first and the last day.")
    others = [old for old in calendar.ramadan if old.last < row.first or row.last < old.first]
    return replace(calendar, ramadan=tuple(sorted([*others, row], key=lambda each: each.first)))


def _once(keys: list[tuple[date, str]]) -> None:
    for first, second in pairwise(keys):
        if first == second:
            raise Refusal("KAL-13", "%(day)s is entered twice.", day=first[0].isoformat())
