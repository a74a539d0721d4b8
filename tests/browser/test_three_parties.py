"""Two partner institutions and the laboratory in real Chromium: one refuses, is asked again, and all three sign."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simpul.casework.dispatch import dispatch_all
from simpul.cli.demo import seed
from simpul.core.documents.storage import path_of
from simpul.core.signing.models import Signer
from simpul.features.agreements.models import Agreement
from tests.browser.test_path import (
    PHONE,
    Journey,
    Screen,
    agree,
    check_end,
    chromium,
    draft,
    head_signs,
    judge,
    partner_files,
    partner_signs,
)

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME, ADDRESS = "Universitas Rekaan", "rektor@rekaan.example"
THIRD = {
    "name": NAME, "address": "Jalan Kampus Rekaan 1, Depok", "signatory_name": "Prof. Misal Contoh",
    "signatory_title": "Rektor", "authority": "Keputusan Rekaan Nomor 7 Tahun 2026", "contact_name": "Umpama Rekaan",
    "email": ADDRESS, "phone": "0810-0000-0309", "has_no_number": "on",
}  # fmt: skip
REASON = "Senat belum menyetujui tarifnya."


def add_third(phone: Screen) -> None:
    """A further party among the sections of the request, and back to their list."""
    phone.follow(phone.page.get_by_role("link", name="Pihak tambahan"))
    if not phone.page.locator("[name='baris-0-name']").count():
        phone.send(phone.page.locator("button[name=tambah]"))
    phone.enter({f"baris-0-{field}": value for field, value in THIRD.items()})
    phone.send(phone.page.get_by_role("button", name="Simpan, kembali ke daftar"))


def open_mail(path: Journey, phone: Screen) -> None:
    """The newest mail to the third party, opened in the inbox of the demonstration; its link leads to the request."""
    dispatch_all()
    phone.go(f"/demo/kotak-masuk/?kepada={ADDRESS}")
    phone.follow(phone.page.locator("main a[href*='/lacak/t/']").first)
    assert phone.page.url == f"{path.base}/lacak/"


def to_signing(path: Journey) -> None:
    partner_files(path, add_third)
    for step in ("terima", "catat_srikandi", "disposisi"):
        path.step(step)
    path.step("telaah", "terima")
    path.step("surat_balasan")
    path.step("koordinasi")
    draft(path)
    judge(path)
    agree(path)
    path.step("penomoran")


def refuse_and_ask_again(path: Journey, phone: Screen, theirs: Signer) -> None:
    """The third party refuses; everybody reads so, and the institution asks again."""
    room = f"/lacak/tanda-tangan/{theirs.pk}/"
    path.prove(room, f"{room}tolak/", phone=phone)
    phone.enter({"alasan": REASON})
    phone.send(phone.page.locator("main form[data-once] button[type=submit]"))
    assert REASON in phone.page.locator("main").inner_text()
    assert f"{NAME} menolak menandatangani" in path.tracked().page.locator("main").inner_text()
    screen, _ = path.open_task("tanda_tangan")
    screen.follow(screen.page.locator(".s-job a[href$='/tanda-tangan/']"))
    assert REASON in screen.page.locator("main").inner_text()
    form = screen.page.locator(f"form[action*='/{theirs.pk}/']").first
    form.locator("[name=reason]").fill("Tarif sudah dijelaskan.")
    screen.send(form.locator("button[type=submit]"))


def test_three_parties_sign(chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path) -> None:
    settings.PUBLIC_URL = live_server.url
    seed()
    path = Journey(chromium, live_server.url, tmp_path)
    to_signing(path)
    third = Screen(chromium, live_server.url, PHONE)
    open_mail(path, third)
    theirs = Signer.objects.get(institution_name=NAME)
    refuse_and_ask_again(path, third, theirs)
    open_mail(path, third)
    partner_signs(path, theirs, third)
    assert "menolak" not in path.tracked().page.locator("main h1").inner_text()
    partner_signs(path, Signer.objects.exclude(pk=theirs.pk).get(means="segel"), path.phone)
    head_signs(path)
    path.step("pengarsipan")
    check_end(path)
    signed = Agreement.objects.get().signed_file
    assert signed is not None
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path_of(signed.sha256))], capture_output=True, text=True, check=False
    ).stdout
    assert len(re.findall(r"Signature #\d", said)) == said.count("Signature is Valid") == 3
    assert third.faults == []
