"""The last day to sign: who sets and moves it, who is told of it and how often, and what it stops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from simpul.casework import signing_rounds
from simpul.casework.dispatch import fan_out
from simpul.casework.sign_by_acts import move_sign_by, tell_sign_by
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import today_in
from simpul.core.messages.models import Delivery
from simpul.core.signing.models import Means
from simpul.features.agreements.models import Agreement
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.signing.house import CLERK, HEAD, Desk

pytestmark = pytest.mark.django_db
STRANGER = "tim_analis_hukum"


def _in(desk: Desk, days: int) -> date:
    return today_in(desk.house.institution) + timedelta(days=days)


def _fall_on(desk: Desk, days: int) -> None:
    """As if the text had been set long ago: its last day to sign lies ``days`` from now."""
    Agreement.objects.filter(case=desk.case).update(sign_by=_in(desk, days), sign_by_near=None, sign_by_past=None)


def _told(subject: str) -> list[str]:
    fan_out()
    return sorted(Delivery.objects.filter(subject__icontains=subject).values_list("recipient", flat=True))


def _end(day: date) -> str:
    return f"{long_date(day)}, pukul 24.00 WIB"


def _room(desk: Desk, lane: str, client: Client | None = None) -> str:
    return _client(desk, lane).get(f"/perkara/{desk.case.slug}/tanda-tangan/").content.decode()


def _client(desk: Desk, lane: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=desk.house.officer(lane).user_id))
    return client


def test_who_opens_the_round_sets_it_and_the_invitation_names_it(desk: Desk) -> None:
    desk.number(batas_tanda_tangan=_in(desk, 10).isoformat())
    assert desk.agreement().sign_by == _in(desk, 10)
    fan_out()
    invitation = Delivery.objects.get(subject__startswith="Giliran Anda: tanda tangani")
    assert f"menunggu tanda tangan Anda, paling lambat {_end(_in(desk, 10))}." in invitation.body
    clerk = desk.officer(CLERK)
    terms = signing_rounds.Terms(on=_in(desk, 5), place="Bogor", by=_in(desk, 4))
    with pytest.raises(Refusal, match="TTD-120"):
        signing_rounds.new_round(case_id=desk.case.pk, officer=clerk, terms=terms, reason="Tempat berubah")
    terms = signing_rounds.Terms(on=_in(desk, 5), place="Bogor")
    signing_rounds.new_round(case_id=desk.case.pk, officer=clerk, terms=terms, reason="Tempat berubah")
    assert desk.agreement().sign_by == _in(desk, 35), "thirty days where nothing else is said"


def test_it_is_moved_with_a_reason_by_who_runs_the_signing(desk: Desk) -> None:
    desk.number()
    clerk, before = desk.officer(CLERK), desk.agreement().sign_by
    for officer, by, reason, code in (
        (desk.officer(STRANGER), _in(desk, 40), "Direktur cuti", "TTD-37"),
        (clerk, _in(desk, 40), " ", "TTD-38"),
        (clerk, _in(desk, -1), "Direktur cuti", "TTD-120"),
    ):
        with pytest.raises((Refusal, NotAllowed), match=code):
            move_sign_by(case_id=desk.case.pk, officer=officer, by=by, reason=reason)
    assert desk.agreement().sign_by == before
    assert before is not None
    answer = _client(desk, CLERK).post(
        f"/perkara/{desk.case.slug}/tanda-tangan/batas/", {"by": _in(desk, 40).isoformat(), "reason": "Direktur cuti"}
    )
    assert answer.status_code == 302
    assert desk.agreement().sign_by == _in(desk, 40)
    event = AuditEvent.objects.get(verb="signing.sign_by")
    assert before.isoformat() in event.body
    assert "reason_hash" in event.body
    assert _told("batas tanda tangan perjanjian") == ["dr. Umpama Rekaan"]
    assert "Beri hari ini" not in _room(desk, STRANGER)
    answer = _client(desk, STRANGER).post(
        f"/perkara/{desk.case.slug}/tanda-tangan/batas/", {"by": _in(desk, 50).isoformat(), "reason": "Ingin"}
    )
    assert answer.status_code == 403
    assert desk.agreement().sign_by == _in(desk, 40)
    _fall_on(desk, 1)
    assert (tell_sign_by(), tell_sign_by()) == (1, 0)
    assert _told("Pengingat: tanda tangani") == ["dr. Umpama Rekaan"], "the head's turn comes later"
    move_sign_by(case_id=desk.case.pk, officer=clerk, by=_in(desk, 2), reason="Direktur cuti")
    assert tell_sign_by() == 0, "who was told of the new day just now is not reminded of it"


def test_after_it_nothing_is_void_and_who_runs_the_signing_decides(desk: Desk) -> None:
    desk.number()
    assert tell_sign_by() == 0, "a month away"
    _fall_on(desk, -1)
    assert _clock_stands(desk), "the partner was awaited"
    assert (tell_sign_by(), tell_sign_by()) == (1, 0)
    assert not _clock_stands(desk), "now the institution decides"
    clerk = User.objects.get(pk=desk.house.officer(CLERK).user_id)
    assert _told("batas tanda tangan sudah lewat") == [clerk.full_name], "the lane that runs the signing has no lead"
    letter = Delivery.objects.get(subject__icontains="batas tanda tangan sudah lewat")
    assert f"sampai {_end(_in(desk, -1))}, dan belum" in letter.body
    partner = desk.signer(Means.SEALED_ACT)
    with pytest.raises(Refusal, match="TTD-121") as caught:
        desk.seal()
    assert caught.value.params["day"] == _in(desk, -1)
    assert desk.house.institution.name in str(caught.value.params["whom"])
    assert "Beri hari ini" in _room(desk, CLERK)
    room = _room(desk, STRANGER)
    assert "Batas tanda tangan sudah lewat" in room
    assert "Penanda tangan sudah dikabari" not in room, "nobody is asked now"
    assert "Batas tanda tangan sudah lewat" in _client(desk, HEAD).get("/meja/").content.decode()
    move_sign_by(case_id=desk.case.pk, officer=desk.officer(CLERK), by=_in(desk, 0), reason="Direktur cuti")
    assert _clock_stands(desk)
    assert "sudah lewat" not in _room(desk, CLERK)
    desk.seal()
    _fall_on(desk, -1)
    room = _room(desk, HEAD)
    assert "Tanda tangan Anda menunggu hari lain" in room
    assert "Tolak menandatangani" in room
    assert "read_affirmed" not in room
    _fall_on(desk, 0)
    desk.head_signs()
    assert partner.round.signers.filter(signed_at=None).count() == 0
    assert desk.open_steps() == ["pengarsipan"]
    _fall_on(desk, -1)
    assert tell_sign_by() == 0, "everybody has signed"


def _clock_stands(desk: Desk) -> bool:
    return desk.case.tasks.get(step="tanda_tangan", state="open").paused_since is not None


def test_on_paper_the_day_of_the_signature_counts(wet_desk: Desk) -> None:
    wet_desk.number()
    _fall_on(wet_desk, -1)
    clerk, signer = wet_desk.officer(CLERK), wet_desk.signer(Means.WET)
    with pytest.raises(Refusal, match="TTD-122"):
        signing_rounds.record_wet_signature(signer_id=signer.pk, officer=clerk, signed_on=_in(wet_desk, 0))
    signing_rounds.record_wet_signature(signer_id=signer.pk, officer=clerk, signed_on=_in(wet_desk, -1))
    signer.refresh_from_db()
    assert signer.signed_at is not None
