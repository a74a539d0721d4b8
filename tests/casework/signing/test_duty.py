"""Stamp duty: before the first signature, one serial for an original, whatever breaks; nothing unpaid is archived."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.adapters.emeterai import MemoryEmeterai, Place
from simpul.adapters.emeterai.memory import PICTURE
from simpul.casework import duty_acts, duty_stamping
from simpul.casework.duty_acts import Slip
from simpul.casework.duty_leftovers import Fate, Found, settle_left_over
from simpul.casework.duty_stamping import stamp_due
from simpul.casework.signing_rounds import Terms, new_round, void_round
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.storage import path_of, read
from simpul.core.signing import duty_provider
from simpul.core.signing.afterwards import overlapping
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import DutyRelief, DutyState, Means, SignerState, SigningRound, StampDuty
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.features.agreements import stamp_duty
from simpul.features.agreements.stamp_duty import places
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk

pytestmark = pytest.mark.django_db
ARCHIVIST = "tim_arsiparis"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> MemoryEmeterai:
    """A service that is asked, in the place of what stamps at once in a demonstration."""
    twin = MemoryEmeterai()
    monkeypatch.setattr(stamp_duty, "simulated_here", lambda _house: None)
    monkeypatch.setattr(duty_stamping, "provider_of", lambda _house: twin)
    return twin


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An institution without any service."""
    monkeypatch.setattr(stamp_duty, "simulated_here", lambda _house: None)
    monkeypatch.setattr(duty_stamping, "provider_of", lambda _house: None)


def _duties(desk: Desk) -> list[StampDuty]:
    return list(StampDuty.objects.filter(round__case_id=desk.case.pk).order_by("round_id", "number"))


def _waiting(desk: Desk) -> bool:
    return not desk.round().signers.exclude(state=SignerState.WAITING).exists()


def _paused(desk: Desk) -> bool:
    desk.case.refresh_from_db()
    return desk.case.tasks.get(step="tanda_tangan", state="open").paused_since is not None


