"""Sends the rows of one transition as one statement: data-modifying CTEs on Django's own connection.

Rooms export row builders that return :class:`Insert`, :class:`Update` and :class:`Child`; only this module writes SQL.
All CTEs of a statement see the same snapshot and all of them write even when an update matches nothing, so the
statement returns how many rows each update touched and :func:`send` raises unless the counts are as expected. The
caller's transaction then rolls everything back. (An insert writes all its rows or fails by itself.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, islice
from typing import Any

from psycopg import sql

from simpul.lib.statements import fetch

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


@dataclass(frozen=True, slots=True)
class Child:
    """A row that belongs to a row which an earlier part of the same statement inserts: the one of ``parent`` whose
    column ``key`` is ``key_value``; its id stands in ``link``."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Value, ...]
    link: str
    parent: str
    key: str
    key_value: Value


Write = Insert | Update | Child
_INSERT = sql.SQL("INSERT INTO {} ({}) VALUES {}{}")
_UPDATE = sql.SQL("UPDATE {} SET {} WHERE {} RETURNING 1")
_TOLD = sql.SQL(" RETURNING id,{}")
_PARENT = sql.SQL("(SELECT id FROM {} WHERE {}={})")
_COUNT = sql.SQL("(SELECT count(*) FROM {})")


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
    if isinstance(write, Child):
        return (write.table, write.columns, (write.link, write.parent, write.key), Child)
    return (write.table, write.columns, write.keys)


@lru_cache(maxsize=512)
def _statement(shapes: tuple[tuple[Any, ...], ...]) -> bytes:
    """The statement with numbered places, made once per combination of parts."""
    places = (sql.SQL("$") + sql.Literal(number) for number in count(1))
    parents = {shape[2][1]: shape[2][2] for shape in shapes if len(shape) > 3}
    at = {shape[0]: number for number, shape in enumerate(shapes) if isinstance(shape[2], int)}
    parts = []
    for number, (table, columns, last, *child) in enumerate(shapes):
        if child:
            body = _child(table, columns, last, at[last[1]], places)
        elif isinstance(last, int):
            row = [sql.SQL("({})").format(_listed(islice(places, len(columns)))) for _ in range(last)]
            told = _TOLD.format(sql.Identifier(parents[table])) if table in parents else sql.SQL("")
            body = _INSERT.format(sql.Identifier(table), _names(columns), _listed(row), told)
        else:
            sets, keys = _equals(columns, places), _equals(last, places)
            body = _UPDATE.format(sql.Identifier(table), _listed(sets), sql.SQL(" AND ").join(keys))
        parts.append(sql.SQL("{} AS ({})").format(_part(number), body))
    touched = [number for number, shape in enumerate(shapes) if not isinstance(shape[2], int)]
    counts = (_COUNT.format(_part(number)) for number in touched)
    return sql.SQL("WITH {} SELECT {}").format(_listed(parts), _listed(counts)).as_bytes(None)


def _child(
    table: str, columns: tuple[str, ...], last: tuple[str, str, str], parent: int, places: Iterator[sql.Composable]
) -> sql.Composed:
    """The types of a SELECT are not those of the columns, so its values stand in a VALUES list behind the id."""
    link, _, key = last
    values = [*islice(places, len(columns)), _PARENT.format(_part(parent), sql.Identifier(key), next(places))]
    return _INSERT.format(
        sql.Identifier(table),
        _names((*columns, link)),
        sql.SQL("({})").format(_listed(values)),
        sql.SQL(" RETURNING 1"),
    )


def _part(number: int) -> sql.Identifier:
    return sql.Identifier(f"w{number}")


def _names(columns: Iterable[str]) -> sql.Composed:
    return _listed(map(sql.Identifier, columns))


def _listed(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(",").join(parts)


def _equals(columns: tuple[str, ...], places: Iterator[sql.Composable]) -> list[sql.Composed]:
    return [sql.SQL("{}={}").format(sql.Identifier(column), next(places)) for column in columns]


def _values(write: Write) -> tuple[Value, ...]:
    if isinstance(write, Insert):
        return write.rows[0] if len(write.rows) == 1 else tuple(chain.from_iterable(write.rows))
    if isinstance(write, Child):
        return (*write.values, write.key_value)
    return (*write.values, *write.key_values)


def send(*writes: Write) -> None:
    """Write everything in one statement, or raise :class:`Lost`. Must run inside ``transaction.atomic``."""
    used = [write for write in writes if not isinstance(write, Insert) or write.rows]
    parameters = list(chain.from_iterable(map(_values, used)))
    statement = _statement(tuple(map(_shape, used)))
    (row,) = fetch(statement, parameters)
    counted = (write for write in used if not isinstance(write, Insert))
    for write, touched in zip(counted, row, strict=True):
        expected = write.expect if isinstance(write, Update) else 1
        if touched != expected:
            raise Lost(write.table, touched, expected)
