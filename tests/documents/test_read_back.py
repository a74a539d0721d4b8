"""Our DOCX read back equals the text it was made of, and every clause is known again by its bookmark."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadClause
from simpul.rules.agreement_text.structure import AgreementText, Paragraph
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import INTERN, LAB, THREE

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
CASES = [(LAB, "pks-pemeriksaan-lab"), (THREE, "pks-pemeriksaan-lab"), (INTERN, "pks-umum"), (LAB, "pks-umum")]


def written(values: AgreementValues, code: str) -> tuple[AgreementText, Reading]:
    text, _ = assemble(text_template(code), values)
    return text, read_word(agreement_docx(text, at=AT, base_version="draf-3"))


def as_read(clause: ReadClause) -> tuple[object, ...]:
    tables = [tuple(table.rows[table.header_rows :]) for table in clause.tables]
    return clause.text, [as_read(item)[0] for item in clause.items], tables


def as_written(paragraph: Paragraph) -> tuple[object, ...]:
    tables = [paragraph.table.rows] if paragraph.table else []
    return paragraph.text, [item.text for item in paragraph.items], tables


@pytest.mark.parametrize(("values", "code"), CASES)
def test_articles_ayat_letters_and_tables(values: AgreementValues, code: str) -> None:
    text, found = written(values, code)
    assert [(a.printed, a.title) for a in found.accepted.articles] == [
        (f"Pasal {article.number}", article.title) for article in text.articles
    ]
    for article, wanted in zip(found.accepted.articles, text.articles, strict=True):
        assert [as_read(ayat) for ayat in article.body] == [as_written(each) for each in wanted.paragraphs]
        assert [ayat.label for ayat in article.body] == [f"({each.number})" for each in wanted.paragraphs]
    assert found.accepted == found.before
    assert (found.accepted.doubts, found.not_understood, found.changes) == ((), (), ())


@pytest.mark.parametrize(("values", "code"), CASES)
def test_title_parties_recitals_closing_and_signatures(values: AgreementValues, code: str) -> None:
    text, found = written(values, code)
    title, read_text = found.accepted.title, found.accepted
    assert (title.instrument, title.parties, title.subject) == (
        text.title.instrument, text.title.parties, text.title.subject,
    )  # fmt: skip
    assert title.numbers == text.title.number_lines
    assert [(party.label, party.name) for party in read_text.parties] == [(p.label, p.name) for p in text.parties]
    assert [group.lead for group in read_text.group("opening")] == [text.opening]
    assert [group.lead for group in read_text.group("agreed")] == [text.agreed]
    for kind, lead, items in (
        ("considerations", text.considerations_lead, text.considerations),
        ("bases", text.bases_lead, text.bases),
    ):
        (group,) = (one for one in read_text.preamble if one.kind == kind)
        assert (group.lead, [clause.text for clause in group.clauses]) == (lead, [item.text for item in items])
    assert [clause.text for clause in read_text.closing] == [text.closing]
    assert [(one.label, one.lines[-1]) for one in read_text.signatures] == [
        (block.label, block.name) for block in text.signatures
    ]


@pytest.mark.parametrize(("values", "code"), CASES)
def test_every_clause_is_known_by_its_bookmark(values: AgreementValues, code: str) -> None:
    text, found = written(values, code)
    identity = identify(text, found.accepted)
    assert (identity.doubts, identity.added, identity.missing) == ((), (), ())
    marked = {match.clause for match in identity.matches if match.by == "bookmark" and match.likeness == 1.0}
    assert marked >= {clause for clause, _ in text.clauses()}
    assert {match.by for match in identity.matches if match.clause not in marked} == {"text"}


def test_annexes_with_their_tables_and_notes() -> None:
    text, found = written(LAB, "pks-pemeriksaan-lab")
    for annex, wanted in zip(found.accepted.annexes, text.annexes, strict=True):
        assert (annex.heading, annex.title) == (wanted.heading, wanted.title)
        assert annex.tables[0].rows == (tuple(column.title for column in wanted.table.columns), *wanted.table.rows)
        assert annex.body[0].text == wanted.lead
        assert [clause.text for clause in annex.body if clause.label] == [note.text for note in wanted.notes]


def test_the_file_says_which_draft_it_came_from() -> None:
    text, found = written(LAB, "pks-pemeriksaan-lab")
    assert found.origin
    assert (found.origin.template, found.origin.version, found.origin.base) == (text.template, text.version, "draf-3")
    assert set(found.origin.clauses) >= {clause for clause, _ in text.clauses()}
