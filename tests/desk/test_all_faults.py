"""Every fault of a form is told in one answer, each with a link to its entry: files, numbers, note, time."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from simpul.casework.beginning import begin_case
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case, ProcedureVersion
from tests.casework.conftest import House, files, furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import SCAN, browser, send

__all__ = ["files"]
pytestmark = pytest.mark.django_db
OFFER = (
    _HEAD.format(code="tawar", title="Penawaran")
    + """
langkah:
  - id: minta
    no: "1"
    kegiatan: Meminta
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: hal, label: Hal, jenis: teks, wajib: ya, mengisi: permintaan}
    keluaran:
      - {id: permintaan, nama: Permintaan, jenis: rekaman}
    asal: sumber
    lanjut: tawarkan
  - id: tawarkan
    no: "2"
    kegiatan: Menawarkan
    pelaksana: hukum
    waktu: 1 HK
    isian:
      - {id: banyak, label: Banyaknya alat, jenis: angka, wajib: ya, mengisi: tawaran}
      - {id: biaya, label: Biaya, jenis: rupiah, wajib: ya, mengisi: tawaran}
      - {id: pindai, label: Pindaian surat, jenis: berkas, wajib: ya, mengisi: surat}
      - {id: foto, label: Foto alat, jenis: berkas, mengisi: foto}
      - {id: alasan, label: Alasan setuju, jenis: teks, wajib: ya, untuk: [setuju], mengisi: tawaran}
    keluaran:
      - {id: tawaran, nama: Tawaran, jenis: rekaman}
      - {id: surat, nama: Surat tawaran, jenis: berkas}
      - {id: foto, nama: Foto alat, jenis: berkas}
    asal: sumber
    keputusan: {setuju: selesai, ulang: minta}
    sebutan: {setuju: Setuju, ulang: Ulangi}
"""
)  # fmt: skip
WRONG = {"banyak": "tiga", "biaya": "satu juta", "outcome": "ulang", "terjadi_pada": "2999-01-01T10:00"}
RIGHT = {"alasan": "Murah", "banyak": "3", "biaya": "1.000.000", "outcome": "setuju"}


@pytest.fixture
def house() -> House:
    return furnish("rekaan", OFFER)


@pytest.fixture
def asked(house: House) -> Case:
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    case = begin_case(officer=house.officer("pusat"), version_id=version.pk, title="Tawaran")
    assert send(browser(house.officer("pusat")), case, "minta#1", hal="Pipet").status_code == 302
    return case


def scan(name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SCAN.read_bytes(), "application/pdf")


def linked(said: str) -> list[str]:
    """Where the summary of faults leads, in its order; each place is there once."""
    summary = said[said.index('class="s-banner s-banner--late" role="alert"') :].partition("</ul>")[0]
    places = re.findall(r'href="#([^"]+)"', summary)
    assert [said.count(f' id="{place}"') for place in places] == [1] * len(places)
    return places


def test_every_fault_of_the_form_is_told_at_once(house: House, asked: Case) -> None:
    bad = SimpleUploadedFile("alat.exe", b"MZ", "application/octet-stream")
    answer = send(browser(house.officer("hukum")), asked, "tawarkan#1", **WRONG, pindai=bad)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert linked(said) == [
        "id_banyak", "id_biaya", "id_pindai", "id_foto", "catatan_keputusan", "terjadi_pada",
    ]  # fmt: skip
    assert 'value="tiga"' in said
    assert said.count("TGS-34") == said.count("TGS-07") == 2  # in the summary and at the entry


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ({"outcome": "ulang"}, "catatan_keputusan"),
        ({"terjadi_pada": "2999-01-01T10:00"}, "terjadi_pada"),
        ({"terjadi_pada": "kemarin"}, "terjadi_pada"),
    ],
)
def test_a_lone_fault_beside_the_fields_leads_there(
    house: House, asked: Case, entries: dict[str, str], place: str
) -> None:
    sent = {**RIGHT, **entries}
    answer = send(browser(house.officer("hukum")), asked, "tawarkan#1", **sent, pindai=scan(), foto=scan("foto.pdf"))
    assert answer.status_code == 422
    assert linked(answer.content.decode()) == [place]
    assert StoredFile.objects.filter(name="surat.pdf").exists()  # kept for the next attempt


def test_a_reason_for_entering_late_is_asked_where_it_stands(house: House, asked: Case) -> None:
    asked.tasks.filter(step="tawarkan").update(opened_at="2026-01-05T03:00Z", started_at="2026-01-05T03:00Z")
    sent = {**RIGHT, "terjadi_pada": "2026-01-06T10:00"}
    answer = send(browser(house.officer("hukum")), asked, "tawarkan#1", **sent, pindai=scan(), foto=scan("foto.pdf"))
    assert linked(answer.content.decode()) == ["alasan_terlambat"]


def test_what_one_decision_needs_is_not_called_optional(house: House, asked: Case) -> None:
    said = browser(house.officer("hukum")).get(f"/perkara/{asked.slug}/").content.decode()
    label = said[said.index("Alasan setuju") :].partition("<input")[0]
    assert "Wajib hanya untuk" in label
    assert "tidak wajib" not in label
