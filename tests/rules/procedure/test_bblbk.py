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

PROGRAM, MUTU = "Tim Kerja Program Pelayanan", "Tim Kerja Mutu, Penguatan SDM dan Kemitraan"
SOURCE, ADDED = "sumber", "tambahan"
# What the guide says, typed by hand: label, lanes, time, outputs ("+" before what is added), origin of the step.
TABLE = [
    ("1", "Mitra", "-", ["+Catatan kontak"], SOURCE),
    ("2", "Mitra", "-", ["Permohonan beserta lampiran"], SOURCE),
    ("3a", "Tata Usaha", "-", ["+Tanda terima dengan nomor tiket"], SOURCE),
    ("3b", "Tim Arsiparis", "-", ["Nomor Srikandi"], SOURCE),
    ("3c", "Kepala BBLBK", "-", ["Disposisi"], SOURCE),
    ("3d", PROGRAM, "1 HK", ["Hasil telaah", "+Permintaan kelengkapan"], SOURCE),
    ("+", "Mitra", "-", ["+Jawaban mitra"], ADDED),
    ("+", PROGRAM, "-", ["+Surat penolakan"], ADDED),
    ("4a", PROGRAM, "-", ["Surat balasan yang memuat persetujuan"], SOURCE),
    ("4b", PROGRAM, "-", ["+Catatan koordinasi"], SOURCE),
    ("5a", MUTU, "3 hari", ["Draf perjanjian"], SOURCE),
    ("5b", "Tim Analis Hukum", "hari yang sama", ["Analisis hukum"], SOURCE),
    ("6", PROGRAM, "-", ["+Catatan pembahasan", "Draf yang disepakati"], SOURCE),
    ("+", "Tata Usaha", "-", ["+Nomor dan tanggal perjanjian", "+Naskah siap ditandatangani"], ADDED),
    ("7", "Mitra, Kepala BBLBK", "1 HK", ["Perjanjian yang ditandatangani"], SOURCE),
    ("+", "Tim Arsiparis", "-", ["+Catatan arsip"], ADDED),
]
LANES = ["Mitra", "Tata Usaha", "Tim Arsiparis", "Kepala BBLBK", PROGRAM, MUTU, "Tim Analis Hukum"]
RETURNS = {("3d", "minta_kelengkapan", "+"), ("5b", "tidak_layak", "5a"), ("6", "teks_diubah", "5a")}


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


def test_lanes_times_outputs_and_origins_are_those_of_the_guide(bblbk: Procedure) -> None:
    assert [lane.name for lane in bblbk.lanes] == LANES
    rows = [
        (
            step.no,
            ", ".join(sorted((bblbk.lane_name(lane) for lane in step.performer.lanes), key=LANES.index)),
            step.time_text,
            [f"{'+' * ((one.origin or step.origin.of_part('keluaran')) == ADDED)}{one.name}" for one in step.outputs],
            step.origin.step,
        )
        for step in bblbk.steps
    ]
    assert rows == TABLE


def test_returns_and_refusal_lead_where_the_table_says(bblbk: Procedure) -> None:
    found = {
        (step.no, outcome, bblbk.by_id[target].no)
        for step in bblbk.steps
        for outcome, target in step.decisions.items()
        if (step.no, outcome) in {(no, name) for no, name, _ in RETURNS}
    }
    assert found == RETURNS
    assert {step.origin.of_flow(name) for step in bblbk.steps for no, name, _ in RETURNS if step.no == no} == {ADDED}
    refusal = bblbk.by_id[bblbk.by_id["telaah"].decisions["tolak"]]
    assert "tutup_ditolak" in {effect.name for effect in refusal.effects}


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
