"""Signing in, the forgotten password, the demonstration and every error page, clicked through and judged by axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import OperationalError
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.casework.dispatch import dispatch_all
from simpul.core.directory import attempts
from simpul.core.directory.models import Attempt, SignInLink
from simpul.features.agreements import register
from simpul.lib import clock
from simpul.pages.shell.demo_inbox import INBOX_FOLDER
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.browser.desk.conftest import chromium
from tests.browser.eye import LONG_NAME, Eye
from tests.people.conftest import PASSWORD, Office, office
from tests.tracking.conftest import own_home

__all__ = ["chromium", "office", "own_home"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRESH = "sebuah kalimat yang lain lagi"


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Eye]:
    settings.PUBLIC_URL = live_server.url
    made = Eye(chromium, live_server.url)
    yield made
    made.close()


def sign_in(eye: Eye, email: str, password: str) -> None:
    eye.page.get_by_label("Email").fill(email)
    eye.page.get_by_label("Kata sandi").fill(password)
    eye.press("Masuk ke meja kerja")


def test_a_wrong_password_a_forgotten_one_and_a_new_one(eye: Eye, office: Office) -> None:
    page, email = eye.page, office.staff.email
    page.goto(f"{eye.base}/meja/")
    eye.everywhere("masuk")
    eye.press("Masuk ke meja kerja")
    eye.everywhere("masuk-kosong")
    sign_in(eye, email, "bukan kata sandinya")
    assert page.get_by_label("Email").input_value() == email
    eye.everywhere("masuk-salah")
    page.get_by_role("link", name="Lupa, atau belum punya kata sandi?").click()
    eye.everywhere("lupa")
    page.get_by_label("Email").fill("bukan alamat")
    eye.press("Kirim tautan")
    eye.everywhere("lupa-galat")
    page.get_by_label("Email").fill(email)
    eye.press("Kirim tautan")
    eye.everywhere("lupa-terkirim")
    dispatch_all()
    page.goto(f"{eye.base}/demo/kotak-masuk/?kepada={email}")
    link = page.locator("main a[href*='/masuk/sandi/']").first
    address = str(link.get_attribute("href"))
    eye.everywhere("kotak-masuk-sandi")
    link.click()
    eye.everywhere("sandi")
    page.get_by_label("Kata sandi baru").fill("12345678")
    eye.press("Simpan kata sandi dan masuk")
    eye.everywhere("sandi-lemah")
    page.get_by_label("Kata sandi baru").fill(FRESH)
    eye.press("Simpan kata sandi dan masuk")
    assert page.url == f"{eye.base}/meja/"
    eye.press("Keluar")
    eye.everywhere("keluar")
    sign_in(eye, email, FRESH)
    assert page.url == f"{eye.base}/meja/"
    page.goto(address)
    eye.everywhere("sandi-tautan-terpakai")
    assert not SignInLink.objects.filter(used_at=None).exists()


def test_too_many_guesses(eye: Eye, office: Office) -> None:
    eye.page.goto(f"{eye.base}/masuk/")
    for _ in range(6):
        sign_in(eye, office.staff.email, "tebakan yang salah")
    assert "Tunggu" in eye.page.locator("main").inner_text()
    eye.everywhere("masuk-tunggu")
    Attempt.objects.update(at=clock.now() - timedelta(hours=2))
    sign_in(eye, office.staff.email, PASSWORD)
    assert eye.page.url == f"{eye.base}/meja/"


def test_the_demonstration(eye: Eye, office: Office, tmp_path: Path) -> None:
    type(office.institution).objects.update(is_demo=True, name=LONG_NAME)
    type(office.staff).objects.update(full_name=LONG_NAME, position=LONG_NAME)
    eye.page.goto(f"{eye.base}/demo/")
    eye.everywhere("demo")
    eye.page.goto(f"{eye.base}/demo/kotak-masuk/")
    eye.everywhere("kotak-masuk-kosong")
    fill_inbox(tmp_path, 50)
    eye.page.reload()
    eye.everywhere("kotak-masuk-penuh")
    eye.meet("/demo/masuk/tebakan/", 410, "demo-tautan-mati")


def fill_inbox(home: Path, number: int) -> None:
    """Mails with a long subject and an address that nothing breaks."""
    folder = home / INBOX_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(number):
        mail = EmailMessage()
        mail["To"], mail["Subject"] = f"{'panjang' * 8}@rsud.example", f"{LONG_NAME} ({place})"
        mail["Date"] = clock.now()
        mail.set_content(f"Yth. Bapak/Ibu,\n\nhttps://simpul.example/lacak/t/{'a' * 43}/\n")
        (folder / f"{place:03}.eml").write_bytes(bytes(mail))


def test_every_error_page(eye: Eye, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: dict[str, Exception] = {}

    def fail(**_wanted: object) -> None:
        raise raised["now"]

    monkeypatch.setattr(register, "search", fail)
    faults = {
        400: Refusal("SIS-01", LONG_NAME), 403: NotAllowed("SIS-02", LONG_NAME), 409: Conflict("SIS-03", LONG_NAME),
        500: RuntimeError("invented"), 503: OperationalError("invented"),
    }  # fmt: skip
    for status, fault in faults.items():
        raised["now"] = fault
        eye.meet("/register/", status, f"galat-{status}")
    eye.meet("/tidak-ada/", 404, "galat-404")
    eye.meet("/keluar/", 405, "galat-405")
    for _ in range(40):
        attempts.failed("sandi", attempts.network_of("127.0.0.1"))
    eye.meet("/masuk/sandi/tebakan/", 429, "galat-429")
    eye.page.goto(f"{eye.base}/masuk/")
    eye.context.clear_cookies()
    sign_in(eye, office.staff.email, PASSWORD)
    eye.everywhere("galat-csrf")
