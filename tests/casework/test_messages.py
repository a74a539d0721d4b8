"""From event to mail: fan-out once, secrets only in the mail, retry with a growing wait, WhatsApp by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from simpul.adapters.mail import Letter, MailRefused, MemorySender
from simpul.casework.completion import complete_task
from simpul.casework.deliveries import sent_by_hand, try_again
from simpul.casework.dispatch import fan_out
from simpul.casework.sending import MOST_ATTEMPTS, send_due
from simpul.core.messages.models import Delivery, DeliveryState, OutboxEvent
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import TrackingLink
from simpul.lib import clock, ids
from simpul.rules.refusals import Conflict
from tests.casework.conftest import House

Filed = Callable[..., Case]
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, *, final: bool = False) -> None:
        self.final = final

    def send(self, letter: Letter) -> None:
        raise MailRefused("no route", final=self.final)


@pytest.fixture
def received(file_case: Filed, house: House) -> Callable[..., Case]:
    """A case whose letter has been received, so that the partner hears of it."""

    def run(**fields: object) -> Case:
        case = file_case(**fields)
        complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
        return case

    return run


def _to_partner(case: Case) -> Delivery:
    return Delivery.objects.get(case_id=case.pk, key__contains=":tanda_terima:")


def test_every_event_is_fanned_out_once(received: Callable[..., Case]) -> None:
    case = received()
    fan_out()
    before = Delivery.objects.count()
    OutboxEvent.objects.update(fanned_out_at=None)
    fan_out()
    assert Delivery.objects.count() == before
    assert _to_partner(case).address == "kontak@rsud.example"


def test_the_link_is_minted_in_the_mail_and_lies_nowhere_else(received: Callable[..., Case]) -> None:
    case = received()
    out = MemorySender()
    fan_out()
    assert "[[tautan]]" in _to_partner(case).body
    send_due(out)
    sent = out.letters[_to_partner(case).key]
    secret = sent.body.split("/lacak/t/")[1].split("/")[0].split()[0]
    assert TrackingLink.objects.get(token_hash=ids.digest(secret)).request.case_id == case.pk
    assert secret not in _to_partner(case).body
    assert _to_partner(case).state == DeliveryState.SENT


def test_a_partner_without_mail_gets_a_text_for_whatsapp_without_a_secret(
    received: Callable[..., Case], house: House
) -> None:
    case = received(contact_email="", contact_phone="081000000001")
    fan_out()
    delivery = _to_partner(case)
    assert delivery.channel == "whatsapp"
    assert case.ticket in delivery.body
    assert "/lacak/" in delivery.body
    assert "/lacak/t/" not in delivery.body
    sent_by_hand(delivery_id=delivery.pk, officer=house.officer("tata_usaha"))
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BY_HAND
    with pytest.raises(Conflict):
        sent_by_hand(delivery_id=delivery.pk, officer=house.officer("tata_usaha"))


def test_a_refused_mail_waits_longer_each_time_and_ends_on_the_incident_list(
    received: Callable[..., Case], house: House
) -> None:
    case = received()
    fan_out()
    moment = clock.now()
    waits = []
    for _ in range(MOST_ATTEMPTS):
        with clock.at(moment):
            send_due(Refusing())
        delivery = _to_partner(case)
        assert delivery.next_try_at is not None
        waits.append(delivery.next_try_at - moment)
        moment += timedelta(days=1)
    assert waits[0] < waits[1] < waits[2]
    assert _to_partner(case).state == DeliveryState.FAILED
    try_again(delivery_id=_to_partner(case).pk, officer=house.officer("tata_usaha"))
    assert _to_partner(case).state == DeliveryState.WAITING


def test_a_wrong_address_is_final_at_once(received: Callable[..., Case]) -> None:
    case = received()
    fan_out()
    send_due(Refusing(final=True))
    assert _to_partner(case).state == DeliveryState.FAILED


def test_the_subject_and_the_officers_mail_name_no_secret(received: Callable[..., Case]) -> None:
    received()
    fan_out()
    for delivery in Delivery.objects.all():
        assert "[[" not in delivery.subject
        if not delivery.secrets:
            assert "[[" not in delivery.body
