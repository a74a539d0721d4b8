"""The table of the guide is true: every combination stands whole, and each template is printed to Word and PDF."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.conditions import CONDITIONS
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.agreement_text.slots import LISTS, PARTY_SLOTS, SLOTS
from simpul.rules.agreement_text.tables import TABLES
from simpul.rules.agreement_text.values import AgreementValues, BasisKind, CostBasis, Kind, PartyValues
from tests.documents.agreement_cases import COMPANY, HOST, of_template

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "templat-naskah.md"
ROW = re.compile(r"^\| `((?:mou|nota|pks)[a-z-]*)` \|(.+)\|$", re.MULTILINE)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
KINDS: dict[str, Kind] = {"lembaga": "pemerintah", "perusahaan": "swasta", "mahasiswa": "pendidikan"}
BASES: tuple[BasisKind, ...] = ("PP", "PMK", "Perda", "Perkada", "Kontrak", "Rp0")


def rows() -> dict[str, list[list[str]]]:
    """Template -> the entries of its columns, as the guide has them."""
    found = ROW.findall(GUIDE.read_text(encoding="utf-8"))
    return {code: [[entry.strip() for entry in cell.split(",")] for cell in rest.split("|")] for code, rest in found}


def combinations(code: str) -> Iterator[AgreementValues]:
    bases = itertools.cycle(BASES)
    personal = itertools.cycle((True, True, False))
    for kind, type_code, category, count, mode in itertools.product(*rows()[code]):
        example = of_template(code)
        yield replace(
            example, instrument=BY_CODE[kind].value, type_code=type_code, category=category,
            parties=parties(example, category, int(count)), mode="basah" if mode == "basah" else "elektronik",
            cost_basis=CostBasis(kind=next(bases), citation="Peraturan Contoh Nomor 1 Tahun 2026"),
            has_personal_data=next(personal), originals=int(count),
        )  # fmt: skip


def parties(example: AgreementValues, category: str, count: int) -> tuple[PartyValues, ...]:
    third = replace(COMPANY, name_en="Surya Rekaan Diagnostika Ltd", signatory_title_en="President Director",
                    authority_en="Deed of Establishment Number 12 of 2019")  # fmt: skip
    partner = replace(example.parties[1], kind=KINDS[category])
    return (example.parties[0], partner, third)[:count]


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


@pytest.mark.parametrize("code", template_codes())
def test_every_combination_stands_whole(code: str) -> None:
    template = text_template(code)
    for values in combinations(code):
        text, missing = assemble(template, values)
        assert missing == ()
        assert text.mode == values.mode
        assert len(text.signatures) == len(values.parties)
        assert all(len(article.paragraphs) > 1 for article in text.articles)


@pytest.mark.parametrize("code", template_codes())
def test_first_and_last_combination_are_printed(code: str) -> None:
    found = list(combinations(code))
    for values in (found[0], found[-1]):
        text, _ = assemble(text_template(code), values)
        rendered = agreement_pdf(text, at=AT)
        with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
            assert len(pdf.pages) >= 5
        assert {box.party for box in rendered.boxes if box.kind == "ttd"} == set(range(len(values.parties)))
        assert len({box.page for box in rendered.boxes}) == 1
        words = body(agreement_docx(text, at=AT))
        assert "‹" not in words
        assert all(article.title in words for article in text.articles)


def body(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())


def test_in_two_languages_both_columns_are_in_the_word_file() -> None:
    text, _ = assemble(text_template("mou-luar-negeri"), of_template("mou-luar-negeri"))
    docx = agreement_docx(text, at=AT)
    words = body(docx)
    assert "FINAL PROVISIONS" in words
    assert "KETENTUAN PENUTUP" in words
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert "Article %1" in archive.read("word/numbering.xml").decode()
        assert 'w:name="k_tujuan_kerangka"' in archive.read("word/document.xml").decode()
    assert HOST.name in words
