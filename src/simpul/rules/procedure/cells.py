"""The two kinds of answer that are more than one text: the rows of a table, and units that were chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simpul.rules.procedure.form_parts import MOST_ROWS, Field
from simpul.rules.refusals import N_, Refusal

_LONGEST_CELL = 2_000
_MOST_UNITS = 200
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", re.ASCII)
_ROW = re.compile(r"\d{1,6}", re.ASCII)


def clean(text: str) -> str:
    """A typed text without what a database cannot hold, and without blanks around it."""
    return text.replace("\x00", "").strip()


def rows_of(field: Field, raw: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows that hold something, from entries named ``<field>.<row from 0>.<column>``; gaps close up."""
    found: dict[int, dict[str, str]] = {}
    columns = {column.id for column in field.columns}
    for name, text in raw.items():
        owner, _, rest = name.partition(".")
        row, _, column = rest.partition(".")
        if owner == field.id and column in columns and _ROW.fullmatch(row) and clean(text):
            found.setdefault(int(row), {})[column] = _cell(field, clean(text))
    if len(found) > MOST_ROWS:
        raise Refusal("TGS-27", N_("“%(label)s” holds more than %(most)s rows."), label=field.label, most=MOST_ROWS)
    return [
        {column.id: found[row][column.id] for column in field.columns if column.id in found[row]}
        for row in sorted(found)
    ]


def _cell(field: Field, text: str) -> str:
    if len(text) > _LONGEST_CELL:
        raise Refusal(
            "TGS-28",
            N_("A cell of “%(label)s” is longer than %(longest)s characters."),
            label=field.label,
            longest=_LONGEST_CELL,
        )
    return text


def units_of(field: Field, text: str) -> list[str]:
    """``lane:unit`` of every chosen unit, each once. Whether the unit exists is for the directory to say."""
    found = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for part in found:
        lane, _, unit = part.partition(":")
        if lane not in field.lanes or not _UNIT.fullmatch(unit) or len(found) > _MOST_UNITS:
            raise Refusal("TGS-29", N_("Choose the units of “%(label)s” from the list."), label=field.label)
    return found
