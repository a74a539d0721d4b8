"""Signing through the service in Chromium: the set-up, the room in its states, and a signature from the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings

from simpul.adapters.bsre import OPENS_WITH
from simpul.casework.service_certainty import declare_not_signed
from simpul.cli.simulators.bsre_pen import Pen
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.core.signing.models import AttemptState, ServiceAttempt, SigningService
from simpul.lib import clock
from simpul.pages.desk.service_reports import OUTCOMES
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.casework.conftest import House
from tests.casework.signing.house import CLERK, HEAD, Desk, agreed_case
from tests.casework.signing.services import Room, simulated

WIDTHS = "[...document.querySelectorAll('.s-line-list .s-grow')].map(one => one.getBoundingClientRect().width)"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(house: House, file_case: Callable[..., Case], tmp_path: Path, settings: Settings) -> Iterator[Room]:
    settings.HOME, settings.SIGNING_SERVICE_SECONDS = tmp_path, 60.0
    with simulated(Pen(tmp_path)) as (simulator, address):
        yield Room(agreed_case(house, file_case(), tmp_path), simulator, settings, address)


def _officer(desk: Desk, lane: str) -> Client:
    client = Client()
    user = User.objects.get(pk=desk.officer(lane).user_id)
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _sign(eye: Eye, mood: str, room: Room) -> None:
    room.simulator.mood = mood
    eye.page.locator("#layanan-read_affirmed").check()
    eye.page.locator("#layanan-secret").fill(OPENS_WITH)
    eye.page.locator("form:has(#layanan-secret) button[type=submit]").click()
    eye.page.wait_for_load_state()


def test_the_set_up(room: Room, chromium: Browser, live_server: object) -> None:
    User.objects.filter(pk=room.desk.officer(CLERK).user_id).update(is_admin=True)
    room.settings.SIMULATORS = room.address
    room.use()
    service = SigningService.objects.get()
    for number, outcome in enumerate(OUTCOMES):
        service.callbacks.create(event=f"laporan-{number}" * 5, received_at=clock.now(), outcome=outcome)
    eye = Eye(chromium, str(live_server), _officer(room.desk, CLERK))
    try:
        eye.look("/meja/lembaga/tanda-tangan/", "service-set-up", DESKTOP, PHONE)
        assert min(eye.page.evaluate(WIDTHS)) > 150, "beside a long chip no line is squeezed to single letters"
        judge_dark(eye.page, "service-set-up")
        eye.page.locator("#uji button").first.click()
        eye.page.wait_for_url("**/uji/")
        eye.judge("service-trial", DESKTOP, PHONE)
        eye.page.locator("form[action$='kunci/'] button").click()
        eye.page.wait_for_url("**/kunci/")
        eye.judge("service-key", DESKTOP, PHONE)
    finally:
        eye.close()


def test_the_room_in_its_states(room: Room, chromium: Browser, live_server: object) -> None:
    room.use()
    room.begin()
    base = f"/perkara/{room.desk.case.slug}/tanda-tangan/"
    eye = Eye(chromium, str(live_server), _officer(room.desk, HEAD))
    try:
        eye.look(base, "service-sign", DESKTOP, PHONE)
        _sign(eye, "down", room)
        eye.judge("service-down", DESKTOP, PHONE)
        _sign(eye, "lost", room)
        eye.page.locator("summary").first.click()
        eye.judge("service-unsure", DESKTOP, PHONE)
        judge_dark(eye.page, "service-unsure")
        attempt = ServiceAttempt.objects.get(state=AttemptState.UNSURE)
        declare_not_signed(number=attempt.pk, officer=room.desk.officer(CLERK), reason="Riwayat portal kosong.")
        room.simulator.mood = "expired"
        eye.look(base, "service-expired", DESKTOP, PHONE)
        room.simulator.mood = "normal"
        eye.look(base, "service-declared", DESKTOP, PHONE)
        _sign(eye, "different", room)
        eye.judge("service-blocked", DESKTOP, PHONE)
        eye.page.locator("#banding-reason").fill("Satu halaman disisipkan.")
        eye.page.locator("form:has(#banding-reason) button").click()
        eye.page.wait_for_load_state()
        _sign(eye, "normal", room)
        eye.judge("service-signed", DESKTOP, PHONE)
    finally:
        eye.close()
    states = list(ServiceAttempt.objects.order_by("pk").values_list("state", flat=True))
    assert states == [
        AttemptState.FAILED, AttemptState.DECLARED, AttemptState.REJECTED, AttemptState.SIGNED,
    ]  # fmt: skip
