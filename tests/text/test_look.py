"""The pages of the text in Chromium at both widths: nothing for axe, no sideways scrolling, nothing refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework.text_acts import record_answer, record_offer
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Request
from simpul.features.agreements.negotiation import Answer
from simpul.lib import clock
from tests.browser.chromium import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Looking:
    """Opens pages of one case as an officer and judges them at both widths."""

    def __init__(self, eye: Eye, desk: Desk) -> None:
        self.eye, self.desk = eye, desk

    def at(self, lane: str, rest: str, name: str) -> None:
        self.eye.become(self.desk.client(lane)).look(self.desk.url(rest), name, PHONE, DESKTOP)


@pytest.fixture
def looking(chromium: Browser, live_server: LiveServer, desk: Desk) -> Iterator[Looking]:
    eye = Eye(chromium, live_server.url)
    yield Looking(eye, desk)
    eye.close()


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
    eye = looking.eye.become(desk.client(DRAFTERS))
    eye.resize(DESKTOP)
    page = eye.page
    page.goto(eye.base + desk.url("nilai/"))
    page.locator("[name='pihak-1-email']").fill("bukan alamat")
    page.get_by_role("button", name="Simpan nilai").click()
    page.locator(".s-banner--late").first.wait_for()
    eye.judge("nilai-galat", PHONE, DESKTOP)
    judge_dark(page, "nilai-galat")
    for rest in ("susun/", "susun/pasal/umum/", ""):
        eye.look(desk.url(rest), f"panjang-{rest.replace('/', '-')}", PHONE, DESKTOP)
    desk.step(DRAFTERS, "susun_draf#1")
    desk.judge("tinggi").step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
    looking.at(TALKERS, "perundingan/", "runding-panjang")
    looking.at(LAWYERS, "telaah-hukum/", "hukum-panjang")
