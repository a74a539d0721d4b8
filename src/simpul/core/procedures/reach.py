"""Who may do a task, and who may only contribute to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Q

from simpul.core.directory.officers import Officer


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
