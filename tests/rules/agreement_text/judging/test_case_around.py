"""What the case says beside the text: the document above it, and a cooperation of a region with a third party."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from simpul.rules.agreement_text.judging.setting import Above, AboveFrom
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from tests.rules.agreement_text.judging.cases import Own, own

SANCTIONS = "sanksi"
CALLED_SO = "bahwa kerja sama ini merupakan kerja sama daerah dengan pihak ketiga"
CITED = (
    "Permendagri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah dengan Daerah Lain dan Kerja Sama Daerah "
    "dengan Pihak Ketiga"
)


def _with(text: ReadText, words: str) -> ReadText:
    first, *rest = text.preamble
    return replace(text, preamble=(replace(first, clauses=(*first.clauses, ReadClause("x", "z.", words, ()))), *rest))


def _regional(case: Own, words: str) -> list[str]:
    return [one.words for one in case.judge(_with(case.text, words)).findings if one.code == "KLA-02"]


def test_a_text_that_calls_itself_so_owes_the_four_clauses() -> None:
    case = own("pks-umum")
    assert not case.setting.ksdpk
    (found,) = _regional(case, CALLED_SO)
    assert SANCTIONS in found


def test_a_cited_rule_on_regional_cooperation_says_nothing() -> None:
    assert _regional(own("pks-umum"), CITED) == []


@pytest.mark.parametrize("told_by", AboveFrom)
def test_a_term_that_outlives_names_what_is_above_and_who_says_so(told_by: AboveFrom) -> None:
    case = own("pks-umum")
    above = Above(date(2027, 3, 31), "NK-12/2024", told_by)
    known = replace(case, setting=replace(case.setting, above=above))
    (found,) = [one for one in known.judge().findings if one.code == "WKT-06"]
    assert "NK-12/2024" in found.words
    assert "31 Maret 2027" in found.words
    ended = replace(case, setting=replace(case.setting, above=replace(above, name="Naskah di lemari arsip.")))
    (found,) = [one for one in ended.judge().findings if one.code == "WKT-06"]
    assert "Naskah di lemari arsip" in found.words
    assert ".." not in found.words
    assert ".)" not in found.words
