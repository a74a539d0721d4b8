"""What happens to an agreement after it is signed, and what its articles oblige the parties to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models_agreement import Agreement
from simpul.rules.agreement_life.obligations import Rhythm
from simpul.rules.agreement_life.standing import Kind


class LifeAct(models.Model):
    """An addendum, renewal, termination or replacement. Never rewritten: a later act mends an earlier one.

    ``ends_on``: the last day that this act sets; for an addendum that leaves it alone empty.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    on = models.DateField()
    ends_on = models.DateField(null=True)
    other = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="replaces")
    number = models.CharField(max_length=160, blank=True)
    reason = models.TextField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]


class Obligation(models.Model):
    """Who owes what by when, as an article says it: ``clause`` is the id in the text, ``due_on`` a day it falls due."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="obligations")
    position = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=60)
    place = models.CharField(max_length=80)
    who = models.CharField(max_length=120, blank=True)
    what = models.TextField()
    rhythm = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Rhythm])
    limit = models.CharField(max_length=400, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "position"], name="obligation_once_per_position")
        ]
