"""The shipped procedures against tables typed from their sources, and what each of their forms leaves behind."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from simpul.rules.procedure import answers
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.loader import check, load
from simpul.rules.procedure.model import END, NOT_IN_SOURCE, Field, Procedure, Step
from simpul.rules.procedure.totals import Total, totals
from tests.rules.procedure.shipped import NEEDS, NOTES, SHEETS, Sheet

SOPS = Path(__file__).parents[3] / "src" / "simpul" / "sops"
CODES = ("bblbk", *SHEETS)
LETTERHEAD_LAWS = 8


@cache
def shipped(code: str) -> Procedure:
    return load((SOPS / code / "1.yaml").read_text(encoding="utf-8"), code)


@pytest.mark.parametrize("code", CODES)
def test_it_has_no_fault(code: str) -> None:
    assert check((SOPS / code / "1.yaml").read_text(encoding="utf-8")) == []
    assert shipped(code).code == code


@pytest.mark.parametrize(("code", "sheet"), SHEETS.items())
def test_head_and_lanes_stand_as_printed(code: str, sheet: Sheet) -> None:
    procedure = shipped(code)
    assert procedure.identity.number == sheet.number
    assert tuple(lane.name for lane in procedure.lanes) == sheet.lanes
    assert tuple(lane.name for lane in procedure.outside) == sheet.outside


@pytest.mark.parametrize(("code", "sheet"), SHEETS.items())
def test_rows_stand_as_printed(code: str, sheet: Sheet) -> None:
    procedure = shipped(code)
    assert [step.no for step in procedure.steps] == [row.no for row in sheet.rows]
    for step, row in zip(procedure.steps, sheet.rows, strict=True):
        assert tuple(procedure.lane_name(lane) for lane in step.performer.lanes) == row.lanes, row.no
        general = sorted(step.timings, key=lambda timing: timing.condition is not None)
        assert tuple(timing.standard for timing in general) == row.times, row.no
        assert {output.name for output in step.outputs} >= set(row.outputs), row.no
        assert (step.origin.step, step.origin.of_part("pelaksana")) == (row.origin, row.performer), row.no
        assert step.origin.of_part("waktu") == row.origin


@pytest.mark.parametrize(("code", "sheet"), SHEETS.items())
def test_outputs_that_the_source_does_not_name_say_so(code: str, sheet: Sheet) -> None:
    for step, row in zip(shipped(code).steps, sheet.rows, strict=True):
        own = step.origin.of_part("keluaran")
        literal = {output.name for output in step.outputs if (output.origin or own) == row.origin}
        assert literal == set(row.outputs), row.no


@pytest.mark.parametrize("code", SHEETS)
def test_requirements_and_notes_stand_as_in_the_source(code: str) -> None:
    steps = shipped(code).steps
    assert tuple(step.requirements for step in steps) == NEEDS[code]
    notes = {no: [step.notes for step in steps if step.no == no] for no in NOTES[code]}
    lost = [(no, part) for no, parts in NOTES[code].items() for part in parts if part not in " ".join(notes[no])]
    assert lost == []


@pytest.mark.parametrize("code", ["bpom-dn", "bpom-ln", "bpom-monev"])
def test_what_bpoms_general_part_says_is_on_the_sheet(code: str) -> None:
    procedure = shipped(code)
    identity, said = procedure.identity, " ".join(procedure.remarks)
    assert identity.related == ("POM-13.01/CFM.01/SOP.02 Pengembangan Jejaring Kerja Sama Dalam dan Luar Negeri",)
    assert [name.lower() for name in identity.equipment] == [
        "alat tulis kantor",
        "printer dan komputer",
        "teleconference",
    ]
    assert "BPOM" in identity.warnings[0]
    assert all(word in identity.records[0] for word in ("elektronik", "cetakan"))
    words = ("POM-13.01 ", "Biro KSH, Biro HO", "perjanjian kerja sama dalam dan luar negeri", "N/A", "POM-00",
             "organisasi internasional", "akademisi", "13 halaman", "dokumen terkendali", "Loka POM", "eselon II",
             "Deputi I sampai IV", "pejabat yang diberi kuasa")  # fmt: skip
    assert [word for word in words if word not in said] == []


def test_what_the_guide_of_bblbk_says_beside_its_steps_is_on_the_sheet() -> None:
    said = " ".join(shipped("bblbk").remarks)
    words = ("SK pengangkatan jabatan", "pendelegasian wewenang", "kartu nama (bila ada)", "akta perusahaan", "KTP",
             "NPWP", "NIB", "CV", "surat pengantar magang", "Tim Analis Hukum", "7 hari kerja",
             "tidak ada dalam sumber")  # fmt: skip
    assert [word for word in words if word not in said] == []


def test_what_the_source_of_batam_does_not_say_is_marked_in_its_notes() -> None:
    notes = {step.id: step.notes for step in shipped("labkesmas-batam").steps if step.notes}
    marked = {name for name, note in notes.items() if "(tafsir)" in note or "tambahan" in note}
    assert marked == notes.keys()


@pytest.mark.parametrize("code", CODES)
def test_the_outcomes_have_the_words_of_the_source(code: str) -> None:
    words = {"bpom-dn": [["Setuju", "Tidak"]], "labkesmas-batam": [["Ya", "Tidak"]]} | {
        "bpom-ln": [["Ya", "Tidak"], ["Ya", "Tidak"], ["Mitra menyetujui", "Mitra mengubah draft"]]
    }
    found = [list(step.outcome_labels.values()) for step in shipped(code).steps if step.decisions]
    assert code == "bblbk" or found == words.get(code, [])


@pytest.mark.parametrize(("code", "sheet"), SHEETS.items())
def test_returns_lead_where_the_table_says(code: str, sheet: Sheet) -> None:
    procedure = shipped(code)
    order = [step.id for step in procedure.steps]
    found = {
        (step.no, way, procedure.by_id[target].no, step.origin.of_flow(way))
        for step in procedure.steps
        for way, target in step.targets()
        if target != END and order.index(target) <= order.index(step.id)
    }
    assert found == sheet.returns


@pytest.mark.parametrize(
    ("code", "total"),
    [
        ("bpom-dn", Total("35 HK", (("dari UPT", "30 HK"),))),
        ("bpom-ln", Total("76 HK")),
        ("bpom-monev", Total("23 HK")),
        ("labkesmas-batam", Total("1 hari, 175 menit, 2 menit per contoh uji")),
    ],
)
def test_the_standard_times_add_up(code: str, total: Total) -> None:
    assert totals(shipped(code)) == total


@pytest.mark.parametrize("code", [code for code in SHEETS if code.startswith("bpom")])
def test_what_bpoms_first_pages_held_is_said_to_be_missing(code: str) -> None:
    identity = shipped(code).identity
    assert {identity.made_on, identity.revised_on, identity.effective_on, identity.approval} == {NOT_IN_SOURCE}
    assert identity.qualifications == (NOT_IN_SOURCE,)
    assert identity.legal_basis[:2] == (NOT_IN_SOURCE, NOT_IN_SOURCE)
    assert len(identity.legal_basis[2:]) == LETTERHEAD_LAWS
    assert all("Nomor" in law for law in identity.legal_basis[2:])


def test_batams_head_is_told_by_capacity_only() -> None:
    identity = shipped("labkesmas-batam").identity
    assert (identity.made_on, identity.revised_on, identity.effective_on) == (
        "10 Juni 2024",
        "07 Juli 2025",
        "11 Juli 2025",
    )
    assert identity.approval.startswith("Plt. Kepala (")
    assert (len(identity.legal_basis), len(identity.qualifications), len(identity.related)) == (3, 3, 7)


def test_bblbk_keeps_the_times_of_its_guide() -> None:
    times = {step.no: step.time_text for step in shipped("bblbk").steps if step.time_text != "-"}
    assert times == {"3d": "1 HK", "5a": "3 hari", "5b": "hari yang sama", "7": "1 HK"}


@pytest.mark.parametrize("code", CODES)
def test_reminders_come_before_and_after_each_clock(code: str) -> None:
    procedure = shipped(code)
    for step in procedure.steps:
        names = {timer.name for timer in procedure.timers_of(step)}
        assert ("ingatkan_atasan" in names) is step.has_clock, step.id


def test_monitoring_starts_a_round_every_quarter() -> None:
    assert shipped("bpom-monev").period == "triwulan"
    assert {shipped(code).period for code in CODES if code != "bpom-monev"} == {""}


def answer(field: Field, choices: dict[str, str]) -> dict[str, str]:
    """Something that may be typed into the field; ``choices``: what to choose where it matters."""
    first = field.choices[0].id if field.choices else ""
    plain = {
        "teks": "Isian contoh", "uraian": "Uraian contoh", "tanggal": "2026-11-23", "angka": "3", "rupiah": "0",
        "pilihan": choices.get(field.id, first), "unit": ",".join(f"{lane}:unit-contoh" for lane in field.lanes),
    }  # fmt: skip
    if field.kind == "tabel":
        return {f"{field.id}.0.{column.id}": "Sel contoh" for column in field.columns}
    return {field.id: plain[field.kind]} if field.kind in plain else {}


def left_behind(code: str, step: Step, outcome: str, choices: dict[str, str], facts: dict[str, object]) -> set[str]:
    """Ids of the outputs that the step's form makes when everything asked is given."""
    procedure = shipped(code)
    raw: dict[str, str] = {}
    for field in step.fields_for(outcome):
        raw |= answer(field, choices)
    files = {field.id for field in step.fields if field.kind == "berkas"}
    read = answers.read(procedure, step, outcome, raw, files, facts, Days.of(date(2026, 11, 23)))
    assert read.faults == {}, step.id
    asked = answers.fields_of(procedure, step, outcome, read.facts)
    made = set(answers.records(procedure, step, outcome, read.values, read.facts))
    made |= {field.fills for field in asked if field.kind == "berkas"}
    made |= {output.id for output in step.outputs if output.made_by_form}
    assert answers.missing(procedure, step, outcome, made, read.facts) == ()
    return {output.id for output in answers.outputs_of(procedure, step, outcome, read.facts)} & made


