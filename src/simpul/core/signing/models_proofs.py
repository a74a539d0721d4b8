"""Proofs for the years after that could not be had."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution
from simpul.core.documents.models import StoredFile
from simpul.lib.ids import incident_number


class ProofTrouble(models.Model):
    """A signed file that waits for its proofs, from the first attempt that failed until it has them or needs none.

    ``code``: of the refusal; ``since``: of the first attempt, ``tried_at``: of the last of ``tries``; ``told_at``: when
    the institution's people were written to about it.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    number = models.CharField(max_length=16, unique=True, default=incident_number, editable=False)
    code = models.CharField(max_length=10)
    since = models.DateTimeField()
    tried_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["original"], condition=models.Q(closed_at=None), name="one_open_proof_trouble_per_file"
            )
        ]

    def __str__(self) -> str:
        return self.number
