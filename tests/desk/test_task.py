"""The one task of a step: its form, decisions, the time at which it happened, taking back, correcting, withdrawing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case, CaseStatus, Correction, Task
from simpul.features.agreements.models import Talk
from simpul.lib import clock
from tests.desk.conftest import SCAN, STUDY, Desk, send

MONDAY = datetime(2026, 11, 2, 3, tzinfo=UTC)


def test_the_forms_of_the_first_steps_carry_a_case_to_the_study(desk: Desk) -> None:
    case = desk.case_at_study()
    assert [task.key for task in case.tasks.filter(state="open")] == ["telaah#1"]
    page = desk.client("tim_program_pelayanan").get(reverse("desk:case", args=[case.slug])).content.decode()
    assert "Terima permohonan" in page
    assert 'value="minta_kelengkapan"' in page


def test_faults_keep_the_entries_and_name_the_field(desk: Desk) -> None:
    case = desk.case_at_study()
    client = desk.client("tim_program_pelayanan")
    response = send(client, case, "telaah#1", outcome="terima", uraian_telaah="Kalimat yang tidak boleh hilang.")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Kalimat yang tidak boleh hilang." in text
    assert "#id_kesesuaian" in text
    assert "TGS-20" in text
    assert Task.objects.get(case=case, key="telaah#1").state == "open"


def test_a_decision_that_the_step_does_not_know_is_refused(desk: Desk) -> None:
    case = desk.case_at_study()
    response = send(desk.client("tim_program_pelayanan"), case, "telaah#1", outcome="karang", **STUDY)
    assert response.status_code == 422
    assert "TGS-33" in response.content.decode()


def test_what_happened_days_ago_needs_a_reason(desk: Desk) -> None:
    with clock.at(MONDAY):
        case = desk.file_case()
    entries = {"tanggal_terima": "2026-11-02", "saluran_masuk": "Portal", "terjadi_pada": "2026-11-02T11:30"}
    with clock.at(MONDAY + timedelta(days=4)):
        refused = send(desk.client("tata_usaha"), case, "terima#1", **entries)
        assert "TGS-09" in refused.content.decode()
        assert 'value="2026-11-02T11:30"' in refused.content.decode()
        send(desk.client("tata_usaha"), case, "terima#1", alasan_terlambat="Jaringan putus.", **entries)
    task = Task.objects.get(case=case, key="terima#1")
    assert task.happened_at == datetime(2026, 11, 2, 4, 30, tzinfo=UTC)
    assert task.late_entry_reason == "Jaringan putus."


def test_the_loser_reads_who_completed_it_and_when(desk: Desk) -> None:
    case = desk.file_case()
    entries = {"tanggal_terima": "2026-11-02", "saluran_masuk": "Portal"}
    assert send(desk.client("tata_usaha"), case, "terima#1", **entries).status_code == 302
    late = send(desk.client("tata_usaha"), case, "terima#1", **entries)
    text = late.content.decode()
    assert late.status_code == 409
    assert "Petugas Tata Usaha" in text
    assert f"/perkara/{case.slug}/" in text


def test_a_completion_is_taken_back_then_only_corrected(desk: Desk) -> None:
    case = desk.case_at_study()
    head, team = desk.client("kepala_bblbk"), desk.client("tim_program_pelayanan")
    done = Task.objects.get(case=case, key="disposisi#1")
    head.post(reverse("desk:take_back", args=[case.slug, done.pk]), {"alasan": ""})
    assert Task.objects.get(pk=done.pk).state == "done"
    head.post(reverse("desk:take_back", args=[case.slug, done.pk]), {"alasan": "Salah instruksi."})
    assert Task.objects.get(pk=done.pk).state == "open"
    send(head, case, "disposisi#1", instruksi="telaah_segera")
    send(team, case, "telaah#1", outcome="terima", **STUDY)
    head.post(reverse("desk:take_back", args=[case.slug, done.pk]), {"alasan": "Terlambat."})
    assert Task.objects.get(pk=done.pk).state == "done"
    head.post(reverse("desk:correct", args=[case.slug, done.pk]), {"alasan": "Instruksinya segera."})
    assert Correction.objects.get(task=done).reason == "Instruksinya segera."
    assert "Instruksinya segera." in team.get(reverse("desk:journey", args=[case.slug])).content.decode()


@pytest.mark.parametrize("act", ["take_back", "correct"])
def test_what_was_typed_stays_when_a_correction_is_refused(desk: Desk, act: str) -> None:
    case = desk.case_at_study()
    done = Task.objects.get(case=case, key="terima#1")
    reason = "Tanggal terima keliru." if act == "take_back" else " "
    refused = desk.client("tata_usaha").post(reverse(f"desk:{act}", args=[case.slug, done.pk]), {"alasan": reason})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'action="{reverse("desk:take_back", args=[case.slug, done.pk])}"' in page
    assert f'value="{reason}"' in page
    assert ("TGS-43" if act == "take_back" else "TGS-42") in page
    assert '<details class="s-fold" open>' in page


def test_withdrawing_needs_a_reason_and_ends_the_case(desk: Desk) -> None:
    case = desk.file_case()
    address = reverse("desk:withdraw", args=[case.slug])
    desk.client("tata_usaha").post(address, {"pihak": "mitra", "alasan": " "})
    assert Case.objects.get(pk=case.pk).status == CaseStatus.RUNNING
    desk.client("tata_usaha").post(address, {"pihak": "mitra", "alasan": "Mitra membatalkan."})
    assert Case.objects.get(pk=case.pk).status == CaseStatus.WITHDRAWN
    page = desk.client("tata_usaha").get(reverse("desk:case", args=[case.slug])).content.decode()
    assert "Perkara ini telah berakhir" in page


def test_the_partners_answer_is_entered_by_the_team_that_asked(desk: Desk) -> None:
    case = desk.case_at_study()
    team = desk.client("tim_program_pelayanan")
    send(team, case, "telaah#1", outcome="minta_kelengkapan", kelengkapan_diminta="Daftar alat.", **STUDY)
    address = reverse("desk:record_answer", args=[case.slug, "lengkapi#1"])
    assert desk.client("tim_analis_hukum").post(address, {"jawaban_mitra": "x"}).status_code == 403
    assert team.post(address, {"jawaban_mitra": ""}).status_code == 422
    assert team.post(address, {"jawaban_mitra": "Daftar terlampir."}).status_code == 302
    case.refresh_from_db()
    assert [task.key for task in case.tasks.filter(state="open")] == ["telaah#2"]
    page = team.get(reverse("desk:case", args=[case.slug])).content.decode()
    assert "Putaran ke" in page
    # the study goes on where it stopped; what was asked of the partner belongs to that question
    assert f"{STUDY['uraian_telaah']}</textarea>" in page
    assert "Daftar alat.</textarea>" not in page


def test_a_file_that_fills_no_output_stays_with_the_case(desk: Desk) -> None:
    case = desk.case_at_study()
    team = desk.client("tim_program_pelayanan")
    send(team, case, "telaah#1", outcome="minta_kelengkapan", kelengkapan_diminta="Daftar alat laboratorium.", **STUDY)
    assert "Daftar alat laboratorium." in team.get(reverse("desk:case", args=[case.slug])).content.decode()
    entered = {"jawaban_mitra": "Terlampir.", "berkas_susulan": SimpleUploadedFile("daftar.pdf", SCAN.read_bytes())}
    address = reverse("desk:record_answer", args=[case.slug, "lengkapi#1"])
    assert team.post(address, entered).status_code == 302
    page = team.get(reverse("desk:documents", args=[case.slug])).content.decode()
    assert "Berkas susulan" in page


def test_a_fault_names_its_entry_once(desk: Desk) -> None:
    case = desk.case_at_study()
    page = send(desk.client("tim_program_pelayanan"), case, "telaah#1", outcome="terima").content.decode()
    assert '>Isi “Hasil telaah”. <span class="s-nb">(Kode: TGS-20)</span></a>' in page


def test_a_task_is_taken_given_back_and_handed_over(desk: Desk) -> None:
    case = desk.file_case()
    client, officer = desk.client("tata_usaha"), desk.house.officer("tata_usaha")
    client.post(reverse("desk:take", args=[case.slug, "terima#1"]), {"kembali": "https://elsewhere.example/"})
    assert Task.objects.get(case=case, key="terima#1").holder_id == officer.user_id
    client.post(reverse("desk:give_back", args=[case.slug, "terima#1"]))
    assert Task.objects.get(case=case, key="terima#1").holder_id is None
    client.post(reverse("desk:hand_over", args=[case.slug, "terima#1"]), {"kepada": officer.user_id, "alasan": "x"})
    assert Task.objects.get(case=case, key="terima#1").holder_id is None


def test_a_way_back_leads_only_to_our_own_pages(desk: Desk) -> None:
    case = desk.file_case()
    address = reverse("desk:take", args=[case.slug, "terima#1"])
    outside = desk.client("tata_usaha").post(address, {"kembali": "//elsewhere.example/"})
    assert outside.headers["Location"] == f"/perkara/{case.slug}/"


def test_notes_are_kept_with_the_case_and_its_log(desk: Desk) -> None:
    case = desk.file_case()
    desk.client("tim_analis_hukum").post(
        reverse("desk:talks", args=[case.slug]), {"text": "Perlu <b>dicek</b>.", "channel": ""}
    )
    assert Talk.objects.get(request__case=case).internal
    page = desk.client("tata_usaha").get(reverse("desk:talks", args=[case.slug])).content.decode()
    assert "Perlu &lt;b&gt;dicek&lt;/b&gt;." in page
    assert (
        "Catatan ditambahkan" in desk.client("tata_usaha").get(reverse("desk:trail", args=[case.slug])).content.decode()
    )


def test_a_paper_that_came_by_whatsapp_joins_the_case(desk: Desk) -> None:
    case = desk.file_case()
    address = reverse("desk:take_paper", args=[case.slug])
    paper = SimpleUploadedFile("sk.pdf", SCAN.read_bytes(), "application/pdf")
    desk.client("tata_usaha").post(address, {"persyaratan": "bukti_wewenang", "saluran": "whatsapp", "berkas": paper})
    case.refresh_from_db()
    assert case.facts["kelengkapan_kurang"] == 0
    stored = StoredFile.objects.get(kind="bukti_wewenang")
    assert stored.slug in desk.client("tata_usaha").get(reverse("desk:documents", args=[case.slug])).content.decode()


def test_a_paper_taken_at_the_desk_is_of_the_kinds_the_partner_may_hand_in(desk: Desk) -> None:
    case = desk.file_case()
    address, kept = reverse("desk:take_paper", args=[case.slug]), StoredFile.objects.count()
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    for place, name, data in (
        ("proposal", "proposal.png", picture.getvalue()),
        ("tak_diminta", "sk.pdf", SCAN.read_bytes()),
    ):
        sent = {"persyaratan": place, "saluran": "whatsapp", "berkas": SimpleUploadedFile(name, data)}
        assert desk.client("tata_usaha").post(address, sent).status_code == 302
    assert StoredFile.objects.count() == kept
