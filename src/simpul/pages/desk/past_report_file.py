"""The report per row as XLSX, for whoever mends the sheet or keeps the proof of what was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from simpul.features.agreements.models import ImportScan
from simpul.features.agreements.past_plan import Line, Plan
from simpul.lib.cells import inert
from simpul.lib.wording import say
from simpul.pages.desk.past_forms import CHIPS, cells_of, refused_scans
from simpul.rules.refusals import N_

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = (
    (N_("Row"), 8),
    (N_("What becomes of it"), 20),
    (N_("Findings"), 70),
    (N_("Number"), 28),
    (N_("Kind"), 10),
    (N_("Title"), 60),
    (N_("Partner as written"), 40),
    (N_("Partner as decided"), 40),
    (N_("Signed on"), 14),
    (N_("First day"), 14),
    (N_("Last day"), 14),
    (N_("Scan"), 36),
    (N_("Stands below"), 28),
)


_SCANS = ((N_("File"), 50), (N_("Row"), 8), (N_("Findings"), 80))


def write_report(plan: Plan, scans: Iterable[ImportScan], out: IO[bytes]) -> None:
    """The rows in the order of the sheet, and the scans; every cell a string, so that no program takes it for a formula
    or an address."""
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _lay(book.add_worksheet(_("Report")), _COLUMNS, (_cells(line) for line in plan.lines))
    _lay(book.add_worksheet(_("Scans")), _SCANS, _of_scans(plan, list(scans)))
    book.close()


def _lay(sheet: Worksheet, columns: Sequence[tuple[str, int]], lines: Iterable[Iterable[str]]) -> None:
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _(name))
    sheet.freeze_panes(1, 0)
    number = 0
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            sheet.write_string(number, column, inert(value))
    sheet.autofilter(0, 0, max(1, number), len(columns) - 1)


def _of_scans(plan: Plan, scans: Sequence[ImportScan]) -> Iterator[tuple[str, ...]]:
    rows = {line.scan.pk: line.row.row for line in plan.lines if line.scan is not None}
    refused = dict(refused_scans(scans))
    for scan in scans:
        row = rows.get(scan.pk)
        yield scan.name, str(row or ""), refused.get(scan.name, "" if row else _("Belongs to no row"))


def _cells(line: Line) -> Iterator[str]:
    row = line.row
    yield str(row.row)
    yield _(CHIPS[line.outcome][1])
    yield "\n".join(f"{cells_of(fault, row.row)}: {say(fault.refusal())}" for fault in row.faults)
    yield row.number
    yield row.kind
    yield row.title
    yield "; ".join(row.parties)
    yield "; ".join(line.parties)
    yield from (_day(day) for day in (row.signed, row.start, row.end))
    yield line.scan.name if line.scan is not None else ""
    yield line.above.number if line.above is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
