"""Every kind of fault is found, on its own line, under its own step and field."""

from __future__ import annotations

import pytest

from simpul.rules.pictures.from_procedure import sentences, swimlane
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import check, examine, load
from tests.rules.procedure.fault_cases import CASES
from tests.rules.procedure.rich_faults import RICH_CASES
from tests.rules.procedure.samples import FILE, HEAD, RICH, step, text_of


@pytest.mark.parametrize("kind", [*CASES, *RICH_CASES])
def test_fault_is_named_where_it_stands(kind: str) -> None:
    old, new, needle, step_id, field, reason = (CASES | RICH_CASES)[kind]
    sample = FILE if kind in CASES else RICH
    text = sample.replace(old, new, 1)
    assert text != sample, "the sample has changed: the replaced words are gone"
    changed_line = text.rfind("\n", 0, text.index(new)) + 1 if new else 0
    at = text.find(needle, changed_line)
    line = text.count("\n", 0, at if at >= 0 else text.index(needle)) + 1
    found = check(text)
    hits = [fault for fault in found if fault.field == field and reason in fault.reason]
    assert [(fault.line, fault.step) for fault in hits] == [(line, step_id)], found


@pytest.mark.parametrize("text", [FILE, RICH])
def test_sample_has_no_fault(text: str) -> None:
    assert check(text) == []


def test_no_two_cases_have_one_name() -> None:
    assert not CASES.keys() & RICH_CASES.keys()


TEN = (
    ("dari_kepala, nama: dari kepala, pemrakarsa: [kepala]", "dari_kepala, nama: x, pemrakarsa: [tamu]", "no lane"),
    ("jawaban: wilayah, adalah: [luar]", "jawaban: wilayah, adalah: [bulan]", "no choice"),
    ("setiap: triwulan", "setiap: pekan", "not one of"),
    ("{nama: ingatkan_atasan, sesudah: 2 jam}", "{nama: bunyikan_lonceng, sesudah: 2 jam}", "timer"),
    ("{waktu: 10 HK}]", "{waktu: 10 pekan}]", "not understood"),
    ("templat: nota_dinas", "templat: poster", "sheet"),
    ("selama: menunggu_pihak_luar", "selama: lama", "predicate"),
    ("lakukan: mulai_menunggu", "lakukan: tidur", "effect"),
    ('    waktu: "-"\n', "", "“waktu” is missing"),
    ("    subprosedur: penilaian", "    subprosedur: contoh", "its own part"),
)


def test_ten_faults_get_ten_messages_with_their_lines() -> None:
    text = RICH
    for old, new, _ in TEN:
        assert old in text
        text = text.replace(old, new, 1)
    lines = text.splitlines()
    wanted = [
        next((at for at, line in enumerate(lines, 1) if new.strip() and new.strip() in line), 0) for _, new, _ in TEN
    ]
    wanted[8] = 1 + lines.index("  - id: lapor")
    found = [(fault.line, fault.reason) for fault in check(text)]
    assert [line for line, _ in found] == wanted
    assert all(part in reason for (_, reason), (_, _, part) in zip(found, TEN, strict=True))


def test_a_lane_by_way_of_another_condition() -> None:
    """It must stand above, and whatever it can name must be listed in the step."""
    below = RICH.replace("lajur: {dalam: loket, luar: kepala}", "lajur: {dalam: loket, luar: lain}")
    text = below.replace(
        "pengatur_waktu:\n  - {nama: mulai",
        "  - {id: lain, nama: x, jawaban: wilayah, lajur: {luar: kepala}}\npengatur_waktu:\n  - {nama: mulai",
    )
    assert [(fault.field, fault.step) for fault in check(text)] == [
        ("ketentuan.4.lajur.luar", "-"),
        ("pelaksana.lajur", "kementerian"),
    ]
    above = below.replace(
        "  - {id: penyiap,", "  - {id: lain, nama: x, jawaban: wilayah, lajur: {luar: kepala}}\n  - {id: penyiap,"
    )
    assert check(above) == []
    facts = {"jawaban": {"wilayah": "luar"}}
    assert load(above, "kaya").lane_of("penyiap", facts) == "kepala"


def test_all_faults_come_at_once_in_order_of_line() -> None:
    text = FILE.replace("pelaksana: loket\n    waktu: 1 HK", "pelaksana: gudang\n    waktu: 1 pekan")
    text = text.replace("formulir: penyusunan", "formulir: bengkel").replace("    asal: tafsir", "    asal: kiraan")
    with pytest.raises(ProcedureFaults) as raised:
        load(text, "contoh.yaml")
    faults = raised.value.faults
    assert [fault.field for fault in faults] == ["pelaksana", "waktu", "asal", "formulir"]
    assert raised.value.params == {"name": "contoh.yaml", "count": 4, "line": faults[0].line}


def test_loop_without_exit() -> None:
    text = text_of(step("a", keputusan={"ya": "b", "tidak": "selesai"}), step("b", lanjut="c"), step("c", lanjut="b"))
    (fault,) = check(text)
    assert (fault.step, fault.text) == ("b", "From here no way leads to “selesai”: the circle has no exit.")


def test_inner_branches_must_meet_inside() -> None:
    text = text_of(
        step("a", cabang=["b", "c"], gabung="j"),
        step("b", cabang=["d", "e"], gabung="k"),
        step("c", lanjut="j"),
        step("d", lanjut="j"),
        step("e", lanjut="j"),
        step("j", lanjut="k"),
        step("k", lanjut="selesai"),
    )
    reasons = " ".join(fault.reason for fault in check(text))
    assert "must meet inside it: “k”" in reasons


