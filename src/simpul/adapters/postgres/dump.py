"""A database into a file and back, by PostgreSQL's own pg_dump and pg_restore; and the fingerprint of its rows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from simpul.adapters.postgres.binaries import programs
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a database: its name for pg_dump, and per table the number of rows and a sum over their hashes."""

    name: str
    tables: dict[str, tuple[int, str]]


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Hold one moment still, for the dump and for the fingerprint alike."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        name = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert name is not None
        yield Snapshot(name[0], fingerprint(connection))


def fingerprint(connection: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Per table of the schema `public`: rows, and the sum of their hashes, which no order of rows changes."""
    # The text of a row must not depend on the settings of a server.
    connection.execute("SET LOCAL TimeZone = 'UTC'")
    connection.execute("SET LOCAL DateStyle = 'ISO'")
    connection.execute("SET LOCAL statement_timeout = 0")
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    found = {}
    for (table,) in tables:
        count = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
        row = connection.execute(count.format(sql.Identifier("public", table))).fetchone()
        assert row is not None
        found[table] = (row[0], row[1])
    return found


def dump(url: str, moment: str, target: Path) -> None:
    """Write the whole database as of that snapshot, in pg_dump's own compressed format."""
    command = [
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={moment}",
        f"--file={target}",
        f"--dbname={url}",
    ]
    _run(command, N_("The database could not be dumped (%(last)s)."))


def load(url: str, source: Path) -> None:
    """Fill an empty database from a dump, wholly or not at all."""
    command = ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    command += [f"--dbname={url}", str(source)]
    _run(command, N_("The database could not be restored (%(last)s); nothing was changed in it."))


def _run(command: list[str], failure: str) -> None:
    program, *options = command
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        [str(programs() / program), *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = next((line for line in done.stderr.splitlines() if line.strip()), "-")
        raise Refusal("SIS-80", failure, last=last[:200])
