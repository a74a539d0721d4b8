"""The verification page: three verdicts, nothing kept, every wrong input its own sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from simpul.core.directory import attempts
from simpul.core.documents.actions import store
from simpul.core.signing.longterm import preserve
from simpul.core.signing.models import Mode, Preservation, RoundState, SigningRound
from simpul.core.signing.stamping import ProofSource
from simpul.features.agreements.models import Agreement
from simpul.lib.actor import SYSTEM
from simpul.pages.shell.formats import saat
from simpul.rules.working_time import zone
from tests.signing.kit import AT, Kit, agreement

Publish = Callable[..., Agreement]


@pytest.fixture
def kit(tmp_path: Path, settings: Settings) -> Kit:
    settings.HOME = tmp_path
    return Kit(tmp_path)


def _check(client: Client, data: bytes, name: str = "perjanjian.pdf") -> str:
    answer = client.post("/verifikasi/", {"berkas": SimpleUploadedFile(name, data)})
    return answer.content.decode()


@pytest.mark.usefixtures("db")
class TestVerdicts:
    """Each verdict with its reason."""

    def test_signed(self, client: Client, kit: Kit) -> None:
        page = _check(client, kit.once)
        assert "SAH (sertifikat demo)" in page
        assert "TIDAK SAH" not in page
        assert "menurut jam penanda tangan" in page

    def test_one_byte_changed(self, client: Client, kit: Kit) -> None:
        data = bytearray(kit.once)
        data[len(data) // 3] ^= 1
        page = _check(client, bytes(data))
        assert "SAH (sertifikat demo)" not in page
        box = page.partition("s-verdict")[2].partition("</section>")[0]
        assert "berubah setelah tanda tangan" in box

    @pytest.mark.parametrize(
        ("data", "words"),
        [(b"bukan pdf", "bukan PDF"), (b"%PDF-1.7\n%%EOF", "PDF")],
    )
    def test_nothing_to_verify(self, client: Client, kit: Kit, data: bytes, words: str) -> None:
        page = _check(client, data)
        assert "TIDAK DIKENAL" in page
        assert words in page

    def test_unsigned(self, client: Client, kit: Kit) -> None:
        assert "TIDAK DIKENAL" in _check(client, agreement())

    def test_no_file_and_an_empty_one(self, client: Client, kit: Kit) -> None:
        assert "VRF-01" in client.post("/verifikasi/").content.decode()

    def test_the_file_is_not_kept(self, client: Client, kit: Kit) -> None:
        _check(client, agreement())
        assert not [path for path in kit.home.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"%PDF"]

    def test_a_network_that_checks_without_end_has_to_wait(self, client: Client, kit: Kit) -> None:
        for _ in range(40):
            attempts.failed("verifikasi", attempts.host_of("127.0.0.1"))
        assert "LCK-01" in _check(client, b"bukan pdf")


def test_an_original_with_proofs_behind_it_is_known_and_its_stamp_is_called_one(
    client: Client, kit: Kit, publish: Publish
) -> None:  # fmt: skip
    row, source = publish(), ProofSource(kit.home)
    assert row.signed_file is not None
    pdf = preserve(kit.twice, context=source.context(AT), stamper=source.stamper(AT))
    kept = store(
        institution_id=row.institution_id, data=pdf, name="terpelihara.pdf", kind="naskah_terpelihara",
        media_type="application/pdf", by=SYSTEM,
    )  # fmt: skip
    Preservation.objects.create(original=row.signed_file, number=1, file=kept, stamped_at=AT, renew_by=AT)
    page = _check(client, pdf)
    assert "SAH (sertifikat demo)" in page
    assert "RSUD Rekaan" in page
    assert "2 tanda tangan, 1 cap waktu" in page
    assert f"Dinilai per {saat(AT, zone('Asia/Jakarta'))}: cap waktu" in page
    shown = client.get(f"/verifikasi/{row.slug}/").content.decode()
    assert row.signed_file.sha256 in shown
    assert kept.sha256 in shown


def test_one_signed_on_paper_says_so_and_calls_its_scan_a_scan(client: Client, kit: Kit, publish: Publish) -> None:
    row = publish(signing_mode=Mode.WET)
    address, scan = f"/verifikasi/{row.slug}/", row.signed_file
    assert scan is not None
    assert row.case_id is not None
    page = client.get(address).content.decode()
    assert "Tinta basah di atas kertas" in page
    assert "naskah asli" not in page.partition("Cara tanda tangan")[2].partition("</dd>")[0], "nobody counted them"
    SigningRound.objects.create(
        institution_id=row.institution_id, case_id=row.case_id, number=1, mode=Mode.WET, rendered=scan, current=scan,
        state=RoundState.COMPLETE, originals=2, created_at=AT,
    )  # fmt: skip
    page = client.get(address).content.decode()
    assert "Tinta basah di atas kertas, 2 naskah asli" in page
    assert "Sidik pindaian" in page
    assert "Sidik naskah asli bertanda tangan" not in page
    assert "tidak diperiksa di sini" in page
    assert "Tinta basah di atas kertas" in client.get(f"/perjanjian/{row.slug}/").content.decode()
    judged = _check(client, b"%PDF-1.7 asli 1", "pindaian.pdf")
    assert "TIDAK DIKENAL" in judged
    assert "pindaian yang disimpan di sini" in judged


def test_one_that_begins_later_is_not_called_in_force(client: Client, publish: Publish) -> None:
    row = publish(effective_on=date(2040, 1, 1), ends_on=date(2041, 12, 31))
    for address in (f"/verifikasi/{row.slug}/", f"/perjanjian/{row.slug}/", "/register/"):
        assert "Sudah ditandatangani, belum berlaku" in client.get(address).content.decode()


def test_by_number(client: Client, publish: Publish) -> None:
    made = publish()
    assert made.number is not None
    answer = client.get("/verifikasi/", {"nomor": made.number.number.lower()})
    assert answer.headers["Location"] == f"/verifikasi/{made.slug}/"
    assert "RSUD Rekaan" in client.get(f"/verifikasi/{made.slug}/").content.decode()


def test_a_number_as_people_type_it_leads_to_exactly_one(client: Client, publish: Publish) -> None:
    made, other = publish(number=None, given_number="(PR.01/PKS-7/2026)"), publish(number=None, given_number="1 / 2")
    for typed in ("pr.01/pks-7/2026", " PR.01 / PKS-7 / 2026 ", '"Pr.01/PKS-7/2026".', "PR.01/\tPKS-7/2026,"):
        assert client.get("/verifikasi/", {"nomor": typed}).headers["Location"] == f"/verifikasi/{made.slug}/", typed
    assert client.get("/verifikasi/", {"nomor": "1/2"}).headers["Location"] == f"/verifikasi/{other.slug}/"
    for part in ("PR.01/PKS-7", "PR01PKS72026", "PR.01/PKS_7/2026", "12", "1/", "%", "./.", ""):
        assert client.get("/verifikasi/", {"nomor": part}).status_code == 200, part
    publish(number=None, given_number="1/ 2")
    assert "Lebih dari satu perjanjian" in client.get("/verifikasi/", {"nomor": "1/2"}).content.decode()
    assert client.get("/verifikasi/", {"nomor": "1 / 2"}).status_code == 302, "as it stands it is one alone"
    publish(number=None, given_number="9/ 9", is_public=False)
    assert "garis miring" in client.get("/verifikasi/", {"nomor": "9/9"}).content.decode()


def test_an_unknown_number_says_what_to_check(client: Client, db: None) -> None:
    assert "garis miring" in client.get("/verifikasi/", {"nomor": "9/PKS/2031"}).content.decode()


def test_a_code_that_nobody_gave_out_is_404(client: Client, db: None) -> None:
    assert client.get("/verifikasi/tidakada00/").status_code == 404
