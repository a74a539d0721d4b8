"""The engine's decisions one by one, on small procedures written for each."""

from __future__ import annotations

from typing import Any

import pytest

from simpul.rules.procedure import engine
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import Effect, Entry, State, Transition
from simpul.rules.refusals import Conflict, Refusal
from tests.rules.procedure.samples import FILE, procedure_of, step, text_of

SAMPLE = load(FILE, "contoh")
NOT_YET: dict[str, object] = {"di_srikandi": False}
IN_SRIKANDI: dict[str, object] = {"di_srikandi": True}


def run(procedure: Procedure, *acts: str, facts: dict[str, Any] | None = None) -> Transition:
    """Start and complete ``key`` or ``key=outcome`` one after the other; the last transition."""
    made = engine.start(procedure, facts or {})
    for act in acts:
        key, _, outcome = act.partition("=")
        made = engine.complete(procedure, made.state, key, outcome, facts or {})
    return made


def keys(made: Transition) -> list[str]:
    return list(made.state.open)


def test_case_starts_where_the_file_says() -> None:
    assert keys(engine.start(SAMPLE, {})) == ["terima#1"]
    late = load(FILE.replace("pihak_luar:", "mulai: telaah\npihak_luar:"), "contoh")
    assert keys(engine.start(late, {})) == ["telaah#1"]


@pytest.mark.parametrize(("facts", "standard"), [(NOT_YET, "3 hari"), (IN_SRIKANDI, "2 jam")])
def test_opening_carries_its_standard_time_and_clock(facts: dict[str, object], standard: str) -> None:
    (opening,) = run(SAMPLE, "terima#1", facts=facts).opened
    assert (opening.standard, opening.clock_from) == (standard, "tanggal")
    assert opening.entry == Entry("telaah#1", "telaah", 1, ("kepala", "loket"))


def test_no_clock_where_no_condition_holds() -> None:
    procedure = procedure_of(step("a", waktu=[{"jika": "tanda_tangan_basah", "waktu": "1 HK"}], lanjut="selesai"))
    assert engine.start(procedure, {}).opened[0].standard == "-"


def test_branches_open_together_and_join_once() -> None:
    made = run(SAMPLE, "terima#1", "telaah#1=setuju")
    assert keys(made) == ["kabar#1", "naskah#1"]
    made = engine.complete(SAMPLE, made.state, "naskah#1", "", {})
    assert (keys(made), made.opened) == (["kabar#1"], ())
    assert keys(engine.complete(SAMPLE, made.state, "kabar#1", "", {})) == ["simpan#1"]


def test_skipped_branch_does_not_hold_the_join() -> None:
    made = run(SAMPLE, "terima#1", "telaah#1=setuju", facts=IN_SRIKANDI)
    assert (keys(made), made.skipped) == (["naskah#1"], ("kabar",))
    assert keys(engine.complete(SAMPLE, made.state, "naskah#1", "", IN_SRIKANDI)) == ["simpan#1"]


def test_all_branches_skipped() -> None:
    maybe = {"syarat": "belum_di_srikandi", "lanjut": "d"}
    procedure = procedure_of(
        step("a", cabang=["b", "c"], gabung="d"), step("b", **maybe), step("c", **maybe), step("d", lanjut="selesai")
    )
    made = run(procedure, "a#1", facts=IN_SRIKANDI)
    assert (keys(made), made.skipped) == (["d#1"], ("b", "c"))


def test_return_is_a_new_round_and_end_ends() -> None:
    made = run(SAMPLE, "terima#1", "telaah#1=ulang", "terima#2", "telaah#2=tolak")
    assert (keys(made), made.ended, made.state.rounds) == ([], "selesai", {"terima": 2, "telaah": 2})


def test_effects_by_moment() -> None:
    assert run(SAMPLE, "terima#1", "telaah#1=setuju").effects == (Effect("kabari_mitra", "telaah", 1, "selesai"),)
    assert run(SAMPLE, "terima#1", "telaah#1=tolak").effects == (
        Effect("kabari_mitra", "telaah", 1, "selesai"),
        Effect("tutup_ditolak", "telaah", 1, "tolak"),
    )
    procedure = procedure_of(step("a", akibat=[{"saat": "masuk", "lakukan": "tawarkan_draf"}], lanjut="selesai"))
    assert engine.start(procedure, {}).effects == (Effect("tawarkan_draf", "a", 1, "masuk"),)


def returning(target: str) -> Procedure:
    """a forks into b and (c, d); d may go back to ``target``; e joins."""
    return procedure_of(
        step("z", lanjut="a"),
        step("a", cabang=["b", "c"], gabung="e"),
        step("b", lanjut="e"),
        step("c", lanjut="d"),
        step("d", keputusan={"maju": "e", "mundur": target}),
        step("e", keputusan={"maju": "selesai", "mundur": target}),
    )


