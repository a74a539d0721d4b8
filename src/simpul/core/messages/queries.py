"""Deliveries as the desk shows them."""

from __future__ import annotations

from django.db.models import QuerySet

from simpul.core.messages.models import Channel, Delivery, DeliveryState


def failed(institution_id: int) -> QuerySet[Delivery]:
    """Mails past their last try: somebody has to do something."""
    found = Delivery.objects.filter(institution_id=institution_id, state=DeliveryState.FAILED)
    return found.order_by("-created_at", "-id")


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
