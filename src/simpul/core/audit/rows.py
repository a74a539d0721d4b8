"""Row builder of the audit log: what an act writes, as a value for the one write of its transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simpul.lib.actor import Actor
from simpul.lib.onewrite import Insert
from simpul.rules.audit_chain import GENESIS, canonical, link

COLUMNS = (
    "institution_id",
    "chain",
    "seq",
    "prev_hash",
    "hash",
    "verb",
    "actor_kind",
    "actor_ref",
    "at",
    "body",
)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: the last sequence number (0 = empty) and its hash."""

    chain: str
    seq: int
    hash: str

    @property
    def key(self) -> str:
        """Names the event at the head; the outbox row of the same act carries it."""
        return f"{self.chain}:{self.seq}"


def case_head(case_id: int, seq: int, hash_: str) -> Head:
    """The head of a case's chain, as its row carries it."""
    return Head(f"case:{case_id}", seq, hash_ or GENESIS)


def hashed(salt: bytes, value: str) -> str:
    """A personal value as it stands in the log: readable only while the person's salt exists."""
    return hashlib.sha256(salt + value.encode()).hexdigest()[:32]


def append(
    head: Head,
    *,
    institution_id: int | None,
    verb: str,
    by: Actor,
    salt: bytes,
    at: datetime,
    facts: Mapping[str, object],
) -> tuple[Insert, Head]:
    """The next event of the chain and the new head. ``facts`` must hold no personal value in plain."""
    body = canonical(
        {
            "verb": verb,
            "at": at,
            "actor": {
                "kind": by.kind,
                "ref": by.ref,
                "capacity": by.capacity,
                "name_hash": hashed(salt, by.name),
            },
            "facts": facts,
        }
    )
    seq = head.seq + 1
    digest = link(head.chain, seq, head.hash, body)
    row = (institution_id, head.chain, seq, head.hash, digest, verb, by.kind, by.ref, at, body)
    return Insert("audit_auditevent", COLUMNS, (row,)), Head(head.chain, seq, digest)
