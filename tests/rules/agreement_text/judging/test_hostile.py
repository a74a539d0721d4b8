"""Texts made to be slow: a line of a megabyte, and many of them, are judged in bounded time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from tests.rules.agreement_text.judging.cases import own

OWN = own("pks-umum")
MEGABYTE = 1_000_000
SECONDS = 8.0
"""For a text of a megabyte, of this thread alone; what takes a power of its length would take hours."""
SEEDS = {
    "spaces": " ", "points": ".", "brackets": "(", "open": "[", "figures": "1", "dotted": "1.", "zeros": "0.000.",
    "rp": "Rp1 ", "numbers": "dua puluh ", "dates": "dua puluh dua Mei ", "party": "PIHAK KESATU ", "letters": "a",
    "capital": "Tim Teknis ", "article": "Pasal 1 ", "ayat": "ayat (1) dan ", "called": "selanjutnya disebut ",
    "court": "pengadilan kedudukan ", "limit": "paling lambat 3 hari ", "rule": "Peraturan Nomor ", "lines": "Nomor\n",
    "term": "jangka waktu Perjanjian berlaku 2 tahun ", "annex": "Lampiran I ", "name": "atas nama Balai Contoh ",
    "until": "sampai dengan tanggal 1 Mei 2027 ",
}  # fmt: skip


def with_clause(words: str) -> ReadText:
    article = OWN.text.articles[4]
    body = (ReadClause("x", "", words, ()),)
    return replace(OWN.text, articles=(*OWN.text.articles[:4], replace(article, body=body), *OWN.text.articles[5:]))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_of_a_megabyte(seed: str) -> None:
    words = (SEEDS[seed] * (MEGABYTE // len(SEEDS[seed])))[:MEGABYTE]
    begun = time.thread_time()
    assert OWN.judge(with_clause(words)).checklist
    assert time.thread_time() - begun < SECONDS


@pytest.mark.parametrize(
    "seed", ["numbers", "capital", "article", "court", "term", "until", "party", "limit", "called"]
)
def test_a_megabyte_in_many_clauses(seed: str) -> None:
    words = (SEEDS[seed] * 600)[:2_000]
    article = OWN.text.articles[4]
    body = tuple(ReadClause(f"x{n}", f"({n})", words, ()) for n in range(1, MEGABYTE // 2_000))
    text = replace(OWN.text, articles=(*OWN.text.articles[:4], replace(article, body=body), *OWN.text.articles[5:]))
    begun = time.thread_time()
    assert OWN.judge(text).checklist
    assert time.thread_time() - begun < SECONDS


def test_the_same_text_is_always_judged_alike() -> None:
    assert OWN.judge() == OWN.judge()


def test_an_empty_text_is_judged_too() -> None:
    bare = replace(OWN.text, articles=(), parties=(), preamble=(), closing=(), signatures=(), annexes=())
    assert {"KLA-01", "KLA-03"} <= {each.code for each in OWN.judge(bare).findings}
