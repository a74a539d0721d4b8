"""Sends the rows of one transition as one statement: data-modifying CTEs on Django's own connection.

Rooms export row builders that return :class:`Insert` and :class:`Update`; only this module writes SQL for them.
All CTEs of a statement see the same snapshot and all of them write even when an update matches nothing, so the
statement returns how many rows each part touched and :func:`send` raises unless the counts are as expected. The
caller's transaction then rolls everything back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

Value = object


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows for one table, all with the same columns. Table and column names come from code, never from input."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Update:
    """One row (or few) of a table: set ``columns`` where ``keys`` match; touches exactly ``expect`` rows."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Value, ...]
    keys: tuple[str, ...]
    key_values: tuple[Value, ...]
    expect: int = 1


Write = Insert | Update


class Lost(Exception):
    """A part of the statement touched another number of rows than expected: roll back."""

    def __init__(self, table: str, touched: int, expected: int) -> None:
        super().__init__(f"{table}: {touched} rows touched, {expected} expected")
        self.table = table
        self.touched = touched
        self.expected = expected


def _shape(write: Write) -> tuple[object, ...]:
    if isinstance(write, Insert):
        return ("i", write.table, write.columns, len(write.rows))
    return ("u", write.table, write.columns, write.keys)


@lru_cache(maxsize=512)
def _statement(shapes: tuple[tuple[object, ...], ...]) -> str:
    parts = []
    for number, shape in enumerate(shapes):
        if shape[0] == "i":
            _, table, columns, rows = shape
            assert isinstance(columns, tuple)
            assert isinstance(rows, int)
            row = f"({','.join(['%s'] * len(columns))})"
            body = f"INSERT INTO {table} ({','.join(columns)}) VALUES {','.join([row] * rows)}"  # noqa: S608
        else:
            _, table, columns, keys = shape
            assert isinstance(columns, tuple)
            assert isinstance(keys, tuple)
            sets = ",".join(f"{column}=%s" for column in columns)
            body = f"UPDATE {table} SET {sets} WHERE {' AND '.join(f'{key}=%s' for key in keys)}"  # noqa: S608
        parts.append(f"w{number} AS ({body} RETURNING 1)")
    counts = ",".join(f"(SELECT count(*) FROM w{number})" for number in range(len(shapes)))  # noqa: S608
    return f"WITH {','.join(parts)} SELECT {counts}"


def _values(write: Write) -> tuple[Value, ...]:
    if isinstance(write, Insert):
        return tuple(value for row in write.rows for value in row)
    return (*write.values, *write.key_values)


def cursor() -> psycopg.Cursor[tuple[Any, ...]]:
    """A server-binding cursor on Django's connection, inside Django's transaction."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)


def send(*writes: Write) -> None:
    """Write everything in one statement, or raise :class:`Lost`. Must run inside ``transaction.atomic``."""
    used = [write for write in writes if not isinstance(write, Insert) or write.rows]
    sql = _statement(tuple(_shape(write) for write in used))
    parameters = [value for write in used for value in _values(write)]
    with cursor() as handle:
        row = handle.execute(sql.encode(), parameters, prepare=settings.PREPARE_STATEMENTS or None).fetchone()
    assert row is not None
    for write, touched in zip(used, row, strict=True):
        expected = len(write.rows) if isinstance(write, Insert) else write.expect
        if touched != expected:
            assert isinstance(touched, int)
            raise Lost(write.table, touched, expected)
