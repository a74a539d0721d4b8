"""A text that was read in the place of one of ours: the older of two files that are compared without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from simpul.rules.agreement_text.reading.views import Share
from simpul.rules.agreement_text.structure import AgreementText, TitleBlock


def by_bookmarks(read: ReadText) -> ReadText:
    """The text with every part called as our bookmark on it says, so that the other file is known by its bookmarks.

    A part without bookmark, with several, or with one that stands on other parts too, keeps its ref.
    """
    found = Counter(share.clause for shares in _shares(read) for share in shares)
    once = frozenset(clause for clause, times in found.items() if times == 1)
    return replace(
        read,
        preamble=tuple(
            replace(group, ref=_name(group.ref, group.shares, once), clauses=_named(group.clauses, once))
            for group in read.preamble
        ),
        articles=tuple(
            replace(article, ref=_name(article.ref, article.shares, once), body=_named(article.body, once))
            for article in read.articles
        ),
        closing=_named(read.closing, once),
        annexes=tuple(
            replace(annex, ref=_name(annex.ref, annex.shares, once), body=_named(annex.body, once))
            for annex in read.annexes
        ),
        second=by_bookmarks(read.second) if read.second is not None else None,
    )


def frame_of(read: ReadText) -> AgreementText:
    """What the sheet with tracked changes takes from the older text beside its clauses: the title, and a second
    language where there is one.
    """
    title = TitleBlock(read.title.instrument, read.title.parties, read.title.subject, read.title.numbers)
    return AgreementText(
        template="", version="", mode="", title=title, opening="", parties=(), after_parties=(),
        considerations_lead="", considerations=(), bases_lead="", bases=(), agreed="", articles=(), closing="",
        signatures=(), translation=replace(frame_of(read.second), language="en") if read.second is not None else None,
    )  # fmt: skip


def _shares(read: ReadText) -> Iterator[tuple[Share, ...]]:
    yield from (group.shares for group in read.preamble)
    yield from (article.shares for article in read.articles)
    yield from (annex.shares for annex in read.annexes)
    yield from (clause.shares for clause in read.clauses())


def _name(ref: str, shares: tuple[Share, ...], once: frozenset[str]) -> str:
    return shares[0].clause if len(shares) == 1 and shares[0].clause in once else ref


def _named(clauses: tuple[ReadClause, ...], once: frozenset[str]) -> tuple[ReadClause, ...]:
    return tuple(
        replace(clause, ref=_name(clause.ref, clause.shares, once), items=_named(clause.items, once))
        for clause in clauses
    )
