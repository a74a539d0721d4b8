"""Writing calendars: the seed from the shipped one, and the edit that makes the next version.

An edit is an act on no case: whoever calls it (``casework``) records it and recomputes the open due dates in the same
transaction; ``Edited`` carries what both need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import connection, transaction

from simpul.core.directory.calendars import calendar_of_version, current_version, forget
from simpul.core.directory.models import Institution
from simpul.core.directory.models_calendar import CalendarDay, CalendarVersion, CalendarYearRow, RamadanSpan
from simpul.lib import clock
from simpul.lib.actor import SYSTEM, Actor
from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import N_, Conflict, Refusal
from simpul.rules.working_time import Calendar

_LOCK = 7_408_113  # one calendar edit at a time in the installation; edits are rare and short


@dataclass(frozen=True, slots=True)
class Edited:
    """The calendar before and after, on the institution's clock; ``facts`` go into the log with the act."""

    version: CalendarVersion
    before: Calendar
    after: Calendar
    facts: dict[str, object]


@transaction.atomic
def seed_national() -> CalendarVersion:
    """Take over the shipped calendar: at first, and again after an upgrade that changed it.

    A national calendar that somebody has edited stays as it is. Harmless to repeat.
    """
    _one_at_a_time()
    shipped = national_calendar()
    newest = CalendarVersion.objects.filter(institution=None).order_by("-number").first()
    if newest and (not newest.seeded or calendar_of_version(newest.pk, shipped.zone_name) == shipped):
        return newest
    version = _write(None, shipped, number=newest.number + 1 if newest else 1, note="simpul", by=SYSTEM, seeded=True)
    transaction.on_commit(forget)
    return version


@transaction.atomic
def edit_calendar(
    *,
    institution_id: int,
    change: Callable[[Calendar], Calendar],
    based_on: int | None,
    note: str,
    by: Actor,
) -> Edited:
    """The institution's next version: ``change`` applied to the version it counts by now.

    ``change``: one or several of ``rules.working_time.editing``. ``based_on``: the id of the version the editor saw
    (None for the shipped one). ``note``: the number of the decree, or the reason. Raises Refusal KAL-31 without a note,
    Conflict KAL-32 when the calendar has changed meanwhile, KAL-33 when nothing changes, and what the rules refuse.
    """
    if not note.strip():
        raise Refusal("KAL-31", N_("Enter the number of the decree, or the reason of the change."))
    _one_at_a_time()
    zone = Institution.objects.values_list("zone", flat=True).get(pk=institution_id)
    seen = current_version(institution_id)
    if (seen.pk if seen else None) != based_on:
        raise Conflict("KAL-32", N_("Somebody else has changed the calendar meanwhile. Look at it and repeat yours."))
    before = calendar_of_version(seen.pk, zone) if seen else national_calendar(zone)
    after = replace(change(before), zone_name=zone)
    if after == before:
        raise Refusal("KAL-33", N_("Nothing has been changed in the calendar."))
    version = _write(institution_id, after, number=_next(institution_id), note=note.strip(), by=by)
    transaction.on_commit(forget)
    return Edited(version, before, after, _facts(version, before, after))


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _next(institution_id: int) -> int:
    newest = CalendarVersion.objects.filter(institution_id=institution_id).order_by("-number").first()
    return newest.number + 1 if newest else 1


def _write(
    institution_id: int | None, calendar: Calendar, *, number: int, note: str, by: Actor, seeded: bool = False
) -> CalendarVersion:
    version = CalendarVersion.objects.create(
        institution_id=institution_id,
        number=number,
        hours=list(calendar.hours.rows()),
        ramadan_hours=list(calendar.ramadan_hours.rows()),
        joint_leave_counts=calendar.joint_leave_counts,
        receipt_counts=calendar.receipt_counts,
        note=note,
        seeded=seeded,
        made_at=clock.now(),
        made_by_kind=by.kind,
        made_by_ref=by.ref,
    )
    CalendarYearRow.objects.bulk_create(
        CalendarYearRow(version=version, year=row.year, skb=row.skb, keppres=row.keppres) for row in calendar.years
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(version=version, day=entry.day, kind=entry.kind.value, name=entry.name) for entry in calendar.days
    )
    RamadanSpan.objects.bulk_create(
        RamadanSpan(version=version, first=row.first, last=row.last, decree=row.decree) for row in calendar.ramadan
    )
    return version


def _facts(version: CalendarVersion, before: Calendar, after: Calendar) -> dict[str, object]:
    """What changed, for the log: days added and taken away, years and Ramadan rows as entered. Nothing personal."""
    added = sorted(f"{e.day.isoformat()} {e.kind.value}" for e in set(after.days) - set(before.days))
    removed = sorted(f"{e.day.isoformat()} {e.kind.value}" for e in set(before.days) - set(after.days))
    years = [[row.year, row.skb, row.keppres] for row in after.years if row not in before.years]
    ramadan = [
        [row.first.isoformat(), row.last.isoformat(), row.decree] for row in after.ramadan if row not in before.ramadan
    ]
    return {
        "calendar": version.pk,
        "number": version.number,
        "note": version.note,
        "added": added,
        "removed": removed,
        "years": years,
        "ramadan": ramadan,
        "hours_changed": (before.hours, before.ramadan_hours) != (after.hours, after.ramadan_hours),
        "joint_leave_counts": after.joint_leave_counts,
        "receipt_counts": after.receipt_counts,
    }
