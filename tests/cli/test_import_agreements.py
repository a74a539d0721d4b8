"""`simpul import agreements`: the sample with decisions and scans, twice; nothing half done; what stands afterwards."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import IntegrityError
from openpyxl import Workbook

from simpul.casework import past_imports
from simpul.casework.invariants.every import broken
from simpul.cli.import_ import Progress, run
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.models import StoredFile
from simpul.features.agreements import register
from simpul.features.agreements.memorandum import candidates
from simpul.features.agreements.models import (
    Agreement,
    ArchiveRecord,
    ImportBatch,
    ImportPhase,
    IssuedNumber,
    LifeAct,
    Party,
    Request,
)
from simpul.features.agreements.models_import import ImportScan
from simpul.features.agreements.past_plan import Line
from simpul.rules.past_agreements.row import Row
from simpul.rules.past_agreements.words import Amount
from tests.casework.conftest import House, files, house, new_request

__all__ = ["files", "house"]
pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHEET = SAMPLES / "import" / "rekap-kerja-sama-lama.xlsx"
SCAN = SAMPLES / "request-rsud" / "01-surat-permohonan.pdf"
HEAD = ("No", "Jenis", "Nomor Naskah", "Nama Mitra", "Judul", "Tgl TTD", "Mulai", "Sampai", "Naskah Induk", "Ket.")
Taken = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def take(house: House, capsys: pytest.CaptureFixture[str]) -> Taken:
    def taken(*argv: object) -> tuple[int, dict[str, Any]]:
        code = run(["agreements", *map(str, argv), "--json"])
        told = capsys.readouterr().out
        return code, json.loads(told) if told else {}

    return taken


def decide(path: Path, *, public: bool = True, **said: str) -> Path:
    """Every suggestion taken, every warning approved; ``said``: other decisions by the kind of line."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    told = {"mitra": "ya", "baris": "masuk", "induk": "ya", "register": "ya" if public else "tidak", **said}
    for line in lines:
        line["keputusan"] = told[line["hal"]]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = Workbook()
    assert made.active is not None
    for row in (HEAD, *rows):
        made.active.append(list(row))
    made.save(path)
    return path


def rows_of(told: dict[str, Any], result: str) -> list[int]:
    return [row["row"] for row in told["rows"] if row["result"] == result]


def test_without_decisions_nothing_is_written(take: Taken, tmp_path: Path) -> None:
    code, told = take(SHEET, "--matches", tmp_path / "putusan.csv")
    assert code == 1
    assert told["written"] is False
    truth = json.loads(SHEET.with_suffix("").with_suffix(".truth.json").read_text())
    assert rows_of(told, "refused") == truth["rejected_rows"]
    assert told["counts"]["open"] == truth["records"] - len(truth["rejected_rows"])
    assert not Agreement.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not StoredFile.objects.exists()
    meant = {row["partner_written"]: row["partner_meant"] for row in truth["rows"]}
    for each in told["partners"]:
        if each["suggested"] != "baru":
            assert meant[each["suggested"]] == meant[each["written"]]


def test_half_decided_is_not_taken(take: Taken, tmp_path: Path) -> None:
    _code, _told = take(SHEET, "--matches", tmp_path / "putusan.csv")
    code, told = take(SHEET, "--confirm", decide(tmp_path / "putusan.csv", baris=""))
    assert (code, told["written"]) == (1, False)
    assert not Agreement.objects.exists()


def test_the_sample_is_taken_over_once(take: Taken, house: House, tmp_path: Path) -> None:
    scans = tmp_path / "pindaian"
    scans.mkdir()
    shutil.copy(SCAN, scans / "012_PKS_BLC_IV_2020 (asli).pdf")
    shutil.copy(SCAN, scans / "tak dikenal.pdf")
    (scans / "palsu.pdf").write_bytes(b"bukan pdf")
    take(SHEET, "--matches", tmp_path / "putusan.csv")
    decided = decide(tmp_path / "putusan.csv")
    code, told = take(SHEET, "--confirm", decided, "--scans", scans)
    assert (code, told["written"]) == (0, True)
    assert told["counts"]["ready"] == Agreement.objects.count() == 38
    assert told["scans_without_row"] == ["tak dikenal.pdf"]
    assert [one["name"] for one in told["scans_refused"]] == ["palsu.pdf"]
    assert told["scans_refused"][0]["text"].endswith(f"(Kode: {told['scans_refused'][0]['code']})")
    events = AuditEvent.objects.filter(verb="agreements.imported")
    assert events.count() == 1
    first = Agreement.objects.get(given_number="012/PKS/BLC/IV/2020")
    assert first.signed_file is not None
    assert first.signed_file.archived
    assert (first.case, first.batch_row, first.signing_mode, first.number) == (None, 6, "basah", None)
    assert ArchiveRecord.objects.get().agreement == first
    assert not IssuedNumber.objects.exists()
    names = set(Party.objects.filter(is_host=False).values_list("name", flat=True))
    assert len(names) == 12  # as many as the truth means, though they are written in twenty ways
    assert list(broken()) == []
    code, again = take(SHEET, "--confirm", decided)
    assert (code, again["written"]) == (1, False)  # the refused rows still wait to be mended
    assert again["counts"]["same"] == Agreement.objects.count() == 38
    assert events.count() == 1


