"""Sheets of old agreements: headings by meaning, dates in every form, and the sample against its truth, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from simpul.rules.agreement_life.hierarchy import level
from simpul.rules.past_agreements.columns import find_heading
from simpul.rules.past_agreements.dates import read_day, read_span
from simpul.rules.past_agreements.faults import KINDS, Level
from simpul.rules.past_agreements.names import likeness, plain, stands_for, trigrams
from simpul.rules.past_agreements.sheet import Sheet, read_sheet
from simpul.rules.past_agreements.words import read_amount, read_kind, read_parties

FILE = Path(__file__).resolve().parents[1] / "samples" / "import" / "rekap-kerja-sama-lama.xlsx"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def truth() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(FILE.with_suffix("").with_suffix(".truth.json").read_text())
    return found


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    book = load_workbook(FILE, read_only=True)
    lines = [tuple(line) for line in book.worksheets[0].iter_rows(values_only=True)]
    heading = find_heading(lines)
    assert heading is not None
    return read_sheet("Rekap", heading, lines, TODAY)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def test_every_row_of_the_sample_means_what_its_truth_says(sheet: Sheet, truth: Mapping[str, Any]) -> None:
    assert list(sheet.heading.rows) == truth["header_rows"]
    assert list(sheet.not_rows) == truth["not_data_rows"]
    assert len(sheet.rows) == truth["records"]
    for row, meant in zip(sheet.rows, truth["rows"], strict=True):
        found = (row.row, row.number or None, iso(row.signed), iso(row.start), iso(row.end))
        assert found == tuple(meant[name] for name in ("row", "number", "signed", "start", "end"))


def test_every_fault_of_the_sample_is_found_and_no_other(sheet: Sheet, truth: Mapping[str, Any]) -> None:
    planted = {
        row["row"]: sorted((fault["code"], fault["level"], fault["column"]) for fault in row["faults"])
        for row in truth["faulty_rows"]
    }
    found = {
        row.row: sorted((fault.name, fault.level.value, ",".join(fault.columns)) for fault in row.faults)
        for row in sheet.rows
        if row.faults
    }
    assert found == planted
    assert [row.row for row in sheet.rows if row.level is Level.REFUSED] == truth["rejected_rows"]
    assert sum(not row.faults for row in sheet.rows) == truth["clean_rows"]


def test_every_cluster_of_the_sample_is_alike_and_nothing_else(truth: Mapping[str, Any]) -> None:
    clusters = truth["partner_clusters"]
    meant = {" ".join(name.split()): number for number, names in enumerate(clusters) for name in names}
    names = sorted(
        {*meant, *(" ".join(row["partner_written"].split()) for row in truth["rows"] if row["partner_written"])}
    )
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            alike = likeness(trigrams(plain(one)), trigrams(plain(other))) >= 0.5
            spelled = stands_for(one, other) or stands_for(other, one)
            assert (alike or spelled) == (meant.get(one, one) == meant.get(other, other)), (one, other)


DAYS = (
    ("12 Maret 2019", date(2019, 3, 12), ""), ("12/03/19", date(2019, 3, 12), "date_ambiguous"),
    ("13-3-2019", date(2019, 3, 13), ""), ("2019-03-12", date(2019, 3, 12), ""),
    ("12.03.19", date(2019, 3, 12), ""), ("Senin, 12 Agt 2019", date(2019, 8, 12), ""),
    (43536, date(2019, 3, 12), "date_serial_number"), (datetime(2019, 3, 12, tzinfo=UTC), date(2019, 3, 12), ""),
    ("1 Nop. 2019", date(2019, 11, 1), ""), ("05/05/2019", date(2019, 5, 5), ""), ("14.06.85", date(1985, 6, 14), ""),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "doubt"), DAYS)
def test_a_day_is_read_in_every_usual_form(cell: object, value: date, doubt: str) -> None:
    found = read_day(cell)
    assert (found.value, found.doubt, found.fault) == (value, doubt, "")


FAULTY = (
    ("31 Februari 2022", "date_impossible"), ("Maret 2021", "date_incomplete"), ("2019", "date_incomplete"),
    ("03/2019", "date_incomplete"), ("s.d. selesai", "date_unreadable"), ("3 tahun", "date_unreadable"),
    ("=A1+365", "formula_in_value"), ("12 Smarch 2019", "date_unreadable"),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "fault"), FAULTY)
def test_what_is_no_day_says_why(cell: object, fault: str) -> None:
    assert read_day(cell).fault == fault


def test_empty_signs_are_no_fault_and_a_range_is_two_days() -> None:
    assert all(read_day(cell).empty for cell in (None, "", "-", "  "))
    both = [day.value for day in read_span("12 Maret 2019 s.d. 11 Maret 2022")]
    assert both == [date(2019, 3, 12), date(2022, 3, 11)]
    assert [day.fault for day in read_span("2019 s.d. 2022")] == ["date_incomplete", "date_incomplete"]
    assert read_span("3 tahun") == []


def test_kinds_amounts_and_parties() -> None:
    kinds = ["PKS", "Nota Kesepahaman", "KB", "Nota Kesepakatan", "Addendum PKS I", "Perjanjian"]
    assert [read_kind(kind, "") for kind in kinds] == ["pks", "mou", "kb", "nota_kesepakatan_sinergi", "addendum", ""]
    assert read_kind(None, "12/MoU/BLC/2020") == "mou"
    below = ["Pelaksanaan", "Perjanjian Pelaksanaan", "Pengaturan pelaksana", "Implementing Arrangement"]
    assert {read_kind(kind, "") for kind in below} == {"pelaksanaan"}
    assert read_kind("Perjanjian Kerja Sama tentang Pelaksanaan Uji", "") == "pks"
    assert level("pelaksanaan") > level("pks")
    amounts = ["Rp 53.000.000,-", 53500000, "53.000.000,00", "1500000"]
    assert [read_amount(cell).rupiah for cell in amounts] == [53_000_000, 53_500_000, 53_000_000, 1_500_000]
    assert read_amount("sesuai tarif").doubt is False
    assert read_amount("dua puluh juta").doubt is True
    assert read_parties("RSUD Satu; RSUD Dua") == ("RSUD Satu", "RSUD Dua")
    assert read_parties("1. RSUD Satu\n2. Dinas Dua") == ("RSUD Satu", "Dinas Dua")
    assert read_parties("Dinas Kesehatan dan Keluarga Berencana") == ("Dinas Kesehatan dan Keluarga Berencana",)


HEADINGS = (
    ("No", "Nomor PKS", "Instansi", "Perihal", "Tanggal TTD", "Berlaku s.d."),
    ("NO.", "NOMOR MOU/PKS", "NAMA MITRA KERJASAMA", "TENTANG", "TGL. PENANDATANGANAN", "TANGGAL BERAKHIR"),
    ("No. Urut", "No. Perjanjian Kerja Sama", "Pihak Kedua", "Judul Kerja Sama", "Tanggal", "Jangka Waktu"),
)


@pytest.mark.parametrize("names", HEADINGS)
def test_a_heading_is_known_by_its_words_below_any_title(names: tuple[str, ...]) -> None:
    lines = [("REKAP KERJA SAMA",), (), names, (1, "1/PKS/2020", "RSUD", "Uji", "1 Mei 2020", "30 Apr 2021")]
    heading = find_heading(lines)
    assert heading is not None
    assert heading.rows == (3,)
    assert {"no", "number", "partner", "title", "signed"} <= heading.columns.keys()
    row = read_sheet("x", heading, lines, TODAY).rows[0]
    assert (row.signed, row.end, row.faults) == (date(2020, 5, 1), date(2021, 4, 30), ())


def test_a_sheet_of_something_else_has_no_heading() -> None:
    assert find_heading([("Nama", "Alamat", "Telepon"), ("Contoh", "Jalan", "0810")]) is None


def test_codes_and_names_of_faults_are_their_own() -> None:
    assert len({kind.code for kind in KINDS}) == len({kind.name for kind in KINDS}) == len(KINDS)
