"""A text that carries signatures: its signers and keepers get it, the house a reading copy, strangers nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from simpul.casework import signing_rounds
from simpul.core.directory.models import Assignment, User
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models import Signer
from simpul.features.agreements.models import Request
from simpul.features.agreements.wet_ink import OriginalFacts
from simpul.lib import clock
from tests.casework.conftest import SOPS, House, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk

pytestmark = pytest.mark.django_db

COLLEAGUES = ("tim_program_pelayanan", "tim_mutu_kemitraan", "tim_analis_hukum")


def officer(house: House, lane: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=house.officer(lane).user_id), "django.contrib.auth.backends.ModelBackend")
    return client


def partner(slug: str) -> Client:
    client = Client()
    session = client.session
    session["permohonan"] = slug
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def status(client: Client, file: StoredFile) -> int:
    return client.get(f"/berkas/{file.slug}/").status_code


def half_signed(desk: Desk) -> StoredFile:
    """One of two signatures has been given."""
    desk.number()
    desk.seal()
    return desk.round().current


def test_who_reads_a_text_with_half_of_its_signatures(desk: Desk) -> None:
    file = half_signed(desk)
    seen = {lane: status(officer(desk.house, lane), file) for lane in desk.house.officers}
    working = {HEAD, CLERK, "tim_arsiparis"}
    assert seen == {lane: 200 if lane in working else 404 for lane in seen}
    assert status(partner(desk.request.slug), file) == 200


def test_the_pictures_of_its_pages_are_closed_with_it(desk: Desk) -> None:
    file, unsigned = half_signed(desk), desk.round().rendered
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    seen = {
        lane: [
            officer(desk.house, lane).get(f"{room}halaman/{each.sha256}/1.png").status_code for each in (unsigned, file)
        ]
        for lane in (CLERK, "tim_analis_hukum")
    }
    assert seen == {CLERK: [200, 200], "tim_analis_hukum": [200, 404]}
    page = officer(desk.house, "tim_analis_hukum").get(room).content.decode()
    assert unsigned.sha256 in page
    assert f"halaman/{file.sha256}" not in page


def test_for_strangers_it_does_not_exist(desk: Desk) -> None:
    file = half_signed(desk)
    other = Request.objects.create(
        institution=desk.house.institution, form_key="lain", created_at=clock.now(), category="lembaga",
        cooperation_type="pelayanan", partner_name="RSUD Lain",
    )  # fmt: skip
    strange = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    assert status(Client(), file) == 404
    assert status(partner(other.slug), file) == 404
    assert {status(officer(strange, lane), file) for lane in strange.officers} == {404}


def test_one_who_stood_in_the_lane_until_yesterday_is_a_colleague(desk: Desk) -> None:
    file = half_signed(desk)
    head = officer(desk.house, CLERK)
    Assignment.objects.filter(user_id=desk.house.officer(CLERK).user_id).update(ends_on=date(2026, 1, 2))
    assert status(head, file) == 404


def test_the_text_before_its_first_signature_and_the_papers_stay_open_to_the_house(desk: Desk) -> None:
    unsigned = desk.number().rendered
    assert {status(officer(desk.house, lane), unsigned) for lane in COLLEAGUES} == {200}


def test_a_text_of_a_round_that_was_given_up_stays_closed(desk: Desk) -> None:
    file = half_signed(desk)
    signing = desk.round()
    signing.state, signing.void_reason = "void", "contoh"
    signing.save()
    assert status(officer(desk.house, "tim_analis_hukum"), file) == 404


def test_after_the_archive_the_house_reads_the_copy_of_every_signed_state(desk: Desk) -> None:
    half = half_signed(desk)
    desk.head_signs()
    whole = desk.round().current
    colleague = officer(desk.house, "tim_analis_hukum")
    assert [status(colleague, half), status(colleague, whole)] == [404, 404]
    assert f"/berkas/{whole.slug}/" not in colleague.get(f"/perkara/{desk.case.slug}/dokumen/").content.decode()
    desk.step("tim_arsiparis", "pengarsipan", klasifikasi_arsip="HK.01", masa_simpan="10", lokasi_simpan="Rak 1")
    copy = desk.agreement().reading_copy
    assert copy is not None
    for file in (half, whole):
        assert f"Salinan {desk.case.ticket}" in colleague.get(f"/berkas/{file.slug}/").headers["Content-Disposition"]
    keeper = officer(desk.house, "tim_arsiparis").get(f"/berkas/{whole.slug}/")
    assert "Salinan" not in keeper.headers["Content-Disposition"]


def test_a_scan_of_a_paper_original_is_closed_too(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    scan = desk.file(b"%PDF-1.7 asli 1")
    signing_rounds.record_original(
        case_id=desk.case.pk, officer=desk.officer(CLERK), number=1, facts=OriginalFacts(scan=scan)
    )
    assert Signer.objects.filter(round=signing, signed_at=None).exists()
    assert [status(officer(desk.house, lane), scan) for lane in (CLERK, "tim_analis_hukum")] == [200, 404]
