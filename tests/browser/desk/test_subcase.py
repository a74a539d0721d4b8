"""A case with a sub-case in the browser, narrow and wide: while it runs, without a result, and begun again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework.cases import withdraw_case
from simpul.core.procedures.models import Case
from tests.browser.eye import DESKTOP, PHONE, Eye
from tests.casework.strangers.parts import awaiting, furnished, part_of
from tests.desk.conftest import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "Bahan rujukan tidak pernah diterima laboratorium, sudah ditanyakan dua kali kepada pengirim."


def test_a_sub_case_is_followed_there_and_back_and_begun_again(chromium: Browser, live_server: LiveServer) -> None:
    house = furnished()
    case = awaiting(house)
    part = part_of(case)
    eye = Eye(chromium, live_server.url, browser(house.officer("pusat")))
    eye.look(f"/perkara/{case.slug}/", "induk-menunggu", PHONE, DESKTOP)
    eye.page.get_by_role("link", name=part.ticket).first.click()
    eye.judge("bagian", PHONE, DESKTOP)
    eye.page.get_by_role("link", name=case.ticket).first.click()
    assert eye.page.url.endswith(f"/perkara/{case.slug}/")
    withdraw_case(case_id=part.pk, by=house.officer("hukum").actor(), reason=REASON, party="lembaga")
    eye.look(f"/perkara/{case.slug}/", "induk-tanpa-hasil", PHONE, DESKTOP)
    eye.page.get_by_label("Mengapa dimulai lagi").fill("Bahan sudah diterima.")
    eye.press("Mulai lagi")
    eye.judge("induk-mulai-lagi", PHONE, DESKTOP)
    assert Case.objects.filter(parent_task__case=case).count() == 2
    assert eye.page.get_by_text(part_of(case).ticket).first.is_visible()
