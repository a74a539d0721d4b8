"""The audit tables as the verifier reads them: a stream of rows, one moment of the database, no Django.

Everything is read inside one read-only transaction, so that a case and its rows are of the same moment.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from simpul.core.audit.checkpoint_files import FOLDER, CheckpointFile, names

PAGE = 5_000


class EventRow(NamedTuple):
    """One row of the log. ``told_at``: its time as text, as the body tells it."""

    chain: str
    seq: int
    prev_hash: str
    hash: str
    body: str
    institution_id: int | None
    verb: str
    actor_kind: str
    actor_ref: str
    told_at: str


class HeadRow(NamedTuple):
    """Where a chain stands by its case or its own row; ``institution_id`` is what its rows must carry."""

    chain: str
    seq: int
    hash: str
    institution_id: int | None


_TIME = sql.SQL("""to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""")
_AT_TIME = _TIME.format(sql.Identifier("at"))
_EVENTS = sql.SQL("""
SELECT chain, seq, prev_hash, hash, body, institution_id, verb, actor_kind, actor_ref, {}
FROM audit_auditevent ORDER BY chain, seq
""").format(_AT_TIME)
_NOW = sql.SQL("SELECT {}").format(_TIME.format(sql.SQL("statement_timestamp()")))
_HEADS = """
SELECT 'case:' || id, chain_seq, chain_hash, institution_id FROM procedures_case
UNION ALL
SELECT chain, seq, hash, CASE WHEN chain LIKE 'institution:%' THEN split_part(chain, ':', 2)::bigint END
FROM audit_chainhead
"""
_AT = "SELECT hash FROM audit_auditevent WHERE chain = %s AND seq = %s"
_CHECKPOINTS = sql.SQL("""
SELECT number, {} AS at, count, heads, root, previous_root, signature
FROM audit_checkpoint ORDER BY number
""").format(_AT_TIME)


@dataclass(frozen=True)
class Log:
    """The log at one moment, with the names of the checkpoint files that lay outside at that moment."""

    connection: psycopg.Connection
    folder: Path
    files: list[str]
    now: str

    def events(self) -> Iterator[EventRow]:
        """Every row, chain by chain, in its order; a page at a time in memory."""
        with self.connection.cursor("events", binary=True) as cursor:
            cursor.itersize = PAGE
            cursor.execute(_EVENTS)
            yield from map(EventRow._make, cursor)

    def heads(self) -> Iterator[HeadRow]:
        """The head of every chain, as case rows and head rows carry it."""
        with self.connection.cursor("heads", binary=True) as cursor:
            cursor.itersize = PAGE
            cursor.execute(_HEADS)
            yield from map(HeadRow._make, cursor)

    def checkpoints(self) -> Iterator[CheckpointFile]:
        """The checkpoints as the database tells them."""
        with self.connection.cursor("checkpoints", row_factory=class_row(CheckpointFile)) as cursor:
            cursor.itersize = 20
            cursor.execute(_CHECKPOINTS)
            yield from cursor

    def hash_at(self, chain: str, seq: int) -> str | None:
        """The hash that stands at one position now."""
        row = self.connection.execute(_AT, [chain, seq]).fetchone()
        return str(row[0]) if row else None


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Log]:
    """One moment of the log and of its checkpoint folder; a checkpoint that is being made is waited for."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with _no_checkpoint_meanwhile(folder):
            files = names(folder)
            row = connection.execute(_NOW).fetchone()
        assert row is not None
        connection.execute("SET LOCAL statement_timeout = 0")
        yield Log(connection, folder, files, str(row[0]))


@contextmanager
def _no_checkpoint_meanwhile(folder: Path) -> Iterator[None]:
    lock = folder / ".lock"
    if not lock.exists():
        yield
        return
    with lock.open() as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield


def folder_of(home: Path) -> Path:
    """Where the installation lays its checkpoints."""
    return home / FOLDER
