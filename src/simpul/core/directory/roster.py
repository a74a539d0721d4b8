"""Who stands where: the people of an institution by lane, as pages and the command line list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from simpul.core.directory.models import Assignment, Institution, Lane, User
from simpul.core.directory.officers import assignments_on, today_in


@dataclass(frozen=True, slots=True)
class Place:
    """A lane with everybody who stands in it on the day; ``lane`` is None for people without one."""

    lane: Lane | None
    people: tuple[User, ...]


def places(institution: Institution, on: date | None = None) -> list[Place]:
    """The lanes in printed order, then the active people who stand in none of them (admin, inspector)."""
    day = on or today_in(institution)
    held = Assignment.objects.filter(
        assignments_on(day), lane__institution=institution, user__is_active=True
    ).select_related("user")
    by_lane: dict[int, list[User]] = {}
    for row in held.order_by("-is_lead", "id"):
        by_lane.setdefault(row.lane_id, []).append(row.user)
    placed = {user.pk for users in by_lane.values() for user in users}
    rest = User.objects.filter(institution=institution, is_active=True).exclude(pk__in=placed).order_by("id")
    lanes = Lane.objects.filter(institution=institution)
    return [*(Place(lane, tuple(by_lane.get(lane.pk, ()))) for lane in lanes), Place(None, tuple(rest))]
