"""Stamp duty (UU 10/2020): what each original owes, how it was paid, and why none is owed where none is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models_returned import HandedInFile


class DutyState(models.TextChoices):
    DUE = "due"
    ASKED = "asked"
    """A serial is being bought: until its answer is known no other one is."""
    BOUGHT = "bought"
    """The serial is ours and charged; the file does not bear it yet."""
    PAID = "paid"
    SSP = "ssp"
    """Paid by a tax payment slip (surat setoran pajak), because the electronic system had failed."""
    SPENT = "spent"
    """Bought for a text that counts no more, and used up: on another document, or given back to the distributor."""


LEFT_OVER = (DutyState.ASKED, DutyState.BOUGHT)
"""Of a void round these are followed up: a serial may be ours, and stands on nothing."""


class StampDuty(models.Model):
    """The e-Meterai of one original of an electronic round. At most one serial is ever bought for it.

    What was bought, or is being bought, goes on with the next round where its own becomes void. ``reference`` names it
    to the provider, so that a serial whose answer was lost is found again. ``number`` counts the places that the text
    keeps for it. ``picture``: the stamp as PNG, which the provider hands out once, with the serial; kept until it is on
    the text.
    """

    round = models.ForeignKey("signing.SigningRound", models.PROTECT, related_name="duties")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=6, choices=DutyState.choices, default=DutyState.DUE)
    serial = models.CharField(max_length=22, blank=True)
    picture = models.BinaryField(default=bytes)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    incident = models.CharField(max_length=20, blank=True)
    ssp_number = models.CharField(max_length=40, blank=True)
    ssp_on = models.DateField(null=True)
    ssp_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="duty_number_per_round"),
            models.UniqueConstraint(fields=["serial"], condition=~models.Q(serial=""), name="duty_serial_once"),
        ]


class ReliefBasis(models.TextChoices):
    TREATY = "22_1_d"
    """UU 10/2020 article 22 (1) d: implementing an international agreement that binds."""
    OTHER = "lain"
    """Another provision, named in the reason."""


class DutyRelief(models.Model):
    """The originals of a round owe no duty: on which basis, why, and who decided."""

    round = models.OneToOneField("signing.SigningRound", models.PROTECT, related_name="relief")
    basis = models.CharField(max_length=8, choices=ReliefBasis.choices)
    reason = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class StampedFile(HandedInFile):
    """A text that was stamped by hand at a distributor's; ``faults`` are codes of ``stamped_upload.FAULTS``.

    ``serials`` stand on its stamps, whose ``boxes`` (page from 0, rect in points) are in the same order. ``extends``:
    it begins with the bytes that were sent.
    """

    round = models.ForeignKey("signing.SigningRound", models.PROTECT, related_name="stamped")
    serials = models.JSONField(default=list)
    boxes = models.JSONField(default=list)
    extends = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(state="asked"), name="one_stamped_file_asked_per_round"
            )
        ]
