"""A step that is done again begins with everything that was entered before: tables, dates, units and files too."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.casework.retraction import retract_completion
from simpul.core.directory.models import Assignment, Unit
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case, Output, ProcedureVersion, Task
from simpul.lib import clock
from tests.casework.conftest import House, files, furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import SCAN, browser, send

__all__ = ["files"]
pytestmark = pytest.mark.django_db
LOAN = (
    _HEAD.format(code="pinjam", title="Peminjaman")
    + """
langkah:
  - id: ajukan
    no: "1"
    kegiatan: Mengajukan
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: permohonan}
      - id: alat
        label: Alat
        jenis: tabel
        wajib: ya
        baris: "2"
        kolom: [{id: nama, label: Nama}, {id: seri, label: Seri}]
        mengisi: permohonan
      - {id: cadangan, label: Cadangan, jenis: angka, mengisi: permohonan}
      - {id: dikalibrasi, label: Dikalibrasi pada, jenis: tanggal, wajib: ya, mengisi: permohonan}
      - {id: satuan, label: Satuan, jenis: unit, wajib: ya, lajur: [balai], mengisi: permohonan}
      - {id: foto, label: Foto alat, jenis: berkas, wajib: ya, mengisi: foto}
      - {id: nomor, label: Nomor surat, jenis: teks, wajib: ya, peran: nomor, mengisi: surat}
      - {id: tanggal, label: Tanggal surat, jenis: tanggal, wajib: ya, peran: tanggal, mengisi: surat}
      - {id: isi, label: Isi surat, jenis: uraian, wajib: ya, peran: isi, mengisi: surat}
      - {id: pindai, label: Surat bertanda tangan, jenis: berkas, mengisi: surat}
    keluaran:
      - {id: permohonan, nama: Permohonan, jenis: rekaman}
      - {id: foto, nama: Foto alat, jenis: berkas}
      - {id: surat, nama: Surat, jenis: berkas, dibuat: formulir, templat: surat}
    asal: sumber
    lanjut: periksa
  - id: periksa
    no: "2"
    kegiatan: Memeriksa
    pelaksana: hukum
    waktu: 1 HK
    isian:
      - {id: hasil, label: Hasil, jenis: uraian, wajib: ya, mengisi: hasil}
    keluaran:
      - {id: hasil, nama: Hasil, jenis: rekaman}
    asal: sumber
    keputusan: {cukup: selesai, kurang: ajukan}
    sebutan: {cukup: Cukup, kurang: Kurang}
"""
)  # fmt: skip
WORDS = {
    "uraian": "Dua alat.", "alat.0.nama": "Pipet", "alat.0.seri": "P-1", "alat.1.nama": "Neraca", "cadangan": "0",
    "dikalibrasi": "2026-05-04", "satuan": "balai:loka", "nomor": "S-77", "tanggal": "2026-11-02", "isi": "Mohon.",
}  # fmt: skip


def scan(name: str = "foto.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SCAN.read_bytes(), "application/pdf")


@pytest.fixture
def house() -> House:
    made = furnish("rekaan", LOAN)
    unit = Unit.objects.create(institution=made.institution, code="loka", name="Loka Rekaan")
    Assignment.objects.filter(lane__institution=made.institution, lane__code="balai").update(unit=unit)
    return made


@pytest.fixture
def begun(house: House) -> Case:
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    with clock.at(datetime(2026, 11, 2, 2, tzinfo=UTC)):
        return begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Pipet")


@pytest.fixture
def returned(house: House, begun: Case) -> Case:
    done = send(browser(house.officer("pusat")), begun, "ajukan#1", **WORDS, foto=scan(), pindai=scan("surat.pdf"))
    assert done.status_code == 302, done.content.decode()[:3000]
    note = {"outcome": "kurang", "catatan_keputusan": "Kurang jelas."}
    assert send(browser(house.officer("hukum")), begun, "periksa#1", hasil="Kurang", **note).status_code == 302
    return begun


def page(client: Client, case: Case) -> str:
    return client.get(reverse("desk:case", args=[case.slug])).content.decode()


def entry(said: str, name: str) -> str:
    found = re.search(rf'<(?:input|textarea)[^>]*name="{re.escape(name)}"[^>]*>[^<]*', said)
    return found[0] if found else ""


def photo(key: str) -> StoredFile:
    """The file that the task's output "foto" holds."""
    file = Output.objects.get(task__key=key, name="foto").file
    assert file is not None
    return file


def test_no_date_but_that_of_the_printed_document_is_filled_in_by_itself(house: House, begun: Case) -> None:
    with clock.at(datetime(2026, 11, 3, 2, tzinfo=UTC)):
        said = page(browser(house.officer("pusat")), begun)
    assert 'value="2026-11-03"' in entry(said, "tanggal")
    assert "value=" not in entry(said, "dikalibrasi")


