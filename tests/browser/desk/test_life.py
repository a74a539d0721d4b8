"""The life of a signed agreement in a browser: each kind of act, foretold, faulty, refused and recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, LifeAct, Request
from simpul.lib import clock
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.casework.signing.conftest import desk, signing_home
from tests.casework.signing.house import Desk

__all__ = ["desk", "signing_home"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KINDS = {
    "Adendum": {"Berlaku sejak": "2027-01-01", "Nomor akta": "7/ADD/2027"},
    "Perpanjangan": {
        "Berlaku sejak": "2028-06-01",
        "Nomor akta": "12/ADD/2028",
        "Hari terakhir yang baru": "2030-11-30",
    },
    "Pengakhiran": {"Berlaku sejak": "2027-06-30"},
}
ANALYST = "tim_analis_hukum"
REASON = "Kedua pihak menyepakatinya dalam berita acara tanggal 22 November 2026, dengan alasan yang panjang sekali."


def signed_page(desk: Desk, chromium: Browser, live_server: LiveServer) -> tuple[Eye, Agreement]:
    desk.number()
    desk.seal()
    desk.head_signs()
    desk.request.partner_name = LONG_NAME
    desk.request.save(update_fields=["partner_name"])
    client = Client()
    client.force_login(
        User.objects.get(pk=desk.officer(ANALYST).user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return Eye(chromium, live_server.url, client), desk.agreement()


def opened(eye: Eye) -> None:
    """The form is folded away until somebody wants it."""
    fold = eye.page.get_by_text("Catat adendum, perpanjangan, atau pengakhiran")
    if not eye.page.get_by_role("button", name="Lihat akibatnya").is_visible():
        fold.click()


def test_every_kind_of_act_is_foretold(chromium: Browser, live_server: LiveServer, desk: Desk) -> None:
    eye, agreement = signed_page(desk, chromium, live_server)
    address = f"/meja/perjanjian/{agreement.slug}/"
    eye.look("/meja/perjanjian/", "perjanjian-daftar", PHONE, DESKTOP)
    eye.look(address, "perjanjian", PHONE, DESKTOP)
    opened(eye)
    eye.judge("perjanjian-formulir", PHONE, DESKTOP)
    judge_dark(eye.page, "perjanjian-formulir")
    eye.page.get_by_role("button", name="Lihat akibatnya").click()
    expect(eye.page.get_by_role("alert").first).to_be_visible()
    eye.judge("perjanjian-kosong", PHONE, DESKTOP)
    for kind, entries in KINDS.items():
        eye.page.goto(eye.base + address)
        opened(eye)
        eye.page.get_by_role("radio", name=kind).check()
        for label, value in entries.items():
            eye.page.get_by_label(label).fill(value)
        eye.page.get_by_label("Alasan").fill(REASON)
        eye.page.get_by_role("button", name="Lihat akibatnya").click()
        expect(eye.page.get_by_text("Inilah yang akan berubah")).to_be_visible()
        eye.judge(f"perjanjian-{kind.lower()}", PHONE, DESKTOP)
    judge_dark(eye.page, "perjanjian-diramalkan")
    assert not LifeAct.objects.exists()
    eye.page.get_by_role("button", name="Catat", exact=True).click()
    expect(eye.page.get_by_text("Tercatat pada perjanjian.")).to_be_visible()
    eye.judge("perjanjian-tercatat", PHONE, DESKTOP)


def test_what_makes_no_sense_is_refused_and_the_entries_stay(
    chromium: Browser, live_server: LiveServer, desk: Desk
) -> None:
    eye, agreement = signed_page(desk, chromium, live_server)
    eye.page.goto(f"{eye.base}/meja/perjanjian/{agreement.slug}/")
    opened(eye)
    eye.page.get_by_role("radio", name="Penggantian").check()
    eye.page.get_by_label("Berlaku sejak").fill("2027-06-30")
    eye.page.get_by_label("Alasan").fill(REASON)
    eye.page.get_by_role("button", name="Lihat akibatnya").click()
    expect(eye.page.get_by_role("alert").first).to_be_visible()
    expect(eye.page.get_by_label("Alasan")).to_have_value(REASON)
    eye.judge("perjanjian-ditolak", PHONE, DESKTOP)


def test_a_replacement_is_foretold_with_its_successor(
    chromium: Browser, live_server: LiveServer, desk: Desk, file_case: Callable[..., Case]
) -> None:
    eye, found = signed_page(desk, chromium, live_server)
    case = file_case()
    Agreement.objects.create(
        institution=found.institution, case=case, request=Request.objects.get(case=case), kind=found.kind,
        title="Perjanjian pengganti rekaan", status=found.status, sign_date=found.sign_date,
        effective_on=found.effective_on, ends_on=found.ends_on, signed_until=found.ends_on, created_at=clock.now(),
    )  # fmt: skip
    eye.page.goto(f"{eye.base}/meja/perjanjian/{found.slug}/")
    opened(eye)
    eye.page.get_by_role("radio", name="Penggantian").check()
    eye.page.get_by_label("Berlaku sejak").fill("2027-06-30")
    eye.page.get_by_label("Diganti atau diperpanjang oleh").select_option(index=1)
    eye.page.get_by_label("Alasan").fill(REASON)
    eye.page.get_by_role("button", name="Lihat akibatnya").click()
    expect(eye.page.get_by_text("Inilah yang akan berubah")).to_be_visible()
    eye.judge("perjanjian-penggantian", PHONE, DESKTOP)
    judge_dark(eye.page, "perjanjian-penggantian")
    assert not LifeAct.objects.exists()
