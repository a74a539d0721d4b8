"""The partner's version: read, asked about, taken over change by change; who may decide, and what is kept of a scan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.word_reading import read_word
from simpul.core.messages.models import OutboxEvent
from simpul.features.agreements.drafting import DOCX, assembled, text_of
from simpul.features.agreements.judgement import judgement_of
from simpul.features.agreements.models import Draft, PartnerText
from simpul.features.agreements.taking import decidable, standing_of
from simpul.rules.agreement_text.codec import plain
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadClause
from simpul.rules.agreement_text.reading.views import Share
from simpul.rules.agreement_text.structure import AgreementText, Article, Paragraph
from simpul.rules.refusals import Refusal
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk
from tests.text.test_legal_and_talks import ANSWER, local_now

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
PAPER = Path(__file__).parents[1] / "samples" / "partner-paper" / "pks-rsud-tirta-kencana.docx"
ADDED = "Para Pihak mengevaluasi pelaksanaan setiap enam bulan."
pytestmark = pytest.mark.django_db


def our_text(desk: Desk) -> AgreementText:
    draft = desk.request.drafts.filter(side="lembaga").latest("number")
    text = text_of(draft)
    assert text is not None
    return text


def changed(text: AgreementText, clause: str, change: Callable[[Paragraph], Paragraph]) -> AgreementText:
    def article(one: Article) -> Article:
        return replace(one, paragraphs=tuple(change(each) if each.id == clause else each for each in one.paragraphs))

    return replace(text, articles=tuple(article(one) for one in text.articles))


def their_version(desk: Desk) -> AgreementText:
    """One clause reworded, one gone, one new, and another name of their signatory."""
    text = changed(
        our_text(desk),
        "biaya_bayar",
        lambda one: replace(one, text=one.text.replace("30 (tiga puluh)", "45 (empat puluh lima)")),
    )
    last = text.articles[5]
    gone = tuple(each for each in last.paragraphs if each.id != "biaya_ubah_tarif")
    more = (*gone, Paragraph("dari_mitra", len(gone) + 1, ADDED))
    articles = tuple(replace(one, paragraphs=more) if one.id == last.id else one for one in text.articles)
    parties = (text.parties[0], replace(text.parties[1], name="Nama Rekaan Baru"))
    return replace(text, articles=articles, parties=parties)


def send(
    desk: Desk, file: bytes, name: str = "tanggapan.docx", kind: str = DOCX, *, answers: str = "1"
) -> PartnerText:  # fmt: skip
    """The partner's answer to our version ``answers``, recorded by an officer."""
    sent = ANSWER | {"versi": answers, "answered_at": local_now(), "counter": SimpleUploadedFile(name, file, kind)}
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent).status_code == 302
    return PartnerText.objects.get(draft__number=int(answers) + 1)


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """The partner sent our draft back with changes."""
    desk.to_talks()
    send(desk, agreement_docx(their_version(desk), at=AT, base_version="1"))
    return desk


def page(desk: Desk, lane: str = TALKERS, number: int = 2) -> str:
    response = desk.client(lane).get(desk.url(f"naskah-mitra/{number}/"))
    assert response.status_code == 200
    return response.content.decode()


def test_every_change_is_told_and_the_values_are_not_decided_by_words(answered: Desk) -> None:
    shown = page(answered)
    for words in ("45 (empat puluh lima)", ADDED, "Nama Rekaan Baru"):
        assert words in shown
    assert 'name="putusan-biaya_bayar"' in shown
    assert 'name="putusan-biaya_ubah_tarif"' in shown
    assert "putusan-@pihak_2" not in shown


