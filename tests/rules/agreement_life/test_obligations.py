"""Obligations read out of clauses: who, what, how often, until when."""

from __future__ import annotations

from datetime import date

import pytest

from simpul.core.documents.texts import text_template
from simpul.rules.agreement_life.limits import Anchor, limit_in
from simpul.rules.agreement_life.obligations import ALL, CONCERNED, Obligation, Rhythm, due_days, obligations
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import (
    ReadArticle,
    ReadClause,
    ReadParty,
    ReadText,
    ReadTitle,
)
from tests.documents.agreement_cases import of_template

PARTIES = tuple(ReadParty(f"party{at}", label, "", "", ()) for at, label in enumerate(("PIHAK KESATU", "PIHAK KEDUA")))


def text_with(*clauses: str, items: tuple[str, ...] = ()) -> ReadText:
    """One article with these paragraphs; ``items`` stand below the last."""
    listed = tuple(ReadClause(f"i{at}", f"{'abc'[at]}.", words, ()) for at, words in enumerate(items))
    last = len(clauses) - 1
    body = tuple(
        ReadClause(f"c{at}", f"({at + 1})", words, (), items=listed if at == last else ())
        for at, words in enumerate(clauses)
    )
    article = ReadArticle("a", "Pasal 5", 5, "KEWAJIBAN", "numbered", (), (), body)
    return ReadText(ReadTitle("", (), "", (), (), ()), PARTIES, (), (article,), (), (), (), (), ())


def said(*clauses: str, items: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(one.who, one.what) for one in obligations(text_with(*clauses, items=items))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("PIHAK KEDUA wajib membayar tagihan.", [("PIHAK KEDUA", "membayar tagihan")]),
        ("PARA PIHAK berkewajiban untuk menjaga rahasia.", [(ALL, "menjaga rahasia")]),
        ("Setiap Pihak wajib menunjuk wakil.", [(ALL, "menunjuk wakil")]),
        ("Atas permintaan PIHAK KEDUA, PIHAK KESATU wajib menjelaskan hasil.", [("PIHAK KESATU", "menjelaskan hasil")]),
        ("PIHAK KEDUA tidak wajib membayar uang muka.", []),
        ("Laporan wajib ditulis dalam bahasa Indonesia.", []),
        ("PIHAK KEDUA dapat mengajukan keberatan paling lambat 7 (tujuh) hari sejak tagihan diterima.", []),
        ("PIHAK KESATU berhak atas pembayaran.", []),
        ("Hasil diberitahukan kepada PIHAK KEDUA paling lambat 1 (satu) hari sejak selesai.",
         [("", "Hasil diberitahukan kepada PIHAK KEDUA paling lambat 1 (satu) hari sejak selesai")]),
        ("Sisa bahan diambil oleh PIHAK KEDUA paling lambat 30 (tiga puluh) hari sejak laporan diterima.",
         [("PIHAK KEDUA", "Sisa bahan diambil oleh PIHAK KEDUA paling lambat 30 (tiga puluh) hari sejak laporan "
           "diterima")]),
        ("Dalam hal terjadi kebocoran, Pihak yang mengetahuinya memberitahukannya paling lambat 24 jam.",
         [(CONCERNED, "Dalam hal terjadi kebocoran, Pihak yang mengetahuinya memberitahukannya paling lambat 24 jam")]),
    ],
)  # fmt: skip
def test_sentences(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert said(sentence) == expected


def test_each_item_of_a_list_is_one() -> None:
    listed = ("menyerahkan spesimen; dan", "membayar tagihan paling lambat 30 hari sejak diterima.")
    found = obligations(text_with("PIHAK KESATU berhak menolak.", "PIHAK KEDUA wajib:", items=listed))
    assert [(one.place, one.who, one.what) for one in found] == [
        ("Pasal 5 ayat (2) huruf a", "PIHAK KEDUA", "menyerahkan spesimen"),
        ("Pasal 5 ayat (2) huruf b", "PIHAK KEDUA", "membayar tagihan paling lambat 30 hari sejak diterima"),
    ]
    assert found[1].limit is not None


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [("setiap bulan", Rhythm.MONTH), ("setiap 1 (satu) semester", Rhythm.HALF_YEAR), ("sekali setahun", Rhythm.YEAR),
     ("tiap triwulan", Rhythm.QUARTER), ("dengan baik", Rhythm.ONCE)],
)  # fmt: skip
def test_rhythm(words: str, rhythm: Rhythm) -> None:
    (found,) = obligations(text_with(f"PIHAK KEDUA wajib menyampaikan laporan {words}."))
    assert found.rhythm is rhythm


@pytest.mark.parametrize(
    ("sentence", "anchor", "day"),
    [
        ("paling lambat tanggal 5 Maret 2027", Anchor.OTHER, date(2027, 3, 5)),
        ("paling lambat 60 (enam puluh) hari kalender sebelum Perjanjian ini berakhir", Anchor.END, date(2027, 11, 1)),
        ("paling lambat 2 (dua) bulan sejak Perjanjian ini ditandatangani", Anchor.SIGNING, date(2026, 2, 28)),
        ("paling lama 1 (satu) minggu setelah Perjanjian ini mulai berlaku", Anchor.START, date(2026, 1, 12)),
        ("paling lambat 5 (lima) hari kerja sejak Perjanjian ini ditandatangani", Anchor.SIGNING, None),
        ("paling lambat 10 (sepuluh) hari sejak tagihan diterima", Anchor.OTHER, None),
    ],
)
def test_limits(sentence: str, anchor: Anchor, day: date | None) -> None:
    limit = limit_in(f"Laporan disampaikan {sentence}.")
    assert limit is not None
    assert (limit.words, limit.anchor) == (sentence, anchor)
    assert limit.day(date(2025, 12, 31), date(2026, 1, 5), date(2027, 12, 31)) == day


def test_a_limit_ends_where_the_next_thing_begins() -> None:
    limit = limit_in("Diberitahukan paling lambat 5 (lima) hari sebelum berlaku dan dicatat sebagai perubahan.")
    assert limit is not None
    assert limit.words == "paling lambat 5 (lima) hari sebelum berlaku"


@pytest.mark.parametrize("words", ["dalam waktu yang ditetapkan", "paling lambat sebelum berakhir", "30 hari"])
def test_no_limit_where_no_length_is_said(words: str) -> None:
    assert limit_in(f"Laporan disampaikan {words}.") is None


def test_the_laboratory_agreement_says_who_pays_by_when() -> None:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), of_template("pks-pemeriksaan-lab"))
    found = obligations(as_read(text))
    paying = [one for one in found if one.who == "PIHAK KEDUA" and "melunasi tagihan" in one.what]
    assert [(one.place, one.limit.number, one.limit.unit) for one in paying if one.limit] == [
        ("Pasal 6 ayat (5)", 30, "hari kalender")
    ]
    renewal = _of(found, "perpanjangan")
    assert due_days(found, None, date(2026, 1, 1), date(2026, 12, 31))[renewal] == date(2026, 11, 1)
    assert {one.ref for one in found} <= {clause for clause, _ in text.clauses()}


def _of(found: tuple[Obligation, ...], word: str) -> Obligation:
    return next(one for one in found if word in one.what)
