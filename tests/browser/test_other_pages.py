"""Public pages, sign-in, the house's own pages and the tracking page: axe and no sideways scroll at both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, Request
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, PHONE, Eye
from tests.casework.conftest import House
from tests.public.conftest import file_case, files, house, publish

__all__ = ["chromium", "file_case", "files", "house", "publish"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    opened = Eye(chromium, live_server.url)
    yield opened
    opened.close()


def look(eye: Eye, *paths: str) -> None:
    """Each answers, fits both widths and has no accessibility fault."""
    for path in paths:
        eye.look(path, path.strip("/").replace("/", "-").replace("?", "-") or "beranda", PHONE, DESKTOP)


def test_open_pages(eye: Eye, house: House) -> None:
    look(eye, *OPEN, f"/sop/{house.institution.code}/bblbk/")


def test_a_full_register_with_long_names(eye: Eye, publish: Callable[..., Agreement]) -> None:
    made = publish("Rumah Sakit Umum Daerah " + "Tirta Kencana Sejahtera Bersama " * 3 + "Kabupaten Contoh")
    for number in range(26):
        publish(f"RSUD Nomor {number}")
    look(eye, "/register/", f"/perjanjian/{made.slug}/", f"/verifikasi/{made.slug}/")


def test_pages_of_the_house(eye: Eye, house: House) -> None:
    user = User.objects.get(pk=house.officer("tim_arsiparis").user_id)
    User.objects.filter(pk=user.pk).update(is_admin=True)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    look(eye.become(client), *DESK)


def test_the_tracking_page(eye: Eye, file_case: Callable[..., Case]) -> None:
    client = Client()
    session = client.session
    session["permohonan"] = Request.objects.get(case=file_case()).slug
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    look(eye.become(client), "/lacak/")
