"""Every stored byte: a row per file, the bytes by content under ``SIMPUL_HOME/files``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution
from simpul.lib.ids import slug


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


class HouseLogo(models.Model):
    """The logo at the head of an institution's letters and agreements."""

    institution = models.OneToOneField(Institution, models.PROTECT, related_name="head_logo")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file.name
