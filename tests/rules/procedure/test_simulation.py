"""A simulated case takes exactly its standard times, one after the other, and every assumption must exist."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from simpul.lib.national_calendar import national_calendar
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.simulation import Assumed, check_assumed, simulate
from simpul.rules.refusals import Refusal
from simpul.rules.working_time import deadline, parse
from tests.casework.strangers.files import RETURNING

SOPS = Path(__file__).parents[3] / "src" / "simpul" / "sops"
WIB = national_calendar()
BEGUN = datetime(2026, 3, 16, 10, 0, tzinfo=WIB.tz)
FACTS = {"jawaban": {}, "pemrakarsa": {"lajur": "", "unit": ""}}


def shipped(code: str) -> Procedure:
    return load((SOPS / code / "1.yaml").read_text(), code)


def test_each_entry_begins_when_the_one_before_is_due() -> None:
    procedure = shipped("bblbk")
    entries = list(simulate(procedure, BEGUN, WIB, Assumed({}, FACTS)))
    now = BEGUN
    for one in entries:
        assert one.begun == now
        assert one.due == deadline(now, parse(one.standard or "-"), WIB)
        now = one.due or now
    assert now - BEGUN > timedelta(days=5)
    assert not [one for one in entries if one.round > 1]


def test_decisions_are_taken_round_by_round_and_the_last_one_stays() -> None:
    way = {"telaah": ("minta_kelengkapan", "minta_kelengkapan", "terima")}
    entries = simulate(shipped("bblbk"), BEGUN, WIB, Assumed(way, FACTS))
    assert [one.outcome for one in entries if one.step == "telaah"] == list(way["telaah"])


def test_a_standard_per_piece_counts_the_pieces() -> None:
    facts = {**FACTS, "jawaban": {"jenis_customer": "internal"}}
    few, many = (
        list(simulate(shipped("labkesmas-batam"), BEGUN, WIB, Assumed({}, facts, units))) for units in (1, 300)
    )
    assert many[-1].due is not None
    assert few[-1].due is not None
    assert many[-1].due > few[-1].due


def test_the_clock_runs_from_the_date_that_was_agreed_on() -> None:
    facts = {**FACTS, "jawaban": {"jenjang_penanda_tangan": "kepala_bpom"}}
    agreed = date(2026, 12, 1)
    free, bound = (
        {one.step: one for one in simulate(shipped("bpom-ln"), BEGUN, WIB, Assumed({}, facts, 1, dates))}
        for dates in ({}, {"tanggal_penandatanganan": agreed})
    )
    assert free["tanda_tangan"].begun == free["siapkan_naskah"].due
    assert bound["tanda_tangan"].begun == datetime(2026, 12, 1, tzinfo=WIB.tz)
    assert bound["tanda_tangan"].due == datetime(2026, 12, 2, 16, 0, tzinfo=WIB.tz), "1 HK from the agreed date"
    assert bound["arsipkan"].begun == bound["tanda_tangan"].due


def test_a_step_that_comes_again_does_not_count_from_a_date_that_has_passed() -> None:
    facts = {**FACTS, "jawaban": {}}
    way, dates = {"sahkan": ("ulang", "cukup")}, {"tanggal_masuk": date(2026, 3, 1)}
    entries = simulate(load(RETURNING, "jam"), BEGUN, WIB, Assumed(way, facts, 1, dates))
    first, check, second, _ = [one for one in entries if one.step in ("tutup", "sahkan")]
    assert first.begun == datetime(2026, 3, 1, tzinfo=WIB.tz)
    assert second.begun == check.due


def test_what_never_ends_is_refused() -> None:
    with pytest.raises(Refusal) as found:
        list(simulate(shipped("bblbk"), BEGUN, WIB, Assumed({"telaah": ("minta_kelengkapan",)}, FACTS)))
    assert found.value.code == "SOP-60"


@pytest.mark.parametrize(
    ("choices", "began", "answers", "named"),
    [
        ({"telah": ("terima",)}, "", {}, "telah"),
        ({"telaah": ("iya",)}, "", {}, "iya"),
        ({}, "kepala", {}, "kepala"),
        ({}, "", {"bentuk": "pks"}, "bentuk"),
        ({}, "", {"bentuk_naskah": "surat"}, "surat"),
    ],
)
def test_what_the_procedure_does_not_know_is_refused(
    choices: dict[str, tuple[str, ...]], began: str, answers: dict[str, str], named: str
) -> None:
    procedure = shipped("bblbk")
    with pytest.raises(Refusal) as found:
        check_assumed(procedure, Assumed(choices, FACTS), began or procedure.lanes[0].id, answers)
    assert (found.value.code, found.value.params["name"]) == ("SOP-62", named)
