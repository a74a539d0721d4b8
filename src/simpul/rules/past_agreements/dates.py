"""Dates as they stand in old sheets: cells, day numbers of Excel, words, strokes, dots, and ranges of two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from simpul.rules.past_agreements.cells import Cell, is_empty, is_formula, text

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu agt ags aug agust august",
            "september sep sept", "oktober okt october oct", "november nov nopember nop", "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = re.compile(r"(?:[a-z']+,? )?(?P<day>\d{1,2})[ .-](?P<month>[a-z]+)[ .,-]*(?P<year>\d{4}|\d{2})")
_FIGURES = re.compile(r"(?P<day>\d{1,2})\s*(?P<sign>[-/.])\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4}|\d{2})")
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[ t].*)?")
_MONTH_ONLY = re.compile(r"(?P<month>[a-z]+)[ .,-]*\d{4}|\d{1,2}[-/.]\d{4}")
_YEAR_ONLY = re.compile(r"(tahun )?(19|20)\d{2}")
_RANGE = re.compile(
    r"\s*(?:\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|\N{EN DASH}|\N{EM DASH}|\s-\s)\s*", re.I
)
_SERIALS = range(20_000, 80_000)
"""Day numbers of Excel for 1954 to 2119."""
_EPOCH = date(1899, 12, 30)
_PIVOT = 70
"""Two digits below it are of this century."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell says: a day, or the name of the fault that keeps it from being one; ``doubt``: what to check."""

    value: date | None = None
    fault: str = ""
    doubt: str = ""
    written: str = ""

    @property
    def empty(self) -> bool:
        return self.value is None and not self.fault


def read_day(cell: Cell) -> Day:
    """A day as it is written; an empty cell is no fault."""
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    written = text(cell)
    if is_empty(cell):
        return Day()
    if is_formula(cell):
        return Day(fault="formula_in_value", written=written)
    if written.isdigit() and int(written) in _SERIALS:
        return Day(_EPOCH + timedelta(days=int(written)), doubt="date_serial_number", written=written)
    return _words(written)


def _words(written: str) -> Day:
    plain = " ".join(written.casefold().replace(",", " ").split())
    if found := _ISO.fullmatch(plain):
        return _made(written, found["year"], found["month"], found["day"])
    if found := _FIGURES.fullmatch(plain):
        doubt = "date_ambiguous" if found["sign"] != "." and _either_way(found["day"], found["month"]) else ""
        return _made(written, found["year"], found["month"], found["day"], doubt)
    if (found := _WORDS.fullmatch(plain)) and found["month"] in _MONTHS:
        return _made(written, found["year"], str(_MONTHS[found["month"]]), found["day"])
    only = _MONTH_ONLY.fullmatch(plain)
    if (only and (only["month"] is None or only["month"] in _MONTHS)) or _YEAR_ONLY.fullmatch(plain):
        return Day(fault="date_incomplete", written=written)
    return Day(fault="date_unreadable", written=written)


def _either_way(day: str, month: str) -> bool:
    """Whether day and month could be the other way round and mean another day."""
    return int(day) <= 12 and int(month) <= 12 and int(day) != int(month)


def _made(written: str, year: str, month: str, day: str, doubt: str = "") -> Day:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < _PIVOT else 1900)
    try:
        return Day(date(full, int(month), int(day)), doubt=doubt, written=written)
    except ValueError:
        return Day(fault="date_impossible", written=written)


def read_span(cell: Cell) -> Sequence[Day]:
    """Two days of one cell, "12 Maret 2019 s.d. 11 Maret 2022"; empty where it does not name two."""
    parts = [part for part in _RANGE.split(text(cell)) if part]
    return [read_day(part) for part in parts] if len(parts) == 2 else []