def test_accepted_changes_become_the_next_version_and_stay_in_the_text(answered: Desk) -> None:
    keys = {"putusan-biaya_bayar": "terima", "putusan-biaya_ubah_tarif": "tolak"}
    new = next(part.split('"')[0] for part in page(answered).split('name="putusan-') if part.startswith("+"))
    events = AuditEvent.objects.count(), OutboxEvent.objects.count()
    response = answered.client(TALKERS).post(
        answered.url("naskah-mitra/2/putusan/"), keys | {f"putusan-{new}": "terima"}
    )
    assert response.status_code == 302
    assert (AuditEvent.objects.count(), OutboxEvent.objects.count()) == (events[0] + 1, events[1] + 1)
    draft = Draft.objects.get(number=3)
    text = text_of(draft)
    assert text is not None
    said = {paragraph.id: paragraph.text for article in text.articles for paragraph in article.paragraphs}
    assert "45 (empat puluh lima)" in said["biaya_bayar"]
    assert said["mitra2_1"] == ADDED
    assert "biaya_ubah_tarif" in said
    assert assembled(answered.request).text == text
    assert draft.docx is not None
    kept = PartnerText.objects.get()
    assert (kept.settled_in, kept.decisions["biaya_bayar"], kept.decisions["biaya_ubah_tarif"]) == (draft, True, False)
    again = answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), keys)
    assert again.status_code == 422
    assert Draft.objects.count() == 3


def test_the_whole_text_is_taken_over_with_a_confirmation_of_its_own(answered: Desk) -> None:
    assert "/naskah-mitra/2/utuh/" in page(answered)
    assert "/naskah-mitra/2/utuh/" not in page(answered, LAWYERS)
    client, address = answered.client(TALKERS), answered.url("naskah-mitra/2/utuh/")
    unsure = client.post(address, {}, follow=True)
    assert "TGS-123" in unsure.content.decode()
    assert Draft.objects.count() == 2
    assert answered.client(LAWYERS).post(address, {"yakin": "ya"}, follow=True).status_code in (200, 403)
    assert Draft.objects.count() == 2
    assert client.post(address, {"yakin": "ya"}).status_code == 302
    text = text_of(Draft.objects.get(number=3))
    assert text is not None
    said = {paragraph.id: paragraph.text for article in text.articles for paragraph in article.paragraphs}
    assert "45 (empat puluh lima)" in said["biaya_bayar"]
    assert ADDED in said.values()
    assert "biaya_ubah_tarif" not in said
    told = AuditEvent.objects.get(verb="partner_text.taken_whole")
    theirs = Draft.objects.get(number=2)
    assert theirs.docx is not None
    assert theirs.docx.sha256 in told.body
    assert "TGS-112" in client.post(address, {"yakin": "ya"}, follow=True).content.decode()
    assert Draft.objects.count() == 3


def test_a_text_that_was_not_understood_as_a_whole_is_not_taken_over_as_one(answered: Desk) -> None:
    kept = PartnerText.objects.get()
    kept.reading["not_understood"] = [{"what": "chart", "text": "Grafik", "ref": "", "place": "Pasal 6 ayat (2)"}]
    kept.save(update_fields=["reading"])
    shown = page(answered)
    assert "Pasal 6 ayat (2)" in shown
    assert 'name="yakin"' not in shown
    refused = answered.client(TALKERS).post(answered.url("naskah-mitra/2/utuh/"), {"yakin": "ya"}, follow=True)
    assert "TGS-122" in refused.content.decode()
    assert Draft.objects.count() == 2


def test_what_was_taken_over_is_analysed_before_it_is_agreed(answered: Desk) -> None:
    decided = {"putusan-biaya_bayar": "terima"}
    assert answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), decided).status_code == 302
    told = "Versi 3 belum ditelaah dari segi hukum"
    talks = answered.client(TALKERS).get(answered.url("perundingan/")).content.decode()
    assert told in talks
    with pytest.raises(Refusal, match="TGS-121"):
        answered.agree()
    assert answered.case.tasks.get(key="perundingan#1").state == "open"
    raw = {"saluran_tanggapan": "Email", "tanggal_tanggapan": "2026-11-22", "ringkasan_perundingan": "Diubah"}
    answered.step(TALKERS, "perundingan#1", "teks_diubah", **raw)
    answered.draft("Usul mitra atas tempo pembayaran.").step(DRAFTERS, "susun_draf#2")
    answered.judge().step(LAWYERS, "telaah_hukum#2", "layak", kesimpulan_hukum="Layak")
    assert told not in answered.client(TALKERS).get(answered.url("perundingan/")).content.decode()
    answered.agree("perundingan#2")
    assert Draft.objects.get(agreed_at__isnull=False).number == 4


