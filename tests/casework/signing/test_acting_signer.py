"""Delegation with a deed: a Plh signs in the place of the head, the text says so, and only while the deed runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from simpul.casework import signing_acts
from simpul.casework.signing_rounds import let_act
from simpul.core.directory.models import Assignment, Basis, Lane, User
from simpul.core.directory.officers import officer_of, today_in
from simpul.core.documents.storage import read
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import Means, OfficerKey
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.lib import clock
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.signing.house import CLERK, HEAD, PASSPHRASE, Desk

pytestmark = pytest.mark.django_db
ACTING = "tim_analis_hukum"


@pytest.fixture
def deputy(desk: Desk) -> Assignment:
    """A Plh of the head for a week, with a certificate of the own."""
    today = today_in(desk.house.institution)
    user = User.objects.get(pk=desk.officer(ACTING).user_id)
    User.objects.filter(pk=user.pk).update(full_name="Misal Contoh", position="Ketua Tim")
    key = OfficerKey.objects.filter(user_id=desk.officer(HEAD).user_id).get()
    OfficerKey.objects.create(
        user=user, file=bytes(key.file), subject="Misal Contoh (DEMO)", issuer="demo", not_after=clock.now(),
        added_at=clock.now(), is_demo=True,
    )  # fmt: skip
    lane = Lane.objects.get(institution=desk.house.institution, code=HEAD)
    return Assignment.objects.create(
        user=user, lane=lane, basis=Basis.PLH, deed="ST/1/2026", stands_for_id=desk.officer(HEAD).user_id,
        post="Kepala Balai", is_lead=True, starts_on=today, ends_on=today + timedelta(days=7),
    )  # fmt: skip


def test_a_plh_signs_by_the_deed(desk: Desk, deputy: Assignment) -> None:
    desk.number()
    assert desk.round().signers.get(means=Means.CERTIFICATE).user_id == desk.officer(HEAD).user_id
    act = {"case_id": desk.case.pk, "place_id": deputy.pk}
    with pytest.raises(Refusal, match="TTD-38"):
        let_act(**act, officer=desk.officer(CLERK), reason=" ")
    with pytest.raises(NotAllowed, match="TTD-37"):
        let_act(**act, officer=desk.officer("tim_mutu_kemitraan"), reason="kepala dinas luar")
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    client = Client()
    clerk = User.objects.get(pk=desk.officer(CLERK).user_id)
    client.force_login(clerk, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert "ST/1/2026" in client.get(room).content.decode()
    said = {"place": deputy.pk, "reason": "kepala dinas luar"}
    assert client.post(room + "pengganti/", said).status_code == 302
    signer = desk.round().signers.get(means=Means.CERTIFICATE)
    assert (signer.user_id, signer.name, signer.capacity) == (deputy.user_id, "Misal Contoh", "Plh. Kepala Balai")
    assert desk.request.parties.get(is_host=True).authority == "ST/1/2026"
    assert desk.round().number == 2
    desk.seal()
    with pytest.raises(NotAllowed, match="TTD-30"):
        desk.head_signs()
    user = User.objects.get(pk=deputy.user_id)
    officer = officer_of(user)
    assert officer is not None
    signing_acts.sign_as_officer(signer_id=signer.pk, officer=officer, passphrase=PASSPHRASE, read_affirmed=True)
    desk.case.refresh_from_db()
    assert desk.open_steps() == ["pengarsipan"]
    judged = verify(read(desk.round().current.sha256), Anchors.load(settings.HOME))
    assert judged.verdict == Outcome.SAH
    assert judged.signatures[-1].stated == "Menandatangani perjanjian selaku Plh. Kepala Balai"


def test_without_a_deed_or_after_its_days_nobody_acts(desk: Desk, deputy: Assignment) -> None:
    desk.number()
    officer = desk.officer(CLERK)
    Assignment.objects.filter(pk=deputy.pk).update(deed="")
    with pytest.raises(Refusal, match="TTD-119"):
        let_act(case_id=desk.case.pk, officer=officer, place_id=deputy.pk, reason="kepala cuti")
    Assignment.objects.filter(pk=deputy.pk).update(deed="ST/1/2026")
    let_act(case_id=desk.case.pk, officer=officer, place_id=deputy.pk, reason="kepala cuti")
    Assignment.objects.filter(pk=deputy.pk).update(basis=Basis.AN)
    let_act(case_id=desk.case.pk, officer=officer, place_id=deputy.pk, reason="atas nama")
    assert desk.round().signers.get(means=Means.CERTIFICATE).capacity == "a.n. Kepala Balai\nKetua Tim"
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    room = client.get(f"/perkara/{desk.case.slug}/tanda-tangan/").content.decode()
    assert "a.n. Kepala Balai, Ketua Tim" in room, "two lines on paper, a comma between on a page"
    let_act(case_id=desk.case.pk, officer=officer, place_id=None, reason="kepala kembali")
    signer = desk.round().signers.get(means=Means.CERTIFICATE)
    assert signer.user_id == desk.officer(HEAD).user_id
    with clock.at(clock.now() + timedelta(days=30)), pytest.raises(Refusal, match="TTD-119"):
        let_act(case_id=desk.case.pk, officer=officer, place_id=deputy.pk, reason="terlambat")
