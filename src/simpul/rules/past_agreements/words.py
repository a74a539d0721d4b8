"""Kinds of document, amounts, statuses and lists of parties as they are written in old sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simpul.rules.past_agreements.cells import Cell, is_empty, is_formula, text

ADDENDUM = "addendum"
_KINDS: Mapping[str, str] = {
    ADDENDUM: r"\b(addendum|adendum|amandemen|perubahan)\b",
    "pelaksanaan": (
        r"^pelaksanaan$|\b(perjanjian|pengaturan|kesepakatan|naskah) pelaksana(an)?\b"
        r"|\bimplement(ing|ation) (arrangement|agreement)\b"
    ),
    "pks": r"\b(pks|perjanjian kerja ?sama)\b",
    "mou": r"\b(mou|nota kesepahaman|memorandum( of understanding| saling pengertian)?)\b",
    "kb": r"\b(kb|kesepakatan bersama)\b",
    "nota_kesepakatan_sinergi": r"\b(nk|nota kesepakatan)\b",
}
_COMPILED = {kind: re.compile(words) for kind, words in _KINDS.items()}
_MONEY = re.compile(
    r"(?:rp\.?|idr)?\s*(?P<figures>\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,(?:\d{1,2}|-+)|[.,]?-+)?(?:\s*rupiah)?", re.I
)
_NO_MONEY = re.compile(r"(sesuai|tanpa|menurut|mengikuti|non|nihil|gratis|tidak)\b.*", re.I)
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+")
_OVER = re.compile(
    r"\b(tidak (berlaku|aktif)|berakhir|selesai|kedaluwarsa|kadaluarsa|habis|expired|non ?aktif)\b", re.I
)
_ALIVE = re.compile(r"\b(berlaku|aktif|berjalan)\b", re.I)


def read_kind(cell: Cell, number: str) -> str:
    """The code of the kind; by the number where the cell is empty; "" where neither tells."""
    said = text(cell)
    plain = " ".join(re.sub(r"[^\w]+", " ", (said if said else number).casefold()).split())
    return next((kind for kind, form in _COMPILED.items() if form.search(plain)), "")


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole rupiah, or the words in its place; ``doubt``: words that say neither a number nor that there is none."""

    rupiah: int | None = None
    words: str = ""
    doubt: bool = False
    formula: bool = False


def read_amount(cell: Cell) -> Amount:
    """An amount of money as written."""
    if isinstance(cell, bool) or is_empty(cell):
        return Amount()
    if isinstance(cell, int | float):
        return Amount(round(cell)) if cell >= 0 else Amount(words=text(cell), doubt=True)
    written = text(cell)
    if is_formula(cell):
        return Amount(words=written, formula=True)
    if found := _MONEY.fullmatch(written):
        return Amount(int(re.sub(r"\D", "", found["figures"])))
    return Amount(words=written, doubt=_NO_MONEY.fullmatch(written) is None)


def read_parties(cell: Cell) -> tuple[str, ...]:
    """The names in a cell: one, or several parted by semicolons, line breaks or a numbered list."""
    if cell is None or is_empty(cell):
        return ()
    raw = str(cell).replace("\r", "\n")
    parts = re.split(r"[;\n]", raw) if re.search(r"[;\n]", raw.strip()) else _NUMBERED.split(raw)
    names = [re.sub(r"^\d{1,2}[.)]\s+", "", text(part)).strip(" ,") for part in parts]
    return tuple(dict.fromkeys(name for name in names if name))


def says_over(status: str) -> bool | None:
    """Whether a written status says that the agreement is over; None where it says nothing of it."""
    if _OVER.search(status):
        return True
    return False if _ALIVE.search(status) else None
