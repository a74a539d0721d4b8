"""The least that can be done: the sheet read by openpyxl alone, its values copied into tables without keys."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg
from openpyxl import load_workbook

from bench.taking_over import HEAD, Told


def take(sheet: Path, url: str) -> Told:
    started = time.perf_counter()
    book = load_workbook(sheet, read_only=True)
    lines = [[str(cell or "") for cell in line] for line in book.worksheets[0].iter_rows(values_only=True)]
    told = {"read": time.perf_counter() - started}
    began = time.perf_counter()
    columns = ", ".join(f"c{number} text" for number in range(len(HEAD)))
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table in ("requests", "hosts", "partners", "agreements"):
            cursor.execute(f"CREATE TEMP TABLE measure_{table} ({columns})")
            with cursor.copy(f"COPY measure_{table} FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        connection.rollback()
    told["copied"] = time.perf_counter() - began
    told["seconds"] = time.perf_counter() - started
    return told
