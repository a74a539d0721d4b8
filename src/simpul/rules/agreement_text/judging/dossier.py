"""A read text as the checks look at it: every clause with its place in words, and one index of all its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simpul.rules.agreement_text.judging.phrases import Phrase, WordIndex
from simpul.rules.agreement_text.reading.text import ReadArticle, ReadClause, ReadText

Kind = Literal["title", "party", "preamble", "heading", "clause", "closing", "annex", "sign"]
LONGEST = 20_000  # characters of one clause that are judged; the rest of a monstrous one is left alone
_LETTER = re.compile(r"[(]?([a-z]{1,2})[.)]{1,2}\Z")
_AYAT = re.compile(r"[(]?(\d{1,3})[.)]{1,2}\Z")
_PARTS = {
    "opening": "Pembukaan", "parties": "Komparisi", "considerations": "Pertimbangan", "bases": "Dasar hukum",
    "agreed": "Kesepakatan", "other": "Pembukaan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """``article`` is the position of its article in the text, -1 outside; ``lead`` the sentence above an item."""

    ref: str
    kind: Kind
    text: str
    place: str
    article: int = -1
    label: str = ""
    lead: str = ""


def name_of(article: ReadArticle) -> str:
    """ "PASAL 9" -> "Pasal 9"."""
    return f"Pasal {article.number}" if article.number is not None else article.printed.strip() or article.title


def _step(label: str) -> str:
    if match := _AYAT.match(label):
        return f"ayat ({match[1]})"
    if match := _LETTER.match(label):
        return f"huruf {match[1]}"
    return f"angka {label.rstrip('.)')}" if label[:1].isdigit() else ""


def _below(clauses: Sequence[ReadClause], kind: Kind, place: str, article: int, lead: str = "") -> Iterator[Passage]:
    for clause in clauses:
        own = f"{place} {_step(clause.label)}".strip()
        yield Passage(clause.ref, kind, clause.text[:LONGEST], own, article, clause.label, lead)
        yield from _below(clause.items, kind, own, article, clause.text[:LONGEST])


def _passages(text: ReadText) -> Iterator[Passage]:
    yield Passage("title", "title", " \n".join(text.title.lines)[:LONGEST], "Judul")
    for party in text.parties:
        yield Passage(party.ref, "party", party.text[:LONGEST], f"Komparisi {party.label}", label=party.label)
    for group in text.preamble:
        place = _PARTS[group.kind]
        yield Passage(group.ref, "preamble", group.lead[:LONGEST], place)
        yield from _below(group.clauses, "preamble", place, -1, group.lead[:LONGEST])
    for number, article in enumerate(text.articles):
        place = name_of(article)
        yield Passage(article.ref, "heading", article.title[:LONGEST], place, number)
        yield from _below(article.body, "clause", place, number)
    yield from _below(text.closing, "closing", "Penutup", -1)
    for annex in text.annexes:
        place = annex.heading.title().replace("Lampiran ", "Lampiran ")[:60]
        yield Passage(annex.ref, "annex", annex.title[:LONGEST], place)
        yield from _below(annex.body, "annex", place, -1)
    for signature in text.signatures:
        words = " \n".join(signature.lines)[:LONGEST]
        yield Passage("sign", "sign", words, f"Blok tanda tangan {signature.label}", label=signature.label)


@dataclass(frozen=True, slots=True)
class Dossier:
    """``passages`` in reading order; made by ``dossier``."""

    text: ReadText
    passages: tuple[Passage, ...]
    index: WordIndex
    places: dict[str, str]
    _found: dict[tuple[str, ...], tuple[Passage, ...]] = field(default_factory=dict)

    def of(self, *kinds: Kind) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.kind in kinds)

    @property
    def binding(self) -> Iterator[Passage]:
        """What binds: the clauses of the articles and the closing words."""
        return self.of("clause", "closing")

    def holding(self, phrases: Sequence[Phrase]) -> tuple[Passage, ...]:
        """The passages in which one of these phrases stands; each list of phrases is looked for once."""
        key = tuple(each.source for each in phrases)
        if key not in self._found:
            self._found[key] = tuple(self.passages[at] for at in self.index.clauses(phrases))
        return self._found[key]

    def article(self, passage: Passage) -> ReadArticle | None:
        return self.text.articles[passage.article] if passage.article >= 0 else None


def dossier(text: ReadText) -> Dossier:
    passages = tuple(_passages(text))
    places = {passage.ref: passage.place for passage in passages}
    return Dossier(text, passages, WordIndex([passage.text for passage in passages]), places)
