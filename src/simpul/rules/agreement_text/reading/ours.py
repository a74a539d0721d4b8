"""Our own text in the form of one that was read, so that both are compared and judged alike.

``ref`` is the id of the clause. Words of ours that are no clause are named as in ``identity``: "@opening", "@pihak_1",
"@considerations_lead", "@bases_lead", "@agreed", "@closing", "@<annex>_lead", "@<annex>_notes". There are no sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simpul.rules.agreement_text.reading.numbers import formatted
from simpul.rules.agreement_text.reading.text import (
    ReadAnnex,
    ReadArticle,
    ReadClause,
    ReadGroup,
    ReadParty,
    ReadSignature,
    ReadTable,
    ReadText,
    ReadTitle,
)
from simpul.rules.agreement_text.structure import (
    AgreementText,
    Annex,
    Article,
    Item,
    Paragraph,
    PartyParagraph,
    SignatureBlock,
    Table,
    TitleBlock,
)

NOTES = "Catatan:"
_DUTY = {"basah": "Meterai", "elektronik": "Meterai elektronik"}


def as_read(text: AgreementText) -> ReadText:
    """What reading the DOCX of ``text`` gives, with the ids of its clauses as refs."""
    return ReadText(
        title=_title(text.title),
        parties=tuple(_party(number, party) for number, party in enumerate(text.parties, 1)),
        preamble=tuple(_preamble(text)),
        articles=tuple(map(_article, text.articles)),
        closing=(_plain("@closing", text.closing),) if text.closing else (),
        signatures=tuple(_signature(block, text.mode) for block in text.signatures),
        signature_sources=(),
        annexes=tuple(map(_annex, text.annexes)),
        doubts=(),
    )


def _title(title: TitleBlock) -> ReadTitle:
    names = [*title.parties[:-1], "DAN", title.parties[-1]] if len(title.parties) > 1 else list(title.parties)
    numbers = [f"NOMOR: {number}" for number in title.number_lines]
    lines = (title.instrument, "ANTARA", *names, "TENTANG", title.subject, *numbers)
    return ReadTitle(title.instrument, title.parties, title.subject, title.number_lines, lines, ())


def _party(number: int, party: PartyParagraph) -> ReadParty:
    words = f"{number}. {party.name}, {party.text} {party.label};"
    return ReadParty(f"@{party.id}", party.label, party.name, words, ())


def _preamble(text: AgreementText) -> Iterator[ReadGroup]:
    if text.opening:
        yield ReadGroup("@opening", "opening", text.opening, ())
    for item in text.after_parties:
        yield ReadGroup(f"@{item.id}", "parties" if "PARA PIHAK" in item.text else "other", item.text, ())
    if text.considerations_lead or text.considerations:
        points = _items(text.considerations, "lowerLetter")
        yield ReadGroup("@considerations_lead", "considerations", text.considerations_lead, (), points)
    if text.bases_lead or text.bases:
        yield ReadGroup("@bases_lead", "bases", text.bases_lead, (), _items(text.bases, "decimal"))
    if text.agreed:
        yield ReadGroup("@agreed", "agreed", text.agreed, ())


def _items(items: Iterable[Item], form: str) -> tuple[ReadClause, ...]:
    return tuple(
        ReadClause(item.id, f"{formatted(number, form)}.", item.text, (), automatic=True)
        for number, item in enumerate(items, 1)
    )


def _plain(ref: str, text: str) -> ReadClause:
    return ReadClause(ref, "", text, ())


def _article(article: Article) -> ReadArticle:
    return ReadArticle(
        ref=article.id,
        printed=f"Pasal {article.number}",
        number=article.number,
        title=article.title,
        form="numbered",
        sources=(),
        shares=(),
        body=tuple(map(_paragraph, article.paragraphs)),
        automatic=True,
    )


def _paragraph(paragraph: Paragraph) -> ReadClause:
    return ReadClause(
        ref=paragraph.id,
        label=f"({paragraph.number})",
        text=paragraph.text,
        sources=(),
        automatic=True,
        items=_items(paragraph.items, "lowerLetter"),
        tables=(_table(paragraph.table),) if paragraph.table else (),
    )


def _table(table: Table) -> ReadTable:
    return ReadTable((tuple(column.title for column in table.columns), *table.rows), 1)


def _signature(block: SignatureBlock, mode: str) -> ReadSignature:
    duty = _DUTY.get(mode, "") if block.meterai else ""
    lines = (block.label, block.institution, f"{block.title},", duty, block.name)
    return ReadSignature(block.label, tuple(line for line in lines if line))


def _annex(annex: Annex) -> ReadAnnex:
    lead = (_plain(f"@{annex.id}_lead", annex.lead),) if annex.lead else ()
    notes = (_plain(f"@{annex.id}_notes", NOTES), *_items(annex.notes, "decimal")) if annex.notes else ()
    return ReadAnnex(annex.id, annex.heading, annex.title, (), (), lead + notes, (_table(annex.table),))
