"""The text of a case that its own steps draft, in a browser: offered, begun, refused, drafted, thirty findings."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from simpul.features.agreements.models import Draft, Judgement, Remark, Request
from simpul.lib import clock
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.casework.conftest import SOPS, furnish
from tests.desk.test_own_text import client, draft, url
from tests.desk.test_step_documents import begun_by_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY = 30


def test_a_text_is_begun_and_drafted(chromium: Browser, live_server: LiveServer) -> None:
    house = furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())
    case = begun_by_unit(house)
    eye = Eye(chromium, live_server.url, client(house, "biro_ksh"))
    eye.look(url(case, ""), "naskah-belum-dimulai", PHONE, DESKTOP)
    eye.page.get_by_role("link", name="Mulai naskah dari templat").click()
    eye.judge("naskah-mulai", PHONE, DESKTOP)
    eye.page.get_by_role("button", name="Mulai naskah").click()
    expect(eye.page.get_by_role("alert").first).to_be_visible()
    eye.judge("naskah-mulai-salah", PHONE, DESKTOP)
    judge_dark(eye.page, "naskah-mulai-salah")
    eye.page.get_by_label("Alasan memilih jenis ini").fill("Ada hak dan kewajiban.")
    eye.page.get_by_role("button", name="Mulai naskah").click()
    expect(eye.page.get_by_role("heading", name="Draf perjanjian")).to_be_visible()
    eye.judge("naskah-disusun", PHONE, DESKTOP)
    assert Request.objects.get(case=case).template == "pks-bpom"


def test_thirty_findings_after_three_rounds(chromium: Browser, live_server: LiveServer) -> None:
    house = furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())
    case = begun_by_unit(house)
    draft(house, case)
    made = Draft.objects.get()
    for number in range(2, 4):
        made.pk, made.number = None, number
        made.save()
    first = Draft.objects.get(number=3)
    levels = ("wajib", "penting", "saran")
    Remark.objects.bulk_create(
        Remark(
            draft=first, order=n, code="ISI-01", level=levels[n % 3], topic="naskah", mark=f"contoh-{n}",
            reason="An open place was left: %(place)s", params={"place": f"Pasal {n} ayat (2) huruf a angka 3"},
            refs=[], places=[f"Pasal {n} ayat (2)"], found="..........", expected="Rumusan lembaga. " * 9,
        )
        for n in range(MANY)
    )  # fmt: skip
    Judgement.objects.create(draft=first, judged_at=clock.now(), positions="1", checklist=[])
    eye = Eye(chromium, live_server.url, client(house, "biro_ksh"))
    eye.look(url(case, f"telaah-hukum/temuan/{first.number}/"), "temuan-tiga-puluh", PHONE, DESKTOP)
    eye.look(url(case, ""), "naskah-langkah", PHONE, DESKTOP)
    eye.look(url(case, "draf/"), "naskah-putaran-ketiga", PHONE, DESKTOP)
