"""The table of the guide is true: every combination is written to Word and PDF, and nothing in either is left open.

Both are read by programs that had no part in the writing: poppler, python-docx and, for a few, LibreOffice.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.conditions import CONDITIONS
from simpul.rules.agreement_text.slots import LISTS, PARTY_SLOTS, SLOTS
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.agreement_text.tables import TABLES
from tests.documents.agreement_cases import HOST, of_template
from tests.documents.office import as_pdfs, assert_sound_pdf_a, pdf_text
from tests.documents.template_table import GUIDE, PRICED, combinations, distinct, rows, unlike, values_of

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
OPEN = re.compile(r"[‹›\[\]{}…_?]|\.\.|\bNone\b|\bnan\b|\(\s*\)|[,;:]\s*[,;:]|[a-z][,;:][A-Za-z]|\bRp(?!\d)")
"""What a place that nobody filled leaves behind."""
NEVER_EMPTY = {"Pasal", "Ayat", "Huruf", "Pertimbangan", "Dasar", "Lampiran", "Judul", "Pihak"}
NEVER_EMPTY |= {f"{style}En" for style in NEVER_EMPTY}
CELL = 10  # letters of a cell that surely stand on one line


def test_the_guide_names_every_template_and_what_it_serves() -> None:
    assert set(rows()) == set(template_codes())
    for code, columns in rows().items():
        template = text_template(code)
        assert tuple(columns[0]) == template.instruments
        assert columns[4] == (["basah"] if template.mode else ["elektronik", "basah"])


def test_the_guide_names_every_word_that_a_template_may_use() -> None:
    guide = GUIDE.read_text(encoding="utf-8").rpartition("## Kosakata")[2]
    known = {*CONDITIONS, *SLOTS, *PARTY_SLOTS, *LISTS, *TABLES}
    assert known == set(re.findall(r"`([a-z_.]+)`", guide)) - {"jika", "tidak", "ulang"}


def test_the_combinations_that_are_one_are_one() -> None:
    """Combinations that are left out have the words of one that is in: shown on the template with the fewest rows."""
    template = text_template("pks-magang")
    every = {repr(assemble(template, values_of(one))[0]) for one in combinations("pks-magang")}
    assert {repr(assemble(template, values)[0]) for values in unlike("pks-magang")} == every


@pytest.mark.parametrize("code", PRICED)
def test_without_a_basis_of_its_costs_it_is_asked_for(code: str) -> None:
    _, missing = assemble(text_template(code), replace(of_template(code), cost_basis=None))
    assert [one.field for one in missing] == ["cost_basis.citation"]


@pytest.mark.slow
@pytest.mark.parametrize("code", template_codes())
def test_every_combination_is_whole_in_word_and_pdf(code: str, tmp_path: Path) -> None:
    template, printed = text_template(code), tmp_path / "naskah.pdf"
    for values in distinct(code):
        text, missing = assemble(template, values)
        assert missing == ()
        assert text.mode == values.mode
        assert all(len(article.paragraphs) > 1 for article in text.articles)
        rendered = agreement_pdf(text, at=AT)
        printed.write_bytes(rendered.pdf)
        words = pdf_text(printed)
        assert_pdf_is_whole(text, words)
        assert_headings_stand_above_words(text, words)
        assert {box.party for box in rendered.boxes if box.kind == "ttd"} == set(range(len(values.parties)))
        assert len({box.page for box in rendered.boxes}) == 1
        assert_word_is_whole(text, agreement_docx(text, at=AT))


@pytest.mark.parametrize("code", template_codes())
def test_first_and_last_combination_are_pdf_a(code: str, tmp_path: Path) -> None:
    found, printed = distinct(code), tmp_path / "naskah.pdf"
    for values in (found[0], found[-1]):
        printed.write_bytes(agreement_pdf(assemble(text_template(code), values)[0], at=AT).pdf)
        assert_sound_pdf_a(printed)


def test_libreoffice_prints_the_word_files_whole(tmp_path: Path) -> None:
    """One of every make: priced, with annexes, of three parties, in two languages with the block on one page."""
    codes = ("pks-pemeriksaan-lab", "pks-magang", "mou-luar-negeri", "nota-kesepakatan-sinergi")
    texts = [assemble(text_template(code), distinct(code)[-1])[0] for code in codes]
    for text, path in zip(texts, as_pdfs([agreement_docx(text, at=AT) for text in texts], tmp_path), strict=True):
        assert_pdf_is_whole(text, pdf_text(path))


def assert_pdf_is_whole(text: AgreementText, words: str) -> None:
    """Every clause begins somewhere, numbers have no gap, the closing words and all names stand on one page."""
    assert not OPEN.search(words), OPEN.search(words)
    numbers = re.findall(r"^Pasal (\d+)$", words.replace("\f", "\n"), re.M)
    assert numbers == [str(article.number) for article in text.articles]
    sheets = [" ".join(sheet.split()) for sheet in words.split("\f")[:-1]]
    assert all(f"Halaman {number} dari {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))
    squeezed = squeeze(words)
    assert all(squeeze(begun)[:28] in squeezed for begun in clauses(text))
    (signed,) = [sheet for sheet in sheets if text.closing[:24] in sheet]
    assert len([sheet for sheet in sheets if any(address in sheet for address in addresses(text))]) == 1
    assert all(squeeze(block.name) in squeeze(signed) for block in text.signatures)


def addresses(text: AgreementText) -> list[str]:
    """The last line of each row of the tables inside articles: they are short and stand on one page."""
    tables = [each.table for article in text.articles for each in article.paragraphs if each.table]
    return [row[-1].split("\n")[-1] for table in tables for row in table.rows]


def assert_headings_stand_above_words(text: AgreementText, words: str) -> None:
    """Number, title and the first paragraph's number on one page. In two columns the reader mixes the lines."""
    sheets = [" ".join(sheet.split()) for sheet in words.split("\f")[:-1]]
    headings = [f"Pasal {article.number} {article.title} (1) " for article in text.articles]
    assert text.translation or [one for one in headings if not any(one in sheet for sheet in sheets)] == []


