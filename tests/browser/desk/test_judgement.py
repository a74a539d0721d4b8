"""The judge's findings in a browser: on our draft and on a partner's paper, open and answered; nothing for axe."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from simpul.casework.text_acts import word_article
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.models import Draft, Remark
from simpul.lib import clock
from tests.browser.eye import DESKTOP, PHONE, Eye
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk, desk

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = Path(__file__).parents[2] / "samples" / "partner-paper" / "pks-surya-diagnostika.docx"
WORDS = {"kahar_lanjut": "Apabila keadaan kahar berlangsung lebih dari .......... hari, PIHAK KETIGA bermusyawarah."}


def test_findings_on_our_draft(chromium: Browser, live_server: LiveServer, desk: Desk) -> None:
    desk.to_drafting().fill()
    drafters = desk.house.officer(DRAFTERS)
    word_article(case_id=desk.case.pk, officer=drafters, article_id="kahar", words=WORDS, more=[])
    desk.draft()
    desk.step(DRAFTERS, "susun_draf#1")
    eye = Eye(chromium, live_server.url, desk.client(LAWYERS))
    address = desk.url("telaah-hukum/temuan/1/")
    eye.look(address, "temuan-kami", PHONE, DESKTOP)
    eye.page.get_by_role("group", name="Jawaban ISI-01").get_by_label("Dikesampingkan").check()
    eye.page.get_by_role("button", name="Simpan jawaban").click()
    expect(eye.page.get_by_role("alert")).to_be_visible()
    eye.judge("temuan-salah", PHONE)
    eye.page.get_by_label("Alasan ISI-01").fill("Diisi saat penandatanganan.")
    eye.page.get_by_role("button", name="Simpan jawaban").click()
    expect(eye.page.get_by_text("Jawaban tersimpan.")).to_be_visible()
    eye.judge("temuan-terjawab", DESKTOP)
    assert Remark.objects.get(code="ISI-01").answer == "dikesampingkan"
    eye.look(desk.url("telaah-hukum/"), "telaah-dengan-temuan", PHONE, DESKTOP)


def test_findings_on_a_partners_paper(chromium: Browser, live_server: LiveServer, desk: Desk) -> None:
    desk.to_talks()
    came = (clock.now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S")
    counter = SimpleUploadedFile("naskah mitra.docx", PAPER.read_bytes(), DOCX)
    sent = {"verdict": "ubah", "note": "Naskah kami.", "channel": "email", "versi": "1", "answered_at": came}
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent | {"counter": counter}).status_code == 302
    theirs = Draft.objects.get(side="mitra")
    eye = Eye(chromium, live_server.url, desk.client(TALKERS))
    eye.look(desk.url(f"naskah-mitra/{theirs.number}/"), "naskah-mitra-dinilai", PHONE, DESKTOP)
    eye.page.get_by_role("link", name="Baca temuan").click()
    eye.judge("temuan-mitra", PHONE, DESKTOP)
    # a day without its source: the entries stay, and the summary leads to them
    eye.page.locator("summary", has_text="Naskah induk").click()
    eye.page.get_by_label("Hari terakhirnya").fill("2027-03-31")
    eye.page.get_by_role("button", name="Nilai ulang").click()
    expect(eye.page.get_by_role("alert").first).to_be_visible()
    eye.judge("temuan-induk-salah", PHONE, DESKTOP)
    eye.page.get_by_label("Nomornya, atau di mana hari itu dibaca").fill("Nota Kesepahaman Nomor 12/NK/2024")
    eye.page.get_by_role("button", name="Nilai ulang").click()
    expect(eye.page.get_by_text("Versi ini sudah dinilai.")).to_be_visible()
    eye.judge("temuan-induk", DESKTOP)
