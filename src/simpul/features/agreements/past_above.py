"""Where an old agreement stands: what the sheet names above it, else the one memorandum of its partner then."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from simpul.features.agreements.chosen import KIND
from simpul.features.agreements.models import Agreement
from simpul.rules.agreement_life.hierarchy import Node, check_above, level
from simpul.rules.past_agreements.cells import plain_number
from simpul.rules.past_agreements.row import Row
from simpul.rules.refusals import Refusal

_NUMBER = re.compile(r"[\w.-]+(?:\s*/\s*[\w.-]+){2,}")
"""An official number within other words."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What stands above a row, or what an addendum changes: an agreement here or another row of the sheet.

    ``named``: the sheet itself says so; else it is only supposed.
    """

    number: str
    named: bool
    agreement: Agreement | None = None
    row: int = 0


def placings(
    rows: Sequence[Row], parties: Mapping[int, tuple[str, ...]], known: Mapping[str, Agreement]
) -> dict[int, Placing]:
    """Row number -> what stands above it, where one can be told."""
    mine = {plain_number(row.number): row for row in rows if row.number}
    memoranda: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if level(row.kind) == 1 and parties.get(row.row):
            memoranda[parties[row.row][0]].append(row)
    found = {}
    for row in rows:
        placing = _named(row, mine, known) or _supposed(row, memoranda[(parties.get(row.row) or ("",))[0]])
        if placing is not None:
            found[row.row] = placing
    return found


def _named(row: Row, mine: Mapping[str, Row], known: Mapping[str, Agreement]) -> Placing | None:
    for words in (row.words.get("above", ""), row.title, row.words.get("note", "")):
        told = [plain_number(words), *(plain_number(found) for found in _NUMBER.findall(words))]
        number = next((one for one in told if one in mine or one in known), "")
        if not number or number == plain_number(row.number):
            continue
        other = mine.get(number)
        if other is not None and (row.is_addendum or _fits(row, other.kind, other.start, other.end)):
            return Placing(other.number, True, row=other.row)
        agreement = known.get(number)
        if agreement is not None and (row.is_addendum or _fits_known(row, agreement)):
            return Placing(agreement.numbered, True, agreement)
    return None


def _supposed(row: Row, memoranda: Sequence[Row]) -> Placing | None:
    """The memorandum of the partner that was in force on the day of signing, where there is exactly one."""
    if row.is_addendum:
        return None
    fitting = [one for one in memoranda if one.row != row.row and _fits(row, one.kind, one.start, one.end)]
    return Placing(fitting[0].number, False, row=fitting[0].row) if len(fitting) == 1 else None


def _fits_known(row: Row, agreement: Agreement) -> bool:
    kind = str(agreement.request.answers.get(KIND, "pks"))
    return _fits(row, kind, agreement.effective_on, agreement.ends_on)


def _fits(row: Row, kind: str, start: date | None, end: date | None) -> bool:
    try:
        check_above(Node("", row.kind, row.start, row.end), Node("", kind, start, end), row.signed)
    except Refusal:
        return False
    return True
