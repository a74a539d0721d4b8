"""The two columns of an agreement in two languages kept in step: every clause of the first one has its twin.

A clause that was worded anew, added or taken over in the first language needs its words in the second one too: without
them it is missing like any value, and its place is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from simpul.rules.agreement_text.editing.references import brought_up_to_date, references_of
from simpul.rules.agreement_text.slots import MissingValue, gap
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph

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
    the template, so that the template's second words do not fit any more. Words that are no clause have "@" names, as
    in ``editing.edits``.
    """
    other = text.translation
    if other is None:
        return text, ()
    keeper = _Keeper(other, own, anew)
    articles = tuple(keeper.article(article) for article in text.articles)
    translation = replace(
        other,
        after_parties=tuple(keeper.after(item) for item in text.after_parties),
        considerations_lead=keeper.alone("@considerations_lead", other.considerations_lead),
        considerations=tuple(keeper.item(item, "Pertimbangan") for item in text.considerations),
        bases_lead=keeper.alone("@bases_lead", other.bases_lead),
        bases=tuple(keeper.item(item, "Dasar hukum") for item in text.bases),
        agreed=keeper.alone("@agreed", other.agreed),
        articles=articles,
        closing=keeper.alone("@closing", other.closing),
    )
    return replace(text, translation=brought_up_to_date(translation)), tuple(keeper.missing)


class _Keeper:
    """``words`` of the second language by clause; ``references`` only of those that are still the template's."""

    def __init__(self, other: AgreementText, own: Mapping[str, str], anew: Collection[str]) -> None:
        known = dict(other.clauses()) | {f"@{item.id}": item.text for item in other.after_parties}
        self.words = {name: words for name, words in known.items() if name not in anew} | dict(own)
        self.references = {name: found for name, found in references_of(other) if name not in own}
        self.tables = {each.id: each.table for article in other.articles for each in article.paragraphs}
        self.anew, self.missing = anew, list[MissingValue]()

    def article(self, article: Article) -> Article:
        title = self._said(article.id, f"judul Pasal {article.number}")
        paragraphs = tuple(self._paragraph(each, article.number) for each in article.paragraphs)
        return replace(article, title=title, paragraphs=paragraphs)

    def item(self, item: Item, where: str) -> Item:
        return Item(item.id, self._said(item.id, where), self.references.get(item.id, ()))

    def after(self, item: Item) -> Item:
        """An item behind the parties: it has a name with "@"."""
        return Item(item.id, self._said(f"@{item.id}", "Sebutan para pihak"), self.references.get(item.id, ()))

    def alone(self, name: str, words: str) -> str:
        return self.words.get(name) or ("" if name in self.anew else words) or self._gap(name, "Pembukaan")

    def _paragraph(self, paragraph: Paragraph, number: int) -> Paragraph:
        where = f"Pasal {number} ayat ({paragraph.number})"
        return Paragraph(
            paragraph.id, paragraph.number, self._said(paragraph.id, where),
            tuple(self.item(item, where) for item in paragraph.items), self.references.get(paragraph.id, ()),
            self.tables.get(paragraph.id, paragraph.table),
        )  # fmt: skip

    def _said(self, clause: str, where: str) -> str:
        return self.words.get(clause, "") or self._gap(clause, where)

    def _gap(self, clause: str, where: str) -> str:
        self.missing.append(MissingValue(f"{clause}{SECOND}", f"{LABEL} {where}", where))
        return gap(LABEL)
