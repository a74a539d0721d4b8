"""The pages of signing through a service: administrators, the signer, colleagues, strangers; what is never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from simpul.adapters.bsre import CODE, OPENS_WITH, SIMULATOR, BsreFault, Problem
from simpul.cli.simulators.bsre_pen import Pen
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import AttemptState, Means, OfficerWay, ServiceAttempt, SigningService
from simpul.core.signing.service_secrets import secrets_of
from simpul.core.signing.services import means_for
from simpul.rules.refusals import Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.services import NIK, Room, simulated
from tests.signing.kit import agreement

pytestmark = pytest.mark.django_db
SETUP = "/meja/lembaga/tanda-tangan/"
LEGAL = "tim_analis_hukum"
TRUE = {
    "in_use": "1", "version": "v2", "by_code": "0", "address": "https://layanan.example/esign", "account": "balai",
    "password": "rahasia-klien-1",
}  # fmt: skip


@pytest.fixture
def room(desk: Desk, signing_home: Path, settings: Settings) -> Iterator[Room]:
    with simulated(Pen(signing_home)) as (simulator, address):
        settings.SIGNING_SERVICE_SECONDS = 20.0
        yield Room(desk, simulator, settings, address)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=configured.AUTHENTICATION_BACKENDS[-1])
    return client


def administrator(desk: Desk) -> Client:
    User.objects.filter(pk=desk.officer(CLERK).user_id).update(is_admin=True)
    return signed_in(desk.officer(CLERK))


def test_who_opens_the_set_up(desk: Desk) -> None:
    assert signed_in(desk.officer(LEGAL)).get(SETUP).status_code == 403
    assert Client().get(SETUP).status_code == 302
    admin = administrator(desk)
    assert admin.get("/meja/lembaga/").content.decode().count(SETUP) == 1
    assert "PP 71/2019" in admin.get(SETUP).content.decode(), "what the law wants stands where the way is chosen"
    for more in ("", "cara/", "kunci/", "uji/", "laporan/"):
        assert signed_in(desk.officer(LEGAL)).post(SETUP + more).status_code == 403
    assert not SigningService.objects.exists()


def test_the_password_is_kept_in_a_file_and_never_shown(desk: Desk, signing_home: Path) -> None:
    admin = administrator(desk)
    assert admin.post(SETUP, {**TRUE, "address": "http://layanan.example"}).status_code == 422
    assert admin.post(SETUP, {**TRUE, "version": "v1", "by_code": "1"}).status_code == 422
    assert admin.post(SETUP, TRUE).status_code == 302
    house = desk.house.institution.pk
    assert secrets_of(signing_home, house).password == "rahasia-klien-1"
    assert (signing_home / "keys" / f"signing-service-{house}.json").stat().st_mode & 0o077 == 0
    assert "rahasia-klien-1" not in admin.get(SETUP).content.decode()
    assert not AuditEvent.objects.filter(body__contains="rahasia-klien-1").exists()
    admin.post(SETUP, {**TRUE, "password": ""})
    assert secrets_of(signing_home, house).password == "rahasia-klien-1", "empty keeps the one that is there"
    key = admin.post(SETUP + "kunci/").content.decode()
    assert secrets_of(signing_home, house).callback in key
    assert secrets_of(signing_home, house).callback not in admin.get(SETUP).content.decode()


def test_one_officer_may_sign_otherwise(desk: Desk) -> None:
    admin, head = administrator(desk), User.objects.get(pk=desk.officer(HEAD).user_id)
    admin.post(SETUP, TRUE)
    assert means_for(head) == Means.SERVICE
    admin.post(SETUP + "cara/", {"user": head.pk, "way": "kunci"})
    assert means_for(head) == Means.CERTIFICATE
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD)
    assert admin.post(SETUP + "cara/", {"user": stranger.user_id, "way": "kunci"}).status_code == 422
    admin.post(SETUP + "cara/", {"user": head.pk, "way": "aturan"})
    assert not OfficerWay.objects.exists()


def test_no_simulator_outside_a_demonstration(desk: Desk, settings: Settings) -> None:
    settings.DEMO = False
    admin = administrator(desk)
    assert "simulat" not in admin.get(SETUP).content.decode().lower()
    assert admin.post(SETUP, {**TRUE, "simulated": "on", "address": ""}).status_code == 422


def test_the_head_signs_in_the_room(room: Room) -> None:
    room.use(by_code=True)
    room.begin()
    here, head = f"/perkara/{room.desk.case.slug}/tanda-tangan/", signed_in(room.desk.officer(HEAD))
    signer = room.desk.round().signers.get(means=Means.SERVICE)
    page = head.get(here).content.decode()
    assert SIMULATOR in page, "labelled wherever it is met"
    assert "NIK" not in page
    assert head.post(f"{here}layanan/{signer.pk}/kode/").status_code == 302
    sent = {"secret": CODE, "read_affirmed": "on"}
    assert head.post(f"{here}layanan/{signer.pk}/", {"secret": CODE}).status_code == 422, "not affirmed"
    assert signed_in(room.desk.officer(LEGAL)).post(f"{here}layanan/{signer.pk}/", sent).status_code == 403
    answer = head.post(f"{here}layanan/{signer.pk}/", sent, follow=True)
    assert ServiceAttempt.objects.get().state == AttemptState.SIGNED
    assert SIMULATOR in answer.content.decode(), "the signer's line names what signed"


def test_a_blocked_file_is_compared_by_the_legal_analyst(room: Room) -> None:
    room.use()
    room.begin()
    room.simulator.mood = "different"
    here, head = f"/perkara/{room.desk.case.slug}/tanda-tangan/", signed_in(room.desk.officer(HEAD))
    signer = room.desk.round().signers.get(means=Means.SERVICE)
    answer = head.post(f"{here}layanan/{signer.pk}/", {"secret": OPENS_WITH, "read_affirmed": "on"}, follow=True)
    attempt = ServiceAttempt.objects.get()
    assert attempt.number in answer.content.decode()
    assert f'value="{OPENS_WITH}"' not in answer.content.decode()
    legal = signed_in(room.desk.officer(LEGAL))
    beside = f"{here}kembali/{attempt.returned_id}/"
    assert beside in legal.get(here).content.decode()
    assert legal.get(beside).status_code == 200
    judged = f"{here}permintaan/{attempt.number}/banding/"
    stranger = signed_in(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD))
    assert stranger.get(beside).status_code == 404
    assert stranger.post(judged, {"reason": "x"}).status_code == 404
    assert signed_in(room.desk.officer("tim_mutu_kemitraan")).post(judged, {"reason": "x"}).status_code == 403
    assert legal.post(judged, {"reason": ""}).status_code == 422
    assert legal.post(judged, {"reason": "Satu halaman disisipkan."}).status_code == 302
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.REJECTED
    assert "Satu halaman disisipkan." in legal.get(beside).content.decode()


def test_an_unsure_request_stands_in_the_room_with_its_number(room: Room) -> None:
    room.use()
    room.begin()
    room.simulator.mood = "lost"
    here, head = f"/perkara/{room.desk.case.slug}/tanda-tangan/", signed_in(room.desk.officer(HEAD))
    signer = room.desk.round().signers.get(means=Means.SERVICE)
    head.post(f"{here}layanan/{signer.pk}/", {"secret": OPENS_WITH, "read_affirmed": "on"})
    attempt = ServiceAttempt.objects.get()
    file, declared = f"{here}permintaan/{attempt.number}/berkas/", f"{here}permintaan/{attempt.number}/nihil/"
    for who, hands_in, declares in ((HEAD, True, False), (CLERK, True, True), ("tim_mutu_kemitraan", False, False)):
        page = signed_in(room.desk.officer(who)).get(here).content.decode()
        assert attempt.number in page
        assert ((f'"{file}"' in page), (f'"{declared}"' in page)) == (hands_in, declares), who
        assert "layanan-secret" not in page, "no passphrase is asked for while one signature may exist"
        assert "Penanda tangan sudah dikabari" not in page, "it is not the signer for whom all wait now"
    stranger = signed_in(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD))
    for where in (f"{here}permintaan/{attempt.number}/", file, declared):
        assert stranger.post(where).status_code == 404
    assert head.post(f"{here}permintaan/{attempt.number}/").status_code == 302
    assert head.post(f"{here}permintaan/INS-2222222/").status_code == 404
    clerk = signed_in(room.desk.officer(CLERK))
    assert head.post(declared, {"reason": "Tidak ada"}).status_code == 403, "nobody says it of the own signature"
    assert clerk.post(declared, {"reason": ""}).status_code == 422
    other = SimpleUploadedFile("lain.pdf", agreement(), "application/pdf")
    assert clerk.post(file, {"file": other}).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.state, attempt.signer.returned.count()) == (AttemptState.UNSURE, 1), "kept, and nothing is settled"
    room.simulator.mood = "normal"
    assert clerk.post(declared, {"reason": "Portal kosong"}).status_code == 302
    again = head.get(here).content.decode()
    assert "Portal kosong" in again
    assert "layanan-secret" in again


def test_the_status_is_asked_before_the_passphrase(room: Room) -> None:
    room.use()
    room.begin()
    here, head = f"/perkara/{room.desk.case.slug}/tanda-tangan/", signed_in(room.desk.officer(HEAD))
    signer = room.desk.round().signers.get(means=Means.SERVICE)
    seen = set()
    for mood in ("unregistered", "no_certificate", "expired", "revoked", "down"):
        room.simulator.mood = mood
        page = head.get(here).content.decode()
        assert "layanan-secret" not in page, mood
        seen.add(page[page.index("s-job") : page.index("s-fold")])
    assert len(seen) == 5, "each is told in words of its own"
    room.simulator.mood = "normal"
    assert "layanan-secret" in head.get(here).content.decode()
    room.use(version="v1")
    page = head.get(here).content.decode()
    assert ("nik-nik" in page, "layanan-secret" in page) == (True, False), "v1 knows people by their NIK alone"
    status = f"{here}layanan/{signer.pk}/status/"
    assert head.post(status, {"nik": "123"}).status_code == 422
    assert signed_in(room.desk.officer(LEGAL)).post(status, {"nik": NIK}).status_code == 403
    room.simulator.mood = "unregistered"
    assert "tidak mengenal NIK Anda." in head.post(status, {"nik": NIK}).content.decode()
    room.simulator.mood = "expired"
    assert "layanan-secret" not in head.post(status, {"nik": NIK}).content.decode()
    room.simulator.mood = "normal"
    answer = head.post(status, {"nik": NIK})
    assert "layanan-secret" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store", "the NIK goes back to this page and nowhere else"
    assert not ServiceAttempt.objects.exists()


def test_who_runs_the_room_reads_that_the_service_is_down(room: Room) -> None:
    room.use()
    room.begin()
    room.simulator.mood = "down"
    with pytest.raises(Refusal, match="TTD-91"):
        room.sign()
    here = f"/perkara/{room.desk.case.slug}/tanda-tangan/"
    page = signed_in(room.desk.officer(CLERK)).get(here).content.decode()
    assert ServiceAttempt.objects.get().number in page


def test_a_trial_tells_what_is_wrong_and_signs_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = administrator(room.desk)
    assert "s-banner" not in trial(admin), "there is no account yet"
    room.settings.SIMULATORS = room.address
    room.use()
    assert signed_in(room.desk.officer(LEGAL)).post(SETUP + "uji/").status_code == 403
    before = AuditEvent.objects.count()
    told = [trial(admin)]
    room.simulator.mood = "down"
    told.append(trial(admin))
    room.simulator.mood = "normal"
    for why in ("name", "issuer"):
        monkeypatch.setattr("simpul.core.signing.services.BsreV2.status", faulty(BsreFault(Problem.UNTRUSTED, why)))
        told.append(trial(admin))
    monkeypatch.setattr("simpul.core.signing.services.BsreV2.status", faulty(BsreFault(Problem.ACCOUNT)))
    told.append(trial(admin))
    assert len(set(told)) == len(told)
    assert "s-banner--ok" in told[0]
    assert all("s-banner--late" in one for one in told[1:])
    assert any("LCK-01" in trial(admin) for _ in range(6)), "not as often as somebody likes"
    assert (AuditEvent.objects.count(), room.simulator.signed) == (before, {})
    duty = admin.post(SETUP + "uji/", {"apa": "meterai"}).content.decode()
    assert "s-banner" in duty[duty.index('id="uji"') :]


def trial(admin: Client) -> str:
    page = admin.post(SETUP + "uji/").content.decode()
    part = page[page.index('id="uji"') :]
    return part[: part.index("<form")]


def faulty(fault: BsreFault) -> Callable[[object, object], str]:
    def status(_client: object, _person: object) -> str:
        raise fault

    return status
