"""The judge's findings on a draft: kept with it, answered by the analysts, and in the way of the step until then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from simpul.casework import judging_acts
from simpul.casework.text_acts import choose_kind, word_article
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.positions import positions_text
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case
from simpul.features.agreements.choosing import Choice
from simpul.features.agreements.chosen import template_of
from simpul.features.agreements.drafting import DOCX
from simpul.features.agreements.judgement import Reply, judge_anew, judge_draft
from simpul.features.agreements.memorandum import Given, candidates, first_above, keep
from simpul.features.agreements.models import Agreement, Draft, Judgement, Remark, Request, TextVersion
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.text_kinds import POSITIONS
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


TYPED = {"mou_berakhir": "2027-03-31", "mou_sumber": "Nota Kesepahaman Nomor 12/NK/2024"}


@pytest.fixture
def memorandum(desk: Desk, file_case: Callable[..., Case]) -> Agreement:
    """A signed memorandum of the house that ends before the agreement of the case would."""
    case = file_case()
    asked = Request.objects.get(case=case)
    asked.answers = {**asked.answers, "naskah": "mou"}
    asked.save()
    return Agreement.objects.create(
        institution=desk.house.institution, case=case, request=asked, kind="mou", title="Nota Kesepahaman rekaan",
        status=AgreementStatus.IN_FORCE, sign_date=date(2024, 7, 1), effective_on=date(2024, 7, 1),
        ends_on=date(2027, 6, 30), created_at=clock.now(),
    )  # fmt: skip


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


def test_the_memorandum_typed_by_hand_is_kept_with_its_source_and_compared(desk: Desk) -> None:
    desk.to_legal()
    client, address = desk.client(LAWYERS), page_of(desk) + "nilai/"
    unsaid = client.post(address, {"mou_berakhir": "2027-03-31"})
    assert unsaid.status_code == 422
    assert "NSK-06" in unsaid.content.decode()
    assert client.post(address, TYPED).status_code == 302
    assert only().code == "WKT-06"
    assert TYPED["mou_sumber"] in only().params["source"]
    assert TYPED["mou_sumber"] in client.get(page_of(desk)).content.decode()
    # judged anew without the entries: what is kept stays
    assert client.post(address, {}).status_code == 302
    assert only().code == "WKT-06"
    assert client.post(address, {"mou_berakhir": ""}).status_code == 302
    assert not Remark.objects.filter(level="wajib").exists()
    assert client.post(address, {"mou_berakhir": "kapan"}).status_code == 422


def test_the_memorandum_of_the_register_goes_before_what_was_typed(desk: Desk, memorandum: Agreement) -> None:
    desk.to_legal()
    client, address = desk.client(LAWYERS), page_of(desk) + "nilai/"
    assert f'value="{memorandum.slug}"' in client.get(page_of(desk)).content.decode()
    sent = {"naskah_induk": memorandum.slug, "mou_berakhir": "2040-01-01", "mou_sumber": "Salah"}
    assert client.post(address, sent).status_code == 302
    assert only().code == "WKT-06"
    assert dict(only().params)["above"] == "30 Juni 2027"
    assert "mou_berakhir" not in desk.request.answers
    # a renewal of the memorandum reaches the judge without anybody typing a day
    Agreement.objects.filter(pk=memorandum.pk).update(ends_on=date(2035, 1, 1))
    assert client.post(address, {}).status_code == 302
    assert not Remark.objects.filter(level="wajib").exists()


def test_what_was_chosen_stands_above_the_record_from_its_beginning(desk: Desk, memorandum: Agreement) -> None:
    asked = desk.request
    keep(asked, Given(slug=memorandum.slug))
    assert first_above(asked, date(2026, 12, 1)) == memorandum
    assert first_above(asked, date(2028, 1, 1)) is None


def test_neither_one_of_another_house_nor_an_agreement_stands_above(desk: Desk, memorandum: Agreement) -> None:
    asked = desk.request
    with pytest.raises(Refusal, match="PJJ-03"):
        keep(asked, Given(slug="tidak-ada"))
    memorandum.request.answers = {}
    memorandum.request.save()
    with pytest.raises(Refusal, match="PJJ-01"):
        keep(asked, Given(slug=memorandum.slug))
    assert candidates(asked) == []


def test_the_kind_that_the_analyst_chooses_reaches_the_judge_at_once(desk: Desk) -> None:
    """KSDPK: the draft made before has no article on sanctions, and nobody has to press for it."""
    desk.to_legal()
    assert not Remark.objects.filter(code="KLA-02").exists()
    choose_kind(
        case_id=desk.case.pk, officer=desk.house.officer(LAWYERS), reason="Mitra adalah BLUD.",
        choice=Choice("pks", template_of(desk.request), "ksdpk"),
    )  # fmt: skip
    assert "sanksi" in Remark.objects.get(code="KLA-02").params["clause"]
    assert "KSDPK" in desk.client(LAWYERS).get(page_of(desk)).content.decode()


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


def test_the_partners_paper_is_judged_as_soon_as_it_is_recorded(desk: Desk) -> None:
    desk.to_talks()
    _counter(desk, PAPER.read_bytes(), "naskah.docx", DOCX)
    theirs = Draft.objects.get(side="mitra")
    found = set(Remark.objects.filter(draft=theirs).values_list("code", flat=True))
    assert {"KLA-01", "ANG-01", "WKT-02", "BIA-01", "PHK-05", "NOM-01", "NOM-03", "IST-01"} <= found
    # one act, one event, with the numbers of what was found
    told = AuditEvent.objects.latest("id")
    assert told.verb == "answer.recorded"
    assert '"findings":{' in told.body
    client = desk.client(TALKERS)
    page = client.get(page_of(desk, theirs.number)).content.decode()
    assert desk.url(f"naskah-mitra/{theirs.number}/") in page
    assert "Spesimen Retensi" in page
    assert page_of(desk, theirs.number) in client.get(desk.url(f"naskah-mitra/{theirs.number}/")).content.decode()
    assert client.post(page_of(desk, theirs.number) + "nilai/", {}).status_code == 302


def test_a_scan_is_left_to_the_eye(desk: Desk) -> None:
    desk.to_talks()
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PDF")
    _counter(desk, out.getvalue(), "pindai.pdf", "application/pdf")
    page = desk.client(TALKERS).get(page_of(desk, 2)).content.decode()
    assert "nilai/" not in page
    assert not Judgement.objects.filter(draft__number=2).exists()
    with pytest.raises(Refusal, match="TGS-86"):
        judging_acts.judge(case_id=desk.case.pk, officer=desk.house.officer(TALKERS), number=2)


def test_a_draft_stays_with_the_positions_that_judged_it_and_the_next_takes_the_newest(open_place: Desk) -> None:
    draft = Draft.objects.get(request=open_place.request)
    assert Judgement.objects.get(draft=draft).positions == "1"
    lawyer, drafter = (open_place.house.officer(lane).user_id for lane in (LAWYERS, DRAFTERS))
    TextVersion.objects.create(
        institution=open_place.house.institution, code=POSITIONS, number=2, text=positions_text(), sha256="2" * 64,
        proposed_by_id=lawyer, published_by_id=drafter, published_at=clock.now(),
    )  # fmt: skip
    assert open_place.client(LAWYERS).post(page_of(open_place) + "nilai/", {}).status_code == 302
    assert Judgement.objects.get(draft=draft).positions == "1"
    page = open_place.client(LAWYERS).get(page_of(open_place)).content.decode()
    assert "Versi 2 kini berlaku" in page
    assert "/meja/naskah/posisi/versi/1/" in page
    for unknown in ("2026-lama", "7", "١"):
        Judgement.objects.filter(draft=draft).update(positions=unknown)
        assert open_place.client(LAWYERS).get(page_of(open_place)).status_code == 200
        refused = open_place.client(LAWYERS).post(page_of(open_place) + "nilai/", {})
        assert (refused.status_code, "NSK-25" in refused.content.decode()) == (422, True)
        judge_anew(open_place.request, at=clock.now(), user_id=None)  # values can be saved all the same
        assert Judgement.objects.get(draft=draft).positions == unknown
    Remark.objects.filter(draft=draft).delete()
    Judgement.objects.filter(draft=draft).delete()
    assert judge_draft(draft, at=clock.now(), user_id=None).positions == "2"
