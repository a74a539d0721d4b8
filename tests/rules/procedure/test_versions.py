"""From one version to the next: what publishing asks, what a running case needs, what a reader is told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from simpul.rules.procedure import engine
from simpul.rules.procedure.compare import Difference, compare
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.moving import hindrances
from simpul.rules.procedure.publishing import (
    FORMS_OF_REQUEST,
    check_intake,
    check_lanes,
    check_units,
    check_version,
    next_version,
    version_key,
)
from simpul.rules.procedure.state import State
from simpul.rules.procedure.vocabulary import WORKBENCHES
from tests.rules.procedure.samples import FILE, RICH, procedure_of, step

SAMPLE = load(FILE, "contoh")
SOPS = Path(__file__).resolve().parents[3] / "src" / "simpul" / "sops"


def test_a_lane_without_people_is_named_with_its_line() -> None:
    (fault,) = check_lanes(SAMPLE, {"loket"}, FILE)
    assert (fault.line, fault.field) == (1 + FILE.splitlines().index("  - {id: kepala, nama: Kepala}"), "pelaksana.2")
    assert fault.reason == "Nobody is in the lane “Kepala”, which does the steps 2, 3b."
    assert check_lanes(SAMPLE, {"loket", "kepala"}) == []
    unused = load(FILE.replace("{id: kepala, nama: Kepala}", "{id: kepala, nama: Kepala}\n  - {id: x, nama: X}"), "y")
    assert check_lanes(unused, {"loket", "kepala"}) == []


def test_a_step_for_each_unit_wants_people_who_stand_for_one() -> None:
    each = load((SOPS / "bpom-monev" / "1.yaml").read_text(), "monev")
    lanes = {lane for one in each.steps if one.performer.mode == "masing_masing" for lane in one.performer.lanes}
    assert lanes
    assert check_units(each, lanes) == []
    faults = check_units(each, set(), (SOPS / "bpom-monev" / "1.yaml").read_text())
    assert len(faults) == len(lanes)
    assert all(fault.line > 1 and fault.field.startswith("pelaksana.") for fault in faults)
    assert check_units(SAMPLE, set()) == []


@pytest.mark.parametrize(
    ("version", "published", "ok"),
    [
        ("1", [], True), ("2", ["1"], True), ("1", ["1"], False), ("1.0", ["1"], False), ("1.10", ["1.9"], True),
        ("1.9", ["1.10", "1.2"], False), ("2", ["1.9.9"], True), ("2.rc1", ["2"], False), ("2", ["2.rc1"], True),
    ],
)  # fmt: skip
def test_a_version_must_be_higher(version: str, published: list[str], ok: bool) -> None:
    faults = check_version(version, published, FILE)
    assert ok == (not faults)
    assert all((fault.line, fault.field) == (2, "versi") for fault in faults)


def test_versions_in_order() -> None:
    order = ["0.9", "1.rc", "1", "1.0.1", "1.2", "1.10", "2"]
    keys = [version_key(version) for version in order]
    assert all(one < other for one, other in pairwise(keys))


def state(*entries: list[Any]) -> State:
    return State.from_data({"open": list(entries), "rounds": {entry[0]: 1 for entry in entries}, "ended": ""})


BRANCHED = state(["kabar", 1, ["loket"], ""], ["naskah", 1, ["kepala"], ""])
LATER = FILE.replace("Menelaah surat", "Menelaah isi surat").replace("waktu: N/A", "waktu: 4 HK")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("- id: kabar", "- id: berita", ["SOP-21", "SOP-24"]),
        (
            "no: 3b\n    kegiatan: Menyusun naskah\n    pelaksana: kepala",
            "no: 3b\n    kegiatan: Menyusun naskah\n    pelaksana: loket",
            ["SOP-22"],
        ),
        (
            "no: 3a\n    kegiatan: Memberi kabar\n    pelaksana: loket",
            "no: 3a\n    kegiatan: Memberi kabar\n    pelaksana: {lajur: [loket], cara: masing_masing}",
            ["SOP-23"],
        ),
        ("cabang: [kabar, naskah]", "cabang: [naskah, kabar]", ["SOP-24", "SOP-24"]),
        ("    gabung: simpan", "    gabung: susul", ["SOP-24", "SOP-24"]),
    ],
)  # fmt: skip
def test_what_keeps_a_case_on_its_version(old: str, new: str, codes: list[str]) -> None:
    text = (
        LATER.replace(old, new, 1).replace("cabang: [kabar,", "cabang: [berita,")
        if "berita" in new
        else LATER.replace(old, new, 1)
    )
    if "susul" in new:
        text = text.replace("lanjut: simpan", "lanjut: susul") + FILE[FILE.index("  - id: simpan") :].replace(
            "simpan", "susul"
        ).replace("lanjut: selesai", "lanjut: simpan")
    found = hindrances(SAMPLE, load(text, "baru"), BRANCHED)
    assert [refusal.code for refusal in found] == codes


def test_a_case_that_can_move_goes_on_under_the_new_version() -> None:
    new = load(LATER, "baru")
    assert hindrances(SAMPLE, new, BRANCHED) == ()
    made = engine.complete(new, engine.complete(new, BRANCHED, "kabar#1", "", {}).state, "naskah#1", "", {})
    assert list(made.state.open) == ["simpan#1"]
    assert [refusal.code for refusal in hindrances(SAMPLE, new, State({}, {}, "selesai"))] == ["TGS-14"]


def test_a_step_that_was_done_must_be_known_to_the_new_version() -> None:
    old = procedure_of(step("a", lanjut="b"), step("b", lanjut="c"), step("c", lanjut="selesai"))
    new = procedure_of(step("a", lanjut="c"), step("c", lanjut="selesai"))
    passed = State.from_data({"open": [["c", 1, ["loket"], ""]], "rounds": {"a": 1, "b": 2, "c": 1}, "ended": ""})
    assert [(refusal.code, refusal.params) for refusal in hindrances(old, new, passed)] == [
        ("SOP-25", {"no": old.by_id["b"].no})
    ]


def test_nothing_has_changed() -> None:
    assert not compare(SAMPLE, SAMPLE)


def test_changes_of_the_head() -> None:
    new = RICH.replace("nomor: S.1", "nomor: S.2").replace("{id: kepala, nama: Kepala}", "{id: kepala, nama: Ketua}")
    new = new.replace("nama: dari kepala, pemrakarsa: [kepala]", "nama: dari kepala, pemrakarsa: [loket]")
    found = compare(load(RICH, "lama"), load(new, "baru"))
    assert found.head == (
        Difference("identitas.nomor", "S.1", "S.2"),
        Difference("pelaksana.kepala.nama", "Kepala", "Ketua"),
        Difference("ketentuan.dari_kepala.pemrakarsa", "kepala", "loket"),
    )
    assert found.steps == ()


def test_changes_of_steps() -> None:
    old = procedure_of(step("a", lanjut="b"), step("b", lanjut="c"), step("c", lanjut="d"), step("d", lanjut="selesai"))
    new = procedure_of(
        step("a", lanjut="d", pelaksana={"lajur": ["loket"], "tercetak": "Loket Utama"}),
        step("d", lanjut="c"),
        step("c", lanjut="x", waktu=[{"jika": "selalu", "waktu": "2 HK"}]),
        step("x", lanjut="selesai"),
    )
    found = compare(old, new)
    assert [(change.kind, change.step) for change in found.steps] == [
        ("changed", "a"), ("removed", "b"), ("moved", "d"), ("changed", "c"), ("added", "x"),
    ]  # fmt: skip
    assert found.steps[0].fields == (
        Difference("pelaksana.tercetak", "", "Loket Utama"),
        Difference("lanjut", "b", "d"),
    )
    assert found.steps[3].fields == (
        Difference("waktu", "1 HK", "jika: selalu, waktu: 2 HK"),
        Difference("lanjut", "d", "x"),
    )


def test_every_form_that_names_a_request_is_known() -> None:
    assert set(WORKBENCHES) >= FORMS_OF_REQUEST
    assert not FORMS_OF_REQUEST & {"umum", "menunggu_mitra"}


def test_a_form_of_a_request_is_named_with_its_line() -> None:
    text = FILE.replace("    waktu: 1 HK\n", "    waktu: 1 HK\n    formulir: telaah\n", 1)
    fault = check_intake(load(text, "contoh"), False, "", text)[0]
    assert text.splitlines()[fault.line - 1] == "    formulir: telaah"
    assert fault.field == "formulir"
    assert "“telaah”" in fault.reason
    assert check_intake(load(text, "contoh"), True, "contoh", text) == []


def test_only_a_request_begins_a_case_of_the_intake_procedure() -> None:
    rich = load(RICH, "kaya")
    part, (rounds, *_) = check_intake(rich, False, "penilaian", RICH), check_intake(rich, True, rich.code, RICH)
    assert [(fault.step, fault.field) for fault in part] == [("nilai", "subprosedur")]
    assert RICH.splitlines()[part[0].line - 1] == "    subprosedur: penilaian"
    assert (rounds.field, RICH.splitlines()[rounds.line - 1]) == ("pengatur_waktu", "pengatur_waktu:")
    assert check_intake(rich, False, "lain", RICH) == []


@pytest.mark.parametrize(
    ("published", "following"),
    [([], "1"), (["1"], "2"), (["1", "1.9", "1.10"], "2"), (["9", "10"], "11"), (["v3"], "4")],
)
def test_the_next_version_is_higher_than_all(published: list[str], following: str) -> None:
    assert next_version(published) == following
    assert check_version(following, published) == []
