"""Electronic signing from number to archive: order, turn, clock, refusal, and what the file says afterwards."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from simpul.casework import signing_acts
from simpul.core.audit.models import Checkpoint
from simpul.core.documents.storage import path_of, read
from simpul.core.messages.models import OutboxEvent
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import Means, SignerState
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.signing.house import CLERK, HEAD, Desk

pytestmark = pytest.mark.django_db


def _paused(desk: Desk) -> bool:
    return desk.case.tasks.get(step="tanda_tangan", state="open").paused_since is not None


def _told(desk: Desk) -> list[dict[str, object]]:
    """The outbox events of the case that invite somebody to sign."""
    events = OutboxEvent.objects.filter(case_id=desk.case.pk).order_by("id")
    return [event.payload for event in events if "giliran_tanda_tangan" in event.payload.get("messages", [])]


def test_partner_then_head_then_archive(
    desk: Desk, signing_home: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    desk.number()
    assert _paused(desk), "only the partner is awaited, so the institution's clock stands"
    assert len(_told(desk)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        desk.seal()
    assert Checkpoint.objects.exists(), "a signature is laid down outside the database at once"
    assert not _paused(desk)
    assert len(_told(desk)) == 2
    desk.head_signs()
    assert desk.open_steps() == ["pengarsipan"]
    agreement = desk.agreement()
    assert agreement.status == AgreementStatus.IN_FORCE
    assert agreement.signed_file is not None
    desk.step("tim_arsiparis", "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert desk.case.status == "finished"
    agreement.refresh_from_db()
    assert agreement.is_public
    assert agreement.reading_copy is not None
    data = read(agreement.signed_file.sha256)
    verdict = verify(data, Anchors.load(signing_home))
    assert verdict.verdict == Outcome.SAH
    assert len(verdict.signatures) == 2
    assert [one.sealed_act for one in verdict.signatures] == [True, False]
    assert all(one.proven_at == one.at for one in verdict.signatures), "each carries a stamp of the demo authority"
    copy = verify(read(agreement.reading_copy.sha256), Anchors.load(signing_home))
    assert copy.verdict == Outcome.TIDAK_DIKENAL
    assert copy.reasons[0].code == "reading_copy"


def test_without_an_authority_the_signature_only_states_its_time(
    desk: Desk, signing_home: Path, settings: Settings
) -> None:  # fmt: skip
    settings.DEMO = False
    desk.number()
    desk.seal()
    (first,) = verify(read(desk.round().current.sha256), Anchors.load(signing_home)).signatures
    assert (first.intact, first.trusted, first.proven_at) == (True, True, None)
    settings.STAMPS_URL = "http://127.0.0.1:9/tsa"
    desk.head_signs()
    judged = verify(read(desk.round().current.sha256), Anchors.load(signing_home))
    assert (judged.verdict, judged.signatures[1].proven_at) == (Outcome.SAH, None)


def test_pdfsig_agrees(desk: Desk) -> None:
    """A reader that is not ours sees two signatures, both intact over their part of the file."""
    desk.number()
    desk.seal()
    desk.head_signs()
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path_of(desk.round().current.sha256))], capture_output=True, text=True, check=False
    ).stdout
    assert len(re.findall(r"Signature #\d", said)) == 2
    assert said.count("Signature is Valid") == 2
    assert "Total document signed" in said


def test_nobody_signs_out_of_turn_or_for_another(desk: Desk) -> None:
    signing = desk.number()
    head = signing.signers.get(means=Means.CERTIFICATE)
    with pytest.raises(Conflict, match="TTD-32"):
        desk.head_signs()
    with pytest.raises(NotAllowed, match="TTD-30"):
        signing_acts.sign_as_officer(signer_id=head.pk, officer=desk.officer(CLERK), passphrase="x", read_affirmed=True)
    with pytest.raises(NotAllowed, match="TTD-30"):
        signing_acts.sign_as_partner(
            request_id=desk.request.pk, signer_id=head.pk, actor=desk.partner(), read_affirmed=True
        )
    partner = signing.signers.get(means=Means.SEALED_ACT)
    with pytest.raises(Refusal, match="TTD-33"):
        signing_acts.sign_as_partner(
            request_id=desk.request.pk, signer_id=partner.pk, actor=desk.partner(), read_affirmed=False
        )
    desk.seal()
    with pytest.raises(Refusal, match="TTD-01"):
        desk.head_signs("salah")
    assert desk.round().signers.filter(state=SignerState.SIGNED).count() == 1


def test_a_refusal_stops_the_room_and_starts_the_clock(desk: Desk) -> None:
    signing = desk.number()
    partner = signing.signers.get(means=Means.SEALED_ACT)
    with pytest.raises(Refusal, match="TTD-35"):
        signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.partner(), reason=" ")
    with pytest.raises(NotAllowed, match="TTD-30"):
        signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.officer(HEAD).actor(), reason="bukan saya")
    signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.partner(), reason="Tarif belum sesuai")
    assert not _paused(desk)
    with pytest.raises(Conflict, match="TTD-32"):
        signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.partner(), reason="lagi")
    partner.refresh_from_db()
    assert partner.state == SignerState.REFUSED
    assert partner.refusal_reason == "Tarif belum sesuai"
    with pytest.raises(Conflict, match="TTD-40"):
        desk.head_signs()


def test_a_partner_that_lost_its_address_cannot_be_asked_for_a_code(desk: Desk) -> None:
    partner = desk.request.parties.filter(is_host=False)
    partner.update(email="")
    with pytest.raises(Refusal, match="TTD-23"):
        desk.number()
    partner.update(email="mitra@rsud.example")
    assert desk.number().mode == "elektronik"
