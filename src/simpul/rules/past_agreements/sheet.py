"""A whole sheet of old agreements: its rows as they mean, every fault of every row at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from simpul.rules.past_agreements.cells import Cell, at, is_empty, letter, plain_number, text
from simpul.rules.past_agreements.columns import Heading
from simpul.rules.past_agreements.faults import Fault, Level
from simpul.rules.past_agreements.row import Row, read_row

_CORE = ("number", "partner", "title", "signed", "start", "end")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: ``rows`` of agreements, and the numbers of the rows that are something else and not empty."""

    name: str
    heading: Heading
    rows: tuple[Row, ...]
    not_rows: tuple[int, ...]


def read_sheet(name: str, heading: Heading, lines: Sequence[Sequence[Cell]], today: date) -> Sheet:
    """The rows below the heading; ``lines`` begins with the first row of the sheet."""
    rows: list[Row] = []
    others: list[int] = []
    for number, line in enumerate(lines[heading.rows[-1] :], start=heading.rows[-1] + 1):
        if not any(text(cell) for cell in line):
            continue
        if _is_row(heading, line):
            rows.append(read_row(number, heading, line, today))
        else:
            others.append(number)
    return Sheet(name, heading, tuple(_with_doubles(rows, heading)), tuple(others))


def _is_row(heading: Heading, line: Sequence[Cell]) -> bool:
    """A row with a running number, or with enough in it: neither a heading in between nor a sum at the foot."""
    filled = sum(not is_empty(at(line, heading.columns.get(field))) for field in _CORE)
    counted = text(at(line, heading.columns.get("no"))).rstrip(".").isdigit()
    return filled >= (2 if counted else _LEAST)


def _with_doubles(rows: Sequence[Row], heading: Heading) -> Iterable[Row]:
    """The same number twice in one sheet: both rows are told, for nobody knows which one is right."""
    named: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.number:
            named[plain_number(row.number)].append(row.row)
    column = letter(heading.columns.get("number", 0))
    for row in rows:
        others = [each for each in named.get(plain_number(row.number), []) if each != row.row] if row.number else []
        if not others:
            yield row
            continue
        fault = Fault("duplicate_number", (column,), {"rows": ", ".join(map(str, others))})
        yield replace(row, faults=(*row.faults, fault))


def taken(rows: Iterable[Row]) -> list[Row]:
    """Those that nothing keeps out."""
    return [row for row in rows if row.level is not Level.REFUSED]
