"""Deliveries as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Coalesce

from simpul.core.messages.models import Channel, Delivery, DeliveryState


def failed(institution_id: int) -> QuerySet[Delivery]:
    """Mails past their last try: somebody has to do something."""
    found = Delivery.objects.filter(institution_id=institution_id, state=DeliveryState.FAILED)
    return found.order_by("-created_at", "-id")


def failures(institution_id: int) -> Mapping[str, tuple[int, datetime]]:
    """What went wrong -> how many messages ended so, and when one was tried last; the newest first."""
    tried = Max(Coalesce("next_try_at", "created_at"))
    rows = failed(institution_id).order_by().values("last_error").annotate(count=Count("pk"), tried=tried)
    return {row["last_error"]: (row["count"], row["tried"]) for row in rows.order_by("-tried")}


def by_hand(institution_id: int) -> QuerySet[Delivery]:
    """WhatsApp messages that wait for an officer to send them."""
    found = Delivery.objects.filter(
        institution_id=institution_id, channel=Channel.WHATSAPP, state=DeliveryState.WAITING
    )
    return found.order_by("created_at", "id")


def recent(institution_id: int) -> QuerySet[Delivery]:
    """What went out last."""
    found = Delivery.objects.filter(
        institution_id=institution_id, state__in=[DeliveryState.SENT, DeliveryState.BY_HAND]
    )
    return found.order_by("-sent_at", "-id")
