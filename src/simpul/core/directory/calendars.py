"""The calendar by which an institution counts: its own newest version, else the national one, else the one shipped.

Calendars are compiled once per version and kept in this process. Which version is the newest, a transition learns with
the tasks that it reads under the lock of its case (``learn``), so no due time is written by a calendar of before.
Pages, which only show, ask again every few seconds.
"""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from simpul.core.directory.models import Institution
from simpul.core.directory.models_calendar import CalendarVersion
from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import N_, Refusal
from simpul.rules.working_time import Calendar, CalendarYear, DayOff, Hours, RamadanRow, Reason

FRESH_SECONDS = 5.0

# institution -> when it was asked, the id of the version (None: the shipped one), the calendar
_current: dict[int, tuple[float, int | None, Calendar]] = {}


def calendar_for(institution_id: int) -> Calendar:
    """The institution's calendar on its own clock; at most ``FRESH_SECONDS`` behind another process's edit, and not
    behind at all once ``learn`` has been told the version."""
    held, now = _current.get(institution_id), time.monotonic()
    if held is None or now - held[0] > FRESH_SECONDS:
        held = (now, *_read(institution_id))
        _current[institution_id] = held
    return held[2]


def learn(institution_id: int, version_id: int | None) -> None:
    """What the database just said is the newest version: one in the memory is as fresh as if it had been asked for,
    another one is dropped and read anew."""
    held = _current.pop(institution_id, None)
    if held is not None and held[1] == version_id:
        _current[institution_id] = (time.monotonic(), *held[1:])


def calendar_of(code: str) -> Calendar:
    """The calendar of the institution with this code; refuses an unknown code (KAL-30)."""
    institution_id = Institution.objects.filter(code=code).values_list("pk", flat=True).first()
    if institution_id is None:
        raise Refusal("KAL-30", N_("There is no institution with the code “%(code)s”."), code=code)
    return calendar_for(institution_id)


def current_version(institution_id: int) -> CalendarVersion | None:
    """The version an institution counts by now; None when nothing has been entered or seeded."""
    versions = CalendarVersion.objects.filter(Q(institution_id=institution_id) | Q(institution=None))
    return versions.order_by(F("institution").asc(nulls_last=True), "-number").first()


@lru_cache(maxsize=128)
def calendar_of_version(version_id: int, zone_name: str) -> Calendar:
    """A version as a value; it never changes, so it is kept."""
    version = CalendarVersion.objects.prefetch_related("years", "days", "ramadan").get(pk=version_id)
    return Calendar(
        years=tuple(sorted((CalendarYear(r.year, r.skb, r.keppres) for r in version.years.all()), key=_by_year)),
        days=tuple(sorted((DayOff(d.day, Reason(d.kind), d.name) for d in version.days.all()), key=_by_day)),
        ramadan=tuple(sorted((RamadanRow(r.first, r.last, r.decree) for r in version.ramadan.all()), key=_by_first)),
        zone_name=zone_name,
        hours=Hours.parse(version.hours),
        ramadan_hours=Hours.parse(version.ramadan_hours),
        joint_leave_counts=version.joint_leave_counts,
        receipt_counts=version.receipt_counts,
    )


def forget() -> None:
    """Empty the memory of this process (after a change of a calendar; tests start with fresh rows)."""
    _current.clear()
    calendar_of_version.cache_clear()


def _read(institution_id: int) -> tuple[int | None, Calendar]:
    zone = Institution.objects.values_list("zone", flat=True).get(pk=institution_id)
    version = current_version(institution_id)
    if version is None:
        return None, national_calendar(zone)
    return version.pk, calendar_of_version(version.pk, zone)


def _by_year(row: CalendarYear) -> int:
    return row.year


def _by_day(entry: DayOff) -> tuple[date, str]:
    return entry.day, entry.kind


def _by_first(row: RamadanRow) -> date:
    return row.first
