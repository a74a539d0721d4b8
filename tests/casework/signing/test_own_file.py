"""F26: the partner signs elsewhere. Its own file is taken, asked about or blocked; the next one signs upon it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.casework import partner_acts, returned_acts
from simpul.casework.invariants.signatures import broken
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import path_of, read
from simpul.core.messages.models import OutboxEvent
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.keys import OpenKey, open_pkcs12
from simpul.core.signing.models import Means, ReturnedFile, ReturnedState, Signer, SignerState
from simpul.core.signing.signer import SignatureField, sign
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, PASSPHRASE, Desk

pytestmark = pytest.mark.django_db
LEGAL = "tim_analis_hukum"
FREE = SignatureField("Signature1", 0, (10.0, 10.0, 11.0, 11.0))


def key_of(home: Path, name: str = "UMPAMA REKAAN") -> OpenKey:
    """The partner's certificate, by the demo authority of ``home``."""
    made = ensure_demo_authority(home, at=clock.now()).issue_officer(
        name=name, title="Direktur", organization="RSUD Contoh", passphrase=PASSPHRASE, at=clock.now()
    )
    return open_pkcs12(made, PASSPHRASE, at=clock.now())


def elsewhere(pdf: bytes, key: OpenKey, field: SignatureField = FREE) -> bytes:
    """Signed as a program outside would."""
    return sign(
        pdf, key=key, field=field, appearance=None, reason="Setuju", location="", name=key.subject, at=clock.now()
    )


def hand_in(desk: Desk, data: bytes, signer: Signer | None = None) -> ReturnedFile:
    signer = signer or desk.signer(Means.SEALED_ACT)
    row = partner_acts.hand_in(request=desk.request, signer_id=signer.pk, file=desk.file(data), read_affirmed=True)
    desk.case.refresh_from_db()
    return row


def _paused(desk: Desk) -> bool:
    return desk.case.tasks.get(step="tanda_tangan", state="open").paused_since is not None


def _told(desk: Desk, name: str) -> bool:
    events = OutboxEvent.objects.filter(case_id=desk.case.pk)
    return any(name in event.payload.get("messages", []) for event in events)


def _signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_the_own_file_is_taken_and_the_head_signs_upon_it(desk: Desk, signing_home: Path) -> None:
    signing = desk.number()
    sent = read(signing.current.sha256)
    row = hand_in(desk, elsewhere(sent, key_of(signing_home)))
    assert row.state == ReturnedState.TAKEN
    signer = desk.round().signers.get(means=Means.OWN_FILE)
    assert signer.state == SignerState.SIGNED
    assert signer.read_affirmed_at is not None
    assert signer.certificate["subject"].startswith("UMPAMA REKAAN")
    desk.head_signs()
    final = read(desk.round().current.sha256)
    assert final.startswith(read(row.file.sha256))
    verdict = verify(final, Anchors.load(signing_home))
    assert (verdict.verdict, [one.sealed_act for one in verdict.signatures]) == (Outcome.SAH, [False, False])
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path_of(desk.round().current.sha256))], capture_output=True, text=True, check=False
    ).stdout
    assert (len(re.findall(r"Signature #\d", said)), said.count("Signature is Valid")) == (2, 2)
    assert desk.open_steps() == ["pengarsipan"]


def test_another_text_is_blocked_kept_and_told(desk: Desk, signing_home: Path) -> None:
    signing = desk.number()
    sent = read(signing.current.sha256)
    other = sent.replace(b"%PDF-1.7", b"%PDF-1.6")
    row = hand_in(desk, elsewhere(other, key_of(signing_home)))
    assert (row.state, row.faults) == (ReturnedState.OTHER_TEXT, ["other_text"])
    assert desk.round().current_id == signing.current_id, "nothing of it enters the round"
    assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN
    assert _told(desk, "berkas_lain_naskah")
    assert AuditEvent.objects.filter(verb="signing.file_returned").exists()
    page = f"/perkara/{desk.case.slug}/tanda-tangan/kembali/{row.pk}/"
    for lane in (CLERK, LEGAL, HEAD):
        shown = _signed_in(desk.officer(lane)).get(page)
        assert shown.status_code == 200
        assert "Diblokir" in shown.content.decode()
    came = f"/perkara/{desk.case.slug}/tanda-tangan/halaman/{row.file.sha256}/1.png"
    assert _signed_in(desk.officer(LEGAL)).get(came).status_code == 200
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD)
    for officer in (desk.officer("tim_mutu_kemitraan"), stranger):
        assert _signed_in(officer).get(page).status_code == 404
        assert _signed_in(officer).get(came).status_code == 404


