"""3. Every audit chain verifies from genesis to its head and against every signed checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from simpul.casework.invariants.broken import Broken
from simpul.core.audit.verification import verify_apart


def broken() -> Iterator[Broken]:
    """What the verifier's own process found."""
    for fault in verify_apart(address(), Path(settings.HOME)).faults:
        yield Broken("audit", fault.subject, fault.text, fault.params, fault.seq)


def address() -> str:
    """The database of this process, for another one."""
    told = connection.settings_dict
    named = {"dbname": told["NAME"], "user": told["USER"], "password": told["PASSWORD"], "host": told["HOST"]}
    named["port"] = told["PORT"]
    return make_conninfo(**{name: str(value) for name, value in named.items() if value})
