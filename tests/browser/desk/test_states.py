"""The desk in its states (empty, full, faulty, long names, third round, clock standing, late), judged by axe.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from simpul.core.procedures.models import Case, Pause, Task
from tests.browser.eye import DESKTOP, judge_dark
from tests.desk.conftest import STUDY, Desk, send

SHOTS = os.environ.get("SIMPUL_SHOTS")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
LONG = "Rumah Sakit Umum Daerah dan Laboratorium Kesehatan Masyarakat Rekaan Kabupaten Umpama Raya Provinsi Misal"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Looking:
    """Opens pages as one officer at one width and judges each."""

    def __init__(self, browser: Browser, base: str, client: Client, width: int) -> None:
        self.base, self.width = base, width
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="id-ID", reduced_motion="reduce"
        )
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}])

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.base + path)
        return page

    def judge(self, page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{self.width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= self.width, name
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], f"{name}\n{found.generate_report()}"
        if self.width == DESKTOP:
            judge_dark(page, name)


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


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_has_no_accessibility_fault_in_any_state(
    desk: Desk, chromium: Browser, live_server: Any, width: int
) -> None:
    team = Looking(chromium, live_server.url, desk.client("tim_program_pelayanan"), width)
    team.judge(team.open("/meja/"), "empty")
    late, standing = late_and_standing(desk)
    team.judge(team.open(f"/perkara/{late.slug}/"), "late")
    team.judge(team.open(f"/perkara/{standing.slug}/"), "standing")
    third = third_round(desk)
    tabs = ("", "dokumen/", "draf/", "diskusi/", "alur/", "jejak/", "perjalanan/", "catatan/", "catatan/cetak/")
    for tab in tabs:
        name = f"third-{tab.strip('/').replace('/', '-') or 'tugas'}"
        page = team.open(f"/perkara/{third.slug}/{tab}")
        page.locator("details:has([id^=isian-]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        team.judge(page, name)
    faulty = team.open(f"/perkara/{late.slug}/")
    faulty.get_by_role("button", name="Terima permohonan").click()
    faulty.wait_for_selector(".s-banner--late [href='#id_kesesuaian']")
    team.judge(faulty, "faults")
    crowd(late)
    team.judge(team.open("/meja/"), "full")
    office = Looking(chromium, live_server.url, desk.client("tata_usaha"), width)
    desk.file_case(partner_name=LONG)
    for path, name in (("/meja/surat/", "letters"), ("/meja/surat/baru/", "register"), ("/meja/perkara/", "cases")):
        office.judge(office.open(path), name)
    head = Looking(chromium, live_server.url, desk.client("kepala_bblbk"), width)
    head.judge(head.open("/meja/disposisi/"), "disposition-empty")
    team.context.close()
    office.context.close()
    head.context.close()


def test_keys_move_between_rows_and_open_one(desk: Desk, chromium: Browser, live_server: Any) -> None:
    case = desk.file_case()
    looking = Looking(chromium, live_server.url, desk.client("tata_usaha"), 1280)
    page = looking.open("/meja/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector("text=Anda")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/perkara/{case.slug}/**")
    looking.context.close()
