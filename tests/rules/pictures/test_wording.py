"""What stands beside the lines: the words of the buttons; a condition that the note tells already stands there once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simpul.rules.pictures.from_procedure import swimlane
from simpul.rules.pictures.sop_sheet.content import content_of
from simpul.rules.pictures.sop_sheet.layout import lay_out
from simpul.rules.pictures.sop_sheet.model import A4
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.row_words import awaited_words, condition_words, note_words
from tests.rules.pictures.measuring import stretches

FOLDER = Path(__file__).parents[3] / "src" / "simpul" / "sops"
SOPS = sorted(FOLDER.glob("*/1.yaml"))
BBLBK = load((FOLDER / "bblbk" / "1.yaml").read_text(), "bblbk")
Box = tuple[float, float, float, float]


def apart(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.parent.name)
def test_no_label_of_the_drawing_touches_another_line_or_a_symbol(path: Path) -> None:
    drawing = swimlane(load(path.read_text(), path.parent.name))
    labels = [(line, line.label.rect) for line in drawing.lines if line.label]
    assert labels or path.parent.name == "bpom-monev"
    for own, rect in labels:
        boxes = [
            (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            for line in drawing.lines
            if line is not own
            for a, b in stretches(line)
        ]
        assert all(apart(rect, box) >= 2 for box in boxes)
        assert all(apart(rect, one.rect) >= 2 for one in drawing.symbols if one.node.shape != "decision")


def test_the_drawing_says_what_the_buttons_say() -> None:
    said = {line.label.text for line in swimlane(BBLBK).lines if line.label}
    assert {"Kembalikan ke penyusun", "Nyatakan layak", "Teks diubah, susun ulang"} <= said
    assert "Minta kelengkapan kepada mitra" in said
    assert not any("tidak layak" in text for text in said)


def test_the_sheet_says_it_too_and_shortens_before_it_cuts_a_word() -> None:
    charts = [page.chart for page in lay_out(content_of(BBLBK), A4).pages if page.chart is not None]
    printed = {" ".join(label.lines) for chart in charts for label in chart.labels.values()}
    assert {"Kembalikan ke penyusun", "Nyatakan layak", "Catat kesepakatan"} <= printed
    known = [step.outcome_label(name) for step in BBLBK.steps for name in step.decisions]
    whole = {word for text in known for word in f"{text} (t)".split()}
    assert {word for text in printed for word in text.split()} <= whole


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("", "Hanya bila surat belum berada di Srikandi."),
        ("Dilewati bila surat sudah berada di Srikandi.", ""),
        ("Hanya surat yang belum berada di Srikandi.", ""),
        ("Surat berada di Srikandi.", "Hanya bila surat belum berada di Srikandi."),
    ],
)
def test_a_condition_that_the_note_tells_is_not_told_again(note: str, told: str) -> None:
    step = replace(BBLBK.by_id["catat_srikandi"], notes=note)
    assert condition_words(BBLBK, step) == told


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Hanya bila belum berada di Srikandi.", ""),
        ("Hanya bila belum di Srikandi. Nomornya dicatat.", "Nomornya dicatat."),
        ("Bila perlu bersama petugas.", "Bila perlu bersama petugas."),
        ("", ""),
    ],
)
def test_a_note_that_tells_part_of_a_condition_gives_way_to_the_whole(note: str, kept: str) -> None:
    named = replace(BBLBK.by_id["catat_srikandi"], notes=note)
    assert note_words(BBLBK, named) == kept


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Jam berhenti selama tanggapan mitra ditunggu.", ""),
        ("Paling lama 1 hari kerja.", "Yang ditunggu: Mitra."),
        ("Mitra diberi tahu. Jawabannya ditunggu.", "Yang ditunggu: Mitra."),
    ],
)
def test_a_party_that_the_note_waits_for_is_not_named_again(note: str, told: str) -> None:
    assert awaited_words(BBLBK, replace(BBLBK.by_id["perundingan"], notes=note)) == told
