"""A file's own conditions decide times, ways and performers; waits ask for the party they are about."""

from __future__ import annotations

import pytest

from simpul.rules.procedure import engine
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Timer
from simpul.rules.procedure.state import Entry, State
from simpul.rules.refusals import Refusal
from tests.rules.procedure.samples import RICH, procedure_of, step

SAMPLE = load(RICH, "kaya")
BY_KEPALA: dict[str, object] = {"pemrakarsa": {"lajur": "kepala", "unit": "a"}}
ABROAD = {**BY_KEPALA, "jawaban": {"wilayah": "luar"}, "unit": {"kepala": ["u1", "loket"]}}


def test_questions() -> None:
    asked = [(name, SAMPLE.holds(name, ABROAD)) for name in ("dari_kepala", "luar_negeri", "bukan_luar")]
    assert asked == [("dari_kepala", True), ("luar_negeri", True), ("bukan_luar", False)]
    assert not any(SAMPLE.holds(condition.id, {}) for condition in SAMPLE.conditions)
    assert SAMPLE.holds("bukan_luar", {"jawaban": {"wilayah": "dalam"}})
    assert (SAMPLE.lane_of("penyiap", ABROAD), SAMPLE.lane_of("penyiap", {})) == ("kepala", "")
    assert (SAMPLE.lane_of("pemrakarsa", ABROAD), SAMPLE.lane_of("luar_negeri", ABROAD)) == ("kepala", "")
    assert (set(SAMPLE.asked), set(SAMPLE.chosen_lanes)) == ({"wilayah"}, {"kepala"})


def test_printed_wording() -> None:
    assert SAMPLE.condition_name("dari_kepala") == "dari kepala"
    assert SAMPLE.condition_name("menunggu_pihak_luar") == "menunggu jawaban pihak luar"


def test_the_starting_lane_does_the_first_step_in_its_time() -> None:
    (opening,) = engine.start(SAMPLE, BY_KEPALA).opened
    assert (opening.entry.lanes, opening.standard) == (("kepala",), "5 HK")
    (opening,) = engine.start(SAMPLE, {"pemrakarsa": {"lajur": "loket", "unit": ""}}).opened
    assert (opening.entry.lanes, opening.standard) == (("loket",), "10 HK")
    with pytest.raises(Refusal, match="TGS-16"):
        engine.start(SAMPLE, {})


def test_the_clock_stands_for_the_party_that_was_asked() -> None:
    made = engine.complete(SAMPLE, engine.start(SAMPLE, ABROAD).state, "usul#1", "", ABROAD)
    assert [effect.name for effect in made.effects] == ["mulai_menunggu"]
    asked = {**ABROAD, "pihak_ditunggu": ["kementerian"]}
    assert engine.waiting(SAMPLE, made.state, asked) == {"kementerian#1"}
    assert engine.waiting(SAMPLE, made.state, {**ABROAD, "pihak_ditunggu": ["mitra"]}) == frozenset()
    wait = engine.awaited(SAMPLE, "kementerian", asked)
    assert wait is not None
    assert (wait.party, wait.during) == ("kementerian", "menunggu_pihak_luar")


def test_one_task_for_each_chosen_unit_and_for_a_lane_without_units() -> None:
    """A unit that stands in two lanes gets one task."""
    entry = Entry("kementerian#1", "kementerian", 1, ("kepala",))
    made = engine.complete(SAMPLE, State({entry.key: entry}, {"kementerian": 1}), entry.key, "", ABROAD)
    found = {entry.key: entry.lanes for entry in made.state.open.values()}
    assert found == {"lapor#1@loket": ("loket",), "lapor#1@u1": ("kepala",)}


def test_a_step_of_units_of_which_none_was_chosen_does_not_open() -> None:
    units = {"id": "siapa", "label": "Siapa", "jenis": "unit", "lajur": ["kepala", "loket"]}
    each = {"lajur": ["kepala", "loket"], "cara": "masing_masing"}
    procedure = procedure_of(step("a", isian=[units], lanjut="b"), step("b", pelaksana=each, lanjut="selesai"))
    state = engine.start(procedure, {}).state
    with pytest.raises(Refusal, match="TGS-17"):
        engine.complete(procedure, state, "a#1", "", {"unit": {"kepala": [], "loket": []}})
    made = engine.complete(procedure, state, "a#1", "", {"unit": {"loket": ["u"]}})
    assert list(made.state.open) == ["b#1@u"]


def test_timers_of_the_procedure_stand_in_for_those_of_a_step_with_a_clock() -> None:
    both = (Timer("ingatkan_pelaksana", "sebelum", "1 HK"), Timer("ingatkan_atasan", "sesudah", "2 jam"))
    found = {name: SAMPLE.timers_of(one) for name, one in SAMPLE.by_id.items()}
    own = (Timer("ingatkan_pelaksana", "setelah", "1 HK"),)
    assert found == {"usul": both, "kementerian": own, "lapor": (), "nilai": both}
    assert SAMPLE.period == "triwulan"
