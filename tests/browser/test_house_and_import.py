"""The institution's own page with values of 120 characters, and what the import of people says of a faulty sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from simpul.core.directory.models import Assignment, Institution, Unit
from simpul.core.directory.units import add_unit
from simpul.lib.actor import SYSTEM
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.browser.test_full_desk import sit
from tests.casework.conftest import House
from tests.public.conftest import files, house

__all__ = ["chromium", "files", "house", "sit"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH = (PHONE, DESKTOP)
HEAD = ("Nama", "Email", "Jabatan", "NIP", "Unit", "Lajur", "Mulai", "Selesai", "Dasar", "Surat")
WORD = "Laboratoriumkesehatanmasyarakatrekaan" * 3
"""A name without a single blank: nothing at which a line could break."""


def fill(house: House) -> Unit:
    """Everything the page says is long; twenty units, one of them for somebody's place."""
    Institution.objects.filter(pk=house.institution.pk).update(
        name=LONG_NAME, parent_body=LONG_NAME, address=f"Jalan {WORD} Nomor 1, {LONG_NAME}"[:300],
        head_authority=f"Keputusan {WORD} Nomor 12 Tahun 2026", city="Kabupaten Umpama Raya Rekaan Sejahtera",
        email=f"surat@{'rumahsakit' * 5}.example", letter_code="B/123/" * 6,
    )  # fmt: skip
    units = [
        add_unit(
            institution=house.institution, name=f"{number:02} {WORD if number % 2 else LONG_NAME}"[:120], by=SYSTEM
        )
        for number in range(20)
    ]
    Assignment.objects.filter(user_id=house.officer("tata_usaha").user_id).update(unit=units[1])
    return units[1]


def test_the_house_with_long_values(sit: Callable[..., Eye], house: House) -> None:
    fill(house)
    admin = sit("tim_arsiparis", is_admin=True)
    admin.look("/meja/lembaga/", "lembaga-panjang", *BOTH)
    judge_dark(admin.page, "lembaga-panjang")
    admin.page.locator("[name=address]").fill("")
    admin.page.locator("[name=email]").fill("bukan alamat")
    admin.press("Simpan perubahan")
    admin.page.locator(".s-banner--late").wait_for()
    admin.judge("lembaga-galat", *BOTH)
    admin.look("/meja/lembaga/", "lembaga-panjang")
    admin.page.locator("[name=unit_name]").fill(Unit.objects.order_by("pk")[1].name)
    admin.press("Tambahkan unit")
    admin.page.locator(".s-banner--late").wait_for()
    admin.judge("lembaga-unit-galat", *BOTH)
    admin.look("/meja/orang/", "orang-unit-panjang", *BOTH)
    admin.look(f"/meja/orang/{house.officer('tata_usaha').user_id}/", "orang-satu-unit-panjang", *BOTH)
    reader = sit("tim_analis_hukum", is_inspector=True)
    reader.look("/meja/lembaga/", "lembaga-dibaca", *BOTH)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (HEAD, *rows):
        book.active.append(list(row))
    book.save(path)
    return path


def send(admin: Eye, file: Path, name: str) -> None:
    admin.look("/meja/orang/impor/", "impor-kosong")
    admin.page.locator("[name=sheet]").set_input_files(file)
    admin.press("Impor lembar ini")
    admin.judge(name, *BOTH)


def test_what_the_import_says(sit: Callable[..., Eye], house: House, tmp_path: Path) -> None:
    admin = sit("tim_arsiparis", is_admin=True)
    good = [
        (f"{number:02} {LONG_NAME}"[:120], f"orang{number}.{'rekaan' * 8}@balai.example", LONG_NAME, "", WORD,
         "tata_usaha", "2026-11-01", "", "", "ST-1/2026")
        for number in range(25)
    ]  # fmt: skip
    bad = [
        (WORD, f"bukan alamat {WORD}", LONG_NAME, "123", "", WORD, "31-02-2026", "kemarin", "raja", LONG_NAME),
        ("", "", "", "", LONG_NAME, "", "", "", "", ""),
    ]  # fmt: skip
    send(admin, sheet(tmp_path / "orang.xlsx", *good, *bad), "impor-galat")
    judge_dark(admin.page, "impor-galat")
    other = tmp_path / "bukan.xlsx"
    other.write_bytes(b"nama;email\n")
    send(admin, other, "impor-bukan-lembar")
    send(admin, sheet(tmp_path / f"{WORD}.xlsx", *good), "impor-baik")
    assert Assignment.objects.filter(unit__name=WORD).count() == 25
