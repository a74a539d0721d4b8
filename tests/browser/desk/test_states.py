"""The desk in its states (empty, full, faulty, long names, third round, clock standing, late), judged by axe.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.core.procedures.models import Case, Pause, Task
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.desk.conftest import STUDY, Desk, send

LONG = "Rumah Sakit Umum Daerah dan Laboratorium Kesehatan Masyarakat Rekaan Kabupaten Umpama Raya Provinsi Misal"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def third_round(desk: Desk) -> Case:
    """The study asked twice and goes into its third round."""
    case = desk.case_at_study(partner_name=LONG)
    team = desk.client("tim_program_pelayanan")
    for turn in (1, 2):
        send(team, case, f"telaah#{turn}", outcome="minta_kelengkapan", kelengkapan_diminta="Daftar alat.", **STUDY)
        team.post(f"/perkara/{case.slug}/tugas/lengkapi%23{turn}/jawaban-mitra/", {"jawaban_mitra": "Terlampir."})
    return case


def late_and_standing(desk: Desk) -> tuple[Case, Case]:
    """A case whose study is late, and one whose clock stands."""
    late, standing = desk.case_at_study(), desk.case_at_study()
    now = timezone.now()
    Task.objects.filter(case=late, state="open").update(due_at=now - timedelta(days=9))
    task = Task.objects.get(case=standing, state="open")
    Task.objects.filter(pk=task.pk).update(paused_since=now - timedelta(days=6))
    Pause.objects.create(
        case=standing, task=task, party="mitra", reason="kelengkapan_belum_lengkap", started_at=now - timedelta(days=6)
    )
    return late, standing


def crowd(case: Case) -> None:
    """So many tasks that the worklist needs a second page."""
    task = Task.objects.get(case=case, state="open")
    copies: list[Any] = [
        Task(
            institution=task.institution, case=case, key=f"telaah#{n}", step="telaah", round=n, lane=task.lane,
            opened_at=task.opened_at, started_at=task.started_at, due_at=timezone.now() + timedelta(days=n),
        )
        for n in range(4, 60)
    ]  # fmt: skip
    Task.objects.bulk_create(copies)


def judge(eye: Eye, name: str) -> None:
    """What is open now at both widths, at the wide one in the dark too."""
    eye.judge(name, PHONE, DESKTOP)
    judge_dark(eye.page, name)


def look(eye: Eye, path: str, name: str) -> None:
    eye.page.goto(eye.base + path)
    judge(eye, name)


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    opened = Eye(chromium, live_server.url)
    yield opened
    opened.close()


def test_the_desk_has_no_accessibility_fault_in_any_state(desk: Desk, eye: Eye) -> None:
    eye.become(desk.client("tim_program_pelayanan"))
    look(eye, "/meja/", "empty")
    late, standing = late_and_standing(desk)
    look(eye, f"/perkara/{late.slug}/", "late")
    look(eye, f"/perkara/{standing.slug}/", "standing")
    third = third_round(desk)
    tabs = ("", "dokumen/", "draf/", "diskusi/", "alur/", "jejak/", "perjalanan/", "catatan/", "catatan/cetak/")
    for tab in tabs:
        eye.page.goto(f"{eye.base}/perkara/{third.slug}/{tab}")
        eye.page.locator("details:has([id^=isian-]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        judge(eye, f"third-{tab.strip('/').replace('/', '-') or 'tugas'}")
    eye.page.goto(f"{eye.base}/perkara/{late.slug}/")
    eye.page.get_by_role("button", name="Terima permohonan").click()
    eye.page.wait_for_selector(".s-banner--late [href='#id_kesesuaian']")
    judge(eye, "faults")
    crowd(late)
    look(eye, "/meja/", "full")
    eye.become(desk.client("tata_usaha"))
    desk.file_case(partner_name=LONG)
    for path, name in (("/meja/surat/", "letters"), ("/meja/surat/baru/", "register"), ("/meja/perkara/", "cases")):
        look(eye, path, name)
    eye.become(desk.client("kepala_bblbk"))
    look(eye, "/meja/disposisi/", "disposition-empty")


def test_keys_move_between_rows_and_open_one(desk: Desk, eye: Eye) -> None:
    case = desk.file_case()
    page = eye.become(desk.client("tata_usaha")).page
    eye.resize(DESKTOP)
    page.goto(f"{eye.base}/meja/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector("text=Anda")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/perkara/{case.slug}/**")
