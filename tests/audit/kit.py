"""A log of many rows, made by the pure chain and sent in bulk; and the hand of somebody who owns the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.db import connection
from psycopg import Cursor

from simpul.core.audit.models import ChainHead
from simpul.core.audit.rows import COLUMNS, Head, append
from simpul.core.directory.models import Institution
from simpul.core.procedures.models import Case, Procedure, ProcedureVersion
from simpul.lib.actor import Actor
from simpul.rules.audit_chain import GENESIS

BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
BY = Actor("user", "7", "Petugas Contoh", "Tata Usaha")
SALT = b"0123456789abcdef"


@dataclass(frozen=True)
class Log:
    """What was laid down: chains with their length, in the order they were made."""

    institution: Institution
    lengths: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.lengths.values())


def address() -> str:
    """The test database as another process finds it."""
    told = connection.settings_dict
    user, name = quote(str(told["USER"])), quote(str(told["NAME"]))
    return f"postgresql://{user}@/{name}?host={quote(str(told['HOST']), safe='')}&port={told['PORT'] or 5432}"


def chain_rows(head: Head, institution_id: int | None, count: int) -> tuple[list[tuple[object, ...]], Head]:
    """``count`` further events of a chain."""
    made: list[tuple[object, ...]] = []
    for number in range(head.seq + 1, head.seq + count + 1):
        row, head = append(
            head, institution_id=institution_id, verb="task.completed", by=BY, salt=SALT,
            at=BEGIN + timedelta(minutes=number, microseconds=number), facts={"step": f"telaah#{number}"},
        )  # fmt: skip
        made += row.rows
    return made, head


def lay_log(rows: int = 10_000, cases: int = 97) -> Log:
    """A log over that many cases and the institution's own chain, whole and with true heads."""
    institution = Institution.objects.create(code="balai", name="Balai Contoh", short_name="BC", city="Jakarta")
    procedure = Procedure.objects.create(institution=institution, code="contoh")
    version = ProcedureVersion.objects.create(procedure=procedure, version="1", text="-", sha256="-")
    share = rows // (cases + 1)
    lengths: dict[str, int] = {}
    sent: list[tuple[object, ...]] = []
    for number in range(cases):
        case = Case.objects.create(
            institution=institution, procedure_version=version, ticket=f"KS-{number}", title="-", started_at=BEGIN,
            updated_at=BEGIN,
        )  # fmt: skip
        made, head = chain_rows(Head(f"case:{case.pk}", 0, GENESIS), institution.pk, share)
        Case.objects.filter(pk=case.pk).update(chain_seq=head.seq, chain_hash=head.hash)
        lengths[head.chain] = head.seq
        sent += made
    made, head = chain_rows(Head(f"institution:{institution.pk}", 0, GENESIS), institution.pk, rows - share * cases)
    ChainHead.objects.create(chain=head.chain, seq=head.seq, hash=head.hash)
    send_rows(sent + made)
    return Log(institution, lengths | {head.chain: head.seq})


def raw() -> Cursor:
    """A cursor of psycopg on the test's own connection."""
    connection.ensure_connection()
    return Cursor(connection.connection)


def send_rows(rows: list[tuple[object, ...]]) -> None:
    """Straight into the table."""
    with raw() as handle, handle.copy(f"COPY audit_auditevent ({','.join(COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def owner() -> Iterator[Cursor]:
    """Somebody who owns the database: the triggers are off, every right is there."""
    with raw() as handle:
        handle.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER append_only")
        handle.execute("ALTER TABLE audit_checkpoint DISABLE TRIGGER append_only")
        handle.execute("GRANT ALL ON audit_auditevent, audit_checkpoint TO CURRENT_USER")
        try:
            yield handle
        finally:
            handle.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER append_only")
            handle.execute("ALTER TABLE audit_checkpoint ENABLE TRIGGER append_only")
            handle.execute("REVOKE UPDATE, DELETE ON audit_auditevent, audit_checkpoint FROM CURRENT_USER")
