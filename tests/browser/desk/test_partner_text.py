"""The partner's version from talks to the next draft: judged by axe at both widths, decided with the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from simpul.casework.text_acts import record_answer
from simpul.core.documents.actions import store
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.procedures.models import Case
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.models import Draft, PartnerText
from simpul.features.agreements.negotiation import Answer
from simpul.lib import clock
from simpul.rules.agreement_text.codec import plain
from tests.browser.eye import DESKTOP, PHONE, Eye
from tests.casework.conftest import House
from tests.text.conftest import TALKERS, Desk
from tests.text.test_partner_text import in_two, our_text, their_version

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answered(house: House, file_case: Callable[..., Case]) -> Desk:
    """Our draft came back changed."""
    desk = Desk(house, file_case()).to_talks()
    data = agreement_docx(their_version(desk), at=clock.now(), base_version="1")
    officer = house.officer(TALKERS)
    file = store(
        institution_id=house.institution.pk, data=data, name="tanggapan.docx", kind="draf_mitra", media_type=DOCX,
        by=officer.actor(),
    )  # fmt: skip
    answer = Answer(agreed=False, channel="email", answered_at=clock.now(), note="Mohon diubah.", counter=file)
    record_answer(case_id=desk.case.pk, officer=officer, draft_number=1, answer=answer)
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
