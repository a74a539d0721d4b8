"""What differs is told in the words of the sheet: times with conditions, steps by titles, a new step by its row."""

from __future__ import annotations

from simpul.pages.desk.studio.differences import Change, comparison_of
from simpul.rules.procedure.loader import load
from tests.guide import EXAMPLE

OLD = load(EXAMPLE, "old")


def change(step: str, *edits: tuple[str, str], turned: bool = False) -> Change:
    text = EXAMPLE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    other = load(text, "new")
    found = comparison_of(other, OLD) if turned else comparison_of(OLD, other)
    return next(one for one in found.steps if one.step.step == step)


ADDED = (
    "    lanjut: kembalikan\n",
    """    lanjut: foto

  - id: foto
    no: 6a
    ringkas: Foto alat
    kegiatan: Memotret alat
    pelaksana: teknisi
    waktu: [{jika: alat_presisi, waktu: 2 HK}, {waktu: 1 HK}]
    isian: [{id: foto, label: Foto, jenis: berkas, wajib: ya, mengisi: foto}]
    keluaran: [{id: foto, nama: Foto alat, jenis: berkas}]
    asal: tambahan
    lanjut: kembalikan
""",
)


def test_times_are_told_with_their_conditions() -> None:
    (line,) = change("periksa", ("- {waktu: 1 HK}", "- {waktu: 3 HK}")).lines
    assert (line.old, line.new) == ("2 HK bila alat presisi; 1 HK", "2 HK bila alat presisi; 3 HK")


def test_steps_are_told_by_number_and_title() -> None:
    lines = {str(line.key): (line.old, line.new) for line in change("serahkan", ADDED).lines}
    assert lines[""] == ("7. Kembalikan alat", "6a. Foto alat")
    (decision,) = change("periksa", ("lengkapi: ajukan}\n    sebutan", "lengkapi: selesai}\n    sebutan")).lines
    assert (decision.key, decision.old, decision.new) == (
        "Kembalikan untuk dilengkapi",
        "1. Ajukan permohonan",
        "selesai",
    )


def test_a_step_of_one_version_only_is_told_with_its_row() -> None:
    row = ["Teknisi", "2 HK bila alat presisi; 1 HK", "Foto", "Foto alat", "7. Kembalikan alat"]
    assert [(line.old, line.new) for line in change("foto", ADDED).lines] == [("", text) for text in row]
    assert [(line.old, line.new) for line in change("foto", ADDED, turned=True).lines] == [(text, "") for text in row]


def test_keys_and_ids_of_the_file_are_told_by_their_names() -> None:
    (line,) = change(
        "tutup", ("uraian, wajib: ya, peran: isi, mengisi: pengembalian", "uraian, peran: isi, mengisi: pengembalian")
    ).lines
    assert (line.key, line.old, line.new) == ("Keadaan alat ketika kembali: wajib diisi", "ya", "")
    (line,) = change("periksa", ("untuk: [lengkapi]", "untuk: [tersedia]")).lines
    assert line.key == "Yang harus dilengkapi: hanya untuk hasil"
    assert (line.old, line.new) == ("Kembalikan untuk dilengkapi", "Alat tersedia")
    (head,) = comparison_of(OLD, load(EXAMPLE.replace('tgl_revisi: "-"', "tgl_revisi: 3 Maret 2026"), "new")).head
    assert (str(head.part), head.key) == ("Identitas", "tanggal revisi")
