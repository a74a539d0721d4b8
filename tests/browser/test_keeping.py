"""Keeping and inspecting in a browser: the archive, its schedule, destruction, arsip terjaga, inspection."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework import archive_acts, destruction_acts
from simpul.casework.inspection_jobs import ask, make_waiting
from simpul.core.directory.models import User
from simpul.features.agreements.destroying import Carried, Decision
from tests.browser.chromium import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye, judge_dark
from tests.casework.conftest import file_case, files, house
from tests.casework.signing.conftest import desk, signed, signing_home
from tests.casework.signing.house import HEAD, Desk
from tests.casework.signing.test_keeping import ANALYST, ARCHIVIST, over
from tests.inspectors import let_in

__all__ = ["chromium", "desk", "file_case", "files", "house", "signed", "signing_home"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = (PHONE, DESKTOP)


def eye_of(chromium: Browser, live_server: LiveServer, user_id: int) -> Eye:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend="django.contrib.auth.backends.ModelBackend")
    return Eye(chromium, live_server.url, client)


def test_keeping_from_the_schedule_to_the_minutes(chromium: Browser, live_server: LiveServer, signed: Desk) -> None:
    desk = signed
    agreement, archivist = over(desk), desk.officer(ARCHIVIST)
    eye = eye_of(chromium, live_server, archivist.user_id)
    try:
        eye.look("/meja/arsip/", "arsip", *BOTH)
        eye.look("/meja/arsip/jadwal/", "jadwal", *BOTH)
        archive_acts.hold(agreement=agreement, officer=desk.officer(ANALYST), reason=f"Gugatan {LONG_NAME}")
        eye.look("/meja/arsip/musnah/", "musnah-ditahan", *BOTH)
        eye.look(f"/meja/arsip/{agreement.slug}/", "arsip-ditahan", *BOTH)
        archive_acts.lift(agreement=agreement, officer=desk.officer(ANALYST), reason="Putusan tetap")
        archive_acts.mark_guarded(agreement=agreement, officer=archivist, reason="Perjanjian internasional")
        eye.look("/meja/arsip/terjaga/", "terjaga", *BOTH)
        eye.look(f"/meja/arsip/{agreement.slug}/", "arsip-terjaga", *BOTH)
        judge_dark(eye.page, "arsip-terjaga")
        archive_acts.mark_guarded(agreement=agreement, officer=archivist, reason="")
        eye.look("/meja/arsip/musnah/", "musnah", *BOTH)
        eye.page.locator("input[name=pilih]").check()
        made = destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason="Retensi habis")
        here = f"/meja/arsip/musnah/{made.slug}/"
        eye.look(here, "usul", *BOTH)
        head = eye_of(chromium, live_server, desk.officer(HEAD).user_id)
        head.look(here, "putusan", *BOTH)
        head.close()
        destruction_acts.decide(officer=desk.officer(HEAD), slug=made.slug, decision=Decision(True, "Nota 1"))
        eye.look(here, "pelaksanaan", *BOTH)
        destruction_acts.carry_out(officer=archivist, slug=made.slug, carried=Carried("BA-1/2026", "Rekaan"))
        eye.look(here, "berita-acara", *BOTH)
        assert agreement.signed_file is not None
        eye.meet(f"/berkas/{agreement.signed_file.slug}/", 410, "dimusnahkan")
        eye.look(f"/meja/arsip/{agreement.slug}/", "arsip-musnah", *BOTH)
    finally:
        eye.close()


def test_inspection(chromium: Browser, live_server: LiveServer, signed: Desk) -> None:
    desk = signed
    User.objects.filter(pk=desk.officer(ARCHIVIST).user_id).update(is_admin=True)
    admin = eye_of(chromium, live_server, desk.officer(ARCHIVIST).user_id)
    user = User.objects.create_user(
        "periksa@bpk.example", institution=desk.house.institution, full_name=f"{LONG_NAME}, Ak."
    )
    mandate = let_in(user, "periode")
    type(mandate).objects.filter(pk=mandate.pk).update(since="2026-01-01", until="2026-12-31")
    inspector = eye_of(chromium, live_server, user.pk)
    try:
        ask(officer=desk.officer(ARCHIVIST), mandate=mandate.slug)
        inspector.look("/meja/inspeksi/", "inspeksi-menunggu", *BOTH)
        assert make_waiting() == 1
        inspector.look("/meja/inspeksi/", "inspeksi-pemeriksa", *BOTH)
        admin.look("/meja/inspeksi/", "inspeksi", *BOTH)
        judge_dark(admin.page, "inspeksi")
        for summary in admin.page.locator("summary").all():
            summary.click()
        admin.judge("inspeksi-terbuka", *BOTH)
    finally:
        inspector.close()
        admin.close()
