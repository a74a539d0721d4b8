"""The tracking page in every state it can be in, on the phone and on the desktop, judged by axe.

One window walks along; between two looks the case is moved on by its officers, or by the partner in the window itself.
Names have 120 characters throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.casework import partner_acts, signing_acts
from simpul.core.procedures.models import Task, TaskState
from simpul.core.signing.models import Mode, Signer, SignerState
from simpul.features.agreements.models import Draft, PartnerAnswer, Party, Request
from simpul.lib import clock
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye
from tests.casework.conftest import files, house
from tests.tracking.conftest import drive, mailed_code, own_home, path_of_link
from tests.tracking.driving import PASSPHRASE, Drive

__all__ = ["chromium", "drive", "files", "house", "mailed_code", "own_home"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Begin = Callable[..., Drive]
Code = Callable[[], str]
QUESTION = "Mohon kirim daftar pemeriksaan, perkiraan sampel per bulan, dan cara pengirimannya. " * 4


class Everywhere(Eye):
    """Judges each state on a phone by day and on a desktop by night: both widths, both themes."""

    def judge(self, name: str, *_widths: int) -> None:
        super().judge(name, PHONE)
        self.page.emulate_media(color_scheme="dark")
        super().judge(f"{name}-gelap", DESKTOP)
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def eye(chromium: Browser, live_server: LiveServer) -> Iterator[Eye]:
    made = Everywhere(chromium, live_server.url)
    yield made
    made.close()


def enter(eye: Eye, case: Drive, party_id: int | None = None) -> None:
    """Open the case's secret link: from now on the window shows this case."""
    eye.page.goto(eye.base + path_of_link(case, party_id))


def prove(eye: Eye, code: Code) -> None:
    """Ask for the code of the act that is open, and enter it."""
    eye.press("Kirim kode")
    eye.page.get_by_label("Kode dari email").fill(code())
    eye.press("Lanjutkan")


def long_names(case: Drive) -> Drive:
    """Everybody who stands in the agreement has a name of full length."""
    case.request.parties.filter(is_host=False).update(
        signatory_name=LONG_NAME, signatory_title=LONG_NAME, contact_name=LONG_NAME
    )
    return case


def test_the_door(eye: Eye) -> None:
    eye.look("/lacak/", "lacak-pintu")
    eye.page.get_by_label("Nomor pengajuan").fill(LONG_NAME)
    eye.press("Kirim tautan")
    eye.judge("lacak-pintu-galat")
    eye.look("/lacak/t/tautan-yang-tidak-ada/", "lacak-tautan-mati")
    eye.page.get_by_label("Nomor pengajuan").fill("KS-2026-9999")
    eye.page.get_by_label("Alamat email").fill("bukan@rsud.example")
    eye.press("Kirim tautan")
    eye.judge("lacak-terkirim")


def test_from_filing_to_refusal(eye: Eye, drive: Begin, mailed_code: Code) -> None:
    case = drive(partner_name=LONG_NAME, contact_name=LONG_NAME)
    enter(eye, case)
    eye.judge("lacak-baru-dikirim")
    Request.objects.filter(pk=case.request.pk).update(filed_at=clock.now() - timedelta(days=9))
    case.to_study()
    eye.look("/lacak/", "lacak-tenang")
    Task.objects.filter(case=case.case, state=TaskState.OPEN).update(due_at=clock.now() - timedelta(days=20))
    eye.look("/lacak/", "lacak-terlambat")
    case.ask(QUESTION)
    eye.look("/lacak/", "lacak-pertanyaan")
    eye.look("/lacak/jawab/", "lacak-kode-minta")
    eye.press("Kirim kode")
    eye.page.get_by_label("Kode dari email").fill("12")
    eye.press("Lanjutkan")
    eye.judge("lacak-kode-salah")
    eye.page.get_by_label("Kode dari email").fill(mailed_code())
    eye.press("Lanjutkan")
    eye.judge("lacak-jawab")
    eye.press("Kirim tanggapan")
    eye.judge("lacak-jawab-galat")
    for turn in (1, 2):
        partner_acts.answer_question(request=case.request, key=f"lengkapi#{turn}", text="Terlampir.")
        case.ask(QUESTION) if turn == 1 else case.case.refresh_from_db()
    eye.look("/lacak/", "lacak-putaran-tiga")
    case.refuse()
    eye.look("/lacak/", "lacak-ditolak")


def test_withdrawn_and_without_an_address(eye: Eye, drive: Begin, mailed_code: Code) -> None:
    enter(eye, drive())
    eye.page.get_by_role("link", name="Tarik pengajuan").click()
    eye.judge("lacak-tarik-kode")
    eye.press("Kirim kode")
    eye.judge("lacak-tarik-kode-terkirim")
    eye.page.get_by_label("Kode dari email").fill(mailed_code())
    eye.press("Lanjutkan")
    eye.judge("lacak-tarik")
    eye.press("Tarik pengajuan")
    eye.judge("lacak-tarik-galat")
    eye.page.get_by_label("Alasan menarik pengajuan").fill("Anggaran berubah. " * 20)
    eye.press("Tarik pengajuan")
    assert eye.page.url == f"{eye.base}/lacak/"
    eye.judge("lacak-ditarik")
    silent = drive(contact_email="", contact_phone="081000000002", partner_name=LONG_NAME).to_study().ask("Kapan?")
    enter(eye, silent)
    eye.judge("lacak-tanpa-surel")
    eye.look("/lacak/jawab/", "lacak-tanpa-surel-kode")
    read = drive(contact_email="", contact_phone="081000000002", partner_name=LONG_NAME).to_offered()
    enter(eye, read)
    eye.look("/lacak/draf/1/", "lacak-tanpa-surel-draf")


