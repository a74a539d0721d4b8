"""The shipped BBLBK procedure walked with each of its returns once, and a changed copy that behaves as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.rules.procedure import engine
from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.loader import check, load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import Entry, State

FILE = Path(__file__).parents[3] / "src" / "simpul" / "sops" / "bblbk" / "1.yaml"
TEXT = FILE.read_text(encoding="utf-8")

WALK = [
    "hubungi#1", "ajukan#1", "terima#1", "catat_srikandi#1", "disposisi#1",
    "telaah#1=minta_kelengkapan", "lengkapi#1", "telaah#2=terima",
    "koordinasi#1", "susun_draf#1", "telaah_hukum#1=tidak_layak",
    "susun_draf#2", "surat_balasan#1", "telaah_hukum#2=layak",
    "perundingan#1=teks_diubah", "susun_draf#3", "telaah_hukum#3=layak", "perundingan#2=sepakat",
    "penomoran#1", "tanda_tangan#1", "pengarsipan#1",
]  # fmt: skip


@pytest.fixture(scope="module")
def bblbk() -> Procedure:
    return load(TEXT, FILE.name)


def act(procedure: Procedure, state: State, step: str, facts: dict[str, object]) -> tuple[State, list[str]]:
    key, _, outcome = step.partition("=")
    made = engine.complete(procedure, state, key, outcome, facts)
    return made.state, [effect.name for effect in made.effects]


def test_it_has_no_fault() -> None:
    assert check(TEXT) == []


def test_it_prints_the_numbers_and_times_of_the_guide(bblbk: Procedure) -> None:
    printed = [(step.no, step.time_text) for step in bblbk.steps if step.origin.step != "tambahan"]
    assert printed == [
        ("1", "-"), ("2", "-"), ("3a", "-"), ("3b", "-"), ("3c", "-"), ("3d", "1 HK"), ("4a", "-"), ("4b", "-"),
        ("5a", "3 hari"), ("5b", "hari yang sama"), ("6", "-"), ("7", "1 HK"),
    ]  # fmt: skip
    assert [lane.name for lane in bblbk.lanes][-2:] == [
        "Tim Kerja Mutu, Penguatan SDM dan Kemitraan",
        "Tim Analis Hukum",
    ]
    assert bblbk.by_id["perundingan"].performer.printed == "Tim Kerja Program Layanan"
    assert len(bblbk.identity.legal_basis) == 9


def test_walk_takes_each_return_once(bblbk: Procedure) -> None:
    state, effects = engine.start(bblbk, {}).state, []
    for step in WALK:
        state, done = act(bblbk, state, step, {})
        effects += done
    assert (dict(state.open), state.ended) == ({}, "selesai")
    assert state.rounds["susun_draf"] == state.rounds["telaah_hukum"] == 3
    assert effects == [
        "terbitkan_tanda_terima", "catat_srikandi", "catat_disposisi", "minta_kelengkapan", "kirim_surat_balasan",
        "tawarkan_draf", "tawarkan_draf", "kunci_naskah", "buka_ruang_tanda_tangan", "berlakukan_perjanjian",
        "arsipkan", "terbitkan_register", "kabari_mitra",
    ]  # fmt: skip


def test_reply_and_coordination_run_together_and_meet_before_numbering(bblbk: Procedure) -> None:
    state = engine.start(bblbk, {}).state
    for step in [*WALK[:5], "telaah#1=terima", "koordinasi#1", "susun_draf#1", "telaah_hukum#1=layak"]:
        state, _ = act(bblbk, state, step, {})
    assert set(state.open) == {"surat_balasan#1", "perundingan#1"}
    state, _ = act(bblbk, state, "perundingan#1=sepakat", {})
    assert set(state.open) == {"surat_balasan#1"}
    state, _ = act(bblbk, state, "surat_balasan#1", {})
    assert set(state.open) == {"penomoran#1"}


def test_letter_already_in_srikandi_skips_that_step(bblbk: Procedure) -> None:
    state = engine.start(bblbk, {}).state
    for step in WALK[:2]:
        state, _ = act(bblbk, state, step, {"di_srikandi": True})
    made = engine.complete(bblbk, state, "terima#1", "", {"di_srikandi": True})
    assert (list(made.state.open), made.skipped) == (["disposisi#1"], ("catat_srikandi",))


def test_refusal_ends_the_case(bblbk: Procedure) -> None:
    state = engine.start(bblbk, {}).state
    for step in [*WALK[:5], "telaah#1=tolak"]:
        state, _ = act(bblbk, state, step, {})
    state, effects = act(bblbk, state, "tolak#1", {})
    assert (state.ended, effects) == ("selesai", ["kirim_surat_penolakan", "tutup_ditolak"])


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("susun_draf#1", {"kelengkapan_kurang": 1}),
        ("perundingan#1", {"tanggapan_mitra_ditunggu": True}),
        ("tanda_tangan#1", {"penanda_belum": {"mitra": 1, "lembaga": 0}}),
        ("lengkapi#1", {}),
    ],
)
def test_clock_stands_on_account_of_the_partner(bblbk: Procedure, key: str, facts: dict[str, object]) -> None:
    step = key.partition("#")[0]
    state = State({key: Entry(key, step, 1, ("mitra",))}, {step: 1})
    assert engine.waiting(bblbk, state, facts) == {key}
    assert engine.waiting(bblbk, state, {"penanda_belum": {"mitra": 1, "lembaga": 1}}) == (
        {key} if step == "lengkapi" else frozenset()
    )


def test_every_step_can_be_withdrawn_from(bblbk: Procedure) -> None:
    state = engine.start(bblbk, {}).state
    for step in WALK:
        assert engine.withdraw(bblbk, state).ended == "ditarik"
        state, _ = act(bblbk, state, step, {})


def test_a_changed_copy_behaves_as_it_says() -> None:
    changed = TEXT.replace("pelaksana: tim_analis_hukum\n", "pelaksana: tim_program_pelayanan\n", 1)
    changed = changed.replace("waktu: hari yang sama", "waktu: 2 HK", 1)
    changed = changed.replace("      tidak_layak: susun_draf", "      tidak_layak: koordinasi", 1)
    procedure = load(changed, "copy")
    state = engine.start(procedure, {}).state
    for step in [*WALK[:5], "telaah#1=terima", "koordinasi#1"]:
        state, _ = act(procedure, state, step, {})
    made = engine.complete(procedure, state, "susun_draf#1", "", {})
    (opening,) = made.opened
    assert (opening.entry.lane, opening.standard) == ("tim_program_pelayanan", "2 HK")
    made = engine.complete(procedure, made.state, "telaah_hukum#1", "tidak_layak", {})
    assert list(made.state.open) == ["surat_balasan#1", "koordinasi#2"]
    edges = {(edge.source, edge.target, edge.kind) for edge in graph_of(procedure).edges}
    assert ("telaah_hukum", "koordinasi", "return") in edges


def test_every_form_step_says_who_makes_its_outputs(bblbk: Procedure) -> None:
    for step in bblbk.steps:
        filled = {item.fills for item in step.fields}
        assert all(output.made_by_form or output.id in filled for output in step.outputs), step.id
