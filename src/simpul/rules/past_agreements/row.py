"""One row of a sheet of old agreements: what it means, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from simpul.rules.agreement_text.words import long_date
from simpul.rules.past_agreements.cells import Cell, at, is_empty, is_formula, letter, text
from simpul.rules.past_agreements.columns import Heading
from simpul.rules.past_agreements.dates import Day, read_day, read_span
from simpul.rules.past_agreements.faults import Fault, Level
from simpul.rules.past_agreements.words import ADDENDUM, Amount, read_amount, read_kind, read_parties, says_over
from simpul.rules.plausible_days import is_plausible

FALLBACK = "pks"
_LONGEST: Mapping[str, int] = {"number": 160, "title": 300, "partner": 200, "above": 160, "place": 160, "unit": 200}
_WORDS = ("place", "unit", "province", "scope", "note", "status", "above", "file", "partner_number")
_AHEAD = timedelta(days=731)
_DATES = ("signed", "start", "end")


@dataclass(frozen=True, slots=True)
class Row:
    """``row``: its number in the sheet. ``words``: the other columns as written, by field."""

    row: int
    number: str
    kind: str
    title: str
    parties: tuple[str, ...]
    signed: date | None
    start: date | None
    end: date | None
    amount: Amount
    words: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def partner(self) -> str:
        """The first party as it is written."""
        return self.parties[0] if self.parties else ""

    @property
    def is_addendum(self) -> bool:
        return self.kind == ADDENDUM

    @property
    def level(self) -> Level | None:
        """The heaviest of its faults; None for a clean row."""
        levels = {fault.level for fault in self.faults}
        return next((level for level in Level if level in levels), None)


def read_row(number: int, heading: Heading, line: Sequence[Cell], today: date) -> Row:
    """The row with every fault that it shows by itself."""
    cells = {name: at(line, column) for name, column in heading.columns.items()}
    days = _days(cells)
    kind = read_kind(cells.get("kind"), text(cells.get("number")))
    amount = read_amount(cells.get("value"))
    row = Row(
        number, "" if is_empty(cells.get("number")) else text(cells.get("number")), kind or FALLBACK,
        text(cells.get("title")), read_parties(cells.get("partner")), days["signed"].value,
        days["start"].value or days["signed"].value, days["end"].value, amount,
        {name: text(cells[name]) for name in _WORDS if not is_empty(cells.get(name))},
    )  # fmt: skip
    found = [
        *_missing(row), *_of_days(days, row, today), *_of_words(row, cells, kind), *_of_status(row, today),
    ]  # fmt: skip
    return replace(row, faults=_placed(found, heading))


def _days(cells: Mapping[str, Cell]) -> dict[str, Day]:
    """The three days; first and last of a range where one column holds both."""
    days = {name: read_day(cells.get(name)) for name in _DATES}
    if "period" in cells and "end" not in cells and (span := read_span(cells["period"])):
        days["start"], days["end"] = span
    elif "period" in cells and "end" not in cells:
        days["end"] = read_day(cells["period"])
    return days


def _missing(row: Row) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not row.number:
        yield "number_missing", "number", {}
    if not row.parties:
        yield "partner_missing", "partner", {}
    if not row.title:
        yield "title_missing", "title", {}


def _of_days(days: Mapping[str, Day], row: Row, today: date) -> Iterator[tuple[str, str, dict[str, object]]]:
    for name, day in days.items():
        if day.fault:
            yield _day_fault(name, day), name, {"written": day.written}
        elif day.empty and name != "start":
            yield f"{name}_missing", name, {}
        if day.value is None:
            continue
        if day.doubt:
            yield day.doubt, name, {"written": day.written, "read": long_date(day.value)}
        ahead = day.value > today + _AHEAD if name != "end" else False
        if ahead or not is_plausible(day.value, today):
            yield "date_in_future", name, {"read": long_date(day.value)}
    if row.start and row.end and row.end < row.start:
        yield "end_before_start", "end", {"start": long_date(row.start), "end": long_date(row.end)}


def _day_fault(name: str, day: Day) -> str:
    return "end_not_a_date" if name == "end" and day.fault == "date_unreadable" else day.fault


def _of_words(row: Row, cells: Mapping[str, Cell], kind: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not kind:
        yield "kind_unknown", "kind", {"written": text(cells.get("kind"))}
    if row.amount.doubt:
        yield "amount_not_number", "value", {"written": row.amount.words}
    if row.amount.formula:
        yield "formula_in_value", "value", {}
    for name in ("number", "partner"):
        if is_formula(cells.get(name)):
            yield "formula_in_value", name, {}
    for name in ("title", *_WORDS):
        if is_formula(cells.get(name)):
            yield "formula_in_text", name, {}
    for name, most in _LONGEST.items():
        if len(text(cells.get(name))) > most and not (name == "partner" and len(row.parties) > 1):
            yield "too_long", name, {"most": most}


def _of_status(row: Row, today: date) -> Iterator[tuple[str, str, dict[str, object]]]:
    over = says_over(row.words.get("status", ""))
    if over is None or row.end is None or over == (row.end < today):
        return
    read = "berakhir" if row.end < today else "berlaku"
    yield "status_differs", "status", {"written": row.words["status"], "read": read}


def _placed(found: Sequence[tuple[str, str, dict[str, object]]], heading: Heading) -> tuple[Fault, ...]:
    """The same fault in several columns once, with the letters of all of them."""
    columns: dict[str, list[str]] = defaultdict(list)
    params: dict[str, dict[str, object]] = {}
    for name, where, told in found:
        column = heading.columns.get(where, heading.columns.get("period" if where in _DATES else where))
        columns[name].append(letter(column) if column is not None else "")
        params.setdefault(name, told)
    return tuple(Fault(name, tuple(filter(None, letters)), params[name]) for name, letters in columns.items())
