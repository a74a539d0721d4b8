"""The page of old agreements with the sample: empty, to be decided, decided, recorded, and read afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simpul.casework.past_jobs import work_off
from simpul.features.agreements.models import Agreement
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.browser.test_full_desk import sit
from tests.desk.test_past_imports import HERE, SCAN, SHEET
from tests.public.conftest import files, house

__all__ = ["chromium", "files", "house", "sit"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = (PHONE, DESKTOP)


def test_a_sheet_from_the_file_to_the_register(sit: Callable[..., Eye], tmp_path: Path) -> None:
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
    page.locator("[name=baris-68]").select_option("masuk")
    archivist.press("Terima semua saran yang belum saya putuskan")
    page.get_by_role("button", name="Catat perjanjian").wait_for()
    page.locator("[name=publik]").check()
    archivist.judge("impor-lama-diputuskan", *BOTH)
    archivist.press("Catat perjanjian")
    page.get_by_text("0 dari 38 baris dicatat").wait_for()
    archivist.judge("impor-lama-berjalan", *BOTH)
    assert work_off() == 1
    page.get_by_text("38 perjanjian dicatat").wait_for()  # the page asks by itself
    archivist.judge("impor-lama-selesai", *BOTH)
    archivist.look(HERE, "impor-lama-daftar", *BOTH)
    first = Agreement.objects.get(given_number="012/PKS/BLC/IV/2020")
    archivist.look(f"/meja/perjanjian/{first.slug}/", "impor-lama-perjanjian", *BOTH)
    archivist.look(f"/verifikasi/{first.slug}/", "impor-lama-verifikasi", *BOTH)
