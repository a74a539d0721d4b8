"""What of a text that was read is looked for in another: headings, clauses, and words that are no clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.reading.likeness import Words, words
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from simpul.rules.agreement_text.reading.views import Share

Kind = Literal["heading", "clause", "frame"]
_PARTY_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]+)[.)]\s")


@dataclass(frozen=True, slots=True)
class Unit:
    key: str
    parent: str
    words: Words
    kind: Kind
    shares: tuple[Share, ...] = ()


def by_words(units: Iterable[Unit]) -> dict[tuple[Kind, tuple[str, ...]], list[Unit]]:
    found: dict[tuple[Kind, tuple[str, ...]], list[Unit]] = {}
    for unit in units:
        found.setdefault((unit.kind, unit.words.order), []).append(unit)
    return found


def _frame(key: str, text: str, parent: str = "") -> Unit:
    return Unit(key, parent, words(text), "frame")


def units(read: ReadText) -> Iterator[Unit]:
    for group in read.preamble:
        if group.kind == "opening":
            yield _frame(group.ref, group.lead)
            yield from _clauses(group.clauses, "")
    for party in read.parties:
        yield _frame(party.ref, _PARTY_NUMBER.sub("", party.text))
    for group in read.preamble:
        if group.kind != "opening":
            yield _frame(group.ref, group.lead)
            yield from _clauses(group.clauses, "")
    for article in read.articles:
        yield Unit(article.ref, "", words(article.title), "heading", article.shares)
        yield from _clauses(article.body, article.ref)
    for clause in read.closing:
        yield _frame(clause.ref, clause.text)
    for annex in read.annexes:
        yield Unit(annex.ref, "", words(annex.title), "heading", annex.shares)
        for clause in annex.body:
            if clause.label or clause.shares:
                yield from _clauses((clause,), annex.ref)
            else:
                yield _frame(clause.ref, clause.text, annex.ref)


def _clauses(clauses: Iterable[ReadClause], parent: str) -> Iterator[Unit]:
    for clause in clauses:
        yield Unit(clause.ref, parent, words(clause.text), "clause", clause.shares)
        yield from _clauses(clause.items, clause.ref)
