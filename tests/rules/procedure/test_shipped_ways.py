"""The shipped procedures walked from the first to the last step: who does each step, each return taken once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from simpul.rules.procedure import engine
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import State
from simpul.rules.refusals import Refusal

SOPS = Path(__file__).parents[3] / "src" / "simpul" / "sops"


@cache
def shipped(code: str) -> Procedure:
    return load((SOPS / code / "1.yaml").read_text(encoding="utf-8"), code)


def begun(starter: str, unit: str = "", **answered: str) -> dict[str, object]:
    """The facts of a case that an officer of this lane began, with these choices made."""
    return {"pemrakarsa": {"lajur": starter, "unit": unit}, "jawaban": answered}


def walk(code: str, ways: str, facts: dict[str, object]) -> tuple[list[str], State]:
    """Complete the steps in turn, each as ``id`` or ``id=outcome``; what was done as "step lane standard"."""
    procedure = shipped(code)
    made = engine.start(procedure, facts)
    done: list[str] = []
    for way in ways.split():
        name, _, outcome = way.partition("=")
        key = next(key for key, entry in made.state.open.items() if entry.step == name)
        done += [f"{each.entry.step} {each.entry.lane} {each.standard}" for each in made.opened]
        made = engine.complete(procedure, made.state, key, outcome, facts)
    return done, made.state


DOMESTIC = (
    "prakarsai reviu serahkan_draf rumuskan laporkan setujui=tidak laporkan setujui=setuju sampaikan_persetujuan "
    "siapkan_naskah tanda_tangan serahkan_hasil terima_hasil"
)


@pytest.mark.parametrize(
    ("level", "approves", "prepares", "signs"),
    [
        ("kepala_bpom", "kepala_bpom", "biro_ksh", "kepala_bpom"),
        ("pimpinan_madya", "kepala_bpom", "biro_ksh", "pimpinan_madya"),
        ("pimpinan_pratama", "kepala_bpom", "unit_kerja_pusat", "unit_kerja_pusat"),
        ("pimpinan_pratama_kuasa", "kepala_bpom", "unit_kerja_pusat", "unit_kerja_pusat"),
        ("kepala_upt", "pimpinan_madya", "upt_bpom", "upt_bpom"),
    ],
)
def test_the_signers_level_says_who_approves_prepares_and_signs(
    level: str, approves: str, prepares: str, signs: str
) -> None:
    facts = begun("upt_bpom", penanda_tangan=level, unit_penyiap="unit_kerja_pusat")
    done, state = walk("bpom-dn", DOMESTIC, facts)
    assert (dict(state.open), state.ended, state.rounds["laporkan"]) == ({}, "selesai", 2)
    for line in (
        "prakarsai upt_bpom N/A", "reviu biro_ksh 5 HK", "rumuskan biro_ho 7 HK", f"setujui {approves} 5 HK",
        f"siapkan_naskah {prepares} 1 HK", f"tanda_tangan {signs} -", "terima_hasil upt_bpom 1 HK",
    ):  # fmt: skip
        assert line in done


def test_a_central_unit_gets_ten_days_and_receives_what_it_began() -> None:
    done, _ = walk("bpom-dn", DOMESTIC, begun("unit_kerja_pusat", penanda_tangan="kepala_bpom"))
    assert done[1] == "reviu biro_ksh 10 HK"
    assert done[-1] == "terima_hasil unit_kerja_pusat 1 HK"


def test_for_a_pratama_nobody_prepares_before_the_unit_is_chosen() -> None:
    ways = DOMESTIC.partition(" siapkan_naskah")[0]
    with pytest.raises(Refusal, match="decided who does step"):
        walk("bpom-dn", ways, begun("upt_bpom", penanda_tangan="pimpinan_pratama"))


FOREIGN = (
    "kaji reviu rumuskan setujui_reviu=tidak reviu rumuskan setujui_reviu=ya sampaikan_kemenlu terima_kemenlu "
    "setujui_mitra=tidak terima_kemenlu setujui_mitra=ya mintakan_persetujuan=diubah reviu rumuskan setujui_reviu=ya "
    "sampaikan_kemenlu terima_kemenlu setujui_mitra=ya mintakan_persetujuan=disetujui siapkan_naskah tanda_tangan "
    "arsipkan simpan_ctc"
)


@pytest.mark.parametrize("level", ["kepala_bpom", "pimpinan_madya"])
def test_a_treaty_takes_each_return_once_and_its_level_decides_and_signs(level: str) -> None:
    done, state = walk("bpom-ln", FOREIGN, begun("biro_ksh", jenjang_penanda_tangan=level))
    assert (dict(state.open), state.ended) == ({}, "selesai")
    assert (state.rounds["reviu"], state.rounds["terima_kemenlu"]) == (3, 3)
    for step in ("setujui_reviu", "setujui_mitra"):
        assert f"{step} {level} 5 HK" in done
    assert f"tanda_tangan {level} 1 HK" in done


def test_the_treatys_signing_clock_runs_from_the_agreed_date() -> None:
    procedure = shipped("bpom-ln")
    assert procedure.by_id["tanda_tangan"].clock_from == "tanggal_penandatanganan"
    agreed = next(item for item in procedure.by_id["siapkan_naskah"].fields if item.id == "tanggal_penandatanganan")
    assert (agreed.kind, agreed.required) == ("tanggal", True)


@pytest.mark.parametrize(
    ("ways", "party", "step"),
    [
        ("kaji reviu rumuskan setujui_reviu=ya sampaikan_kemenlu", "kemenlu", "terima_kemenlu"),
        (FOREIGN.rpartition(" simpan_ctc")[0], "kemenlu", "simpan_ctc"),
        (FOREIGN.partition(" mintakan_persetujuan")[0], "mitra_luar_negeri", "mintakan_persetujuan"),
    ],
)
def test_a_clock_stands_while_somebody_outside_is_asked(ways: str, party: str, step: str) -> None:
    facts = begun("biro_ksh", jenjang_penanda_tangan="kepala_bpom")
    _, state = walk("bpom-ln", ways, facts)
    assert [entry.step for entry in state.open.values()] == [step]
    assert engine.waiting(shipped("bpom-ln"), state, facts) == frozenset()
    asked = {**facts, "pihak_ditunggu": [party]}
    assert engine.waiting(shipped("bpom-ln"), state, asked) == set(state.open)


def test_handing_over_to_the_foreign_ministry_starts_the_wait() -> None:
    starting = {step.id for step in shipped("bpom-ln").steps if any(e.name == "mulai_menunggu" for e in step.effects)}
    assert starting == {"sampaikan_kemenlu", "arsipkan"}


def test_monitoring_gives_each_chosen_unit_a_task_and_joins_them() -> None:
    facts = {"unit": {"unit_kerja_pusat": ["direktorat-contoh"], "upt_bpom": ["bbpom-contoh", "loka-umpama"]}}
    procedure = shipped("bpom-monev")
    state = engine.complete(procedure, engine.start(procedure, facts).state, "minta#1", "", facts).state
    assert list(state.open) == ["lapor#1@direktorat-contoh", "lapor#1@bbpom-contoh", "lapor#1@loka-umpama"]
    for key in list(state.open):
        assert "bahas#1" not in state.open
        state = engine.complete(procedure, state, key, "", facts).state
    assert (list(state.open), state.open["bahas#1"].lanes) == (["bahas#1"], ("biro_ksh",))
    state = engine.complete(procedure, state, "bahas#1", "", facts).state
    assert engine.complete(procedure, state, "laporkan#1", "", facts).ended == "selesai"


@pytest.mark.parametrize("kind", ["internal", "eksternal"])
def test_a_date_that_cannot_be_had_is_asked_for_again(kind: str) -> None:
    ways = (
        "tugaskan tetapkan_ketentuan informasikan minta_pelayanan minta_tanggal kaji_jadwal=tidak minta_tanggal "
        "kaji_jadwal=ya tetapkan_jadwal umumkan_jadwal"
    )
    done, state = walk("labkesmas-batam", ways, begun("kepala", jenis_customer=kind))
    assert (dict(state.open), state.ended, state.rounds["minta_tanggal"]) == ({}, "selesai", 2)
    assert f"minta_pelayanan customer_{kind} 5 menit" in done
    assert done[-1] == "umumkan_jadwal instalasi_sampling 2 menit per contoh uji"


def test_the_number_of_samples_is_asked_before_the_clock_that_counts_them() -> None:
    fields = shipped("labkesmas-batam").by_id["tetapkan_jadwal"].fields
    (counted,) = [item for item in fields if item.role == "jumlah_satuan"]
    assert (counted.kind, counted.required) == ("angka", True)
