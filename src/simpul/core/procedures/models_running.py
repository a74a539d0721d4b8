"""What a running procedure needs beside its tasks: contributions, timers that went off, rounds to start, concepts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, Lane, Unit, User
from simpul.core.documents.models import StoredFile


class Contribution(models.Model):
    """What another lane of a step done together (``cara: bersama``) gave to it."""

    task = models.ForeignKey("procedures.Task", models.PROTECT, related_name="contributions")
    lane = models.ForeignKey(Lane, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    text = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["task", "at"])]


class FiredTimer(models.Model):
    """A timer of a task that went off, at the moment it was set for and when that was done; each goes off once."""

    task = models.ForeignKey("procedures.Task", models.PROTECT, related_name="fired_timers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    set_for = models.DateTimeField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "position"], name="timer_goes_off_once")]


class Period(models.TextChoices):
    MONTH = "bulan"
    QUARTER = "triwulan"
    HALF_YEAR = "semester"
    YEAR = "tahun"


class RoundPlan(models.Model):
    """A procedure whose rounds start by the calendar: the period is the institution's to change."""

    procedure = models.OneToOneField("procedures.Procedure", models.PROTECT, related_name="round_plan")
    period = models.CharField(max_length=10, choices=Period.choices, default=Period.QUARTER)
    next_on = models.DateField()
    is_active = models.BooleanField(default=True)


class Concept(models.Model):
    """A version that is being written (konsep): freely changed until it is published by two persons.

    ``submitted_by`` proposed it with its effective date; somebody else publishes, and the concept is gone.
    Sent back, it keeps ``returned_reason`` until it is proposed again. ``lock_version`` keeps two writers from
    overwriting each other in silence.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="concepts")
    code = models.SlugField(max_length=40)
    text = models.TextField()
    based_on = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_reason = models.CharField(max_length=500, blank=True, db_default="")
    lock_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "code"], name="one_concept_per_procedure"),
            models.CheckConstraint(
                condition=models.Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | models.Q(submitted_by__isnull=False, submitted_at__isnull=False, effective_on__isnull=False),
                name="submitted_with_its_date",
            ),
        ]
