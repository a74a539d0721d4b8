"""Recording an act that belongs to no case: audit event and outbox row, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from simpul.core.audit.models import ChainHead
from simpul.core.audit.rows import Head, append
from simpul.core.audit.salts import salt_of
from simpul.core.messages.rows import event
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Insert, Update, send
from simpul.rules.audit_chain import GENESIS

_TOGETHER = 100


def chain_for(institution_id: int | None) -> str:
    """The chain of acts that belong to no case."""
    return f"institution:{institution_id}" if institution_id else "installation"


@dataclass(frozen=True, slots=True)
class Act:
    """What is recorded of one act. ``facts`` must hold no personal value in plain; ``payload``: what a message about
    the act is made from."""

    verb: str
    facts: Mapping[str, object]
    payload: Mapping[str, object] = field(default_factory=dict)


def record(
    *,
    institution_id: int | None,
    verb: str,
    by: Actor,
    facts: Mapping[str, object],
    payload: Mapping[str, object] | None = None,
) -> Head:
    """Append one event to the institution's (or installation's) chain and its outbox row."""
    return record_all(institution_id=institution_id, by=by, acts=[Act(verb, facts, payload or {})])


@transaction.atomic
def record_all(*, institution_id: int | None, by: Actor, acts: Sequence[Act]) -> Head:
    """The same for many acts of one person at once: the chain is locked once, a hundred acts are one statement."""
    chain = chain_for(institution_id)
    ChainHead.objects.get_or_create(chain=chain)
    row = ChainHead.objects.select_for_update().get(chain=chain)
    head, salt, at = Head(chain, row.seq, row.hash or GENESIS), salt_of(by), clock.now()
    for first in range(0, len(acts), _TOGETHER):
        events, outbox, before = [], [], head.seq
        for act in acts[first : first + _TOGETHER]:
            made, head = append(
                head, institution_id=institution_id, verb=act.verb, by=by, salt=salt, at=at, facts=act.facts
            )
            events.append(made)
            outbox.append(
                event(
                    institution_id=institution_id, key=head.key, kind=act.verb, case_id=None, payload=act.payload, at=at
                )
            )
        moved = Update("audit_chainhead", ("seq", "hash"), (head.seq, head.hash), ("id", "seq"), (row.pk, before))
        send(_joined(events), _joined(outbox), moved)
    return head


def _joined(inserts: Sequence[Insert]) -> Insert:
    """The rows of the same table as one part of the statement."""
    first = inserts[0]
    return Insert(first.table, first.columns, tuple(row for one in inserts for row in one.rows))