def _client(officer: Officer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_a_demonstration_stamps_at_once_and_all_signatures_hold(signed: Desk) -> None:
    desk = signed
    duties = _duties(desk)
    assert [duty.state for duty in duties] == [DutyState.PAID] * 2, "one for each party"
    assert all(re.fullmatch(r"9\d{21}", duty.serial) for duty in duties)
    data = read(desk.round().current.sha256)
    assert b"bukan meterai" in data
    verdict = verify(data, Anchors.load(django_settings.HOME))
    assert (verdict.verdict, len(verdict.signatures)) == (Outcome.SAH, 2)
    path = str(path_of(desk.round().current.sha256))
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"


def test_no_stamp_lies_on_a_signature(desk: Desk) -> None:
    signing = desk.number()
    signatures = [box for box in signing.boxes if box["kind"] == "ttd"]
    for place in places(signing):
        for box in signatures:
            other = type(place)("ttd", box["page"], tuple(box["rect"]))
            assert not overlapping(place, other)
    crowded = [{**box, "rect": signatures[0]["rect"], "page": signatures[0]["page"]} for box in signing.boxes]
    SigningRound.objects.filter(pk=signing.pk).update(boxes=crowded)
    with pytest.raises(Refusal, match="TTD-104"):
        stamp_duty.owe(SigningRound.objects.get(pk=signing.pk), "KS-1")


def test_nobody_signs_before_the_stamps_are_on(desk: Desk, service: MemoryEmeterai) -> None:
    desk.number()
    assert _waiting(desk)
    assert not _paused(desk), "the duty is the institution's to pay, so its clock runs"
    room = _client(desk.officer(HEAD)).get(f"/perkara/{desk.case.slug}/tanda-tangan/")
    assert room.context["pos"].who_note == "menyelesaikan bea meterai", "no signer is awaited"
    with pytest.raises(Conflict, match="TTD-32"):
        desk.head_signs()
    stamp_due()
    assert [duty.state for duty in _duties(desk)] == [DutyState.PAID] * 2
    assert len(service.charged) == 2
    assert _paused(desk), "now the partner is awaited"
    desk.seal()
    desk.head_signs()
    assert desk.open_steps() == ["pengarsipan"]
    stamp_due()
    assert len(service.charged) == 2


def test_a_service_that_is_down_is_asked_again_under_one_incident_number(desk: Desk, service: MemoryEmeterai) -> None:
    desk.number()
    service.mood = "down"
    stamp_due()
    first = _duties(desk)[0]
    assert (first.state, first.incident[:4], first.tries) == (DutyState.DUE, "INS-", 1)
    stamp_due()
    assert _duties(desk)[0].tries == 1, "not before its time"
    service.mood = "normal"
    with clock.at(clock.now() + timedelta(minutes=3)):
        stamp_due()
    assert [duty.state for duty in _duties(desk)] == [DutyState.PAID] * 2
    assert len(service.charged) == 2


def test_a_lost_answer_is_never_bought_again_by_itself(desk: Desk, service: MemoryEmeterai) -> None:
    desk.number()
    service.mood = "lost"
    stamp_due()
    service.mood = "normal"
    with clock.at(clock.now() + timedelta(days=1)):
        stamp_due()
        stamp_due()
    assert len(service.charged) == 2, "one for each original, both unanswered"
    assert {duty.state for duty in _duties(desk)} == {DutyState.ASKED}
    resolve = partial(duty_acts.resolve, case_id=desk.case.pk, officer=desk.officer(CLERK))
    with pytest.raises(Refusal, match="TTD-116"):
        resolve(number=1, serial="12", reason="dilihat di akun")
    resolve(number=1, serial=service.charged[0][1], reason="dilihat di akun")
    with pytest.raises(Refusal, match="TTD-117"):
        resolve(number=2, serial=service.charged[0][1], reason="dilihat di akun")
    resolve(number=2, serial=service.charged[1][1], reason="dilihat di akun")
    with pytest.raises(Conflict, match="TTD-118"):
        resolve(number=2, serial="", reason="lagi")
    stamp_due()
    assert [duty.state for duty in _duties(desk)] == [DutyState.PAID] * 2
    assert len(service.charged) == 2


def test_a_serial_whose_stamp_fails_is_kept_and_serves_a_later_round(
    desk: Desk, service: MemoryEmeterai, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.number()

    def resaved(pdf: bytes, serial: object, place: Place, name: str) -> bytes:
        return pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)

    with monkeypatch.context() as patch:
        patch.setattr(service, "stamp", resaved)
        stamp_due()
    assert [duty.state for duty in _duties(desk)] == [DutyState.BOUGHT] * 2
    assert desk.round().current_id == desk.round().rendered_id, "another file is never taken"
    assert service.pictures == []
    new_round(
        case_id=desk.case.pk, officer=desk.officer(CLERK), terms=Terms(today_in(desk.house.institution), "Jakarta"),
        reason="tempat berubah",
    )  # fmt: skip
    stamp_due()
    assert len(service.charged) == 2
    assert {duty.serial for duty in desk.round().duties.all()} == {serial for _reference, serial in service.charged}
    assert service.pictures == [PICTURE] * 2, "it is handed out once, with the serial, and must not be lost"
    assert not _waiting(desk)


def test_a_purchase_goes_on_with_the_next_round_and_what_is_left_is_followed_up(
    desk: Desk, service: MemoryEmeterai
) -> None:
    desk.number()
    service.mood = "lost"
    stamp_due()
    service.mood = "normal"
    clerk, again = desk.officer(CLERK), partial(new_round, case_id=desk.case.pk, officer=desk.officer(CLERK))
    terms = Terms(today_in(desk.house.institution), "Jakarta")
    again(terms=terms, reason="tempat berubah")
    stamp_due()
    assert len(service.charged) == 2, "nothing is bought for the new text while the old purchase is open"
    assert {(duty.round_id, duty.state) for duty in _duties(desk)} == {(desk.round().pk, DutyState.ASKED)}
    void_round(case_id=desk.case.pk, officer=clerk, reason="naskah berubah")
    room = _client(clerk)
    address = f"/perkara/{desk.case.slug}/tanda-tangan/"
    first, second = _duties(desk)
    incident = first.incident
    StampDuty.objects.filter(pk=first.pk).update(incident="")
    with pytest.raises(Conflict, match="TTD-118"):  # the answer may be on its way
        settle_left_over(
            case_id=desk.case.pk, officer=clerk, duty_id=first.pk, found=Found(Fate.NOT_BOUGHT, "", "tidak terlihat")
        )
    StampDuty.objects.filter(pk=first.pk).update(incident=incident)
    assert first.incident in room.get(address).content.decode()
    listed = _client(desk.officer(ARCHIVIST))
    assert first.incident in listed.get("/meja/keutuhan/").content.decode()
    said = {"duty": str(first.pk), "fate": "belum_terpakai", "reason": "dilihat di akun"}
    colleague = _client(desk.officer("tim_mutu_kemitraan"))
    assert colleague.post(address + "meterai/sisa/", said).status_code == 403
    room.post(address + "meterai/sisa/", {**said, "serial": "12"})
    assert _duties(desk)[0].state == DutyState.ASKED, "a serial has 22 signs"
    room.post(address + "meterai/sisa/", {**said, "serial": service.charged[0][1]})
    used = {"duty": str(second.pk), "fate": "terpakai", "serial": service.charged[1][1], "reason": "dipakai di portal"}
    room.post(address + "meterai/sisa/", used)
    assert [duty.state for duty in _duties(desk)] == [DutyState.BOUGHT, DutyState.SPENT]
    with pytest.raises(Conflict, match="TTD-118"):
        settle_left_over(case_id=desk.case.pk, officer=clerk, duty_id=second.pk, found=Found(Fate.UNUSED, "", "lagi"))
    assert "Round" not in listed.get(f"/meja/keutuhan/?q={second.incident}").content.decode()
    again(terms=terms, reason="disusun ulang")
    stamp_due()
    assert {duty.serial for duty in desk.round().duties.all()} == {service.charged[0][1], service.charged[2][1]}
    assert not _waiting(desk)


def test_two_at_once_stamp_once_and_nothing_is_bought_that_is_not_owed(
    desk: Desk, service: MemoryEmeterai, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.number()
    first, second = _duties(desk)
    stamp, sizes = service.stamp, list[int]()

    def raced(pdf: bytes, *rest: Any) -> bytes:
        made = stamp(pdf, *rest)
        if not sizes:
            sizes.append(len(pdf))
            assert duty_stamping.stamp_one(first.pk, service), "the other worker is faster"
        return made

    monkeypatch.setattr(service, "stamp", raced)
    assert duty_stamping.stamp_one(first.pk, service)
    first.refresh_from_db()
    assert first.state == DutyState.PAID, "the slower one changes nothing"
    assert first.incident == ""
    assert len(service.charged) == 1
    DutyRelief.objects.create(
        round=first.round, basis="lain", reason="x", decided_at=clock.now(), decided_by_id=desk.officer(CLERK).user_id
    )
    assert not duty_stamping.stamp_one(second.pk, service), "nothing is owed"
    DutyRelief.objects.all().delete()
    SigningRound.objects.update(state="complete")
    assert not duty_stamping.stamp_one(second.pk, service), "no stamp could be put on any more"
    assert len(service.charged) == 1


def test_the_slip_takes_the_place_of_a_stamp(desk: Desk, nothing: None) -> None:
    desk.number()
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    clerk, colleague = _client(desk.officer(CLERK)), _client(desk.officer("tim_mutu_kemitraan"))
    stranger = _client(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD))
    today = today_in(desk.house.institution)
    said = {"number": "1", "receipt": "NTPN-CONTOH-1", "on": f"{today:%d-%m-%Y}"}
    assert colleague.post(room + "meterai/ssp/", said).status_code == 403
    assert stranger.post(room + "meterai/ssp/", said).status_code == 404
    assert "NTPN" in clerk.get(room).content.decode()
    assert "NTPN" not in colleague.get(room).content.decode()
    scan = SimpleUploadedFile("ssp.pdf", read(desk.round().current.sha256), "application/pdf")
    assert clerk.post(room + "meterai/ssp/", {**said, "file": scan}).status_code == 302
    assert _waiting(desk), "the other original is still owed"
    clerk.post(room + "meterai/jumlah/", {"count": "1", "reason": "satu naskah"})
    assert len(_duties(desk)) == 2, "what is paid was owed"
    with pytest.raises(Refusal, match="TTD-109"):
        duty_stamping.stamp_now(case_id=desk.case.pk, officer=desk.officer(CLERK))
    clerk.post(room + "meterai/ssp/", {**said, "number": "2", "receipt": "NTPN-CONTOH-2"})
    assert [duty.state for duty in _duties(desk)] == [DutyState.SSP] * 2
    assert not _waiting(desk)


def test_what_is_unpaid_is_not_archived_until_paid_or_relieved(desk: Desk) -> None:
    """A round of before this was asked for: it has no rows, and its text keeps places for meterai."""
    desk.number()
    desk.seal()
    desk.head_signs()
    StampDuty.objects.all().delete()
    with pytest.raises(Refusal, match="TTD-107"):
        desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    clerk = desk.officer(CLERK)
    slip = partial(duty_acts.record_slip, case_id=desk.case.pk, officer=clerk)
    with pytest.raises(Refusal, match="TTD-114"):
        duty_acts.relieve(case_id=desk.case.pk, officer=clerk, basis="22_1_d", reason=" ")
    with pytest.raises(NotAllowed, match="TTD-37"):
        duty_acts.relieve(case_id=desk.case.pk, officer=desk.officer("tim_mutu_kemitraan"), basis="lain", reason="x")
    slip(number=1, slip=Slip("NTPN-CONTOH", today_in(desk.house.institution)))
    with pytest.raises(Refusal, match="TTD-107"):
        desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    slip(number=2, slip=Slip("NTPN-CONTOH-2", today_in(desk.house.institution)))
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"


def test_relief_is_recorded_and_the_signers_are_asked(desk: Desk, nothing: None) -> None:
    desk.number()
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    said = {"basis": "22_1_d", "reason": "Melaksanakan perjanjian internasional contoh"}
    assert _client(desk.officer(CLERK)).post(room + "meterai/bebas/", said).status_code == 302
    relief = DutyRelief.objects.get(round=desk.round())
    assert (relief.basis, relief.decided_by_id) == ("22_1_d", desk.officer(CLERK).user_id)
    assert not _waiting(desk)
    desk.seal()
    desk.head_signs()
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"


def test_another_number_of_stamped_originals(desk: Desk, service: MemoryEmeterai) -> None:
    """Fewer while nothing is paid, more while nobody has signed; more than the text keeps room for find their place."""
    desk.number()
    set_count = partial(duty_acts.set_count, case_id=desk.case.pk, officer=desk.officer(CLERK))
    with pytest.raises(Refusal, match="TTD-105"):
        set_count(count=21, reason="terlalu banyak")
    set_count(count=1, reason="satu naskah bersama")
    stamp_due()
    assert len(service.charged) == 1
    assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN
    with pytest.raises(Refusal, match="TTD-115"):
        set_count(count=1, reason="yang dibayar terutang")
    set_count(count=3, reason="satu lagi untuk instansi pembina")
    room = places(desk.round())
    boxes = [SignatureField("ttd", box["page"], box["rect"]) for box in desk.round().boxes if box["kind"] == "ttd"]
    assert len(room) == 3
    assert not any(overlapping(room[2], other) for other in (*room[:2], *boxes))
    stamp_due()
    assert [duty.state for duty in _duties(desk)] == [DutyState.PAID] * 3
    desk.seal()
    with pytest.raises(Refusal, match="TTD-147"):
        set_count(count=4, reason="terlambat")
    desk.head_signs()
    assert verify(read(desk.round().current.sha256), Anchors.load(django_settings.HOME)).verdict == Outcome.SAH


def test_on_paper_relief_leaves_out_the_number_of_the_meterai(paper_desk: Desk) -> None:
    paper_desk.number()
    assert paper_desk.round().duties.count() == 0
    duty_acts.relieve(
        case_id=paper_desk.case.pk, officer=paper_desk.officer(CLERK), basis="lain", reason="Pasal contoh"
    )
    page = _client(paper_desk.officer(CLERK)).get(f"/perkara/{paper_desk.case.slug}/tanda-tangan/").content.decode()
    assert "Pasal contoh" in page
    assert 'name="meterai"' not in page


def test_a_demonstration_never_buys_a_real_one(desk: Desk, settings: object) -> None:
    house = desk.house.institution
    assert house.is_demo
    assert duty_provider.provider_of(house) is None
    house.is_demo = False
    assert duty_provider.simulated_here(house) is None
