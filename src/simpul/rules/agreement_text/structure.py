"""The text of an agreement as articles: the one source of its PDF, its DOCX, its page and every comparison.

Ids are stable: they come from the template, not from the position, and stay when a neighbour is added or left out.
They hold only ``a-z 0-9 _``, so that ``k_<id>`` is a valid bookmark of a DOCX (at most 40 characters).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Characters ``start:end`` of a clause's text name the number of the clause ``target``."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A lettered item below a paragraph (huruf)."""

    id: str
    text: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share: the columns of a table share its width in this proportion."""

    title: str
    width: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of an article (ayat); ``number`` is its position in the article, from 1."""

    id: str
    number: int
    text: str
    items: tuple[Item, ...] = ()
    references: tuple[Reference, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Pasal ``number``."""

    id: str
    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """``instrument`` PERJANJIAN KERJA SAMA, ``parties`` in order, ``subject`` after TENTANG, one number line each."""

    instrument: str
    parties: tuple[str, ...]
    subject: str
    number_lines: tuple[str, ...]
    logos: tuple[bytes | None, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyParagraph:
    """One party in the komparisi: ``name`` of the signatory, ``text`` ending in the ``label``."""

    id: str
    name: str
    text: str
    label: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where a party signs. ``meterai``: a place for the stamp duty is kept beside the signature."""

    label: str
    institution: str
    title: str
    name: str
    meterai: bool


@dataclass(frozen=True, slots=True)
class Annex:
    """``heading`` LAMPIRAN or LAMPIRAN I, ``title`` and its table, with ``notes`` below."""

    id: str
    heading: str
    title: str
    lead: str
    references: tuple[Reference, ...]
    table: Table
    notes: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementText:
    """``template`` and ``version`` name the text it was assembled from; ``mode`` is elektronik, basah or empty.

    ``translation`` is the same text in the second language of the ``language`` "en", clause by clause under the same
    ids; None where the agreement is made in one language.
    """

    template: str
    version: str
    mode: str
    title: TitleBlock
    opening: str
    parties: tuple[PartyParagraph, ...]
    after_parties: tuple[Item, ...]
    considerations_lead: str
    considerations: tuple[Item, ...]
    bases_lead: str
    bases: tuple[Item, ...]
    agreed: str
    articles: tuple[Article, ...]
    closing: str
    signatures: tuple[SignatureBlock, ...]
    annexes: tuple[Annex, ...] = field(default=())
    language: Literal["id", "en"] = "id"
    translation: AgreementText | None = None

    def clauses(self) -> Iterator[tuple[str, str]]:
        """Every clause as (id, text) in reading order: what a comparison or a bookmark goes by."""
        for item in (*self.considerations, *self.bases):
            yield item.id, item.text
        for article in self.articles:
            yield article.id, article.title
            for paragraph in article.paragraphs:
                yield paragraph.id, paragraph.text
                for item in paragraph.items:
                    yield item.id, item.text
        for annex in self.annexes:
            yield annex.id, annex.title
