"""What an inspection reads: the cases of its mandate, and the inspection files made for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, Mandate, User
from simpul.lib.ids import slug


class InspectedCase(models.Model):
    """A case that a mandate names."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="cases")
    case = models.ForeignKey("procedures.Case", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mandate", "case"], name="case_once_per_mandate")]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.case}"


class FileState(models.TextChoices):
    WAITING = "menunggu"
    RUNNING = "dibuat"
    DONE = "selesai"
    FAILED = "gagal"
    EXPIRED = "kedaluwarsa"


class InspectionFile(models.Model):
    """An inspection file that was asked for: of one case, of a period, or of all that a mandate grants.

    ``number``: of one agreement that was taken over from the past, which has no case. ``past``: how many such there are
    among the ``done``. ``held_until``: a killed worker's hold ends by itself and another begins anew; ``tries``: how
    often it was begun. ``sha256``: of the finished ZIP, ``manifest`` of its list of hashes; ``faults``: how many things
    in it do not hold (each is named inside).
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="files")
    case = models.ForeignKey("procedures.Case", models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=160, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    past = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    manifest = models.CharField(max_length=64, blank=True)
    faults = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["institution", "-asked_at"])]

    def __str__(self) -> str:
        return self.slug

    @property
    def cases(self) -> int:
        """How many cases it holds beside the agreements of the past."""
        return self.done - self.past
