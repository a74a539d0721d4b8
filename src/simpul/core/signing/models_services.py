"""Signing through a service outside (BSrE): how an institution reaches it, who uses it, and every request made to it.

No secret lies here: the institution's password and the key of its callbacks are files of ``keys/``
(:mod:`simpul.core.signing.service_secrets`); what a signer types for one signature is kept nowhere.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.core.directory.models import Institution, User
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models_returned import ReturnedFile
from simpul.lib.ids import incident_number, slug


class ServiceVersion(models.TextChoices):
    V1 = "v1"
    V2 = "v2"


class SigningService(models.Model):
    """The institution's account at the service. ``simulated``: the simulator of this demonstration, no address then.

    ``by_code``: signers type a one-time code (v2) instead of their passphrase. ``in_use``: officers sign through it
    unless their own way says otherwise. ``slug`` is the address of its callbacks.
    """

    institution = models.OneToOneField(Institution, models.PROTECT, related_name="signing_service")
    slug = models.CharField(max_length=16, unique=True, default=slug)
    version = models.CharField(max_length=2, choices=ServiceVersion.choices, default=ServiceVersion.V2)
    simulated = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)
    account = models.CharField(max_length=100, blank=True)
    by_code = models.BooleanField(default=False)
    in_use = models.BooleanField(default=False)
    changed_at = models.DateTimeField()


class Way(models.TextChoices):
    OWN_KEY = "kunci"
    SERVICE = "layanan"


class OfficerWay(models.Model):
    """How one officer signs where that differs from the institution's rule."""

    user = models.OneToOneField(User, models.PROTECT, related_name="signing_way")
    way = models.CharField(max_length=8, choices=Way.choices)


class AttemptState(models.TextChoices):
    SENT = "sent"
    UNSURE = "unsure"
    """No answer came: the service may have signed or not."""
    BLOCKED = "blocked"
    """A file came back that may not enter the round; a person compares."""
    SIGNED = "signed"
    FAILED = "failed"
    """Definitely not signed."""
    REPLACED = "replaced"
    """Another request of the same signer was answered first; what still comes of this one changes nothing."""
    DECLARED = "declared"
    """Unsure, until somebody else looked at the service and said that nothing was signed there."""
    REJECTED = "rejected"
    """Compared, and not taken."""
    VOID = "void"
    """The round ended before the answer came."""


OPEN_ATTEMPTS = (AttemptState.SENT, AttemptState.UNSURE, AttemptState.BLOCKED)
"""While one of these stands, nobody else signs in the round."""


class ServiceAttempt(models.Model):
    """One request for one signature. ``number`` is the incident number; ``document`` the service's mark of the file,
    as soon as it is known; ``sequence``: number of the last callback that counted; ``decided_by``, ``decision_reason``:
    who declared it not signed, and what that person saw. A row is never removed."""

    signer = models.ForeignKey("signing.Signer", models.PROTECT, related_name="attempts")
    number = models.CharField(max_length=16, unique=True, default=incident_number)
    state = models.CharField(max_length=8, choices=AttemptState.choices, default=AttemptState.SENT)
    problem = models.CharField(max_length=12, blank=True)
    sent = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    answer = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    returned = models.ForeignKey(ReturnedFile, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=80, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    read_affirmed_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision_reason = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["signer"], condition=models.Q(state__in=["sent", "unsure", "blocked"]),
                name="one_open_attempt_per_signer",
            )
        ]  # fmt: skip


class ServiceCallback(models.Model):
    """A callback that was genuine: applied once, however often it comes."""

    service = models.ForeignKey(SigningService, models.PROTECT, related_name="callbacks")
    event = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["service", "event"], name="callback_once_per_service")]
