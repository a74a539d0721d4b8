"""Versions of a text side by side: clause by clause, each against the version before it, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from simpul.rules.agreement_text.structure import AgreementText, Table

# What our Word file does not mark: parties, tables and titles of annexes. Their ids carry one of these.
PARTY, TABLE, TITLE = "#komparisi", "#tabel", "#judul"
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same as before, added, or removed."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause in all versions. ``cells``: one per version; None where that version does not have the clause."""

    id: str
    article: str
    label: str
    cells: tuple[tuple[Piece, ...] | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The clauses of one version by id. ``partial``: a Word file that came back, which marks only its clauses."""

    clauses: Mapping[str, str]
    partial: bool = False


def clauses_of(text: AgreementText) -> dict[str, str]:
    """Every clause by id in reading order; a table as its rows. What Word does not mark has a ``#`` in its id."""
    found = {party.id + PARTY: f"{party.name}, {party.text}" for party in text.parties}
    found |= {item.id: item.text for item in (*text.considerations, *text.bases)}
    for article in text.articles:
        found[article.id] = article.title
        for paragraph in article.paragraphs:
            found[paragraph.id] = paragraph.text
            found |= {item.id: item.text for item in paragraph.items}
            if paragraph.table is not None:
                found[paragraph.id + TABLE] = _table(paragraph.table)
    for annex in text.annexes:
        found[annex.id + TITLE] = annex.title
        found[annex.id + TABLE] = _table(annex.table)
        found |= {note.id: note.text for note in annex.notes}
    return found


def labels_of(text: AgreementText) -> dict[str, tuple[str, str]]:
    """Where each clause stands: (id of its article or part, label such as "Pasal 6 ayat (2) huruf a")."""
    found = {party.id + PARTY: ("komparisi", f"Komparisi {party.label}") for party in text.parties}
    found |= {item.id: ("pertimbangan", f"Pertimbangan {n}") for n, item in enumerate(text.considerations, 1)}
    found |= {item.id: ("dasar", f"Dasar hukum {n}") for n, item in enumerate(text.bases, 1)}
    for article in text.articles:
        found[article.id] = (article.id, f"Judul Pasal {article.number}")
        for paragraph in article.paragraphs:
            place = f"Pasal {article.number} ayat ({paragraph.number})"
            found[paragraph.id] = (article.id, place)
            found[paragraph.id + TABLE] = (article.id, f"{place}, tabel")
            found |= {i.id: (article.id, f"{place} huruf {_letter(n)}") for n, i in enumerate(paragraph.items)}
    for annex in text.annexes:
        heading = annex.heading.capitalize()
        found[annex.id + TITLE] = (annex.id, heading)
        found[annex.id + TABLE] = (annex.id, f"{heading}, tabel")
        found |= {note.id: (annex.id, f"{heading}, catatan {n}") for n, note in enumerate(annex.notes, 1)}
    return found


def compare(versions: Sequence[Version], labels: Mapping[str, tuple[str, str]]) -> list[ClauseRow]:
    """The labelled clauses of all versions in the order of ``labels``, each against the version before it."""
    there = {clause for version in versions for clause in version.clauses}
    return [_row(clause, versions, label) for clause, label in labels.items() if clause in there]


def _row(clause: str, versions: Sequence[Version], label: tuple[str, str]) -> ClauseRow:
    cells: list[tuple[Piece, ...] | None] = []
    before: str | None = None
    differs = False
    for number, version in enumerate(versions):
        now = version.clauses.get(clause)
        if now is None and version.partial and "#" in clause:
            cells.append(None)
            continue
        changed = number > 0 and _plain(now) != _plain(before)
        differs = differs or changed
        cells.append(pieces(before or "", now or "") if changed else _same(now))
        before = now
    return ClauseRow(clause, label[0], label[1], tuple(cells), differs)


def _same(text: str | None) -> tuple[Piece, ...] | None:
    return (Piece("same", text),) if text is not None else None


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """``now`` against ``before`` by whole words; what was removed stands before what took its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    found: list[Piece] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            found.append(Piece("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            found.append(Piece("added", "".join(new[new_start:new_end])))
    return tuple(found)


def _table(table: Table) -> str:
    return "\n".join(" | ".join(row) for row in table.rows)


def _letter(position: int) -> str:
    """a to z, then aa, ab."""
    first, last = divmod(position, 26)
    return ("" if first == 0 else chr(96 + first)) + chr(97 + last)
