"""What a completed step recorded can be read by whoever works on a later one: on the task, on a page, on paper."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.core.directory.models import Assignment, Unit
from simpul.core.procedures.models import Case, Output, ProcedureVersion, Task
from simpul.lib import clock
from tests.casework.conftest import House, files, furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import SCAN, browser, send

__all__ = ["files"]
pytestmark = pytest.mark.django_db
CALIBRATION = (
    _HEAD.format(code="kalibrasi", title="Kalibrasi")
    + """
langkah:
  - id: terima
    no: "1"
    ringkas: Terima alat
    kegiatan: Menerima alat
    pelaksana: pusat
    kelengkapan: [Surat permintaan mitra, Alat ukur]
    waktu: 1 HK
    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}
    isian:
      - {id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: catatan}
      - {id: biaya, label: Biaya, jenis: rupiah, mengisi: catatan}
      - {id: banyak, label: Banyaknya alat, jenis: angka, mengisi: catatan}
      - {id: tiba, label: Tiba pada, jenis: tanggal, mengisi: catatan}
      - id: layanan
        label: Jenis layanan
        jenis: pilihan
        pilihan: [{id: segera, label: Segera (biaya tambahan)}, {id: biasa, label: Biasa}]
        mengisi: catatan
      - {id: satuan, label: Satuan, jenis: unit, lajur: [balai], mengisi: catatan}
      - id: alat
        label: Rincian alat
        jenis: tabel
        kolom: [{id: nama, label: Nama alat}, {id: seri, label: Nomor seri}]
        mengisi: catatan
      - {id: pindai, label: Pindaian surat, jenis: berkas, mengisi: surat}
    keluaran:
      - {id: catatan, nama: Catatan penerimaan, jenis: rekaman}
      - {id: surat, nama: Surat permintaan mitra, jenis: berkas}
    asal: sumber
    lanjut: periksa
  - id: periksa
    no: "2"
    ringkas: Periksa alat
    kegiatan: Memeriksa
    pelaksana: hukum
    kelengkapan: [Catatan penerimaan, Surat permintaan mitra, Tenang dan teliti]
    waktu: 1 HK
    isian:
      - {id: hasil, label: Hasil, jenis: uraian, wajib: ya, mengisi: hasil}
    keluaran:
      - {id: hasil, nama: Hasil pemeriksaan, jenis: rekaman}
    asal: sumber
    keputusan: {cukup: selesai, kurang: terima}
    sebutan: {cukup: Sudah cukup, kurang: Masih kurang}