@pytest.mark.parametrize("code", CODES)
def test_every_form_leaves_every_output_behind(code: str) -> None:
    for step in shipped(code).steps:
        for outcome in step.decisions or ("",):
            facts: dict[str, object] = {"pemrakarsa": {"lajur": "upt_bpom", "unit": ""}}
            assert left_behind(code, step, outcome, {}, facts), (step.id, outcome)


@pytest.mark.parametrize(
    ("code", "step", "field", "choice", "output", "due"),
    [
        ("bpom-dn", "laporkan", "penanda_tangan", "pimpinan_pratama_kuasa", "surat_kuasa", True),
        ("bpom-dn", "laporkan", "penanda_tangan", "pimpinan_pratama", "surat_kuasa", False),
        ("bpom-dn", "laporkan", "penanda_tangan", "kepala_upt", "surat_kuasa", False),
        ("bpom-ln", "terima_kemenlu", "full_power", "perlu", "usulan_full_power", True),
        ("bpom-ln", "terima_kemenlu", "full_power", "tidak_perlu", "usulan_full_power", False),
        ("bpom-ln", "siapkan_naskah", "full_power", "perlu", "full_power", True),
        ("bpom-ln", "siapkan_naskah", "full_power", "tidak_perlu", "full_power", False),
    ],
)
def test_what_is_only_made_when_needed(code: str, step: str, field: str, choice: str, output: str, due: bool) -> None:
    made = left_behind(code, shipped(code).by_id[step], "", {field: choice}, {})
    assert (output in made) is due


