"""The swimlane in sentences."""

from __future__ import annotations

from simpul.rules.pictures.model import Edge, Lane, Node
from simpul.rules.pictures.reading import as_text
from tests.rules.pictures import samples


def test_every_step_has_its_sentence_in_printed_order() -> None:
    lanes, nodes, edges = samples.laboratory()
    told = as_text(lanes, nodes, edges)
    assert told[0].startswith("Alur ini memuat 16 langkah pada 7 lajur: Mitra, Tata Usaha,")
    assert len(told) == 1 + len(nodes)
    assert told[1] == (
        "Langkah 1, Mitra: Menghubungi pusat informasi. Lanjut ke langkah 2 (Mengirim surat permohonan)."
    )


def test_outcomes_returns_and_branches_are_told_apart() -> None:
    lanes, nodes, edges = samples.laboratory()
    told = " ".join(as_text(lanes, nodes, edges))
    assert (
        "Bila terima, lanjut ke langkah 4a (Membalas surat mitra dengan persetujuan) "
        "dan langkah 4b (Berkoordinasi dengan tim mutu) secara bersamaan."
    ) in told
    assert "Bila tidak layak, kembali ke langkah 5a (Menyusun draf perjanjian)." in told
    assert "Surat penolakan. Langkah ini tambahan, tidak ada dalam sumber. Alur berakhir di sini." in told


def test_position_and_round_are_told() -> None:
    lanes, nodes, edges = samples.laboratory()
    told = as_text(lanes, nodes, edges, samples.laboratory_status())
    here = next(sentence for sentence in told if sentence.startswith("Langkah 5b"))
    assert here.endswith("Posisi saat ini (putaran ke\u20112): Telaah hukum, hari ini pukul 16.00 WIB.")
    assert next(sentence for sentence in told if sentence.startswith("Langkah 3c")).endswith("Sudah selesai.")
    assert "selesai" not in next(sentence for sentence in told if sentence.startswith("Langkah 7"))


def test_a_bare_plus_is_not_read_as_a_number() -> None:
    nodes = (Node("a", "1", "Kirim", "m"), Node("b", "+", "Arsip", "m", "end", added=True))
    told = as_text((Lane("m", "Mitra"),), nodes, (Edge("a", "b"),))
    assert told[1:] == [
        "Langkah 1, Mitra: Kirim. Lanjut ke langkah Arsip.",
        "Langkah tambahan, Mitra: Arsip. Alur berakhir di sini.",
    ]
