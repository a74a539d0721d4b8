"""Our own text in the form of one that was read, so that both are compared and judged alike.

``ref`` is the id of the clause. Words of ours that are no clause are named as in ``identity``: "@opening", "@pihak_1",
"@considerations_lead", "@bases_lead", "@agreed", "@closing", "@<annex>_lead", "@<annex>_notes". There are no sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

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
    Table,
    TitleBlock,
)

NOTES = "Catatan:"
_TOGETHER = re.compile(r"PARA PIHAK|THE PARTIES")
_DUTY = {"basah": "Meterai", "elektronik": "Meterai elektronik"}


def as_read(text: AgreementText) -> ReadText:
    """What reading the DOCX of ``text`` gives, with the ids of its clauses as refs; of two languages the first."""
    seconds = _second_tables(text.translation) if text.translation else {}
    return ReadText(
        title=_title(text.title),
        parties=tuple(_party(number, party) for number, party in enumerate(text.parties, 1)),
        preamble=tuple(_preamble(text)),
        articles=tuple(_article(article, seconds) for article in text.articles),
        closing=(_plain("@closing", text.closing),) if text.closing else (),
        signatures=tuple(_signatures(text)),
        signature_sources=(),
        annexes=tuple(map(_annex, text.annexes)),
        doubts=(),
        second=_second(text.translation) if text.translation else None,
    )


def _second(text: AgreementText) -> ReadText:
    """The second column by itself; places to sign and tables stand once, in the first."""
    bare = [replace(one, paragraphs=tuple(replace(p, table=None) for p in one.paragraphs)) for one in text.articles]
    return ReadText(
        title=_title(text.title, "en"),
        parties=tuple(_party(number, party) for number, party in enumerate(text.parties, 1)),
        preamble=tuple(_preamble(text)),
        articles=tuple(replace(_article(one, {}), printed=f"Article {one.number}") for one in bare),
        closing=(_plain("@closing", text.closing),) if text.closing else (),
        signatures=(),
        signature_sources=(),
        annexes=(),
        doubts=(),
    )


_TITLE = {"id": ("ANTARA", "DAN", "TENTANG", "NOMOR"), "en": ("BETWEEN", "AND", "ON", "NUMBER")}


def _title(title: TitleBlock, language: str = "id") -> ReadTitle:
    between, joined, on, numbered = _TITLE[language]
    names = [*title.parties[:-1], joined, title.parties[-1]] if len(title.parties) > 1 else list(title.parties)
    numbers = [f"{numbered}: {number}" for number in title.number_lines]
    lines = (title.instrument, between, *names, on, title.subject, *numbers)
    return ReadTitle(title.instrument, title.parties, title.subject, title.number_lines, lines, ())


def _party(number: int, party: PartyParagraph) -> ReadParty:
    words = f"{number}. {party.name}, {party.text} {party.label};"
    return ReadParty(f"@{party.id}", party.label, party.name, words, ())


def _preamble(text: AgreementText) -> Iterator[ReadGroup]:
    if text.opening:
        yield ReadGroup("@opening", "opening", text.opening, ())
    for item in text.after_parties:
        yield ReadGroup(f"@{item.id}", "parties" if _TOGETHER.search(item.text) else "other", item.text, ())
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


def _article(article: Article, seconds: Mapping[str, Table]) -> ReadArticle:
    return ReadArticle(
        ref=article.id,
        printed=f"Pasal {article.number}",
        number=article.number,
        title=article.title,
        form="numbered",
        sources=(),
        shares=(),
        body=tuple(_paragraph(one, seconds.get(one.id)) for one in article.paragraphs),
        automatic=True,
    )


def _paragraph(paragraph: Paragraph, second: Table | None) -> ReadClause:
    return ReadClause(
        ref=paragraph.id,
        label=f"({paragraph.number})",
        text=paragraph.text,
        sources=(),
        automatic=True,
        items=_items(paragraph.items, "lowerLetter"),
        tables=(_table(paragraph.table, second),) if paragraph.table else (),
    )


def _second_tables(text: AgreementText) -> dict[str, Table]:
    return {one.id: one.table for article in text.articles for one in article.paragraphs if one.table}


def _table(table: Table, second: Table | None = None) -> ReadTable:
    """With a second language its title stands beside, its cell below the first where they differ."""
    titles, rows = tuple(column.title for column in table.columns), table.rows
    if second:
        titles = tuple(f"{one.title} / {two.title}" for one, two in zip(table.columns, second.columns, strict=True))
        rows = tuple(
            tuple(one if one == two else f"{one}\n{two}" for one, two in zip(*pair, strict=True))
            for pair in zip(table.rows, second.rows, strict=True)
        )
    return ReadTable((titles, *rows), 1)


def _signatures(text: AgreementText) -> Iterator[ReadSignature]:
    """The places to sign stand once, in both languages where there are two."""
    seconds = text.translation.signatures if text.translation else (None,) * len(text.signatures)
    for block, second in zip(text.signatures, seconds, strict=True):
        duty = _DUTY.get(text.mode, "") if block.meterai else ""
        label = f"{block.label} / {second.label}" if second else block.label
        office: tuple[str, ...] = (f"{block.title},",)
        if second:
            office = (second.institution if second.institution != block.institution else "", block.title,
                      second.title if second.title != block.title else "")  # fmt: skip
        lines = (label, block.institution, *office, duty, block.name)
        yield ReadSignature(label, tuple(line for line in lines if line))


def _annex(annex: Annex) -> ReadAnnex:
    lead = (_plain(f"@{annex.id}_lead", annex.lead),) if annex.lead else ()
    notes = (_plain(f"@{annex.id}_notes", NOTES), *_items(annex.notes, "decimal")) if annex.notes else ()
    return ReadAnnex(annex.id, annex.heading, annex.title, (), (), lead + notes, (_table(annex.table),))