@pytest.mark.parametrize(("kind", "due"), [("balai_besar", True), ("balai", True), ("loka", False), ("", False)])
def test_the_final_draft_goes_along_for_a_balai_but_not_for_a_loka(kind: str, due: bool) -> None:
    answered: dict[str, object] = {"jawaban": {"jenis_upt": kind}} if kind else {}
    made = left_behind("bpom-dn", shipped("bpom-dn").by_id["serahkan_draf"], "", {}, answered)
    assert ("draf_final_upt" in made) is due


@pytest.mark.parametrize(("by", "due"), [("mitra_luar_negeri", True), ("kedutaan", True), ("kepala_bpom", False)])
def test_a_counter_draft_is_studied_when_abroad_began(by: str, due: bool) -> None:
    answered: dict[str, object] = {"jawaban": {"asal_prakarsa": by}}
    made = left_behind("bpom-ln", shipped("bpom-ln").by_id["reviu"], "", {}, answered)
    assert ("counter_draft" in made) is due


def test_a_treaty_original_is_never_signed_electronically() -> None:
    fields = {field.id: field for step in shipped("bpom-ln").steps for field in step.fields}
    offered = {choice.id for choice in fields["cara_tanda_tangan_asli"].choices}
    assert offered == {"basah_sirkular", "basah_tatap_muka"}
    assert {choice.id for choice in fields["cara_penandatanganan"].choices} == {"sirkular", "tatap_muka"}