def test_a_certificate_that_nobody_vouches_for_is_decided_by_a_person(desk: Desk, tmp_path: Path) -> None:
    signing = desk.number()
    sent = read(signing.current.sha256)
    assert _paused(desk), "the partner is awaited"
    first = hand_in(desk, elsewhere(sent, key_of(tmp_path / "elsewhere")))
    assert not _paused(desk), "now the institution has to decide"
    returned_acts.decide(returned_id=first.pk, officer=desk.officer(CLERK), accepted=False, reason="penerbit lain")
    assert _paused(desk), "the partner is awaited again"
    row = hand_in(desk, elsewhere(sent, key_of(tmp_path / "elsewhere")))
    assert (row.state, row.faults) == (ReturnedState.ASKED, ["issuer"])
    assert _told(desk, "berkas_perlu_putusan")
    with pytest.raises(Refusal, match="TTD-102"):
        returned_acts.decide(returned_id=row.pk, officer=desk.officer(CLERK), accepted=True, reason=" ")
    with pytest.raises(NotAllowed, match="TTD-37"):
        returned_acts.decide(returned_id=row.pk, officer=desk.officer(LEGAL), accepted=True, reason="sudah dicek")
    page = f"/perkara/{desk.case.slug}/tanda-tangan/kembali/{row.pk}/"
    assert _signed_in(desk.officer(LEGAL)).get(page).context["decides"] is False
    client = _signed_in(desk.officer(CLERK))
    assert client.get(page).context["decides"] is True
    room = client.get(f"/perkara/{desk.case.slug}/tanda-tangan/")
    assert room.context["pos"].who_note == "memutuskan berkas yang kembali", "not the signer, who has done his part"
    assert "Penanda tangan sudah dikabari" not in room.content.decode()
    assert client.post(page + "putusan/", {"decision": "terima"}).status_code == 422
    answer = client.post(page + "putusan/", {"decision": "terima", "reason": "Sertifikat PSrE, dicek per telepon"})
    assert answer.status_code == 302
    assert desk.round().signers.get(means=Means.OWN_FILE).state == SignerState.SIGNED
    with pytest.raises(Conflict, match="TTD-32"):
        returned_acts.decide(returned_id=row.pk, officer=desk.officer(CLERK), accepted=False, reason="terlambat")
    desk.case.refresh_from_db()
    desk.head_signs()
    assert verify(read(desk.round().current.sha256), Anchors.load(settings.HOME)).verdict == Outcome.TIDAK_SAH
    assert list(broken()) == [], "a person has believed it, so it is no broken rule"
    ReturnedFile.objects.update(decided_at=None)
    assert list(broken()) != []


def test_of_two_side_by_side_the_second_signs_upon_what_is_there(desk_of_three: Desk, signing_home: Path) -> None:
    desk = desk_of_three
    signing = desk.number()
    first, second = signing.signers.filter(means=Means.SEALED_ACT)
    sent, key = read(signing.current.sha256), key_of(signing_home)
    theirs = elsewhere(sent, key, SignatureField("Signature2", 0, (20.0, 10.0, 21.0, 11.0)))
    assert hand_in(desk, elsewhere(sent, key), first).state == ReturnedState.TAKEN
    stale = hand_in(desk, theirs, second)
    assert (stale.state, stale.faults) == (ReturnedState.STALE, ["stale"])
    again = elsewhere(read(desk.round().current.sha256), key, SignatureField("Signature2", 0, (20.0, 10.0, 21.0, 11.0)))
    assert hand_in(desk, again, second).state == ReturnedState.TAKEN
    desk.head_signs()
    verdict = verify(read(desk.round().current.sha256), Anchors.load(signing_home))
    assert (verdict.verdict, len(verdict.signatures)) == (Outcome.SAH, 3)


def test_nobody_hands_in_for_another_or_unread(desk: Desk, signing_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signing = desk.number()
    data = elsewhere(read(signing.current.sha256), key_of(signing_home))
    head = signing.signers.get(means=Means.CERTIFICATE)
    with pytest.raises(NotAllowed, match="TTD-30"):
        hand_in(desk, data, head)
    signer = desk.signer(Means.SEALED_ACT)
    with pytest.raises(Refusal, match="TTD-33"):
        partner_acts.hand_in(request=desk.request, signer_id=signer.pk, file=desk.file(data), read_affirmed=False)
    with pytest.raises(Refusal, match="TTD-100"):
        returned_acts.hand_in_for_partner(
            signer_id=signer.pk, officer=desk.officer(CLERK), file=desk.file(data), received=" "
        )
    monkeypatch.setattr(returned_acts, "judge_returned", lambda *_args: pytest.fail("judged before it was asked who"))
    with pytest.raises(NotAllowed, match="TTD-37"):
        returned_acts.hand_in_for_partner(
            signer_id=signer.pk, officer=desk.officer(LEGAL), file=desk.file(data), received="surel"
        )


def test_an_officer_hands_in_what_came_by_mail(desk: Desk, signing_home: Path) -> None:
    signing = desk.number()
    signer = desk.signer(Means.SEALED_ACT)
    data = elsewhere(read(signing.current.sha256), key_of(signing_home))
    client, room = _signed_in(desk.officer(CLERK)), f"/perkara/{desk.case.slug}/tanda-tangan/"
    said = {"signer": signer.pk, "received": "Surel direktur, menyatakan telah membaca"}
    assert client.post(room + "titipan/", said).status_code == 422
    broken = SimpleUploadedFile("kembali.pdf", data[:-9] + b"         ", "application/pdf")
    client.post(room + "titipan/", {**said, "file": broken})
    assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN
    answer = client.post(room + "titipan/", {**said, "file": SimpleUploadedFile("k.pdf", data, "application/pdf")})
    assert (answer.status_code, answer.headers["Location"]) == (302, room)
    row = ReturnedFile.objects.latest("pk")
    assert (row.state, row.received) == (ReturnedState.TAKEN, said["received"])
    assert "Sertifikat sendiri" in client.get(room).content.decode()
