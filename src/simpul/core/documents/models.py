"""Every stored byte: a row per file, the bytes by content under ``SIMPUL_HOME/files``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution
from simpul.lib.ids import incident_number, slug


class StoredFile(models.Model):
    """One file as it came in or was made. Never changed: a new content is a new row.

    ``sha256`` names the bytes on disk (``files/ab/cdef…``); ``name`` is what people called it.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=40)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["institution", "created_at"])]

    def __str__(self) -> str:
        return self.name


class DestroyedFile(models.Model):
    """A file whose bytes were destroyed on purpose; its row tells for good what it was.

    ``minutes``: number of the minutes (berita acara); ``gone_at``: when the bytes were seen to be gone, null while they
    are still to be removed or while another living file has the same content.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="destroyed")
    minutes = models.CharField(max_length=40)
    destroyed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["id"], condition=models.Q(gone_at=None), name="destroyed_not_gone")]

    def __str__(self) -> str:
        return self.minutes


class HouseLogo(models.Model):
    """The logo at the head of an institution's letters and agreements."""

    institution = models.OneToOneField(Institution, models.PROTECT, related_name="head_logo")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file.name


class Fault(models.TextChoices):
    """What is wrong with stored bytes: nothing can be read, or they are others than were stored."""

    MISSING = "missing"
    CHANGED = "changed"


class Outcome(models.TextChoices):
    """How an incident ended: the bytes are as they were stored, or no row of the institution names them any more."""

    WHOLE = "whole"
    DROPPED = "dropped"


class FileIncident(models.Model):
    """Damaged bytes, once for each institution whose files have them, from their discovery until they are whole again.

    Names the content and no row, so that an incident never keeps a file that would be dropped. ``found_*``: what lay
    there; ``told_at``: when the institution's people were written to about it.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    number = models.CharField(max_length=16, unique=True, default=incident_number, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    fault = models.CharField(max_length=10, choices=Fault.choices)
    found_size = models.PositiveBigIntegerField(null=True)
    found_sha256 = models.CharField(max_length=64, blank=True)
    noticed_at = models.DateTimeField()
    noticed_by = models.CharField(max_length=10)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "sha256"],
                condition=models.Q(closed_at=None),
                name="one_open_incident_per_content",
            )
        ]

    def __str__(self) -> str:
        return self.number


class IntegrityRun(models.Model):
    """One reading of every stored content, in the order of their hashes; ``through`` is how far it came.

    ``holder`` reads on until ``held_until``: a killed worker's hold ends by itself and another goes on.
    """

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    through = models.CharField(max_length=64, blank=True)
    contents = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    faults = models.PositiveBigIntegerField(default=0)
    holder = models.CharField(max_length=16, blank=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=models.Q(finished_at=None),
                nulls_distinct=False,
                name="one_unfinished_integrity_run",
            )
        ]

    def __str__(self) -> str:
        return self.started_at.isoformat()
