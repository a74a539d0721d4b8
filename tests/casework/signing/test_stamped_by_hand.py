"""A text that was stamped by hand at a distributor's: taken as the text to sign, compared by a person, or refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile

from simpul.adapters.emeterai import Place
from simpul.adapters.emeterai.simulated import stamped
from simpul.casework import duty_stamping, stamped_acts
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.models import FileIncident
from simpul.core.documents.storage import path_of, read
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import DutyState, Means, ReturnedState, SignerState, StampedFile
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.features.agreements import stamp_duty
from simpul.features.agreements.stamp_duty import places
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.test_changed_byte import one_byte
from tests.casework.signing.test_duty import ARCHIVIST, _client
from tests.casework.signing.test_own_file import key_of

pytestmark = pytest.mark.django_db
LEGAL = "tim_analis_hukum"
FIRST, SECOND = "8000000000000000000001", "8000000000000000000002"


@pytest.fixture(autouse=True)
def _nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An institution without any service."""
    monkeypatch.setattr(stamp_duty, "simulated_here", lambda _house: None)
    monkeypatch.setattr(duty_stamping, "provider_of", lambda _house: None)


def _sealed(pdf: bytes, home: Path, place: SignatureField) -> bytes:
    """As the portal of a distributor does: a signature field with the maker's certificate."""
    key = key_of(home, "PERUM PERURI (CONTOH)")
    return sign(
        pdf, key=key, field=SignatureField(f"ematerai_{place.name}", place.page, place.rect), appearance=None,
        reason="Bea meterai", location="", name=key.subject, at=clock.now(),
    )  # fmt: skip


def _hand_in(desk: Desk, data: bytes, serials: str, lane: str = CLERK) -> StampedFile:
    return stamped_acts.hand_in_stamped(
        case_id=desk.case.pk, officer=desk.officer(lane), file=desk.file(data), serials=serials
    )


def test_the_stamped_text_is_signed_and_archived(desk: Desk, signing_home: Path) -> None:
    signing = desk.number()
    first, second = places(signing)
    came = _sealed(_sealed(read(signing.current.sha256), signing_home, first), signing_home, second)
    row = _hand_in(desk, came, f"{FIRST}\n{SECOND}")
    assert (row.state, row.faults, row.extends) == (ReturnedState.TAKEN, [], True)
    assert [(duty.state, duty.serial) for duty in signing.duties.all()] == [
        (DutyState.PAID, FIRST), (DutyState.PAID, SECOND),
    ]  # fmt: skip
    assert desk.round().current_id == row.file_id
    assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN
    with pytest.raises(Conflict, match="TTD-149"):
        _hand_in(desk, came, FIRST)
    desk.seal()
    desk.head_signs()
    path = path_of(desk.round().current.sha256)
    verdict = verify(path.read_bytes(), Anchors.load(django_settings.HOME))
    assert (verdict.verdict, len(verdict.signatures)) == (Outcome.SAH, 4)
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 4
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"
    told = AuditEvent.objects.get(chain=f"case:{desk.case.pk}", verb="duty.handed_in")
    assert FIRST in told.body


def test_a_person_compares_what_cannot_be_proved(desk: Desk) -> None:
    """A stamp without a seal, then one more: each is asked about, and what is taken stands where it really stands."""
    first, second = places(desk.number())
    aside = Place(first.page, (first.rect[0] + 3, first.rect[1] + 3, first.rect[2] - 3, first.rect[3] - 3))
    clerk, room = _client(desk.officer(CLERK)), f"/perkara/{desk.case.slug}/tanda-tangan/"
    sent = read(desk.round().current.sha256)
    once = stamped(sent, FIRST, aside)
    file = SimpleUploadedFile("bermeterai.pdf", once, "application/pdf")
    came = clerk.post(room + "meterai/naskah/", {"file": file, "serials": FIRST})
    row = StampedFile.objects.get()
    page = f"{room}meterai/naskah/{row.pk}/"
    assert (came.status_code, came["Location"]) == (302, page)
    assert (row.state, row.faults) == (ReturnedState.ASKED, ["unsealed"])
    assert "tidak bersegel" in clerk.get(page).content.decode()
    picture = f"{room}halaman/{row.file.sha256}/{first.page + 1}.png"
    assert clerk.get(picture).status_code == 200
    one_byte(row.file.sha256)
    damaged = clerk.get(page)
    assert damaged.status_code == 409, "nobody decides about bytes that are not those handed in"
    assert FileIncident.objects.get().number in damaged.content.decode()
    path_of(row.file.sha256).write_bytes(once)
    assert page in clerk.get(room).content.decode()
    colleague = _client(desk.officer("tim_mutu_kemitraan"))
    stranger = _client(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD))
    said = {"decision": "terima", "reason": "Seri dicocokkan di akun distributor; halaman sama."}
    assert colleague.get(page).status_code == 404
    assert stranger.post(page + "putusan/", said).status_code == 404
    legal = _client(desk.officer(LEGAL))
    assert legal.post(page + "putusan/", {"decision": "terima", "reason": " "}).status_code == 422
    assert legal.post(page + "putusan/", said).status_code == 302
    assert places(desk.round())[0].rect == pytest.approx(aside.rect)
    assert [duty.state for duty in desk.round().duties.all()] == [DutyState.PAID, DutyState.DUE]
    assert legal.post(page + "putusan/", said).status_code == 409
    later = _hand_in(desk, stamped(sent, SECOND, Place(second.page, second.rect)), SECOND)
    assert (later.state, later.faults) == (ReturnedState.STALE, ["stale"]), "without the first stamp"
    twice = _hand_in(desk, stamped(once, SECOND, Place(second.page, second.rect)), SECOND)
    stamped_acts.decide_stamped(stamped_id=twice.pk, officer=desk.officer(CLERK), accepted=True, reason="sama")
    assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN


def test_what_is_refused_changes_nothing(desk: Desk, signing_home: Path) -> None:
    first, _second = places(desk.number())
    sent = read(desk.round().current.sha256)
    good = _sealed(sent, signing_home, first)
    for code, serials in {
        "TTD-116": "12",
        "TTD-142": f"{FIRST}\n{FIRST}",
        "TTD-148": f"{FIRST},{SECOND},{'7' * 22}",
    }.items():
        with pytest.raises(Refusal, match=code):
            _hand_in(desk, good, serials)
    with pytest.raises(NotAllowed, match="TTD-37"):
        _hand_in(desk, good, FIRST, "tim_mutu_kemitraan")
    assert not StampedFile.objects.exists()
    signature = next(box for box in desk.round().boxes if box["kind"] == "ttd")
    across = SignatureField("x", signature["page"], tuple(signature["rect"]))
    assert _hand_in(desk, _sealed(sent, signing_home, across), FIRST).faults == ["overlap"]
    assert _hand_in(desk, good, f"{FIRST}\n{SECOND}").faults == ["count"]
    assert desk.round().current_id == desk.round().rendered_id
    assert not desk.round().duties.exclude(state=DutyState.DUE).exists()
