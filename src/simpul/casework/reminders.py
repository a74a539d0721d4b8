"""Timers of the tasks: reminders before, escalation after. Rows and a sweep, never a sleeping process.

``Task.timer_at`` says when a task is to be looked at next; a look finds what is due by the procedure's timers and the
clock as it stands, so a moved due time only asks for a new look. Of many that are due each goes off once, in the order
of the moments they were set for, however long no worker ran.
"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import datetime, timedelta
from typing import Literal

from django.db import connection, transaction

from simpul.casework.cases import act_on_case
from simpul.core.directory.calendars import calendar_for
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, FiredTimer, Task, TaskState
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.lib.one_by_one import PartsFailed, tell
from simpul.rules.procedure.timers import Moment, moments

SWEEPER = Actor("system", "pengatur-waktu", "Simpul", "pengatur waktu")
_WHILE_STANDING = "setelah"
_PUT_OFF = timedelta(hours=1)
_Look = Literal["none due", "not yet", "fired", "broken"]


def fire_due(most: int = 1000) -> int:
    """Let every timer that is due go off; returns how many did. Raises PartsFailed when a task had to be put off."""
    looks = Counter(itertools.takewhile(lambda look: look != "none due", (_look_at_first() for _ in range(most))))
    if looks["broken"]:
        raise PartsFailed("timers", looks["broken"])
    return looks["fired"]


@transaction.atomic
def _look_at_first() -> _Look:
    """Look at the task that is due first.

    One look at a time, whatever process does it: else two workers would let the timers of two tasks go off out of
    order. A task at which nobody can look (its procedure cannot be read) is put off and told in the log: it must not
    hold up the others.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('reminders', 0))")
    due = Task.objects.filter(state=TaskState.OPEN, timer_at__lte=clock.now()).order_by("timer_at", "id")
    found = due.values_list("id", "case_id").first()
    if found is None:
        return "none due"
    task_id, case_id = found
    try:
        with transaction.atomic():
            return "fired" if _look(task_id, case_id) else "not yet"
    except Exception as error:
        tell("timers of task", task_id, error)
        Task.objects.filter(pk=task_id).update(timer_at=clock.now() + _PUT_OFF)
        return "broken"


def _look(task_id: int, case_id: int) -> bool:
    """Set the task's next look, or let its earliest due timer go off. The case is locked first, as everywhere."""
    Case.objects.select_for_update().only("pk").get(pk=case_id)
    row = Task.objects.select_related("case").get(pk=task_id)
    if row.state != TaskState.OPEN:
        return False
    ahead = _ahead(row)
    # A look that was only asked for comes back at its proper moment, behind what is due before it in other tasks.
    if not ahead or ahead[0].at > clock.now() or row.timer_at is None or row.timer_at < ahead[0].at:
        Task.objects.filter(pk=task_id).update(timer_at=ahead[0].at if ahead else None)
        return False
    _fire(row, ahead[0], ahead[1].at if len(ahead) > 1 else None)
    return True


def _ahead(task: Task) -> list[Moment]:
    """The timers that have not gone off, by time. While the clock stands only those that count from entry."""
    procedure = procedure_of(task.case.procedure_version_id)
    timers = procedure.timers_of(procedure.by_id[task.step])
    gone = set(FiredTimer.objects.filter(task=task).values_list("position", flat=True))
    found = moments(timers, task.started_at, task.due_at, calendar_for(task.institution_id))
    stands = task.paused_since is not None
    return [one for one in found if one.position not in gone and (not stands or one.timer.relation == _WHILE_STANDING)]


def _fire(task: Task, moment: Moment, following: datetime | None) -> None:
    def change(acting: Acting) -> None:
        FiredTimer.objects.create(
            task=task, position=moment.position, name=moment.timer.name, set_for=moment.at, fired_at=acting.at
        )
        Task.objects.filter(pk=task.pk).update(timer_at=following)
        acting.told = {"step": task.key, "timer": moment.timer.name, "set_for": moment.at}
        acting.payload = {"task": task.key, "task_id": task.pk, "messages": [moment.timer.name]}

    act_on_case(case_id=task.case_id, verb="timer.fired", by=SWEEPER, change=change)
