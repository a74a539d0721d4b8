"""The timers that went off, for the pages: what was reminded of, and what has been brought before the superior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simpul.core.procedures.models import Case, FiredTimer

SUPERIOR = "ingatkan_atasan"


def fired_of(case: Case) -> Mapping[int, tuple[FiredTimer, ...]]:
    """Id of the task -> what went off for it, in the order in which that was done."""
    found: dict[int, tuple[FiredTimer, ...]] = {}
    for one in FiredTimer.objects.filter(task__case=case).order_by("fired_at", "pk"):
        found[one.task_id] = (*found.get(one.task_id, ()), one)
    return found


def escalated(tasks: Iterable[int]) -> frozenset[int]:
    """Which of these tasks (ids) have been brought before the superior."""
    rows = FiredTimer.objects.filter(task_id__in=list(tasks), name=SUPERIOR)
    return frozenset(rows.values_list("task_id", flat=True))
