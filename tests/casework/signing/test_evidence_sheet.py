"""Lembar jejak: what it says of an electronic, a preserved and a wet-ink agreement, and who gets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from simpul.casework import signing_rounds
from simpul.casework.evidence.sheet import evidence_sheet
from simpul.casework.evidence.signatures import MEANS
from simpul.casework.preserving import newest_of, preserve_due
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import path_of
from simpul.core.signing.models import Means, SigningRound
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.wet_ink import OriginalFacts
from simpul.lib import clock
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.documents.office import assert_sound_pdf_a, pdf_text

pytestmark = pytest.mark.django_db
ARCHIVIST = "tim_arsiparis"


def archived(desk: Desk) -> Agreement:
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")
    return desk.agreement()


def said(agreement: Agreement, folder: Path) -> str:
    path = folder / "jejak.pdf"
    path.write_bytes(evidence_sheet(agreement))
    assert_sound_pdf_a(path)
    return " ".join(pdf_text(path).split())


def test_every_means_has_its_words() -> None:
    assert set(MEANS) == set(Means)


def test_an_electronic_agreement(signed: Desk, tmp_path: Path) -> None:
    agreement = archived(signed)
    words = said(agreement, tmp_path)
    assert agreement.signed_file is not None
    assert agreement.reading_copy is not None
    assert agreement.numbered in words
    for sha256 in (signed.round().rendered.sha256, agreement.signed_file.sha256, agreement.reading_copy.sha256):
        assert sha256 in words
    assert words.count("utuh") >= 3
    assert "drg. Rekaan Umpama" in words
    assert "dr. Umpama Rekaan" in words
    assert agreement.sign_by is not None
    assert f"Batas tanda tangan {long_date(agreement.sign_by)}, pukul 24.00 WIB" in words
    assert "tidak tersertifikasi (PP 71/2019)" in words
    assert "otoritas DEMO" in words
    assert "SAH (sertifikat DEMO)" in words
    events = AuditEvent.objects.filter(chain=f"case:{signed.case.pk}", verb="agreement.signed")
    assert events.count() == 2
    assert all(event.hash in words for event in events)
    assert "dibubuhkan: drg. Rekaan Umpama" in words
    signed.case.refresh_from_db()
    assert signed.case.chain_hash in words
    assert "081000000001" not in words
    assert "mitra@rsud.example" not in words


def test_with_proofs_for_the_years_after(signed: Desk, tmp_path: Path) -> None:
    agreement = archived(signed)
    assert preserve_due() == 1
    proofs = newest_of(agreement)
    assert proofs is not None
    words = said(agreement, tmp_path)
    assert proofs.file.sha256 in words
    assert "Naskah dengan bukti jangka panjang ke-1" in words
    assert "Cap waktu 1/1" in words


def test_a_changed_file_proves_nothing(signed: Desk, tmp_path: Path) -> None:
    agreement = archived(signed)
    assert agreement.signed_file is not None
    path = path_of(agreement.signed_file.sha256)
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(bytes(data))
    words = said(agreement, tmp_path)
    assert "BERUBAH" in words
    assert "tidak dapat lagi membuktikan" in words
    assert "SAH (" not in words


def on_paper(desk: Desk, signing: SigningRound) -> None:
    """Both have signed, and nothing is missing for any original."""
    clerk, today = desk.officer(CLERK), clock.now().date()
    for signer in signing.signers.all():
        signing_rounds.record_wet_signature(signer_id=signer.pk, officer=clerk, signed_on=today)
    for number in (1, 2):
        facts = OriginalFacts(
            meterai=f"ABC{number}", paraf_pages=True, paraf_teams=True, exchanged_on=today, location=f"Rak {number}",
            scan=desk.file(f"%PDF-1.7 asli {number}".encode()),
        )  # fmt: skip
        signing_rounds.record_original(case_id=desk.case.pk, officer=clerk, number=number, facts=facts)


def test_wet_ink_is_said_honestly(paper_desk: Desk, tmp_path: Path) -> None:
    desk = paper_desk
    signing = desk.number()
    agreement = desk.agreement()
    with pytest.raises(Refusal, match="TTD-64"):
        evidence_sheet(agreement)
    on_paper(desk, signing)
    words = said(desk.agreement(), tmp_path)
    assert "Tinta basah di atas kertas" in words
    assert "2 rangkap asli" in words
    assert "ABC1" in words
    assert "lengkap" in words
    assert "Keaslian tinta diperiksa pada kertas asli" in words
    assert "tidak dicatat oleh sistem" in words
    assert "SAH" not in words


def _client(officer: Officer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_who_gets_it(signed: Desk) -> None:
    agreement = archived(signed)
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD)
    address, record = f"/meja/arsip/{agreement.slug}/lembar-jejak/", f"/meja/arsip/{agreement.slug}/"
    for lane in (ARCHIVIST, HEAD, CLERK):
        answer = _client(signed.officer(lane)).get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert address in _client(signed.officer(lane)).get(record).content.decode()
    colleague = _client(signed.officer("tim_mutu_kemitraan"))
    assert colleague.get(address).status_code == 404
    assert address not in colleague.get(record).content.decode()
    assert _client(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
