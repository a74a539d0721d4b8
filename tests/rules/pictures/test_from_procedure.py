"""The shipped procedure as a picture, and the standing of a case in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.rules.pictures.from_procedure import sentences, status_of, swimlane
from simpul.rules.procedure.graph import graph_of
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from tests.guide import EXAMPLE
from tests.rules.pictures.test_swimlane import assert_readable

SHIPPED = sorted((Path(__file__).parents[3] / "src/simpul/sops").glob("*/*.yaml"))


def shipped(path: Path) -> Procedure:
    return load(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}")


def bblbk() -> Procedure:
    return shipped(next(path for path in SHIPPED if path.parent.name == "bblbk"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_procedures_are_readable(path: Path) -> None:
    procedure = shipped(path)
    assert_readable(swimlane(procedure), len(graph_of(procedure).edges))
    assert len(sentences(procedure)) == 1 + len(procedure.steps)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_procedures_are_readable_at_every_step(path: Path) -> None:
    procedure = shipped(path)
    history = [(step.id, next(iter(step.decisions), "")) for step in procedure.steps]
    for step in procedure.steps:
        flag = {step.id: f"{step.title}, sampai Rabu, 2 Desember 2026 pukul 16.00 WIB"}
        status = status_of(procedure, completed=history, current=flag, rounds={step.id: 2})
        assert_readable(swimlane(procedure, status), len(graph_of(procedure).edges))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_steps_of_several_lanes_stand_in_each_and_are_told_with_each(path: Path) -> None:
    procedure = shipped(path)
    drawing, told = swimlane(procedure), sentences(procedure)
    bands = {lane.id: band for lane, band in zip(graph_of(procedure).lanes, drawing.bands, strict=True)}
    for step, sentence in zip(procedure.steps, told[1:], strict=False):
        lanes = {lane for lane in step.performer.lanes if lane in bands}
        shown = {one.node.lane: one for one in drawing.symbols if one.node.step == step.id}
        assert set(shown) == lanes
        assert all(bands[lane].top < one.y < bands[lane].top + bands[lane].height for lane, one in shown.items())
        assert all(procedure.lane_name(lane) in sentence for lane in lanes)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_procedures_are_readable_with_the_position_in_any_lane(path: Path) -> None:
    procedure = shipped(path)
    several = [(step, lane) for step in procedure.steps for lane in step.performer.lanes if step.performer.lanes[1:]]
    for step, lane in several:
        status = status_of(procedure, completed=[], current={step.id: "5 HK lagi"}, lanes={step.id: lane})
        drawing = swimlane(procedure, status)
        assert_readable(drawing, len(graph_of(procedure).edges))
        assert {one.node.lane for one in drawing.symbols if one.state == "now"} == {lane}


def test_steps_ahead_of_the_open_one_are_still_to_come() -> None:
    procedure = bblbk()
    edges = graph_of(procedure).edges
    back = next(edge for edge in edges if edge.kind == "return" and edge.label == "teks diubah")
    leads_back = {edge.source for edge in edges if edge.kind == "return"}
    completed = [(step.id, "") for step in procedure.steps if step.id not in leads_back]
    outcome = next(key for key in procedure.by_id[back.source].decisions if key.replace("_", " ") == back.label)
    status = status_of(
        procedure,
        completed=[*completed, (back.source, outcome)],
        current={back.target: "hari ini"},
        rounds={back.target: 2, procedure.start: 1},
    )
    assert status.looped == {(back.source, back.target)}
    assert status.rounds == ((back.target, 2),)
    assert procedure.start in status.done
    assert not {back.source, back.target} & status.done


def test_the_sentences_say_conditions_performers_and_what_the_buttons_say() -> None:
    told = {line.split(",")[0]: line for line in sentences(load(EXAMPLE, "pinjam-alat"))}
    check, decide, calibrate, hand_over = (told[f"Langkah {number}"] for number in (2, 3, 5, 6))
    assert "Waktu: 2 HK bila alat presisi, selain itu 1 HK." in check
    assert "Bila dipilih “Kembalikan untuk dilengkapi”, kembali ke langkah 1 (Ajukan permohonan)." in check
    assert "Bila dipilih “Setujui peminjaman”, lanjut ke langkah 4a" in decide
    assert decide.endswith("Bila dipilih “Tolak peminjaman”, alur berakhir.")
    assert "Hanya bila alat presisi; selain itu dilewati. Waktu: 3 HK." in calibrate
    assert hand_over.startswith("Langkah 6, Pengelola Alat bersama Pemohon: Serahkan alat.")


def test_no_outcome_with_a_name_is_told_by_its_id() -> None:
    for procedure in map(shipped, SHIPPED):
        words = " ".join(sentences(procedure))
        named = [
            (outcome, step.outcome_labels[outcome])
            for step in procedure.steps
            for outcome in step.decisions
            if outcome in step.outcome_labels
        ]
        assert [name for _, name in named if f"Bila dipilih “{name}”, " not in words] == []
