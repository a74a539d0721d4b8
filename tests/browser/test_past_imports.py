"""The page of old agreements with the sample: empty, to be decided, decided, recorded, and read afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from simpul.casework.past_jobs import work_off
from simpul.features.agreements.models import Agreement, ImportRun
from simpul.lib import clock
from simpul.pages.desk import past_report
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.browser.test_full_desk import sit
from tests.desk.test_past_imports import HERE, SCAN, SHEET
from tests.public.conftest import files, house

__all__ = ["chromium", "files", "house", "sit"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = (PHONE, DESKTOP)


def test_a_sheet_from_the_file_to_the_register(
    sit: Callable[..., Eye], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_report, "ROWS", 25)
    monkeypatch.setattr(past_report, "NAMES", 6)
    archivist = sit("tim_arsiparis")
    archivist.look(HERE, "impor-lama-kosong", *BOTH)
    page = archivist.page
    page.locator("[name=sheet]").set_input_files(SHEET)
    scan, fake = tmp_path / "012_PKS_BLC_IV_2020.pdf", tmp_path / "palsu.pdf"
    scan.write_bytes(SCAN.read_bytes())
    fake.write_bytes(b"bukan pdf")
    page.locator("[name=scans]").set_input_files([scan, fake])
    archivist.press("Baca lembar ini")
    page.locator("#mitra").wait_for()
    archivist.judge("impor-lama-laporan", *BOTH)
    judge_dark(page, "impor-lama-laporan")
    _send_a_folder(archivist, tmp_path)
    page.get_by_role("navigation", name="Bagian laporan").get_by_text("ditolak").click()
    page.get_by_text("F26").wait_for()
    archivist.judge("impor-lama-ditolak", *BOTH)
    page.get_by_text("semua baris").click()
    page.get_by_role("link", name="Halaman berikutnya").click()
    page.get_by_role("link", name="Halaman berikutnya").click()
    page.locator("[name=baris-68]").select_option("masuk")
    archivist.press("Terima semua saran yang belum saya putuskan")
    page.get_by_role("button", name="Catat perjanjian").wait_for()
    page.locator("[name=publik]").check()
    archivist.judge("impor-lama-diputuskan", *BOTH)
    archivist.press("Catat perjanjian")
    page.get_by_text("0 dari 38 baris dicatat").wait_for()
    ImportRun.objects.update(phase="menulis", done=12, tries=2)
    page.get_by_text("12 dari 38 baris dicatat").wait_for()
    archivist.judge("impor-lama-berjalan", *BOTH)
    assert work_off() == 1
    page.get_by_text("38 perjanjian dicatat").wait_for()  # the page asks by itself
    archivist.judge("impor-lama-selesai", *BOTH)
    archivist.look(HERE, "impor-lama-daftar", *BOTH)
    first = Agreement.objects.get(given_number="012/PKS/BLC/IV/2020")
    archivist.look(f"/meja/perjanjian/{first.slug}/", "impor-lama-perjanjian", *BOTH)
    archivist.look(f"/verifikasi/{first.slug}/", "impor-lama-verifikasi", *BOTH)


def _send_a_folder(archivist: Eye, tmp_path: Path) -> None:
    """The page shows how far the ZIP is read, and comes back by itself."""
    page = archivist.page
    with ZipFile(tmp_path / "pindaian.zip", "w") as archive:
        archive.write(SCAN, "pindaian/013-PKS-BLC-V-2025.pdf")
        archive.writestr("pindaian/catatan.txt", "bukan pindaian")
    page.locator("[name=scans]").set_input_files(tmp_path / "pindaian.zip")
    archivist.press("Tambahkan pindaian ini")
    page.get_by_text("0 dari 2 pindaian diperiksa").wait_for()
    ImportRun.objects.update(asked_at=clock.now() - timedelta(minutes=4))
    page.get_by_text("lebih dari tiga menit").wait_for()
    archivist.judge("impor-lama-zip", *BOTH)
    assert work_off() == 1
    page.get_by_text("catatan.txt").wait_for()