def test_units_of_a_shared_step_cannot_decide() -> None:
    each = {"lajur": ["loket", "kepala"], "cara": "masing_masing"}
    text = text_of(step("a", pelaksana=each, keputusan={"ya": "b", "tidak": "selesai"}), step("b", lanjut="selesai"))
    assert [fault.field for fault in check(text)] == ["keputusan"]


@pytest.mark.parametrize(
    ("performer", "field"),
    [
        ({"lajur": ["loket"], "cara": "menurut"}, "pelaksana"),
        ({"lajur": ["loket"], "menurut": "lajur_dipilih"}, "pelaksana"),
        ({"lajur": ["loket"], "cara": "menurut", "menurut": "entah"}, "pelaksana.menurut"),
        ({"lajur": ["loket"], "cara": "menurut", "menurut": "belum_di_srikandi"}, "pelaksana.lajur"),
        ({"lajur": []}, "pelaksana.lajur"),
    ],
)
def test_performer_by_predicate(performer: dict[str, object], field: str) -> None:
    assert [fault.field for fault in check(text_of(step("a", pelaksana=performer, lanjut="selesai")))] == [field]


def test_outcome_that_leaves_no_output() -> None:
    output = {"id": "surat", "nama": "Surat", "jenis": "berkas", "dibuat": "formulir", "untuk": ["ya"]}
    text = text_of(step("a", keluaran=[output], keputusan={"ya": "b", "tidak": "selesai"}), step("b", lanjut="selesai"))
    (fault,) = check(text)
    assert (fault.field, fault.params) == ("keputusan.tidak", {"id": "tidak"})


def test_timer_of_the_closed_vocabulary() -> None:
    timers = [{"nama": "bunyikan_lonceng", "setelah": "1 abad"}]
    found = check(text_of(step("a", pengatur_waktu=timers, lanjut="selesai")))
    assert {fault.field for fault in found} == {"pengatur_waktu.1.nama", "pengatur_waktu.1.setelah"}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "list of keys"),
        ("{}", 1, "list of keys"),
        ("- satu", 1, "list of keys"),
        ("kode: a\n---\nkode: b", 2, "one procedure"),
        ("kode: x\nversi: " + "[" * 40 + "]" * 40, 2, "nested deeper"),
        ("kode: " + "a" * 400_001, 1, "longer than"),
        ("kode: &a [*a]", 1, "inside the part"),
        ("? [a, b]\n: c", 1, "plain text"),
        ("a: &a [" + "x," * 200 + "]\nb: &b [" + "*a," * 100 + "]\nc: [" + "*b," * 90 + "]", 1, "unfold to more"),
        ("a: &a x\nb: [" + "*a," * 201 + "]", 2, "more than 200 aliases"),
        ("a: [" + "x," * 40_001 + "]", 1, "more than 40000 parts"),
    ],
)
def test_hostile_or_broken_text(text: str, line: int, reason: str) -> None:
    (fault,) = check(text)
    assert (fault.line, fault.step) == (line, "-")
    assert reason in fault.reason


def test_scalars_stay_as_written_and_merges_work() -> None:
    text = FILE.replace('no: "1"', "no: 1.10").replace("no: 3a", "no: no").replace("no: 3b", "no: 12:30")
    text = text.replace("- {id: loket, nama: Loket}", "- &l {id: loket, nama: Loket}\n  - {<<: *l, id: gudang}")
    procedure = load(text, "contoh")
    assert [item.no for item in procedure.steps] == ["1.10", "2", "no", "12:30", "4"]
    assert [lane.name for lane in procedure.lanes] == ["Loket", "Loket", "Kepala"]


def test_join_may_be_named_at_the_ends_of_the_branches() -> None:
    steps = (
        step("a", cabang=["b", "c"]),
        step("b", gabung="d"),
        step("c", gabung="d"),
        step("d", lanjut="selesai"),
    )
    assert load(text_of(*steps), "contoh").by_id["a"].join == "d"


def test_whole_file_may_be_ill_shaped_without_an_exception() -> None:
    for broken in ("langkah: 3", "langkah: [3, {id: a}]", "langkah: {id: a}", "langkah: []", "langkah: [[a]]"):
        assert check(HEAD + broken + "\n")
        assert check(broken)


@pytest.mark.parametrize("kind", [*CASES, *RICH_CASES])
def test_a_faulty_text_is_drawn_wherever_its_flow_is_sound(kind: str) -> None:
    old, new, *_ = (CASES | RICH_CASES)[kind]
    found = examine((FILE if kind in CASES else RICH).replace(old, new, 1))
    assert found.draft is not None
    if found.is_drawable:
        assert len(sentences(found.draft)) == 1 + len(found.draft.steps)
        assert swimlane(found.draft).width > 0


def test_a_fault_beside_the_flow_leaves_the_drawing() -> None:
    assert examine(FILE.replace("waktu: 1 HK", "waktu: 1 pekan", 1)).is_drawable
    assert not examine(FILE.replace("lanjut: telaah", "lanjut: entah", 1)).is_drawable
    assert not examine(FILE.replace("pelaksana: loket", "pelaksana: gudang", 1)).is_drawable


def test_of_an_unknown_kind_of_field_only_that_is_told() -> None:
    same = {"wajib": "ya", "mengisi": "catatan"}
    fields = [
        {"id": "banyak", "label": "Banyak", "jenis": "bilangan", "peran": "jumlah_satuan", **same},
        {"id": "pilih", "label": "Pilih", "jenis": "opsi", "pilihan": ["satu", "dua"], **same},
    ]
    outputs = [{"id": "catatan", "nama": "Catatan", "jenis": "rekaman"}]
    text = text_of(step("a", isian=fields, keluaran=outputs, lanjut="selesai"))
    assert [fault.field for fault in check(text)] == ["isian.1.jenis", "isian.2.jenis"]
