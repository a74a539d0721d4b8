"""Lembar jejak: what proves a signed agreement, on the institution's paper. All words come finished."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from simpul.core.documents.faces.letters import Letterhead
from simpul.core.documents.faces.logos import logo
from simpul.core.documents.faces.typesetting import Paper, typeset

TITLE = "Lembar Jejak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``widths`` are shares; ``mono`` the places (from 0) of the columns that hold fingerprints."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    mono: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section: its notes, then (label, value) pairs, then a table. Empty ones are left out."""

    heading: str
    notes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSheet:
    """``number`` of the agreement or its case; ``made``: the small line below it that says when and from what.

    ``title``: the same sheet serves for minutes and for the sheet of a certified copy.
    """

    number: str
    subject: str
    parts: tuple[Part, ...]
    made: str
    title: str = TITLE


def evidence_sheet_pdf(sheet: EvidenceSheet, head: Letterhead, *, at: datetime, paper: Paper = "a4") -> bytes:
    """The sheet as PDF/A-2b, without a signature."""
    picture = logo(head.logo)
    data = {
        "sheet": asdict(sheet),
        "head": asdict(head) | {"logo": list(picture.png) if picture else None},
        "paper": paper,
        "document_title": f"{sheet.title} {sheet.number}",
    }
    return typeset("evidence_sheet", data, paper, at).pdf
