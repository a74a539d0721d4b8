"""Runs a statement with places ``$1``, ``$2`` on Django's own connection, prepared once for each connection.

The libpq level of psycopg is used instead of its cursor. A cursor tells the server the types of the values given, so
that an absent value or a larger number makes another prepared statement, planned anew; here the server takes each type
from its column, and one text is one statement. It is also the smaller part of a transition's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

_FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class _Prepared:
    """What a connection has prepared, by text; it goes with the connection."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.names: dict[bytes, bytes] = {}
        self.values = Transformer(connection)


_prepared: WeakKeyDictionary[psycopg.Connection[Any], _Prepared] = WeakKeyDictionary()


def fetch(statement: bytes, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows that the statement returns. Raises psycopg.Error as a cursor would; waits for locks as a cursor does."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.ensure_connection()
    connection = cast("psycopg.Connection[Any]", ours.connection)
    held = _prepared.get(connection)
    if held is None:
        held = _prepared[connection] = _Prepared(connection)
    server = connection.pgconn
    if server.transaction_status == TransactionStatus.IDLE and not connection.autocommit:
        _checked(server.exec_(b"BEGIN"), connection)
    # the declared type leaves out None, which libpq takes for NULL
    values: list[Any] = [*held.values.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))]
    if settings.PREPARE_STATEMENTS:
        result = server.exec_prepared(_name(held, server, statement, connection), values)
    else:
        result = server.exec_params(statement, values)
    held.values.set_pgresult(_checked(result, connection))
    return held.values.load_rows(0, result.ntuples, tuple)


def _name(held: _Prepared, server: PGconn, statement: bytes, connection: psycopg.Connection[Any]) -> bytes:
    name = held.names.get(statement)
    if name is None:
        name = b"simpul_%d" % len(held.names)
        _checked(server.prepare(name, statement), connection)
        held.names[statement] = name
    return name


def _checked(result: PGresult, connection: psycopg.Connection[Any]) -> PGresult:
    if result.status not in _FINE:
        raise psycopg.errors.error_from_result(result, encoding=connection.info.encoding)
    return result
