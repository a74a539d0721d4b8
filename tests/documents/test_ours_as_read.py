"""Our text in the form of a read one is what reading its DOCX gives, with every clause once under its own id."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.texts import template_codes, text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import INTERN, LAB, THREE

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
PLACES = {"ref", "sources", "shares", "signature_sources"}
VALUES = {"two parties": LAB, "three, in wet ink": THREE, "interns": INTERN}
every_template = pytest.mark.parametrize("code", template_codes())
every_value = pytest.mark.parametrize("values", VALUES.values(), ids=VALUES.keys())


def words_of(value: object) -> object:
    """All but where it was found."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: words_of(getattr(value, field.name)) for field in fields(value) if field.name not in PLACES}
    return [words_of(entry) for entry in value] if isinstance(value, tuple) else value


@every_template
@every_value
def test_it_is_what_reading_its_docx_gives(code: str, values: AgreementValues) -> None:
    text, _ = assemble(text_template(code), values)
    assert words_of(as_read(text)) == words_of(read_word(agreement_docx(text, at=AT)).accepted)


@every_template
@every_value
def test_every_clause_stands_in_it_once(code: str, values: AgreementValues) -> None:
    text, _ = assemble(text_template(code), values)
    read = as_read(text)
    refs = Counter(clause.ref for clause in read.clauses())
    for parts in (read.articles, read.annexes, read.parties, read.preamble):
        refs.update(part.ref for part in parts)
    assert set(refs.values()) == {1}
    notes = {note.id for annex in text.annexes for note in annex.notes}
    assert {clause for clause, _ in text.clauses()} | notes == {ref for ref in refs if not ref.startswith("@")}


@every_template
def test_a_clause_is_named_by_its_place(code: str) -> None:
    text, _ = assemble(text_template(code), LAB)
    read = as_read(text)
    for article in text.articles:
        assert read.named(article.id) == f"Pasal {article.number}"
        for paragraph in article.paragraphs:
            assert read.named(paragraph.id) == f"Pasal {article.number} ({paragraph.number})"
            for letter, item in zip("abcdefghijklmnopqrstuvwxyz", paragraph.items, strict=False):
                assert read.named(item.id) == f"Pasal {article.number} ({paragraph.number}) {letter}."


@every_template
def test_it_is_identified_with_itself(code: str) -> None:
    text, _ = assemble(text_template(code), LAB)
    found = identify(text, as_read(text))
    assert (found.doubts, found.added, found.missing) == ((), (), ())
    assert {(match.ref, match.likeness) for match in found.matches} == {(match.clause, 1.0) for match in found.matches}