def test_return_inside_a_branch_leaves_the_other_alone() -> None:
    made = run(returning("c"), "z#1", "a#1", "c#1", "d#1=mundur")
    assert (keys(made), made.cancelled) == (["b#1", "c#2"], ())


def test_return_across_a_branch_cancels_the_other_and_forks_anew() -> None:
    procedure = returning("z")
    made = run(procedure, "z#1", "a#1", "c#1", "d#1=mundur")
    assert (keys(made), [entry.key for entry in made.cancelled]) == (["z#2"], ["b#1"])
    made = run(procedure, "z#1", "a#1", "b#1", "c#1", "d#1=mundur", "z#2", "a#2")
    assert keys(made) == ["b#2", "c#2"]


def test_return_from_behind_the_join_reopens_one_branch_alone() -> None:
    made = run(returning("c"), "z#1", "a#1", "b#1", "c#1", "d#1=maju", "e#1=mundur")
    assert keys(made) == ["c#2"]
    assert keys(run(returning("c"), "z#1", "a#1", "b#1", "c#1", "d#1=maju", "e#1=mundur", "c#2", "d#2=maju")) == ["e#2"]


def test_step_printed_above_its_asker_belongs_to_the_same_branch() -> None:
    text = text_of(
        step("tanya", lanjut="c"),
        step("a", cabang=["b", "c"], gabung="e"),
        step("b", lanjut="e"),
        step("c", keputusan={"maju": "e", "tanya": "tanya"}),
        step("e", lanjut="selesai"),
    )
    procedure = load(text.replace("pihak_luar:", "mulai: a\npihak_luar:"), "contoh")
    made = run(procedure, "a#1", "c#1=tanya")
    assert (keys(made), made.cancelled) == (["b#1", "tanya#1"], ())


def test_units_each_have_a_task() -> None:
    each = {"lajur": ["loket", "kepala"], "cara": "masing_masing"}
    procedure = procedure_of(
        step("a", pelaksana=each, akibat=["kabari_mitra"], lanjut="b"), step("b", lanjut="selesai")
    )
    facts: dict[str, object] = {"unit": {"loket": ["utara", "selatan"]}}
    made = engine.start(procedure, facts)
    assert keys(made) == ["a#1@utara", "a#1@selatan", "a#1@kepala"]
    assert [entry.lanes for entry in made.state.open.values()] == [("loket",), ("loket",), ("kepala",)]
    made = run(procedure, "a#1@utara", "a#1@kepala", facts=facts)
    assert (keys(made), made.effects) == (["a#1@selatan"], ())
    made = engine.complete(procedure, made.state, "a#1@selatan", "", facts)
    assert (keys(made), len(made.effects)) == (["b#1"], 1)


def test_together_the_first_lane_completes() -> None:
    procedure = procedure_of(step("a", pelaksana={"lajur": ["kepala", "loket"], "cara": "bersama"}, lanjut="selesai"))
    assert engine.start(procedure, {}).opened[0].entry.lanes == ("kepala",)


@pytest.mark.parametrize(
    ("predicate", "facts", "lane"),
    [
        ("lajur_dipilih", {"lajur_dipilih": "kepala"}, "kepala"),
        ("belum_di_srikandi", NOT_YET, "loket"),
        ("belum_di_srikandi", IN_SRIKANDI, "kepala"),
    ],
)
def test_predicate_names_the_lane(predicate: str, facts: dict[str, object], lane: str) -> None:
    performer = {"lajur": ["loket", "kepala"], "cara": "menurut", "menurut": predicate}
    procedure = procedure_of(step("a", pelaksana=performer, lanjut="selesai"))
    assert engine.start(procedure, facts).opened[0].entry.lane == lane


def test_lane_that_nobody_has_chosen_is_refused() -> None:
    performer = {"lajur": ["loket", "kepala"], "cara": "menurut", "menurut": "lajur_dipilih"}
    procedure = procedure_of(step("a", pelaksana=performer, lanjut="selesai"))
    with pytest.raises(Refusal) as raised:
        engine.start(procedure, {})
    assert (raised.value.code, raised.value.params["lanes"]) == ("TGS-16", "Loket, Kepala")


def test_clock_stands_while_the_predicate_holds() -> None:
    state = run(SAMPLE, "terima#1").state
    assert engine.waiting(SAMPLE, state, {}) == frozenset()
    assert engine.waiting(SAMPLE, state, {"tanggapan_mitra_ditunggu": True}) == {"telaah#1"}


