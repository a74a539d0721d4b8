"""The calendar by which an institution counts, as versions.

A version is complete and never changes; an edit makes the next one. A version without institution is the national one:
an institution that has none of its own counts by it.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from simpul.rules.working_time import Reason

_FIXED = pgtrigger.Protect(name="calendar_is_fixed", operation=pgtrigger.Update | pgtrigger.Delete)


class CalendarVersion(models.Model):
    """``number`` counts per institution. ``hours`` and ``ramadan_hours``: seven lines, Monday first.

    ``note`` is the decree or the reason; ``made_by`` the actor as kind and reference (names stand only in the log).
    ``seeded``: taken over from the calendar shipped with the program.
    """

    institution = models.ForeignKey("directory.Institution", models.PROTECT, null=True, related_name="calendars")
    number = models.PositiveIntegerField()
    hours = ArrayField(models.CharField(max_length=60, blank=True), size=7)
    ramadan_hours = ArrayField(models.CharField(max_length=60, blank=True), size=7)
    joint_leave_counts = models.BooleanField(default=False)
    receipt_counts = models.BooleanField(default=False)
    note = models.CharField(max_length=300)
    seeded = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=10)
    made_by_ref = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "number"], name="calendar_number_once", nulls_distinct=False
            ),
        ]
        triggers: ClassVar = [_FIXED]

    def __str__(self) -> str:
        return f"{self.institution or 'national'} {self.number}"


class CalendarYearRow(models.Model):
    """A year covered, with the numbers of its decrees; empty ``skb`` means not confirmed."""

    version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    skb = models.CharField(max_length=200, blank=True)
    keppres = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "year"], name="calendar_year_once")]
        triggers: ClassVar = [_FIXED]


class DayKind(models.TextChoices):
    """The reasons of the rules that are entered day by day."""

    HOLIDAY = Reason.HOLIDAY.value
    JOINT_LEAVE = Reason.JOINT_LEAVE.value
    OWN_HOLIDAY = Reason.OWN_HOLIDAY.value


class CalendarDay(models.Model):
    """A day that is not worked."""

    version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=DayKind.choices)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "day", "kind"], name="calendar_day_once_per_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=DayKind.values), name="calendar_day_kind_known"),
        ]
        triggers: ClassVar = [_FIXED]


class RamadanSpan(models.Model):
    """Days with Ramadan hours, both ends included; empty ``decree`` means not confirmed."""

    version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="ramadan")
    first = models.DateField()
    last = models.DateField()
    decree = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="ramadan_ends_after_it_begins")
        ]
        triggers: ClassVar = [_FIXED]
