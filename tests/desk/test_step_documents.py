"""Who a printed document of a step is from, and who signs it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from simpul.casework import general_form
from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.core.directory.models import Assignment, Unit, User
from simpul.core.directory.officers import officer_of
from simpul.core.documents.faces.letters import Letterhead
from simpul.core.documents.faces.step_sheet import StepSheet, step_sheet_pdf
from simpul.core.documents.faces.typesetting import Paper, Rendered
from simpul.core.procedures.models import Case, ProcedureVersion
from tests.casework.conftest import SOPS, House, files, furnish
from tests.casework.strangers.files import VISIT
from tests.desk.conftest import SCAN, browser, send

__all__ = ["files"]
pytestmark = pytest.mark.django_db
DAY = "2026-11-02"
BEGUN = {
    "judul_kerja_sama": "Pengujian bersama", "nama_mitra": "Universitas Rekaan", "bentuk_naskah": "pks",
    "sifat_prakarsa": "baru", "dasar_prakarsa": "rencana", "jenis_upt": "loka", "bentuk_pengantar": "nota_dinas",
    "tanggal_pengantar": DAY, "kepada_pengantar": "Kepala Biro KSH", "isi_pengantar": "Mohon direviu.",
    "tanggal_draf_awal": DAY,
}  # fmt: skip
STEPS = (
    ("biro_ksh", "reviu#1", {"hasil_reviu": "Lengkap."}, "berkas_draf_reviu"),
    ("biro_ksh", "serahkan_draf#1", {"kepada_nota_telaahan": "Kepala Biro HO", "perihal_nota_telaahan": "PKS",
     "tanggal_nota_telaahan": DAY, "hasil_telaahan": "Lengkap."}, "berkas_draf_diserahkan"),
    ("biro_ho", "rumuskan#1", {"substansi": "tetap", "kepada_nota_rumusan": "Kepala Biro KSH",
     "perihal_nota_rumusan": "PKS", "tanggal_nota_rumusan": DAY, "isi_nota_rumusan": "Selesai."}, "berkas_draf_final"),
    ("biro_ksh", "laporkan#1", {"penanda_tangan": "pimpinan_pratama_kuasa", "kepada_nota_laporan": "Kepala BPOM",
     "perihal_nota_laporan": "PKS", "tanggal_nota_laporan": DAY, "isi_nota_laporan": "Siap.",
     "pemberi_kuasa": "Kepala BPOM", "penerima_kuasa": "Direktur Contoh", "tanggal_kuasa": DAY,
     "lingkup_kuasa": "Menandatangani PKS."}, ""),
)  # fmt: skip


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> dict[str, StepSheet]:
    """Every printed sheet by its title."""
    found: dict[str, StepSheet] = {}
    real = step_sheet_pdf

    def keep(sheet: StepSheet, head: Letterhead, *, at: datetime, paper: Paper = "a4") -> Rendered:
        found[sheet.title] = sheet
        return real(sheet, head, at=at, paper=paper)

    monkeypatch.setattr(general_form, "step_sheet_pdf", keep)
    return found


def begun_by_unit(house: House) -> Case:
    """A case that a regional office began, its first step done."""
    unit = Unit.objects.create(institution=house.institution, code="loka-contoh", name="Loka POM di Kota Contoh")
    user = User.objects.get(email=f"upt_bpom@{house.institution.code}.example")
    Assignment.objects.filter(user=user).update(unit=unit)
    officer = officer_of(User.objects.get(pk=user.pk))
    assert officer is not None
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    case = begin_case(
        officer=officer, version_id=version.pk, title="PKS contoh", lane_code="upt_bpom", unit_code=unit.code
    )
    done = send(browser(officer), case, "prakarsai#1", outcome="", **BEGUN, berkas_draf_awal=scan())
    assert done.status_code == 302, done.content.decode()[:3000]
    return case


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("naskah.pdf", SCAN.read_bytes(), "application/pdf")


def test_a_note_is_from_the_unit_and_a_power_of_attorney_from_whoever_gives_it(printed: dict[str, StepSheet]) -> None:
    house = furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())
    case = begun_by_unit(house)
    for lane, key, entries, file in STEPS:
        given = {file: scan()} if file else {}
        done = send(browser(house.officer(lane)), case, key, outcome="", **entries, **given)
        assert done.status_code == 302, done.content.decode()[:3000]
    assert printed["Nota Dinas/Disposisi/Surat"].sender == "Loka POM di Kota Contoh"
    assert printed["Nota Dinas laporan kepada Pimpinan"].sender == "Biro Kerja Sama dan Hubungan Masyarakat"
    power = printed["Surat kuasa"]
    (signer,) = power.signers
    assert (power.sender, signer.title, signer.name) == ("Kepala BPOM", "Kepala BPOM", "")
    assert dict(power.pairs) == {"Jabatan penerima kuasa": "Direktur Contoh"}


def test_minutes_are_signed_by_all_who_are_named(printed: dict[str, StepSheet]) -> None:
    text = VISIT.replace(
        "{id: matriks, nama: Matriks kunjungan, jenis: berkas, dibuat: formulir, templat: daftar}",
        "{id: matriks, nama: Matriks kunjungan, jenis: berkas, dibuat: formulir, templat: berita_acara, "
        "penanda_tangan: [{sebagai: Yang menyerahkan, oleh: pelaksana}, {sebagai: Yang menerima, oleh: hukum}, "
        "{sebagai: Saksi}]}",
    )
    house = furnish("rekaan", text)
    officer = house.officer("pusat")
    case = begin_case(
        officer=officer, version_id=ProcedureVersion.objects.get().pk, title="Kunjungan", lane_code="pusat"
    )
    visit = {"hasil": "Baik", "unit_dikunjungi": "pusat:satu"}
    Unit.objects.create(institution=house.institution, code="satu", name="Unit Satu")
    words = {"kepada": "Kepala Pusat", "isi": "Kunjungan diusulkan.", "kuasa": "tidak"}
    complete_task(case_id=case.pk, key="usul#1", officer=officer, raw=words)
    complete_task(case_id=case.pk, key="telaah#1", officer=house.officer("hukum"), raw=visit)
    task = case.tasks.get(step="laporkan", lane__code="pusat")
    complete_task(case_id=case.pk, key=task.key, officer=officer, raw={"matriks.0.kegiatan": "Rapat"})
    signers = [(one.title.split("\n"), one.name) for one in printed["Matriks kunjungan"].signers]
    assert signers[0] == (["Yang menyerahkan", "Unit Satu"], officer.name)
    assert [title[0] for title, _ in signers] == ["Yang menyerahkan", "Yang menerima", "Saksi"]
    assert [name for _, name in signers[1:]] == ["", ""]
