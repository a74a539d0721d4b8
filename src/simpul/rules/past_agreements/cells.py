"""Cells of a spreadsheet as values: what is text, what is empty, what would be computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

Cell = object
"""str, int, float, bool, date, datetime or None, as the spreadsheet gives it."""
EMPTY = frozenset({"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "n/a", "#n/a", "nihil", "tidak ada"})


def text(value: Cell) -> str:
    """A cell as text: one space between words, a whole number without its ".0", printable signs only."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str) and value.isprintable():
        return " ".join(value.split())
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


def is_formula(value: Cell) -> bool:
    """Whether a spreadsheet program would compute it."""
    return isinstance(value, str) and value.lstrip().startswith("=")


def is_empty(value: Cell) -> bool:
    """Nothing, or one of the signs that people put for nothing."""
    return text(value).casefold() in EMPTY


def letter(column: int) -> str:
    """The letter of a column, 0 for A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain_number(number: str) -> str:
    """An official number without blanks and case: "023 / pks / 2025" is "023/PKS/2025"."""
    return re.sub(r"\s+", "", number).casefold()


def at(line: Sequence[Cell], column: int | None) -> Cell:
    """The cell of a column; None where the line is shorter or the sheet has no such column."""
    return line[column] if column is not None and column < len(line) else None
