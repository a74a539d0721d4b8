"""In whose hands a task is: what a page has seen of it, and who has changed it since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NoReturn

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.procedures.models import Task, TaskState
from simpul.rules.agreement_text.words import long_moment
from simpul.rules.refusals import N_, Conflict

_MOVES = ("task.claimed", "task.released", "task.reassigned", "task.left", "task.completed", "task.retracted")


def stand_of(task: Task) -> str:
    """What a form tells of a task that it was made for: who held it, and since when."""
    return f"{task.holder_id or 0}@{task.held_since.isoformat() if task.held_since else ''}"


def stands_of(tasks: Iterable[Task]) -> dict[int, str]:
    """The stand of each by its number."""
    return {task.pk: stand_of(task) for task in tasks}


def check_seen(task_id: int, institution_id: int, seen: str | None) -> None:
    """Raises Conflict TGS-99 with who and when, where the task has another stand than ``seen``.

    ``seen`` None: whoever acts has seen no page. Of a task of another institution nothing is told (TGS-06).
    """
    if seen is None:
        return
    task = Task.objects.select_related("case").filter(pk=task_id, institution=institution_id).first()
    if task is None or task.state != TaskState.OPEN or stand_of(task) != seen:
        _refuse(task)


def check_list(user: User, tasks: Iterable[Task], seen: Mapping[int, str] | None) -> None:
    """Whether the list of what ``user`` holds is as it was seen: a task that has joined it or left it has changed.

    Raises Conflict ORG-45 where the account has ended meanwhile, else as ``check_seen``.
    """
    if not user.is_active:
        _refuse_left(user)
    if seen is not None:
        for number in sorted(stands_of(tasks).keys() | seen.keys()):
            check_seen(number, user.institution_id or 0, seen.get(number, ""))


def _refuse_left(user: User) -> NoReturn:
    """Who has ended the account before, and when."""
    assert user.institution_id is not None
    ended = AuditEvent.objects.filter(institution_id=user.institution_id, verb="person.deactivated").order_by("-at")
    event = next(one for one in ended if json.loads(one.body)["facts"].get("user") == user.pk)
    raise Conflict(
        "ORG-45",
        N_("%(name)s has ended the account of %(person)s already, on %(time)s. Nothing of yours was written."),
        name=_who(event), person=user.full_name, time=_when(user.institution_id, event.at),
    )  # fmt: skip


def _last_move(task: Task) -> AuditEvent | None:
    moves = AuditEvent.objects.filter(chain=f"case:{task.case_id}", verb__in=_MOVES).order_by("-seq")
    return next((one for one in moves if json.loads(one.body)["facts"].get("step") == task.key), None)


def _refuse(task: Task | None) -> NoReturn:
    """Who changed the task last, and when."""
    event = _last_move(task) if task is not None else None
    if task is None or event is None:
        raise Conflict("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
    raise Conflict(
        "TGS-99",
        N_(
            "Meanwhile the task of %(ticket)s has changed hands or was finished: %(name)s, %(time)s. Nothing of yours "
            "was written. Look how it stands now, then decide again."
        ),
        ticket=task.case.ticket, name=_who(event), time=_when(task.institution_id, event.at),
    )  # fmt: skip


def _who(event: AuditEvent) -> str:
    """The name of an officer; what happened by itself was done by the system."""
    if event.actor_kind != "user":
        return "Simpul"
    return User.objects.get(pk=int(event.actor_ref)).full_name


def _when(institution_id: int, at: datetime) -> str:
    return long_moment(calendar_for(institution_id).local(at))
