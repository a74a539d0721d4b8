"""What the role that the program works with may do to the log: read and append.

The role owns the tables, so it could give itself the right back; the trigger and the checkpoints stand behind this.
"""

from __future__ import annotations

from django.db import connection

APPEND_ONLY = ("audit_auditevent", "audit_checkpoint")


def withhold() -> None:
    """Take UPDATE, DELETE and TRUNCATE away again, whoever the role is after a restore or a change of role."""
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER")
