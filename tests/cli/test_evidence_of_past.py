"""`simpul evidence` of agreements without a case: by number and in a period, checked where there is no Simpul."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django import Settings

from simpul.casework.inspection_jobs import make_waiting
from simpul.cli.evidence import run
from simpul.cli.import_ import run as take
from simpul.core.procedures.models import InspectionFile
from simpul.features.agreements.models import Agreement
from tests.casework.conftest import House, files, house
from tests.cli.test_import_agreements import SCAN, SHEET, decide
from tests.desk.conftest import browser

__all__ = ["files", "house"]
pytestmark = pytest.mark.django_db
INSPECTION = "/meja/inspeksi/"


def checked(out: Path) -> tuple[Path, str]:
    there = out.with_suffix("")
    with ZipFile(out) as found:
        found.extractall(there)
    subprocess.run(["sha256sum", "-c", "--quiet", "MANIFEST.sha256"], cwd=there, check=True)
    trail = [sys.executable, "-I", "periksa-jejak.py"]
    return there, subprocess.run(trail, cwd=there, check=True, capture_output=True, text=True).stdout


def test_by_number_and_in_a_period(house: House, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    scans = tmp_path / "pindaian"
    scans.mkdir()
    shutil.copy(SCAN, scans / "012_PKS_BLC_IV_2020.pdf")
    take(["agreements", str(SHEET), "--matches", str(tmp_path / "putusan.csv")])
    decided = decide(tmp_path / "putusan.csv")
    assert take(["agreements", str(SHEET), "--confirm", str(decided), "--scans", str(scans)]) == 0
    one = Agreement.objects.get(given_number="012/PKS/BLC/IV/2020")
    assert run([one.given_number.lower(), "--out", str(tmp_path / "satu.zip")]) == 0
    there, told = checked(tmp_path / "satu.zip")
    folder = there / "arsip-lama" / f"012-PKS-BLC-IV-2020-{one.slug}"
    assert {path.name for path in folder.iterdir()} == {"index.html", "audit.jsonl", "lembar-jejak.pdf", "dokumen"}
    assert [path.read_bytes() for path in (folder / "dokumen").iterdir()] == [SCAN.read_bytes()]
    page = (folder / "index.html").read_text()
    for words in ("Dicatat dari arsip lama", SHEET.name, "rantai lembaga"):
        assert words in page, words
    assert f"{folder.name}: 1 baris dari rantai lembaga, sidik masing-masing cocok" in told
    trail = folder / "audit.jsonl"
    trail.write_bytes(trail.read_bytes().replace(b"agreements.imported", b"agreements.imporTed"))
    broken = subprocess.run([sys.executable, "-I", "periksa-jejak.py"], cwd=there, check=False, capture_output=True)
    assert broken.returncode == 1
    _in_a_period(tmp_path)
    _asked_for_on_the_page(house, tmp_path)


def _asked_for_on_the_page(house: House, tmp_path: Path) -> None:
    """By its number as somebody types it; the page counts old agreements, not "0 cases"."""
    archivist = browser(house.officer("tim_arsiparis"))
    wrong = archivist.post(f"{INSPECTION}berkas/minta/", {"ticket": "012/PKS/BLC/IV/1999"})
    assert "PMR-14" in wrong.content.decode()
    assert archivist.post(f"{INSPECTION}berkas/minta/", {"ticket": "012 / pks-BLC/IV/2020"}).status_code == 302
    assert make_waiting() == 1
    page = archivist.get(INSPECTION).content.decode()
    assert "012/PKS/BLC/IV/2020" in page
    assert "1 perjanjian lama" in page
    assert "0 perkara" not in page
    answer = archivist.get(reverse("desk:inspection_file", args=[InspectionFile.objects.get().slug]))
    (tmp_path / "halaman.zip").write_bytes(answer.getvalue())
    there, _told = checked(tmp_path / "halaman.zip")
    assert [path.name[:20] for path in (there / "arsip-lama").iterdir()] == ["012-PKS-BLC-IV-2020-"]
    assert not (there / "perkara").exists()


def _in_a_period(tmp_path: Path) -> None:
    assert run(["--from", "2020-01-01", "--to", "2020-12-31", "--out", str(tmp_path / "masa.zip")]) == 0
    there, _told = checked(tmp_path / "masa.zip")
    alive = Agreement.objects.filter(effective_on__lte="2020-12-31", ends_on__gte="2020-01-01")
    assert 0 < alive.count() < Agreement.objects.count()
    assert {path.name.rpartition("-")[2] for path in (there / "arsip-lama").iterdir()} >= {one.slug for one in alive}
    assert "Perjanjian yang dicatat dari arsip lama" in (there / "index.html").read_text()
    assert run(["--from", "1990-01-01", "--to", "1990-12-31", "--out", str(tmp_path / "kosong.zip")]) == 1
