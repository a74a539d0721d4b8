"""The audit log: one chain per subject (case, else institution, else installation), append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """One act. ``body`` is the canonical text that the hash covers; the other columns only help searching.

    ``hash`` = SHA-256 over chain, seq, previous hash and body (see ``simpul.rules.audit_chain``).
    """

    id = models.BigAutoField(primary_key=True)
    institution_id = models.BigIntegerField(null=True)
    chain = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_ref = models.CharField(max_length=60)
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_seq_once_per_chain")]
        indexes: ClassVar = [models.Index(fields=["institution_id", "-at"])]


class ChainHead(models.Model):
    """Head of a chain that no case row carries (institution:<id>, installation). The row is the lock."""

    chain = models.CharField(max_length=40, unique=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class PersonSalt(models.Model):
    """The salt that turns a person's values into hashes. Deleting the row makes them unreadable for ever."""

    person = models.CharField(max_length=80, unique=True)
    salt = models.BinaryField()


class Checkpoint(models.Model):
    """Signed count and Merkle root over the heads changed since the last one; a copy lies outside the database.

    ``upto``: the highest number of an event that was seen when it was made; where the next one begins to look.
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    heads = models.JSONField()
    root = models.CharField(max_length=64)
    previous_root = models.CharField(max_length=64, blank=True)
    signature = models.TextField()
    count = models.PositiveIntegerField(default=0)
    upto = models.BigIntegerField(default=0)
