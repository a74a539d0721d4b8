"""Agreements of the past, taken over from a spreadsheet and scans: the sheet as it came, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.lib.ids import slug


class ImportState(models.TextChoices):
    """``READY``: waits for a person, who may also add scans; ``TAKEN``: written, all of it at once."""

    READY = "siap"
    TAKEN = "selesai"


class ImportBatch(models.Model):
    """One spreadsheet of old agreements. ``answers``: what a person decided, typed by ``past_plan.Answers``."""

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="imports")
    sheet = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.READY)
    answers = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["institution", "-created_at"])]


class ImportScan(models.Model):
    """A scan that came with the sheet: kept as it is, or refused (``file`` empty) with the reason in plain data."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="scans")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    refusal = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "name"], name="scan_name_once_per_import")]
