"""What is counted beside the cases: completed entries with their folded sums, and the tickets given out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, Lane


class StepDelta(models.Model):
    """One completed entry, as appended by its transition; a job folds it into :class:`StepRollup`.

    ``used_minutes`` counts office minutes without pauses; ``in_time`` is null where the step has no clock.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    lane = models.ForeignKey(Lane, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    done = models.SmallIntegerField(default=1)
    in_time = models.SmallIntegerField(null=True)
    used_minutes = models.IntegerField(default=0)


class StepRollup(models.Model):
    """Folded deltas per step, lane and month."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    lane = models.ForeignKey(Lane, models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    done = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    timed = models.IntegerField(default=0)
    used_minutes = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "version", "step", "lane", "month"],
                nulls_distinct=False,
                name="rollup_once_per_step_and_month",
            )
        ]


class TicketCounter(models.Model):
    """Last ticket number given per institution and year; the row is the lock."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "year"], name="ticket_counter_per_year")
        ]
