"""Bounds of date fields: what a form takes and refuses, what it says, and what the checker says of a wrong bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.procedure import answers
from simpul.rules.procedure.compare import compare
from simpul.rules.procedure.dates import Days, limits
from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.loader import check, load
from simpul.rules.procedure.model import Field, Procedure
from tests.rules.procedure.samples import procedure_of, step, text_of

MONDAY = date(2026, 11, 23)
TODAY = Days.of(MONDAY)


def day(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "label": name.title(), "jenis": "tanggal", **more}


def loan(*fields: dict[str, object], later: tuple[dict[str, object], ...] = ()) -> Procedure:
    """Two steps, of which the first asks ``fields`` and the second ``later``."""
    return procedure_of(step("a", isian=list(fields), lanjut="b"), step("b", isian=list(later), lanjut="selesai"))


def read(
    procedure: Procedure, raw: Mapping[str, str], facts: Mapping[str, object] | None = None, days: Days = TODAY,
    at: str = "a",
) -> answers.Answers:  # fmt: skip
    return answers.read(procedure, procedure.by_id[at], "", raw, (), facts or {}, days)


PAST = loan(day("surat", paling_lambat="hari_ini"))
PLAN = loan(day("rencana", paling_awal="hari_ini"))
FREE = loan(day("bebas"))
PAIR = loan(day("pinjam", paling_awal="hari_ini"), day("kembali", paling_awal="pinjam"))


@pytest.mark.parametrize(
    ("procedure", "raw", "code"),
    [
        (PAST, {"surat": "2026-11-23"}, ""),
        (PAST, {"surat": "1998-01-01"}, ""),
        (PAST, {"surat": "2026-11-24"}, "TGS-53"),
        (PAST, {"surat": "2031-03-05"}, "TGS-53"),
        (PLAN, {"rencana": "2026-11-23"}, ""),
        (PLAN, {"rencana": "2056-12-31"}, ""),
        (PLAN, {"rencana": "2026-11-22"}, "TGS-52"),
        (FREE, {"bebas": "1945-01-01"}, ""),
        (FREE, {"bebas": "2056-12-31"}, ""),
        (FREE, {"bebas": "1944-12-31"}, "TGS-51"),
        (FREE, {"bebas": "2057-01-01"}, "TGS-51"),
        (FREE, {"bebas": "0026-11-23"}, "TGS-51"),
        (PAST, {"surat": "2131-11-23"}, "TGS-51"),
        (FREE, {"bebas": "23-11-2026"}, "TGS-25"),
        (PAIR, {"pinjam": "2026-11-25", "kembali": "2026-11-25"}, ""),
        (PAIR, {"pinjam": "2026-11-25", "kembali": "2026-11-24"}, "TGS-54"),
        (PAIR, {"kembali": "2026-11-01"}, ""),
    ],
)
def test_a_date_is_held_against_its_bounds(procedure: Procedure, raw: dict[str, str], code: str) -> None:
    assert [fault.code for fault in read(procedure, raw).faults.values()] == [code] * bool(code)


def test_the_sentence_names_field_day_and_the_other_field() -> None:
    fault = read(PAIR, {"pinjam": "2026-11-25", "kembali": "2026-11-24"}).faults["kembali"]
    assert fault.params == {"label": "Kembali", "other": "Pinjam", "day": date(2026, 11, 25)}
    assert read(PAST, {"surat": "2031-03-05"}).faults["surat"].params == {"label": "Surat", "day": MONDAY}
    slip = read(FREE, {"bebas": "0026-11-23"}).faults["bebas"]
    assert slip.params == {"label": "Bebas", "year": "0026", "first": 1945, "last": 2056}


def test_a_refused_date_bounds_no_other_so_each_fault_is_told_once() -> None:
    assert read(PAIR, {"pinjam": "2020-01-01", "kembali": "2019-01-01"}).faults.keys() == {"pinjam"}


def test_a_plan_entered_late_counts_from_the_day_on_which_it_was_made() -> None:
    late = Days(entered=MONDAY, happened=date(2026, 11, 16))
    assert not read(PLAN, {"rencana": "2026-11-20"}, days=late).faults
    assert read(PLAN, {"rencana": "2026-11-15"}, days=late).faults["rencana"].code == "TGS-52"
    assert not read(PAST, {"surat": "2026-11-20"}, days=late).faults


def test_a_date_of_an_earlier_step_is_kept_in_the_facts_and_asked_anew_is_forgotten() -> None:
    procedure = loan(day("kirim"), day("lain"), later=(day("tiba", paling_awal="kirim", paling_lambat="hari_ini"),))
    sent = read(procedure, {"kirim": "2026-11-20", "lain": "2026-11-01"})
    assert sent.facts == {"tanggal": {"kirim": "2026-11-20"}}
    assert read(procedure, {"tiba": "2026-11-19"}, sent.facts, at="b").faults["tiba"].code == "TGS-54"
    assert not read(procedure, {"tiba": "2026-11-20"}, sent.facts, at="b").faults
    assert not read(procedure, {"tiba": "2026-11-19"}, {}, at="b").faults
    assert read(procedure, {}, sent.facts).facts == {"tanggal": {}}


@pytest.mark.parametrize("bound", ["paling_awal", "paling_lambat"])
@given(
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    second=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    back=st.integers(0, 40),
)
def test_the_bounds_agree_with_a_naive_reading(bound: str, first: date, second: date, back: int) -> None:
    procedure = loan(day("x"), day("y", **{bound: "x"}), day("z", **{bound: "hari_ini"}))
    days = Days(entered=MONDAY, happened=MONDAY - timedelta(days=back))
    found = read(procedure, {"x": first.isoformat(), "y": second.isoformat(), "z": second.isoformat()}, days=days)
    if bound == "paling_awal":
        wrong = {"y"} if second < first else set()
        wrong |= {"z"} if second < days.happened else set()
    else:
        wrong = {"y"} if second > first else set()
        wrong |= {"z"} if second > days.entered else set()
    assert found.faults.keys() == wrong
    assert found.values.keys() == {"x", "y", "z"} - wrong


@given(st.dates())
def test_no_date_breaks_the_reading_of_a_form(typed: date) -> None:
    fault = read(FREE, {"bebas": typed.isoformat()}).faults.get("bebas")
    assert (fault is None) is (date(1945, 1, 1) <= typed <= date(2056, 12, 31))


def test_a_bound_stands_in_the_exported_data_and_in_the_comparison() -> None:
    field = as_data(PAIR)["langkah"][0]["isian"][1]
    assert field["paling_awal"] == "pinjam"
    assert "paling_lambat" not in field
    plain = loan(day("pinjam", paling_awal="hari_ini"), day("kembali"))
    assert [(one.key, one.old, one.new) for one in compare(plain, PAIR).steps[0].fields] == [
        ("isian.kembali.paling_awal", "", "pinjam")
    ]
    assert limits(Field("x", "X", "tanggal"), {}, TODAY) == limits(Field("x", "X", "tanggal", latest="y"), {}, TODAY)


def faults(*steps: dict[str, object]) -> list[tuple[str, str, str]]:
    text = text_of(*steps)
    load(text, "it can be used all the same")
    return [(fault.step, fault.field, fault.reason) for fault in check(text)]


def test_a_date_held_against_one_that_is_only_asked_later_is_told() -> None:
    early = step("a", isian=[day("tiba", paling_awal="kirim")], lanjut="b")
    ((where, field, reason),) = faults(early, step("b", isian=[day("kirim")], lanjut="selesai"))
    assert (where, field) == ("a", "isian.1.paling_awal")
    assert "“kirim”, against which this one is held, is only asked later, in step b" in reason
    assert faults(step("b", isian=[day("kirim")], lanjut="a"), early | {"lanjut": "selesai"}) == []


def test_a_date_asked_in_a_branch_beside_is_told() -> None:
    branches = (
        step("a", cabang=["b", "c"], gabung="d"),
        step("b", isian=[day("kirim")], lanjut="d"),
        step("c", isian=[day("tiba", paling_awal="kirim")], lanjut="d"),
        step("d", lanjut="selesai"),
    )
    ((where, field, reason),) = faults(*branches)
    assert (where, field) == ("c", "isian.1.paling_awal")
    assert "in a branch beside this one" in reason


def test_a_date_held_against_a_field_of_a_wrong_kind_is_not_told_twice() -> None:
    wrong = text_of(
        step("a", isian=[day("kirim") | {"jenis": "hari"}, day("tiba", paling_awal="kirim")], lanjut="selesai")
    )
    assert [fault.field for fault in check(wrong)] == ["isian.1.jenis"]
