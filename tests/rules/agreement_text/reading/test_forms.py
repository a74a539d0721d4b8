"""Headings and numbers in the forms that offices write, and sentences that only look like them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simpul.rules.agreement_text.reading.assemble import read_text
from simpul.rules.agreement_text.reading.headings import headings
from simpul.rules.agreement_text.reading.numbers import formatted, roman_value
from simpul.rules.agreement_text.reading.text import ReadClause
from simpul.rules.agreement_text.reading.views import Line


def lines(*texts: str | Line) -> list[Line]:
    made = [text if isinstance(text, Line) else Line((0,), text) for text in texts]
    return [replace(line, sources=(number,)) for number, line in enumerate(made)]


def centred(text: str) -> Line:
    return Line((0,), text, align="center", bold=True)


@pytest.mark.parametrize(
    ("form", "given", "printed", "title"),
    [
        ("numbered", [Line((0,), "KETENTUAN UMUM", label="Pasal 3", outline=0)], "Pasal 3", "KETENTUAN UMUM"),
        ("numbered", [Line((0,), "", label="Pasal 3."), centred("RUANG LINGKUP")], "Pasal 3", "RUANG LINGKUP"),
        ("alone", [centred("PASAL 3"), centred("BIAYA DAN"), centred("CARA PEMBAYARAN")], "PASAL 3",
         "BIAYA DAN CARA PEMBAYARAN"),
        ("alone", ["Pasal 3", "Jangka waktu"], "Pasal 3", "Jangka waktu"),
        ("alone", [centred("PASAL III"), centred("TARIF")], "PASAL III", "TARIF"),
        ("inline", ["Pasal 3: Definisi"], "Pasal 3", "Definisi"),
        ("inline", ["Pasal 3 – Objek Kerja Sama"], "Pasal 3", "Objek Kerja Sama"),
        ("inline", [Line((0,), "Pasal 3 Objek Kerja Sama", bold=True)], "Pasal 3", "Objek Kerja Sama"),
        ("break", [centred("PASAL 3\nBIAYA\nDAN TARIF")], "PASAL 3", "BIAYA DAN TARIF"),
        ("alone", [centred("Pasal\n3"), centred("TARIF")], "Pasal 3", "TARIF"),
        ("split", [centred("PASAL"), centred("3"), centred("HAK"), centred("DAN KEWAJIBAN")], "PASAL 3",
         "HAK DAN KEWAJIBAN"),
    ],
)  # fmt: skip
def test_a_heading_in_any_form(form: str, given: list[str | Line], printed: str, title: str) -> None:
    (found,) = headings(lines(*given, "(1)\tPIHAK KESATU berhak."))
    assert (found.form, found.printed, found.number, found.title) == (form, printed, 3, title)
    assert found.end == len(given)


@pytest.mark.parametrize(
    "sentence",
    ["Pasal 5 ayat (2) berlaku juga di sini.", "Pasal 5, Pasal 6 dan Pasal 7 berlaku", "Pasal 1320 KUH Perdata"],
)
def test_a_reference_at_the_beginning_of_a_sentence_is_no_heading(sentence: str) -> None:
    assert headings(lines(sentence)) == []


def test_what_may_be_a_heading_is_shown_as_doubt() -> None:
    found = read_text(lines(centred("PASAL 1"), centred("TARIF"), "(1)\tSatu.", "Pasal 2 Jangka Waktu", "(1)\tDua."))
    assert ("perhaps_heading", "Pasal 2 Jangka Waktu") in [(doubt.code, doubt.words) for doubt in found.doubts]
    assert len(found.articles) == 1


def test_articles_inside_a_table_and_a_missing_title_are_shown_as_doubt() -> None:
    two_languages = Line((0,), rows=(("Pasal 1\nTujuan", "Article 1\nPurpose"),))
    found = read_text(lines(two_languages, centred("PASAL 2"), "(1)\tSatu."))
    assert {doubt.code for doubt in found.doubts} >= {"articles_in_table", "article_without_title"}
    assert {doubt.code for doubt in read_text(lines("Surat biasa.")).doubts} >= {"no_articles"}


def tree(clauses: tuple[ReadClause, ...]) -> list[object]:
    return [(clause.label, tree(clause.items)) if clause.items else clause.label for clause in clauses]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["(1)", "a.", "b.", "(2)"], [("(1)", ["a.", "b."]), "(2)"]),
        (["1.", "a)", "i.", "ii.", "b)", "2."], [("1.", [("a)", ["i.", "ii."]), "b)"]), "2."]),
        (["g.", "h.", "i.", "j."], ["g.", "h.", "i.", "j."]),
        (["7.1", "-", "-", "7.2"], [("7.1", ["-", "-"]), "7.2"]),
        (["(1)", "a.", "1.", "2.", "b.", "(2)"], [("(1)", [("a.", ["1.", "2."]), "b."]), "(2)"]),
        (["(1)", "2)", "(3)"], ["(1)", "2)", "(3)"]),
        (["1.", "1.1", "1.2", "2."], [("1.", ["1.1", "1.2"]), "2."]),
    ],
)
def test_numbers_nest_by_their_kind(labels: list[str], expected: list[object]) -> None:
    body = [f"{label}\tkalimat" for label in labels]
    (article,) = read_text(lines(centred("PASAL 1"), centred("TARIF"), *body)).articles
    assert tree(article.body) == expected


def test_an_unnumbered_paragraph_stays_with_the_clause_it_carries_on() -> None:
    body = ["(1)\tSatu:", "a.\tini", "lanjutan huruf a", "b.\titu", "(2)\tDua", "penutup pasal"]
    (article,) = read_text(lines(centred("PASAL 1"), centred("TARIF"), *body)).articles
    assert tree(article.body) == [("(1)", [("a.", [""]), "b."]), "(2)", ""]


def test_numbers_in_every_format() -> None:
    shown = [formatted(28, form) for form in ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")]
    assert shown == ["28", "bb", "BB", "xxviii", "XXVIII"]
    assert (formatted(7, "decimalZero"), formatted(7, "none"), formatted(7, "chicago")) == ("07", "", "7")
    assert (roman_value("XIV"), roman_value("IIX"), roman_value("abc")) == (14, None, None)