def test_nothing_accepted_makes_no_version(answered: Desk) -> None:
    response = answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), {"putusan-biaya_bayar": "tolak"})
    assert (response.status_code, Draft.objects.count()) == (422, 2)


def test_a_colleague_reads_and_a_stranger_finds_nothing(answered: Desk, stranger: Client) -> None:
    assert "putusan-" not in page(answered, LAWYERS)
    denied = answered.client(LAWYERS).post(answered.url("naskah-mitra/2/putusan/"), {"putusan-biaya_bayar": "terima"})
    assert (denied.status_code, Draft.objects.count()) == (422, 2)
    for rest in ("naskah-mitra/2/", "naskah-mitra/2/perubahan.docx", "bandingkan/"):
        assert stranger.get(answered.url(rest)).status_code == 404
    assert answered.client(TALKERS).get(answered.url("naskah-mitra/1/")).status_code == 404


def test_the_tracked_file_reads_as_both_texts(answered: Desk) -> None:
    response = answered.client(LAWYERS).get(answered.url("naskah-mitra/2/perubahan.docx"))
    assert response["Content-Disposition"].startswith("attachment")
    read = read_word(response.content)
    ours, theirs = as_read(our_text(answered)), as_read(their_version(answered))
    assert [clause.text for clause in read.before.clauses()] == [clause.text for clause in ours.clauses()]
    assert [clause.text for clause in read.accepted.clauses()] == [clause.text for clause in theirs.clauses()]


def in_two(text: AgreementText, clause: str) -> Reading:
    """Read from a file in which one clause was split, both halves under its bookmark."""

    def split(one: ReadClause) -> tuple[ReadClause, ...]:
        if one.ref != clause:
            return (replace(one, shares=(Share(one.ref, len(one.text)),)),)
        at = len(one.text) // 2
        halves = (one.text[:at], one.text[at:])
        return tuple(
            replace(one, ref=f"half{n}", text=half, shares=(Share(clause, at),)) for n, half in enumerate(halves)
        )

    read = as_read(text)
    articles = tuple(
        replace(one, body=tuple(half for each in one.body for half in split(each))) for one in read.articles
    )
    read = replace(read, articles=articles)
    return Reading(read, read, (), (), (), (), None)


def test_a_doubtful_clause_is_asked_about_before_anything_is_accepted(desk: Desk) -> None:
    desk.to_talks()
    theirs = Draft.objects.create(request=desk.request, number=2, side="mitra", created_at=AT)
    reading = plain(in_two(our_text(desk), "biaya_bayar"))
    PartnerText.objects.create(draft=theirs, base=Draft.objects.get(number=1), reading=reading)
    ref = page(desk).split('name="sama-')[1].split('"')[0]
    client, all_keys = desk.client(TALKERS), {"putusan-biaya_bayar": "terima", f"putusan-+{ref}": "terima"}
    assert client.post(desk.url("naskah-mitra/2/putusan/"), all_keys).status_code == 422
    assert client.post(desk.url("naskah-mitra/2/jawaban/"), {f"sama-{ref}": "lain"}).status_code == 422
    assert client.post(desk.url("naskah-mitra/2/jawaban/"), {f"sama-{ref}": "baru"}).status_code == 302
    assert PartnerText.objects.get().answers == {ref: ""}
    assert 'name="sama-' not in page(desk)
    assert client.post(desk.url("naskah-mitra/2/putusan/"), all_keys).status_code == 302
    assert Draft.objects.filter(number=3).exists()


