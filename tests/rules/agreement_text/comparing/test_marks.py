"""Word-level marks: numbers and dates whole, both texts recoverable from them, bounded on any input."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.agreement_text.comparing.marks import Marks, marked, table_marks, tidy
from simpul.rules.agreement_text.reading.text import ReadTable

words = st.lists(
    st.sampled_from(["PIHAK", "KESATU", "hari", "14", "14 (empat belas)", ",", "dan", "Rp1.000,00", "(2)"])
)


def one_side(marks: Marks, gone: str) -> str:
    return tidy("".join(piece.text for piece in marks if piece.kind != gone))


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("dalam 14 (empat belas) hari", "dalam 30 (tiga puluh) hari", ["14 (empat belas)"], ["30 (tiga puluh)"]),
        ("pada 22 November 2026 di", "pada 23 November 2026 di", ["22 November 2026"], ["23 November 2026"]),
        ("sebesar Rp1.500.000,00 per", "sebesar Rp1.550.000,00 per", ["Rp1.500.000,00"], ["Rp1.550.000,00"]),
        ("spesimen dikirim setiap hari", "spesimen dikirim hari", ["setiap"], []),
        ("spesimen dikirim hari", "spesimen dikirim setiap hari", [], ["setiap"]),
        ("tarif 12,5 persen", "tarif 12,55 persen", ["12,5"], ["12,55"]),
    ],
)
def test_what_is_marked(old: str, new: str, removed: list[str], added: list[str]) -> None:
    found = marked(old, new)
    assert [piece.text.strip() for piece in found if piece.kind == "removed"] == removed
    assert [piece.text.strip() for piece in found if piece.kind == "added"] == added


def test_a_short_word_between_two_changes_is_marked_with_them() -> None:
    kinds = [piece.kind for piece in marked("biaya kirim dan kemas", "ongkos angkut dan bungkus")]
    assert kinds == ["removed", "added"]


@given(words, words)
def test_both_texts_come_back(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    found = marked(before, after)
    assert one_side(found, "added").split() == before.split()
    assert one_side(found, "removed").split() == after.split()


def test_spaces_alone_are_no_change() -> None:
    assert [piece.kind for piece in marked("satu  dua\u00a0tiga", "satu dua tiga")] == ["same"]


def test_a_text_that_repeats_itself_is_marked_as_a_whole_and_quickly() -> None:
    old, new = "x " + "hari dan " * 2000, "y " + "dan hari " * 2000 + "z"
    start = time.perf_counter()
    assert [piece.kind for piece in marked(old, new)] == ["removed", "added"]
    assert time.perf_counter() - start < 0.2


def test_cells_are_marked_one_by_one_and_rows_come_and_go() -> None:
    old = ReadTable((("No.", "Tarif"), ("1.", "Rp100,00"), ("2.", "Rp200,00"), ("3.", "Rp300,00")), 1)
    new = ReadTable((("No.", "Tarif"), ("1.", "Rp100,00"), ("2.", "Rp250,00")), 1)
    found = table_marks(old, new)
    assert [row.kind for row in found.rows] == ["same", "same", "changed", "removed"]
    assert [[piece.kind for piece in cell] for cell in found.rows[2].cells] == [["same"], ["removed", "added"]]
    assert found.differs
