"""Agreements of the past, taken over from a spreadsheet and scans: the sheet as it came, and what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.lib.ids import slug


class ImportState(models.TextChoices):
    """``READY``: waits for a person, who may also add scans; ``OPENING``: a job takes the scans out of a ZIP;
    ``RECORDING``: a job writes it; ``TAKEN``: written, all of it at once."""

    READY = "siap"
    OPENING = "dibuka"
    RECORDING = "dicatat"
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


class ImportPhase(models.TextChoices):
    """How far a job on a sheet has come. ``FAILED``: nothing was recorded, the sheet waits for a person."""

    WAITING = "menunggu"
    OPENING = "membuka"
    JUDGING = "menilai"
    WRITING = "menulis"
    FAILED = "gagal"
    DONE = "selesai"


class ImportRun(models.Model):
    """The job on a sheet, in the background: taking scans out of ``archive`` (a ZIP), or recording where there is none.

    ``done`` of ``total``: scans opened, rows checked, rows written but not yet kept, by the phase. ``told``: what came
    of it, ``refusal``: why it did not come to it, both in plain data; ``incident``: its number where something broke.
    """

    batch = models.OneToOneField(ImportBatch, models.CASCADE, related_name="run")
    archive = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    phase = models.CharField(max_length=10, choices=ImportPhase.choices, default=ImportPhase.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)
    incident = models.CharField(max_length=20, blank=True)


class ImportScan(models.Model):
    """A scan that came with the sheet: kept as it is, or refused (``file`` empty) with the reason in plain data."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="scans")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    refusal = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "name"], name="scan_name_once_per_import")]
