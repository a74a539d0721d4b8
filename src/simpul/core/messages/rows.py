"""Row builder of the outbox: one domain event per act, keyed by its audit event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from simpul.lib.onewrite import Insert

COLUMNS = ("institution_id", "key", "kind", "case_id", "payload", "created_at")


def event(
    *, institution_id: int | None, key: str, kind: str, case_id: int | None, payload: Mapping[str, object], at: datetime
) -> Insert:
    """The outbox row of one act; ``key`` is the audit head's key ("case:7:12")."""
    return Insert("outbox_outboxevent", COLUMNS, ((institution_id, key, kind, case_id, Jsonb(dict(payload)), at),))
