"""What an answer rests on that nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from simpul.rules.refusals import N_
from simpul.rules.working_time.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning that goes with an answer: like a refusal a msgid with its values, translated at the rim."""

    code: str
    text: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params


def of_years(start: datetime, due: datetime, calendar: Calendar) -> tuple[Caution, ...]:
    """One for each year without a decree between the start and the due time."""
    touched = range(calendar.local(start).year, due.year + 1)
    return tuple(_year(year) for year in touched if year in calendar.unconfirmed_years)


def of_ramadan(days: Collection[date], calendar: Calendar) -> tuple[Caution, ...]:
    """One for each row of Ramadan without a decree that gave one of ``days`` its hours or its close."""
    rows = {calendar.ramadan_row(day) for day in days if calendar.is_working(day)}
    open_rows = sorted((row for row in rows if row and not row.confirmed), key=lambda row: row.first)
    return tuple(_ramadan(row.first, row.last) for row in open_rows)


def _year(year: int) -> Caution:
    return Caution(
        "KAL-11",
        N_("The holidays of %(year)s are not confirmed: its decree has not been entered, so this date may change."),
        {"year": year},
    )


def _ramadan(first: date, last: date) -> Caution:
    return Caution(
        "KAL-12",
        N_("The dates of Ramadan (%(first)s to %(last)s) are not confirmed by a decree, so office hours may change."),
        {"first": first.isoformat(), "last": last.isoformat()},
    )