def test_a_file_that_cannot_be_read_is_kept_with_its_reason(desk: Desk) -> None:
    desk.to_talks()
    broken = Draft.objects.create(request=desk.request, number=2, side="mitra", created_at=AT, summary="")
    PartnerText.objects.create(draft=broken, base=Draft.objects.get(number=1), fault="UNG-09")
    shown = page(desk)
    assert "putusan-" not in shown
    assert "catatan" in shown


def test_what_is_made_of_the_partners_words_is_judged_at_once(answered: Desk) -> None:
    answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), {"putusan-biaya_bayar": "terima"})
    draft = Draft.objects.get(number=3)
    assert judgement_of(draft) is not None
    assert "findings" in AuditEvent.objects.get(verb="changes.taken").body


def test_all_changes_of_one_article_are_ticked_at_once_and_nothing_is_made_yet(answered: Desk) -> None:
    shown = page(answered)
    button = re.search(r'name="pasal" value="([^"]+ terima)"', shown)
    assert button is not None
    keys = button[1].split(" ")[:-1]
    assert {"biaya_bayar", "biaya_ubah_tarif"} <= set(keys)
    sent = {f"putusan-{key}": "tolak" for key in keys}
    ticked = answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), sent | {"pasal": button[1]})
    assert ticked.status_code == 200
    found = dict(re.findall(r'name="putusan-([^"]+)" value="(\w+)" checked', ticked.content.decode()))
    assert {found[key] for key in keys} == {"terima"}
    assert Draft.objects.count() == 2
    refused = button[1].replace("terima", "tolak")
    again = answered.client(TALKERS).post(answered.url("naskah-mitra/2/putusan/"), sent | {"pasal": refused})
    found = dict(re.findall(r'name="putusan-([^"]+)" value="(\w+)" checked', again.content.decode()))
    assert {found[key] for key in keys} == {"tolak"}


def test_parties_that_are_called_the_other_way_round_change_no_side_with_the_words(desk: Desk) -> None:
    """Their PIHAK KESATU is our PIHAK KEDUA: a clause of theirs about it would turn rights and duties round."""
    theirs = their_version(desk.to_talks())
    one, two = theirs.parties
    swapped = replace(theirs, parties=(replace(two, label=one.label), replace(one, label=two.label)))
    send(desk, agreement_docx(swapped, at=AT, base_version="1"))
    shown = page(desk)
    assert "Para pihak disebut lain daripada dalam naskah kita" in shown
    assert "hak dan kewajiban akan bertukar pihak" in shown
    standing = standing_of(Draft.objects.get(number=2))
    assert standing is not None
    keys = {twin.key for twin in decidable(standing)}
    assert "biaya_bayar" not in keys
    assert "biaya_ubah_tarif" in keys


def test_a_text_of_the_partners_own_is_called_one_and_refused_answers_stay_ticked(desk: Desk) -> None:
    send(desk.to_talks(), PAPER.read_bytes(), "PKS RSUD.docx")
    shown = page(desk)
    assert "Mitra memakai naskahnya sendiri" in shown
    assert "dibuat dari versi 1 kita" not in shown
    assert re.search(r"\d+ dihapus", shown)
    assert shown.count("Belum diketahui apakah klausul ini salah satu klausul kita.") == 1  # one reason, its places
    asked = re.findall(r'name="(sama-[^"]+)" value="([^"]+)"', shown)
    first = dict(reversed(asked))
    refused = desk.client(TALKERS).post(desk.url("naskah-mitra/2/jawaban/"), first)
    assert refused.status_code == 422
    said = refused.content.decode()
    assert re.search(r"Pasal 5\b[^<]* kita tidak dapat menjadi dua klausul mitra", said)
    ticked = re.findall(r'name="(sama-[^"]+)" value="([^"]+)" checked', said)
    assert dict(ticked) == first


def test_our_draft_edited_is_no_text_of_the_partners_own(answered: Desk) -> None:
    assert "Mitra memakai naskahnya sendiri" not in page(answered)
