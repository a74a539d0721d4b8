"""The stamp duty of an agreement that was signed outside, as somebody has stated it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.features.agreements.models_agreement import Agreement
from simpul.rules.stamp_duty import Way


class DutyStatement(models.Model):
    """How it was paid, or why none is owed; what was stated before stands in the log.

    ``numbers``: of the stamps, one for each of the ``originals`` that owe, or of the receipts of payment slips.
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="duty")
    way = models.CharField(max_length=16, choices=[(way.value, way.value) for way in Way])
    numbers = models.JSONField(default=list)
    originals = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(max_length=300, blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(way=Way.NONE.value, originals=0) & ~models.Q(ground="")
                | ~models.Q(way=Way.NONE.value) & models.Q(originals__gt=0),
                name="duty_paid_or_grounded",
            )
        ]

    def __str__(self) -> str:
        return self.way
