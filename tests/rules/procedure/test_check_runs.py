"""Answers that are read before they can be given, and papers that can stay empty, are told before a case finds out."""

from __future__ import annotations

from typing import Any

import pytest

from simpul.rules.procedure.loader import check, load
from tests.rules.procedure.samples import step, text_of

ASKS = {"id": "golongan", "label": "Golongan", "jenis": "pilihan", "wajib": "ya", "pilihan": ["umum", "khusus"]}
KHUSUS = {"id": "khusus", "nama": "khusus", "jawaban": "golongan", "adalah": ["khusus"]}
SEBUT = {"id": "sebut", "nama": "x", "jawaban": "golongan", "lajur": {"umum": "loket", "khusus": "kepala"}}
PAPER = {"id": "surat", "nama": "Surat", "jenis": "berkas", "dibuat": "formulir"}
TEXT = {"id": "isi", "label": "Isi", "jenis": "uraian", "mengisi": "surat"}


def found(*steps: dict[str, Any], **head: Any) -> list[tuple[str, str, str]]:
    conditions = {"ketentuan": [KHUSUS, SEBUT]} if "golongan" in str(steps) else {}
    text = text_of(*steps, **{**conditions, **head})
    load(text, "what is in use goes on being read")
    return [(fault.step, fault.field, fault.reason) for fault in check(text)]


