"""Dates that cannot be: a step's form tells each at its entry and keeps the rest; the fixed forms do the same."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

import simpul.pages
from simpul.casework.beginning import begin_case
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.lib import clock
from simpul.pages.shell.days import DayField, not_after, not_before
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import Desk, browser, send
from tests.desk.test_register_letter import NOW as LETTER_DAY
from tests.desk.test_register_letter import entries

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)
LETTERS = (
    _HEAD.format(code="surat", title="Persuratan")
    + """
langkah:
  - id: catat
    no: "1"
    kegiatan: Mencatat
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: hal, label: Hal, jenis: teks, wajib: ya, mengisi: catatan}
      - {id: surat, label: Tanggal surat Srikandi, jenis: tanggal, wajib: ya, paling_lambat: hari_ini, mengisi: catatan}
      - {id: mulai, label: Rencana mulai, jenis: tanggal, paling_awal: hari_ini, mengisi: catatan}
      - {id: akhir, label: Rencana selesai, jenis: tanggal, paling_awal: mulai, mengisi: catatan}
    keluaran:
      - {id: catatan, nama: Catatan, jenis: rekaman}
    asal: sumber
    lanjut: kirim
  - id: kirim
    no: "2"
    kegiatan: Mengirim
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - id: dikirim
        label: Dikirim pada
        jenis: tanggal
        wajib: ya
        paling_awal: surat
        paling_lambat: hari_ini
        mengisi: bukti
    keluaran:
      - {id: bukti, nama: Bukti, jenis: rekaman}
    asal: sumber
    lanjut: selesai
