"""Recording an act that belongs to no case: audit event and outbox row, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from simpul.core.audit.models import ChainHead
from simpul.core.audit.rows import Head, append
from simpul.core.audit.salts import salt_of
from simpul.core.messages.rows import event
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Update, send
from simpul.rules.audit_chain import GENESIS


def chain_for(institution_id: int | None) -> str:
    """The chain of acts that belong to no case."""
    return f"institution:{institution_id}" if institution_id else "installation"


@transaction.atomic
def record(
    *,
    institution_id: int | None,
    verb: str,
    by: Actor,
    facts: Mapping[str, object],
    payload: Mapping[str, object] | None = None,
) -> Head:
    """Append one event to the institution's (or installation's) chain and its outbox row.

    ``facts`` must hold no personal value in plain. ``payload``: what a message about the act is made from.
    """
    chain = chain_for(institution_id)
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    at = clock.now()
    before = Head(chain, head.seq, head.hash or GENESIS)
    row, new = append(before, institution_id=institution_id, verb=verb, by=by, salt=salt_of(by), at=at, facts=facts)
    send(
        row,
        event(institution_id=institution_id, key=new.key, kind=verb, case_id=None, payload=payload or {}, at=at),
        Update("audit_chainhead", ("seq", "hash"), (new.seq, new.hash), ("id", "seq"), (head.pk, head.seq)),
    )
    return new
