"""7. No message is lost in silence: what was tried for the last time stands on the incident page, with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from simpul.casework.invariants.broken import Broken
from simpul.casework.sending import MOST_ATTEMPTS
from simpul.core.messages.models import Channel, Delivery, DeliveryState
from simpul.rules.refusals import N_

SILENT = N_("message %(key)s was tried %(attempts)d times and is not on the incident page")
NO_REASON = N_("message %(key)s failed without a reason")
UNDUE = N_("message %(key)s waits but will never be tried")
NO_TIME = N_("message %(key)s counts as sent but has no time of sending")
NO_EVENT = N_("message %(key)s exists although its event has not been dealt with")

_FAULTS = (
    (SILENT, Q(state=DeliveryState.WAITING, attempts__gte=MOST_ATTEMPTS)),
    (NO_REASON, Q(state=DeliveryState.FAILED, last_error="")),
    (UNDUE, Q(state=DeliveryState.WAITING, channel=Channel.EMAIL, next_try_at__isnull=True)),
    (NO_TIME, Q(state__in=[DeliveryState.SENT, DeliveryState.BY_HAND], sent_at__isnull=True)),
    (NO_EVENT, Q(event__isnull=False, event__fanned_out_at__isnull=True)),
)


def broken() -> Iterator[Broken]:
    """Every delivery by its state."""
    for text, condition in _FAULTS:
        for number, key, attempts in Delivery.objects.filter(condition).values_list("pk", "key", "attempts").iterator():
            yield Broken("messages", f"delivery:{number}", text, {"key": key, "attempts": attempts})