@pytest.mark.parametrize(
    ("key", "outcome", "kind", "code"),
    [
        ("terima#1", "", Conflict, "TGS-11"),
        ("naskah#1", "", Refusal, "TGS-12"),
        ("terima#2", "", Refusal, "TGS-12"),
        ("entah", "", Refusal, "TGS-12"),
        ("telaah#1", "", Refusal, "TGS-13"),
        ("telaah#1", "entah", Refusal, "TGS-13"),
    ],
)
def test_what_cannot_be_completed(key: str, outcome: str, kind: type[Refusal], code: str) -> None:
    state = run(SAMPLE, "terima#1").state
    with pytest.raises(kind) as raised:
        engine.complete(SAMPLE, state, key, outcome, {})
    assert raised.value.code == code


def test_outcome_where_none_is_due() -> None:
    with pytest.raises(Refusal, match="TGS-13"):
        engine.complete(SAMPLE, engine.start(SAMPLE, {}).state, "terima#1", "setuju", {})


def test_ended_case_takes_nothing_more() -> None:
    state = engine.withdraw(SAMPLE, run(SAMPLE, "terima#1").state).state
    assert (state.open, state.ended) == ({}, "ditarik")
    with pytest.raises(Conflict, match="TGS-11"):
        engine.complete(SAMPLE, state, "telaah#1", "tolak", {})
    for act in (engine.withdraw, lambda p, s: engine.complete(p, s, "simpan#1", "", {})):
        with pytest.raises(Refusal, match="TGS-14"):
            act(SAMPLE, state)


def test_mistaken_completion_is_withdrawn() -> None:
    before = run(SAMPLE, "terima#1").state
    made = engine.complete(SAMPLE, before, "telaah#1", "setuju", {})
    undone = engine.retract(SAMPLE, made.state, made.closed[0], [one.entry.key for one in made.opened])
    assert undone.state == before
    assert {entry.key for entry in undone.closed} == {"kabar#1", "naskah#1"}


def test_completion_stays_once_a_later_step_has_acted() -> None:
    made = run(SAMPLE, "terima#1", "telaah#1=setuju")
    later = engine.complete(SAMPLE, made.state, "kabar#1", "", {})
    with pytest.raises(Conflict, match="TGS-15"):
        engine.retract(SAMPLE, later.state, made.closed[0], [one.entry.key for one in made.opened])


def test_arrival_at_a_join_is_withdrawn_only_before_the_join_opens() -> None:
    waiting = run(SAMPLE, "terima#1", "telaah#1=setuju", "kabar#1")
    assert list(engine.retract(SAMPLE, waiting.state, waiting.closed[0], []).state.open) == ["naskah#1", "kabar#1"]
    joined = engine.complete(SAMPLE, waiting.state, "naskah#1", "", {})
    with pytest.raises(Conflict, match="TGS-15"):
        engine.retract(SAMPLE, joined.state, waiting.closed[0], [])


def test_withdrawn_return_brings_the_cancelled_branch_back() -> None:
    procedure = returning("z")
    before = run(procedure, "z#1", "a#1", "c#1").state
    made = engine.complete(procedure, before, "d#1", "mundur", {})
    undone = engine.retract(procedure, made.state, made.closed[0], ["z#2"], made.cancelled)
    assert (set(undone.state.open), undone.state.rounds) == ({"b#1", "d#1"}, before.rounds)


def test_ended_case_is_not_reopened() -> None:
    made = run(SAMPLE, "terima#1", "telaah#1=tolak")
    with pytest.raises(Refusal, match="TGS-14"):
        engine.retract(SAMPLE, made.state, made.closed[0], [])


def test_state_survives_its_row() -> None:
    each = {"lajur": ["loket"], "cara": "masing_masing"}
    procedure = procedure_of(step("a", pelaksana=each, lanjut="selesai"))
    state = engine.start(procedure, {"unit": {"loket": ["balai-mataram"]}}).state
    assert State.from_json(state.to_json()) == state
    assert State.from_data(state.to_data()) == state
    assert state.to_json() == '{"open":[["a",1,["loket"],"balai-mataram"]],"rounds":{"a":1},"ended":""}'


def test_a_unit_cannot_take_back_once_the_step_behind_the_last_unit_has_acted() -> None:
    each = {"lajur": ["loket"], "cara": "masing_masing"}
    procedure = procedure_of(
        step("buka", cabang=["isi", "lain"], gabung="tutup"),
        step("isi", pelaksana=each, lanjut="periksa"),
        step("periksa", lanjut="tutup"),
        step("lain", lanjut="tutup"),
        step("tutup", lanjut="selesai"),
    )
    facts: dict[str, object] = {"unit": {"loket": ["utara", "selatan"]}}
    first = run(procedure, "buka#1", "isi#1@utara", facts=facts)
    after = run(procedure, "buka#1", "isi#1@utara", "isi#1@selatan", "periksa#1", facts=facts)
    with pytest.raises(Conflict, match="later step"):
        engine.retract(procedure, after.state, first.closed[0], ())
