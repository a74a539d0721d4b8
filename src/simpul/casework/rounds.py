"""Rounds that start by the calendar (``mulai_putaran``): a case each month, quarter, half-year or year."""

from __future__ import annotations

from django.db import transaction

from simpul.casework.cases import start_case
from simpul.casework.reminders import SWEEPER
from simpul.core.directory.officers import today_in
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, RoundPlan
from simpul.core.procedures.queries import in_force
from simpul.lib.one_by_one import one_by_one
from simpul.rules.procedure.periods import name_of, start_after


def start_due_rounds() -> list[Case]:
    """Start every round whose day has come. Days that were missed start one round, that of the period of today.

    Raises PartsFailed when one could not be started; the others are.
    """
    plans = RoundPlan.objects.filter(is_active=True).select_related("procedure__institution").order_by("next_on", "id")
    started = one_by_one("round", plans, _start_if_due, named=lambda plan: plan.pk)
    return [case for case in started if case is not None]


def _start_if_due(plan: RoundPlan) -> Case | None:
    return _start(plan.pk) if plan.next_on <= today_in(plan.procedure.institution) else None


@transaction.atomic
def _start(plan_id: int) -> Case | None:
    plan = RoundPlan.objects.select_for_update(of=("self",)).select_related("procedure__institution").get(pk=plan_id)
    today = today_in(plan.procedure.institution)
    if not plan.is_active or plan.next_on > today:
        return None
    version = next(
        (one for one in in_force(institution_id=plan.procedure.institution_id, day=today)
         if one.procedure_id == plan.procedure_id),
        None,
    )  # fmt: skip
    if version is None:
        return None
    plan.next_on = start_after(today, plan.period)
    plan.save(update_fields=["next_on"])
    procedure = procedure_of(version.pk)
    first = procedure.by_id[procedure.start].performer.lanes[0]
    return start_case(
        institution=plan.procedure.institution,
        version=version,
        title=f"{procedure.identity.title}, {name_of(today, plan.period)}"[:200],
        subtitle=procedure.identity.title[:200],
        facts={"pemrakarsa": {"lajur": first, "unit": ""}},
        by=SWEEPER,
    )
