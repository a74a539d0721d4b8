"""A step that each unit does for itself comes again: every unit finds what it had entered itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.core.directory.models import Assignment, Lane, Unit, User
from simpul.core.directory.officers import officer_of
from simpul.core.procedures.models import Case, ProcedureVersion, Task
from tests.casework.conftest import House, files, furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import browser, send
from tests.desk.test_round_before import entry

__all__ = ["files"]
pytestmark = pytest.mark.django_db
MEASURE = (
    _HEAD.format(code="ukur", title="Pengukuran")
    + """
langkah:
  - id: minta
    no: "1"
    kegiatan: Meminta pengukuran
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: satuan, label: Satuan, jenis: unit, wajib: ya, lajur: [balai], mengisi: minta}
    keluaran:
      - {id: minta, nama: Permintaan, jenis: rekaman}
    asal: sumber
    lanjut: ukur
  - id: ukur
    no: "2"
    kegiatan: Mengukur alat
    pelaksana: {lajur: [balai], cara: masing_masing}
    waktu: 2 HK
    isian:
      - {id: hasil, label: Hasil, jenis: uraian, wajib: ya, mengisi: hasil}
      - {id: alat, label: Alat, jenis: tabel, baris: "2", kolom: [{id: nama, label: Nama}], mengisi: hasil}
    keluaran:
      - {id: hasil, nama: Hasil ukur, jenis: rekaman}
    asal: sumber
    lanjut: periksa
  - id: periksa
    no: "3"
    kegiatan: Memeriksa hasil
    pelaksana: hukum
    waktu: 1 HK
    isian:
      - {id: putusan, label: Putusan, jenis: uraian, wajib: ya, mengisi: putusan}
    keluaran:
      - {id: putusan, nama: Putusan, jenis: rekaman}
    asal: sumber
    keputusan: {cukup: selesai, kurang: ukur}
    sebutan: {cukup: Cukup, kurang: Kurang}
"""
)
UNITS = ("loka_a", "loka_b")


def of_unit(house: House, code: str) -> Client:
    """A signed-in officer of one unit."""
    lane = Lane.objects.get(institution=house.institution, code="balai")
    unit = Unit.objects.create(institution=house.institution, code=code, name=f"Loka {code[-1].upper()}")
    user = User.objects.create(
        email=f"{code}@rekaan.example", full_name=f"Petugas {code}", institution=lane.institution
    )
    Assignment.objects.create(user=user, lane=lane, unit=unit, starts_on=date(2026, 1, 1))
    found = officer_of(user)
    assert found is not None
    return browser(found)


def sent(client: Client, case: Case, key: str, **entries: object) -> None:
    response = send(client, case, key, **entries)
    assert response.status_code == 302, response.content.decode()[:3000]


def test_each_unit_finds_its_own_words_after_a_return() -> None:
    house = furnish("rekaan", MEASURE)
    Assignment.objects.filter(lane__institution=house.institution, lane__code="balai").delete()
    clients = {code: of_unit(house, code) for code in UNITS}
    case = begin_case(officer=house.officer("pusat"), version_id=ProcedureVersion.objects.get().pk, title="Alat")
    sent(browser(house.officer("pusat")), case, "minta#1", satuan=[f"balai:{code}" for code in UNITS])
    for task in Task.objects.filter(case=case, step="ukur").select_related("unit"):
        assert task.unit is not None
        words = {"hasil": f"Baik di {task.unit.code}", "alat.0.nama": f"Pipet {task.unit.code}"}
        sent(clients[task.unit.code], case, task.key, **words)
    back = {"outcome": "kurang", "catatan_keputusan": "Ukur lagi."}
    sent(browser(house.officer("hukum")), case, "periksa#1", putusan="Kurang", **back)
    again = Task.objects.filter(case=case, step="ukur", state="open").select_related("unit")
    assert {task.round for task in again} == {2}
    assert len(again) == len(UNITS)
    for task in again:
        assert task.unit is not None
        url = reverse("desk:case", args=[case.slug])
        said = clients[task.unit.code].get(url, {"tugas": task.key}).content.decode()
        assert f"Baik di {task.unit.code}" in entry(said, "hasil")
        assert f"Pipet {task.unit.code}" in entry(said, "alat.0.nama")
        assert "Isian putaran sebelumnya sudah dimasukkan." in said


def test_a_lane_without_units_finds_its_own_words_too() -> None:
    text = MEASURE.replace("{lajur: [balai], cara: masing_masing}", "{lajur: [pusat, balai], cara: masing_masing}")
    house = furnish("rekaan", text.replace("jenis: unit, wajib: ya, lajur: [balai]", "jenis: teks"))
    case = begin_case(officer=house.officer("pusat"), version_id=ProcedureVersion.objects.get().pk, title="Alat")
    sent(browser(house.officer("pusat")), case, "minta#1", satuan="keduanya")
    for task in Task.objects.filter(case=case, step="ukur").select_related("lane"):
        assert task.lane is not None
        sent(browser(house.officer(task.lane.code)), case, task.key, hasil=f"Baik di {task.lane.code}")
    back = {"outcome": "kurang", "catatan_keputusan": "Ukur lagi."}
    sent(browser(house.officer("hukum")), case, "periksa#1", putusan="Kurang", **back)
    again = list(Task.objects.filter(case=case, step="ukur", state="open").select_related("lane"))
    assert len(again) == len(UNITS)
    for task in again:
        assert task.lane is not None
        url = reverse("desk:case", args=[case.slug])
        said = browser(house.officer(task.lane.code)).get(url, {"tugas": task.key}).content.decode()
        assert f"Baik di {task.lane.code}" in entry(said, "hasil")
