"""The public pages in their states: the register empty and full, the three verdicts, procedures, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory import attempts
from simpul.core.directory.models import Institution
from simpul.features.agreements.models import Agreement
from tests.browser.desk.conftest import chromium
from tests.browser.eye import LONG_NAME, Eye
from tests.casework.conftest import SOPS, House, furnish
from tests.public.conftest import file_case, files, house, publish
from tests.signing.kit import Kit, agreement

__all__ = ["chromium", "file_case", "files", "house", "publish"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    made = Eye(chromium, live_server.url)
    yield made
    made.close()


def show(eye: Eye, path: str, name: str) -> None:
    eye.page.goto(eye.base + path)
    eye.everywhere(name)


def test_the_register(eye: Eye, house: House, publish: Callable[..., Agreement]) -> None:
    show(eye, "/", "beranda")
    show(eye, "/register/", "register-kosong")
    made = publish(LONG_NAME)
    for number in range(26):
        publish(f"RSUD Rekaan {number}")
    show(eye, "/register/", "register-penuh")
    eye.page.get_by_role("link", name="Perjanjian lebih lama").click()
    eye.everywhere("register-lanjut")
    eye.page.get_by_label("Mitra, judul, atau nomor").fill("tidak ada yang bernama begini")
    eye.press("Cari perjanjian")
    eye.everywhere("register-tidak-ada")
    show(eye, f"/perjanjian/{made.slug}/", "perjanjian")
    Agreement.objects.filter(pk=made.pk).update(status="ditarik")
    eye.meet(f"/perjanjian/{made.slug}/", 410, "perjanjian-ditarik")
    show(eye, f"/verifikasi/{made.slug}/", "verifikasi-kode")
    Agreement.objects.filter(pk=made.pk).update(is_public=False, status="disiapkan")
    show(eye, f"/verifikasi/{made.slug}/", "verifikasi-belum-terbit")


def check(eye: Eye, file: Path, data: bytes, name: str) -> None:
    """Hand a file to the verification page and judge the answer."""
    file.write_bytes(data)
    eye.page.goto(f"{eye.base}/verifikasi/")
    eye.page.get_by_label("PDF bertanda tangan").set_input_files(file)
    eye.press("Periksa dokumen")
    eye.everywhere(name)


def test_the_verdicts(eye: Eye, tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path
    file, kit = tmp_path / f"{LONG_NAME}.pdf", Kit(tmp_path)
    check(eye, file, kit.twice, "verifikasi-sah")
    assert "SAH" in eye.page.locator(".s-verdict b").inner_text()
    data = bytearray(kit.once)
    data[len(data) // 3] ^= 1
    check(eye, file, bytes(data), "verifikasi-tidak-sah")
    check(eye, file, agreement(), "verifikasi-tanpa-tanda-tangan")
    check(eye, file, b"bukan pdf", "verifikasi-bukan-pdf")
    settings.UPLOAD_LIMIT_BYTES = 1000
    check(eye, file, b"%PDF-1.7" + bytes(2000), "verifikasi-terlalu-besar")
    for _ in range(40):
        attempts.failed("verifikasi", attempts.host_of("127.0.0.1"))
    check(eye, file, b"bukan pdf", "verifikasi-tunggu")
    show(eye, "/verifikasi/?nomor=9/PKS/2031", "verifikasi-nomor")


def test_procedures_and_the_other_language(eye: Eye, house: House) -> None:
    furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())
    Institution.objects.filter(code="bpom").update(name=LONG_NAME)
    show(eye, "/sop/", "sop")
    eye.press("English")
    for path, name in {
        "/": "en-home", "/register/": "en-register", "/verifikasi/": "en-verification", "/sop/": "en-procedures",
        f"/sop/{house.institution.code}/bblbk/": "en-procedure", "/masuk/": "en-sign-in", "/lacak/": "en-track",
        "/ajukan/": "en-file", f"/ajukan/{house.institution.code}/": "en-institution",
    }.items():  # fmt: skip
        eye.look(path, name)
        assert eye.page.evaluate("document.documentElement.lang") == "en"
