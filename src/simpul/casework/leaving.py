"""Somebody leaves: the open tasks go to colleagues or back to the team, then the account ends. All of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from simpul.casework.cases import reassign
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
def leave(*, user: User, officer: Officer, heirs: Mapping[int, int], reason: str) -> int:
    """Hand over what is open and end the account; returns how many tasks changed hands.

    ``heirs``: task id -> user id; a task that is not named goes back to its team. Raises Refusal ORG-11 for an heir
    who does not stand in the lane, and what ``reassign`` and ``deactivate`` refuse; then nothing has happened.
    """
    count = 0
    for task in sorted(held_tasks(user), key=lambda each: (each.case_id, each.pk)):
        heir = heirs.get(task.pk)
        if heir is not None and heir not in [person.pk for person in heirs_of(task)]:
            raise Refusal(
                "ORG-11", N_("Choose a colleague who stands in the lane of %(ticket)s today."), ticket=task.case.ticket
            )
        reassign(case_id=task.case_id, key=task.key, officer=officer, to_user_id=heir, reason=reason)
        count += 1
    OfficerKey.objects.filter(user=user, removed_at=None).update(removed_at=clock.now())
    deactivate(user=user, by=officer.actor())
    return count
