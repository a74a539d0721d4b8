"""A mistaken completion: withdrawn while no later step has acted, afterwards corrected on record."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from simpul.casework.cases import acting_on
from simpul.casework.conductor import write
from simpul.casework.notices import PART_TAKEN_BACK
from simpul.casework.subcases import newest_part
from simpul.casework.text_acts import NUMBERING
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import LockedCase, lock_case
from simpul.core.procedures.models import Case, CaseStatus, Correction, Output, Task, TaskState
from simpul.features.agreements.recording import take_back
from simpul.features.agreements.signing_plan import awaited, void_open_round
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.lib.onewrite import Insert, Update
from simpul.rules.procedure.agreement_words import RECORD
from simpul.rules.procedure.engine import retract
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import Entry
from simpul.rules.refusals import N_, NotAllowed, Refusal


def _may(officer: Officer, task: Task) -> bool:
    return task.completed_by_id == officer.user_id or task.lane_id in officer.commands or officer.is_admin


def check_retraction(officer: Officer, task: Task, reason: str) -> None:
    """Raises NotAllowed TGS-40 or Refusal TGS-41, TGS-42."""
    if not _may(officer, task):
        raise NotAllowed("TGS-40", N_("Only who completed this step, or the superior, can take it back."))
    if task.state != TaskState.DONE:
        raise Refusal("TGS-41", N_("This step is not completed, so there is nothing to take back."))
    if not reason.strip():
        raise Refusal("TGS-42", N_("Say what was wrong. The reason is kept with the case."))


@transaction.atomic
def retract_completion(*, task_id: int, officer: Officer, reason: str) -> None:
    """Take a completion back: the task is open again in its round and its clock goes on; what it opened is void.

    A text rendered with number and date that are taken back is signed no more: its round is void. Raises Refusal TGS-43
    once a later step has acted (a task completed, or an output made in it).
    """
    task = Task.objects.select_related("lane").get(pk=task_id)
    locked = lock_case(task.case_id)
    task.refresh_from_db()
    check_retraction(officer, task, reason)
    procedure = procedure_of(locked.version_id)
    completed = _entry(task, procedure)
    opened = _untouched(locked, task)
    revived = {_entry(other, procedure): other for other in _lapsed_with(task)}
    moved = retract(procedure, locked.state, completed, opened, tuple(revived))
    acting = acting_on(locked, officer.actor(task.lane_id))
    acting.reason = reason
    acting.told = {"step": task.key}
    acting.payload = _told_of_its_part(task)
    acting.changes = {"status": "running", "ended_at": None}
    Output.objects.filter(task=task).update(voided=True)
    if procedure.by_id[task.step].form == NUMBERING:
        void_open_round(locked.id, reason)
        acting.facts["penanda_belum"] = awaited(None, request_of(acting))
    if RECORD in procedure.by_id[task.step].effect_names:
        take_back(locked.id)
    writes: list[Insert | Update] = [
        Update("procedures_task", ("state", "paused_since"), ("retracted", None), ("id", "state"), (number, "open"))
        for number in (locked.tasks[key].id for key in opened)
    ]
    writes += [
        Update("procedures_task", ("state",), ("open",), ("id", "state"), (other.pk, "cancelled"))
        for other in revived.values()
    ]
    back = ("state", "completed_at", "completed_by_id", "completed_by_name", "happened_at", "outcome",
            "used_minutes", "waited_minutes", "capacity", "acting_for_id")  # fmt: skip
    cleared = ("open", None, None, "", None, "", None, None, "", None)
    writes.append(Update("procedures_task", back, cleared, ("id", "state"), (task.pk, "done")))
    write(acting, moved.state, "task.retracted", writes)


def _told_of_its_part(task: Task) -> dict[str, object]:
    """What the outbox says where a part had brought the result: its step waits until somebody acts."""
    part = newest_part(task.pk)
    return {"messages": [PART_TAKEN_BACK], "task": task.key, "part": part.ticket} if part is not None else {}


def _entry(task: Task, procedure: Procedure) -> Entry:
    lanes = (task.lane.code,) if task.lane is not None else procedure.by_id[task.step].performer.lanes
    unit = task.key.partition("@")[2]
    return Entry(task.key, task.step, task.round, lanes, unit)


def _lapsed_with(task: Task) -> list[Task]:
    """The tasks that lapsed in the very act that is taken back (a return across a branch)."""
    lapsed = Task.objects.filter(case_id=task.case_id, state=TaskState.CANCELLED, lapsed_by=task)
    return list(lapsed.select_related("lane"))


def _untouched(locked: LockedCase, task: Task) -> tuple[str, ...]:
    """Keys of the open tasks that this completion opened, unless somebody has built on it already."""
    children = Task.objects.filter(opened_by=task).exclude(state=TaskState.RETRACTED)
    if _is_built_upon(locked.id) or any(_has_acted(locked, child) for child in children):
        raise Refusal(
            "TGS-43",
            N_("A later step has acted already, so this one cannot be taken back. Record a correction instead."),
        )
    return tuple(child.key for child in children)


def _has_acted(locked: LockedCase, child: Task) -> bool:
    """Whether somebody has worked on the task: done it, made an output, contributed, or done a step of its sub-case.

    What was done in a sub-case that ended without a result counts for nothing any more.
    """
    if child.key not in locked.tasks or locked.tasks[child.key].outputs or child.contributions.exists():
        return True
    standing = Q(case__status__in=[CaseStatus.RUNNING, CaseStatus.FINISHED])
    return Task.objects.filter(standing, case__parent_task=child, state=TaskState.DONE).exists()


def _is_built_upon(case_id: int) -> bool:
    """Whether the case is a part that the step above no longer waits for: it went on, or began the part again."""
    case = Case.objects.select_related("parent_task").get(pk=case_id)
    if case.parent_task is None:
        return False
    newer = Case.objects.filter(parent_task=case.parent_task, pk__gt=case.pk)
    return case.parent_task.state != TaskState.OPEN or newer.exists()


@transaction.atomic
def correct(*, task_id: int, officer: Officer, reason: str) -> Correction:
    """Record a correction of a completed step, once a later step has acted on it."""
    task = Task.objects.get(pk=task_id)
    locked = lock_case(task.case_id)
    check_retraction(officer, task, reason)
    acting = acting_on(locked, officer.actor(task.lane_id))
    correction = Correction.objects.create(task=task, reason=reason, by_id=officer.user_id, at=acting.at)
    acting.reason = reason
    acting.told = {"step": task.key}
    write(acting, locked.state, "task.corrected", ())
    return correction
