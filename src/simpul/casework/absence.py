"""A leave begins: what the person holds goes to the deputy, or back to the lane. Once, by the minute sweep."""

from __future__ import annotations

from django.db import transaction

from simpul.casework.cases import act_on_case, held
from simpul.casework.leaving import heirs_of, held_tasks
from simpul.core.directory.leaves import tell
from simpul.core.directory.models import Leave, User
from simpul.core.directory.officers import today_in
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.models import Task
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one


def begin_due_leaves() -> int:
    """Every leave whose first day has come in its institution and that was not begun; answers how many tasks moved.

    Raises PartsFailed when one could not be begun; the others are.
    """
    ahead = Leave.objects.filter(begun_at=None, cancelled_at=None, user__is_active=True)
    rows = ahead.select_related("user__institution").order_by("starts_on", "pk")
    return sum(one_by_one("leave", rows, _begin_if_due, named=lambda row: row.pk))


def _begin_if_due(row: Leave) -> int:
    return _begin(row.pk) if _has_come(row) else 0


def _has_come(row: Leave) -> bool:
    return row.user.institution is not None and row.starts_on <= today_in(row.user.institution)


@transaction.atomic
def _begin(leave_id: int) -> int:
    """One transaction, so that a killed worker begins it wholly or not at all.

    A leave that was over before any worker ran moves nothing.
    """
    row = Leave.objects.select_for_update(of=("self",)).select_related("user__institution", "deputy").get(pk=leave_id)
    if row.begun_at is not None or row.cancelled_at is not None:
        return 0
    row.begun_at = clock.now()
    row.save(update_fields=["begun_at"])
    assert row.user.institution is not None
    over = row.ends_on < today_in(row.user.institution)
    tasks = [] if over else sorted(held_tasks(row.user), key=lambda task: (task.case_id, task.pk))
    for task in tasks:
        _hand_on(task, row)
    tell("leave.begun", row, SYSTEM, tasks=len(tasks))
    return len(tasks)


def _hand_on(task: Task, leave: Leave) -> None:
    heir = _heir(task, leave.deputy)

    def change(acting: Acting) -> None:
        there = acting.case.tasks.get(task.key)
        if there is None or there.holder_id != leave.user_id:
            return
        acting.writes.append(held(there.id, heir, acting.at))
        acting.told = {"step": task.key, "leave": leave.pk, "to": heir}
        acting.payload = {"task": task.key, "task_id": task.pk}

    act_on_case(case_id=task.case_id, verb="task.left", by=SYSTEM, change=change)


def _heir(task: Task, deputy: User | None) -> int | None:
    """The deputy, if he may do this task today and is not away himself."""
    return deputy.pk if deputy is not None and deputy in heirs_of(task) else None
