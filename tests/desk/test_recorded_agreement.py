"""An agreement that a step of the procedure records: its life, what stands above it, the archive, the register."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from simpul.casework.beginning import begin_case
from simpul.casework.retraction import retract_completion
from simpul.core.audit.models import AuditEvent
from simpul.core.procedures.models import Case, ProcedureVersion, Task
from simpul.core.signing.models import SigningRound
from simpul.features.agreements import register
from simpul.features.agreements.models import Agreement, ArchiveRecord, DutyStatement, Talk
from simpul.lib import clock
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from tests.casework.conftest import House, files, furnish
from tests.desk.conftest import browser, send
from tests.desk.test_step_documents import scan

__all__ = ["files"]
pytestmark = pytest.mark.django_db
FILE = """\
kode: catat
versi: "1"
identitas: {nomor: "1", judul: Perjanjian contoh, unit: Balai, tgl_pembuatan: "-", tgl_revisi: "-", tgl_efektif: "-",
  pengesahan: "-", dasar_hukum: ["-"], keterkaitan: ["-"], kualifikasi: ["-"], peralatan: ["-"], peringatan: "-",
  pencatatan: "-"}
pelaksana: [{id: biro, nama: Biro}, {id: unit, nama: Unit}]
mulai: prakarsa
langkah:
  - id: prakarsa
    no: "1"
    kegiatan: Memprakarsai
    pelaksana: biro
    kelengkapan: "-"
    waktu: "-"
    isian:
      - {id: mitra, label: Mitra, jenis: teks, wajib: ya, peran: mitra, mengisi: usul}
      - {id: judul, label: Judul, jenis: teks, wajib: ya, peran: judul}
      - {id: bentuk, label: Bentuk, jenis: pilihan, wajib: ya, peran: jenis_naskah,
         pilihan: [{id: pks, label: PKS}, {id: mou, label: MoU}]}
    keluaran: [{id: usul, nama: Usul, jenis: rekaman}]
    asal: sumber
    lanjut: tanda_tangan
  - id: tanda_tangan
    no: "2"
    kegiatan: Menandatangani
    pelaksana: biro
    kelengkapan: Usul
    waktu: "-"
    isian:
      - {id: cara, label: Cara, jenis: pilihan, peran: cara_ditandatangani,
         pilihan: [{id: basah, label: Basah}, {id: elektronik, label: Elektronik}]}
      - {id: pada, label: Tanggal, jenis: tanggal, wajib: ya, peran: tanggal_ditandatangani}
      - {id: di, label: Tempat, jenis: teks, peran: tempat_ditandatangani}
      - {id: nomor, label: Nomor, jenis: teks, peran: nomor_perjanjian}
      - {id: nomor_mitra, label: Nomor mitra, jenis: teks, peran: nomor_perjanjian_mitra}
      - {id: mulai, label: Mulai, jenis: tanggal, peran: mulai_berlaku}
      - {id: sampai, label: Sampai, jenis: tanggal, peran: akhir_berlaku}
      - {id: berkas, label: Naskah, jenis: berkas, wajib: ya, peran: naskah_ditandatangani, mengisi: naskah}
      - {id: meterai, label: Bea meterai, jenis: pilihan, peran: cara_meterai,
         pilihan: [{id: tempel, label: Tempel}, {id: elektronik, label: Elektronik}, {id: ssp, label: SSP},
         {id: tidak_terutang, label: Tidak terutang}, {id: belum, label: Belum}]}
      - {id: nomor_meterai, label: Nomor meterai, jenis: uraian, peran: nomor_meterai}
      - {id: jumlah_meterai, label: Jumlah, jenis: angka, peran: jumlah_bermeterai}
      - {id: dasar_bebas, label: Dasar, jenis: uraian, peran: dasar_bebas_meterai}
    keluaran: [{id: naskah, nama: Naskah, jenis: berkas}]
    akibat: [catat_perjanjian]
    asal: sumber
    lanjut: arsip
  - id: arsip
    no: "3"
    kegiatan: Mengarsipkan
    pelaksana: biro
    kelengkapan: Naskah
    waktu: "-"
    isian: [{id: lokasi_simpan, label: Disimpan di, jenis: teks, wajib: ya, mengisi: simpan}]
    keluaran: [{id: simpan, nama: Catatan simpan, jenis: rekaman}]
    akibat: [arsipkan, terbitkan_register]
    asal: sumber
    lanjut: selesai
