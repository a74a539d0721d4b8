"""Sub-procedures: a step that is a case of its own. Entering it starts the case; the end of that case completes it.

Two cases are never locked at once: the child starts as new rows in its parent's transaction, and completes the parent's
step in a transaction after its own. A process that dies in between leaves that to the sweep.
"""

from __future__ import annotations

from django.db import transaction

from simpul.casework.cases import withdraw_case
from simpul.casework.completion import finish
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, CaseStatus, Output, TaskState
from simpul.core.procedures.rows import NewOutput
from simpul.lib.actor import Actor
from simpul.lib.one_by_one import one_by_one

_BY_CHILD = Actor("system", "subprosedur", "Simpul", "subprosedur")
_LAPSED = "Langkah pada perkara induk tidak lagi menunggu subprosedur ini."


def follow_up() -> int:
    """Complete the steps whose sub-procedure has finished, and withdraw sub-cases whose step has lapsed.

    Returns how many parents moved on. Raises PartsFailed when a case could not; the others did.
    """
    parts = {"lapsed": _withdraw_lapsed, "finished": _close_finished}
    return one_by_one("subprocedures", parts, lambda name: parts[name]())[-1]


def _withdraw_lapsed() -> int:
    lapsed = Case.objects.filter(status=CaseStatus.RUNNING, parent_task__isnull=False).exclude(
        parent_task__state=TaskState.OPEN
    )
    return len(one_by_one("case", list(lapsed.order_by("pk").values_list("pk", flat=True)), _withdraw))


def _withdraw(child_id: int) -> None:
    withdraw_case(case_id=child_id, by=_BY_CHILD, reason=_LAPSED, party="lembaga")


def _close_finished() -> int:
    waiting = Case.objects.filter(status=CaseStatus.FINISHED, parent_task__state=TaskState.OPEN).order_by("ended_at")
    return sum(one_by_one("case", list(waiting.values_list("pk", flat=True)), _close))


@transaction.atomic
def _close(child_id: int) -> bool:
    child = Case.objects.select_related("parent_task").get(pk=child_id)
    assert child.parent_task is not None
    parent = lock_case(child.parent_task.case_id)
    task = parent.tasks.get(child.parent_task.key)
    if task is None:
        return False
    step = procedure_of(parent.version_id).by_id[task.step]
    record = {
        "perkara": child.ticket,
        "slug": child.slug,
        "keluaran": list(Output.objects.filter(case=child, voided=False).order_by("id").values_list("name", flat=True)),
    }
    finish(
        parent, task, by=_BY_CHILD, user_id=None, outcome="", note="", raw={}, files={}, happened_at=None,
        late_reason="", made=tuple(NewOutput(output.id, record=record) for output in step.outputs),
    )  # fmt: skip
    return True
