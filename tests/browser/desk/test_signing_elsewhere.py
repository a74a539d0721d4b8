"""Signing outside and stamp duty in Chromium: the room, the file that came back, and the partner's page for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings

from simpul.adapters.emeterai import MemoryEmeterai, Place
from simpul.adapters.emeterai.simulated import stamped
from simpul.casework import duty_acts, duty_stamping, returned_acts, stamped_acts
from simpul.casework.signing_rounds import Terms, new_round, void_round
from simpul.core.directory.models import User
from simpul.core.directory.officers import today_in
from simpul.core.documents.storage import read
from simpul.core.procedures.models import Case
from simpul.core.signing.models import Means, SignerState
from simpul.features.agreements import stamp_duty
from simpul.features.agreements.access import mint_link
from simpul.features.agreements.stamp_duty import places
from simpul.pages.desk import duty_view
from simpul.pages.portal import proof
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.casework.conftest import House
from tests.casework.signing.house import CLERK, Desk, agreed_case
from tests.casework.signing.test_own_file import elsewhere, key_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(house: House, file_case: Callable[..., Case], tmp_path: Path, settings: Settings) -> Desk:
    """A case at number and date."""
    settings.HOME = tmp_path
    return agreed_case(house, file_case(), tmp_path)


def _officer(desk: Desk, lane: str) -> Client:
    client = Client()
    user = User.objects.get(pk=desk.officer(lane).user_id)
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _partner(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The partner behind its link, already proved by a code."""
    client = Client()
    client.get("/lacak/" + mint_link(desk.request.pk, None).partition("/lacak/")[2])
    monkeypatch.setattr("simpul.pages.portal.sign_own.proof_required", lambda _http, _wanted: None)
    assert proof.HOLDS
    return client


def _hand_in(desk: Desk, data: bytes) -> int:
    row = returned_acts.hand_in_for_partner(
        signer_id=desk.signer(Means.SEALED_ACT).pk, officer=desk.officer(CLERK), file=desk.file(data),
        received="Surel direktur, menyatakan telah membaca",
    )  # fmt: skip
    return row.pk


def _stamped_by_hand(desk: Desk) -> int:
    """The second original, with a stamp that bears no seal."""
    place = places(desk.round())[1]
    data = stamped(read(desk.round().current.sha256), "8" * 22, Place(place.page, place.rect))
    row = stamped_acts.hand_in_stamped(
        case_id=desk.case.pk, officer=desk.officer(CLERK), file=desk.file(data), serials="8" * 22
    )
    return row.pk


def test_a_file_that_came_back(
    room: Desk, chromium: Browser, live_server: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = room
    signing = desk.number()
    sent = read(signing.current.sha256)
    other = _hand_in(desk, elsewhere(sent.replace(b"%PDF-1.7", b"%PDF-1.6"), key_of(tmp_path)))
    unknown = _hand_in(desk, elsewhere(sent, key_of(tmp_path / "elsewhere")))
    base = f"/perkara/{desk.case.slug}/tanda-tangan/"
    eye = Eye(chromium, str(live_server), _officer(desk, CLERK))
    try:
        eye.look(f"{base}kembali/{other}/", "returned-other-text", DESKTOP, PHONE)
        eye.look(base, "signing-room-returned", DESKTOP, PHONE)
        eye.look(f"{base}kembali/{unknown}/", "returned-asked", DESKTOP, PHONE)
        judge_dark(eye.page, "returned-asked")
        eye.page.locator("input[value=terima]").check()
        eye.page.locator("textarea[name=reason]").fill("Sertifikat PSrE contoh, dicek per telepon.")
        eye.page.locator(".s-job__act button").click()
        eye.page.wait_for_url(f"**{base}")
        assert desk.round().signers.get(means=Means.OWN_FILE).state == SignerState.SIGNED
    finally:
        eye.close()


def test_the_partner_hands_in_its_own_file(
    room: Desk, chromium: Browser, live_server: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = room
    sent = read(desk.number().current.sha256)
    address = f"/lacak/tanda-tangan/{desk.signer(Means.SEALED_ACT).pk}/"
    eye = Eye(chromium, str(live_server), _partner(desk, monkeypatch))
    try:
        eye.look(address, "partner-sign", PHONE, DESKTOP)
        eye.look(address + "berkas/", "own-file", PHONE, DESKTOP)
        for data, name in ((sent, "unsigned.pdf"), (elsewhere(sent, key_of(tmp_path)), "signed.pdf")):
            (tmp_path / name).write_bytes(data)
            eye.page.locator("input[type=file]").set_input_files(tmp_path / name)
            eye.page.locator("input[name=dibaca]").check()
            eye.page.locator("main form[data-once] button[type=submit]").click()
            if name == "unsigned.pdf":
                eye.page.get_by_text("Tidak ada tanda tangan yang ditambahkan").first.wait_for()
                eye.judge("own-file-refused", PHONE, DESKTOP)
        eye.page.wait_for_url(f"**{address}")
        eye.judge("own-file-taken", PHONE, DESKTOP)
    finally:
        eye.close()


def test_the_room_while_stamp_duty_is_owed(
    room: Desk, chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = MemoryEmeterai()
    monkeypatch.setattr(stamp_duty, "simulated_here", lambda _house: None)
    for module in (duty_stamping, duty_view):
        monkeypatch.setattr(module, "provider_of", lambda _house: twin)
    desk = room
    desk.number()
    twin.mood = "lost"
    duty_stamping.stamp_one(desk.round().duties.get(number=1).pk, twin)
    twin.mood = "normal"
    base = f"/perkara/{desk.case.slug}/tanda-tangan/"
    eye = Eye(chromium, str(live_server), _officer(desk, CLERK))
    try:
        eye.look(base, "duty-owed", DESKTOP, PHONE)
        for fold in eye.page.locator("section[aria-labelledby=meterai] details summary").all():
            fold.click()
        eye.judge("duty-owed-open", DESKTOP, PHONE)
        judge_dark(eye.page, "duty-owed-open")
        clerk, terms = desk.officer(CLERK), Terms(today_in(desk.house.institution), "Jakarta")
        void_round(case_id=desk.case.pk, officer=clerk, reason="Tempat penandatanganan berubah.")
        eye.page.goto(str(live_server) + base)
        eye.page.locator("section[aria-labelledby=sisa] details summary").click()
        eye.judge("duty-left-over", DESKTOP, PHONE)
        new_round(case_id=desk.case.pk, officer=clerk, terms=terms, reason="Tempat berubah.")
        eye.look(f"{base}meterai/naskah/{_stamped_by_hand(desk)}/", "stamped-asked", DESKTOP, PHONE)
        judge_dark(eye.page, "stamped-asked")
        eye.page.locator("input[value=terima]").check()
        eye.page.locator("textarea[name=reason]").fill("Seri dicocokkan di akun distributor; semua halaman sama.")
        eye.page.locator(".s-job__act button").click()
        eye.page.wait_for_url(f"**{base}")
        eye.judge("duty-stamped-by-hand", DESKTOP, PHONE)
        duty_acts.resolve(
            case_id=desk.case.pk, officer=desk.officer(CLERK), number=1, serial=twin.charged[0][1], reason="akun"
        )
        eye.look(base, "duty-settled-purchase")
        eye.press("Bubuhkan sekarang")
        eye.page.wait_for_url(f"**{base}")
        eye.judge("duty-paid", DESKTOP, PHONE)
        assert desk.signer(Means.SEALED_ACT).state == SignerState.TURN
    finally:
        eye.close()
