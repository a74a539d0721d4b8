"""What an officer does with a message: send it by hand and record that, or try a failed mail again."""

from __future__ import annotations

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.core.directory.officers import Officer
from simpul.core.messages.actions import record
from simpul.core.messages.models import Channel, Delivery, DeliveryState
from simpul.core.procedures.acting import Acting
from simpul.lib import clock
from simpul.rules.refusals import N_, Conflict, Refusal


def _mine(officer: Officer, delivery_id: int) -> Delivery:
    found = Delivery.objects.filter(pk=delivery_id, institution_id=officer.institution_id).first()
    if found is None:
        raise Refusal("PSN-01", N_("This message does not exist. Open the list again."))
    return found


@transaction.atomic
def sent_by_hand(*, delivery_id: int, officer: Officer) -> None:
    """Record that the officer sent the WhatsApp message with the own telephone. Raises Conflict PSN-02."""
    delivery = _mine(officer, delivery_id)

    def change(acting: Acting) -> None:
        touched = Delivery.objects.filter(pk=delivery.pk, channel=Channel.WHATSAPP, state=DeliveryState.WAITING).update(
            state=DeliveryState.BY_HAND, sent_at=clock.now(), sent_by_id=officer.user_id
        )
        if not touched:
            raise Conflict("PSN-02", N_("A colleague has recorded this message as sent already."))
        acting.told = {"delivery": delivery.pk, "channel": delivery.channel}

    if delivery.case_id is None:
        raise Refusal("PSN-01", N_("This message does not exist. Open the list again."))
    act_on_case(case_id=delivery.case_id, verb="message.sent_by_hand", by=officer.actor(), change=change)


@transaction.atomic
def try_again(*, delivery_id: int, officer: Officer) -> None:
    """Put a failed mail back in the queue. Raises Conflict PSN-03 when it is not failed any more.

    Also one on no case, such as the invitation of a colleague.
    """
    delivery = _mine(officer, delivery_id)
    told = {"delivery": delivery.pk, "channel": delivery.channel}
    if delivery.case_id is None:
        _queue(delivery)
        record(institution_id=officer.institution_id, verb="message.tried_again", by=officer.actor(), facts=told)
        return

    def change(acting: Acting) -> None:
        _queue(delivery)
        acting.told = told

    act_on_case(case_id=delivery.case_id, verb="message.tried_again", by=officer.actor(), change=change)


def _queue(delivery: Delivery) -> None:
    touched = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED).update(
        state=DeliveryState.WAITING, attempts=0, next_try_at=clock.now(), last_error=""
    )
    if not touched:
        raise Conflict("PSN-03", N_("This message is on its way again already."))
