"""What standard times come to: on the main way, per condition, over branches, per unit of time."""

from __future__ import annotations

import pytest

from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.totals import Total, totals
from tests.rules.procedure.samples import RICH, procedure_of, step
from tests.rules.procedure.test_bblbk import FILE

SOPS = FILE.parents[1]


@pytest.mark.parametrize(
    ("code", "total"),
    [
        ("bblbk", Total("2 HK, 3 hari, hari yang sama")),
        ("bpom-dn", Total("35 HK", (("dari UPT", "30 HK"),))),
        ("bpom-ln", Total("76 HK")),
        ("bpom-monev", Total("23 HK")),
        ("labkesmas-batam", Total("1 hari, 175 menit, 2 menit per contoh uji")),
    ],
)
def test_shipped_procedures_come_to_what_their_sources_say(code: str, total: Total) -> None:
    assert totals(load((SOPS / code / "1.yaml").read_text(encoding="utf-8"), code)) == total


def test_each_condition_alone() -> None:
    assert totals(load(RICH, "kaya")) == Total("13 HK, 2 hari", (("dari kepala", "8 HK, 2 hari"),))


def test_the_longest_branch_counts_and_returns_do_not() -> None:
    procedure = procedure_of(
        step("a", keputusan={"ulang": "a", "batal": "selesai", "ya": "cabang"}, cabang=["b", "c"], gabung="e"),
        step("b", waktu="2 HK", lanjut="e"),
        step("c", lanjut="d"),
        step("d", waktu="5 HK", lanjut="e"),
        step("e", waktu="2 jam", lanjut="selesai"),
    )
    assert totals(procedure).text == "7 HK, 120 menit"
    assert totals(procedure).left_out == ("b",)
    assert content_of(procedure).total.endswith(
        "Tidak ikut dijumlahkan, karena bersamaan atau di jalan lain: langkah b."
    )


def test_no_clock_at_all_and_a_decision_that_only_ends() -> None:
    procedure = procedure_of(step("a", waktu="N/A", keputusan={"ya": "selesai", "tidak": "a"}))
    assert totals(procedure) == Total("")
