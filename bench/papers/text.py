"""The agreement that every way sets, and its words as plain lists for the peers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import of_template

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
Work = Callable[[int], bytes]
"""Sets the agreement of this number."""
LEFT_OUT = ("monev", "hasil", "sanksi", "kahar", "ubah", "sengketa")


def agreement(number: int) -> AgreementText:
    """The general agreement in six pages; ``number`` stands in the partner's name, so that no two are alike."""
    values = of_template("pks-umum")
    partner = replace(values.parties[1], name=f"Universitas Umpama Nusantara {number}")
    text, _ = assemble(text_template("pks-umum"), replace(values, parties=(values.parties[0], partner)))
    kept = [one for one in text.articles if one.id not in LEFT_OUT]
    return replace(text, articles=tuple(replace(one, number=place) for place, one in enumerate(kept, 1)))


def words(text: AgreementText) -> dict[str, object]:
    """The same words as plain lists, for the peers."""
    recitals = [f"{party.name}, {party.text} {party.label};" for party in text.parties]
    recitals += [item.text for item in (*text.after_parties, *text.considerations, *text.bases)]
    contacts = [row for one in text.articles for p in one.paragraphs if p.table for row in p.table.rows]
    return {
        "title": [text.title.instrument, *text.title.parties, text.title.subject, *text.title.number_lines],
        "opening": [text.opening, *recitals, text.agreed],
        "articles": [
            {"number": one.number, "title": one.title, "paragraphs": [
                {"number": p.number, "text": p.text, "items": [item.text for item in p.items]} for p in one.paragraphs
            ]} for one in text.articles
        ],
        "contacts": [" - ".join(row) for row in contacts],
        "closing": [text.closing, *(f"{block.label}: {block.name}" for block in text.signatures)],
    }  # fmt: skip


def reworded(text: AgreementText, number: int) -> AgreementText:
    """The same with other words in every paragraph: nothing of it has been set before."""
    return replace(text, articles=tuple(
        replace(one, paragraphs=tuple(
            replace(p, text=f"{number} {p.text}", items=tuple(replace(i, text=f"{number} {i.text}") for i in p.items))
            for p in one.paragraphs
        )) for one in text.articles
    ))  # fmt: skip
