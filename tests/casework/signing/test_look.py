"""The signing room, numbers, archive and keys in Chromium at both widths: nothing for axe, no sideways scrolling."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework import signing_acts
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Means, Signer
from simpul.features.agreements.models import Party
from tests.browser.chromium import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, judge_dark
from tests.casework.signing.house import CLERK, HEAD, Desk

__all__ = ["chromium"]

SHOTS = os.environ.get("SIMPUL_SHOTS")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARCHIVIST = "tim_arsiparis"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Looking:
    """Opens pages as an officer and judges them at both widths."""

    def __init__(self, browser: Browser, server: LiveServer, desk: Desk) -> None:
        self.browser, self.server, self.desk = browser, server, desk

    def client(self, lane: str) -> Client:
        """Signed in as the officer of the lane."""
        client = Client()
        user = User.objects.get(pk=self.desk.officer(lane).user_id)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    def at(self, lane: str, address: str, name: str, dark: bool = False) -> None:
        """At both widths; ``dark``: at the wide one in the dark theme too."""
        client = self.client(lane)
        name_of = settings.SESSION_COOKIE_NAME
        value = client.cookies[name_of].value
        for width in (360, 1280):
            context = self.browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            context.add_cookies([{"name": name_of, "value": value, "url": self.server.url}])
            page = context.new_page()
            page.goto(self.server.url + address)
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            assert not found.response["violations"], f"{name} {width}: {found.generate_report()}"
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{name} scrolls sideways by {over} at {width}"
            if dark and width == DESKTOP:
                judge_dark(page, name)
            context.close()


@pytest.fixture
def looking(chromium: Browser, live_server: LiveServer, desk: Desk) -> Looking:
    return Looking(chromium, live_server, desk)


def test_electronic_from_number_to_archive(looking: Looking) -> None:
    desk = looking.desk
    case, room = f"/perkara/{desk.case.slug}/", f"/perkara/{desk.case.slug}/tanda-tangan/"
    looking.at(CLERK, case, "penomoran")
    looking.at(CLERK, "/meja/arsip/", "arsip-kosong")
    desk.number()
    looking.at(CLERK, room, "ruang-menunggu-mitra")
    desk.seal()
    looking.at(HEAD, room, "ruang-giliran-kepala")
    looking.at(HEAD, case, "perkara-tanda-tangan")
    desk.head_signs()
    looking.at(HEAD, room + "?periksa=1", "ruang-selesai")
    looking.at(ARCHIVIST, case, "pengarsipan")
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    looking.at(ARCHIVIST, "/meja/arsip/", "arsip")
    looking.at(ARCHIVIST, f"/meja/arsip/{desk.agreement().slug}/", "arsip-satu")
    looking.at(CLERK, "/meja/nomor/", "nomor")
    looking.at(CLERK, "/meja/nomor/pks/", "nomor-seri")
    looking.at(CLERK, "/meja/nomor/baru/", "nomor-baru")
    looking.at(CLERK, "/meja/nomor/pks/ubah/", "nomor-ubah")
    looking.at(HEAD, "/meja/kunci/", "kunci")
    looking.at(CLERK, "/meja/kunci/", "kunci-kosong")


def test_refused_and_void(looking: Looking) -> None:
    desk = looking.desk
    desk.number()
    room = f"/perkara/{desk.case.slug}/tanda-tangan/"
    partner = desk.signer(Means.SEALED_ACT)
    signing_acts.refuse_to_sign(signer_id=partner.pk, by=desk.partner(), reason="Tarif belum sesuai " * 12)
    looking.at(CLERK, room, "ruang-ditolak")
    client = looking.client(CLERK)
    terms = {"on": "2026-11-24", "place": "Bogor", "reason": "Tempat berubah"}
    client.post(room + "putaran/", terms)
    looking.at(CLERK, room, "ruang-putaran-kedua")
    client.post(room + "batalkan/", {"reason": "Pasal 5 berubah"})
    looking.at(CLERK, room, "ruang-batal")


def test_wet_ink(chromium: Browser, live_server: LiveServer, paper_desk: Desk) -> None:
    looking = Looking(chromium, live_server, paper_desk)
    looking.at(CLERK, f"/perkara/{paper_desk.case.slug}/", "penomoran-basah")
    paper_desk.number()
    looking.at(CLERK, f"/perkara/{paper_desk.case.slug}/tanda-tangan/", "ruang-basah")


def long_names(desk: Desk) -> None:
    """The case, its people and its signers, each with a name of 120 characters."""
    Case.objects.filter(pk=desk.case.pk).update(title=LONG_NAME)
    User.objects.update(full_name=LONG_NAME, position=LONG_NAME)
    Party.objects.update(name=LONG_NAME, signatory_name=LONG_NAME)
    Signer.objects.update(name=LONG_NAME, capacity=LONG_NAME, institution_name=LONG_NAME)


def test_third_round_with_long_names(looking: Looking) -> None:
    desk = looking.desk
    desk.number()
    room, clerk = f"/perkara/{desk.case.slug}/tanda-tangan/", looking.client(CLERK)
    for place in ("Bogor", "Depok"):
        clerk.post(room + "putaran/", {"on": "2026-11-24", "place": place, "reason": f"Tempat menjadi {place}. " * 8})
    assert desk.round().number == 3
    long_names(desk)
    looking.at(CLERK, room, "ruang-putaran-ketiga", dark=True)
    looking.at(HEAD, f"/perkara/{desk.case.slug}/", "perkara-putaran-ketiga", dark=True)
    desk.seal()
    looking.at(HEAD, room, "ruang-nama-panjang")
