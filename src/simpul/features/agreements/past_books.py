"""A workbook of old agreements as it came: the visible sheet with the fullest heading, read in one pass."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from simpul.lib.workbooks import DAMAGED
from simpul.rules.past_agreements.columns import Heading, find_heading
from simpul.rules.past_agreements.sheet import Sheet, read_sheet
from simpul.rules.refusals import N_, Refusal

MOST_ROWS = 20_000
_COLUMNS = 60
_ABOVE = 60
Lines = list[tuple[object, ...]]


def read_book(path: Path, today: date) -> Sheet:
    """The rows of the workbook. Raises Refusal IMP-01 (no XLSX), IMP-02 (no heading), IMP-03 (too many rows)."""
    try:
        with path.open("rb") as stream:  # by its content: a stored file has no extension on disk
            book = load_workbook(stream, read_only=True)
            name, heading, lines = _fullest(book)
    except DAMAGED:
        raise Refusal("IMP-01", N_("This file is no readable XLSX spreadsheet. Save it as XLSX and repeat.")) from None
    if heading is None:
        raise Refusal(
            "IMP-02",
            N_(
                "No row of this workbook names the columns. At least the partner, the number or title, and a date "
                "must be named, such as: Nomor Naskah, Nama Mitra, Tanggal TTD."
            ),
        )
    sheet = read_sheet(name, heading, lines, today)
    if len(lines) > MOST_ROWS + _ABOVE:
        raise Refusal("IMP-03", N_("The sheet has more than %(most)s rows. Split it."), most=MOST_ROWS)
    return sheet


def _fullest(book: Workbook) -> tuple[str, Heading | None, Lines]:
    found: tuple[str, Heading | None, Lines] = ("", None, [])
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        cells = sheet.iter_rows(max_row=MOST_ROWS + _ABOVE + 1, max_col=_COLUMNS, values_only=True)
        lines: Lines = [tuple(line) for line in cells]
        heading = find_heading(lines)
        if heading is not None and (found[1] is None or heading.weight > found[1].weight):
            found = (sheet.title, heading, lines)
    return found