def test_tables_dates_numbers_and_units_come_back(house: House, returned: Case) -> None:
    said = page(browser(house.officer("pusat")), returned)
    for name, held in {
        "alat.0.nama": "Pipet", "alat.0.seri": "P-1", "alat.1.nama": "Neraca", "uraian": "Dua alat.",
        "dikalibrasi": 'value="2026-05-04"', "cadangan": 'value="0"',
    }.items():  # fmt: skip
        assert held in entry(said, name), name
    (unit,) = re.findall(r'<input[^>]*value="balai:loka"[^>]*>', said)
    assert "checked" in unit


def test_what_belongs_to_the_earlier_document_is_asked_anew_and_the_page_says_so(house: House, returned: Case) -> None:
    said = page(browser(house.officer("pusat")), returned)
    assert "S-77" not in entry(said, "nomor")
    assert "simpanan-pindai" not in said
    anew = said[said.index("Isian putaran sebelumnya") :].partition("</p>")[0]
    assert anew.endswith("Nomor surat, Tanggal surat, Surat bertanda tangan.")


def test_a_form_of_which_nothing_stands_does_not_say_that_it_is_filled_in(house: House, returned: Case) -> None:
    again = browser(house.officer("pusat"))
    assert "Isian putaran sebelumnya" in page(again, returned)
    assert ", putaran ke" in page(again, returned)
    same = {**WORDS, "nomor": "S-78", "simpanan-foto": photo("ajukan#1").slug, "foto": ""}
    assert send(again, returned, "ajukan#2", **same, pindai=scan("baru.pdf")).status_code == 302
    checker = browser(house.officer("hukum"))
    assert "Isian putaran sebelumnya" in page(checker, returned)
    Task.objects.filter(case=returned, key="periksa#1").update(data={})
    assert "Isian putaran sebelumnya" not in page(checker, returned)


def test_the_file_of_the_round_before_stays_unless_it_is_replaced(house: House, returned: Case) -> None:
    client = browser(house.officer("pusat"))
    first = photo("ajukan#1")
    tick = entry(page(client, returned), "simpanan-foto")
    assert first.slug in tick
    assert "checked" in tick
    assert send(client, returned, "ajukan#2", **WORDS).status_code == 422  # without the tick the file is lacking
    wrong = send(client, returned, "ajukan#2", **{**WORDS, "uraian": "", "simpanan-foto": first.slug})
    assert "checked" in entry(wrong.content.decode(), "simpanan-foto")
    done = send(client, returned, "ajukan#2", **WORDS, **{"simpanan-foto": first.slug})
    assert done.status_code == 302
    again = Output.objects.get(task__key="ajukan#2", name="foto")
    assert again.file_id == first.pk
    assert Output.objects.get(task__key="ajukan#2", name="surat").file_id != Output.objects.get(
        task__key="ajukan#1", name="surat"
    ).file_id  # fmt: skip


def test_a_new_file_takes_the_place_of_the_earlier_one(house: House, returned: Case) -> None:
    first = photo("ajukan#1")
    sent = {**WORDS, "simpanan-foto": first.slug}
    assert send(browser(house.officer("pusat")), returned, "ajukan#2", **sent, foto=scan("baru.pdf")).status_code == 302
    assert photo("ajukan#2").name == "baru.pdf"
    assert StoredFile.objects.filter(pk=first.pk).exists()


def test_a_file_of_somebody_else_is_not_taken_over_by_its_name(house: House, returned: Case) -> None:
    other = Output.objects.get(task__key="ajukan#1", name="surat").file
    assert other is not None
    StoredFile.objects.filter(pk=other.pk).update(created_by="user:0")
    sent = {**WORDS, "simpanan-foto": other.slug}
    assert send(browser(house.officer("pusat")), returned, "ajukan#2", **sent).status_code == 422


def test_a_completion_that_was_taken_back_keeps_all_its_entries(house: House, begun: Case) -> None:
    client = browser(house.officer("pusat"))
    send(client, begun, "ajukan#1", **WORDS, foto=scan())
    task = Task.objects.get(case=begun, key="ajukan#1")
    retract_completion(task_id=task.pk, officer=house.officer("pusat"), reason="Salah seri.")
    said = page(client, begun)
    assert "Pipet" in entry(said, "alat.0.nama")
    assert "S-77" in entry(said, "nomor")
    slug = photo(task.key).slug
    assert slug in entry(said, "simpanan-foto")
    assert send(client, begun, "ajukan#1", **WORDS, **{"simpanan-foto": slug}).status_code == 302
