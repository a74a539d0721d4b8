"""A scan of the partner: its pages beside notes for each article, a version of its own in the ladder, no guess."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from PIL import Image

from simpul.core.audit.models import AuditEvent
from simpul.core.documents.actions import store
from simpul.features.agreements.models import Draft, PartnerNote
from simpul.features.agreements.taking import standing_of
from simpul.lib.actor import SYSTEM
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk
from tests.text.test_partner_text import page, send

pytestmark = pytest.mark.django_db
SCAN = Path(__file__).parents[1] / "samples" / "request-rsud" / "01-surat-permohonan-SCAN.pdf"
NOTES = "naskah-mitra/2/catatan/"


@pytest.fixture
def scanned(desk: Desk) -> Desk:
    """The partner answered with a scan."""
    send(desk.to_talks(), SCAN.read_bytes(), "tanggapan (pindaian).pdf", "application/pdf")
    return desk


def note(desk: Desk, lane: str = TALKERS, **given: str) -> int:
    sent = {"article": "biaya", "page": "1", "note": "Pasal 6: 45 hari, bukan 30 hari."} | given
    return desk.client(lane).post(desk.url(NOTES), sent).status_code


def picture(desk: Desk, number: int = 1) -> str:
    return desk.url(f"naskah-mitra/2/halaman/{number}.png")


def test_its_pages_are_shown_large_and_small_and_nothing_is_decided_by_words(scanned: Desk) -> None:
    shown = page(scanned)
    assert picture(scanned) in shown
    assert "putusan-" not in shown
    assert re.search(r'<input type="number" name="page"[^>]*class="form-control', shown)
    assert "perubahan.docx" not in shown
    response = scanned.client(LAWYERS).get(picture(scanned))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    with Image.open(BytesIO(response.content)) as drawn:
        assert drawn.width > 800
    assert scanned.client(TALKERS).get(picture(scanned, 99)).status_code == 404
    assert scanned.client(TALKERS).get(picture(scanned, 0)).status_code == 404


def test_a_stranger_and_a_visitor_see_no_page(scanned: Desk, stranger: Client) -> None:
    assert stranger.get(picture(scanned)).status_code == 404
    assert stranger.post(scanned.url(NOTES), {"note": "Isi"}).status_code == 404
    assert Client().get(picture(scanned)).status_code == 302


def test_notes_stand_by_article_with_person_and_time_and_none_is_overwritten(scanned: Desk) -> None:
    assert note(scanned) == 302
    assert note(scanned, note="Pasal 6 ayat (5): denda dihapus.") == 302
    assert note(scanned, article="", page="", note="Tanda tangan sudah ada.") == 302
    shown = page(scanned, LAWYERS)
    first, second = PartnerNote.objects.filter(article="biaya")
    assert (first.page, first.by, first.text) == (1, second.by, "Pasal 6: 45 hari, bukan 30 hari.")
    assert shown.index("Tanda tangan sudah ada.") < shown.index(first.text) < shown.index(second.text)
    assert first.by is not None
    assert first.by.full_name in shown
    assert AuditEvent.objects.filter(verb="partner_text.noted").count() == 3


def test_the_same_note_sent_twice_stands_once(scanned: Desk) -> None:
    assert (note(scanned), note(scanned)) == (302, 422)
    assert PartnerNote.objects.count() == 1


@pytest.mark.parametrize("fault", [{"article": "pasal_rekaan"}, {"page": "2"}, {"page": "0"}, {"note": "  "}])
def test_what_is_not_there_cannot_be_noted(scanned: Desk, fault: dict[str, str]) -> None:
    assert note(scanned, **fault) == 422
    assert not PartnerNote.objects.exists()


def test_a_colleague_outside_the_talks_reads_only(scanned: Desk) -> None:
    assert "catatan/" not in page(scanned, LAWYERS)
    assert note(scanned, LAWYERS) == 422
    assert not PartnerNote.objects.exists()


def test_it_is_a_version_in_the_ladder_with_its_hash_and_notes(scanned: Desk) -> None:
    note(scanned)
    draft = Draft.objects.get(number=2)
    assert draft.pdf is not None
    talks = scanned.client(DRAFTERS).get(scanned.url("perundingan/")).content.decode()
    assert draft.pdf.sha256[:8] in talks
    assert scanned.url("naskah-mitra/2/") in talks
    assert "pindaian" in talks


def test_a_photograph_is_one_page(desk: Desk) -> None:
    out = BytesIO()
    Image.new("RGB", (600, 900), "white").save(out, "JPEG")
    send(desk.to_talks(), out.getvalue(), "halaman.jpg", "image/jpeg")
    assert picture(desk) in page(desk)
    assert desk.client(TALKERS).get(picture(desk)).status_code == 200
    assert desk.client(TALKERS).get(picture(desk, 2)).status_code == 404


def test_pages_that_cannot_be_drawn_leave_the_notes(scanned: Desk) -> None:
    draft = Draft.objects.get(number=2)
    draft.pdf = store(
        institution_id=scanned.house.institution.pk, data=b"%PDF-1.7 tetapi bukan", name="rusak.pdf", kind="draf_mitra",
        media_type="application/pdf", by=SYSTEM,
    )  # fmt: skip
    draft.save()
    assert picture(scanned) not in page(scanned)
    assert scanned.client(TALKERS).get(picture(scanned)).status_code == 404
    assert note(scanned, page="") == 302


def test_a_word_file_without_any_article_is_not_compared_as_if_everything_was_struck(desk: Desk) -> None:
    out = BytesIO()
    Document().save(out)
    send(desk.to_talks(), out.getvalue(), "kosong.docx")
    shown = page(desk)
    assert "Tidak ada pasal yang ditemukan dalam berkas ini." in shown
    assert "putusan-" not in shown
    standing = standing_of(Draft.objects.get(number=2))
    assert standing is not None
    assert standing.compared is None
    assert desk.client(TALKERS).get(desk.url("perundingan/")).status_code == 200
