"""The pages of signing through a service: administrators, the signer, colleagues, strangers; what is never shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from simpul.adapters.bsre import SIMULATOR
from simpul.cli.simulators.bsre import CODE, PASSPHRASE
from simpul.cli.simulators.bsre_pen import Pen
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import AttemptState, Means, OfficerWay, ServiceAttempt, SigningService
from simpul.core.signing.service_secrets import secrets_of
from simpul.core.signing.services import means_for
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.services import Room, simulated

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
    for more in ("", "cara/", "kunci/"):
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
    answer = head.post(f"{here}layanan/{signer.pk}/", {"secret": PASSPHRASE, "read_affirmed": "on"}, follow=True)
    attempt = ServiceAttempt.objects.get()
    assert attempt.number in answer.content.decode()
    assert f'value="{PASSPHRASE}"' not in answer.content.decode()
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
    head.post(f"{here}layanan/{signer.pk}/", {"secret": PASSPHRASE, "read_affirmed": "on"})
    attempt = ServiceAttempt.objects.get()
    for who in (HEAD, CLERK):
        assert attempt.number in signed_in(room.desk.officer(who)).get(here).content.decode()
    stranger = signed_in(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD))
    assert stranger.post(f"{here}permintaan/{attempt.number}/").status_code == 404
    assert head.post(f"{here}permintaan/{attempt.number}/").status_code == 302
    assert head.post(f"{here}permintaan/INS-XXXXXXX/").status_code == 404
