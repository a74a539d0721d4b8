"""A line that drops and a finger that presses twice: nothing is lost, nothing is there twice.

No assertion on time: how long a slow line takes is measured elsewhere, not judged here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import Institution
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Request
from tests.browser.chromium import launched
from tests.casework.conftest import SOPS, furnish
from tests.portal.filling import begin, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chromium(settings: Settings, tmp_path: Path) -> Iterator[Browser]:
    """A browser beside the database, and a data folder of this test's own."""
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    with launched() as browser:
        yield browser


@pytest.fixture
def laboratory(chromium: Browser) -> Institution:
    return furnish("balai", (SOPS / "bblbk" / "1.yaml").read_text()).institution


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer, client: Client, laboratory: Institution) -> Page:
    """The partner's phone, holding the draft that ``client`` began."""
    begin(client, laboratory)
    context = chromium.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    context.add_cookies([
        {"name": "simpul_draf", "value": client.cookies["simpul_draf"].value, "url": f"{live_server.url}/ajukan/"}
    ])  # fmt: skip
    return context.new_page()


@pytest.fixture
def draft(phone: Page) -> Request:
    return Request.objects.get()


def _line(wire: CDPSession, *, up: bool, bytes_per_second: int = -1) -> None:
    wire.send("Network.emulateNetworkConditions", {
        "offline": not up, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_per_second,
    })  # fmt: skip


def _photo(folder: Path) -> Path:
    """A photo of several pieces that no packing makes smaller."""
    path = folder / "surat.png"
    Image.frombytes("RGB", (400, 400), random.Random(7).randbytes(400 * 400 * 3)).save(path)
    return path


def _drop_in_the_middle(page: Page, photo: Path) -> None:
    """Choose the file and cut the line when a part of it has arrived."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    _line(wire, up=True, bytes_per_second=200_000)
    with page.expect_response(lambda answer: "/potongan/" in answer.url and answer.request.method == "POST"):
        page.locator("#surat_permohonan input[type=file]").set_input_files(photo)
    _line(wire, up=False)
    page.get_by_text("Sambungan terputus").wait_for()
    _line(wire, up=True)


def _is_kept_once(draft: Request, photo: Path) -> None:
    assert read(draft.papers.get().file.sha256) == photo.read_bytes()
    assert StoredFile.objects.count() == 1


def test_an_upload_goes_on_by_itself_when_the_line_is_back(
    phone: Page, live_server: LiveServer, draft: Request, tmp_path: Path
) -> None:
    photo = _photo(tmp_path)
    phone.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/dokumen/")
    _drop_in_the_middle(phone, photo)
    phone.locator("#surat_permohonan").get_by_text("Diterima").wait_for()
    _is_kept_once(draft, photo)


def test_the_same_file_chosen_anew_goes_on_where_it_stopped(
    phone: Page, live_server: LiveServer, draft: Request, tmp_path: Path
) -> None:
    photo, began = _photo(tmp_path), []
    phone.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/dokumen/")
    _drop_in_the_middle(phone, photo)
    phone.reload()
    phone.on("request", lambda sent: began.append(sent.headers.get("upload-offset")) if sent.method == "POST" else None)
    phone.locator("#surat_permohonan input[type=file]").set_input_files(photo)
    phone.locator("#surat_permohonan").get_by_text("Diterima").wait_for()
    assert "0" not in began
    _is_kept_once(draft, photo)


def test_an_upload_to_a_draft_that_was_let_go_does_not_try_for_ever(
    phone: Page, live_server: LiveServer, draft: Request, tmp_path: Path
) -> None:
    phone.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/dokumen/")
    phone.context.clear_cookies(name="simpul_draf")
    with phone.expect_navigation():
        phone.locator("#surat_permohonan input[type=file]").set_input_files(_photo(tmp_path))
    assert f"/draf/{draft.slug}/dokumen/" not in phone.url
    assert not StoredFile.objects.exists()


def test_what_was_typed_is_there_after_a_press_without_a_line(
    phone: Page, live_server: LiveServer, draft: Request
) -> None:
    page = f"{live_server.url}/ajukan/draf/{draft.slug}/lembaga/"
    phone.goto(page)
    phone.get_by_label("Nama lengkap lembaga").fill("RSUD Rekaan")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Simpan dan lanjutkan").click()
    phone.wait_for_url("chrome-error://**")
    phone.context.set_offline(False)
    phone.reload()
    phone.wait_for_url("**/penandatangan/")
    draft.refresh_from_db()
    assert draft.partner_name == "RSUD Rekaan"


def test_two_presses_send_one_request(phone: Page, live_server: LiveServer, client: Client, draft: Request) -> None:
    fill(client, draft)
    phone.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/periksa/")
    phone.get_by_label("Isian saya benar").check()
    phone.get_by_role("button", name="Kirim pengajuan").dblclick()
    phone.wait_for_url("**/lacak/")
    assert Case.objects.count() == 1


def test_two_presses_without_script_send_one_request(
    chromium: Browser, live_server: LiveServer, client: Client, laboratory: Institution
) -> None:
    draft = begin(client, laboratory)
    fill(client, draft)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([
        {"name": "simpul_draf", "value": client.cookies["simpul_draf"].value, "url": f"{live_server.url}/ajukan/"}
    ])  # fmt: skip
    page = context.new_page()
    page.goto(f"{live_server.url}/ajukan/draf/{draft.slug}/periksa/")
    page.get_by_label("Isian saya benar").check()
    page.get_by_role("button", name="Kirim pengajuan").dblclick()
    page.wait_for_url("**/lacak/")
    assert Case.objects.count() == 1
