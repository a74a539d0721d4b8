"""The judge's findings on a draft: kept with it, answered by the analysts, and in the way of the step until then."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from simpul.casework import judging_acts
from simpul.casework.text_acts import word_article
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.features.agreements import judgement
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.judgement import Reply
from simpul.features.agreements.models import Draft, Judgement, Remark
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk

PAPER = Path(__file__).parents[1] / "samples" / "partner-paper" / "pks-rsud-tirta-kencana.docx"
OPEN = "Apabila keadaan kahar berlangsung lebih dari .......... hari, PARA PIHAK bermusyawarah mengenai perubahannya."


def blunder(desk: Desk, words: str = OPEN) -> Desk:
    """The drafters leave an open place in a clause of their own wording."""
    word_article(
        case_id=desk.case.pk, officer=desk.house.officer(DRAFTERS), article_id="kahar", words={"kahar_lanjut": words},
        more=[],
    )  # fmt: skip
    return desk


@pytest.fixture
def open_place(desk: Desk) -> Desk:
    """A case in legal analysis whose draft has one finding that must be settled."""
    blunder(desk.to_drafting().fill()).draft()
    desk.step(DRAFTERS, "susun_draf#1")
    return desk


def only(level: str = "wajib") -> Remark:
    return Remark.objects.get(level=level)


def page_of(desk: Desk, number: int = 1) -> str:
    return desk.url(f"telaah-hukum/temuan/{number}/")


def finish(desk: Desk) -> None:
    desk.judge()
    desk.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")


def test_a_sound_draft_is_judged_when_it_is_made(desk: Desk) -> None:
    desk.to_legal()
    kept = Judgement.objects.get()
    assert kept.draft.number == 1
    assert {line["state"] for line in kept.checklist} <= {"ada", "cadangan", "tidak_perlu"}
    assert not Remark.objects.exclude(level="saran").exists()


def test_the_finding_points_at_its_clause(open_place: Desk) -> None:
    remark = only()
    assert (remark.code, remark.refs, remark.topic) == ("ISI-01", ["kahar_lanjut"], "naskah")
    assert remark.places[0].startswith("Pasal ")
    page = open_place.client(LAWYERS).get(page_of(open_place)).content.decode()
    assert "#pasal-kahar" in page
    assert "lebih dari .........." in page


def test_the_step_waits_for_an_answer(open_place: Desk) -> None:
    open_place.judge()
    with pytest.raises(Refusal, match="TGS-78"):
        open_place.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
    fragment = open_place.client(LAWYERS).get(open_place.url("?tugas=telaah_hukum%231")).content.decode()
    assert page_of(open_place) in fragment
    sent = {f"jawaban-{only().pk}": "dikesampingkan", f"alasan-{only().pk}": "Diisi saat penandatanganan."}
    assert open_place.client(LAWYERS).post(page_of(open_place), sent).status_code == 302
    open_place.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")


def test_a_draft_from_before_the_judge_is_judged_when_the_step_is_finished(open_place: Desk) -> None:
    Remark.objects.all().delete()
    Judgement.objects.all().delete()
    with pytest.raises(Refusal, match="TGS-78"):
        finish(open_place)


def test_an_answer_is_one_event_and_one_message_row(open_place: Desk) -> None:
    events, rows = AuditEvent.objects.count(), OutboxEvent.objects.count()
    judging_acts.answer(
        case_id=open_place.case.pk, officer=open_place.house.officer(LAWYERS), number=1,
        replies={only().pk: Reply("diterima")},
    )  # fmt: skip
    assert (AuditEvent.objects.count(), OutboxEvent.objects.count()) == (events + 1, rows + 1)
    told = AuditEvent.objects.latest("id")
    assert told.verb == "remarks.answered"
    assert '["ISI-01","diterima"]' in told.body
    assert only().answer == "diterima"
    assert only().answered_by_id == open_place.house.officer(LAWYERS).user_id


def test_overruling_needs_a_reason_and_the_entries_stay(open_place: Desk) -> None:
    sent = {f"jawaban-{only().pk}": "dikesampingkan"}
    answer = open_place.client(LAWYERS).post(page_of(open_place), sent)
    assert answer.status_code == 422
    assert "TGS-79" in answer.content.decode()
    assert only().answer == ""
    spoken = open_place.client(LAWYERS).post(page_of(open_place), {f"alasan-{only().pk}": "Belum pasti."})
    assert "TGS-85" in spoken.content.decode()
    assert ">Belum pasti.</textarea>" in spoken.content.decode()


def test_a_colleague_reads_and_a_stranger_sees_nothing(open_place: Desk, stranger: Client) -> None:
    colleague = open_place.client(DRAFTERS)
    page = colleague.get(page_of(open_place)).content.decode()
    assert "lebih dari .........." in page
    assert f"jawaban-{only().pk}" not in page
    sent = {f"jawaban-{only().pk}": "diterima"}
    refused = colleague.post(page_of(open_place), sent)
    assert "TGS-04" in refused.content.decode()
    assert stranger.get(page_of(open_place)).status_code == 404
    assert stranger.post(page_of(open_place), sent).status_code == 404
    assert stranger.post(page_of(open_place) + "nilai/").status_code == 404
    assert only().answer == ""
    assert open_place.client(LAWYERS).get(page_of(open_place, 7)).status_code == 404


def test_only_analysts_answer(open_place: Desk) -> None:
    with pytest.raises(NotAllowed, match="TGS-04"):
        judging_acts.answer(
            case_id=open_place.case.pk, officer=open_place.house.officer(DRAFTERS), number=1,
            replies={only().pk: Reply("diterima")},
        )  # fmt: skip


def test_judged_anew_the_answers_stay_and_what_is_gone_goes(open_place: Desk) -> None:
    officer = open_place.house.officer(LAWYERS)
    judging_acts.answer(case_id=open_place.case.pk, officer=officer, number=1, replies={only().pk: Reply("diterima")})
    before = only().pk
    assert open_place.client(LAWYERS).post(page_of(open_place) + "nilai/", {}).status_code == 302
    assert (only().pk, only().answer) == (before, "diterima")
    with pytest.raises(Conflict, match="TGS-87"):
        judging_acts.answer(case_id=open_place.case.pk, officer=officer, number=1, replies={0: Reply("diterima")})


def test_the_memorandum_above_is_kept_with_the_case_and_compared(desk: Desk) -> None:
    desk.to_legal()
    sent = {"mou_berakhir": "2027-03-31"}
    assert desk.client(LAWYERS).post(page_of(desk) + "nilai/", sent).status_code == 302
    assert only().code == "WKT-06"
    assert judgement.mou_end(desk.request) is not None
    assert desk.client(LAWYERS).post(page_of(desk) + "nilai/", {"mou_berakhir": ""}).status_code == 302
    assert not Remark.objects.filter(level="wajib").exists()
    assert desk.client(LAWYERS).post(page_of(desk) + "nilai/", {"mou_berakhir": "kapan"}).status_code == 422


def test_what_was_overruled_is_not_asked_again_in_the_same_words(open_place: Desk) -> None:
    officer = open_place.house.officer(LAWYERS)
    reply = Reply("dikesampingkan", "Diisi saat penandatanganan.")
    judging_acts.answer(case_id=open_place.case.pk, officer=officer, number=1, replies={only().pk: reply})
    open_place.judge("sedang")
    open_place.step(LAWYERS, "telaah_hukum#1", "tidak_layak", kesimpulan_hukum="Belum", perbaikan_draf="Pasal 6")
    asked = open_place.request
    asked.answers = {**asked.answers, "hari_bayar": 20}
    asked.save()
    open_place.draft("Pembayaran.")
    second = Remark.objects.get(draft__number=2, level="wajib")
    assert (second.answer, second.note, second.carried_from) == ("dikesampingkan", reply.note, 1)


def test_an_answer_of_acceptance_is_asked_again_in_the_next_version(open_place: Desk) -> None:
    officer = open_place.house.officer(LAWYERS)
    judging_acts.answer(case_id=open_place.case.pk, officer=officer, number=1, replies={only().pk: Reply("diterima")})
    open_place.judge("sedang")
    open_place.step(LAWYERS, "telaah_hukum#1", "tidak_layak", kesimpulan_hukum="Belum", perbaikan_draf="Pasal 6")
    blunder(open_place, OPEN.replace("bermusyawarah", "berunding")).draft("Kata.")
    assert Remark.objects.get(draft__number=2, level="wajib").answer == ""


def _counter(desk: Desk, data: bytes, name: str, kind: str) -> None:
    came = (clock.now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S")
    sent = {"verdict": "ubah", "note": "Naskah kami.", "channel": "email", "versi": "1", "answered_at": came,
            "counter": SimpleUploadedFile(name, data, kind)}  # fmt: skip
    assert desk.client(TALKERS).post(desk.url("perundingan/jawaban/"), sent).status_code == 302


def test_the_partners_paper_is_judged_when_somebody_asks(desk: Desk) -> None:
    desk.to_talks()
    _counter(desk, PAPER.read_bytes(), "naskah.docx", DOCX)
    theirs = Draft.objects.get(side="mitra")
    client = desk.client(TALKERS)
    assert f"{page_of(desk, theirs.number)}nilai/" in client.get(page_of(desk, theirs.number)).content.decode()
    assert client.post(page_of(desk, theirs.number) + "nilai/", {}).status_code == 302
    found = set(Remark.objects.filter(draft=theirs).values_list("code", flat=True))
    assert {"KLA-01", "ANG-01", "WKT-02", "BIA-01", "PHK-05", "NOM-01", "NOM-03", "IST-01"} <= found
    page = client.get(page_of(desk, theirs.number)).content.decode()
    assert desk.url(f"naskah-mitra/{theirs.number}/") in page
    assert "Spesimen Retensi" in page


def test_a_scan_is_left_to_the_eye(desk: Desk) -> None:
    desk.to_talks()
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PDF")
    _counter(desk, out.getvalue(), "pindai.pdf", "application/pdf")
    page = desk.client(TALKERS).get(page_of(desk, 2)).content.decode()
    assert "nilai/" not in page
    with pytest.raises(Refusal, match="TGS-86"):
        judging_acts.judge(case_id=desk.case.pk, officer=desk.house.officer(TALKERS), number=2)
