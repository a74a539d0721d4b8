"""A form is read by its own fields: conditions, tables, units, and what the facts say afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from simpul.rules.procedure import answers
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.vocabulary import Facts
from tests.rules.procedure.samples import RICH, procedure_of, step

SAMPLE = load(RICH, "kaya")
USUL = SAMPLE.by_id["usul"]
TODAY = Days.of(date(2026, 11, 23))
INSIDE, ABROAD = {"wilayah": "dalam"}, {"wilayah": "luar", "negara": "Negeri Rekaan"}


def read(raw: dict[str, str], facts: Facts | None = None) -> answers.Answers:
    return answers.read(SAMPLE, USUL, "", raw, (), facts or {}, TODAY)


def test_a_field_belongs_to_the_form_when_its_condition_holds() -> None:
    assert dict(read({"wilayah": "luar"}).faults).keys() == {"negara"}
    assert read(ABROAD).values == ABROAD
    passed_over = read({**INSIDE, "negara": "Negeri Rekaan"})
    assert (passed_over.values, passed_over.faults) == (INSIDE, {})
    asked = answers.fields_of(SAMPLE, USUL, "", passed_over.facts)
    assert [field.id for field in asked] == ["wilayah", "rencana", "peserta"]


def test_the_newest_answer_counts_and_an_unanswered_question_has_none() -> None:
    before: Facts = {"jawaban": {"wilayah": "luar", "lain": "x"}, "di_srikandi": True}
    assert read(INSIDE, before).facts == {"jawaban": {"wilayah": "dalam", "lain": "x"}, "di_srikandi": True}
    unanswered = read({}, before)
    assert unanswered.facts["jawaban"] == {"lain": "x"}
    assert unanswered.faults.keys() == {"wilayah"}
    assert before["jawaban"] == {"wilayah": "luar", "lain": "x"}


def test_outputs_follow_their_conditions() -> None:
    inside, abroad = read(INSIDE).facts, read(ABROAD).facts
    assert [output.id for output in answers.missing(SAMPLE, USUL, "", (), inside)] == ["nota"]
    assert [output.id for output in answers.missing(SAMPLE, USUL, "", ("nota",), abroad)] == ["daftar"]


def test_records_are_made_of_answers_and_files_are_not() -> None:
    lapor = SAMPLE.by_id["lapor"]
    given = answers.read(SAMPLE, lapor, "", {"isi": " Selesai. "}, (), {}, TODAY)
    assert answers.records(SAMPLE, lapor, "", given.values, given.facts) == {"isi": {"isi": "Selesai."}}
    assert answers.records(SAMPLE, USUL, "", read(ABROAD).values, read(ABROAD).facts) == {}


def test_rows_of_a_table_close_up_and_keep_the_order_of_columns() -> None:
    raw = {
        "rencana.7.bulan": "Maret",
        "rencana.7.kegiatan": "Rapat",
        "rencana.0.kegiatan": " Kunjungan ",
        "rencana.1.kegiatan": "  ",
        "rencana.2.warna": "biru",
        "rencana.x.bulan": "April",
        "lain.0.bulan": "Mei",
    }
    assert read({**INSIDE, **raw}).values["rencana"] == [
        {"kegiatan": "Kunjungan"},
        {"kegiatan": "Rapat", "bulan": "Maret"},
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({f"rencana.{row}.bulan": "x" for row in range(201)}, "TGS-27"),
        ({"rencana.0.bulan": "x" * 2001}, "TGS-28"),
        ({"peserta": "loket:biro"}, "TGS-29"),
        ({"peserta": "kepala:"}, "TGS-29"),
        ({"peserta": "kepala:a b"}, "TGS-29"),
        ({"peserta": "kepala"}, "TGS-29"),
        ({"peserta": ",".join(f"kepala:u{number}" for number in range(201))}, "TGS-29"),
    ],
)
def test_what_a_table_and_a_choice_of_units_refuse(raw: dict[str, str], code: str) -> None:
    (fault,) = read({**INSIDE, **raw}).faults.values()
    assert fault.code == code


def test_two_hundred_rows_and_a_required_table() -> None:
    raw = {f"rencana.{row}.bulan": "x" for row in range(200)}
    assert len(str(read({**INSIDE, **raw}).values["rencana"]).split("}")) == 201
    table = {"id": "t", "label": "T", "jenis": "tabel", "wajib": "ya", "kolom": [{"id": "k", "label": "K"}]}
    procedure = procedure_of(step("a", isian=[table], lanjut="selesai"))
    assert answers.read(procedure, procedure.steps[0], "", {"t.0.k": " "}, (), {}, TODAY).faults["t"].code == "TGS-20"


def test_chosen_units_stand_in_the_facts_by_lane() -> None:
    given = read({**INSIDE, "peserta": "kepala:biro-a, kepala:biro-b,kepala:biro-a,"}, {"unit": {"loket": ["x"]}})
    assert given.values["peserta"] == ["kepala:biro-a", "kepala:biro-b"]
    assert given.facts["unit"] == {"loket": ("x",), "kepala": ["biro-a", "biro-b"]}


def test_zero_is_an_answer() -> None:
    number = {"id": "n", "label": "N", "jenis": "angka", "wajib": "ya"}
    procedure = procedure_of(step("a", isian=[number], lanjut="selesai"))
    given = answers.read(procedure, procedure.steps[0], "", {"n": "0"}, (), {}, TODAY)
    assert (given.values, given.faults) == ({"n": 0}, {})


COUNTED = {"id": "n", "label": "Banyaknya", "jenis": "angka", "wajib": "ya", "peran": "jumlah_satuan"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "must be 1 at least"),
        ("-3", "less than 0"),
        ("3,5", "whole number"),
        ("3.5", "whole number"),
        ("1.50", "whole number"),
        ("tiga", "whole number"),
        ("1" * 20, "too large"),
        ("1.000.000.000.000.000", "too large"),
    ],
)
def test_a_number_says_what_is_wrong_with_it(typed: str, words: str) -> None:
    procedure = procedure_of(step("a", isian=[COUNTED], lanjut="selesai"))
    fault = answers.read(procedure, procedure.by_id["a"], "", {"n": typed}, (), {}, TODAY).faults["n"]
    assert (fault.code, words in str(fault)) == ("TGS-24", True)


@pytest.mark.parametrize(("typed", "value"), [("1", 1), ("1.500.000", 1_500_000), ("Rp 2 000,00", 2000), ("007", 7)])
def test_a_whole_number_is_read_however_it_is_grouped(typed: str, value: int) -> None:
    procedure = procedure_of(step("a", isian=[COUNTED], lanjut="selesai"))
    assert answers.read(procedure, procedure.by_id["a"], "", {"n": typed}, (), {}, TODAY).values == {"n": value}
