"""An invariant that does not hold, as a value; and how they read the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import sql


@dataclass(frozen=True, slots=True)
class Broken:
    """``kind`` is a code ("tokens", "outbox"); ``text`` a msgid for ``params``; ``subject`` what it is about."""

    kind: str
    subject: str
    text: str
    params: dict[str, object] = field(default_factory=dict)
    seq: int | None = None


def rows(statement: str | sql.Composable) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, a page at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        yield from cursor
