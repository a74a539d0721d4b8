"""What the judge found in a draft of either side, and what the analyst answered to each of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.features.agreements.models_drafting import Draft


class Judgement(models.Model):
    """One run of the judge over one draft; a later run replaces it and keeps the answers to what it finds again.

    ``positions`` is the number of the version of the institution's positions, ``checklist`` the judge's lines as JSON.
    """

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="judgement")
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    positions = models.CharField(max_length=20)
    checklist = models.JSONField(default=list)

    @property
    def has_positions(self) -> bool:
        """Whether ``positions`` names a version that can be opened."""
        return self.positions.isascii() and self.positions.isdecimal()


class RemarkAnswer(models.TextChoices):
    OPEN = ""
    ACCEPTED = "diterima"
    MENDED = "diperbaiki"
    OVERRULED = "dikesampingkan"


class Remark(models.Model):
    """One finding. ``reason`` is a msgid filled from ``params``; ``refs`` and ``places`` name its clauses in turn.

    ``mark`` knows the finding again in another run or version; ``carried_from`` is the version it was overruled in.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="remarks")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    level = models.CharField(max_length=10)
    topic = models.CharField(max_length=40)
    reason = models.TextField()
    params = models.JSONField(default=dict)
    refs = models.JSONField(default=list)
    places = models.JSONField(default=list)
    found = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    mark = models.CharField(max_length=64)
    answer = models.CharField(max_length=20, blank=True, choices=RemarkAnswer.choices, default=RemarkAnswer.OPEN)
    note = models.TextField(blank=True)
    carried_from = models.PositiveSmallIntegerField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "mark"], name="remark_mark")]
