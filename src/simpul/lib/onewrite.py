"""Sends the rows of one transition as one statement: data-modifying CTEs on Django's own connection.

Rooms export row builders that return :class:`Insert` and :class:`Update`; only this module writes SQL for them.
All CTEs of a statement see the same snapshot and all of them write even when an update matches nothing, so the
statement returns how many rows each update touched and :func:`send` raises unless the counts are as expected. The
caller's transaction then rolls everything back. (An insert writes all its rows or fails by itself.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, islice
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

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
        return (write.table, write.columns, len(write.rows))
    return (write.table, write.columns, write.keys)


@lru_cache(maxsize=512)
def _statement(shapes: tuple[tuple[object, ...], ...]) -> bytes:
    """The statement with numbered places, made once per combination of parts."""
    places = (f"${number}" for number in count(1))
    parts = []
    for number, (table, columns, last) in enumerate(shapes):
        assert isinstance(columns, tuple)
        if isinstance(last, int):
            rows = ",".join(f"({','.join(islice(places, len(columns)))})" for _ in range(last))
            body = f"INSERT INTO {table} ({','.join(columns)}) VALUES {rows}"  # noqa: S608 - names come from code
        else:
            assert isinstance(last, tuple)
            sets = ",".join(f"{column}={place}" for column, place in zip(columns, places, strict=False))
            keys = " AND ".join(f"{key}={place}" for key, place in zip(last, places, strict=False))
            body = f"UPDATE {table} SET {sets} WHERE {keys}"  # noqa: S608 - names come from code
        parts.append(f"w{number} AS ({body}{'' if isinstance(last, int) else ' RETURNING 1'})")
    updates = [number for number, shape in enumerate(shapes) if not isinstance(shape[2], int)]
    counts = ",".join(f"(SELECT count(*) FROM w{number})" for number in updates)  # noqa: S608 - numbers
    return f"WITH {','.join(parts)} SELECT {counts}".encode()


def _values(write: Write) -> tuple[Value, ...]:
    if isinstance(write, Insert):
        return write.rows[0] if len(write.rows) == 1 else tuple(chain.from_iterable(write.rows))
    return (*write.values, *write.key_values)


def cursor() -> psycopg.RawCursor[tuple[Any, ...]]:
    """A server-binding cursor on Django's connection, inside Django's transaction; places are ``$1``, ``$2``.

    Raw, because psycopg parses a statement with more than 50 places of its own kind anew at every call.
    """
    ours = connections[DEFAULT_DB_ALIAS]
    if ours.connection is None:
        ours.ensure_connection()
    return psycopg.RawCursor(ours.connection)


def send(*writes: Write) -> None:
    """Write everything in one statement, or raise :class:`Lost`. Must run inside ``transaction.atomic``."""
    used = [write for write in writes if isinstance(write, Update) or write.rows]
    parameters = list(chain.from_iterable(map(_values, used)))
    statement = _statement(tuple(map(_shape, used)))
    row = cursor().execute(statement, parameters, prepare=settings.PREPARE_STATEMENTS or None).fetchone()
    assert row is not None
    updates = (write for write in used if isinstance(write, Update))
    for write, touched in zip(updates, row, strict=True):
        if touched != write.expect:
            raise Lost(write.table, touched, write.expect)
