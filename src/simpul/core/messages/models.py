"""Transactional outbox: one row per domain event; the worker fans it out into deliveries.

This room lies below the directory, so that a change of people can write its event too: institutions and users stand
here as plain ids.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OutboxEvent(models.Model):
    """What happened, written in the transaction of the act. ``key`` equals the audit event's "chain:seq"."""

    id = models.BigAutoField(primary_key=True)
    institution_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=60)
    case_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    fanned_out_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(fanned_out_at__isnull=True), name="outbox_waiting")
        ]


class Channel(models.TextChoices):
    EMAIL = "email"
    WHATSAPP = "whatsapp"


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BY_HAND = "by_hand"


class Delivery(models.Model):
    """One message to one address. WhatsApp is click-to-chat: an officer sends it and records that.

    ``secrets`` names what is minted at the moment of sending and put in the place of ``[[tautan]]`` or ``[[kode]]``:
    a link or a code never lies in the database.
    """

    institution_id = models.BigIntegerField(null=True, db_index=True)
    event = models.ForeignKey(OutboxEvent, models.PROTECT, null=True, related_name="deliveries")
    case_id = models.BigIntegerField(null=True, db_index=True)
    key = models.CharField(max_length=140, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    recipient = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    secrets = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="delivery_waiting")
        ]
