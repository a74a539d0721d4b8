"""The analyst's findings; offers, answers and counter-drafts of the talks; the way back to a new round."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from simpul.casework.text_acts import record_answer, record_findings
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.models import Output
from simpul.features.agreements.analysis import Verdict
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.models import Draft, Finding, PartnerAnswer, PartnerText, Request, Talk
from simpul.features.agreements.negotiation import Answer
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.lib import clock
from simpul.pages.desk.compare import compared
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk

ANSWER = {"verdict": "ubah", "note": "Mohon 45 hari.", "channel": "whatsapp"}


def local_now() -> str:
    return (clock.now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S")


def edited(docx: bytes, old: str, new: str) -> bytes:
    """The same Word file with one word replaced in its text, as a partner would."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            target.writestr(entry, data)
    return out.getvalue()


def test_the_analysis_is_finished_only_when_every_topic_is_judged(desk: Desk) -> None:
    desk.to_legal()
    client = desk.client(LAWYERS)
    one = {"risiko-biaya": "sedang", "catatan-biaya": "Tarif perlu dasar.", "pasal-biaya": "Pasal 6 ayat (1)"}
    assert client.post(desk.url("telaah-hukum/"), one).status_code == 302
    assert Finding.objects.get().note == "Tarif perlu dasar."
    with pytest.raises(Refusal, match="TGS-63"):
        desk.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
    rest = {f"risiko-{topic}": "rendah" for topic in TOPICS if topic != "biaya"}
    assert client.post(desk.url("telaah-hukum/"), one | rest).status_code == 302
    desk.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")


