"""The worklist: whose tasks, which filter, in which order, at what cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.casework.beginning import begin_case
from simpul.casework.joint_acts import ask_outside
from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.models import ProcedureVersion, Task
from simpul.core.procedures.worklist import PAGE_SIZE, Filter, counts, edges, work_page
from simpul.lib import clock
from tests.casework.conftest import furnish
from tests.casework.strangers.files import _HEAD
from tests.desk.conftest import Desk, browser

NOW = datetime(2026, 11, 4, 3, tzinfo=UTC)  # a Wednesday, 10.00 WIB


@pytest.fixture
def crowd(desk: Desk) -> Desk:
    """One real case, and tasks copied from its first one with due times around NOW."""
    with clock.at(NOW):
        case = desk.file_case()
    first = Task.objects.get(case=case, key="terima#1")
    dues = [NOW - timedelta(days=1), NOW + timedelta(hours=2), NOW + timedelta(days=2), NOW + timedelta(days=9), None]
    rows = [
        Task(
            institution=first.institution, case=case, key=f"terima#{number}", step="terima", round=number,
            lane=first.lane, opened_at=NOW, started_at=NOW, due_at=dues[number % 5],
            paused_since=NOW if number % 7 == 0 else None,
        )
        for number in range(2, 132)
    ]  # fmt: skip
    Task.objects.bulk_create(rows)
    return desk


def test_a_page_and_its_counters_cost_at_most_three_queries(crowd: Desk) -> None:
    viewer = crowd.house.officer("tata_usaha")
    edge = edges(NOW, calendar_for(viewer.institution_id))
    with CaptureQueriesContext(connection) as used:
        page = work_page(viewer=viewer, edge=edge)
        counts(viewer=viewer, edge=edge)
        assert all(row.case.ticket and row.lane and row.holder is None for row in page.rows)
    assert len(used) <= 3


def test_paging_shows_every_task_once_in_order(crowd: Desk) -> None:
    viewer = crowd.house.officer("tata_usaha")
    edge = edges(NOW, calendar_for(viewer.institution_id))
    seen: list[Task] = []
    key = ""
    while True:
        page = work_page(viewer=viewer, edge=edge, after=key)
        seen += page.rows
        key = page.next_key
        if not key:
            break
        assert len(page.rows) == PAGE_SIZE
    assert len({task.pk for task in seen}) == len(seen) == 131
    late = datetime.max.replace(tzinfo=UTC)
    order = [(task.paused_since is not None, task.due_at or late, task.pk) for task in seen]
    assert order == sorted(order)


@pytest.mark.parametrize("which", ["semua", "terlambat", "hari-ini", "minggu-ini", "menunggu", "belum-diambil", "saya"])
def test_a_counter_counts_what_its_filter_lists(crowd: Desk, which: Filter) -> None:
    viewer = crowd.house.officer("tata_usaha")
    edge = edges(NOW, calendar_for(viewer.institution_id))
    listed, key = 0, ""
    while True:
        page = work_page(viewer=viewer, edge=edge, which=which, after=key)
        listed, key = listed + len(page.rows), page.next_key
        if not key:
            break
    assert listed == counts(viewer=viewer, edge=edge)[which]


def test_a_team_without_tasks_reads_what_will_come(desk: Desk) -> None:
    desk.file_case()
    page = desk.client("tim_analis_hukum").get("/meja/").content.decode()
    assert "Tidak ada tugas saat ini" in page


def test_searching_finds_by_ticket_and_by_partner(desk: Desk) -> None:
    case = desk.file_case(partner_name="RSUD Cari Saya")
    client = desk.client("tata_usaha")
    for words in (case.ticket[-4:], "cari saya"):
        assert "RSUD Cari Saya" in client.get("/meja/?" + urlencode({"q": words})).content.decode()
    assert "Tidak ada tugas yang cocok" in client.get("/meja/?q=zzz").content.decode()


def test_a_key_that_was_tampered_with_starts_again(desk: Desk) -> None:
    desk.file_case(partner_name="RSUD Cari Saya")
    for key in ("x", "0|kemarin|1", "2||", "0|2026|", "0||99999999999"):
        assert desk.client("tata_usaha").get("/meja/?" + urlencode({"sesudah": key})).status_code == 200


def test_an_empty_list_of_cases_says_so(desk: Desk) -> None:
    page = desk.client("tata_usaha").get("/meja/perkara/").content.decode()
    assert "Belum ada perkara" in page
    assert "Tidak ada perkara yang cocok" not in page


def test_the_mark_is_found_where_browsers_look_for_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith(".svg")


@pytest.mark.parametrize("path", ["/meja/", "/meja/perkara/"])
def test_a_title_is_never_told_as_a_partner(desk: Desk, path: str) -> None:
    """A case that no partner began has a title only; both lists show the case, whatever it is called by."""
    desk.file_case()
    page = desk.client("tata_usaha").get(path).content.decode()
    assert '<th scope="col">Perkara</th>' in page
    assert '<th scope="col">Mitra</th>' not in page
    assert "Cari nomor, mitra, atau judul" in page


ABROAD = (
    _HEAD.format(code="luar", title="Kerja sama luar")
    + """
langkah:
  - id: minta
    no: "1"
    kegiatan: Meminta tanggapan
    pelaksana: pusat
    waktu: 1 HK
    isian:
      - {id: hal, label: Hal, jenis: uraian, wajib: ya, mengisi: hal}
    keluaran:
      - {id: hal, nama: Hal, jenis: rekaman}
    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}
    asal: sumber
    lanjut: selesai
"""
)


@pytest.mark.django_db
def test_the_heading_names_whom_the_clock_waits_for() -> None:
    house = furnish("luar", ABROAD)
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    pusat = house.officer("pusat")
    case = begin_case(officer=pusat, version_id=version.pk, title="Riset")
    ask_outside(
        case_id=case.pk, key="minta#1", officer=pusat, party="kementerian", note="Surat", happened_at=clock.now()
    )
    page = browser(house.officer("pusat")).get("/meja/").content.decode()
    assert "Jam berhenti: menunggu Kementerian Rekaan" in page
    assert "menunggu mitra" not in page
