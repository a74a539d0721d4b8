"""A text that was read: the parts of an agreement as found, each pointing back at its paragraphs.

``ref`` addresses a part within one reading: "art3" the third article, "art3.2" the second clause of its body,
"art3.2.1" an item below; "pre1.2", "party1", "annex1", "annex1.2", "closing1", "title", "sign1" likewise.
``sources`` are indices of paragraphs, ``shares`` the bookmarks of ours found on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.reading.views import Share

HeadingForm = Literal["numbered", "alone", "inline", "break", "split"]
GroupKind = Literal["opening", "parties", "considerations", "bases", "agreed", "other"]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """``rows`` as shown, the first ``header_rows`` of them repeated on each page."""

    rows: Rows
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class ReadClause:
    """An ayat, an item or an unnumbered paragraph (``label`` empty); ``label`` as printed: "(2)", "7.1", "a.", "-"."""

    ref: str
    label: str
    text: str
    sources: tuple[int, ...]
    shares: tuple[Share, ...] = ()
    automatic: bool = False
    items: tuple[ReadClause, ...] = ()
    tables: tuple[ReadTable, ...] = ()

    def walk(self) -> Iterator[ReadClause]:
        """This clause and everything below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """``number`` None where the printed one is no number; ``body`` holds unnumbered paragraphs too."""

    ref: str
    printed: str
    number: int | None
    title: str
    form: HeadingForm
    sources: tuple[int, ...]
    shares: tuple[Share, ...]
    body: tuple[ReadClause, ...]
    automatic: bool = False

    @property
    def ayat(self) -> tuple[ReadClause, ...]:
        """The numbered paragraphs of the first level."""
        return tuple(clause for clause in self.body if clause.label)


@dataclass(frozen=True, slots=True)
class ReadTitle:
    """``numbers`` one for each line "Nomor", empty where it is left blank; ``lines`` the whole block as it stands."""

    instrument: str
    parties: tuple[str, ...]
    subject: str
    numbers: tuple[str, ...]
    lines: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadParty:
    """``name`` of the signatory, empty where it cannot be told from the words; ``text`` all words of the party."""

    ref: str
    label: str
    name: str
    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """A part of the preamble: a sentence that leads in, with the points below it."""

    ref: str
    kind: GroupKind
    lead: str
    sources: tuple[int, ...]
    clauses: tuple[ReadClause, ...] = ()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSignature:
    """One party's place to sign: ``lines`` from its label to its name and number."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAnnex:
    ref: str
    heading: str
    title: str
    sources: tuple[int, ...]
    shares: tuple[Share, ...]
    body: tuple[ReadClause, ...]
    tables: tuple[ReadTable, ...]


@dataclass(frozen=True, slots=True)
class ReadDoubt:
    """Something read one way that may be meant another: ``code`` names the kind, ``words`` the place."""

    code: str
    words: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ReadText:
    """``second``: what stands beside it in a second language; signatures and tables stand once, here."""

    title: ReadTitle
    parties: tuple[ReadParty, ...]
    preamble: tuple[ReadGroup, ...]
    articles: tuple[ReadArticle, ...]
    closing: tuple[ReadClause, ...]
    signatures: tuple[ReadSignature, ...]
    signature_sources: tuple[int, ...]
    annexes: tuple[ReadAnnex, ...]
    doubts: tuple[ReadDoubt, ...]
    second: ReadText | None = None

    def group(self, kind: GroupKind) -> tuple[ReadGroup, ...]:
        return tuple(group for group in self.preamble if group.kind == kind)

    def places(self) -> dict[int, str]:
        """The ref of every paragraph of this text, by its index."""
        found = dict.fromkeys(self.title.sources, "title")
        for party in self.parties:
            found |= dict.fromkeys(party.sources, party.ref)
        for group in self.preamble:
            found |= dict.fromkeys(group.sources, group.ref)
        for article in self.articles:
            found |= dict.fromkeys(article.sources, article.ref)
        for annex in self.annexes:
            found |= dict.fromkeys(annex.sources, annex.ref)
        found |= dict.fromkeys(self.signature_sources, "sign")
        for clause in self.clauses():
            found |= dict.fromkeys(clause.sources, clause.ref)
        return found

    def clauses(self) -> Iterator[ReadClause]:
        """Every clause and item of every part, in reading order."""
        for group in self.preamble:
            for clause in group.clauses:
                yield from clause.walk()
        for article in self.articles:
            for clause in article.body:
                yield from clause.walk()
        for clause in self.closing:
            yield from clause.walk()
        for annex in self.annexes:
            for clause in annex.body:
                yield from clause.walk()

    def named(self, ref: str) -> str:
        """A ref in the words of the text itself: "Pasal 3 (2) a.", "Lampiran I"; else the ref itself."""
        for article in self.articles:
            labels = [] if ref == article.ref else _labels(article.body, ref)
            if labels is not None:
                return " ".join([article.printed, *labels])
        for annex in self.annexes:
            if ref == annex.ref or _labels(annex.body, ref) is not None:
                return annex.heading
        return ref


def _labels(clauses: tuple[ReadClause, ...], ref: str) -> list[str] | None:
    """The labels on the way down to ``ref``; None where it is not below these clauses."""
    for clause in clauses:
        below = [] if ref == clause.ref else _labels(clause.items, ref)
        if below is not None:
            return [*([clause.label] if clause.label else []), *below]
    return None
