"""Who stands, will stand and stood in which lane, with dates and deeds, for the page of people and lanes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import today_in


@dataclass(frozen=True, slots=True)
class Stand:
    """One place of one person; ``ahead``: it begins on a later day."""

    row: Assignment
    ahead: bool


@dataclass(frozen=True, slots=True)
class LaneStands:
    """A lane with everybody in it now or later; ``vacant``: nobody stands in it today."""

    lane: Lane
    stands: tuple[Stand, ...]

    @property
    def vacant(self) -> bool:
        return not any(not stand.ahead for stand in self.stands)


@dataclass(frozen=True, slots=True)
class Household:
    """Everybody of an institution: by lane, without a lane, and those who have left."""

    lanes: tuple[LaneStands, ...]
    unplaced: tuple[User, ...]
    left: tuple[User, ...]


def household(institution: Institution) -> Household:
    """Three reads, whatever the number of people."""
    today = today_in(institution)
    lanes = Lane.objects.filter(institution=institution).select_related("unit")
    rows = list(
        Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), lane__institution=institution)
        .filter(user__is_active=True)
        .select_related("user", "stands_for", "unit")
        .order_by("starts_on", "-is_lead", "id")
    )
    placed = {row.user_id for row in rows}
    people = list(User.objects.filter(institution=institution).order_by("full_name"))
    return Household(
        lanes=tuple(LaneStands(lane, _stands(rows, lane, today)) for lane in lanes),
        unplaced=tuple(user for user in people if user.is_active and user.pk not in placed),
        left=tuple(user for user in people if not user.is_active),
    )


def _stands(rows: list[Assignment], lane: Lane, today: date) -> tuple[Stand, ...]:
    return tuple(Stand(row, row.starts_on > today) for row in rows if row.lane_id == lane.pk)
