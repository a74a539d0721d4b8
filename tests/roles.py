"""A role that owns nothing, as web and worker have one, for tests that act as it."""

from __future__ import annotations

import psycopg
from django.db.backends.utils import CursorWrapper

WORKER = "worker_under_test"
_THERE = "SELECT 1 FROM pg_roles WHERE rolname = %s"


def worker_role(cursor: CursorWrapper) -> str:
    """The role, made within the test where the tests run as a superuser; on our own server it lies there already."""
    cursor.execute(_THERE, [WORKER])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {WORKER}")
    return WORKER


def lay_out(address: str, owner: str) -> None:
    """Make the role on our own server, whose owner of the tables may make none, and let that owner act as it."""
    with psycopg.connect(address, autocommit=True) as superuser:
        if superuser.execute(_THERE, [WORKER]).fetchone() is None:
            superuser.execute(f"CREATE ROLE {WORKER}")
            superuser.execute(f"GRANT {WORKER} TO {owner}")