"""
)
GOOD = {"hal": "Pipet", "surat": "2026-11-20", "mulai": "2026-12-01", "akhir": "2026-12-31"}


@pytest.fixture
def office() -> House:
    with clock.at(datetime(2026, 11, 1, tzinfo=UTC)):
        return furnish("rekaan", LETTERS)


@pytest.fixture
def begun(office: House) -> Case:
    version = ProcedureVersion.objects.get(procedure__institution=office.institution)
    with clock.at(MONDAY):
        return begin_case(officer=office.officer("pusat"), version_id=version.pk, title="Surat")


def fault_at(page: str, entry: str) -> str:
    """What stands under an entry as its fault."""
    found = re.search(rf'id="{entry}-salah">(.*?)</div>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", "", found[1]).replace("\xa0", " ").split()) if found else ""


def test_each_impossible_date_is_told_at_its_entry_and_the_rest_is_kept(office: House, begun: Case) -> None:
    sent = {**GOOD, "surat": "2031-03-05", "mulai": "2020-01-01", "akhir": "0026-12-31"}
    with clock.at(MONDAY):
        answer = send(browser(office.officer("pusat")), begun, "catat#1", **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "belum tiba. Pilih 23 November 2026 atau sebelumnya. (Kode: TGS-53)" in fault_at(page, "id_surat")
    assert "sudah lewat. Pilih 23 November 2026 atau sesudahnya. (Kode: TGS-52)" in fault_at(page, "id_mulai")
    assert "tertulis 0026. Tulis tahun dari 1945 sampai 2056. (Kode: TGS-51)" in fault_at(page, "id_akhir")
    assert all(f'value="{typed}"' in page for typed in sent.values())
    assert begun.tasks.filter(state="open", key="catat#1").exists()


def test_the_entries_say_their_bounds_and_the_calendar_offers_no_other_day(office: House, begun: Case) -> None:
    client = browser(office.officer("pusat"))
    with clock.at(MONDAY):
        page = client.get(f"/perkara/{begun.slug}/").content.decode()
        assert send(client, begun, "catat#1", **GOOD).status_code == 302
        later = client.get(f"/perkara/{begun.slug}/").content.decode()
    inputs = {name: re.findall(rf'<input[^>]*name="{name}"[^>]*>', page + later)[0] for name in (*GOOD, "dikirim")}
    assert 'max="2026-11-23"' in inputs["surat"]
    assert 'min="2026-11-23"' in inputs["mulai"]
    assert 'min="1945-01-01"' in inputs["akhir"]
    assert 'min="2026-11-20"' in inputs["dikirim"]
    assert "Paling lambat hari ini." in page
    assert "Paling awal “Rencana mulai”." in page
    assert "Paling awal “Tanggal surat Srikandi”, 20 November 2026. Paling lambat hari ini." in later


def test_a_date_before_that_of_an_earlier_step_is_told_with_both(office: House, begun: Case) -> None:
    client = browser(office.officer("pusat"))
    with clock.at(MONDAY):
        assert send(client, begun, "catat#1", **GOOD).status_code == 302
        answer = send(client, begun, "kirim#1", dikirim="2026-11-19")
        told = fault_at(answer.content.decode(), "id_dikirim")
        assert "“Dikirim pada” mendahului “Tanggal surat Srikandi”, yaitu 20 November 2026" in told
        assert send(client, begun, "kirim#1", dikirim="2026-11-20").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"letter_date": "2031-03-05"}, "letter_date", "Hari itu belum tiba. Pilih 5 November 2026 atau sebelumnya."),
        ({"letter_date": "2026-11-04"}, "letter_date", "(Kode: PGJ-24)"),
        ({"letter_date": "0026-11-01"}, "letter_date", "Tahun 0026 tampaknya salah ketik."),
        ({"received_on": "2026-11-06"}, "received_on", "Hari itu belum tiba. Pilih 5 November 2026 atau sebelumnya."),
        ({"received_on": "1926-11-03"}, "received_on", "Tahun 1926 tampaknya salah ketik."),
    ],
)
def test_a_letter_is_registered_with_days_that_can_be(desk: Desk, wrong: dict[str, str], field: str, said: str) -> None:
    with clock.at(LETTER_DAY):
        answer = desk.client("tata_usaha").post("/meja/surat/baru/", entries(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in fault_at(page, f"id_{field}")
    assert 'value="Klinik Umpama"' in page
    assert not Case.objects.exists()


class Trip(forms.Form):
    gone = DayField()
    planned = DayField(required=False)


@pytest.mark.parametrize(
    ("gone", "planned", "faults"),
    [
        ("2026-11-05", "2026-11-05", {}),
        ("2026-11-06", "2026-11-04", {"gone": "future", "planned": "past"}),
        ("1945-01-01", "2056-12-31", {}),
        ("1944-12-31", "2057-01-01", {"gone": "year", "planned": "year"}),
        ("", "", {"gone": "required"}),
        ("besok", "", {"gone": "invalid"}),
    ],
)
def test_a_day_of_a_fixed_form_is_bounded(gone: str, planned: str, faults: dict[str, str]) -> None:
    form = Trip({"gone": gone, "planned": planned})
    not_after(form, "gone", date(2026, 11, 5))
    not_before(form, "planned", date(2026, 11, 5))
    with clock.at(LETTER_DAY):
        found = {name: errors.as_data()[0].code for name, errors in form.errors.items()}
    assert found == faults


def test_every_day_of_a_fixed_form_has_its_year_judged() -> None:
    """The forms of steps alone leave it to the rules."""
    unjudged = set()
    for module in walk_packages(simpul.pages.__path__, "simpul.pages."):
        for form in vars(import_module(module.name)).values():
            for name, field in getattr(form, "base_fields", {}).items() if isinstance(form, type) else ():
                if isinstance(field, forms.DateField) and not isinstance(field, DayField):
                    unjudged.add((form.__name__, name))
    assert unjudged == set()


def test_both_days_of_a_letter_are_told_at_once(desk: Desk) -> None:
    with clock.at(LETTER_DAY):
        answer = desk.client("tata_usaha").post(
            "/meja/surat/baru/", entries(received_on="0026-11-03", letter_date="2031-03-05")
        )
    assert all(fault_at(answer.content.decode(), f"id_{name}") for name in ("received_on", "letter_date"))
