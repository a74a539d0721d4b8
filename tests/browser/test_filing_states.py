"""Filing in the states that are seldom seen: every type, every refused file, fifty rows, old drafts, lost links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import Institution
from simpul.features.agreements.models import Request
from simpul.lib import clock
from tests.adapters.inspection import hostile_offices, hostile_others, hostile_pdfs
from tests.browser.desk.conftest import chromium
from tests.browser.eye import LONG_NAME, Eye
from tests.portal.conftest import data_folder, laboratory
from tests.portal.filling import begin, fill, hand_in, save

__all__ = ["chromium", "data_folder", "laboratory"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = (
    ("perusahaan", "teknis", "baru"), ("lembaga", "litbang", "perpanjangan"), ("mahasiswa", "magang", "baru"),
    ("lembaga", "lainnya", "baru"),
)  # fmt: skip
HOSTILE = (
    *(("surat.pdf", make, code) for _, make, code in hostile_pdfs.RECIPES),
    *((name, make, code) for _, name, make, code in (*hostile_offices.RECIPES, *hostile_others.CONTENTS)),
    *((name, hostile_pdfs.honest_bytes, code) for _, name, code in hostile_others.NAMES),
)
FIRST_PAGE = ("UNG-01", "UNG-04", "UNG-10", "UNG-11", "UNG-15", "UNG-06")
SECOND_PAGE = ("UNG-16", "UNG-17")
PLACES = ("surat_permohonan", "proposal", "akta", "ktp", "npwp", "nib")


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    made = Eye(chromium, live_server.url)
    yield made
    made.close()


def lend(eye: Eye, client: Client) -> None:
    """The window holds the drafts of ``client``."""
    value = client.cookies["simpul_draf"].value
    eye.context.add_cookies([{"name": "simpul_draf", "value": value, "url": f"{eye.base}/ajukan/"}])


def show(eye: Eye, path: str, name: str) -> None:
    eye.page.goto(eye.base + path)
    eye.everywhere(name)


def test_what_each_type_needs(eye: Eye, laboratory: Institution, client: Client) -> None:
    for category, kind, again in WAYS:
        asked = f"?tanya=1&category={category}&cooperation_type={kind}&is_extension={again}"
        show(eye, f"/ajukan/balai/kesiapan/{asked}", f"kesiapan-{category}-{kind}")
        draft = begin(client, laboratory, category=category, cooperation_type=kind, is_extension=again)
        lend(eye, client)
        show(eye, f"/ajukan/draf/{draft.slug}/lingkup/", f"lingkup-{kind}")
    save(client, draft, "lembaga", partner_name=LONG_NAME)
    show(eye, "/ajukan/balai/", "ajukan-dengan-draf")


def test_fifty_students(eye: Eye, laboratory: Institution, client: Client) -> None:
    draft = begin(client, laboratory, category="mahasiswa", cooperation_type="magang")
    lend(eye, client)
    root, page = f"/ajukan/draf/{draft.slug}/", eye.page
    show(eye, f"{root}mahasiswa/", "mahasiswa-kosong")
    page.get_by_text("Tempel daftar dari Excel").click()
    page.get_by_label("Daftar", exact=True).fill("\n".join(f"{n}\t{LONG_NAME}\t99{n:04}" for n in range(1, 51)))
    page.get_by_role("button", name="Masukkan daftar ke baris").click()
    page.wait_for_load_state()
    assert page.locator("main section.s-sheet").count() >= 50
    eye.everywhere("mahasiswa-50")
    page.get_by_role("button", name="Simpan dan lanjutkan").last.click()
    page.wait_for_load_state()
    show(eye, root, "tugas-magang")
    show(eye, f"{root}periksa/", "periksa-magang")


def refused(client: Client, draft: Request, code: str, place: str) -> None:
    """Hand in the first file that is refused with ``code``."""
    name, make = next((name, make) for name, make, found in HOSTILE if found == code)
    hand_in(client, draft, make(), name, place)


def test_refused_files(eye: Eye, laboratory: Institution, client: Client) -> None:
    draft = begin(client, laboratory, category="perusahaan")
    lend(eye, client)
    for number, codes in enumerate((FIRST_PAGE, SECOND_PAGE)):
        for code, place in zip(codes, PLACES, strict=False):
            refused(client, draft, code, place)
        show(eye, f"/ajukan/draf/{draft.slug}/dokumen/", f"ditolak-{number}")
        assert set(codes) <= {text.split()[-1] for text in eye.page.locator(".s-up .s-meta").all_inner_texts() if text}


def test_ready_expired_and_lost(eye: Eye, laboratory: Institution, client: Client) -> None:
    draft = begin(client, laboratory)
    lend(eye, client)
    fill(client, draft)
    root, page = f"/ajukan/draf/{draft.slug}/", eye.page
    show(eye, root, "tugas-siap")
    show(eye, f"{root}periksa/", "periksa-siap")
    eye.press("Kirim pengajuan")
    eye.everywhere("periksa-tanpa-pernyataan")
    Request.objects.update(keep_until=clock.now() - timedelta(days=1))
    page.goto(eye.base + root)
    eye.everywhere("draf-kedaluwarsa")
    page.goto(f"{eye.base}/ajukan/tautan/")
    eye.press("Kirim tautan")
    eye.everywhere("tautan-galat")
    page.get_by_label("Email yang Anda isikan").fill("tidak.ada@rsud.example")
    eye.press("Kirim tautan")
    eye.everywhere("tautan-terkirim")