"""
)  # fmt: skip
WORDS = {
    "uraian": "Sanggup di dua ruang.\nPemilik 9912130101010012.", "biaya": "1.250.000", "banyak": "1200",
    "tiba": "2026-11-03", "layanan": "segera", "satuan": "balai:loka", "alat.0.nama": "Pipet", "alat.0.seri": "P-1",
    "alat.1.nama": "Neraca",
}  # fmt: skip
READABLE = (
    "Sanggup di dua ruang.", "Rp1.250.000", "1.200", "3 November 2026", "Segera (biaya tambahan)", "Loka Rekaan",
    "Nama alat", "Nomor seri", "Pipet", "P-1", "Neraca", "Setuju dengan jadwal.", "Rapat", "Kementerian Rekaan",
    "pukul",
)  # fmt: skip


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("surat.pdf", SCAN.read_bytes(), "application/pdf")


@pytest.fixture
def house() -> House:
    made = furnish("rekaan", CALIBRATION)
    unit = Unit.objects.create(institution=made.institution, code="loka", name="Loka Rekaan")
    Assignment.objects.filter(lane__institution=made.institution, lane__code="balai").update(unit=unit)
    return made


@pytest.fixture
def received(house: House) -> Case:
    """A case whose first step is done, the ministry having answered in it."""
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    client = browser(house.officer("pusat"))
    with clock.at(datetime(2026, 11, 3, 2, tzinfo=UTC)):
        case = begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Pipet")
        for name, note in (("ask_outside", "Mohon pendapat."), ("answer_outside", "Setuju dengan jadwal.")):
            told = {"pihak": "kementerian", "catatan": note, "saluran": "Rapat"}
            client.post(reverse(f"desk:{name}", args=[case.slug, "terima#1"]), told)
        done = send(client, case, "terima#1", **WORDS, pindai=scan())
    assert done.status_code == 302, done.content.decode()[:3000]
    return case


def page(client: Client, case: Case, name: str = "case") -> str:
    return client.get(reverse(f"desk:{name}", args=[case.slug])).content.decode()


@pytest.mark.parametrize("name", ["case", "records", "records_print"])
@pytest.mark.parametrize("lane", ["hukum", "pusat"])
def test_every_answer_is_read_by_its_label_and_in_words(house: House, received: Case, name: str, lane: str) -> None:
    said = page(browser(house.officer(lane)), received, name)
    assert [words for words in READABLE if words not in said] == []
    file = Output.objects.get(case=received, name="surat").file
    assert file is not None
    assert f"/berkas/{file.slug}/" in said
    assert "balai:loka" not in said


@pytest.mark.parametrize("name", ["case", "records", "records_print"])
def test_an_identity_number_is_masked(house: House, received: Case, name: str) -> None:
    said = page(browser(house.officer("hukum")), received, name)
    assert "9912130101010012" not in said
    assert "99••••••••••0012" in said


def test_the_decision_its_note_and_the_round_stand_with_the_record(house: House, received: Case) -> None:
    note = {"outcome": "kurang", "catatan_keputusan": "Lampirkan daftar."}
    assert (
        send(browser(house.officer("hukum")), received, "periksa#1", hasil="Daftar kurang", **note).status_code == 302
    )
    said = page(browser(house.officer("balai")), received, "records")
    for words in ("Masih kurang", "Lampirkan daftar.", "Daftar kurang", "Periksa alat", "Terima alat"):
        assert words in said
    assert said.index("Terima alat") < said.index("Periksa alat")


def test_an_ended_case_keeps_its_records_in_sight(house: House, received: Case) -> None:
    assert (
        send(browser(house.officer("hukum")), received, "periksa#1", outcome="cukup", hasil="Baik").status_code == 302
    )
    said = page(browser(house.officer("pusat")), received)
    assert "Sanggup di dua ruang." in said
    assert reverse("desk:records", args=[received.slug]) in said


def test_a_taken_back_completion_is_no_record(house: House, received: Case) -> None:
    Task.objects.filter(case=received, step="terima").update(state="retracted")
    assert "Sanggup di dua ruang." not in page(browser(house.officer("hukum")), received, "records")


def test_what_the_step_needs_is_listed_and_leads_to_what_the_case_has(house: House, received: Case) -> None:
    said = page(browser(house.officer("hukum")), received)
    file = Output.objects.get(case=received, name="surat").file
    done = Task.objects.get(case=received, step="terima")
    assert file is not None
    needs = said[said.index("Kelengkapan") : said.index("Sanggup di dua ruang.")]
    assert re.search(rf'href="#isian-{done.pk}"[^>]*>Catatan penerimaan<', needs)
    assert re.search(rf'href="/berkas/{file.slug}/"[^>]*>Surat permintaan mitra<', needs)
    assert "Tenang dan teliti" in needs
    assert f'id="isian-{done.pk}"' in said


def test_whoever_begins_reads_what_the_first_step_needs(house: House) -> None:
    said = browser(house.officer("pusat")).get(reverse("desk:begin")).content.decode()
    assert "Surat permintaan mitra, Alat ukur" in said


def test_a_stranger_reads_nothing(house: House, received: Case) -> None:
    other = browser(furnish("lain", CALIBRATION).officer("pusat"))
    for name in ("records", "records_print"):
        assert other.get(reverse(f"desk:{name}", args=[received.slug])).status_code == 404


def test_the_same_file_under_two_names_stands_twice_beside_the_task(house: House, received: Case) -> None:
    first = Output.objects.get(case=received, name="surat")
    Output.objects.create(
        case=received, task=first.task, name="pindai", file=first.file, created_at=datetime(2026, 11, 4, tzinfo=UTC)
    )
    said = page(browser(house.officer("hukum")), received)
    side = said[said.index('aria-labelledby="dokumen"') :]
    assert "Surat permintaan mitra" in side
    assert "Pindaian surat" in side


def test_tasks_of_two_units_are_told_apart_in_the_worklist(house: House, received: Case) -> None:
    Task.objects.filter(case=received, step="periksa").update(unit=Unit.objects.get(code="loka"))
    said = browser(house.officer("hukum")).get(reverse("desk:worklist")).content.decode()
    assert "Periksa alat, Loka Rekaan" in said
