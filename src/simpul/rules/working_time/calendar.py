"""The calendar of an institution: zone, office hours, days off, Ramadan, and the two settings.

A calendar is a value. Whoever changes it makes a new one, so that a due date can be traced to the version it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property

from simpul.rules.refusals import Refusal
from simpul.rules.working_time.days import KINDS, CalendarYear, DayOff, RamadanRow, Reason
from simpul.rules.working_time.hours import OFFICE, RAMADAN, Hours
from simpul.rules.working_time.index import DayIndex
from simpul.rules.working_time.zones import DEFAULT_ZONE, local, zone

_DAY = 24 * 60 * 60 * 1_000_000
_MIDNIGHT = time()


@dataclass(frozen=True)
class Calendar:
    """``years`` must follow one another without a gap: they are what the calendar covers.

    ``joint_leave_counts``: joint leave is worked like any other day. ``receipt_counts``: for HK the day of the start is
    day 1 when it is a working day and the start lies before its close.
    """

    years: tuple[CalendarYear, ...]
    days: tuple[DayOff, ...] = ()
    ramadan: tuple[RamadanRow, ...] = ()
    zone_name: str = DEFAULT_ZONE
    hours: Hours = OFFICE
    ramadan_hours: Hours = RAMADAN
    joint_leave_counts: bool = False
    receipt_counts: bool = False

    def __post_init__(self) -> None:
        zone(self.zone_name)
        covered = [row.year for row in self.years]
        if not covered or covered != list(range(covered[0], covered[0] + len(covered))):
            raise Refusal("KAL-09", "The years of a calendar must follow one another without a gap.")
        if any(row.last < row.first for row in self.ramadan):
            raise Refusal("KAL-09", "A row of Ramadan ends before it begins.")
        if self.ramadan and self.hours.weekdays != self.ramadan_hours.weekdays:
            raise Refusal("KAL-09", "The hours of Ramadan must stand on the same weekdays as the ordinary ones.")

    @cached_property
    def tz(self) -> timezone:
        """The zone as a fixed offset."""
        return zone(self.zone_name)

    @cached_property
    def off(self) -> dict[date, DayOff]:
        """Each day off with the entry that explains it."""
        ranked = sorted(self.days, key=lambda entry: KINDS.index(entry.kind), reverse=True)
        return {d.day: d for d in ranked if d.kind is not Reason.JOINT_LEAVE or not self.joint_leave_counts}

    @cached_property
    def index(self) -> DayIndex:
        """The compiled form; built once, some ten milliseconds for thirty years."""
        first, last = date(self.years[0].year, 1, 1), date(self.years[-1].year, 12, 31)
        week = [self.hours.week] * ((last - first).days + 1)
        for row in self.ramadan:
            for offset in range(max(0, (row.first - first).days), min(len(week), (row.last - first).days + 1)):
                week[offset] = self.ramadan_hours.week
        start = first.weekday()
        stretches = [hours[(start + offset) % 7] for offset, hours in enumerate(week)]
        for day in self.off:
            if first <= day <= last:
                stretches[(day - first).days] = ()
        return DayIndex(first, stretches)

    @cached_property
    def unconfirmed_years(self) -> frozenset[int]:
        return frozenset(row.year for row in self.years if not row.confirmed)

    def is_working(self, day: date) -> bool:
        """True when somebody works on ``day``."""
        return bool(self.index.stretches[self.index.position(day)])

    def reason(self, day: date) -> Reason | None:
        """Why ``day`` is not worked, the first reason that holds; None for a working day."""
        if day.weekday() not in self.hours.weekdays:
            return Reason.WEEKEND
        return self.off[day].kind if day in self.off else None

    def name(self, day: date) -> str:
        """What the decree calls the day off; "" when nothing was entered."""
        return self.off[day].name if day in self.off else ""

    def ramadan_row(self, day: date) -> RamadanRow | None:
        """The row whose hours hold on the working day ``day``."""
        return next((row for row in self.ramadan if row.first <= day <= row.last), None)

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the wall clock of the institution."""
        return local(moment, self.tz)

    def close(self, day: date) -> datetime:
        """The close of office hours of the working day ``day``."""
        return self._at(day, self.index.stretches[self.index.position(day)][-1][1] * 60_000_000)

    def elapsed(self, moment: datetime) -> int:
        """Office microseconds from the beginning of the calendar to ``moment``."""
        here = self.local(moment)
        return self.index.elapsed(
            here.date(), (here - here.replace(hour=0, minute=0, second=0, microsecond=0)) // _TICK
        )

    def moment(self, elapsed: int) -> datetime:
        """The earliest moment at which so many office microseconds have passed."""
        return self._at(*self.index.moment(elapsed))

    def _at(self, day: date, microsecond: int) -> datetime:
        return datetime.combine(day, _MIDNIGHT, self.tz) + timedelta(microseconds=microsecond)


_TICK = timedelta(microseconds=1)