def clauses(text: AgreementText) -> list[str]:
    """The words of every clause, item and cell, in both languages."""
    found = [item.text for item in (*text.considerations, *text.bases, *text.after_parties)]
    tables = [annex.table for annex in text.annexes]
    for article in text.articles:
        for paragraph in article.paragraphs:
            found += [paragraph.text, *(item.text for item in paragraph.items)]
            tables += [paragraph.table] if paragraph.table else []
    found += [note.text for annex in text.annexes for note in annex.notes]
    cells = [cell.split("\n")[0] for table in tables for row in table.rows for cell in row]
    return [*found, *(cell[:CELL] for cell in cells), *(clauses(text.translation) if text.translation else [])]


def assert_word_is_whole(text: AgreementText, document: bytes) -> None:
    """Every clause stands in a paragraph of its own, none of them empty, no word twice spaced."""
    read = [
        ("".join(piece.text or "" for piece in paragraph.iter(qn("w:t"))), paragraph.style)
        for paragraph in docx.Document(io.BytesIO(document)).element.body.iter(qn("w:p"))
    ]
    words = "\n".join(said for said, _ in read)
    assert not OPEN.search(words), OPEN.search(words)
    assert "  " not in words
    assert [style for said, style in read if style in NEVER_EMPTY and not said.strip()] == []
    assert [said for said, style in read if style == "Pasal"] == [article.title for article in text.articles]
    paragraphs = {said for said, _ in read}
    assert [said for said in clauses(text) if said not in paragraphs and (len(said) > CELL or said not in words)] == []


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_in_two_languages_both_columns_are_in_the_word_file() -> None:
    text, _ = assemble(text_template("mou-luar-negeri"), of_template("mou-luar-negeri"))
    with zipfile.ZipFile(io.BytesIO(agreement_docx(text, at=AT))) as archive:
        words, numbering = (archive.read(f"word/{part}.xml").decode() for part in ("document", "numbering"))
    assert "Article %1" in numbering
    assert 'w:name="k_tujuan_kerangka"' in words
    assert all(said in words for said in ("FINAL PROVISIONS", "KETENTUAN PENUTUP", HOST.name))
