"""A text as a flat list of its parts, each named by its place in the words that lawyers use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.reading.text import GroupKind, ReadAnnex, ReadClause, ReadTable, ReadText

Kind = Literal["title", "party", "lead", "clause", "article", "closing", "signature", "annex", "caption"]
_PARTY_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]+)[.)]\s+")
_ANNEX_NUMBER = re.compile(r"\w+\s+([IVXLC]{1,5}|\d{1,2}|[A-Z])\b", re.IGNORECASE)
_VALUE = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+")
_LEADS: dict[GroupKind, str] = {
    "opening": "Pembukaan",
    "parties": "Sebutan para pihak",
    "considerations": "Kalimat pengantar pertimbangan",
    "bases": "Kalimat pengantar dasar hukum",
    "agreed": "Kalimat kesepakatan",
    "other": "Pembukaan",
}
_POINTS: dict[GroupKind, str] = {"considerations": "Pertimbangan", "bases": "Dasar hukum"}
_TITLE = {
    "instrument": "Judul, jenis naskah",
    "parties": "Judul, nama para pihak",
    "subject": "Judul, perihal",
    "numbers": "Nomor naskah",
}


@dataclass(frozen=True, slots=True)
class Part:
    """``parent`` is the ref of the part it stands in, empty at the top; ``place`` "Pasal 3 ayat (2) huruf a".

    ``name`` is that of the signatory of a party.
    """

    ref: str
    kind: Kind
    parent: str
    label: str
    text: str
    place: str
    tables: tuple[ReadTable, ...] = ()
    name: str = ""

    @property
    def number(self) -> str:
        """What the label counts, however it is set: "2" of "(2)" and of "2."."""
        found = _VALUE.findall(self.label)
        return found[-1].lower() if found else ""


def parts_of(read: ReadText) -> tuple[Part, ...]:
    """Every part in reading order."""
    return tuple(_parts(read))


def _parts(read: ReadText) -> Iterator[Part]:
    title = read.title
    values = {"instrument": title.instrument, "parties": "\n".join(title.parties), "subject": title.subject,
              "numbers": "\n".join(title.numbers)}  # fmt: skip
    for name, place in _TITLE.items():
        yield Part(f"@title.{name}", "title", "", "", values[name], place)
    yield from _preamble(read, ("opening",))
    for party in read.parties:
        words = _PARTY_NUMBER.sub("", party.text)
        yield Part(party.ref, "party", "", party.label, words, f"Komparisi {party.label}", name=party.name)
    yield from _preamble(read, ("parties", "considerations", "bases", "agreed", "other"))
    for article in read.articles:
        place = _article_place(article.printed)
        yield Part(article.ref, "article", "", article.printed, article.title, place)
        yield from _clauses(article.body, article.ref, place, "article")
    for clause in read.closing:
        yield Part(clause.ref, "closing", "", clause.label, _whole(clause), "Penutup", _tables(clause))
    for number, sign in enumerate(read.signatures, 1):
        words = "\n".join(sign.lines)
        yield Part(f"@sign{number}", "signature", "", sign.label, words, f"Tanda tangan {sign.label}")
    for annex in read.annexes:
        yield from _annex(annex)


def _preamble(read: ReadText, kinds: tuple[GroupKind, ...]) -> Iterator[Part]:
    for group in read.preamble:
        if group.kind in kinds:
            yield Part(group.ref, "lead", "", "", group.lead, _LEADS[group.kind])
            yield from _clauses(group.clauses, group.ref, _POINTS.get(group.kind, "Pembukaan"), "point")


def _article_place(printed: str) -> str:
    word, _, number = printed.partition(" ")
    return f"{word.capitalize()} {number}".strip()


def _annex(annex: ReadAnnex) -> Iterator[Part]:
    """Its first words lead in; other words without a number ("Catatan:") are captions."""
    found = _ANNEX_NUMBER.match(annex.heading)
    place = f"Lampiran {found[1]}" if found else "Lampiran"
    yield Part(annex.ref, "annex", "", annex.heading, annex.title, place, annex.tables)
    for number, clause in enumerate(annex.body):
        if clause.label:
            yield from _clauses((clause,), annex.ref, place, "note")
            continue
        kind: Kind = "caption" if number else "lead"
        own = f"{place}, keterangan" if number else f"{place}, kalimat pengantar"
        yield Part(clause.ref, kind, annex.ref, "", clause.text, own, clause.tables)
        yield from _clauses(clause.items, annex.ref, place, "note")


def _clauses(clauses: Iterable[ReadClause], parent: str, place: str, level: str) -> Iterator[Part]:
    listed: Sequence[ReadClause] = list(clauses)
    plain = 0
    for clause in listed:
        plain += not clause.label
        own = f"{place}{_named(clause, level, plain, len(listed))}"
        yield Part(clause.ref, "clause", parent, clause.label, clause.text, own, clause.tables)
        yield from _clauses(clause.items, clause.ref, own, "item")


def _named(clause: ReadClause, level: str, plain: int, siblings: int) -> str:
    """The words that name a clause below its parent."""
    found = _VALUE.findall(clause.label)
    if not clause.label:
        return "" if siblings == 1 else f" paragraf {plain}"
    value = found[-1] if found else ""
    if level == "point":
        return f" {value}"
    if level == "note":
        return f", catatan {value}"
    if not value:
        return " butir"
    if not value[0].isdigit():
        return f" huruf {value}"
    return f" ayat ({value})" if level == "article" else f" angka {value}"


def _whole(clause: ReadClause) -> str:
    return "\n".join(each.text for each in clause.walk())


def _tables(clause: ReadClause) -> tuple[ReadTable, ...]:
    return tuple(table for each in clause.walk() for table in each.tables)
