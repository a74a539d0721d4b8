"""Public pages, sign-in, the house's own pages and the tracking page: axe and no sideways scroll at both widths."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, Request
from tests.browser.desk.conftest import chromium
from tests.casework.conftest import House
from tests.public.conftest import file_case, files, house, publish

__all__ = ["chromium", "file_case", "files", "house", "publish"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SHOTS = os.environ.get("SIMPUL_SHOTS", "")
WIDTHS = (360, 1280)
OPEN = (
    "/",
    "/register/",
    "/register/?q=tidakada",
    "/verifikasi/",
    "/verifikasi/?nomor=9",
    "/sop/",
    "/masuk/",
    "/lacak/",
)
DESK = (
    "/meja/orang/",
    "/meja/lembaga/",
    "/meja/kalender/",
    "/meja/akun/",
    "/meja/pesan/",
    "/meja/nomor/",
    "/meja/arsip/",
    "/meja/kunci/",
)


def judge(page: Page, address: str, width: int) -> None:
    """The page answers, fits its width and has no accessibility fault."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 400, address
    if SHOTS:
        name = address.split("/", 3)[3].replace("/", "-").replace("?", "-") or "beranda"
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} at {width}"
    found = Axe().run(page, options=RULES)
    faults = [(one["id"], one["nodes"][0]["target"]) for one in found.response["violations"]]
    assert not faults, (address, width, faults)


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    value: int = request.param
    return value


@pytest.fixture
def page(chromium: Browser, width: int) -> Iterator[Page]:
    made = chromium.new_page(viewport={"width": width, "height": 900})
    yield made
    made.close()


def _enter(page: Page, server: LiveServer, client: Client) -> None:
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def test_open_pages(page: Page, width: int, live_server: LiveServer, house: House) -> None:
    for path in OPEN:
        judge(page, live_server.url + path, width)
    judge(page, f"{live_server.url}/sop/{house.institution.code}/bblbk/", width)


def test_a_full_register_with_long_names(
    page: Page, width: int, live_server: LiveServer, publish: Callable[..., Agreement]
) -> None:
    made = publish("Rumah Sakit Umum Daerah " + "Tirta Kencana Sejahtera Bersama " * 3 + "Kabupaten Contoh")
    for number in range(26):
        publish(f"RSUD Nomor {number}")
    for path in ("/register/", f"/perjanjian/{made.slug}/", f"/verifikasi/{made.slug}/"):
        judge(page, live_server.url + path, width)


def test_pages_of_the_house(page: Page, width: int, live_server: LiveServer, house: House) -> None:
    user = User.objects.get(pk=house.officer("tim_arsiparis").user_id)
    User.objects.filter(pk=user.pk).update(is_admin=True)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    _enter(page, live_server, client)
    for path in DESK:
        judge(page, live_server.url + path, width)


def test_the_tracking_page(page: Page, width: int, live_server: LiveServer, file_case: Callable[..., Case]) -> None:
    client = Client()
    session = client.session
    session["permohonan"] = Request.objects.get(case=file_case()).slug
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    _enter(page, live_server, client)
    judge(page, live_server.url + "/lacak/", width)
