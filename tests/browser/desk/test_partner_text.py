"""The partner's version from talks to the next draft: judged by axe at both widths, decided with the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Draft, PartnerText
from simpul.lib import clock
from simpul.rules.agreement_text.codec import plain
from tests.browser.desk.test_partner_kinds import answer
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.casework.conftest import House
from tests.text.conftest import TALKERS, Desk
from tests.text.test_partner_text import PAPER, in_two, our_text, their_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answered(house: House, file_case: Callable[..., Case]) -> Desk:
    """Our draft came back changed."""
    desk = Desk(house, file_case()).to_talks()
    answer(desk, agreement_docx(their_version(desk), at=clock.now(), base_version="1"))
    return desk


def test_a_version_is_decided_clause_by_clause(answered: Desk, chromium: Browser, live_server: object) -> None:
    eye = Eye(chromium, str(live_server), answered.client(TALKERS))
    try:
        eye.look(answered.url("perundingan/"), "talks-answered", DESKTOP, PHONE)
        eye.look(answered.url("naskah-mitra/2/"), "partner-version", DESKTOP, PHONE)
        eye.page.locator("input[value=terima]").first.check()
        eye.page.locator(".s-job__act button").click()
        eye.page.wait_for_url("**/perundingan/")
        assert Draft.objects.filter(number=3).exists()
        eye.look(answered.url("naskah-mitra/2/"), "partner-version-settled", DESKTOP, PHONE)
        eye.look(answered.url("bandingkan/?dari=2&ke=3"), "versions-compared", DESKTOP, PHONE)
    finally:
        eye.close()


def test_the_whole_text_is_agreed_to(answered: Desk, chromium: Browser, live_server: object) -> None:
    """With a confirmation of its own, after what stays as the values say was named."""
    eye = Eye(chromium, str(live_server), answered.client(TALKERS))
    try:
        eye.look(answered.url("naskah-mitra/2/"), "partner-whole-folded")
        whole = eye.page.locator("details", has_text="Setujui naskah mitra utuh")
        whole.locator("summary").click()
        eye.judge("partner-whole", DESKTOP, PHONE)
        judge_dark(eye.page, "partner-whole")
        whole.locator("input[name=yakin]").check()
        whole.locator("button[type=submit]").click()
        eye.page.wait_for_url("**/perundingan/")
        assert Draft.objects.filter(number=3, side="lembaga").exists()
        eye.judge("partner-whole-taken", DESKTOP, PHONE)
    finally:
        eye.close()


def test_a_text_of_the_partners_own(house: House, file_case: Callable[..., Case], chromium: Browser,
                                    live_server: object) -> None:  # fmt: skip
    """What it is, who is called what in it, and every reason why it is not taken over as a whole."""
    desk = Desk(house, file_case()).to_talks()
    answer(desk, PAPER.read_bytes())
    eye = Eye(chromium, str(live_server), desk.client(TALKERS))
    try:
        eye.look(desk.url("naskah-mitra/2/"), "partner-own", DESKTOP)
        eye.page.locator("details", has_text="Setujui naskah mitra utuh").locator("summary").click()
        eye.judge("partner-own-whole", DESKTOP, PHONE)
        judge_dark(eye.page, "partner-own")
    finally:
        eye.close()


def test_a_doubt_and_a_scan(answered: Desk, chromium: Browser, live_server: object) -> None:
    ours = Draft.objects.get(number=1)
    for number, reading in ((3, plain(in_two(our_text(answered), "biaya_bayar"))), (4, {})):
        draft = Draft.objects.create(request=answered.request, number=number, side="mitra", created_at=clock.now())
        PartnerText.objects.create(draft=draft, base=ours, reading=reading)
    eye = Eye(chromium, str(live_server), answered.client(TALKERS))
    try:
        eye.look(answered.url("naskah-mitra/3/"), "partner-version-doubt", DESKTOP, PHONE)
        eye.look(answered.url("naskah-mitra/4/"), "partner-version-scan", DESKTOP, PHONE)
    finally:
        eye.close()
