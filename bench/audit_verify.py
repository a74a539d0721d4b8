"""Verifying the chained log: rows per second and peak memory of the verifier's own process, beside its floor.

The floor reads the same rows in the same order and takes one SHA-256 of each body: no link, no head, no column. The log
lies in a schema of its own, so that nothing else in the database is touched; both take turns, the best round counts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from bench.transitions.setting import database
from simpul.core.audit.chain_reader import opened
from simpul.core.audit.rows import COLUMNS, Head, append
from simpul.core.audit.verification import verify_apart
from simpul.lib.actor import Actor
from simpul.rules.audit_chain import GENESIS

RESULTS = Path(__file__).parent / "results" / "audit_verify.json"
SCHEMA = "measure_audit"
ROWS, PER_CHAIN, ROUNDS = 200_000, 100, 3
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
BY = Actor("user", "7", "Petugas Contoh", "Tata Usaha")
TABLES = f"""
DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;
CREATE SCHEMA {SCHEMA};
CREATE TABLE {SCHEMA}.audit_auditevent (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, institution_id bigint, chain varchar(40) NOT NULL,
    seq integer NOT NULL, prev_hash varchar(64) NOT NULL, hash varchar(64) NOT NULL, verb varchar(60) NOT NULL,
    actor_kind varchar(10) NOT NULL, actor_ref varchar(60) NOT NULL, at timestamptz NOT NULL, body text NOT NULL,
    UNIQUE (chain, seq)
);
CREATE TABLE {SCHEMA}.audit_chainhead (chain varchar(40), seq integer, hash varchar(64));
CREATE TABLE {SCHEMA}.procedures_case (id bigint, chain_seq integer, chain_hash varchar(64), institution_id bigint);
CREATE TABLE {SCHEMA}.audit_checkpoint (
    number integer, at timestamptz, count integer, heads jsonb, root text, previous_root text, signature text
);
"""


def lay(connection: psycopg.Connection, rows: int) -> None:
    """Chains of a hundred rows each, as a case has them."""
    connection.execute(TABLES)
    connection.execute(f"SET search_path = {SCHEMA}")
    heads = []
    with connection.cursor() as cursor, cursor.copy(f"COPY audit_auditevent ({','.join(COLUMNS)}) FROM STDIN") as copy:
        for case in range(1, rows // PER_CHAIN + 1):
            head = Head(f"case:{case}", 0, GENESIS)
            for number in range(PER_CHAIN):
                facts = {
                    "case": f"KS-2026-{case:04d}",
                    "step": f"telaah#{number}",
                    "outcome": "layak",
                    "outputs": ["telaah"],
                }
                at = BEGIN + timedelta(minutes=number)
                row, head = append(
                    head, institution_id=1, verb="task.completed", by=BY, salt=b"salt", at=at, facts=facts
                )
                copy.write_row(row.rows[0])
            heads.append((case, head.seq, head.hash, 1))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO procedures_case VALUES (%s, %s, %s, %s)", heads)
    connection.commit()
    connection.execute("ANALYZE audit_auditevent")
    connection.commit()


def floor(url: str, folder: Path) -> float:
    """Seconds to read every row and hash its body once."""
    started = time.monotonic()
    with opened(url, folder) as log:
        for row in log.events():
            hashlib.sha256(row.body.encode()).hexdigest()
    return time.monotonic() - started


def main() -> int:
    """Prints the table and writes the results; 1 when a clean log raises an alarm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    ours, least = [], []
    with database() as base, tempfile.TemporaryDirectory() as scratch, psycopg.connect(base) as connection:
        home = Path(scratch)
        lay(connection, rows)
        url = make_conninfo(base, options=f"-csearch_path={SCHEMA}")
        try:
            for _ in range(ROUNDS):
                report = verify_apart(url, home)
                if report.found or report.events != rows:
                    print(f"a clean log raised an alarm: {report}", file=sys.stderr)
                    return 1
                ours.append(report.seconds)
                least.append(floor(url, home))
        finally:
            connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    told = {
        "rows": rows,
        "verify_rows_per_second": round(rows / min(ours)),
        "floor_rows_per_second": round(rows / min(least)),
        "ratio_to_floor": round(min(least) / min(ours), 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }
    for name, value in told.items():
        print(f"{name:28} {value:>12,}")
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
