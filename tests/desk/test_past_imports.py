"""The page on which old agreements are decided: the sample by an archivist, and nobody else."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import Settings

from simpul.casework import past_imports
from simpul.casework.dispatch import fan_out
from simpul.casework.invariants.every import broken
from simpul.casework.past_copies import copy_due_scans
from simpul.casework.past_imports import plan_of
from simpul.casework.past_jobs import work_off
from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.core.messages.models import Delivery
from simpul.features.agreements.models import Agreement, ArchiveRecord, ImportBatch, ImportRun, LifeAct
from simpul.features.agreements.past_partners import NEW, Near, Question
from simpul.features.agreements.past_plan import Answers, Plan
from simpul.lib import clock
from simpul.lib.one_by_one import PartsFailed
from simpul.pages.desk import past_report
from simpul.pages.desk.past_forms import answers_from
from tests.casework.conftest import SOPS, House, files, furnish, house
from tests.desk.conftest import SAMPLES, browser

__all__ = ["files", "house"]
pytestmark = pytest.mark.django_db
SHEET = SAMPLES / "import" / "rekap-kerja-sama-lama.xlsx"
SCAN = SAMPLES / "request-rsud" / "01-surat-permohonan.pdf"
HERE = "/meja/perjanjian/impor/"


def uploaded(path: Path, name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def sent(client: Client) -> ImportBatch:
    scans = [uploaded(SCAN, "012_PKS_BLC_IV_2020.pdf"), SimpleUploadedFile("palsu.pdf", b"bukan pdf")]
    answer = client.post(HERE, {"sheet": uploaded(SHEET), "scans": scans})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return ImportBatch.objects.get()


def test_all_suggestions_at_once_merge_no_two_houses_of_one_town() -> None:
    spelled = Question("PT.Surya Rekaan", (Near("PT Surya Rekaan", 1.0, True),), (3,), "PT Surya Rekaan")
    another = Question("RSUD Tirta Kencana", (Near("RSUD Contoh Tirta", 0.66, True),), (4,), "RSUD Contoh Tirta")
    unheard = Question("Klinik Misalan", (), (5,), NEW)
    plan = Plan(lines=(), asked=(spelled, another, unheard), loose=())
    taken = answers_from(QueryDict("terima=ya"), plan, Answers())
    assert taken.partners == {"PT.Surya Rekaan": "PT Surya Rekaan", "Klinik Misalan": NEW}


def test_the_sample_from_upload_to_register(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    batch = sent(archivist)
    address = reverse("desk:past_import", args=[batch.slug])
    page = archivist.get(address).content.decode()
    for words in ("012/PKS/BLC/IV/2020", "012_PKS_BLC_IV_2020.pdf", "palsu.pdf", "F26: ", "IMP-17", "Poltekkes"):
        assert words in page, words
    assert "Catat perjanjian" not in page  # as long as something is open
    early = archivist.post(address, {"catat": "ya"})
    assert early.status_code == 422
    assert "IMP-05" in early.content.decode()
    assert not Agreement.objects.exists()
    assert archivist.post(address, {"terima": "ya", "ada-publik": "1", "publik": "ya"}).status_code == 302
    assert "Catat perjanjian" not in archivist.get(address).content.decode()  # the year 2062 is decided by itself
    assert archivist.post(address, {"baris-68": "masuk"}).status_code == 302
    assert "Catat perjanjian" in archivist.get(address).content.decode()
    for _press in range(2):  # a double click begins one
        assert archivist.post(address, {"catat": "ya", "ada-publik": "1", "publik": "ya"}).status_code in (200, 302)
    _while_it_waits(archivist, batch)
    assert work_off() == 1
    assert work_off() == 0
    assert Agreement.objects.count() == 38
    assert archivist.get(f"{address}kemajuan/").status_code == 204
    assert "012/PKS/BLC/IV/2020" in archivist.get(address).content.decode()
    _report_afterwards(archivist, address)
    _told_by_mail(house, "38 perjanjian lama sudah dicatat")
    assert list(broken()) == []
    again = archivist.post(address, {"catat": "ya"})
    assert again.status_code == 200
    assert Agreement.objects.count() == 38
    _read_everywhere(archivist, house, Agreement.objects.get(given_number="012/PKS/BLC/IV/2020"))


def _while_it_waits(archivist: Client, batch: ImportBatch) -> None:
    """The page tells how far it is, without script too; nothing else can be done with the sheet."""
    assert not Agreement.objects.exists()
    address = reverse("desk:past_import", args=[batch.slug])
    for page in (address, f"{address}kemajuan/"):
        assert "0 dari 38 baris dicatat" in archivist.get(page).content.decode(), page
    assert "Sedang dicatat" in archivist.get(HERE).content.decode()
    assert archivist.post(f"{address}lupakan/").status_code == 409
    archivist.post(f"{address}pindaian/", {"scans": [uploaded(SCAN, "013-PKS-BLC-V-2025.pdf")]})
    assert batch.scans.count() == 2


def _report_afterwards(archivist: Client, address: str) -> None:
    """Every row of the sheet and every scan with its reason."""
    book = load_workbook(io.BytesIO(archivist.get(f"{address}laporan.xlsx").content))
    rows, scans = (
        {cells[0]: cells[1:] for row in book[name].iter_rows(min_row=2, values_only=True) for cells in [as_text(row)]}
        for name in ("Laporan", "Pindaian")
    )
    assert Counter(cells[0] for cells in rows.values()) == {"sudah tercatat": 38, "ditolak": 22}
    assert rows["26"][1].startswith("F26: ")
    assert scans["012_PKS_BLC_IV_2020.pdf"][0] == "6"
    assert "UNG-" in scans["palsu.pdf"][1]


def as_text(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def _told_by_mail(house: House, subject: str) -> None:
    fan_out()
    mail = Delivery.objects.filter(subject__contains=subject).latest("pk")
    assert mail.address == User.objects.get(pk=house.officer("tim_arsiparis").user_id).email
    assert "/meja/perjanjian/impor/" in mail.body


def _breaks_off(*_given: object, **_more: object) -> bytes:
    raise OSError("tidak terduga")


def _read_everywhere(archivist: Client, house: House, agreement: Agreement) -> None:
    """List, life, archive, evidence, Srikandi sheet, register and verification tell where it comes from."""
    for words in (
        "politeknik",
        "NUSANTARA contoh",
        "Poltekkes Contoh",
        "012 pks blc iv 2020",
        "012-PKS / BLC/IV/ 2020",
    ):
        for page in ("/meja/perjanjian/", "/meja/arsip/", "/register/"):
            assert agreement.given_number in archivist.get(page, {"q": words}).content.decode(), (words, page)
    for words in ("politeknik bahari", "012/PKS/BLC/V", "poli%teknik"):
        assert agreement.given_number not in archivist.get("/meja/perjanjian/", {"q": words}).content.decode(), words
    life = reverse("desk:agreement", args=[agreement.slug])
    for words in ("arsip lama", SHEET.name):
        assert words in archivist.get(life).content.decode()
    record = archivist.get(reverse("desk:archive_record", args=[agreement.slug]))
    assert "arsip lama" in record.content.decode()
    assert archivist.get(reverse("desk:archive_sheet", args=[agreement.slug])).status_code == 200
    assert archivist.get(reverse("desk:archive_evidence", args=[agreement.slug])).content.startswith(b"%PDF")
    assert agreement.signed_file is not None
    assert archivist.get(f"/berkas/{agreement.signed_file.slug}/").status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simpul.casework.past_copies.reading_copy", _breaks_off)
        with pytest.raises(PartsFailed):
            copy_due_scans()
    assert ArchiveRecord.objects.get(agreement=agreement).copy_tries == 1
    with clock.at(clock.now() + timedelta(days=4)):
        assert copy_due_scans() == 1, "also after days in which no worker ran"
    assert copy_due_scans() == 0
    agreement.refresh_from_db()
    assert agreement.reading_copy is not None
    colleague = browser(house.officer("tata_usaha"))
    assert f"/berkas/{agreement.reading_copy.slug}/" in colleague.get(life).content.decode()
    given = colleague.get(f"/berkas/{agreement.signed_file.slug}/")
    assert hashlib.sha256(given.getvalue()).hexdigest() == agreement.reading_copy.sha256
    nobody = Client()
    for address in (f"/perjanjian/{agreement.slug}/", f"/verifikasi/{agreement.slug}/"):
        assert "arsip lama" in nobody.get(address).content.decode()
    assert agreement.given_number in nobody.get("/register/", {"q": "politeknik kesehatan contoh"}).content.decode()
    found = nobody.get("/verifikasi/", {"nomor": agreement.given_number})
    assert found.headers["Location"] == f"/verifikasi/{agreement.slug}/"
    assert nobody.get(f"/berkas/{agreement.signed_file.slug}/").status_code == 404
    ArchiveRecord.objects.filter(agreement=agreement).update(destroyed_at=clock.now())
    for reader, page in itertools.product((archivist, colleague), (life, record.request["PATH_INFO"])):
        told = reader.get(page).content.decode()
        assert 'id="asal"' not in told or f"{agreement.signed_file.name}<br>" in told, "named, but no way to its bytes"


def test_a_long_report_is_read_in_parts(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_report, "ROWS", 10)
    monkeypatch.setattr(past_report, "NAMES", 3)
    archivist = browser(house.officer("tim_arsiparis"))
    batch = sent(archivist)
    address = reverse("desk:past_import", args=[batch.slug])
    first = archivist.get(address).content.decode()
    assert "1 sampai 10 dari 60" in first
    assert "nama lagi perlu diputuskan" in first
    seen = "".join(archivist.get(address, {"halaman": page}).content.decode() for page in range(1, 7))
    assert {number for number in range(6, 69) if f'data-label="Baris">{number}<' in seen} == rows_of(batch)
    assert archivist.get(address, {"halaman": "99"}).content.decode().count('data-label="Baris"') == 10
    asked = len(plan_of(batch).asked)
    pages = [archivist.get(address, {"bagian": "mitra", "halaman": str(page)}) for page in range(1, -(-asked // 3) + 1)]
    assert "".join(page.content.decode() for page in pages).count("<select") == asked
    assert "ditolak" not in archivist.get(address, {"bagian": "diputuskan"}).content.decode().partition("<tbody>")[2]
    kept = archivist.post(f"{address}?bagian=diputuskan&halaman=2", {"baris-68": "lewati"})
    assert kept.headers["Location"] == f"{address}?bagian=diputuskan&halaman=2"
    archivist.post(f"{address}?halaman=3", {"terima": "ya"})
    batch.refresh_from_db()
    assert batch.answers["rows"]["68"] == "lewati"  # what another page decided stays


def rows_of(batch: ImportBatch) -> set[int]:
    return {line.row.row for line in plan_of(batch).lines}


def test_its_life_goes_on(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    address = reverse("desk:past_import", args=[sent(archivist).slug])
    archivist.post(address, {"terima": "ya", "baris-68": "lewati"})
    archivist.post(address, {"catat": "ya"})
    assert work_off() == 1
    agreement = Agreement.objects.filter(status="berlaku").order_by("pk")[0]
    act = reverse("desk:agreement_act", args=[agreement.slug])
    entries = {"kind": "perpanjangan", "on": "2026-11-20", "ends_on": "2031-01-01", "number": "9/2026",
               "reason": "Disepakati kedua pihak."}  # fmt: skip
    shown = archivist.post(act, entries)
    assert shown.status_code == 200, shown.content.decode()[:3000]
    assert archivist.post(act, {**entries, "catat": "ya", "seen": ""}).status_code == 302
    agreement.refresh_from_db()
    assert LifeAct.objects.filter(agreement=agreement).count() == 1
    assert agreement.ends_on is not None
    assert agreement.ends_on.year == 2031
    life = archivist.get(reverse("desk:agreement", args=[agreement.slug])).content.decode()
    assert "Perpanjangan" in life
    colleague = browser(house.officer("tata_usaha"))
    assert colleague.post(act, entries).status_code == 403
    record = ArchiveRecord.objects.get()
    retention = reverse("desk:retention", args=[record.agreement.slug])
    kept = {"classification": "HK.03.01", "access_class": "biasa", "active_years": "2", "inactive_years": "3",
            "final_fate": "musnah", "location": "Lemari 2"}  # fmt: skip
    assert colleague.post(retention, kept).status_code == 403
    assert archivist.post(retention, kept).status_code == 302
    record.refresh_from_db()
    assert record.location == "Lemari 2"
    assert list(broken()) == []


def test_what_was_recorded_meanwhile_is_told_and_nothing_is_written(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    address = reverse("desk:past_import", args=[sent(archivist).slug])
    archivist.post(address, {"terima": "ya", "baris-68": "lewati"})
    archivist.post(address, {"catat": "ya"})
    ImportBatch.objects.update(answers={})  # as if a partner had become doubtful since
    assert work_off() == 0
    assert not Agreement.objects.exists()
    assert "IMP-05" in archivist.get(address).content.decode()
    assert ImportBatch.objects.get().state == "siap"


def test_a_run_that_breaks_each_time_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    address = reverse("desk:past_import", args=[sent(archivist).slug])
    archivist.post(address, {"terima": "ya", "baris-68": "lewati"})
    archivist.post(address, {"catat": "ya"})
    ImportRun.objects.update(phase="menulis", tries=3)  # three workers died over it
    assert work_off() == 0
    assert "IMP-41" in archivist.get(address).content.decode()
    archivist.post(address, {"catat": "ya"})

    def failing(*_args: object, **_kwargs: object) -> None:
        raise IntegrityError("the last row")

    monkeypatch.setattr(past_imports, "record", failing)
    with pytest.raises(PartsFailed):
        work_off()
    assert not Agreement.objects.exists()
    incident = ImportRun.objects.get().incident
    assert incident.startswith("INS-")
    assert incident in archivist.get(address).content.decode()
    _told_by_mail(house, "IMP-41")
    monkeypatch.undo()
    archivist.post(address, {"catat": "ya"})
    assert work_off() == 1


def test_colleague_and_stranger(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    batch = sent(archivist)
    address = reverse("desk:past_import", args=[batch.slug])
    colleague = browser(house.officer("tata_usaha"))
    assert HERE in archivist.get("/meja/perjanjian/").content.decode()
    assert HERE not in colleague.get("/meja/perjanjian/").content.decode()
    assert colleague.get(HERE).status_code == colleague.get(address).status_code == 403
    assert colleague.post(address, {"catat": "ya"}).status_code == 403
    stranger = browser(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer("tim_arsiparis"))
    for name in ("past_import", "past_matches", "past_progress"):
        assert stranger.get(reverse(f"desk:{name}", args=[batch.slug])).status_code == 404
    for name in ("past_scans", "past_forget"):
        assert stranger.post(reverse(f"desk:{name}", args=[batch.slug])).status_code == 404
    assert Client().get(address).status_code == 302
    assert ImportBatch.objects.get().state == "siap"


def zipped(**files: bytes) -> SimpleUploadedFile:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"pindaian/{name}", data)
    return SimpleUploadedFile("Pindaian.ZIP", out.getvalue())


def test_a_folder_of_scans_as_one_zip(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    batch = sent(archivist)
    address = reverse("desk:past_import", args=[batch.slug])
    good, rest = (
        SCAN.read_bytes(),
        {"buku.xlsx": SHEET.read_bytes(), "lagi.zip": zipped(a=b"x").read(), "palsu.pdf": b"x"},
    )
    folder = {"013-PKS-BLC-V-2025.pdf": good, "014-PKS-BLC-V-2023.pdf": good, **rest}
    assert archivist.post(f"{address}pindaian/", {"scans": [zipped(**folder)]}).status_code == 302
    assert "0 dari 5 pindaian diperiksa" in archivist.get(address).content.decode()
    assert archivist.post(f"{address}lupakan/").status_code == 409
    assert archivist.post(address, {"catat": "ya"}).status_code == 200
    ImportRun.objects.update(phase="membuka", done=1, tries=1)  # a worker that died behind the first one
    assert work_off() == 1
    batch.refresh_from_db()
    assert batch.state == "siap"
    assert batch.scans.count() == 2 + 3  # "palsu.pdf" was refused before under the same name
    assert {scan.refusal["code"] for scan in batch.scans.exclude(refusal={})} == {"UNG-03", "UNG-05", "UNG-09"}
    page = archivist.get(address).content.decode()
    assert "014-PKS-BLC-V-2023.pdf" in page
    assert "lagi.zip" in page
    assert not StoredFile.objects.filter(kind="zip_pindaian").exists()
    two = {"scans": [zipped(a=good), zipped(b=good)]}
    for entries, code in ((two, "IMP-58"), ({"scans": [SimpleUploadedFile("a.zip", b"Rar!")]}, "IMP-50")):
        told = archivist.post(f"{address}pindaian/", entries, follow=True).content.decode()
        assert code in told
        assert "5 file" not in told
    assert batch.scans.count() == 5


def test_more_files_than_a_form_may_bring_are_told_to_be_packed(house: House, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    archivist = browser(house.officer("tim_arsiparis"))
    answer = archivist.post(HERE, {"sheet": uploaded(SHEET), "scans": [uploaded(SCAN)]})
    assert answer.status_code == 413
    assert "ZIP" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_given_up_sheet_leaves_nothing(house: House) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    batch = sent(archivist)
    more = reverse("desk:past_scans", args=[batch.slug])
    assert archivist.post(more, {"scans": [uploaded(SCAN, "013-PKS-BLC-V-2025.pdf")]}).status_code == 302
    assert batch.scans.count() == 3
    assert archivist.post(reverse("desk:past_forget", args=[batch.slug])).status_code == 302
    assert not ImportBatch.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("content", [b"bukan xlsx", b""])
def test_a_file_that_is_no_sheet_is_refused(house: House, content: bytes) -> None:
    archivist = browser(house.officer("tim_arsiparis"))
    answer = archivist.post(HERE, {"sheet": SimpleUploadedFile("rekap.xlsx", content)})
    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()
