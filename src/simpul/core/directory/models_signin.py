"""One-time links by which a person enters without, or before, a password."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Purpose(models.TextChoices):
    DEMO = "demo"
    PASSWORD = "password"  # noqa: S105 - the name of a purpose


class SignInLink(models.Model):
    """A 256-bit secret of which only the hash is stored; used once, then dead."""

    user = models.ForeignKey("directory.User", models.CASCADE, related_name="signin_links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "purpose"])]


class Attempt(models.Model):
    """A wrong or counted try against a door (sign-in, link, code). ``subject`` is a keyed hash."""

    door = models.CharField(max_length=20)
    subject = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["door", "subject", "-at"])]
