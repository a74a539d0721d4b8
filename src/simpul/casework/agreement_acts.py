"""One way to record an act on a signed agreement: on its case, or in the institution's log where it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.core.audit.rows import hashed
from simpul.core.audit.salts import salt_of
from simpul.core.messages.actions import record
from simpul.core.procedures.acting import Deed
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.lib.actor import Actor


@dataclass(slots=True)
class PastDeed:
    """An act on an agreement without a case."""

    by: Actor
    at: datetime
    user_id: int | None = None
    told: dict[str, object] = field(default_factory=dict)
    reason: str = ""


def act_on_agreement(*, agreement: Agreement, verb: str, by: Actor, change: Callable[[Deed], None]) -> None:
    """Carry out ``change`` under the lock of the agreement's case, else of its own row, with its audit event."""
    if agreement.case_id is not None:
        act_on_case(case_id=agreement.case_id, verb=verb, by=by, change=change)
        return
    with transaction.atomic():
        Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
        deed = PastDeed(by, clock.now())
        change(deed)
        facts = {"agreement": agreement.slug, **deed.told}
        if deed.reason:
            facts["reason_hash"] = hashed(salt_of(by), deed.reason)
        record(institution_id=agreement.institution_id, verb=verb, by=by, facts=facts)