def test_a_fault_in_the_last_row_leaves_nothing(take: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_args: object, **_kwargs: object) -> None:
        raise IntegrityError("the last row")

    take(SHEET, "--matches", tmp_path / "putusan.csv")
    monkeypatch.setattr(past_imports, "record", failing)
    with pytest.raises(IntegrityError):
        take(SHEET, "--confirm", decide(tmp_path / "putusan.csv"))
    assert not Agreement.objects.exists()
    assert not Request.objects.exists()
    assert not ImportBatch.objects.exists()


def test_hierarchy_addendum_and_what_reads_them(take: Taken, house: House, tmp_path: Path) -> None:
    sheet = book(
        tmp_path / "lama.xlsx",
        (1, "MoU", "1/MoU/BLC/2024", "RSUD Misal", "Mutu layanan", "2024-01-02", None, "2029-01-01", None, None),
        (2, "PKS", "2/PKS/BLC/2024", "RSUD Misal", "Rujukan", "2024-02-01", None, "2027-01-31", "1/MoU/BLC/2024", None),
        (3, "Addendum", "3/ADD/BLC/2025", "RSUD Misal", "Perubahan", "2025-02-01", None, "2028-01-31",
         "2/PKS/BLC/2024", None),
        (4, "Addendum", "4/ADD/BLC/2025", "RSUD Misal", "Perubahan", "2025-02-01", None, "2028-01-31", "9/PKS", None),
        (5, "PKS", "5/PKS/BLC/2024", "Ibu Umpama Contoh", "Magang", "2024-02-01", None, "2027-01-31", None, None),
    )  # fmt: skip
    _code, told = take(sheet, "--matches", tmp_path / "putusan.csv")
    assert rows_of(told, "refused") == [5]
    assert {row["row"]: row["above"] for row in told["rows"] if row["above"]} == {
        3: "1/MoU/BLC/2024", 4: "2/PKS/BLC/2024",
    }  # fmt: skip
    decided = decide(tmp_path / "putusan.csv")
    text = decided.read_text(encoding="utf-8-sig")
    person = [line for line in text.splitlines() if line.startswith("mitra,Ibu")]
    decided.write_text(text.replace(person[0], person[0].removesuffix("ya") + "perseorangan"), encoding="utf-8-sig")
    code, told = take(sheet, "--confirm", decided)
    assert (code, told["written"]) == (0, True)
    memorandum, agreement = (Agreement.objects.get(given_number=f"{each}/BLC/2024") for each in ("1/MoU", "2/PKS"))
    assert agreement.above == memorandum
    act = LifeAct.objects.get()
    assert (act.agreement, act.kind, act.number) == (agreement, "addendum", "3/ADD/BLC/2025")
    assert (agreement.signed_until, agreement.ends_on) == (date(2027, 1, 31), date(2028, 1, 31))
    assert memorandum in candidates(new_request(house.institution))
    shown = list(register.everything())
    assert {one.number for one in shown} == {"1/MoU/BLC/2024", "2/PKS/BLC/2024"}  # a natural person is not published
    assert list(broken()) == []


def test_a_scan_that_comes_later_completes_what_stands_here(take: Taken, tmp_path: Path) -> None:
    sheet = book(
        tmp_path / "lama.xlsx",
        (1, "PKS", "2/PKS/BLC/2024", "RSUD Misal", "Rujukan", "2024-02-01", None, "2027-01-31", None, None),
    )  # fmt: skip
    take(sheet, "--matches", tmp_path / "putusan.csv")
    decided = decide(tmp_path / "putusan.csv", public=False)
    assert take(sheet, "--confirm", decided)[0] == 0
    scans = tmp_path / "pindaian.zip"
    with ZipFile(scans, "w") as archive:
        archive.write(SCAN, "pindaian/2-PKS-BLC-2024.pdf")
    code, told = take(sheet, "--confirm", decided, "--scans", scans)
    assert (code, told["counts"]["scan"]) == (0, 1)
    agreement = Agreement.objects.get()
    assert agreement.signed_file is not None
    assert agreement.is_public is False
    assert list(broken()) == []


