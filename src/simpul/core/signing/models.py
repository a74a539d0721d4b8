"""Signing rounds: who signs what, in which order, electronically or in wet ink."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models_duty import LEFT_OVER, DutyRelief, DutyState, ReliefBasis, StampDuty, StampedFile
from simpul.core.signing.models_proofs import ProofTrouble
from simpul.core.signing.models_returned import ReturnedFile, ReturnedState
from simpul.core.signing.models_services import (
    OPEN_ATTEMPTS,
    AttemptState,
    OfficerWay,
    ServiceAttempt,
    ServiceCallback,
    ServiceVersion,
    SigningService,
    Way,
)

__all__ = [
    "LEFT_OVER",
    "OPEN_ATTEMPTS",
    "AttemptState",
    "DutyRelief",
    "DutyState",
    "Manner",
    "Means",
    "Mode",
    "OfficerKey",
    "OfficerWay",
    "Original",
    "Preservation",
    "ProofTrouble",
    "ReliefBasis",
    "ReturnedFile",
    "ReturnedState",
    "RoundState",
    "ServiceAttempt",
    "ServiceCallback",
    "ServiceVersion",
    "Signer",
    "SignerState",
    "SigningRound",
    "SigningService",
    "StampDuty",
    "StampedFile",
    "Way",
]


class Mode(models.TextChoices):
    ELECTRONIC = "elektronik"
    WET = "basah"


class RoundState(models.TextChoices):
    OPEN = "open"
    COMPLETE = "complete"
    VOID = "void"


class SigningRound(models.Model):
    """One rendered text on its way through its signers. A later change of the text voids the round.

    ``duty_told_at``, ``originals_told_at``: when those who run the signing were told that stamp duty is owed, or that
    originals still lack something after the last day; each is told once for a round.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    case_id = models.BigIntegerField(db_index=True)
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    rendered = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    current = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    boxes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    void_reason = models.CharField(max_length=300, blank=True)
    originals = models.PositiveSmallIntegerField(default=2)
    created_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    duty_told_at = models.DateTimeField(null=True)
    originals_told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "number"], name="round_number_per_case"),
            models.UniqueConstraint(
                fields=["case_id"], condition=models.Q(state="open"), name="one_open_round_per_case"
            ),
        ]


class Means(models.TextChoices):
    CERTIFICATE = "sertifikat"
    SEALED_ACT = "segel"
    OWN_FILE = "berkas"
    """With the signer's own certificate and tool, elsewhere; the signed file was handed in here and judged."""
    SERVICE = "psre"
    """Through the service of an Indonesian PSrE (BSrE), which holds the signer's key."""
    WET = "basah"


class SignerState(models.TextChoices):
    WAITING = "waiting"
    TURN = "turn"
    SIGNED = "signed"
    REFUSED = "refused"


class Signer(models.Model):
    """One signature that is due. Equal ``order`` means parallel; a later order hears nothing before its turn."""

    round = models.ForeignKey(SigningRound, models.PROTECT, related_name="signers")
    order = models.PositiveSmallIntegerField()
    party_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    institution_name = models.CharField(max_length=200)
    name = models.CharField(max_length=160)
    capacity = models.CharField(max_length=160)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=10, choices=Means.choices)
    state = models.CharField(max_length=8, choices=SignerState.choices, default=SignerState.WAITING)
    read_affirmed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    certificate = models.JSONField(default=dict)
    refusal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "id"]


class Manner(models.TextChoices):
    CIRCULAR = "sirkuler"
    """It goes from one signer to the next."""
    MEETING = "tatap_muka"


class Original(models.Model):
    """A paper original of a wet-ink round: its meterai, parafs, where it lies and its scan.

    ``with_whom`` has it since ``sent_on``, until ``back_on``; empty while it is here.
    """

    round = models.ForeignKey(SigningRound, models.PROTECT, related_name="paper_originals")
    number = models.PositiveSmallIntegerField()
    holder_party_id = models.BigIntegerField(null=True)
    meterai = models.CharField(max_length=60, blank=True)
    paraf_pages = models.BooleanField(default=False)
    paraf_teams = models.BooleanField(default=False)
    manner = models.CharField(max_length=10, choices=Manner.choices, blank=True, db_default="")
    with_whom = models.CharField(max_length=160, blank=True, db_default="")
    sent_on = models.DateField(null=True)
    back_on = models.DateField(null=True)
    exchanged_on = models.DateField(null=True)
    location = models.CharField(max_length=160, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "number"], name="original_number")]


class Preservation(models.Model):
    """A signed file with its proofs for the years after; the ``number``-th one holds all before it, byte for byte.

    ``renew_by``: the certificate of its last time stamp ends then, so the next one must stand before.
    """

    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="preservations")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    stamped_at = models.DateTimeField()
    renew_by = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["original", "number"], name="preservation_number_per_file")
        ]


class OfficerKey(models.Model):
    """An officer's own PKCS#12. The passphrase is asked at each signature and never kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="keys")
    file = models.BinaryField()
    subject = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    not_after = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
