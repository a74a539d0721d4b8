"""Every kind of fault is found, on its own line, under its own step and field."""

from __future__ import annotations

import pytest

from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import check, load
from tests.rules.procedure.samples import FILE, HEAD, step, text_of

# (what is replaced, by what, the line that must be named, step, field, part of the reason)
CASES = {
    "unknown lane": (
        "pelaksana: loket\n    waktu: 1 HK",
        "pelaksana: gudang\n    waktu: 1 HK",
        "gudang",
        "terima",
        "pelaksana",
        "no lane “gudang”",
    ),
    "unknown lane in a list": (
        "lajur: [kepala, loket]",
        "lajur: [kepala, gudang]",
        "gudang",
        "telaah",
        "pelaksana.lajur.2",
        "no lane",
    ),
    "unknown predicate of a time": (
        "jika: belum_di_srikandi",
        "jika: kalau_sempat",
        "kalau_sempat",
        "telaah",
        "waktu.1.jika",
        "predicate “kalau_sempat”",
    ),
    "unknown predicate of a condition": (
        "syarat: belum_di_srikandi",
        "syarat: bila_perlu",
        "bila_perlu",
        "kabar",
        "syarat",
        "predicate “bila_perlu”",
    ),
    "unknown predicate of a wait": (
        "selama: menunggu_tanggapan_mitra",
        "selama: lama",
        "selama: lama",
        "telaah",
        "menunggu.selama",
        "predicate “lama”",
    ),
    "predicate that names a lane": (
        "syarat: belum_di_srikandi",
        "syarat: lajur_dipilih",
        "lajur_dipilih",
        "kabar",
        "syarat",
        "yes or no",
    ),
    "unknown party": ("pihak: mitra", "pihak: tamu", "pihak: tamu", "telaah", "menunggu.pihak", "outside party “tamu”"),
    "unknown effect": (
        "[kabari_mitra,",
        "[kabari_semua,",
        "kabari_semua",
        "telaah",
        "akibat.1",
        "effect “kabari_semua”",
    ),
    "effect at a strange moment": ("saat: tolak", "saat: besok", "saat: besok", "telaah", "akibat.2.saat", "no moment"),
    "unknown workbench": (
        "formulir: penyusunan",
        "formulir: bengkel",
        "bengkel",
        "naskah",
        "formulir",
        "workbench “bengkel”",
    ),
    "unknown unit of time": ("waktu: 1 HK", "waktu: 1 pekan", "1 pekan", "terima", "waktu", "not understood"),
    "unknown kind of field": (
        "id: isi, label: Isi, jenis: teks",
        "id: isi, label: Isi, jenis: gambar",
        "gambar",
        "kabar",
        "isian.1.jenis",
        "not one of",
    ),
    "time missing": ("    waktu: 1 HK\n", "", "id: terima", "terima", "waktu", "“waktu” is missing"),
    "key unknown": (
        "    asal: tafsir",
        "    asal: tafsir\n    warna: biru",
        "warna",
        "kabar",
        "warna",
        "not known here",
    ),
    "key twice": ("    asal: tafsir", "    asal: tafsir\n    no: 3c", "no: 3c", "kabar", "no", "stands twice"),
    "step twice": ("- id: kabar", "- id: naskah", "- id: naskah\n    no: 3b", "naskah", "id", "stands twice"),
    "lane twice": (
        "{id: kepala, nama: Kepala}",
        "{id: loket, nama: Kepala}",
        "{id: loket, nama: Kepala}",
        "-",
        "pelaksana.2.id",
        "stands twice",
    ),
    "output of a field unknown": (
        "mengisi: kabar",
        "mengisi: berita",
        "mengisi: berita",
        "kabar",
        "isian.1.mengisi",
        "no output “berita”",
    ),
    "output that nothing fills": (
        "jenis: teks, mengisi: kabar",
        "jenis: teks",
        "id: kabar, nama",
        "kabar",
        "keluaran.1",
        "Nothing fills",
    ),
    "output without a workbench": (
        "    formulir: penyusunan\n",
        "",
        "id: naskah, nama",
        "naskah",
        "keluaran.1.dibuat",
        "general form",
    ),
    "text field for a file": (
        "jenis: berkas, mengisi: surat",
        "jenis: teks, mengisi: surat",
        "mengisi: surat",
        "terima",
        "isian.2.mengisi",
        "is a file",
    ),
    "choices missing": (", pilihan: [satu, dua]", "", "id: cara", "telaah", "isian.2.pilihan", "go together"),
    "choice twice": ("[satu, dua]", "[satu, satu]", "[satu, satu]", "telaah", "isian.2.pilihan.2", "stands twice"),
    "no output at all": (
        "keluaran: [{id: kabar, nama: Kabar, jenis: rekaman}]",
        "keluaran: []",
        "keluaran: []",
        "kabar",
        "keluaran",
        "too few",
    ),
    "clock from no date": (
        "mulai_waktu: tanggal",
        "mulai_waktu: hasil",
        "mulai_waktu",
        "telaah",
        "mulai_waktu",
        "no date",
    ),
    "clock from nowhere": (
        "mulai_waktu: tanggal",
        "mulai_waktu: kapan",
        "mulai_waktu",
        "telaah",
        "mulai_waktu",
        "no date field",
    ),
    "one outcome": (
        "{setuju: cabang, tolak: selesai, ulang: terima}",
        "{setuju: cabang}",
        "{setuju",
        "telaah",
        "keputusan",
        "at least two",
    ),
    "outcome with a taken name": (
        "ulang: terima",
        "masuk: terima",
        "masuk: terima",
        "telaah",
        "keputusan.masuk",
        "another meaning",
    ),
    "unknown step": ("    lanjut: telaah", "    lanjut: tamat", "tamat", "terima", "lanjut", "no step “tamat”"),
    "unknown step of an outcome": (
        "ulang: terima",
        "ulang: awal",
        "ulang: awal",
        "telaah",
        "keputusan.ulang",
        "no step “awal”",
    ),
    "unknown branch": (
        "cabang: [kabar, naskah]",
        "cabang: [kabar, konsep]",
        "konsep",
        "telaah",
        "cabang.2",
        "no step “konsep”",
    ),
    "dead end": (
        "    asal: tafsir\n    lanjut: simpan",
        "    asal: tafsir",
        "- id: kabar",
        "kabar",
        "-",
        "leads nowhere",
    ),
    "two ways out": (
        "    asal: tafsir\n",
        "    asal: tafsir\n    keputusan: {a: simpan, b: selesai}\n",
        "keputusan: {a",
        "kabar",
        "keputusan",
        "more than one way",
    ),
    "branch without join": ("    gabung: simpan\n", "", "cabang: [", "telaah", "cabang", "never meet"),
    "join without branch": (
        "    asal: sumber\n    lanjut: telaah",
        "    asal: sumber\n    gabung: telaah",
        "gabung: telaah",
        "terima",
        "gabung",
        "No branches meet",
    ),
    "outcome to missing branches": (
        "    cabang: [kabar, naskah]\n    gabung: simpan\n",
        "",
        "keputusan:",
        "telaah",
        "keputusan.setuju",
        "no branches",
    ),
    "one branch": (
        "cabang: [kabar, naskah]",
        "cabang: [kabar, kabar]",
        "cabang: [",
        "telaah",
        "cabang",
        "two different",
    ),
    "branch that is the join": (
        "cabang: [kabar, naskah]",
        "cabang: [simpan, naskah]",
        "gabung: simpan",
        "telaah",
        "gabung",
        "of its own",
    ),
    "condition on a decision": (
        "mulai_waktu: tanggal",
        "mulai_waktu: tanggal\n    syarat: selalu",
        "syarat: selalu",
        "telaah",
        "syarat",
        "cannot decide",
    ),
    "branch that never joins": (
        "    asal: tafsir\n    lanjut: simpan",
        "    asal: tafsir\n    lanjut: selesai",
        "cabang: [",
        "telaah",
        "cabang",
        "never comes to the join",
    ),
    "branches that meet early": (
        "    asal: tafsir\n    lanjut: simpan",
        "    asal: tafsir\n    lanjut: naskah",
        "cabang: [",
        "telaah",
        "cabang",
        "before their join",
    ),
    "branch entered from outside": (
        "    lanjut: telaah",
        "    keputusan: {biasa: telaah, cepat: kabar}",
        "cabang: [",
        "telaah",
        "cabang",
        "from outside",
    ),
    "start unknown": ("pihak_luar:", "mulai: depan\npihak_luar:", "mulai: depan", "-", "mulai", "no step “depan”"),
    "unreachable": ("    lanjut: telaah", "    lanjut: simpan", "- id: telaah", "telaah", "id", "never reached"),
    "empty value": (
        "    asal: tafsir\n",
        "    asal: tafsir\n    keterangan:\n",
        "keterangan:",
        "kabar",
        "keterangan",
        "is empty",
    ),
    "text for a list": ("cabang: [kabar, naskah]", "cabang: kabar", "cabang: kabar", "telaah", "cabang", "must be"),
    "origin unknown": ("    asal: tafsir", "    asal: kiraan", "kiraan", "kabar", "asal", "not one of"),
    "ill-written id": ("- id: kabar", "- id: Kabar Baru", "Kabar Baru", "Kabar Baru", "id", "small letters"),
    "tag": ("    asal: tafsir", "    asal: !!python/name:os.system tafsir", "!!python", "kabar", "asal", "tag"),
}


@pytest.mark.parametrize("kind", CASES)
def test_fault_is_named_where_it_stands(kind: str) -> None:
    old, new, needle, step_id, field, reason = CASES[kind]
    text = FILE.replace(old, new, 1)
    assert text != FILE, "the sample has changed: the replaced words are gone"
    changed_line = text.rfind("\n", 0, text.index(new)) + 1 if new else 0
    at = text.find(needle, changed_line)
    line = text.count("\n", 0, at if at >= 0 else text.index(needle)) + 1
    found = check(text)
    hits = [fault for fault in found if fault.field == field and reason in fault.reason]
    assert [(fault.line, fault.step) for fault in hits] == [(line, step_id)], found


def test_sample_has_no_fault() -> None:
    assert check(FILE) == []


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
        ("kode: [", 1, "not readable"),
        ("kode: a\n\tversi: b", 2, "not readable"),
        ("kode: a\n---\nkode: b", 2, "not readable"),
        ("kode: a\0b", 1, "not readable"),
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