def test_a_scan_never_enters_an_agreement_that_is_signed_here() -> None:
    day = date(2026, 11, 23)
    row = Row(5, "1/PKS/2026", "pks", "Uji", ("RSUD Rekaan",), day, day, None, Amount())
    scan = ImportScan(name="1-PKS-2026.pdf")
    assert Line(row, "open", known=Agreement(), scan=scan).completes
    assert not Line(row, "open", known=Agreement(case_id=7), scan=scan).completes
    assert not Line(row, "open", known=Agreement(signed_file_id=7), scan=scan).completes
    assert not Line(row, "open", known=Agreement()).completes


def test_how_far_it_has_come(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> str:
        shown = Progress()
        for done in (0, 500, 1000, 1500, 2500):
            shown(ImportPhase.JUDGING, done, 2500)
        return capsys.readouterr().err

    assert told().splitlines() == ["1000 dari 2500 baris diperiksa", "2500 dari 2500 baris diperiksa"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert told().count("\r") == 4, "the cursor waits at the left edge, where a line of the log may be written over it"
    assert capsys.readouterr().err == ""


def test_the_printed_report_names_scans_and_what_is_left_to_decide(
    take: Taken, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = (1, "PKS", "12/PKS/BLC/2024", "RSUD Misal", "Rujukan spesimen", "2024-02-01", None, "2027-01-31", None, None)
    sheet, decided, scans = book(tmp_path / "satu.xlsx", row), tmp_path / "putusan.csv", tmp_path / "pindaian"
    scans.mkdir()
    shutil.copy(SCAN, scans / "12-PKS-BLC-2024.pdf")
    (scans / "palsu.pdf").write_bytes(b"bukan pdf")
    asked = "Mitra “RSUD Misal”: saran baru"
    assert run(["agreements", str(sheet), "--scans", str(scans), "--matches", str(decided)]) == 1
    first = capsys.readouterr().out
    assert asked in first
    assert "       Pindaian: 12-PKS-BLC-2024.pdf" in first.splitlines()
    assert re.search(r"^Pindaian ditolak: palsu\.pdf: .+ \(Kode: UNG-\d+\)$", first, re.MULTILINE)
    assert "tanpa baris" not in first
    assert run(["agreements", str(sheet), "--scans", str(scans), "--confirm", str(decide(decided))]) == 0
    assert asked not in capsys.readouterr().out, "it is decided"


def test_the_same_number_with_other_days_and_a_twin_are_told(take: Taken, tmp_path: Path) -> None:
    first = (1, "PKS", "2/PKS/BLC/2024", "RSUD Misal", "Rujukan spesimen", "2024-02-01", None, "2027-01-31", None, None)
    take(book(tmp_path / "satu.xlsx", first), "--matches", tmp_path / "putusan.csv")
    take(tmp_path / "satu.xlsx", "--confirm", decide(tmp_path / "putusan.csv"))
    other = book(
        tmp_path / "dua.xlsx",
        (1, "PKS", "2/PKS/BLC/2024", "RSUD Misal", "Lain", "2024-03-01", None, "2027-01-31", None, None),
        (2, "PKS", "7/PKS/BLC/2024", "RSUD Misal", "Rujukan spesimen", "2024-02-05", None, "2027-02-04", None, None),
    )  # fmt: skip
    _code, told = take(other)
    kinds = {row["row"]: [fault["kind"] for fault in row["faults"]] for row in told["rows"]}
    assert kinds == {2: ["number_known"], 3: ["looks_the_same"]}
    assert told["partners"] == []  # a known name asks nobody


@pytest.mark.parametrize("words", [["agreements"], ["orang"], ["agreements", "x.xlsx", "--warna"]])
def test_wrong_use(house: House, words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(words)
    assert stop.value.code == 2


def test_a_file_that_is_not_there_is_wrong_use(house: House) -> None:
    assert run(["agreements", "tak-ada.xlsx"]) == 2
    assert run(["agreements", str(SHEET), "--matches", "tak-ada/pilihan.csv"]) == 2, "before anything is written"
