"""Every kind of answer of the partner, at both widths and in both themes: sixty changes, none, two languages, scans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from simpul.casework.text_acts import record_answer
from simpul.core.documents.actions import store
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.procedures.models import Case
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.models import Draft, PartnerNote
from simpul.features.agreements.negotiation import Answer
from simpul.lib import clock
from simpul.rules.agreement_text.codec import to_json
from simpul.rules.agreement_text.structure import AgreementText
from tests.browser.eye import DESKTOP, PHONE, Eye, judge_dark
from tests.casework.conftest import House
from tests.text.conftest import TALKERS, Desk
from tests.text.test_partner_scan import SCAN
from tests.text.test_partner_text import changed, our_text, their_version
from tests.text.test_partner_two_languages import abroad, reworded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(house: House, file_case: Callable[..., Case]) -> Desk:
    """A case that stands in the talks."""
    return Desk(house, file_case())


@pytest.fixture
def eye(desk: Desk, chromium: Browser, live_server: object) -> Iterator[Eye]:
    """The window of an officer who talks with the partner."""
    window = Eye(chromium, str(live_server), desk.client(TALKERS))
    yield window
    window.close()


def answer(desk: Desk, data: bytes, media_type: str = DOCX, *, to: int = 1) -> None:
    officer = desk.house.officer(TALKERS)
    file = store(
        institution_id=desk.house.institution.pk, data=data, name="tanggapan", kind="draf_mitra",
        media_type=media_type, by=officer.actor(),
    )  # fmt: skip
    said = Answer(agreed=False, channel="email", answered_at=clock.now(), note="Mohon diubah.", counter=file)
    record_answer(case_id=desk.case.pk, officer=officer, draft_number=to, answer=said)


def word(text: AgreementText, base: str = "1") -> bytes:
    return agreement_docx(text, at=clock.now(), base_version=base)


def many(text: AgreementText) -> AgreementText:
    """Sixty clauses and letters with other words."""
    left = 60

    def more(words: str) -> str:
        nonlocal left
        left -= 1
        return words if left < 0 else f"{words.removesuffix('.')} sebagaimana disesuaikan kemudian."

    articles = tuple(
        replace(one, paragraphs=tuple(replace(each, text=more(each.text)) for each in one.paragraphs))
        for one in text.articles
    )
    return replace(text, articles=articles)


def test_sixty_changes_and_none(desk: Desk, eye: Eye) -> None:
    ours = our_text(desk.to_talks())
    answer(desk, word(many(ours)))
    eye.look(desk.url("naskah-mitra/2/"), "partner-many", DESKTOP, PHONE)
    judge_dark(eye.page, "partner-many")
    answer(desk, word(ours))
    eye.look(desk.url("naskah-mitra/3/"), "partner-none", DESKTOP, PHONE)
    eye.look(desk.url("bandingkan/?dari=1&ke=2"), "compared-many", DESKTOP, PHONE)
    eye.look(desk.url("bandingkan/?dari=1&ke=3"), "compared-none", PHONE)
    eye.look(desk.url("perundingan/"), "talks-ladder", DESKTOP, PHONE)


def test_two_languages_by_mouse(desk: Desk, eye: Eye) -> None:
    text = abroad(desk)
    assert text.translation is not None
    english = reworded(text.translation, "jangka_panjang", "3 (three)", "4 (four)")
    theirs = reworded(text, "jangka_panjang", "3 (tiga)", "4 (empat)")
    theirs = reworded(theirs, "biaya_masing", "dana dan tenaga", "dana")
    answer(desk, word(replace(theirs, translation=english), "2"), to=2)
    eye.look(desk.url("naskah-mitra/3/"), "partner-two", DESKTOP, PHONE)
    judge_dark(eye.page, "partner-two")
    eye.look(desk.url("bandingkan/?dari=2&ke=3"), "compared-two", DESKTOP, PHONE)
    eye.look(desk.url("naskah-mitra/3/"), "partner-two-again", DESKTOP)
    for choice in eye.page.locator("input[value=terima]").all():
        choice.check()
    eye.page.locator(".s-job__act button").click()
    eye.page.locator("[role=alert]").wait_for()
    eye.judge("partner-two-unsaid", PHONE)
    eye.page.locator("input[name='lain-biaya_masing'][value=tetap]").check()
    eye.page.locator(".s-job__act button").click()
    eye.page.wait_for_url("**/perundingan/")
    assert Draft.objects.filter(number=4, side="lembaga").exists()


def test_a_scan_beside_its_notes(desk: Desk, eye: Eye) -> None:
    desk.to_talks()
    answer(desk, SCAN.read_bytes(), "application/pdf")
    eye.look(desk.url("naskah-mitra/2/"), "partner-scan", DESKTOP, PHONE)
    judge_dark(eye.page, "partner-scan")
    eye.page.locator("select[name=article]").select_option("biaya")
    eye.page.locator("textarea[name=note]").fill("Pasal 6: 45 hari, bukan 30 hari.")
    eye.page.get_by_role("button", name="Simpan catatan").click()
    eye.page.get_by_text("Pasal 6: 45 hari, bukan 30 hari.").first.wait_for()
    assert PartnerNote.objects.get().article == "biaya"
    eye.judge("partner-scan-noted", DESKTOP, PHONE)
    eye.look(desk.url("perundingan/"), "talks-scan", PHONE)


def test_both_changed_the_same_clause_and_it_is_reached_by_links(desk: Desk, eye: Eye) -> None:
    ours = our_text(desk.to_talks())
    answer(desk, word(their_version(desk)))
    own = changed(ours, "biaya_bayar", lambda one: replace(one, text="PIHAK KEDUA melunasi tagihan dalam 21 hari."))
    Draft.objects.create(request=desk.request, number=3, text=to_json(own), created_at=clock.now())
    eye.look(desk.url(""), "case-in-talks", DESKTOP)
    eye.page.locator("main a[href$='/draf/']").first.click()
    eye.judge("drafts-of-both", PHONE)
    eye.page.locator("main a[href$='/perundingan/']").first.click()
    eye.page.locator("main a[href$='/naskah-mitra/2/']").first.click()
    eye.page.wait_for_url("**/naskah-mitra/2/")
    eye.page.get_by_text("PIHAK KEDUA melunasi tagihan dalam 21 hari.").first.wait_for()
    eye.judge("partner-three-ways", DESKTOP, PHONE)
