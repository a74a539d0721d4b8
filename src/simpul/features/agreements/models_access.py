"""The partner's way in: a secret link for reading, a one-time code for every act."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from simpul.features.agreements.models_request import Party, Request


class TrackingLink(models.Model):
    """A 256-bit secret that opens the read-only view of one request. Only its hash is stored; revocable."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="links")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)


class OneTimeCode(models.Model):
    """Six digits sent to the registered e-mail; one purpose, one use, ten minutes, five tries."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="codes")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="codes")
    purpose = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["request", "purpose", "-created_at"])]
