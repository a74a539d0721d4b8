"""What a step that comes again shows: why it was sent back, what it said before, whom it waits for."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.pages.shell import formats
from tests.casework.conftest import SOPS, House, files, furnish
from tests.desk.conftest import SCAN, browser, send

__all__ = ["files"]
pytestmark = pytest.mark.django_db
STUDY = {
    "judul_kerja_sama": "Pengawasan obat", "nama_mitra": "Otoritas Umpama", "negara_mitra": "Umpama",
    "jenis_naskah": "mou", "asal_prakarsa": "kepala_bpom", "sifat_prakarsa": "baru", "kajian": "Bermanfaat.",
}  # fmt: skip
REVIEW = {
    "masukan_unit": "Batasi datanya.", "dampak_hukum": "Tidak ada.", "keterlibatan_kemenlu": "Rapat 3 November.",
    "pihak_lain": "Kementerian Contoh",
}  # fmt: skip
DRAFTED = {"jenjang_penanda_tangan": "kepala_bpom", "rumusan": "Disepakati."}
REASON = "Perjelas pembagian biaya."


@pytest.fixture
def house() -> House:
    return furnish("bpom", (SOPS / "bpom-ln" / "1.yaml").read_text())


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("naskah.pdf", SCAN.read_bytes(), "application/pdf")


def step(house: House, case: Case, lane: str, key: str, outcome: str = "", **entries: object) -> None:
    response = send(browser(house.officer(lane)), case, key, outcome=outcome, **entries)
    assert response.status_code == 302, response.content.decode()[:3000]


@pytest.fixture
def returned(house: House) -> Case:
    """A case that the Head of BPOM has sent back to the review."""
    officer = house.officer("biro_ksh")
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    case = begin_case(officer=officer, version_id=version.pk, title="MoU contoh", lane_code="biro_ksh")
    step(house, case, "biro_ksh", "kaji#1", **STUDY, berkas_dasar=scan(), berkas_draf_awal=scan())
    step(house, case, "biro_ksh", "reviu#1", **REVIEW, berkas_first_draft=scan())
    step(house, case, "biro_ksh", "rumuskan#1", **DRAFTED, berkas_second_draft=scan())
    step(house, case, "kepala_bpom", "setujui_reviu#1", "tidak", alasan_tidak_setuju=REASON)
    return case


def page(client: Client, case: Case, tab: str = "case") -> str:
    return client.get(reverse(f"desk:{tab}", args=[case.slug])).content.decode()


@pytest.mark.parametrize("lane", ["biro_ksh", "kepala_bpom"])
def test_the_reason_stands_above_the_form_for_doer_and_reader(house: House, returned: Case, lane: str) -> None:
    said = page(browser(house.officer(lane)), returned)
    assert said[: said.index('id="isian-')].count(REASON) == 1
    assert "Dikembalikan dari langkah 4, Setujui hasil reviu" in said
    form = said.find("<form", said.find('class="s-job"'))
    assert lane != "biro_ksh" or said.index(REASON) < said.index('name="masukan_unit"')
    assert form > 0


def test_what_was_said_before_is_there_to_be_corrected_but_no_outcome_and_no_date(house: House, returned: Case) -> None:
    said = page(browser(house.officer("biro_ksh")), returned)
    assert "Batasi datanya." in said
    assert 'value="Kementerian Contoh"' in said
    assert "Isian putaran sebelumnya sudah dimasukkan" in said
    step(house, returned, "biro_ksh", "reviu#2", **REVIEW, berkas_first_draft=scan())
    assert "Dikembalikan dari" not in page(browser(house.officer("biro_ksh")), returned)
    step(house, returned, "biro_ksh", "rumuskan#2", **DRAFTED, berkas_second_draft=scan())
    assert "Dikembalikan dari" not in page(browser(house.officer("kepala_bpom")), returned)


def test_documents_say_of_which_round_they_are(house: House, returned: Case) -> None:
    step(house, returned, "biro_ksh", "reviu#2", **REVIEW, berkas_first_draft=scan())
    said = page(browser(house.officer("biro_ksh")), returned, "documents")
    assert f"Reviu draft, {formats.putaran(2, lang='id')}" in said


def test_whom_the_clock_waits_for_is_named_above_the_form_and_in_the_journey(house: House, returned: Case) -> None:
    client = browser(house.officer("biro_ksh"))
    asked = reverse("desk:ask_outside", args=[returned.slug, "reviu#2"])
    assert client.post(asked, {"pihak": "kemenlu", "catatan": "Undangan rapat"}).status_code == 302
    said = page(client, returned)
    assert said.index("Kita menunggu Kementerian Luar Negeri") < said.index('name="masukan_unit"')
    assert "menunggu Kementerian Luar Negeri." in said
    assert "Jam berhenti sejak hari ini" in said
    assert "Kementerian Luar Negeri ditanya oleh Petugas Biro Kerja Sama dan Hubungan Masyarakat" in said
    assert said.index("Undangan rapat") < said.index('name="masukan_unit"')
    assert "Jam langkah ini berhenti sejak " in said
    answer = reverse("desk:answer_outside", args=[returned.slug, "reviu#2"])
    assert client.post(answer, {"pihak": "kemenlu", "saluran": "Surat", "catatan": "Naskah baik"}).status_code == 302
    said = page(client, returned)
    assert said.index("Undangan rapat") < said.index("menjawab lewat Surat") < said.index("Naskah baik")


def test_the_trail_says_what_was_decided_and_where_it_went(house: House, returned: Case) -> None:
    shown = page(browser(house.officer("biro_ksh")), returned, "trail")
    assert "Keputusan: Tidak. Kembali ke langkah: Reviu draft." in shown
    assert shown.count("Keputusan:") == 1
