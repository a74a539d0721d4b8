"""From events to messages: fan an event out into deliveries, then send what is due.

Both steps are safe to repeat: a delivery has a key of its own, and the mail carries it as its Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from simpul.casework.composing import deliveries_of
from simpul.casework.sending import send_due
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.lib import clock
from simpul.lib.one_by_one import PartsFailed, one_by_one, tell

_BATCH = 100


def fan_out() -> int:
    """Turn every waiting event into its deliveries; returns how many events were taken.

    An event that cannot be told goes on waiting and holds up none behind it; PartsFailed is raised at the end.
    """
    taken, after, broken = 0, 0, 0
    while batch := _fan_out_batch(after):
        taken, after, broken = taken + batch.taken, batch.last, broken + batch.broken
    if broken:
        raise PartsFailed("events", broken)
    return taken


@dataclass(frozen=True, slots=True)
class _Batch:
    taken: int
    broken: int
    last: int


@transaction.atomic
def _fan_out_batch(after: int) -> _Batch | None:
    """The next waiting events behind the one with the number ``after``; None when there are none."""
    free = OutboxEvent.objects.select_for_update(skip_locked=True)
    batch = list(free.filter(fanned_out_at__isnull=True, pk__gt=after).order_by("id")[:_BATCH])
    if not batch:
        return None
    told = [event.pk for event in batch if _told(event)]
    OutboxEvent.objects.filter(pk__in=told).update(fanned_out_at=clock.now())
    return _Batch(len(told), len(batch) - len(told), batch[-1].pk)


def _told(event: OutboxEvent) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.bulk_create(deliveries_of(event), ignore_conflicts=True)
    except Exception as error:
        tell("event", event.pk, error)
        return False
    return True


def dispatch_all() -> None:
    """Fan out, then send what is due, also when some event could not be told. Raises PartsFailed."""
    parts = {"events": fan_out, "letters": send_due}
    one_by_one("messages", parts, lambda part: parts[part]())
