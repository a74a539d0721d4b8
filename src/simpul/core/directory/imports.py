"""People from a spreadsheet: every row is read and judged first; with one fault in it nothing at all is written.

Columns by the words of their heading, in any order: nama, email, jabatan, nip, telepon, unit, lajur, ketua, dasar,
surat, mulai, selesai, admin, inspektorat. Only nama and email are obligatory; a row with a lajur needs mulai. A person
with several lanes has several rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from openpyxl import load_workbook

from simpul.core.directory.models import Basis
from simpul.lib.workbooks import DAMAGED
from simpul.rules.refusals import N_, Refusal

COLUMNS = (
    "nama", "email", "jabatan", "nip", "telepon", "unit", "lajur", "ketua", "dasar", "surat", "mulai", "selesai",
    "admin", "inspektorat",
)  # fmt: skip
MOST_ROWS = 2_000
_LENGTHS = {"nama": 160, "email": 254, "jabatan": 160, "telepon": 20, "unit": 200, "surat": 120}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_INDONESIAN = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})", re.ASCII)
_NIP = re.compile(r"\d{18}", re.ASCII)
_YES = {"ya", "y", "x", "1", "benar", "true"}
_NO = {"", "tidak", "t", "0", "-", "salah", "false"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read; ``number`` is the row of the sheet. ``faults`` are refusals, translated at the rim."""

    number: int
    texts: dict[str, str]
    starts_on: date | None = None
    ends_on: date | None = None
    marks: dict[str, bool] = field(default_factory=dict)
    faults: tuple[Refusal, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")


def read(path: Path) -> list[Row]:
    """The rows of the first sheet. Raises Refusal ORG-20 to ORG-22 for a file that is none of ours."""
    try:
        with path.open("rb") as stream:  # by its content: an uploaded file has no extension on disk
            book = load_workbook(stream, read_only=True, data_only=True)
            cells = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=60, values_only=True)
            lines = [tuple(line) for line in cells]
    except DAMAGED:
        raise Refusal("ORG-20", N_("This file is no readable XLSX spreadsheet. Save it as XLSX and repeat.")) from None
    headings = [_word(value) for value in lines[0]] if lines else []
    if missing := [name for name in ("nama", "email") if name not in headings]:
        raise Refusal(
            "ORG-21", N_("The first row must name the columns; missing: %(names)s."), names=", ".join(missing)
        )
    rows = [_row(number, headings, line) for number, line in enumerate(lines[1:], start=2) if any(map(_text, line))]
    if len(rows) > MOST_ROWS:
        raise Refusal("ORG-22", N_("The sheet has more than %(most)s rows. Split it."), most=MOST_ROWS)
    return _once(rows)


def _row(number: int, headings: Sequence[str], line: Sequence[object]) -> Row:
    cells = {name: cell for name, cell in zip(headings, line, strict=False) if name in COLUMNS}
    texts = {name: _text(cell) for name, cell in cells.items()}
    texts["email"] = texts.get("email", "").lower()
    days = {name: _day(cells.get(name)) for name in ("mulai", "selesai")}
    marks = {name: texts.get(name, "").lower() in _YES for name in ("ketua", "admin", "inspektorat")}
    texts["nip"], rounded = texts.get("nip", "").replace(" ", ""), isinstance(cells.get("nip"), float)
    faults = [
        *_missing(texts),
        *_too_long(texts),
        *_unknown(texts),
        *_staff_number(texts, rounded),
        *_dates(texts, days),
    ]
    return Row(number, texts, days["mulai"], days["selesai"], marks, tuple(faults))


def _missing(texts: dict[str, str]) -> Iterable[Refusal]:
    for name in ("nama", "email"):
        if not texts.get(name):
            yield Refusal("ORG-23", N_("%(column)s is empty."), column=name)
    if texts.get("lajur") and not texts.get("mulai"):
        yield Refusal("ORG-24", N_("A person in a lane needs the date from which on (mulai)."))
    if texts.get("unit") and not texts.get("lajur"):
        yield Refusal("ORG-38", N_("A unit needs the lane in which the person stands for it (lajur)."))


def _too_long(texts: dict[str, str]) -> Iterable[Refusal]:
    for name, most in _LENGTHS.items():
        if len(texts.get(name, "")) > most:
            yield Refusal("ORG-25", N_("%(column)s is longer than %(most)s characters."), column=name, most=most)


def _unknown(texts: dict[str, str]) -> Iterable[Refusal]:
    try:
        validate_email(texts["email"] or "kosong@contoh.example")
    except ValidationError:
        yield Refusal("ORG-26", N_("%(email)s is no e-mail address."), email=texts["email"])
    if texts.get("dasar", "").lower() not in {"", *Basis.values}:
        yield Refusal("ORG-27", N_("dasar must be one of %(words)s."), words=", ".join(Basis.values))
    for name in ("ketua", "admin", "inspektorat"):
        if texts.get(name, "").lower() not in _YES | _NO:
            yield Refusal("ORG-28", N_("%(column)s must be ya or tidak."), column=name)


def _staff_number(texts: dict[str, str], rounded: bool) -> Iterable[Refusal]:
    """A cell of numbers keeps 15 digits; what stands behind them in an NIP is lost before the file is here."""
    if rounded or (texts["nip"] and not _NIP.fullmatch(texts["nip"])):
        yield Refusal(
            "ORG-44",
            N_("nip must have 18 digits. Format the column as text first: as numbers its last digits are lost."),
        )


def _dates(texts: dict[str, str], days: dict[str, date | None]) -> Iterable[Refusal]:
    for name, day in days.items():
        if texts.get(name) and day is None:
            yield Refusal("ORG-29", N_("%(column)s is no date. Write it like 2026-11-22."), column=name)
    first, last = days["mulai"], days["selesai"]
    if first and last and last < first:
        yield Refusal(
            "ORG-05", N_("The last day %(last)s lies before the first day %(first)s."), first=first, last=last
        )


def _once(rows: list[Row]) -> list[Row]:
    """The same place of a person twice is a slip of the hand, and so is one address for two names."""
    seen: dict[tuple[str, ...], int] = {}
    named: dict[str, Row] = {}
    for position, row in enumerate(rows):
        key = (row["email"], row["lajur"].lower(), row["unit"].lower())
        first = named.setdefault(row["email"], row)
        if row["email"] and first["nama"] != row["nama"]:
            fault = Refusal("ORG-36", N_("Row %(row)s gives this address to another name."), row=first.number)
            rows[position] = replace(row, faults=(*row.faults, fault))
        elif key in seen:
            fault = Refusal("ORG-30", N_("This repeats row %(row)s."), row=seen[key])
            rows[position] = replace(row, faults=(*row.faults, fault))
        seen.setdefault(key, row.number)
    return rows


def _word(value: object) -> str:
    return _text(value).lower().replace("-", "").replace(" ", "")


def _text(value: object) -> str:
    """A cell as text: a whole number without its ".0", printable signs only."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


def _day(value: object) -> date | None:
    """A date cell, or a text like 2026-11-22 or 22-11-2026 or 22/11/2026."""
    if isinstance(value, datetime):
        return value.date()
    for form in (_ISO, _INDONESIAN):
        if found := form.fullmatch(_text(value)):
            try:
                return date(*(int(found[part]) for part in ("year", "month", "day")))
            except ValueError:
                return None
    return None
