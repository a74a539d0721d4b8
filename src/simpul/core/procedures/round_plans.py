"""The plan by which rounds of a procedure begin: its period, the next day, whether it runs at all."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from simpul.core.directory.officers import Officer, today_in
from simpul.core.messages.actions import record
from simpul.core.procedures.models import Period, RoundPlan
from simpul.core.procedures.publishing import need
from simpul.rules.refusals import N_, Conflict, Refusal


@transaction.atomic
def change_plan(*, plan_id: int, officer: Officer, period: str, next_on: date, is_active: bool) -> RoundPlan:
    """Change when rounds begin. Raises Refusal SOP-44 for a next day that has passed, SOP-45 for an unknown period."""
    need(officer, "plan_rounds")
    rows = RoundPlan.objects.select_for_update(of=("self",)).select_related("procedure__institution")
    plan = rows.filter(pk=plan_id, procedure__institution_id=officer.institution_id).first()
    if plan is None:
        raise Conflict("SOP-46", N_("There is no such plan (any more)."))
    if is_active and next_on < today_in(plan.procedure.institution):
        raise Refusal("SOP-44", N_("The next round begins today at the earliest."))
    if period not in Period.values:
        raise Refusal("SOP-45", N_("Choose one of the periods."))
    old = {"period": plan.period, "next_on": plan.next_on, "is_active": plan.is_active}
    new = {"period": period, "next_on": next_on, "is_active": is_active}
    plan.period, plan.next_on, plan.is_active = period, next_on, is_active
    plan.save(update_fields=list(new))
    record(
        institution_id=officer.institution_id,
        verb="procedure.rounds_planned",
        by=officer.actor(),
        facts={"code": plan.procedure.code, "old": old, "new": new},
    )
    return plan
