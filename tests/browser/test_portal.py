"""Filing in real Chromium: light enough for a slow line, without script, and without a fault for axe in any state.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.casework.dispatch import dispatch_all
from simpul.core.directory.models import Institution
from simpul.core.documents.storage import read
from simpul.features.agreements.models import Request
from tests.adapters.inspection.hostile_pdfs import honest_bytes
from tests.browser.chromium import chromium
from tests.browser.eye import faultless
from tests.casework.conftest import SOPS, furnish
from tests.portal.filling import SECTIONS, begin, fill, hand_in, save

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SIMPUL_SHOTS")
LONG = (
    "Rumah Sakit Umum Daerah Rekaan Umpama Kabupaten Misal Contoh Raya, "
    "Provinsi Rekaan Bagian Timur Laut dan Sekitarnya Jaya"
)
HEAVIEST = 200_000


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> None:
    """Stored bytes and unfinished uploads of a test lie in a folder of its own."""
    settings.HOME = tmp_path
    settings.FILES = tmp_path / "files"


@pytest.fixture
def laboratory(chromium: Browser) -> Institution:
    found = furnish("balai", (SOPS / "bblbk" / "1.yaml").read_text()).institution
    found.name, found.whatsapp, found.email = "Balai Contoh Laboratorium", "081000000148", "kerjasama@balai.example"
    found.save()
    return found


def _open(chromium: Browser, server: LiveServer, client: Client | None = None, *, script: bool = True) -> Page:
    context: BrowserContext = chromium.new_context(
        viewport={"width": 360, "height": 800}, reduced_motion="reduce", java_script_enabled=script
    )
    if client is not None:
        value = client.cookies["simpul_draf"].value
        context.add_cookies([{"name": "simpul_draf", "value": value, "url": f"{server.url}/ajukan/"}])
    return context.new_page()


def _judge(page: Page, name: str) -> None:
    """axe at both widths, no sideways scrolling at 320 px, and a picture to look at."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        faultless(page, f"{name} at {width}")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_the_first_page_is_light(chromium: Browser, live_server: LiveServer, laboratory: Institution) -> None:
    page, sizes = _open(chromium, live_server), []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(f"{live_server.url}/ajukan/balai/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    assert len(sizes) >= 5
    assert sum(sizes) <= HEAVIEST, sizes


def test_a_partner_files_at_360_px_without_script(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, tmp_path: Path
) -> None:
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(honest_bytes())
    page = _open(chromium, live_server, script=False)
    page.goto(f"{live_server.url}/ajukan/")
    page.get_by_role("link", name="Mulai pengajuan").click()
    for answer in ("Instansi pemerintah", "Pelayanan", "Kerja sama baru"):
        page.get_by_label(answer).check()
    page.get_by_role("button", name="Tampilkan yang saya perlukan").click()
    page.get_by_role("button", name="Lanjutkan ke pengajuan").click()
    page.get_by_role("link", name="Isi data lembaga").click()
    page.get_by_label("Nama lengkap lembaga").fill("RSUD Rekaan")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.get_by_label("Nama lengkap").fill("Rekaan Misalia")
    page.get_by_label("WhatsApp atau telepon").fill("0810-0000-0111")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.get_by_label("Pemeriksaan laboratorium atas permintaan").check()
    page.get_by_role("button", name="Simpan, kembali ke daftar").click()
    page.get_by_role("link", name="Dokumen", exact=True).click()
    page.locator("#surat_permohonan input[type=file]").set_input_files(letter)
    page.locator("#surat_permohonan button").click()
    page.get_by_role("link", name="Kembali ke daftar tugas").click()
    page.get_by_role("link", name="Periksa dan kirim").first.click()
    page.get_by_label("Isian saya benar").check()
    page.get_by_role("button", name="Kirim pengajuan").click()
    assert page.url == f"{live_server.url}/lacak/"
    assert Request.objects.get().state == "filed"


def test_an_upload_survives_a_dropped_line(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, client: Client, tmp_path: Path
) -> None:
    draft = begin(client, laboratory)
    photo = tmp_path / "surat.png"
    dropped: list[str] = []
    Image.frombytes("RGB", (300, 330), random.Random(1).randbytes(300 * 330 * 3)).save(photo)

    def line(route: Route) -> None:
        if route.request.headers.get("upload-offset", "0") == "0" or dropped:
            route.continue_()
        else:
            dropped.append(route.request.url)
            route.abort("connectionreset")

    page = _open(chromium, live_server, client)
    page.route("**/potongan/**", line)
    page.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/dokumen/")
    page.locator("#surat_permohonan input[type=file]").set_input_files(photo)
    page.locator("#surat_permohonan").get_by_text("Diterima").wait_for()
    assert len(dropped) == 1
    assert read(draft.papers.get().file.sha256) == photo.read_bytes()


def test_the_link_out_of_the_mail_resumes_the_draft_on_another_phone(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_URL, settings.SMTP_CONFIGURED = live_server.url, False
    draft = begin(client, laboratory)
    for section in ("lembaga", "narahubung"):
        save(client, draft, section)
    dispatch_all()
    page = chromium.new_context(viewport={"width": 360, "height": 800}, locale="id-ID").new_page()
    page.goto(f"{live_server.url}/demo/kotak-masuk/?kepada={SECTIONS['narahubung']['contact_email']}")
    page.locator("main a[href*='/lacak/t/'], main a[href*='/ajukan/lanjut/']").first.click()
    page.wait_for_url(f"**/ajukan/draf/{draft.slug}/")
    page.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/lembaga/")
    assert page.get_by_label("Nama lengkap lembaga").input_value() == SECTIONS["lembaga"]["partner_name"]


def test_the_doors_have_no_fault(chromium: Browser, live_server: LiveServer, laboratory: Institution) -> None:
    Institution.objects.filter(pk=laboratory.pk).update(name=LONG)
    page, base = _open(chromium, live_server), f"{live_server.url}/ajukan/"
    answers = "?tanya=1&category=perusahaan&cooperation_type=pelayanan&is_extension=baru"
    for name, path in {
        "m1": "balai/", "m2": "balai/kesiapan/", "m2-galat": "balai/kesiapan/?tanya=1",
        "m2-daftar": f"balai/kesiapan/{answers}", "tautan": "tautan/",
    }.items():  # fmt: skip
        page.goto(base + path)
        _judge(page, name)
    furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    page.goto(base)
    _judge(page, "m0")
    Institution.objects.update(accepts_requests=False)
    page.goto(f"{base}balai/")
    _judge(page, "m1-tutup")


def test_an_empty_draft_has_no_fault(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, client: Client
) -> None:
    draft = begin(client, laboratory, category="perusahaan")
    page, base = _open(chromium, live_server, client), f"{live_server.url}/ajukan/draf/{draft.slug}/"
    for name in ("", "jenis/", *(f"{section}/" for section in SECTIONS), "pihak/", "dokumen/", "periksa/"):
        page.goto(base + name)
        _judge(page, f"kosong-{name.strip('/') or 'tugas'}")


def test_a_full_draft_with_long_names_has_no_fault(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, client: Client
) -> None:
    draft = begin(client, laboratory)
    fill(client, draft)
    save(client, draft, "lembaga", partner_name=LONG)
    save(client, draft, "penandatangan", signatory_name=LONG, signatory_title=LONG)
    rows = {"baris-TOTAL_FORMS": "2", "baris-INITIAL_FORMS": "0", "baris-0-test": LONG, "baris-1-test": "Kultur"}
    client.post(f"/ajukan/draf/{draft.slug}/pemeriksaan/", rows)
    hand_in(client, draft, name=f"{LONG.replace(' ', '_')}.pdf")
    page, base = _open(chromium, live_server, client), f"{live_server.url}/ajukan/draf/{draft.slug}/"
    for name in ("", "lembaga/", "lingkup/", "pemeriksaan/", "biaya/", "dokumen/", "periksa/"):
        page.goto(base + name)
        _judge(page, f"penuh-{name.strip('/') or 'tugas'}")
    page.goto(f"{base}biaya/")
    page.get_by_label("Perkiraan nilai").fill("1.500.000")
    assert page.locator("#id_perkiraan_nilai-kata").inner_text() == "satu juta lima ratus ribu rupiah"


def test_faults_keep_what_was_typed_and_have_none_for_axe(
    chromium: Browser, live_server: LiveServer, laboratory: Institution, client: Client, tmp_path: Path
) -> None:
    draft = begin(client, laboratory)
    page, base = _open(chromium, live_server, client), f"{live_server.url}/ajukan/draf/{draft.slug}/"
    page.goto(f"{base}narahubung/")
    page.get_by_label("Nama lengkap").fill(LONG)
    page.get_by_label("WhatsApp atau telepon").fill("bukan nomor")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    assert page.get_by_label("WhatsApp atau telepon").input_value() == "bukan nomor"
    _judge(page, "galat-narahubung")
    page.goto(f"{base}pihak/")
    page.locator("#id_baris-0-address").fill("Jalan Misal")
    page.get_by_role("button", name="Simpan dan lanjutkan").last.click()
    assert page.locator("#id_baris-0-address").input_value() == "Jalan Misal"
    _judge(page, "galat-pihak")
    page.goto(f"{base}periksa/")
    page.get_by_label("Isian saya benar").check()
    page.get_by_role("button", name="Kirim pengajuan").click()
    _judge(page, "galat-periksa")
    bad = tmp_path / f"{LONG}.pdf"
    bad.write_bytes(b"")
    page.goto(f"{base}dokumen/")
    page.locator("#surat_permohonan input[type=file]").set_input_files(bad)
    page.get_by_text("Kode: UNG-01").wait_for()
    _judge(page, "galat-dokumen")
    assert Request.objects.get().state == "draft"