def test_a_risk_above_low_needs_a_word_and_the_entries_stay(desk: Desk) -> None:
    desk.to_legal()
    sent = {"risiko-objek": "tinggi", "catatan-kahar": "Belum ada."}
    answer = desk.client(LAWYERS).post(desk.url("telaah-hukum/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "TGS-68" in page
    assert "TGS-71" in page
    assert ">Belum ada.</textarea>" in page
    assert not Finding.objects.exists()


def test_only_analysts_judge(desk: Desk) -> None:
    desk.to_legal()
    with pytest.raises(NotAllowed, match="TGS-04"):
        record_findings(
            case_id=desk.case.pk, officer=desk.house.officer(DRAFTERS), verdicts={"objek": Verdict("rendah")}
        )


def test_findings_are_carried_over_to_the_next_version_but_not_kept_unseen(desk: Desk) -> None:
    desk.to_legal().judge("sedang")
    desk.step(LAWYERS, "telaah_hukum#1", "tidak_layak", kesimpulan_hukum="Belum", perbaikan_draf="Pasal 6")
    asked = desk.request
    asked.answers = {**asked.answers, "hari_bayar": 20}
    asked.save()
    desk.draft("Pembayaran.")
    desk.step(DRAFTERS, "susun_draf#2")
    page = desk.client(LAWYERS).get(desk.url("telaah-hukum/")).content.decode()
    assert ">Perlu dibahas</textarea>" in page
    assert not Finding.objects.filter(draft__number=2).exists()


def test_the_offer_names_the_ticket_and_never_a_secret(desk: Desk) -> None:
    desk.to_talks()
    client = desk.client(TALKERS)
    page = client.get(desk.url("perundingan/")).content.decode()
    words = re.search(r'<textarea class="form-control" id="kata"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert words is not None
    assert desk.case.ticket in words[1]
    assert [address.endswith("/lacak/") for address in re.findall(r"https?://\S+", words[1])] == [True]
    assert (
        client.post(desk.url("perundingan/kirim/"), {"channel": "email", "reply_by": "2026-12-01"}).status_code == 302
    )
    assert Talk.objects.get().channel == "email"
    assert desk.case.tasks.get(key="perundingan#1").paused_since is not None


def test_a_partner_without_an_address_is_not_sent_to_a_page_that_asks_for_one(desk: Desk) -> None:
    desk.to_talks()
    Request.objects.update(contact_email="", contact_name="")
    page = desk.client(TALKERS).get(desk.url("perundingan/")).content.decode()
    words = re.search(r'<textarea class="form-control" id="kata"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert words is not None
    assert "/lacak/" not in words[1]
    assert "Yth. Bapak/Ibu,\n" in words[1]


def test_an_answer_makes_the_clock_run_from_when_it_came(desk: Desk) -> None:
    desk.to_talks()
    evidence = SimpleUploadedFile("layar.png", _png(), "image/png")
    sent = ANSWER | {"versi": "1", "answered_at": local_now(), "evidence": evidence}
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent).status_code == 302
    kept = PartnerAnswer.objects.get()
    assert (kept.agreed, kept.channel, kept.note) == (False, "whatsapp", "Mohon 45 hari.")
    assert kept.evidence is not None
    assert kept.recorded_by_id == desk.house.officer(TALKERS).user_id
    assert desk.case.tasks.get(key="perundingan#1").paused_since is None


def test_an_answer_to_a_draft_that_is_not_the_newest_leaves_no_file(desk: Desk) -> None:
    desk.to_talks()
    before = StoredFile.objects.count()
    evidence = SimpleUploadedFile("layar.png", _png(), "image/png")
    sent = ANSWER | {"versi": "7", "answered_at": local_now(), "evidence": evidence}
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent).status_code == 422
    assert StoredFile.objects.count() == before


def test_agreement_is_recorded_only_after_the_partner_agreed(desk: Desk) -> None:
    desk.to_talks()
    raw = {"saluran_tanggapan": "Email", "tanggal_tanggapan": "2026-11-22", "ringkasan_perundingan": "Sepakat"}
    with pytest.raises(Refusal, match="TGS-64"):
        desk.step(TALKERS, "perundingan#1", "sepakat", **raw)
    desk.agree()
    draft = Draft.objects.get()
    assert draft.agreed_at is not None
    assert Output.objects.get(case=desk.case, name="naskah_disepakati").file == draft.docx


def test_a_counter_draft_becomes_the_partners_version_and_is_compared_by_clause(desk: Desk) -> None:
    desk.to_talks()
    ours = Draft.objects.get()
    assert ours.docx is not None
    theirs = edited(read(ours.docx.sha256), "30 (tiga puluh)", "45 (empat puluh lima)")
    counter = SimpleUploadedFile("tanggapan.docx", theirs, DOCX)
    sent = ANSWER | {"versi": "1", "answered_at": local_now(), "counter": counter}
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent).status_code == 302
    version = Draft.objects.get(number=2)
    assert (version.side, version.text) == ("mitra", {})
    kept = PartnerText.objects.get(draft=version)
    assert (kept.base, kept.fault) == (ours, "")
    found = compared(desk.request)
    assert found
    assert [(row.change.part.place, row.change.kind) for row in found.rows] == [("Pasal 6 ayat (5)", "changed")]
    assert "45 (empat puluh lima)" in [
        piece.text.strip() for piece in found.rows[0].change.marks if piece.kind == "added"
    ]
    page = desk.client(LAWYERS).get(desk.url("bandingkan/")).content.decode()
    assert "<ins>45 (empat puluh lima)</ins>" in page


def test_an_answer_to_a_replaced_draft_and_one_that_says_nothing_are_refused(desk: Desk) -> None:
    desk.to_talks()
    officer = desk.house.officer(TALKERS)

    def answer(number: int, note: str = "Ubah", came: timedelta = timedelta(0)) -> None:
        given = Answer(agreed=False, channel="email", answered_at=clock.now() + came, note=note)
        record_answer(case_id=desk.case.pk, officer=officer, draft_number=number, answer=given)

    with pytest.raises(Conflict, match="TGS-69"):
        answer(7)
    with pytest.raises(Refusal, match="TGS-72"):
        answer(1, note="")
    with pytest.raises(Refusal, match="TGS-73"):
        answer(1, came=timedelta(days=-9))
    with pytest.raises(Refusal, match="TGS-07"):
        answer(1, came=timedelta(hours=2))
    assert not PartnerAnswer.objects.exists()


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()
