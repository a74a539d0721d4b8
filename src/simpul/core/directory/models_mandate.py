"""The mandate of an inspector: what may be read, from when to when, by which letter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.lib.ids import slug


class Scope(models.TextChoices):
    """What of the institution is granted."""

    WHOLE = "lembaga"
    PERIOD = "periode"
    CASES = "perkara"


class Mandate(models.Model):
    """Somebody of ``body`` (Inspektorat, BPK) reads from ``starts_on`` to ``ends_on`` by ``letter`` and writes nothing.

    ``since`` and ``until`` bound the cases of a period: those that ran on any day of it.
    """

    slug = models.CharField(max_length=16, unique=True, default=slug, editable=False)
    institution = models.ForeignKey("directory.Institution", models.PROTECT, related_name="mandates")
    user = models.ForeignKey("directory.User", models.PROTECT, related_name="mandates")
    body = models.CharField(max_length=120)
    letter = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.WHOLE)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("directory.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "ends_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="mandate_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.letter}"
