"""Where a new task stands: in which lane, for which unit, and which other lanes take part in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simpul.core.procedures.loaded import lane_id, unit_id
from simpul.rules.procedure.model import Step
from simpul.rules.procedure.state import Entry


@dataclass(frozen=True, slots=True)
class Place:
    """``lane_id`` is None for an outside party; ``also_lanes``: others that may do it, or contribute (``is_joint``)."""

    lane_id: int | None
    unit_id: int | None
    also_lanes: tuple[int, ...]
    is_joint: bool


def place_of(institution_id: int, step: Step, entry: Entry, facts: Mapping[str, object]) -> Place:
    """The place of a task. Of several lanes, and of several units in one lane, it is the one that began the case."""
    began_lane, began_unit = _beginning(facts)
    lanes = (began_lane,) if began_lane in entry.lanes else entry.lanes
    is_joint = step.performer.mode == "bersama"
    others = step.performer.lanes[1:] if is_joint else lanes[1:]
    unit = entry.unit or (began_unit if lanes[0] == began_lane else "")
    return Place(
        lane_id=lane_id(institution_id, lanes[0]),
        unit_id=unit_id(institution_id, unit) if unit else None,
        also_lanes=tuple(known for lane in others if (known := lane_id(institution_id, lane)) is not None),
        is_joint=is_joint,
    )


def _beginning(facts: Mapping[str, object]) -> tuple[str, str]:
    """Lane and unit of the officer who began the case; empty where the partner did."""
    began = facts.get("pemrakarsa")
    if not isinstance(began, Mapping):
        return "", ""
    return str(began.get("lajur") or ""), str(began.get("unit") or "")
