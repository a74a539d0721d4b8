"""A changed calendar moves the due dates of open tasks: the edit, its record and the moves are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from procrastinate.contrib.django import app

from simpul.casework.cases import act_on_case
from simpul.core.directory.calendar_actions import edit_calendar
from simpul.core.directory.calendars import calendar_for, calendar_of_version
from simpul.core.directory.models import CalendarVersion
from simpul.core.messages.actions import record
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask, lock_case
from simpul.core.procedures.models import Case, CaseStatus, TaskState
from simpul.lib import clock
from simpul.lib.actor import SYSTEM, Actor
from simpul.lib.national_calendar import national_calendar
from simpul.lib.onewrite import Update
from simpul.rules.working_time import Calendar, Moved, OpenClock, parse, recompute

AGAIN = "due_dates"
AGAIN_SECONDS = 60  # longer than any transition that was under way when the edit was committed


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
    step = _Step(edited.version.pk, edited.before, edited.after, by)
    moved = [count for case_id in _cases(institution_id) if (count := _move(case_id, step))]
    again = app.configure_task(AGAIN, schedule_in={"seconds": AGAIN_SECONDS}, allow_unknown=False)
    again.defer(institution_id=institution_id, before=based_on, version=edited.version.pk)
    return Changed(edited.version, sum(moved), len(moved))


@dataclass(frozen=True, slots=True)
class _Step:
    """From one calendar to the next; ``version`` is the id of the next."""

    version: int
    before: Calendar
    after: Calendar
    by: Actor


def follow_calendar(*, institution_id: int, before: int | None, version: int) -> int:
    """The cases that began while the edit was not committed yet: they could neither see it nor be seen by it.

    ``before``: id of the version that the edit replaced, None for the shipped calendar. Harmless to repeat; answers how
    many tasks moved.
    """
    after = calendar_for(institution_id)
    old = calendar_of_version(before, after.zone_name) if before else national_calendar(after.zone_name)
    return sum(_moved_alone(case_id, _Step(version, old, after, SYSTEM)) for case_id in _cases(institution_id))


@transaction.atomic
def _moved_alone(case_id: int, step: _Step) -> int:
    return _move(case_id, step)


def _cases(institution_id: int) -> list[int]:
    """Every running case, also one without a clock now: a step under way may open one. Always in the same order, so
    that two edits cannot wait for each other."""
    running = Case.objects.filter(institution_id=institution_id, status=CaseStatus.RUNNING)
    return list(running.order_by("pk").values_list("pk", flat=True))


def _move(case_id: int, step: _Step) -> int:
    """Asked under the lock of the case: a transition that was under way is counted as it ended, and the next one reads
    the new calendar with its tasks."""
    tasks = {task.id: task for task in lock_case(case_id).tasks.values() if task.due_at is not None}
    found = recompute([_clock(task) for task in tasks.values()], step.before, step.after, clock.now())
    moves = [move for move in found if tasks[move.ref].due_at != move.new]
    if not moves:
        return 0

    def change(acting: Acting) -> None:
        acting.told = {"calendar": step.version, "moved": [_told(acting, move) for move in moves]}
        acting.writes += [_due(move) for move in moves]

    act_on_case(case_id=case_id, verb="case.due_dates_moved", by=step.by, change=change)
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
