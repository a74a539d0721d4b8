"""Somebody leaves: the open tasks go to colleagues or back to the team, then the account ends. All of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from simpul.casework.cases import reassign
from simpul.casework.hands import check_list, stand_of
from simpul.core.directory.leaves import takers
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer, today_in
from simpul.core.directory.people import deactivate
from simpul.core.procedures.models import Task, TaskState
from simpul.core.signing.models import OfficerKey
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal


def held_tasks(user: User) -> QuerySet[Task]:
    """What the person has taken and not finished, the most urgent first."""
    held = Task.objects.filter(holder=user, state=TaskState.OPEN).select_related("case", "institution", "lane")
    return held.order_by("due_at", "id")


def heirs_of(task: Task) -> list[User]:
    """Who else may do the task today: stands in its lane, for its unit, and is not away."""
    also = () if task.is_joint else tuple(task.also_lanes)
    return list(takers(task.lane_id, task.unit_id, today_in(task.institution), also).exclude(pk=task.holder_id or 0))


@transaction.atomic
def leave(
    *, user: User, officer: Officer, heirs: Mapping[int, int], reason: str, seen: Mapping[int, str] | None = None
) -> int:
    """Hand over what is open and end the account; returns how many tasks changed hands.

    ``heirs``: task id -> user id; a task that is not named goes back to its team. ``seen``: ``stands_of`` the tasks
    when the list was read. Raises Refusal ORG-11 for an heir who does not stand in the lane, Conflict ORG-45 where the
    account has ended, TGS-99 where a task is not as it was seen, and what ``reassign`` and ``deactivate`` refuse; then
    nothing has happened.
    """
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    count, tasks = 0, sorted(held_tasks(user), key=lambda each: (each.case_id, each.pk))
    check_list(user, tasks, seen)
    for task in tasks:
        heir = heirs.get(task.pk)
        if heir is not None and heir not in [person.pk for person in heirs_of(task)]:
            raise Refusal(
                "ORG-11", N_("Choose a colleague who stands in the lane of %(ticket)s today."), ticket=task.case.ticket
            )
        held = stand_of(task)
        reassign(case_id=task.case_id, key=task.key, officer=officer, to_user_id=heir, reason=reason, seen=held)
        count += 1
    OfficerKey.objects.filter(user=user, removed_at=None).update(removed_at=clock.now())
    deactivate(user=user, by=officer.actor())
    return count