"""
SIGNED = {"pada": "2026-11-02", "di": "Jakarta", "nomor": "HK.01/7/2026", "nomor_mitra": "9/UR/2026",
          "mulai": "2026-11-03", "sampai": "2028-11-02", "cara": "basah"}  # fmt: skip


@pytest.fixture
def house() -> House:
    return furnish("badan", FILE)


def client(house: House) -> Client:
    return browser(house.officer("biro"))


def begun(house: House, kind: str = "pks") -> Case:
    version = ProcedureVersion.objects.get(procedure__institution=house.institution)
    case = begin_case(officer=house.officer("biro"), version_id=version.pk, title="Contoh", lane_code="biro")
    said = {"mitra": "Universitas Rekaan", "judul": "pengujian bersama", "bentuk": kind}
    assert send(client(house), case, "prakarsa#1", outcome="", **said).status_code == 302
    return case


def sign(house: House, case: Case, **other: str) -> Any:
    stamps = {"meterai": "tempel", "nomor_meterai": f"M{case.pk}01\nM{case.pk}02"}
    said = {**SIGNED, **stamps, **other}
    return send(client(house), case, "tanda_tangan#1", outcome="", berkas=scan(), **said)


def ended(house: House, kind: str = "pks", **other: str) -> Agreement:
    case = begun(house, kind)
    assert sign(house, case, **other).status_code == 302
    assert send(client(house), case, "arsip#1", outcome="", lokasi_simpan="Rak 3").status_code == 302
    return Agreement.objects.get(case=case)


def test_the_answers_of_the_step_become_the_agreement(house: House) -> None:
    found = ended(house)
    assert (found.numbered, found.status, found.title) == (
        "HK.01/7/2026", "berlaku", "Perjanjian Kerja Sama tentang Pengujian bersama",
    )  # fmt: skip
    days = (found.sign_date, found.effective_on, found.ends_on, found.signed_until)
    assert days == (date(2026, 11, 2), date(2026, 11, 3), date(2028, 11, 2), date(2028, 11, 2))
    names = list(found.request.parties.values_list("name", "own_number"))
    assert names == [(house.institution.name, ""), ("Universitas Rekaan", "9/UR/2026")]
    assert found.signed_file is not None
    assert found.signed_file.archived
    assert not SigningRound.objects.exists()
    record = ArchiveRecord.objects.get()
    assert (record.agreement, record.location, record.file) == (found, "Rak 3", found.signed_file)
    told = AuditEvent.objects.filter(chain=f"case:{found.case_id}", verb="task.completed").order_by("seq")[1]
    assert f'"agreement":"{found.slug}"' in told.body


def test_it_stands_in_the_lists_and_in_the_register(house: House) -> None:
    found = ended(house)
    bureau = client(house)
    for address in ("/meja/perjanjian/", "/meja/perjanjian/?q=HK.01", "/meja/arsip/?q=HK.01"):
        assert found.slug in bureau.get(address).content.decode(), address
    page = bureau.get(f"/meja/perjanjian/{found.slug}/").content.decode()
    assert "HK.01/7/2026" in page
    assert "cocokkan dengan berkas yang ditandatangani" in page
    assert "/catat/" in page  # who recorded it looks after it
    shown = register.find(found.slug)
    assert shown is not None
    assert (shown.number, shown.parties[1], shown.ends_on) == (
        "HK.01/7/2026", "Universitas Rekaan", date(2028, 11, 2),
    )  # fmt: skip
    stranger = Client()
    assert "HK.01/7/2026" in stranger.get("/register/?q=HK.01").content.decode()
    assert stranger.get("/verifikasi/?nomor=hk.01/7/2026").status_code == 302
    assert browser(house.officer("unit")).get(f"/meja/perjanjian/{found.slug}/").status_code == 200


def test_a_case_whose_text_came_signed_has_no_empty_parts(house: House) -> None:
    """No drafts, no papers of a partner who never filed; what ends today is said in words."""
    with clock.at(datetime(2028, 11, 2, 3, tzinfo=UTC)):
        found = ended(house)
        bureau = client(house)
        papers = f"/perkara/{Case.objects.get().slug}/dokumen/"
        page = bureau.get(papers).content.decode()
        assert "Dibuat dalam langkah" in page
        assert "Dokumen mitra" not in page
        assert "/draf/" not in page
        assert "/diskusi/" not in page
        assert "Berakhir hari ini" in bureau.get("/meja/perjanjian/").content.decode()
        Talk.objects.create(request=found.request, text="Sudah dibicarakan.", at=clock.now())
        assert "/diskusi/" in bureau.get(papers).content.decode()


def test_a_memorandum_stands_above_an_agreement(house: House) -> None:
    memorandum, agreement = (
        ended(house, "mou", nomor="MOU.1/2026", mulai=""),
        ended(house, nomor="PKS.2/2026", mulai=""),
    )
    bureau = client(house)
    form = bureau.get(f"/meja/perjanjian/{agreement.slug}/").content.decode()
    assert f'<option value="{memorandum.slug}"' in form
    kept = bureau.post(f"/meja/perjanjian/{agreement.slug}/induk/", {"above": memorandum.slug})
    assert kept.status_code == 302
    agreement.refresh_from_db()
    assert agreement.above == memorandum
    assert bureau.post(f"/meja/perjanjian/{memorandum.slug}/induk/", {"above": agreement.slug}).status_code == 422


def test_dates_that_cannot_be_are_refused_and_nothing_is_recorded(house: House) -> None:
    case = begun(house)
    refused = sign(house, case, sampai="2026-11-01")
    assert (refused.status_code, "TTD-29" in refused.content.decode()) == (422, True)
    assert not Agreement.objects.exists()
    assert sign(house, case, mulai="", sampai="", nomor="").status_code == 302
    found = Agreement.objects.get()
    assert (found.effective_on, found.ends_on, found.numbered) == (date(2026, 11, 2), None, "")


def test_the_original_of_a_treaty_bears_no_electronic_signature(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign(house, begun(house, "mou"), cara="elektronik").status_code == 302
    abroad = begun(house, "mou")
    monkeypatch.setattr("simpul.features.agreements.own_text.template_codes", lambda: ("mou-luar-negeri",))
    monkeypatch.setattr("simpul.features.agreements.chosen._OF_KIND", {"mou": "mou-luar-negeri"})
    refused = sign(house, abroad, cara="elektronik")
    assert (refused.status_code, "NSK-05" in refused.content.decode()) == (422, True)


def test_a_step_taken_back_takes_the_agreement_out_of_force(house: House) -> None:
    case = begun(house)
    sign(house, case)
    done = Task.objects.get(case=case, step="tanda_tangan")
    retract_completion(task_id=done.pk, officer=house.officer("biro"), reason="Tanggalnya keliru.")
    assert (Agreement.objects.get().status, Agreement.objects.get().signed_file) == ("disiapkan", None)
    assert not DutyStatement.objects.exists()
    assert client(house).get(f"/meja/perjanjian/{Agreement.objects.get().slug}/").status_code == 404
    assert sign(house, case, nomor="HK.01/8/2026").status_code == 302
    assert (Agreement.objects.get().status, Agreement.objects.get().numbered) == ("berlaku", "HK.01/8/2026")


def test_archiving_without_an_agreement_is_told(db: None) -> None:
    house = furnish("tanpa", FILE.replace("    akibat: [catat_perjanjian]\n", ""))
    case = begun(house)
    sign(house, case)
    refused = send(client(house), case, "arsip#1", outcome="", lokasi_simpan="Rak 3")
    assert (refused.status_code, "TTD-22" in refused.content.decode()) == (422, True)


def test_how_the_stamp_duty_was_paid_stands_with_the_agreement(house: House) -> None:
    found = ended(house)
    duty = DutyStatement.objects.get(agreement=found)
    first, second = f"M{found.case_id}01", f"M{found.case_id}02"
    assert (duty.way, duty.numbers, duty.originals) == ("tempel", [first, second], 2), "one for each party"
    page = client(house).get(f"/meja/perjanjian/{found.slug}/").content.decode()
    assert first in page
    case = begun(house)
    for code, other in {
        "TTD-141": {"nomor_meterai": "M1"},
        "TTD-142": {"nomor_meterai": "M1, M1"},
        "TTD-145": {"nomor_meterai": f"M1\n{first}"},
        "TTD-116": {"meterai": "elektronik"},
        "TTD-143": {"meterai": "tidak_terutang"},
        "TTD-144": {"jumlah_meterai": "99"},
    }.items():
        refused = sign(house, case, **other)
        assert (refused.status_code, code in refused.content.decode()) == (422, True), code
    assert sign(house, case, nomor_meterai="M7", jumlah_meterai="1").status_code == 302, "agreed otherwise"
    assert DutyStatement.objects.get(agreement__case=case).originals == 1


def test_what_nobody_has_stated_is_not_archived(house: House) -> None:
    case = begun(house)
    assert sign(house, case, meterai="belum").status_code == 302
    bureau, stow = client(house), {"outcome": "", "lokasi_simpan": "Rak 3"}
    refused = send(bureau, case, "arsip#1", **stow)
    assert (refused.status_code, "TTD-140" in refused.content.decode()) == (422, True)
    found = Agreement.objects.get(case=case)
    address = f"/meja/perjanjian/{found.slug}/"
    assert "Belum dinyatakan" in bureau.get(address).content.decode()
    form = {"way": "tidak_terutang", "numbers": "", "count": "", "ground": ""}
    assert "TTD-143" in bureau.post(address + "meterai/", form).content.decode()
    grounded = {**form, "ground": "UU 10/2020 Pasal 22 ayat (1) huruf d, perjanjian contoh"}
    assert browser(house.officer("unit")).post(address + "meterai/", grounded).status_code == 403
    assert bureau.post(address + "meterai/", grounded).status_code == 302
    assert "Pasal 22" in bureau.get(address).content.decode()
    assert send(bureau, case, "arsip#1", **stow).status_code == 302
    told = AuditEvent.objects.get(chain=f"case:{case.pk}", verb="agreement.duty")
    assert '"duty":"tidak_terutang"' in told.body


def test_a_text_that_owes_nothing_is_asked_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simpul.features.agreements.own_text.template_codes", lambda: ("mou-luar-negeri",))
    monkeypatch.setattr("simpul.features.agreements.chosen._OF_KIND", {"mou": "mou-luar-negeri"})
    found = ended(house, "mou", meterai="belum", nomor_meterai="")
    assert not DutyStatement.objects.filter(agreement=found).exists()
    assert found.signed_file is not None
    assert found.signed_file.archived


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wajib: ya, peran: tanggal_ditandatangani", "peran: tanggal_ditandatangani"),
        ("wajib: ya, peran: naskah_ditandatangani", "wajib: ya"),
        ("wajib: ya, peran: naskah_ditandatangani", "wajib: ya, jika: selalu, peran: naskah_ditandatangani"),
    ],
)
def test_a_file_whose_step_cannot_record_it_is_told(old: str, new: str) -> None:
    with pytest.raises(ProcedureFaults) as raised:
        load(FILE.replace(old, new), "catat.yaml")
    assert any(fault.params.get("name") == "catat_perjanjian" for fault in raised.value.faults)


def test_the_part_of_a_field_demands_its_kind() -> None:
    with pytest.raises(ProcedureFaults) as raised:
        load(FILE.replace("jenis: tanggal, peran: mulai_berlaku", "jenis: teks, peran: mulai_berlaku"), "catat.yaml")
    assert [fault.params for fault in raised.value.faults] == [{"kind": "tanggal"}]
    with pytest.raises(ProcedureFaults) as unsaid:
        load(FILE.replace(", peran: nomor_meterai", ""), "catat.yaml")
    assert [fault.params for fault in unsaid.value.faults] == [{"name": "cara_meterai", "role": "nomor_meterai"}]
