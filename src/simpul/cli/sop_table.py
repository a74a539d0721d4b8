"""A procedure as a table for a terminal: the columns of the SOP form, long cells wrapped."""

from __future__ import annotations

import textwrap
from itertools import zip_longest

from simpul.cli.speech import _
from simpul.rules.procedure.describe import table
from simpul.rules.procedure.model import Procedure

# Widths that together fit 132 characters; a shorter terminal wraps, nothing is lost.
_COLUMNS = {"no": 4, "kegiatan": 38, "pelaksana": 26, "waktu": 14, "keluaran": 30, "asal": 9}
_GAP = "  "


def printed(procedure: Procedure) -> str:
    """Head, one block of lines per step, and the remarks below."""
    identity = procedure.identity
    head = [f"{identity.title} ({procedure.code}, {_('version')} {procedure.version})", identity.unit, ""]
    rule = _GAP.join("-" * width for width in _COLUMNS.values())
    rows = [_row({name: name.capitalize() for name in _COLUMNS}), rule]
    rows += [_row(row) for row in table(procedure)]
    remarks = ["", *(f"* {remark}" for remark in procedure.remarks)] if procedure.remarks else []
    return "\n".join([*head, *rows, *remarks])


def _row(row: dict[str, str]) -> str:
    cells = [textwrap.wrap(row[name], width) or [""] for name, width in _COLUMNS.items()]
    lines = zip_longest(*cells, fillvalue="")
    widths = tuple(_COLUMNS.values())
    return "\n".join(
        _GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