def test_papers(eye: Eye, drive: Begin, mailed_code: Code, tmp_path: Path) -> None:
    case = drive(partner_name=LONG_NAME).to_study().accept()
    enter(eye, case)
    eye.judge("lacak-berkas-kurang")
    eye.look("/lacak/dokumen/", "lacak-berkas-kode")
    prove(eye, mailed_code)
    eye.judge("lacak-berkas")
    bad = tmp_path / f"{LONG_NAME.replace(' ', '_')}.pdf"
    bad.write_bytes(b"")
    eye.page.locator("#bukti_wewenang input[type=file]").set_input_files(bad)
    eye.page.get_by_text("Kode: UNG-01").wait_for()
    eye.judge("lacak-berkas-galat")


def offer_again(case: Drive, **answers: object) -> None:
    """The text changes, and the next version is offered."""
    if not PartnerAnswer.objects.filter(draft=case.draft()).exists():
        number = case.draft().number
        partner_acts.answer_draft(request=case.request, draft_number=number, agreed=False, note="Pasal 6 mohon diubah.")
    case.again()
    asked = Request.objects.get(pk=case.request.pk)
    asked.answers = {**asked.answers, **answers}
    asked.save()
    case.offer("Jangka waktu dan pembayaran diubah atas permintaan Saudara. " * 3)


def test_the_text_in_three_rounds(eye: Eye, drive: Begin, mailed_code: Code) -> None:
    case = long_names(drive(partner_name=LONG_NAME).to_study().accept().complete_papers().fill())
    case.offer()
    enter(eye, case)
    eye.judge("lacak-draf")
    eye.look("/lacak/draf/1/", "lacak-draf-1")
    eye.look("/lacak/draf/1/tanggapan/", "lacak-tanggapan-kode")
    prove(eye, mailed_code)
    eye.press("Kirim tanggapan")
    eye.judge("lacak-tanggapan-galat")
    offer_again(case, lama_bulan=36)
    eye.look("/lacak/draf/1/", "lacak-draf-diganti")
    eye.look("/lacak/draf/2/", "lacak-draf-2")
    offer_again(case, hari_bayar=20)
    Draft.objects.filter(request=case.request).update(reply_by=date(2026, 1, 5))
    eye.look("/lacak/", "lacak-draf-lewat-hari")
    eye.look("/lacak/draf/3/setujui/", "lacak-setujui-kode")
    prove(eye, mailed_code)
    eye.press("Setujui draf versi 3")
    eye.judge("lacak-setujui-galat")
    case.agree()
    eye.look("/lacak/", "lacak-disetujui")
    eye.look("/lacak/draf/3/", "lacak-draf-disetujui")


def with_third_party(case: Drive) -> Party:
    """A university signs too, after the hospital."""
    third = Party.objects.create(request=case.request, order=3, name="Universitas Rekaan")
    case.fill()
    asked = Request.objects.get(pk=case.request.pk)
    asked.answers = {**asked.answers, "urutan_tanda_tangan": {"1": 3, "2": 1, "3": 2}}
    asked.save()
    return third


def test_signing_by_code_to_the_end(eye: Eye, drive: Begin, mailed_code: Code) -> None:
    case = drive(partner_name=LONG_NAME).to_study().accept().complete_papers()
    third = with_third_party(case)
    long_names(case).offer().agree().to_signing()
    first, second = Signer.objects.filter(round__case_id=case.case.pk, user=None).order_by("order")
    enter(eye, case, third.pk)
    Signer.objects.filter(pk=first.pk).update(name=f"{LONG_NAME}, M.Kes.")
    eye.look(f"/lacak/tanda-tangan/{second.pk}/", "lacak-ttd-belum-giliran")
    assert ".." not in "".join(eye.page.locator(".s-banner").all_inner_texts()), "a name with a full stop"
    eye.look("/lacak/", "lacak-ttd")
    eye.look(f"/lacak/tanda-tangan/{first.pk}/", "lacak-ttd-baca")
    for way, button, name in (("tolak", "Tolak dengan alasan ini", "tolak"), ("tandatangani", "Tandatangani", "ttd")):
        eye.look(f"/lacak/tanda-tangan/{first.pk}/{way}/", f"lacak-{name}-kode")
        prove(eye, mailed_code)
        eye.press(button)
        eye.judge(f"lacak-{name}-galat")
    for signer in (first, second):
        partner_acts.sign(request=case.request, signer_id=signer.pk, read_affirmed=True)
    eye.look(f"/lacak/tanda-tangan/{first.pk}/", "lacak-ttd-sudah")
    head = Signer.objects.get(round=first.round, means="sertifikat")
    signing_acts.sign_as_officer(
        signer_id=head.pk, officer=case.house.officer("kepala_bblbk"), passphrase=PASSPHRASE, read_affirmed=True
    )
    eye.look("/lacak/", "lacak-lengkap")
    case.step("tim_arsiparis", "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")
    eye.look("/lacak/", "lacak-selesai")


def test_refused_and_in_wet_ink(eye: Eye, drive: Begin) -> None:
    case = long_names(drive(partner_name=LONG_NAME).to_study().accept().complete_papers().fill())
    case.offer().agree().to_signing()
    signer = case.partner_signer()
    partner_acts.refuse(request=case.request, signer_id=signer.pk, reason="Tarif belum sesuai. " * 14)
    assert Signer.objects.get(pk=signer.pk).state == SignerState.REFUSED
    enter(eye, case)
    eye.judge("lacak-ttd-ditolak")
    eye.look(f"/lacak/tanda-tangan/{signer.pk}/", "lacak-ttd-ditolak-baca")
    wet = drive(partner_name=LONG_NAME, signing_mode=Mode.WET).to_offered().agree().to_signing()
    enter(eye, wet)
    eye.judge("lacak-basah")
