"""A partner's own file in two languages, without a bookmark of ours: both columns are read, and nothing is dropped."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import _Cell

from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.reading.text import ReadText

ARTICLES = (
    ("Pasal 1|TUJUAN", "Article 1|OBJECTIVE", (
        ("(1) Nota ini membentuk kerangka kerja sama.", "(1) This Memorandum sets a framework for cooperation."),
        ("(2) Kerja sama meliputi:|a. penelitian bersama; dan|b. pelatihan tenaga.",
         "(2) The cooperation includes:|a. joint research; and|b. training of staff."),
    )),
    ("Pasal 2|PEMBIAYAAN", "Article 2|COSTS", (
        ("(1) Setiap Pihak menanggung biayanya sendiri.", "(1) Each Party shall bear its own costs."),
        ("(2) Biaya lain disepakati secara tertulis.", "(2) Other costs shall be agreed in writing."),
    )),
    ("Pasal 3|JANGKA WAKTU", "Article 3|DURATION", (
        ("(1) Nota ini berlaku 3 (tiga) tahun.", "(1) This Memorandum is valid for 3 (three) years."),
        ("(2) Nota ini dapat diakhiri dengan pemberitahuan.", "(2) It may be terminated by notice."),
    )),
)  # fmt: skip
OPENING = (
    ("NOTA KESEPAHAMAN", "MEMORANDUM OF UNDERSTANDING"),
    ("Pada hari ini, yang bertanda tangan di bawah ini:", "On this day, the undersigned:"),
    ("1. Dr. Bima Misalnata, Kepala Balai Contoh, selanjutnya disebut PIHAK KESATU;",
     "1. Dr. Bima Misalnata, Director of Example House, hereinafter referred to as the FIRST PARTY;"),
    ("2. Prof. Alex Sampleton, Direktur Jenderal, selanjutnya disebut PIHAK KEDUA;",
     "2. Prof. Alex Sampleton, Director General, hereinafter referred to as the SECOND PARTY;"),
    ("PARA PIHAK sepakat sebagai berikut:", "THE PARTIES have agreed as follows:"),
)  # fmt: skip
CLOSING = ("Demikian Nota Kesepahaman ini ditandatangani.", "In witness whereof this Memorandum is signed.")
ROWS = (
    *OPENING, *(pair for one, two, body in ARTICLES for pair in ((one, two), *body)), CLOSING,
)  # fmt: skip


def partners_file(layout: str, *, turned: bool) -> bytes:
    """``layout``: a row for each clause, for each article, or one row for all; ``turned``: English at the left."""
    file = docx.Document()
    table = file.add_table(rows=0, cols=2)
    cells = None
    for pair in ROWS:
        heading = pair[0].startswith("Pasal ")
        if cells is None or layout == "clause" or (layout == "article" and heading):
            cells = table.add_row().cells
        for cell, words in zip(cells, reversed(pair) if turned else pair, strict=True):
            write(cell, words, heading)
    places = file.add_table(rows=1, cols=2).rows[0].cells
    places[0].text = "PIHAK KESATU / THE FIRST PARTY\nBalai Contoh\n\n\nDr. Bima Misalnata"
    places[1].text = "PIHAK KEDUA / THE SECOND PARTY\nInstitute of Exampleland\n\n\nProf. Alex Sampleton"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def write(cell: _Cell, words: str, heading: bool) -> None:
    for line in words.split("|"):
        empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
        paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
        paragraph.add_run(line).bold = heading
        if heading:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def outline(text: ReadText) -> list[object]:
    """Headings with their ayat and letters, as the file has them."""
    return [
        ("|".join((article.printed, article.title)), [
            "|".join([f"{ayat.label} {ayat.text}", *(f"{item.label} {item.text}" for item in ayat.items)])
            for ayat in article.body
        ]) for article in text.articles
    ]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("layout", ["clause", "article", "all"])
def test_both_languages_are_read_with_every_article_and_ayat(layout: str, turned: bool) -> None:
    reading = read_word(partners_file(layout, turned=turned))
    first, second = reading.accepted, reading.accepted.second
    assert second is not None
    for column, text in enumerate((first, second)):
        assert outline(text) == [(one[column], [pair[column] for pair in one[2]]) for one in ARTICLES]
        assert text.title.instrument == OPENING[0][column]
        assert [clause.text for clause in text.closing] == [CLOSING[column]]
        assert [group.lead for group in text.preamble] == [OPENING[1][column], OPENING[4][column]]
        assert len(text.parties) == 2
    assert [place.lines[-1] for place in first.signatures] == ["Dr. Bima Misalnata", "Prof. Alex Sampleton"]
    assert (first.doubts, second.doubts, reading.not_understood) == ((), (), ())


def test_a_table_that_names_articles_of_one_language_stays_a_table() -> None:
    file = docx.Document()
    table = file.add_table(rows=0, cols=2)
    for number in range(1, 6):
        row = table.add_row().cells
        row[0].text, row[1].text = f"Pasal {number}", f"Pasal {number + 1}"
    out = io.BytesIO()
    file.save(out)
    assert read_word(out.getvalue()).accepted.second is None
