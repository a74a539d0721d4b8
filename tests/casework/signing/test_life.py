"""What happens to a signed agreement: acts that move its end, what stands above it, obligations, the day it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from simpul.casework.life_acts import end_due_agreements, looks_after, put_below, record_life_act
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.features.agreements.life import Given, foreseen
from simpul.features.agreements.models import Agreement, LifeAct
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.lib import clock
from simpul.rules.agreement_life.standing import Kind
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.signing.house import Desk

pytestmark = pytest.mark.django_db
ANALYST, HEAD = "tim_analis_hukum", "kepala_bblbk"
END = date(2028, 11, 30)


def _given(kind: Kind, on: date, ends_on: date | None = None, reason: str = "disepakati PARA PIHAK") -> Given:
    return Given(kind, on, reason, ends_on, number="7/ADD/2027")


def _verbs(desk: Desk) -> list[str]:
    chain = AuditEvent.objects.filter(chain=f"case:{desk.case.pk}").order_by("-seq")
    return list(chain.values_list("verb", flat=True))


def test_in_force_with_its_obligations(signed: Desk) -> None:
    agreement = signed.agreement()
    assert (agreement.status, agreement.ends_on, agreement.signed_until) == (AgreementStatus.IN_FORCE, END, END)
    rows = list(agreement.obligations.all())
    assert len(rows) > 10
    assert {row.who for row in rows} >= {"PIHAK KESATU", "PIHAK KEDUA", "PARA PIHAK"}
    renewal = next(row for row in rows if "perpanjangan" in row.what)
    assert renewal.due_on == date(2028, 10, 1)


def test_acts_move_the_end_on_record(signed: Desk) -> None:
    agreement, analyst = signed.agreement(), signed.officer(ANALYST)
    given = _given(Kind.RENEWAL, date(2028, 6, 1), date(2030, 11, 30))
    told = foreseen(agreement, given)
    assert (told.before.ends_on, told.after.ends_on) == (END, date(2030, 11, 30))
    assert not LifeAct.objects.exists()
    record_life_act(agreement=agreement, officer=analyst, given=given)
    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.signed_until) == (date(2030, 11, 30), END)
    assert _verbs(signed)[0] == "agreement.renewal"
    assert OutboxEvent.objects.filter(kind="agreement.renewal").count() == 1
    record_life_act(agreement=agreement, officer=analyst, given=_given(Kind.TERMINATION, date(2029, 1, 31)))
    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.status) == (date(2029, 1, 31), AgreementStatus.IN_FORCE)


def test_who_may_not_and_what_makes_no_sense(signed: Desk) -> None:
    agreement, analyst = signed.agreement(), signed.officer(ANALYST)
    fine = _given(Kind.TERMINATION, date(2027, 1, 31))
    assert not looks_after(signed.officer(HEAD), agreement)
    with pytest.raises(NotAllowed, match="PJJ-20"):
        record_life_act(agreement=agreement, officer=signed.officer(HEAD), given=fine)
    for wrong, code in (
        (_given(Kind.TERMINATION, date(2027, 1, 31), reason=" "), "PJJ-15"),
        (_given(Kind.RENEWAL, date(2028, 6, 1), END), "PJJ-12"),
        (Given(Kind.REPLACEMENT, date(2027, 1, 31), "diganti", other="tidakada"), "PJJ-16"),
    ):
        with pytest.raises(Refusal, match=code):
            record_life_act(agreement=agreement, officer=analyst, given=wrong)
    assert not LifeAct.objects.exists()
    assert not [verb for verb in _verbs(signed) if verb.startswith("agreement.t")]


def test_not_before_everybody_has_signed(desk: Desk) -> None:
    desk.number()
    agreement = desk.agreement()
    with pytest.raises(Refusal, match="PJJ-21"):
        record_life_act(
            agreement=agreement, officer=desk.officer(ANALYST), given=_given(Kind.TERMINATION, date(2027, 1, 1))
        )


def test_the_hierarchy_refuses_its_own_level(signed: Desk) -> None:
    agreement, analyst = signed.agreement(), signed.officer(ANALYST)
    with pytest.raises(Refusal, match="PJJ-03"):
        put_below(agreement=agreement, officer=analyst, above=agreement.slug)
    put_below(agreement=agreement, officer=analyst, above="")
    assert _verbs(signed)[0] == "agreement.placed"


def test_it_ends_by_itself_the_day_after(signed: Desk) -> None:
    with clock.at(datetime(2028, 11, 30, 10, tzinfo=UTC)):
        assert end_due_agreements() == 0
    # in Jakarta 1 December has begun
    with clock.at(datetime(2028, 11, 30, 17, 30, tzinfo=UTC)):
        assert end_due_agreements() == 1
        assert end_due_agreements() == 0
    assert Agreement.objects.get(pk=signed.agreement().pk).status == AgreementStatus.ENDED
    assert _verbs(signed)[0] == "agreement.ended"


def test_an_early_end_is_called_so(signed: Desk) -> None:
    agreement = signed.agreement()
    record_life_act(
        agreement=agreement, officer=signed.officer(ANALYST), given=_given(Kind.TERMINATION, date(2027, 1, 31))
    )
    with clock.at(datetime(2027, 2, 1, 5, tzinfo=UTC)):
        end_due_agreements()
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.CLOSED


def test_what_was_signed_is_ended_before_it_begins(signed: Desk) -> None:
    agreement, analyst = signed.agreement(), signed.officer(ANALYST)
    begins, today = agreement.effective_on, clock.now().date()
    assert begins is not None
    assert today < begins
    assert agreement.sign_date is not None
    early = _given(Kind.TERMINATION, agreement.sign_date - timedelta(days=1))
    with pytest.raises(Refusal, match="PJJ-22"):
        record_life_act(agreement=agreement, officer=analyst, given=early)
    record_life_act(agreement=agreement, officer=analyst, given=_given(Kind.TERMINATION, begins - timedelta(days=2)))
    agreement.refresh_from_db()
    assert (agreement.status, agreement.never_in_force) == (AgreementStatus.IN_FORCE, True)
    with clock.at(datetime.combine(begins - timedelta(days=2), time(5), UTC)):
        assert end_due_agreements() == 1
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.CLOSED
    with pytest.raises(Refusal, match="PJJ-23"):
        record_life_act(
            agreement=agreement, officer=analyst, given=_given(Kind.RENEWAL, begins - timedelta(days=2), END)
        )
    record_life_act(agreement=agreement, officer=analyst, given=_given(Kind.ADDENDUM, begins - timedelta(days=2), END))
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ends_on) == (AgreementStatus.IN_FORCE, END)
