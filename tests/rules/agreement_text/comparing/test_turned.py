"""A partner's own paper in which the parties change places, read in our designations where it is certain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.comparing.turned import in_our_terms, turned
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import LAB
from tests.rules.agreement_text.judging.cases import COMPANY_PAPER, HOSPITAL_PAPER, paper

US, HOSPITAL = "Balai Besar Laboratorium Biologi Kesehatan", "Rumah Sakit Umum Daerah Tirta Kencana"
BLKPK, COMPANY = "Balai Laboratorium Kesehatan Pengujian dan Kalibrasi Provinsi NTB", "PT Surya Diagnostika Nusantara"
CROSSED = {"PIHAK PERTAMA": "PIHAK KEDUA", "PIHAK KEDUA": "PIHAK KESATU"}


def ours(one: str, two: str) -> AgreementText:
    parties = tuple(replace(party, name=name) for party, name in zip(LAB.parties, (one, two), strict=True))
    return assemble(text_template("pks-pemeriksaan-lab"), replace(LAB, parties=parties))[0]


def said(text: ReadText) -> str:
    return "\n".join([*(each.title for each in text.articles), *(each.text for each in text.clauses())])


def with_clause(text: ReadText, words: str) -> ReadText:
    first, *rest = text.articles
    return replace(text, articles=(replace(first, body=(*first.body, ReadClause("lagi", "", words, ()))), *rest))


def test_the_hospital_calls_itself_the_first_and_us_the_second() -> None:
    theirs = paper(HOSPITAL_PAPER)
    assert turned(ours(US, HOSPITAL), theirs) == CROSSED
    shown = in_our_terms(theirs, CROSSED)
    titles = [(one.title, other.title) for one, other in zip(theirs.articles, shown.articles, strict=True)]
    assert ("HAK DAN KEWAJIBAN PIHAK KESATU", "HAK DAN KEWAJIBAN PIHAK KEDUA") in titles
    assert ("HAK DAN KEWAJIBAN PIHAK KEDUA", "HAK DAN KEWAJIBAN PIHAK KESATU") in titles
    assert "spesimen yang dikirim oleh PIHAK KEDUA kepada PIHAK KESATU" in said(shown)
    assert (shown.parties, shown.title, shown.signatures) == (theirs.parties, theirs.title, theirs.signatures)
    assert [one.ref for one in shown.clauses()] == [one.ref for one in theirs.clauses()]


def test_the_company_turns_round_too_where_it_names_us_and_not_where_it_names_another() -> None:
    called = turned(ours(BLKPK, COMPANY), paper(COMPANY_PAPER))
    assert called == {"PIHAK KESATU": "PIHAK KEDUA", "PIHAK KEDUA": "PIHAK KESATU"}
    assert turned(ours(US, COMPANY), paper(COMPANY_PAPER)) == {}


def test_in_the_same_places_nothing_is_exchanged() -> None:
    assert turned(ours(HOSPITAL, US), paper(HOSPITAL_PAPER)) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Biaya ditanggung pihak kedua.",
        "Biaya ditanggung Pihak ke-2.",
        "Biaya ditanggung PIHAK\u00a0KEDUA.",
        "PIHAK PERTAMA dan KEDUA menanggung biaya masing-masing.",
        "PIHAK PERTAMA, KEDUA menanggung biaya masing-masing.",
        "PIHAK KESATU/KEDUA menanggung biaya masing-masing.",
        "Biaya ditanggung PIHAK 2.",
    ],
)
def test_a_mention_that_cannot_be_exchanged_leaves_all_as_it_is(words: str) -> None:
    assert turned(ours(US, HOSPITAL), with_clause(paper(HOSPITAL_PAPER), words)) == {}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Rahasia tidak dibuka kepada pihak ketiga.", "Rahasia tidak dibuka kepada pihak ketiga."),
        ("Setiap Pihak 1 (satu) rangkap.", "Setiap Pihak 1 (satu) rangkap."),
        ("PARA PIHAK dua kali bertemu.", "PARA PIHAK dua kali bertemu."),
        ("PIHAK KEDUA 1 (satu) kali menagih.", "PIHAK KESATU 1 (satu) kali menagih."),
        ("Pihak Pertama dan Pihak Kedua", "Pihak Kedua dan Pihak Kesatu"),
        ("PIHAK I menagih PIHAK II.", "PIHAK KEDUA menagih PIHAK KESATU."),
        ("Rumah sakit menagih laboratorium.", "Rumah sakit menagih laboratorium."),
    ],
)
def test_only_designations_change(words: str, shown: str) -> None:
    theirs = with_clause(paper(HOSPITAL_PAPER), words)
    called = turned(ours(US, HOSPITAL), theirs)
    assert called == CROSSED
    assert said(in_our_terms(theirs, called)).count(shown) == said(theirs).count(shown) + (words != shown)


def test_our_own_draft_with_only_its_komparisi_turned_stays_as_it_is() -> None:
    """Whether its clauses follow the komparisi is what nobody knows."""
    text = ours(US, HOSPITAL)
    read = as_read(text)
    one, two = read.parties
    swapped = replace(read, parties=(replace(two, label=one.label), replace(one, label=two.label)))
    assert turned(text, swapped) == {}
    wholly = in_our_terms(swapped, {"PIHAK KESATU": "PIHAK KEDUA", "PIHAK KEDUA": "PIHAK KESATU"})
    called = turned(text, wholly)
    assert called == {"PIHAK KESATU": "PIHAK KEDUA", "PIHAK KEDUA": "PIHAK KESATU"}
    assert said(in_our_terms(wholly, called)) == said(read)


@pytest.mark.parametrize("named", ["", HOSPITAL, f"{HOSPITAL} bersama {US}"])
def test_a_party_that_is_nobody_or_two_of_ours_leaves_all_as_it_is(named: str) -> None:
    theirs = paper(HOSPITAL_PAPER)
    one, two = theirs.parties
    doubtful = replace(theirs, parties=(one, replace(two, text=f"2. Umpama, untuk dan atas nama {named}")))
    assert turned(ours(US, HOSPITAL), doubtful) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["PIHAK KESATU", "PIHAK KEDUA", "Pihak Kesatu", "pihak ketiga", "membayar", "."])))
def test_exchanged_twice_it_is_as_it_was(words: list[str]) -> None:
    called = {"PIHAK KESATU": "PIHAK KEDUA", "PIHAK KEDUA": "PIHAK KESATU"}
    once = in_our_terms(with_clause(paper(COMPANY_PAPER), " ".join(words)), called)  # one spelling from here on
    assert in_our_terms(in_our_terms(once, called), called) == once
