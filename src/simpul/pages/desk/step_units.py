"""The units that a step lets somebody choose: those with people in one of its lanes today."""

from __future__ import annotations

from collections import defaultdict

from simpul.core.directory.models import Assignment
from simpul.core.directory.officers import assignments_on, today_in
from simpul.core.procedures.models import Task
from simpul.pages.desk.step_entries import Units
from simpul.rules.procedure.model import Step


def units_of(step: Step, task: Task) -> Units:
    """By lane id, in the order of their names; nothing is read for a step that asks for none."""
    lanes = {lane for field in step.fields for lane in field.lanes}
    if not lanes:
        return {}
    institution = task.case.institution
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, lane__code__in=lanes,
        unit__isnull=False, user__is_active=True,
    )  # fmt: skip
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = held.order_by("unit__name").values_list("lane__code", "unit__code", "unit__name").distinct()
    for lane, code, name in rows:
        found[lane].append((code, name))
    return found
