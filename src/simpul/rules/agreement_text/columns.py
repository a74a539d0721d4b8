"""The two columns of an agreement in two languages kept in step: every clause of the first one has its twin.

A clause that was worded anew, added or taken over in the first language needs its words in the second one too: without
them it is missing like any value, and its place is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from simpul.rules.agreement_text.slots import MissingValue, gap
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph, Table

SECOND = "__en"
"""Ends the id of a clause where its words in the second language are meant."""
LABEL = "kata-kata bahasa Inggris"


def words_in_second(text: AgreementText) -> dict[str, str]:
    """The words of the second language by clause id."""
    return dict(text.translation.clauses()) if text.translation is not None else {}


def in_step(
    text: AgreementText, own: Mapping[str, str], anew: Collection[str]
) -> tuple[AgreementText, tuple[MissingValue, ...]]:
    """The text with a second column in step, and what has no words there.

    ``own``: words entered for clauses of the second column; ``anew``: clauses whose first words are no longer those of
    the template, so that the template's second words do not fit any more.
    """
    if text.translation is None:
        return text, ()
    tables = {each.id: each.table for article in text.translation.articles for each in article.paragraphs}
    keeper = _Keeper(
        {name: words for name, words in words_in_second(text).items() if name not in anew} | dict(own), tables
    )
    titles = {article.id: article.title for article in text.translation.articles}
    articles = tuple(keeper.article(article, titles.get(article.id, article.title)) for article in text.articles)
    return replace(text, translation=replace(text.translation, articles=articles)), tuple(keeper.missing)


class _Keeper:
    def __init__(self, words: Mapping[str, str], tables: Mapping[str, Table | None]) -> None:
        self.words, self.tables = words, tables
        self.missing: list[MissingValue] = []

    def article(self, article: Article, title: str) -> Article:
        return replace(
            article, title=title, paragraphs=tuple(self._paragraph(each, article.number) for each in article.paragraphs)
        )

    def _paragraph(self, paragraph: Paragraph, number: int) -> Paragraph:
        where = f"Pasal {number} ayat ({paragraph.number})"
        items = tuple(self._item(item, where) for item in paragraph.items)
        table = self.tables.get(paragraph.id, paragraph.table)
        return replace(paragraph, text=self._said(paragraph.id, where), references=(), items=items, table=table)

    def _item(self, item: Item, where: str) -> Item:
        return replace(item, text=self._said(item.id, where), references=())

    def _said(self, clause: str, where: str) -> str:
        words = self.words.get(clause, "")
        if not words:
            self.missing.append(MissingValue(f"{clause}{SECOND}", f"{LABEL} {where}", where))
        return words or gap(LABEL)
