"""Sub-procedures: a step that is a case of its own. Entering it starts the case; the end of that case completes it.

A case that was withdrawn or rejected, or whose result was taken back, completes nothing: it is begun again on demand.

Two cases are never locked at once: the child starts as new rows in its parent's transaction, and completes the parent's
step in a transaction after its own. A process that dies in between leaves that to the sweep.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform

from simpul.casework.cases import act_on_case, start_subcase, withdraw_case
from simpul.casework.completion import finish
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import OpenTask, lock_case
from simpul.core.procedures.models import Case, CaseStatus, Output, TaskState
from simpul.core.procedures.reach import Placed, may_do
from simpul.core.procedures.rows import NewOutput
from simpul.lib.actor import Actor
from simpul.lib.one_by_one import one_by_one
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

_BY_CHILD = Actor("system", "subprosedur", "Simpul", "subprosedur")
_LAPSED = "Langkah pada perkara induk tidak lagi menunggu subprosedur ini."
_TAKEN_BACK = Output.objects.annotate(part=KeyTextTransform("slug", "record")).filter(
    task=OuterRef("parent_task"), voided=True, part=OuterRef("slug")
)


def newest_part(task_id: int) -> Case | None:
    """The case that carries out the step, of several the one begun last. Its earlier ones ended without a result."""
    return Case.objects.filter(parent_task_id=task_id).order_by("-pk").first()


def gave_nothing(part: Case) -> bool:
    """Whether a part ended and completes nothing: withdrawn, rejected, or its result was taken back."""
    if part.status == CaseStatus.FINISHED:
        return Case.objects.filter(Exists(_TAKEN_BACK), pk=part.pk).exists()
    return part.status != CaseStatus.RUNNING


def without_result(tasks: Collection[int]) -> frozenset[int]:
    """Which of these steps (ids of their tasks) wait for a part that ended and completes nothing."""
    if not tasks:
        return frozenset()
    parts = Case.objects.filter(parent_task_id__in=tasks).annotate(taken_back=Exists(_TAKEN_BACK))
    newest = parts.order_by("parent_task_id", "-pk").distinct("parent_task_id")
    ended = newest.values_list("parent_task_id", "status", "taken_back")
    alive = (CaseStatus.RUNNING, CaseStatus.FINISHED)
    return frozenset(task for task, status, back in ended if task is not None and (back or status not in alive))


def may_start_again(officer: Officer, task: Placed) -> bool:
    """The team of the step, or who stands above it."""
    return may_do(officer, task) or task.lane_id in officer.commands


def start_again(*, case_id: int, key: str, officer: Officer, reason: str) -> Case:
    """Begin the sub-procedure of a step anew; its case before ended without a result. Answers the new case.

    Raises Refusal TGS-44 (no reason), TGS-47 (no sub-procedure), NotAllowed TGS-45, Conflict TGS-06 (the step is no
    longer open), TGS-46 (its case still runs, or has brought its result).
    """
    if not reason.strip():
        raise Refusal("TGS-44", N_("Say why the sub-procedure is started again. The reason is kept with the case."))
    begun: list[Case] = []

    def change(acting: Acting) -> None:
        task = acting.case.tasks.get(key)
        if task is None:
            raise Conflict("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
        ended = _ended_part(acting, task, officer)
        begun.append(start_subcase(acting, acting.procedure.by_id[task.step], key))
        acting.reason = reason.strip()
        acting.told = {"step": key, "ended": ended.ticket, "case": begun[0].ticket}
        acting.payload = {"task": key, "task_id": task.id}

    act_on_case(case_id=case_id, verb="subcase.restarted", by=officer.actor(), change=change)
    return begun[0]


def _ended_part(acting: Acting, task: OpenTask, officer: Officer) -> Case:
    """The case in whose place a new one may begin."""
    if not may_start_again(officer, task):
        raise NotAllowed(
            "TGS-45", N_("Only the team of this step or its superior starts the sub-procedure again. Ask them.")
        )
    part = newest_part(task.id)
    if not acting.procedure.by_id[task.step].subprocedure or part is None:
        raise Refusal("TGS-47", N_("This step has no sub-procedure that could be started again."))
    if not gave_nothing(part):
        raise Conflict(
            "TGS-46", N_("Case %(ticket)s of this step has not ended without a result. Open it first."),
            ticket=part.ticket,
        )  # fmt: skip
    return part


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
    waiting = Case.objects.filter(~Exists(_TAKEN_BACK), status=CaseStatus.FINISHED, parent_task__state=TaskState.OPEN)
    waiting = waiting.order_by("ended_at")
    return sum(one_by_one("case", list(waiting.values_list("pk", flat=True)), _close))


@transaction.atomic
def _close(child_id: int) -> bool:
    child = Case.objects.select_related("parent_task").get(pk=child_id)
    assert child.parent_task is not None
    parent = lock_case(child.parent_task.case_id)
    task = parent.tasks.get(child.parent_task.key)
    child.refresh_from_db(fields=["status"])
    if task is None or task.id != child.parent_task_id or child.status != CaseStatus.FINISHED:
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
