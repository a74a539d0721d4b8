"""What the partner does, each act behind a code of its own: answers, papers, signature, refusal, withdrawal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.casework import partner_acts, signing_acts
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import today_in
from simpul.core.documents.storage import read
from simpul.core.messages.models import Delivery
from simpul.core.signing.models import Signer, SignerState
from simpul.features.agreements.models import Agreement, OneTimeCode, PartnerAnswer
from simpul.rules.refusals import Conflict
from tests.tracking.conftest import prove
from tests.tracking.driving import PASSPHRASE, Drive

Begin = Callable[..., Drive]
Enter = Callable[..., Client]
Code = Callable[[], str]


def a_pdf() -> bytes:
    """A harmless page."""
    out = BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


def upload(data: bytes, name: str = "surat-kuasa.pdf") -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def test_nothing_is_done_without_a_code(drive: Begin, enter: Enter) -> None:
    case = drive().to_offered()
    client = enter(case)
    page = client.post("/lacak/draf/1/setujui/", {"setuju": "on"}).content.decode()
    assert 'name="langkah" value="kirim"' in page
    assert not PartnerAnswer.objects.exists()


def test_the_text_on_the_page_is_worded_and_numbered_as_in_its_pdf(drive: Begin, enter: Enter) -> None:
    page = enter(drive().to_offered()).get("/lacak/draf/1/").content.decode()
    title = page.partition('<article class="s-page s-law"')[2].partition("</header>")[0]
    lines = [line.strip() for line in re.sub(r"<[^>]+>", "\n", title).split("\n") if line.strip()]
    assert [line for line in lines if line in {"ANTARA", "DAN", "DENGAN", "TENTANG"}] == ["ANTARA", "DAN", "TENTANG"]
    assert [line.partition(":")[0] for line in lines[-2:]] == ["NOMOR", "NOMOR"]
    assert "<strong>PIHAK KEDUA</strong>;" in page


def test_agreeing_lets_the_clock_run_again(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_offered()
    client = enter(case)
    assert case.case.tasks.get(state="open").paused_since is not None
    prove(client, "/lacak/draf/1/setujui/", mailed_code)
    assert client.post("/lacak/draf/1/setujui/", {"setuju": "on"}).status_code == 302
    assert PartnerAnswer.objects.get().agreed
    assert case.case.tasks.get(state="open").paused_since is None
    event = AuditEvent.objects.get(chain=f"case:{case.case.pk}", verb="draft.answered")
    assert event.actor_kind == "partner"
    assert "kontak@rsud.example" not in str(event.body)
    page = client.get("/lacak/").content.decode()
    assert "Setujui draf versi 1" not in page
    assert client.post("/lacak/draf/1/setujui/", {"setuju": "on"}).status_code == 409


def test_a_counter_draft_becomes_the_next_version(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_offered()
    client, path = enter(case), "/lacak/draf/1/tanggapan/"
    prove(client, path, mailed_code)
    assert client.post(path, {"usul": ""}).status_code == 422
    word = case.draft().docx
    assert word is not None
    docx = read(word.sha256)
    sent = client.post(path, {"usul": "Pasal 6: 30 hari", "berkas": upload(docx, "tanggapan.docx")})
    assert sent.status_code == 302
    assert [draft.side for draft in case.request.drafts.order_by("number")] == ["lembaga", "mitra"]
    page = client.get("/lacak/").content.decode()
    assert "(versi 2)" in page


def test_a_hostile_counter_draft_is_refused_and_the_words_are_kept(
    drive: Begin, enter: Enter, mailed_code: Code
) -> None:
    case = drive().to_offered()
    client, path = enter(case), "/lacak/draf/1/tanggapan/"
    prove(client, path, mailed_code)
    answer = client.post(path, {"usul": "Pasal 6 terlalu pendek", "berkas": upload(b"MZ\x90 program", "draf.pdf")})
    assert answer.status_code == 422
    assert "Pasal 6 terlalu pendek" in answer.content.decode()
    assert "UNG-" in answer.content.decode()
    assert not PartnerAnswer.objects.exists()


def test_a_code_is_for_one_act_only(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_offered()
    client = enter(case)
    prove(client, "/lacak/draf/1/setujui/", mailed_code)
    assert 'value="kirim"' in client.get("/lacak/tarik/").content.decode()


def test_a_wrong_code_is_counted_and_the_fifth_kills_it(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    client = enter(drive().to_offered())
    path = "/lacak/draf/1/setujui/"
    client.post(path, {"langkah": "kirim"})
    right = mailed_code()
    wrong = "000000" if right != "000000" else "111111"
    states = [client.post(path, {"langkah": "periksa", "kode": wrong}).status_code for _ in range(5)]
    assert states == [422] * 5
    assert client.post(path, {"langkah": "periksa", "kode": right}).status_code in (422, 429)
    assert OneTimeCode.objects.get().used_at is None


def test_papers_that_complete_the_list_start_the_clock_of_drafting(
    drive: Begin, enter: Enter, mailed_code: Code
) -> None:
    case = drive().to_study().accept()
    client, path = enter(case), "/lacak/dokumen/?jenis=bukti_wewenang"
    assert case.case.tasks.get(step="susun_draf", state="open").paused_since is not None
    prove(client, "/lacak/dokumen/", mailed_code)
    refused = client.post(path, {"berkas": upload(b"", "kosong.pdf")})
    assert refused.status_code == 422
    assert client.post(path, {"berkas": upload(a_pdf())}).status_code == 302
    assert case.case.tasks.get(step="susun_draf", state="open").paused_since is None
    assert "surat-kuasa" in client.get("/lacak/dokumen/").content.decode()


def test_answering_a_question_brings_the_study_back(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_study().ask("Mohon kirim daftar pemeriksaan.")
    client = enter(case)
    assert "Mohon kirim daftar pemeriksaan." in client.get("/lacak/").content.decode()
    prove(client, "/lacak/jawab/", mailed_code)
    sent = client.post(
        "/lacak/jawab/", {"jawaban": "PCR Dengue, 40 per bulan", "berkas": upload(a_pdf(), "daftar.pdf")}
    )
    assert sent.status_code == 302
    assert case.case.tasks.get(state="open").key == "telaah#2"
    assert client.get("/lacak/jawab/").status_code == 404


def test_signing_seals_the_act_of_the_partner(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_offered()
    client = enter(case)
    prove(client, "/lacak/draf/1/setujui/", mailed_code)
    client.post("/lacak/draf/1/setujui/", {"setuju": "on"})
    case.to_signing()
    signer = case.partner_signer()
    path = f"/lacak/tanda-tangan/{signer.pk}/tandatangani/"
    prove(client, path, mailed_code)
    assert Delivery.objects.filter(key__startswith="kode:").latest("pk").address == "direktur@rsud.example"
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"dibaca": "on"}).status_code == 302
    signer.refresh_from_db()
    assert signer.state == SignerState.SIGNED
    assert client.post(path, {"dibaca": "on"}).status_code == 409
    head = Signer.objects.get(round=signer.round, means="sertifikat")
    signing_acts.sign_as_officer(
        signer_id=head.pk, officer=case.house.officer("kepala_bblbk"), passphrase=PASSPHRASE, read_affirmed=True
    )
    agreement = Agreement.objects.get(case=case.case)
    assert agreement.signed_file is not None
    page = client.get("/lacak/").content.decode()
    assert agreement.signed_file.slug in page


def _hold_up(case: Drive, client: Client, signer: Signer) -> None:
    """After the last day to sign no code is sent for a signature; the pages say so, and refusing stays possible."""
    Agreement.objects.filter(case=case.case).update(sign_by=today_in(case.house.institution) - timedelta(days=1))
    assert "Tanda tangan Anda menunggu hari lain" in client.get("/lacak/").content.decode()
    address = f"/lacak/tanda-tangan/{signer.pk}/"
    page = client.get(address).content.decode()
    assert "Batas tanda tangan sudah lewat" in page
    assert "Baca dan tanda tangani perjanjian" not in page
    assert f"{address}tandatangani/" not in page
    assert f"{address}tolak/" in page
    for act in ("tandatangani", "berkas"):
        answer = client.get(f"{address}{act}/")
        assert "TTD-121" in answer.content.decode()


def test_refusing_to_sign_signs_nothing(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_offered().agree().to_signing()
    client, signer = enter(case), case.partner_signer()
    path = f"/lacak/tanda-tangan/{signer.pk}/tolak/"
    assert "pukul\xa024.00\xa0WIB" in client.get("/lacak/").content.decode(), "the last day to sign, with its zone"
    _hold_up(case, client, signer)
    prove(client, path, mailed_code)
    assert client.post(path, {"alasan": ""}).status_code == 422
    assert client.post(path, {"alasan": "Tanggal belum sesuai"}).status_code == 302
    signer.refresh_from_db()
    assert (signer.state, signer.refusal_reason) == (SignerState.REFUSED, "Tanggal belum sesuai")


def test_withdrawing_ends_the_case(drive: Begin, enter: Enter, mailed_code: Code) -> None:
    case = drive().to_study()
    client = enter(case)
    prove(client, "/lacak/tarik/", mailed_code)
    assert client.post("/lacak/tarik/", {"alasan": "Anggaran berubah"}).status_code == 302
    case.case.refresh_from_db()
    assert case.case.status == "withdrawn"
    assert "sudah ditarik" in client.get("/lacak/").content.decode()


def test_what_everybody_has_signed_is_no_longer_withdrawn(drive: Begin, enter: Enter) -> None:
    case = drive().to_offered().agree().to_signing()
    client, signer = enter(case), case.partner_signer()
    assert 'href="/lacak/tarik/"' in client.get("/lacak/").content.decode()
    partner_acts.sign(request=case.request, signer_id=signer.pk, read_affirmed=True)
    head = Signer.objects.get(round=signer.round, means="sertifikat")
    signing_acts.sign_as_officer(
        signer_id=head.pk, officer=case.house.officer("kepala_bblbk"), passphrase=PASSPHRASE, read_affirmed=True
    )
    assert 'href="/lacak/tarik/"' not in client.get("/lacak/").content.decode()
    assert client.get("/lacak/tarik/").headers["Location"] == "/lacak/"
    with pytest.raises(Conflict, match="LCK-24"):
        partner_acts.withdraw(request=case.request, reason="Anggaran berubah")
    case.case.refresh_from_db()
    assert case.case.status == "running"


def test_without_email_no_button_leads_to_a_code(drive: Begin, enter: Enter) -> None:
    case = drive(contact_email="", contact_phone="081000000002").to_study().ask("Kapan?")
    client = enter(case)
    assert "/lacak/jawab/" not in client.get("/lacak/").content.decode()
    type(case.house.institution).objects.update(whatsapp="081000000148")
    page = client.get("/lacak/").content.decode()
    assert "/lacak/jawab/" not in page
    assert "Jawab lewat pesan" in page


def test_without_email_the_draft_is_read_and_answered_elsewhere(drive: Begin, enter: Enter) -> None:
    client = enter(drive(contact_email="", contact_phone="081000000002").to_offered())
    page = client.get("/lacak/draf/1/").content.decode()
    assert "/lacak/draf/1/setujui/" not in page
    assert "Petugas kami mencatat jawaban" in page


def test_a_partner_without_email_is_told_who_records_the_answer(drive: Begin, enter: Enter) -> None:
    case = drive(contact_email="", contact_phone="081000000002").to_offered()
    client = enter(case)
    page = client.get("/lacak/draf/1/setujui/").content.decode()
    assert "petugas" in page
    assert 'value="kirim"' not in page
    assert client.post("/lacak/draf/1/setujui/", {"langkah": "kirim"}).status_code == 400
