"""What the roles of the database may do to the log: read and append, nothing else.

Where the program works in a role of its own, that role cannot give itself the right back, for it owns nothing. Where
one role does everything, the trigger and the checkpoints stand behind this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from psycopg import sql

APPEND_ONLY = ("audit_auditevent", "audit_checkpoint")


class Cursor(Protocol):
    """What Django's cursors and the driver's have in common."""

    def execute(self, query: sql.Composed, /) -> object: ...

    def fetchone(self) -> Sequence[object] | None: ...


def settle(cursor: Cursor, role: str = "") -> None:
    """Set the rights anew, by the owner of the tables, in one transaction of the caller.

    After migrations, after a restore, after a change of role. ``role``: whom web and worker work as, if not the owner.
    """
    if role:
        for right in _WORK:
            cursor.execute(sql.SQL(right).format(sql.Identifier(role)))
    withhold(cursor, role)


_WORK = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}",
)


def withhold(cursor: Cursor, role: str = "") -> None:
    """Take UPDATE, DELETE and TRUNCATE of the log away from the owner and from the role of the program."""
    takers = [sql.SQL("PUBLIC"), sql.SQL("CURRENT_USER"), *([sql.Identifier(role)] if role else [])]
    for table in APPEND_ONLY:
        cursor.execute(sql.SQL("SELECT to_regclass({})").format(sql.Literal(table)))
        if cursor.fetchone() != (None,):
            revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}")
            cursor.execute(revoke.format(sql.Identifier(table), sql.SQL(", ").join(takers)))
