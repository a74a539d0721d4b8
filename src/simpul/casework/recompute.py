"""A changed calendar moves the due dates of open tasks: the edit, its record and the moves are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.core.directory.calendar_actions import Edited, edit_calendar
from simpul.core.directory.models import CalendarVersion
from simpul.core.messages.actions import record
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask, lock_case
from simpul.core.procedures.models import Task, TaskState
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Update
from simpul.rules.working_time import Calendar, Moved, OpenClock, parse, recompute


@dataclass(frozen=True, slots=True)
class Changed:
    """The version made, and how many tasks of how many cases have a new due date."""

    version: CalendarVersion
    tasks: int
    cases: int


@transaction.atomic
def change_calendar(
    *, institution_id: int, change: Callable[[Calendar], Calendar], based_on: int | None, note: str, by: Actor
) -> Changed:
    """Edit the institution's calendar (see ``edit_calendar`` for what it refuses) and move what it moves.

    Each case writes one event with the old and the new due time of its tasks. What was overdue already stays so.
    """
    edited = edit_calendar(institution_id=institution_id, change=change, based_on=based_on, note=note, by=by)
    record(institution_id=institution_id, verb="calendar.changed", by=by, facts=edited.facts)
    at = clock.now()
    moved = [count for case_id in _cases(institution_id) if (count := _move(case_id, edited, by, at))]
    return Changed(edited.version, sum(moved), len(moved))


def _cases(institution_id: int) -> Iterable[int]:
    """Always in the same order, so that two edits cannot wait for each other."""
    timed = Task.objects.filter(institution_id=institution_id, state=TaskState.OPEN, due_at__isnull=False)
    return timed.order_by("case_id").values_list("case_id", flat=True).distinct()


def _move(case_id: int, edited: Edited, by: Actor, at: datetime) -> int:
    """Asked under the lock of the case, so that a transition that was under way is counted as it ended."""
    tasks = lock_case(case_id).tasks.values()
    clocks = [_clock(task) for task in tasks if task.due_at is not None]
    moves = recompute(clocks, edited.before, edited.after, at)
    if not moves:
        return 0

    def change(acting: Acting) -> None:
        acting.told = {"calendar": edited.version.pk, "moved": [_told(acting, move) for move in moves]}
        acting.writes += [_due(move) for move in moves]

    act_on_case(case_id=case_id, verb="case.due_dates_moved", by=by, change=change)
    return len(moves)


def _clock(task: OpenTask) -> OpenClock[int]:
    """A pause that still stands is added when it ends; until then the due time is written without it."""
    pauses = tuple((span.started_at, span.ended_at) for span in task.pauses if span.ended_at is not None)
    return OpenClock(task.id, task.started_at, parse(task.standard), task.unit_count, pauses)


def _told(acting: Acting, move: Moved[int]) -> dict[str, object]:
    key = next(task.key for task in acting.case.tasks.values() if task.id == move.ref)
    return {"step": key, "old": move.old.astimezone(UTC), "new": move.new.astimezone(UTC)}


def _due(move: Moved[int]) -> Update:
    new = move.new.astimezone(UTC)
    at = clock.now()
    return Update(
        "procedures_task", ("due_at", "timer_at"), (new, at), ("id", "state"), (move.ref, TaskState.OPEN.value)
    )