def told(*steps: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Every fault, also of a text that cannot be used."""
    return [
        (fault.step, fault.field, fault.reason)
        for fault in check(text_of(*steps, **({"ketentuan": [KHUSUS]} if "golongan" in str(steps) else {})))
    ]


@pytest.mark.parametrize(
    ("reading", "field"),
    [
        ({"syarat": "khusus"}, "syarat"),
        ({"waktu": [{"jika": "khusus", "waktu": "1 HK"}, {"waktu": "2 HK"}]}, "waktu.1.jika"),
        ({"menunggu": {"pihak": "mitra", "selama": "khusus"}}, "menunggu.selama"),
        (
            {"pelaksana": {"lajur": ["loket", "kepala"], "cara": "menurut", "menurut": "sebut"}},
            "pelaksana.menurut",
        ),
        ({"isian": [{"id": "lain", "label": "Lain", "jenis": "teks", "jika": "khusus"}]}, "isian.1.jika"),
        ({"keluaran": [PAPER | {"jika": "khusus"}]}, "keluaran.1.jika"),
    ],
)
def test_a_condition_read_before_its_question_is_asked(reading: dict[str, Any], field: str) -> None:
    steps = (step("a", lanjut="b", **reading), step("b", isian=[ASKS], lanjut="selesai"))
    ((where, named, reason),) = found(*steps)
    assert (where, named) == ("a", field)
    assert "“golongan”, which is only asked later, in step b" in reason
    turned = (step("b", isian=[ASKS], lanjut="a"), step("a", lanjut="selesai", **reading))
    assert found(*turned) == []


def test_the_own_answers_serve_the_form_and_come_too_late_for_the_clock() -> None:
    later = {"id": "lain", "label": "Lain", "jenis": "teks", "jika": "khusus"}
    assert found(step("a", isian=[ASKS, later], lanjut="selesai")) == []
    times = [{"jika": "khusus", "waktu": "1 HK"}, {"waktu": "2 HK"}]
    assert [field for _, field, _ in found(step("a", isian=[ASKS], waktu=times, lanjut="selesai"))] == ["waktu.1.jika"]


def test_a_return_can_bring_the_answer_and_a_branch_beside_may_be_too_late() -> None:
    back = step("b", isian=[ASKS], keputusan={"ulang": "a", "cukup": "selesai"})
    assert found(step("a", syarat="khusus", lanjut="b"), back) == []
    branches = (
        step("a", cabang=["b", "c"], gabung="d"),
        step("b", syarat="khusus", lanjut="d"),
        step("c", isian=[ASKS], lanjut="d"),
        step("d", lanjut="selesai"),
    )
    ((where, field, reason),) = found(*branches)
    assert (where, field) == ("b", "syarat")
    assert "in a branch beside this one, in step c" in reason
    assert found(*branches[:1], step("b", lanjut="d"), branches[2], step("d", syarat="khusus", lanjut="selesai")) == []


def test_an_answer_that_belongs_to_another_outcome_never_comes_here() -> None:
    only = ASKS | {"untuk": ["tolak"]}
    steps = (
        step("a", isian=[only], keputusan={"terima": "b", "tolak": "selesai"}),
        step("b", syarat="khusus", lanjut="selesai"),
    )
    assert [(where, field) for where, field, _ in found(*steps)] == [("b", "syarat")]


def test_the_date_of_a_clock_and_the_units_of_a_step_are_asked_before() -> None:
    date = {"id": "mulai_hari", "label": "Mulai", "jenis": "tanggal"}
    units = {"id": "peserta", "label": "Peserta", "jenis": "unit", "lajur": ["loket"]}
    each = {"lajur": ["loket"], "cara": "masing_masing"}
    first, last = step("a", pelaksana=each, mulai_waktu="mulai_hari", lanjut="b"), step("b", isian=[date, units])
    assert [field for _, field, _ in found(first, last | {"lanjut": "selesai"})] == ["mulai_waktu", "pelaksana"]
    assert found(last | {"lanjut": "a"}, first | {"lanjut": "selesai"}) == []
    assert found(step("a", pelaksana=each, lanjut="selesai")) == [], "a lane of which no units are chosen is one"


@pytest.mark.parametrize(
    ("fields", "is_sure"),
    [
        ([TEXT], False),
        ([TEXT | {"wajib": "ya"}], True),
        ([ASKS, TEXT | {"wajib": "ya", "jika": "khusus"}], False),
        ([ASKS | {"mengisi": "surat"}, TEXT | {"jika": "khusus"}], True),
        ([TEXT | {"wajib": "ya", "jenis": "berkas"}, TEXT | {"id": "lain"}], True),
    ],
)
def test_a_paper_needs_one_field_that_is_always_answered(fields: list[dict[str, str]], is_sure: bool) -> None:
    told = found(step("a", formulir="umum", isian=fields, keluaran=[PAPER], lanjut="selesai"))
    assert [(where, field) for where, field, _ in told] == ([] if is_sure else [("a", "keluaran.1.dibuat")])


def test_the_paper_of_each_outcome_and_of_each_answer() -> None:
    ways = {"keputusan": {"ya": "b", "tidak": "selesai"}, "formulir": "umum", "keluaran": [PAPER]}
    one = TEXT | {"wajib": "ya", "untuk": ["ya"]}
    end = step("b", lanjut="selesai")
    assert len(found(step("a", isian=[one], **ways), end)) == 1
    assert found(step("a", isian=[one, one | {"id": "alasan", "untuk": ["tidak"]}], **ways), end) == []
    bukan = KHUSUS | {"id": "bukan_khusus", "adalah": ["umum"]}
    both = [ASKS, TEXT | {"wajib": "ya", "jika": "khusus"}, TEXT | {"id": "b", "wajib": "ya", "jika": "bukan_khusus"}]
    whole = step("a", formulir="umum", isian=both, keluaran=[PAPER], lanjut="selesai")
    assert found(whole, ketentuan=[KHUSUS, bukan]) == []
    same = step("a", formulir="umum", isian=both[:2], keluaran=[PAPER | {"jika": "khusus"}], lanjut="selesai")
    assert found(same) == []


def test_it_is_told_together_with_the_other_faults() -> None:
    text = text_of(step("a", formulir="umum", isian=[TEXT], keluaran=[PAPER], waktu="1 pekan", lanjut="selesai"))
    assert [fault.field for fault in check(text)] == ["keluaran.1.dibuat", "waktu"]


@pytest.mark.parametrize(
    ("fields", "output", "is_sure"),
    [
        ([TEXT], {}, False),
        ([TEXT | {"jenis": "berkas"}], {"jenis": "berkas"}, False),
        ([TEXT | {"wajib": "ya"}, TEXT | {"id": "lain"}], {}, True),
        ([ASKS, TEXT | {"wajib": "ya", "jika": "khusus"}], {}, False),
        ([ASKS, TEXT | {"wajib": "ya", "jika": "khusus"}], {"jika": "khusus"}, True),
    ],
)
def test_an_output_needs_one_field_that_is_always_answered(
    fields: list[dict[str, str]], output: dict[str, str], is_sure: bool
) -> None:
    made = {"id": "surat", "nama": "Surat", "jenis": "rekaman"} | output
    told = found(step("a", isian=fields, keluaran=[made], lanjut="selesai"))
    assert [(where, field) for where, field, _ in told] == ([] if is_sure else [("a", "keluaran.1")])


def test_an_output_that_one_outcome_leaves_empty_is_told_with_its_line() -> None:
    made = {"id": "surat", "nama": "Surat", "jenis": "rekaman"}
    one = TEXT | {"wajib": "ya", "untuk": ["ya"]}
    text = text_of(
        step("a", isian=[one], keluaran=[made], keputusan={"ya": "selesai", "tidak": "b"}), step("b", lanjut="selesai")
    )
    (fault,) = check(text)
    assert fault.line > 1
    assert "can then not be completed" in fault.reason
    assert check(text.replace('"nama": "Surat"', '"nama": "Surat", "untuk": ["ya"]')) != [fault]


def test_what_hangs_on_a_fault_that_is_told_is_not_told_too() -> None:
    asked = {"id": "isi", "label": "Isi", "jenis": "uraian", "wajib": "ya", "mengisi": "surat", "untuk": ["tolk"]}
    paper = {"id": "surat", "nama": "Surat", "jenis": "berkas", "dibuat": "formulir", "untuk": ["tolak"]}
    note = {"id": "catatan", "nama": "Catatan", "jenis": "rekaman"}
    filled = {"id": "catatan", "label": "Catatan", "jenis": "uraian", "wajib": "ya", "mengisi": "catatan"}
    ways = {"tolak": "selesai", "terima": "selesai"}
    rows = told(step("a", isian=[asked, filled], keluaran=[paper, note], keputusan=ways))
    assert [field for _, field, _ in rows] == ["isian.1.untuk.1"]


def test_an_output_that_is_a_file_is_told_of_once() -> None:
    fields = [
        {"id": name, "label": name, "jenis": "teks", "wajib": "ya", "mengisi": "surat"} for name in ("satu", "dua")
    ]
    rows = told(
        step("a", isian=fields, keluaran=[{"id": "surat", "nama": "Surat", "jenis": "berkas"}], lanjut="selesai")
    )
    assert [field for _, field, _ in rows] == ["isian.1.mengisi"]


def test_a_slip_of_the_pen_in_a_condition_is_told_as_one() -> None:
    (row,) = told(step("a", isian=[ASKS], lanjut="b"), step("b", syarat="khusu", lanjut="selesai"))
    assert row[2].endswith("Did you mean “khusus”?")
    (row,) = told(step("a", isian=[ASKS], lanjut="b"), step("b", syarat="entah", lanjut="selesai"))
    assert "Known: khusus, belum_di_srikandi" in row[2]
