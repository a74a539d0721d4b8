"""The public register as files: CSV, JSON and XLSX, row by row, nothing in them that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from xlsxwriter import Workbook

from simpul.features.agreements.register import COLUMNS, PublicAgreement
from simpul.lib.cells import inert

_WIDTHS = {"title": 60, "parties": 60, "number": 28, "scope": 40}


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` puts the whole register into a stream of bytes."""

    media_type: str
    write: Callable[[Iterable[PublicAgreement], IO[bytes]], None]


def csv_lines(rows: Iterable[PublicAgreement]) -> Iterator[str]:
    """The register as lines of CSV, the names of the columns first."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: inert(value) for name, value in row.as_row().items()})
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    yield stream.getvalue()


def _csv(rows: Iterable[PublicAgreement], out: IO[bytes]) -> None:
    for lines in csv_lines(rows):
        out.write(lines.encode())


def _json(rows: Iterable[PublicAgreement], out: IO[bytes]) -> None:
    out.write(b'{"items": [')
    for number, row in enumerate(rows):
        out.write(b",\n" if number else b"\n")
        out.write(json.dumps(row.as_row(), ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _xlsx(rows: Iterable[PublicAgreement], out: IO[bytes]) -> None:
    """Every cell is written as a string, so that no program takes it for a formula or an address."""
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Register")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 16))
        sheet.write_string(0, column, name)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row.as_row().values()):
            sheet.write_string(number, column, inert(value))
    book.close()


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", _csv),
    "json": Format("application/json", _json),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
