"""Who may do a task, and who may only contribute to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Q

from simpul.core.directory.officers import Officer
from simpul.rules.refusals import N_, NotAllowed


class Placed(Protocol):
    """A task as read under the lock, or its row."""

    @property
    def lane_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def also_lanes(self) -> Sequence[int]: ...
    @property
    def is_joint(self) -> bool: ...


def may_do(officer: Officer, task: Placed) -> bool:
    """Whether the officer may complete it: stands in its lane (for its unit), or in another lane that may do it."""
    if officer.holds(task.lane_id, task.unit_id):
        return True
    return not task.is_joint and any(officer.holds(lane) for lane in task.also_lanes)


def may_contribute(officer: Officer, task: Placed) -> bool:
    """Whether the officer stands in one of the lanes that contribute to a step done together (cara: bersama)."""
    return task.is_joint and any(officer.holds(lane) for lane in task.also_lanes)


def check_hand_over(officer: Officer, task: Placed) -> None:
    """Raises NotAllowed TGS-39 but for the lead of the lane (of the task's unit), its superior and an admin; nobody
    hands over the partner's own task."""
    lane = officer.lanes.get(task.lane_id) if task.lane_id is not None else None
    leads = lane is not None and lane.is_lead and officer.holds(task.lane_id, task.unit_id)
    if task.lane_id is None or not (officer.is_admin or task.lane_id in officer.commands or leads):
        raise NotAllowed("TGS-39", N_("Only the lead of the team, its superior or an admin hands a task over."))


def may_hand_over(officer: Officer, task: Placed) -> bool:
    """Whether the officer may."""
    try:
        check_hand_over(officer, task)
    except NotAllowed:
        return False
    return True


def acting_lane(officer: Officer, task: Placed) -> int | None:
    """The lane in whose name the officer does the task; None for an outside party's."""
    lanes = (task.lane_id, *task.also_lanes)
    return next((lane for lane in lanes if lane is not None and officer.holds(lane)), task.lane_id)


def within(officer: Officer) -> Q:
    """The tasks that concern the officer, as rows: those of the own lanes and units, and those to contribute to."""
    free = [lane.id for lane in officer.lanes.values() if not lane.units]
    mine = Q(lane_id__in=free) | Q(also_lanes__overlap=list(officer.lanes)) & ~Q(also_lanes=[])
    for lane in officer.lanes.values():
        if lane.units:
            mine |= Q(lane_id=lane.id) & (Q(unit_id__isnull=True) | Q(unit_id__in=lane.units))
    return mine
