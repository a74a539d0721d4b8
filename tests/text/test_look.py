"""The pages of the text in Chromium at both widths: nothing for axe, no sideways scrolling, nothing refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from simpul.casework.text_acts import record_answer, record_offer
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Request
from simpul.features.agreements.negotiation import Answer
from simpul.lib import clock
from tests.browser.chromium import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, judge_dark
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk

__all__ = ["chromium"]

SHOTS = os.environ.get("SIMPUL_SHOTS")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
WIDTHS = (360, 1280)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Looking:
    """Opens pages of one case as an officer and judges them at both widths."""

    def __init__(self, browser: Browser, server: LiveServer, desk: Desk) -> None:
        self.browser, self.server, self.desk = browser, server, desk

    def at(self, lane: str, rest: str, name: str) -> None:
        for width in WIDTHS:
            page = self.page(lane, width)
            page.goto(self.server.url + self.desk.url(rest))
            page.evaluate("document.fonts.ready")
            self.judge(page, f"{name}-{width}")
            page.context.close()

    def both(self, page: Page, name: str) -> None:
        """The page that is open now, at both widths."""
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self.judge(page, f"{name}-{width}")

    def page(self, lane: str, width: int) -> Page:
        """A window of the officer of the lane."""
        client = self.desk.client(lane)
        context = self.browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.server.url}])
        return context.new_page()

    def judge(self, page: Page, name: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], f"{name}: {found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{name} scrolls sideways by {width}"


@pytest.fixture
def looking(chromium: Browser, live_server: LiveServer, desk: Desk) -> Looking:
    return Looking(chromium, live_server, desk)


def test_drafting_empty_and_made(looking: Looking) -> None:
    desk = looking.desk.to_drafting()
    looking.at(DRAFTERS, "susun/", "susun-kosong")
    looking.at(DRAFTERS, "nilai/", "nilai-kosong")
    looking.at(DRAFTERS, "", "perkara-susun")
    desk.fill().draft("Versi pertama.")
    looking.at(DRAFTERS, "susun/", "susun-jadi")
    looking.at(DRAFTERS, "nilai/", "nilai-penuh")
    looking.at("tata_usaha", "nilai/", "nilai-baca")
    looking.at(DRAFTERS, "susun/pasal/umum/", "pasal")


def test_legal_analysis(looking: Looking) -> None:
    desk = looking.desk.to_legal()
    looking.at(LAWYERS, "telaah-hukum/", "hukum-kosong")
    desk.judge("tinggi")
    looking.at(LAWYERS, "telaah-hukum/", "hukum-penuh")
    looking.at(DRAFTERS, "telaah-hukum/", "hukum-baca")
    looking.at(LAWYERS, "", "perkara-hukum")


def test_talks_and_comparison(looking: Looking) -> None:
    desk = looking.desk.to_talks()
    talker = desk.house.officer(TALKERS)
    looking.at(TALKERS, "perundingan/", "runding-tunggu")
    record_offer(case_id=desk.case.pk, officer=talker, channel="whatsapp", reply_by=None, text="Draf dikirim")
    answer = Answer(agreed=False, channel="whatsapp", answered_at=clock.now(), note="Pasal 6 mohon diubah.")
    record_answer(case_id=desk.case.pk, officer=talker, draft_number=1, answer=answer)
    looking.at(TALKERS, "perundingan/", "runding-ubah")
    looking.at(TALKERS, "", "perkara-runding")
    desk.step(TALKERS, "perundingan#1", "teks_diubah", saluran_tanggapan="WhatsApp", tanggal_tanggapan="2026-11-22",
              ringkasan_perundingan="Mitra minta ubah")  # fmt: skip
    asked = desk.request
    asked.answers = {**asked.answers, "hari_bayar": 20, "lama_bulan": 36}
    asked.save()
    desk.draft("Jangka waktu dan pembayaran.")
    looking.at(DRAFTERS, "bandingkan/", "banding")
    looking.at(DRAFTERS, "", "perkara-putaran-2")


def long_names(desk: Desk) -> None:
    """The case, its parties and everybody who works on it, each with a name of 120 characters."""
    Case.objects.filter(pk=desk.case.pk).update(title=LONG_NAME)
    User.objects.update(full_name=LONG_NAME, position=LONG_NAME)
    desk.request.parties.update(name=LONG_NAME, signatory_name=LONG_NAME, contact_name=LONG_NAME)
    Request.objects.filter(pk=desk.request.pk).update(partner_name=LONG_NAME, contact_name=LONG_NAME)


def test_long_names_and_faulty_values(looking: Looking) -> None:
    desk = looking.desk.to_drafting().fill()
    long_names(desk)
    desk.draft(f"{LONG_NAME}: nilai pertama.")
    page = looking.page(DRAFTERS, DESKTOP)
    page.goto(looking.server.url + desk.url("nilai/"))
    page.locator("[name='pihak-1-email']").fill("bukan alamat")
    page.get_by_role("button", name="Simpan nilai").click()
    page.locator(".s-banner--late").first.wait_for()
    looking.both(page, "nilai-galat")
    judge_dark(page, "nilai-galat")
    for rest in ("susun/", "susun/pasal/umum/", ""):
        page.goto(looking.server.url + desk.url(rest))
        looking.both(page, f"panjang-{rest.replace('/', '-')}")
    desk.step(DRAFTERS, "susun_draf#1")
    desk.judge("tinggi").step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
    looking.at(TALKERS, "perundingan/", "runding-panjang")
    looking.at(LAWYERS, "telaah-hukum/", "hukum-panjang")
