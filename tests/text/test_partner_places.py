"""What a partner's file carries beside its clauses is placed in the words in which its clauses are compared."""

from __future__ import annotations

import re

import pytest

from simpul.adapters.docx_reading import read
from simpul.core.documents.faces.docx import agreement_docx
from simpul.features.agreements.models import Draft
from simpul.pages.desk.partner_file import LEFT, Named
from simpul.rules.agreement_text.reading.read import Reading, read_agreement
from tests.adapters.docx_reading.made import WHO, centred, deleted, document, inserted, paragraph, part, run
from tests.text.conftest import LAWYERS, TALKERS, Desk
from tests.text.test_judgement import PAPER
from tests.text.test_partner_scan import SCAN
from tests.text.test_partner_text import AT, page, send, their_version

ABOUT = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'


def reading() -> Reading:
    """A comment before the first article; a struck paragraph, and words changed in the one that follows it."""
    gone = f"<w:rPr><w:del {WHO}/></w:rPr>"
    body = paragraph("PARA PIHAK terlebih dahulu menerangkan hal-hal sebagai berikut:")
    body += paragraph(run("a.\tbahwa rumah sakit memerlukan ") + ABOUT.format(run("pemeriksaan")) + run(";"))
    body += paragraph(run("Berdasarkan hal tersebut, PARA PIHAK sepakat mengikatkan diri dalam Perjanjian ini:"))
    body += centred("Pasal 1") + centred("BIAYA")
    body += paragraph(deleted("(1)\tBiaya angkutan ditanggung mitra."), props=gone)
    body += paragraph(run("(2)\tDibayar dalam ") + deleted("30") + inserted("60") + run(" hari."))
    remark = f'<w:comment w:id="0" w:author="Rina Umpama"><w:p>{run("Semua jenis?")}</w:p></w:comment>'
    return read_agreement(read(document(body, {"comments": part("comments", remark)})))


def test_no_place_is_a_code_of_the_program() -> None:
    found = reading()
    named = Named(found)
    (comment,) = found.comments
    assert comment.place.startswith("pre")
    assert named.of(comment.ref, comment.place) == "Pertimbangan a"
    assert named.of("title", "title") == "Judul"
    assert named.of("", "") == ""


def test_what_left_the_text_says_that_its_place_is_the_former_one() -> None:
    found = reading()
    named = Named(found)
    placed = [(one.kind, one.words, named.of(one.ref, one.place, left=one.kind in LEFT)) for one in found.changes]
    assert placed == [
        ("delete", "(1)\tBiaya angkutan ditanggung mitra.", "semula Pasal 1 ayat (1)"),
        ("delete", "30", "semula Pasal 1 ayat (2)"),
        ("insert", "60", "Pasal 1 ayat (2)"),
    ]


@pytest.mark.django_db
def test_a_finding_on_the_partners_paper_opens_the_clause_and_says_who_may_answer(desk: Desk) -> None:
    send(desk.to_talks(), PAPER.read_bytes(), "PKS RSUD.docx")
    found = desk.client(LAWYERS).get(desk.url("telaah-hukum/temuan/2/")).content.decode()
    assert "Tim yang menelaah dari segi hukum menjawab selama langkahnya terbuka." in found
    links = set(re.findall(r'naskah-mitra/2/(#klausul-[^"]+)"', found))
    shown = page(desk)
    assert len(links) > 5
    missing = {one for one in links if f'id="{one[1:]}"' not in shown}
    assert missing == {"#klausul-title", "#klausul-art12"}, "made of the values, and the same as ours"


@pytest.mark.django_db
def test_a_scan_that_nobody_read_is_offered_to_be_read_and_an_answer_may_come_in_a_meeting(desk: Desk) -> None:
    send(desk.to_talks(), SCAN.read_bytes(), "pindaian.pdf", "application/pdf")
    talks = desk.url("perundingan/")
    told = "Tidak dapat dibandingkan klausul demi klausul."
    first = desk.client(TALKERS).get(talks).content.decode()
    assert told in first
    assert "Diantar langsung atau dalam rapat" in first
    desk.client(TALKERS).post(
        desk.url("naskah-mitra/2/catatan/"), {"article": "biaya", "page": "1", "note": "45 hari."}
    )
    assert told not in desk.client(TALKERS).get(talks).content.decode()


@pytest.mark.django_db
def test_a_version_has_one_fingerprint_on_every_page_and_the_tracked_file_names_its_case(desk: Desk) -> None:
    send(desk.to_talks(), agreement_docx(their_version(desk), at=AT, base_version="1"))
    ours = Draft.objects.get(number=1).docx
    assert ours is not None
    for part_of_case in ("draf/", "perundingan/"):
        assert ours.sha256[:8] in desk.client(TALKERS).get(desk.url(part_of_case)).content.decode()
    named = desk.client(TALKERS).get(desk.url("naskah-mitra/2/perubahan.docx"))["Content-Disposition"]
    assert named == f'attachment; filename="Lacak perubahan {desk.case.ticket} versi 2.docx"'
